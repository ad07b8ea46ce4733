#include "fuzz/supervisor/campaign.h"

#include <fmt/format.h>
#include <openssl/sha.h>

#include <algorithm>
#include <utility>

#include "parsers/report_file.h"

namespace assay::fuzz {
namespace {

template <typename Member>
std::uint64_t sum(const Campaign& campaign, Member member) {
  std::uint64_t out = 0;
  for (const auto& [name, target] : campaign.targets) out += target.*member;
  return out;
}

}  // namespace

std::string_view to_string(FindingState state) noexcept {
  switch (state) {
    case FindingState::kNew:
      return "new";
    case FindingState::kKnown:
      return "known";
    case FindingState::kUnreproducible:
      return "unreproducible";
  }
  return "";
}

std::uint64_t Campaign::executions() const { return sum(*this, &TargetFigures::executions); }
std::uint64_t Campaign::edges() const { return sum(*this, &TargetFigures::edges); }
std::uint64_t Campaign::features() const { return sum(*this, &TargetFigures::features); }
std::uint64_t Campaign::corpus() const { return sum(*this, &TargetFigures::corpus); }

std::uint64_t Campaign::constraint_sides() const {
  std::set<std::string> broken, held;
  for (const auto& [name, target] : targets) {
    broken.insert(target.broken.begin(), target.broken.end());
    held.insert(target.held.begin(), target.held.end());
  }
  return broken.size() + held.size();
}

std::uint64_t Campaign::constraint_sides_total() const {
  std::uint64_t most = 0;
  for (const auto& [name, target] : targets) most = std::max(most, target.constraints);
  return 2 * most;
}

std::size_t Campaign::count(FindingState state) const {
  return static_cast<std::size_t>(std::ranges::count(findings, state, &Finding::state));
}

void Campaign::add_point() {
  // Curves of any length stay readable, and the file small: old points thin out.
  constexpr std::size_t kMostPoints = 1'000;
  if (curve.size() >= kMostPoints) {
    std::vector<CurvePoint> thinned;
    for (std::size_t i = 0; i < curve.size(); i += 2) thinned.push_back(curve[i]);
    curve = std::move(thinned);
  }
  curve.push_back({seconds, executions(), edges(), features(), constraint_sides(), corpus()});
}

namespace fs = std::filesystem;

fs::path StateFolder::corpus(std::string_view target) const {
  return root_ / "targets" / target / "corpus";
}
fs::path StateFolder::artifacts(std::string_view target) const {
  return root_ / "targets" / target / "artifacts";
}
fs::path StateFolder::finding(std::string_view id) const { return root_ / "findings" / id; }
fs::path StateFolder::regression(const Finding& finding) const {
  return root_ / "regressions" / finding.target / finding.name;
}

std::string finding_id(std::string_view target, std::string_view key,
                       const std::vector<Finding>& taken) {
  const std::string digest = digest_of(fmt::format("{}\n{}", target, key));
  for (std::size_t digits = 4; digits < digest.size(); ++digits) {
    std::string id = "F-" + digest.substr(0, digits);
    if (std::ranges::find(taken, id, &Finding::id) == taken.end()) return id;
  }
  return "F-" + digest;
}

Expected<std::map<std::string, std::string>> parse_known(std::string_view text,
                                                         std::string_view file) {
  std::map<std::string, std::string> out;
  std::uint32_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t blank = std::min(line.find_first_of(" \t"), line.size());
    const std::string_view id = line.substr(0, blank);
    if (!id.starts_with("F-") || id.size() < 6) {
      return std::unexpected(
          Error{.code = ErrorCode::kInputFormat,
                .message = "a line of known findings begins with an id (F-7c1e), then the reason",
                .file = std::string(file),
                .line = number,
                .column = 1});
    }
    std::string_view reason = line.substr(blank);
    reason.remove_prefix(std::min(reason.find_first_not_of(" \t"), reason.size()));
    out[std::string(id)] = reason;
  }
  return out;
}

void apply_known(const std::map<std::string, std::string>& known, Campaign& campaign) {
  for (Finding& finding : campaign.findings) {
    if (finding.state == FindingState::kUnreproducible) continue;
    const auto found = known.find(finding.id);
    finding.state = found == known.end() ? FindingState::kNew : FindingState::kKnown;
    finding.known_reason = found == known.end() ? "" : found->second;
  }
}

std::optional<Error> write_atomically(const fs::path& path, std::string_view text) {
  auto file = ReportFile::create(path.string(), Writing::kAtomic);
  if (!file) return file.error();
  file->stream() << text;
  return file->commit();
}

std::string digest_of(std::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  std::string out;
  for (const unsigned char byte : digest) out += fmt::format("{:02x}", byte);
  return out;
}

}  // namespace assay::fuzz
