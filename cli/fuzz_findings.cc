// assay fuzz report, repro and export: what runs left.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "cli/exit_code.h"
#include "cli/fuzz_options.h"
#include "cli/version.h"
#include "fuzz/supervisor/engine_log.h"
#include "fuzz/supervisor/fuzz_report.h"
#include "fuzz/supervisor/triage.h"

namespace assay::cli {

namespace fs = std::filesystem;

Expected<std::map<std::string, std::string>> read_known_findings(
    const FuzzOptions& options, const std::filesystem::path& state) {
  const fs::path path = options.known.empty() ? state / "known-findings" : fs::path(options.known);
  if (!fs::exists(path)) {
    if (options.known.empty()) return std::map<std::string, std::string>();
    return std::unexpected(Error{.code = ErrorCode::kUnreadable,
                                 .message = "no such file of known findings",
                                 .file = path.string()});
  }
  return fuzz::parse_known(fuzz::read_whole(path.string()), path.string());
}

namespace {

// The campaign of a state that is there, with what is known of its findings.
Expected<fuzz::Campaign> open_campaign(const FuzzOptions& options,
                                       const fuzz::StateFolder& folder) {
  if (!fs::exists(folder.root() / "campaign.json")) {
    return std::unexpected(Error{.code = ErrorCode::kUnreadable,
                                 .message = "holds no state of a run; assay fuzz run makes one",
                                 .file = folder.root().string()});
  }
  auto campaign = folder.load();
  if (!campaign) return campaign;
  auto known = read_known_findings(options, folder.root());
  if (!known) return std::unexpected(known.error());
  fuzz::apply_known(*known, *campaign);
  return campaign;
}

// The findings that were asked for. Errors: kUsage, for an id that there is not.
Expected<std::vector<const fuzz::Finding*>> chosen(const FuzzOptions& options,
                                                   const fuzz::Campaign& campaign) {
  std::vector<const fuzz::Finding*> out;
  const auto usage = [](std::string message) {
    return std::unexpected(
        Error{.code = ErrorCode::kUsage, .message = std::move(message), .file = {}});
  };
  if (options.all) {
    for (const fuzz::Finding& finding : campaign.findings) out.push_back(&finding);
    return out;
  }
  if (options.ids.empty()) return usage("which finding? Name its id, or say --all");
  for (const std::string& id : options.ids) {
    const auto found = std::ranges::find(campaign.findings, id, &fuzz::Finding::id);
    if (found == campaign.findings.end()) {
      return usage(fmt::format("no finding {}; assay fuzz report lists them", id));
    }
    out.push_back(&*found);
  }
  return out;
}

int unusable(Console& console, const Error& error) {
  console.err << "assay fuzz: " << error.to_string() << '\n';
  return kExitUsage;
}

}  // namespace

int fuzz_report(const FuzzOptions& options, Console& console) {
  const fuzz::StateFolder folder(fs::absolute(options.state).lexically_normal());
  const auto campaign = open_campaign(options, folder);
  if (!campaign) return unusable(console, campaign.error());
  const fuzz::FuzzReport report{.folder = &folder,
                                .campaign = &*campaign,
                                .envelope = make_envelope("fuzz", tool_version()),
                                .payloads = options.payloads};
  using Writer = std::string (*)(const fuzz::FuzzReport&);
  const std::pair<std::string_view, Writer> formats[] = {
      {"text", fuzz::fuzz_text},   {"markdown", fuzz::fuzz_markdown}, {"json", fuzz::fuzz_json},
      {"junit", fuzz::fuzz_junit}, {"sarif", fuzz::fuzz_sarif},       {"html", fuzz::fuzz_html}};
  for (const auto& [name, write] : formats) {
    if (name == options.format) console.out << write(report) << std::flush;
  }
  return fuzz::campaign_exit_code(*campaign);
}

int fuzz_repro(const FuzzOptions& options, Console& console) {
  const fuzz::StateFolder folder(fs::absolute(options.state).lexically_normal());
  const auto campaign = open_campaign(options, folder);
  if (!campaign) return unusable(console, campaign.error());
  const auto findings = chosen(options, *campaign);
  if (!findings) return unusable(console, findings.error());
  const std::vector<std::string>& programs =
      options.programs.empty() ? campaign->programs : options.programs;
  std::size_t broken = 0;
  for (const fuzz::Finding* finding : *findings) {
    fuzz::TargetSearch search{.programs = {}, .corpus = {}, .names = {finding->target}};
    for (const std::string& program : programs) search.programs.emplace_back(program);
    const auto targets = fuzz::find_targets(search);
    if (!targets) return unusable(console, targets.error());
    fuzz::Triage triage(folder, {}, [] { return !interrupted(); });
    std::optional<fuzz::CrashKey> key;
    for (const bool with_sanitizers : {true, false}) {
      const auto once = triage.reproduce(targets->front(), folder.finding(finding->id) / "input",
                                         with_sanitizers);
      if (!once) return unusable(console, once.error());
      key = once->key;
      if (key) break;
    }
    if (interrupted()) return kExitIncomplete;
    broken += key.has_value();
    const std::string detail = key ? key->detail : std::string();
    console.out << fmt::format("{}  {}  {}\n", finding->id, finding->target,
                               !key                          ? "runs clean now"
                               : key->text() == finding->key ? "reproduces: " + detail
                                                             : "breaks in another way: " + detail)
                << fmt::format("  input {}\n", fuzz::shown_input(folder, *finding, 400))
                << fmt::format("  {} {}\n", targets->front().sanitized.string(),
                               (folder.finding(finding->id) / "input").string());
  }
  console.out << fmt::format("{} of {} reproduce\n", broken, findings->size()) << std::flush;
  return broken > 0 ? kExitFindings : kExitOk;
}

int fuzz_export(const FuzzOptions& options, Console& console) {
  const fuzz::StateFolder folder(fs::absolute(options.state).lexically_normal());
  const auto campaign = open_campaign(options, folder);
  if (!campaign) return unusable(console, campaign.error());
  const auto findings = chosen(options, *campaign);
  if (!findings) return unusable(console, findings.error());
  for (const fuzz::Finding* finding : *findings) {
    if (finding->reproduced == 0 && options.all) continue;
    const fs::path path = fs::path(options.to) / finding->target / finding->name;
    std::error_code status;
    fs::create_directories(path.parent_path(), status);
    const std::string input = fuzz::read_whole((folder.finding(finding->id) / "input").string());
    if (auto error = fuzz::write_atomically(path, input)) return unusable(console, *error);
    console.out << path.string() << '\n';
  }
  console.out << std::flush;
  return kExitOk;
}

}  // namespace assay::cli
