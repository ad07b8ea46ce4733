#include "parsers/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "spec/json_tree.h"

namespace assay {
namespace {

constexpr std::string_view kFormat = "assay-baseline";
constexpr int kVersion = 1;

bool is_limit(std::string_view id) noexcept { return id.starts_with("limit/"); }

std::string without_indexes(std::string_view pointer) {
  std::string out;
  while (!pointer.empty()) {
    const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
    const std::string_view segment = pointer.substr(0, end);
    const bool index =
        segment.size() > 1 && segment.find_first_not_of("0123456789", 1) == std::string_view::npos;
    out += index ? std::string_view("/*") : segment;
    pointer.remove_prefix(end);
  }
  return out;
}

}  // namespace

std::string BaselineKey::describe() const {
  std::string out = id;
  for (const std::string* text : {&operation, &part, &place}) {
    if (!text->empty()) out += ' ' + *text;
  }
  return out;
}

BaselineKey baseline_key(const ReportFinding& finding) {
  const Diagnostic& diagnostic = finding.diagnostic;
  return {.id = diagnostic.id,
          .operation = finding.operation,
          .part = diagnostic.place.part_name,
          .place = without_indexes(diagnostic.place.pointer)};
}

Expected<BaselineCounts> read_baseline(const SourceFile& file) {
  const auto root = parse_json(file.text, file.name);
  if (!root) return std::unexpected(root.error());
  const auto refuse = [&](std::string message, const JsonValue& at) {
    return std::unexpected(
        error_at(ErrorCode::kInputFormat, std::move(message), file.text, file.name, at.begin));
  };
  const JsonValue* format = root->is_object() ? root->find("format") : nullptr;
  const JsonValue* findings = root->is_object() ? root->find("findings") : nullptr;
  if (!format || !format->is_object() || format->string_or("name", "") != kFormat || !findings ||
      !findings->is_array()) {
    return refuse("no baseline: write one with assay check --baseline FILE --update-baseline",
                  *root);
  }
  const JsonValue* version = format->find("version");
  if (!version || version->integer() != kVersion) {
    return refuse(fmt::format("a baseline of another version than {}", kVersion), *format);
  }
  BaselineCounts out;
  for (const JsonValue& entry : findings->items) {
    const JsonValue* count = entry.is_object() ? entry.find("count") : nullptr;
    BaselineKey key;
    bool good = count && count->integer().value_or(0) > 0;
    for (const auto& [name, text] : {std::pair{"id", &key.id},
                                     {"operation", &key.operation},
                                     {"part", &key.part},
                                     {"place", &key.place}}) {
      const JsonValue* member = entry.is_object() ? entry.find(name) : nullptr;
      good = good && member && member->is_string();
      if (good) *text = member->text;
    }
    if (!good || entry.members.size() != 5) {
      return refuse("an entry has id, operation, part and place as texts, and a count from 1",
                    entry);
    }
    const auto number = static_cast<std::uint64_t>(*count->integer());
    if (!out.emplace(std::move(key), number).second) return refuse("an entry twice", entry);
  }
  return out;
}

std::string write_baseline(const BaselineCounts& findings) {
  namespace json = boost::json;
  std::string out = fmt::format(
      "{{\"format\": {{\"name\": \"{}\", \"version\": {}}},\n\"findings\": [", kFormat, kVersion);
  bool first = true;
  for (const auto& [key, count] : findings) {
    out += first ? "\n" : ",\n";
    first = false;
    out += json::serialize(json::object{{"id", key.id},
                                        {"operation", key.operation},
                                        {"part", key.part},
                                        {"place", key.place},
                                        {"count", count}});
  }
  return out + "\n]}\n";
}

BaselineFilter::BaselineFilter(BaselineCounts known, std::optional<Severity> gate, Reporter& next)
    : known_(std::move(known)), gate_(gate), next_(next) {}

void BaselineFilter::begin(const ReportEnvelope& envelope) { next_.begin(envelope); }

void BaselineFilter::finding(const ReportFinding& finding) {
  const Severity severity = finding.diagnostic.severity;
  if (is_limit(finding.diagnostic.id)) {
    next_.finding(finding);
    return;
  }
  BaselineKey key = baseline_key(finding);
  const bool known = known_.contains(key);
  ++seen_[std::move(key)];
  if (known) {
    ++known_count_;
    ++in_item_[static_cast<std::size_t>(severity)];
    ++in_all_[static_cast<std::size_t>(severity)];
    return;
  }
  new_at_gate_ = new_at_gate_ || (gate_ && severity >= *gate_);
  next_.finding(finding);
}

void BaselineFilter::item(const ReportItem& item) {
  ReportItem rest = item;
  for (std::size_t i = 0; i < in_item_.size(); ++i) rest.findings[i] -= in_item_[i];
  in_item_ = {};
  next_.item(rest);
}

void BaselineFilter::end(const ReportSummary& summary) {
  ReportSummary rest = summary;
  for (std::size_t i = 0; i < in_all_.size(); ++i) rest.findings[i] -= in_all_[i];
  rest.exit_code = exit_code(summary.exit_code);
  next_.end(rest);
}

std::vector<BaselineKey> BaselineFilter::stale() const {
  std::vector<BaselineKey> out;
  for (const auto& [key, count] : known_) {
    if (!seen_.contains(key)) out.push_back(key);
  }
  return out;
}

}  // namespace assay
