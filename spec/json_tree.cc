#include "spec/json_tree.h"

#include <fmt/format.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>

#include "spec/json_syntax_error.h"

namespace assay {
namespace {

constexpr std::size_t kMaxDepth = 512;
// A value takes some hundred bytes of memory for as few as two of text.
constexpr std::size_t kMaxValues = 2'000'000;

// RapidJSON's stream over a view: gives 0 at the end, where Tell() says whether it was the end or
// a NUL byte of the text.
class ViewStream {
 public:
  using Ch = char;
  explicit ViewStream(std::string_view text) noexcept : text_(text) {}

  // The names are RapidJSON's.
  Ch Peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }
  Ch Take() noexcept {
    const Ch taken = Peek();
    if (at_ < text_.size()) ++at_;
    return taken;
  }
  std::size_t Tell() const noexcept { return at_; }
  Ch* PutBegin() noexcept { return nullptr; }
  void Put(Ch) noexcept {}
  void Flush() noexcept {}
  std::size_t PutEnd(Ch*) noexcept { return 0; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

JsonIssue issue_of(rapidjson::ParseErrorCode code) noexcept {
  switch (code) {
    case rapidjson::kParseErrorDocumentEmpty:
      return JsonIssue::kEmpty;
    case rapidjson::kParseErrorDocumentRootNotSingular:
      return JsonIssue::kAfterRoot;
    case rapidjson::kParseErrorObjectMissName:
      return JsonIssue::kName;
    case rapidjson::kParseErrorObjectMissColon:
      return JsonIssue::kColon;
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
      return JsonIssue::kObjectSeparator;
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
      return JsonIssue::kArraySeparator;
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
      return JsonIssue::kHexEscape;
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
      return JsonIssue::kSurrogate;
    case rapidjson::kParseErrorStringEscapeInvalid:
      return JsonIssue::kEscape;
    case rapidjson::kParseErrorStringMissQuotationMark:
      return JsonIssue::kStringEnd;
    case rapidjson::kParseErrorStringInvalidEncoding:
      return JsonIssue::kEncoding;
    case rapidjson::kParseErrorNumberTooBig:
      return JsonIssue::kNumberTooBig;
    case rapidjson::kParseErrorNumberMissFraction:
      return JsonIssue::kFraction;
    case rapidjson::kParseErrorNumberMissExponent:
      return JsonIssue::kExponent;
    default:
      return JsonIssue::kValue;
  }
}

// Builds the tree from RapidJSON's events.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, const ViewStream& stream) : text_(text), stream_(stream) {}

  JsonValue take_root() noexcept { return std::move(root_); }
  const std::string& message() const noexcept { return message_; }
  std::uint64_t error_offset() const noexcept { return error_offset_; }

  bool Null() { return scalar(JsonValue::Kind::kNull) != nullptr; }
  bool Bool(bool boolean) {
    JsonValue* value = scalar(JsonValue::Kind::kBoolean);
    if (value != nullptr) value->boolean = boolean;
    return value != nullptr;
  }
  bool RawNumber(const char*, rapidjson::SizeType, bool) {
    JsonValue* value = scalar(JsonValue::Kind::kNumber);
    if (value != nullptr) value->text = text_.substr(value->begin, value->end - value->begin);
    return value != nullptr;
  }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    JsonValue* value = scalar(JsonValue::Kind::kString);
    if (value == nullptr) return false;
    value->text.assign(text, size);
    return check_surrogates(value->text, value->begin, value->end);
  }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    const std::uint64_t begin = token_begin();
    last_end_ = stream_.Tell();
    JsonValue::Member& member = open_.back()->members.emplace_back();
    member.name.assign(text, size);
    member.value.begin = begin;  // of the name, until the value comes
    return check_surrogates(member.name, begin, last_end_);
  }
  bool StartObject() { return start(JsonValue::Kind::kObject); }
  bool StartArray() { return start(JsonValue::Kind::kArray); }
  bool EndObject(rapidjson::SizeType) {
    const bool unique = check_names(*open_.back());
    finish();
    return unique;
  }
  bool EndArray(rapidjson::SizeType) {
    finish();
    return true;
  }

  // Numbers come as text; RapidJSON never calls these, but asks for them.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }

 private:
  struct NamePlace {
    std::string_view name;
    std::uint64_t begin;
  };

  bool fail(std::string message, std::uint64_t offset) {
    message_ = std::move(message);
    error_offset_ = offset;
    return false;
  }

  // Only white space and one separator lie between the last token and this one.
  std::uint64_t token_begin() const noexcept {
    return std::min(text_.find_first_not_of(" \t\r\n,:", last_end_), text_.size());
  }

  JsonValue& next_value() {
    if (open_.empty()) return root_;
    JsonValue& parent = *open_.back();
    return parent.is_array() ? parent.items.emplace_back() : parent.members.back().value;
  }

  // nullptr after fail().
  JsonValue* scalar(JsonValue::Kind kind) {
    const std::uint64_t begin = token_begin();
    if (++values_ > kMaxValues) return too_many(begin);
    JsonValue& value = next_value();
    if (!open_.empty() && open_.back()->is_object()) remember_name(value.begin);
    value.kind = kind;
    value.begin = begin;
    value.end = last_end_ = stream_.Tell();
    return &value;
  }

  JsonValue* too_many(std::uint64_t begin) {
    fail(fmt::format("more than {} values in one JSON text", kMaxValues), begin);
    return nullptr;
  }

  bool start(JsonValue::Kind kind) {
    if (open_.size() == kMaxDepth) {
      return fail(fmt::format("nested deeper than {} levels", kMaxDepth), stream_.Tell());
    }
    if (++values_ > kMaxValues) return too_many(stream_.Tell()) != nullptr;
    JsonValue& value = next_value();
    if (!open_.empty() && open_.back()->is_object()) remember_name(value.begin);
    value.kind = kind;
    value.begin = stream_.Tell();  // the bracket is not taken yet
    last_end_ = value.begin + 1;
    open_.push_back(&value);
    first_name_.push_back(name_begins_.size());
    return true;
  }

  void finish() {
    JsonValue& value = *open_.back();
    value.end = last_end_ = stream_.Tell() + 1;
    name_begins_.resize(first_name_.back());
    first_name_.pop_back();
    open_.pop_back();
  }

  void remember_name(std::uint64_t begin) { name_begins_.push_back(begin); }

  // The later of two equal names is the error's place.
  bool check_names(const JsonValue& object) {
    sorted_.clear();
    for (std::size_t i = 0; i < object.members.size(); ++i) {
      sorted_.push_back({object.members[i].name, name_begins_[first_name_.back() + i]});
    }
    std::sort(sorted_.begin(), sorted_.end(), [](const NamePlace& a, const NamePlace& b) {
      return a.name != b.name ? a.name < b.name : a.begin < b.begin;
    });
    const auto same = [](const NamePlace& a, const NamePlace& b) { return a.name == b.name; };
    const auto found = std::adjacent_find(sorted_.begin(), sorted_.end(), same);
    if (found == sorted_.end()) return true;
    const TextPlace first = place_of(text_, found->begin);
    return fail(fmt::format("the name \"{}\" occurs twice in one object; first at {}:{}",
                            found->name, first.line, first.column),
                (found + 1)->begin);
  }

  // RapidJSON takes an escaped low surrogate alone and writes it as three bytes.
  bool check_surrogates(std::string_view unescaped, std::uint64_t begin, std::uint64_t end) {
    for (std::size_t at = unescaped.find('\xED'); at != std::string_view::npos;
         at = unescaped.find('\xED', at + 1)) {
      if (at + 1 < unescaped.size() && static_cast<unsigned char>(unescaped[at + 1]) >= 0xA0) {
        return fail(kLoneSurrogate, lone_low_surrogate(text_.substr(begin, end - begin)) + begin);
      }
    }
    return true;
  }

  std::string_view text_;
  const ViewStream& stream_;
  JsonValue root_;
  std::vector<JsonValue*> open_;
  std::vector<std::uint64_t> name_begins_;  // of the members of every open object
  std::vector<std::size_t> first_name_;     // of each open value, in name_begins_
  std::vector<NamePlace> sorted_;
  std::size_t values_ = 0;
  std::uint64_t last_end_ = 0;
  std::string message_;
  std::uint64_t error_offset_ = 0;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view name) const noexcept {
  for (const Member& member : members) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

std::string_view JsonValue::string_or(std::string_view name,
                                      std::string_view fallback) const noexcept {
  const JsonValue* value = find(name);
  return value != nullptr && value->is_string() ? std::string_view(value->text) : fallback;
}

std::optional<std::int64_t> JsonValue::integer() const noexcept {
  if (kind != Kind::kNumber) return std::nullopt;
  std::int64_t number = 0;
  const char* const last = text.data() + text.size();
  const auto [parsed, status] = std::from_chars(text.data(), last, number);
  if (status != std::errc() || parsed != last) return std::nullopt;
  return number;
}

TextPlace place_of(std::string_view text, std::uint64_t offset) noexcept {
  const std::string_view before = text.substr(0, std::min<std::uint64_t>(offset, text.size()));
  TextPlace place;
  place.line += static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t newline = before.rfind('\n');
  const std::size_t line_begin = newline == std::string_view::npos ? 0 : newline + 1;
  place.column += static_cast<std::uint32_t>(before.size() - line_begin);
  return place;
}

std::uint64_t offset_in_string(std::string_view token, std::uint64_t unescaped) noexcept {
  std::uint64_t at = 1;
  for (std::uint64_t done = 0; done < unescaped && at < token.size();) {
    if (token[at] != '\\') {
      ++at;
      ++done;
    } else if (token.substr(at + 1, 1) != "u") {
      at += 2;
      ++done;
    } else {
      unsigned unit = 0;
      std::from_chars(token.data() + std::min<std::uint64_t>(at + 2, token.size()),
                      token.data() + std::min<std::uint64_t>(at + 6, token.size()), unit, 16);
      const bool paired = unit >= 0xD800 && unit <= 0xDBFF;
      at += paired ? 12 : 6;
      done += paired ? 4 : unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    }
  }
  return std::min<std::uint64_t>(at, token.size());
}

Error error_at(ErrorCode code, std::string message, std::string_view text, std::string_view file,
               std::uint64_t offset) {
  const TextPlace place = place_of(text, offset);
  // Messages quote the text; a terminal must not obey it.
  return {code, printable(message), std::string(file), place.line, place.column, offset};
}

Expected<JsonValue> parse_json(std::string_view text, std::string_view file) {
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag |
                              rapidjson::kParseValidateEncodingFlag |
                              rapidjson::kParseNumbersAsStringsFlag;
  if (std::string refusal = unreadable_encoding(text); !refusal.empty()) {
    return std::unexpected(error_at(ErrorCode::kJsonSyntax, std::move(refusal), text, file, 0));
  }
  ViewStream stream(text);
  TreeBuilder builder(text, stream);
  rapidjson::Reader reader;
  const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, builder);
  if (!builder.message().empty()) {
    return std::unexpected(
        error_at(ErrorCode::kJsonSyntax, builder.message(), text, file, builder.error_offset()));
  }
  if (result.IsError()) {
    return std::unexpected(error_at(ErrorCode::kJsonSyntax,
                                    syntax_message(issue_of(result.Code()), text, result.Offset()),
                                    text, file, result.Offset()));
  }
  if (stream.Tell() < text.size()) {  // a NUL byte, which RapidJSON takes for the end
    return std::unexpected(error_at(ErrorCode::kJsonSyntax,
                                    syntax_message(JsonIssue::kAfterRoot, text, stream.Tell()),
                                    text, file, stream.Tell()));
  }
  return builder.take_root();
}

}  // namespace assay
