// The files of a campaign, read and written.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <cstdlib>

#include "fuzz/supervisor/campaign.h"
#include "fuzz/supervisor/engine_log.h"
#include "parsers/report_envelope.h"
#include "spec/json_tree.h"

namespace assay::fuzz {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr int kCampaignVersion = 1;

std::uint64_t count_of(const JsonValue& object, std::string_view name) {
  const JsonValue* value = object.find(name);
  const auto number = value ? value->integer() : std::nullopt;
  return number && *number > 0 ? static_cast<std::uint64_t>(*number) : 0;
}

double seconds_of(const JsonValue& object, std::string_view name) {
  const JsonValue* value = object.find(name);
  return value && value->kind == JsonValue::Kind::kNumber
             ? std::strtod(value->text.c_str(), nullptr)
             : 0;
}

std::string text_of(const JsonValue& object, std::string_view name) {
  return std::string(object.string_or(name, ""));
}

std::vector<std::string> texts_of(const JsonValue& object, std::string_view name) {
  std::vector<std::string> out;
  const JsonValue* value = object.find(name);
  if (!value) return out;
  for (const JsonValue& item : value->items) out.push_back(item.text);
  return out;
}

std::set<std::string> set_of(const JsonValue& object, std::string_view name) {
  const auto texts = texts_of(object, name);
  return {texts.begin(), texts.end()};
}

json::array array_of(const auto& texts) {
  json::array out;
  for (const std::string& text : texts) out.emplace_back(text);
  return out;
}

// Bytes of logs are no JSON text; what is not printable ASCII is shown as a question mark.
std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text) out += c >= 0x20 && c < 0x7F ? c : '?';
  return out;
}

Finding finding_of(const JsonValue& value) {
  Finding out;
  out.id = text_of(value, "id");
  out.target = text_of(value, "target");
  out.key = text_of(value, "key");
  out.kind = text_of(value, "kind");
  out.rule = text_of(value, "rule");
  out.detail = text_of(value, "detail");
  out.place = text_of(value, "place");
  out.name = text_of(value, "name");
  out.note = text_of(value, "note");
  out.first_seen = text_of(value, "first_seen");
  out.at_seconds = seconds_of(value, "at_seconds");
  out.original_bytes = count_of(value, "original_bytes");
  out.bytes = count_of(value, "bytes");
  out.retries = static_cast<std::uint32_t>(count_of(value, "retries"));
  out.reproduced = static_cast<std::uint32_t>(count_of(value, "reproduced"));
  out.seen = std::max<std::uint64_t>(1, count_of(value, "seen"));
  if (out.reproduced == 0) out.state = FindingState::kUnreproducible;
  return out;
}

json::object finding_json(const Finding& finding) {
  return {{"id", finding.id},
          {"target", finding.target},
          {"key", printable(finding.key)},
          {"kind", printable(finding.kind)},
          {"rule", printable(finding.rule)},
          {"detail", printable(finding.detail)},
          {"place", printable(finding.place)},
          {"name", finding.name},
          {"note", finding.note},
          {"first_seen", finding.first_seen},
          {"at_seconds", finding.at_seconds},
          {"original_bytes", finding.original_bytes},
          {"bytes", finding.bytes},
          {"retries", finding.retries},
          {"reproduced", finding.reproduced},
          {"seen", finding.seen}};
}

json::object target_json(const TargetFigures& target) {
  return {{"name", target.name},
          {"cpu_seconds", target.cpu_seconds},
          {"executions", target.executions},
          {"edges", target.edges},
          {"features", target.features},
          {"slices", target.slices},
          {"stopped", target.stopped},
          {"yield", target.yield},
          {"corpus", target.corpus},
          {"merged_corpus", target.merged_corpus},
          {"merged_by", target.merged_by},
          {"broken", array_of(target.broken)},
          {"held", array_of(target.held)},
          {"constraints", target.constraints}};
}

TargetFigures target_of(const JsonValue& value) {
  TargetFigures out;
  out.name = text_of(value, "name");
  out.cpu_seconds = seconds_of(value, "cpu_seconds");
  out.executions = count_of(value, "executions");
  out.edges = count_of(value, "edges");
  out.features = count_of(value, "features");
  out.slices = count_of(value, "slices");
  out.stopped = count_of(value, "stopped");
  out.yield = seconds_of(value, "yield");
  out.corpus = count_of(value, "corpus");
  out.merged_corpus = count_of(value, "merged_corpus");
  out.merged_by = text_of(value, "merged_by");
  out.broken = set_of(value, "broken");
  out.held = set_of(value, "held");
  out.constraints = count_of(value, "constraints");
  return out;
}

std::optional<Error> make_folder(const fs::path& path) {
  std::error_code status;
  fs::create_directories(path, status);
  if (!status) return std::nullopt;
  return Error{.code = ErrorCode::kUnreadable,
               .message = fmt::format("the folder cannot be made: {}", status.message()),
               .file = path.string()};
}

}  // namespace

Expected<Campaign> StateFolder::load() const {
  for (const fs::path& folder : {root_, root_ / "targets", root_ / "findings", work()}) {
    if (auto error = make_folder(folder)) return std::unexpected(std::move(*error));
  }
  Campaign out;
  const fs::path path = root_ / "campaign.json";
  if (fs::exists(path)) {
    const std::string text = read_whole(path.string());
    const auto parsed = parse_json(text, path.string());
    if (!parsed) return std::unexpected(parsed.error());
    if (count_of(*parsed, "version") != kCampaignVersion) {
      return std::unexpected(error_at(ErrorCode::kInputFormat,
                                      "not the state of a campaign that this version can continue",
                                      text, path.string(), parsed->begin));
    }
    out.started = text_of(*parsed, "started");
    out.seconds = seconds_of(*parsed, "seconds");
    out.programs = texts_of(*parsed, "programs");
    if (const JsonValue* targets = parsed->find("targets")) {
      for (const JsonValue& value : targets->items) {
        TargetFigures target = target_of(value);
        out.targets[target.name] = target;
      }
    }
    if (const JsonValue* curve = parsed->find("curve")) {
      for (const JsonValue& value : curve->items) {
        out.curve.push_back({seconds_of(value, "seconds"), count_of(value, "executions"),
                             count_of(value, "edges"), count_of(value, "features"),
                             count_of(value, "constraints"), count_of(value, "corpus")});
      }
    }
  } else {
    out.started = utc_now();
  }
  for (const auto& entry : fs::directory_iterator(root_ / "findings")) {
    const fs::path file = entry.path() / "finding.json";
    if (!entry.path().filename().string().starts_with("F-") || !fs::exists(file)) continue;
    const auto parsed = parse_json(read_whole(file.string()), file.string());
    if (!parsed) return std::unexpected(parsed.error());
    out.findings.push_back(finding_of(*parsed));
  }
  std::ranges::sort(out.findings, [](const Finding& a, const Finding& b) {
    return std::tie(a.at_seconds, a.id) < std::tie(b.at_seconds, b.id);
  });
  return out;
}

std::optional<Error> StateFolder::save(const Campaign& campaign) const {
  json::array targets, curve;
  for (const auto& [name, target] : campaign.targets) targets.push_back(target_json(target));
  for (const CurvePoint& point : campaign.curve) {
    curve.push_back({{"seconds", point.seconds},
                     {"executions", point.executions},
                     {"edges", point.edges},
                     {"features", point.features},
                     {"constraints", point.constraints},
                     {"corpus", point.corpus}});
  }
  const json::object out{{"version", kCampaignVersion},   {"started", campaign.started},
                         {"seconds", campaign.seconds},   {"programs", array_of(campaign.programs)},
                         {"targets", std::move(targets)}, {"curve", std::move(curve)}};
  return write_atomically(root_ / "campaign.json", json::serialize(out) + "\n");
}

std::optional<Error> StateFolder::save(const Finding& finding) const {
  return write_atomically(this->finding(finding.id) / "finding.json",
                          json::serialize(finding_json(finding)) + "\n");
}

}  // namespace assay::fuzz
