#include "spec/ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace assay {
namespace {

constexpr std::string_view kEvidenceKinds[] = {
    "value",       "anything",   "string",   "body",           "request-body", "response-body",
    "output-body", "error-body", "exchange", "error-exchange", "http",
};

// The first member whose name is none of `names`; nullptr when there is none.
const JsonValue::Member* stranger(const JsonValue& object,
                                  std::initializer_list<std::string_view> names) {
  for (const JsonValue::Member& member : object.members) {
    if (std::find(names.begin(), names.end(), member.name) == names.end()) return &member;
  }
  return nullptr;
}

// Reads the object of one line.
class LineReader {
 public:
  LineReader(std::string_view line, LedgerLine& out) : line_(line), out_(out) {}

  const std::string& message() const noexcept { return message_; }
  std::uint64_t offset() const noexcept { return offset_; }

  bool read(const JsonValue& object) {
    if (!object.is_object()) return fail("a line of a ledger is a JSON object", object);
    if (const auto* member = stranger(object, {"id", "sources", "evidence", "implies"})) {
      return fail(fmt::format("a ledger has no member \"{}\"", member->name), member->value);
    }
    const JsonValue* id = object.find("id");
    if (id == nullptr || !id->is_string() || id->text.empty()) {
      return fail("the line has no id", id == nullptr ? object : *id);
    }
    out_.id = id->text;
    out_.offset = id->begin;
    return read_sources(object) && read_evidence(object) && read_implies(object);
  }

 private:
  bool fail(std::string message, const JsonValue& at) {
    message_ = std::move(message);
    offset_ = at.begin;
    return false;
  }

  bool read_sources(const JsonValue& object) {
    const JsonValue* sources = object.find("sources");
    if (sources == nullptr || !sources->is_array() || sources->items.empty()) {
      return fail("sources must be an array with at least one source",
                  sources == nullptr ? object : *sources);
    }
    for (const JsonValue& item : sources->items) {
      std::string wrong = read_source(item, out_.sources.emplace_back());
      if (!wrong.empty()) return fail(std::move(wrong), item);
    }
    return true;
  }

  bool read_evidence(const JsonValue& object) {
    const JsonValue* evidence = object.find("evidence");
    if (evidence == nullptr || !evidence->is_object()) {
      return fail("evidence must be an object with in, holds and breaks",
                  evidence == nullptr ? object : *evidence);
    }
    if (const auto* member = stranger(*evidence, {"in", "holds", "breaks"})) {
      return fail(fmt::format("evidence has no member \"{}\"", member->name), member->value);
    }
    out_.in = evidence->string_or("in", "");
    if (std::find(std::begin(kEvidenceKinds), std::end(kEvidenceKinds), out_.in) ==
        std::end(kEvidenceKinds)) {
      return fail(fmt::format("in must be one of {}", fmt::join(kEvidenceKinds, ", ")), *evidence);
    }
    const JsonValue* holds = evidence->find("holds");
    const JsonValue* breaks = evidence->find("breaks");
    if (holds == nullptr || breaks == nullptr) {
      return fail("evidence needs both holds and breaks", *evidence);
    }
    out_.holds = line_.substr(holds->begin, holds->end - holds->begin);
    out_.breaks = line_.substr(breaks->begin, breaks->end - breaks->begin);
    return true;
  }

  bool read_implies(const JsonValue& object) {
    const JsonValue* implies = object.find("implies");
    if (implies == nullptr) return true;
    if (!implies->is_array()) return fail("implies must be an array of ids", *implies);
    for (const JsonValue& item : implies->items) {
      if (!item.is_string()) return fail("implies must be an array of ids", item);
      out_.implies.push_back(item.text);
    }
    return true;
  }

  std::string_view line_;
  LedgerLine& out_;
  std::string message_;
  std::uint64_t offset_ = 0;
};

}  // namespace

std::string read_source(const JsonValue& value, NewSource& source) {
  if (!value.is_object()) return "a source is an object with source, section and says";
  if (const auto* member = stranger(value, {"source", "section", "says", "reading"})) {
    return fmt::format("a source has no member \"{}\"", member->name);
  }
  source.source = value.string_or("source", "");
  source.section = value.string_or("section", "");
  source.says = value.string_or("says", "");
  if (source.source.empty() || source.section.empty() || source.says.empty()) {
    return "a source needs the strings source, section and says";
  }
  const JsonValue* reading = value.find("reading");
  if (reading != nullptr && reading->kind != JsonValue::Kind::kBoolean) {
    return "reading must be true or false";
  }
  source.reading = reading != nullptr && reading->boolean;
  return {};
}

Expected<std::vector<LedgerLine>> read_ledger(std::string_view text, std::string_view file) {
  std::vector<LedgerLine> lines;
  std::unordered_set<std::string> ids;
  std::uint32_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    ++number;
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
      const auto tree = parse_json(line, file);
      if (!tree) {
        return std::unexpected(error_at(tree.error().code, tree.error().message, text, file,
                                        begin + tree.error().offset));
      }
      LedgerLine out;
      out.line = number;
      LineReader reader(line, out);
      if (!reader.read(*tree)) {
        return std::unexpected(error_at(ErrorCode::kLedgerStructure, reader.message(), text, file,
                                        begin + reader.offset()));
      }
      out.offset += begin;
      if (!ids.insert(out.id).second) {
        return std::unexpected(error_at(ErrorCode::kLedgerStructure,
                                        fmt::format("a second line for {}", out.id), text, file,
                                        out.offset));
      }
      lines.push_back(std::move(out));
    }
    begin = end + 1;
  }
  return lines;
}

}  // namespace assay
