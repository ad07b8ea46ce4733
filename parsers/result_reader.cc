#include "parsers/result_reader.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <utility>

#include "parsers/line_reader.h"

namespace assay {
namespace {

using Kind = ResultEvent::Kind;
using std::string_view;

constexpr std::size_t kMostBytes = std::size_t{1} << 30;  // of a line or a document

bool is_blank(string_view line) noexcept {
  return line.find_first_not_of(" \t\r") == string_view::npos;
}

}  // namespace

Error ResultReader::error(std::string message, const JsonValue& at) const {
  Error error = error_at(ErrorCode::kInputFormat, std::move(message), text_, name(), at.begin);
  error.line += line_ - 1;
  return error;
}

Error ResultReader::error_at_start(std::string message) const {
  Error error = error_at(ErrorCode::kInputFormat, std::move(message), text_, name(), 0);
  error.line += line_ - 1;
  return error;
}

std::string ResultReader::members(const JsonValue& object,
                                  std::initializer_list<string_view> but) const {
  std::string out;
  for (const JsonValue::Member& member : object.members) {
    if (std::ranges::find(but, member.name) != but.end()) continue;
    if (!out.empty()) out += ',';
    out += boost::json::serialize(boost::json::string(member.name));
    out += ':';
    out += string_view(text_).substr(member.value.begin, member.value.end - member.value.begin);
  }
  // A raw line feed stands between tokens, never in a string.
  std::ranges::replace(out, '\n', ' ');
  std::ranges::replace(out, '\r', ' ');
  return out;
}

Expected<ResultEvent> ResultReader::next() {
  if (!std::exchange(begun_, true)) {
    // A stream says in its first line that it begins; a document is anything else.
    Expected<ResultEvent> first = next_line();
    if (first || source_.error() || text_.empty()) return first;
    string_view bytes;
    text_ += '\n';
    while (text_.size() < kMostBytes && !(bytes = source_.peek()).empty()) {
      text_ += bytes;
      source_.consume(bytes.size());
    }
    if (source_.error()) return std::unexpected(*source_.error());
    Expected<JsonValue> root = parse_json(text_, name());
    if (!root) {
      // Of a damaged line the line's own error says more.
      if (first.error().code == ErrorCode::kInputFormat) return first;
      root.error().line += line_ - 1;
      return std::unexpected(root.error());
    }
    root_ = std::move(*root);
    if (root_.find("items") == nullptr || !root_.find("items")->is_array() ||
        root_.find("summary") == nullptr) {
      return std::unexpected(first.error().code == ErrorCode::kInputFormat
                                 ? first.error()
                                 : error_at_start("is no result of assay check; --format ndjson "
                                                  "or json writes one"));
    }
    document_ = true;
  }
  return document_ ? next_of_document() : next_line();
}

Expected<ResultEvent> ResultReader::next_of_document() {
  if (!std::exchange(started_, true)) return ResultEvent{Kind::kStart, &root_};
  const std::vector<JsonValue>& items = root_.find("items")->items;
  if (item_ < items.size()) {
    const JsonValue& item = items[item_];
    const JsonValue* const findings = item.find("findings");
    if (!item.is_object() || findings == nullptr || !findings->is_array()) {
      return std::unexpected(error("an item is an object with `findings`", item));
    }
    if (finding_ < findings->items.size()) {
      return ResultEvent{Kind::kFinding, &findings->items[finding_++]};
    }
    finding_ = 0;
    ++item_;
    return ResultEvent{Kind::kItem, &item};
  }
  if (!std::exchange(summed_, true)) return ResultEvent{Kind::kSummary, root_.find("summary")};
  return ResultEvent{};
}

Expected<ResultEvent> ResultReader::next_line() {
  while (true) {
    line_ = source_.place().line;
    const LineEnd end = read_line(source_, kMostBytes, text_, true);
    if (source_.error()) return std::unexpected(*source_.error());
    if (end == LineEnd::kTooLong) return std::unexpected(error_at_start("the line is too long"));
    if (end == LineEnd::kEnd && text_.empty()) return ResultEvent{};
    if (!is_blank(text_)) break;
  }
  Expected<JsonValue> root = parse_json(text_, name());
  if (!root) {
    root.error().line += line_ - 1;
    return std::unexpected(root.error());
  }
  root_ = std::move(*root);
  const string_view type = root_.string_or("type", "");
  Kind kind = Kind::kEnd;
  if (type == "start") kind = Kind::kStart;
  if (type == "finding") kind = Kind::kFinding;
  if (type == "item") kind = Kind::kItem;
  if (type == "summary") kind = Kind::kSummary;
  if (kind == Kind::kEnd) {
    const JsonValue* const member = root_.find("type");
    return std::unexpected(error(
        "an event of a result has a `type`: start, finding, item or summary; assay check --format "
        "ndjson writes them",
        member == nullptr ? root_ : *member));
  }
  return ResultEvent{kind, &root_};
}

}  // namespace assay
