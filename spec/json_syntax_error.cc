#include "spec/json_syntax_error.h"

#include <fmt/format.h>

#include <cstddef>

namespace assay {
namespace {

std::string control_character(unsigned char byte) {
  if (byte == '\n' || byte == '\r') {
    return "the line ends inside a string: close it with '\"', or write the line break as \\n";
  }
  if (byte == '\t') return "a tab inside a string: write it as \\t";
  return fmt::format("a control character inside a string: write it as \\u{:04x}", byte);
}

char last_before(std::string_view text, std::uint64_t offset) {
  const std::size_t at = text.substr(0, offset).find_last_not_of(" \t\r\n");
  return at == std::string_view::npos ? '\0' : text[at];
}

std::string value_due(std::string_view text, std::uint64_t offset) {
  const char byte = text[offset];
  switch (byte) {
    case ']':
    case '}':
      if (last_before(text, offset) == ',') {
        return fmt::format("no comma stands before '{}': remove it", byte);
      }
      return fmt::format("a value is due before '{}'", byte);
    case ',':
    case ':':
      return fmt::format("a value is due before '{}'", byte);
    case '\'':
      return "strings stand in double quotes";
    case '/':
    case '#':
      return "JSON has no comments";
    case '+':
      return "a number has no plus sign";
    case '.':
      return "a number begins with a digit";
    case '\0':
      return "a NUL byte where a value is due";
    default:
      return "not a JSON value: an object, array, string, number, true, false or null is due";
  }
}

std::string name_due(std::string_view text, std::uint64_t offset) {
  const char byte = text[offset];
  if (byte == '}' && last_before(text, offset) == ',')
    return "no comma stands before '}': remove it";
  if (byte == '/' || byte == '#') return "JSON has no comments";
  return "a member name in double quotes is due";
}

std::string separator_due(std::string_view text, std::uint64_t offset, char closing) {
  const char byte = text[offset];
  const char before = offset == 0 ? '\0' : text[offset - 1];
  if (byte >= '0' && byte <= '9' && before == '0') return "a number has no leading zero";
  if (byte == '/' || byte == '#') return "JSON has no comments";
  return fmt::format("',' or '{}' is due", closing);
}

std::string after_root(std::string_view text, std::uint64_t offset) {
  const char byte = text[offset];
  if (byte == '\0') return "a NUL byte after the JSON value";
  if (byte >= '0' && byte <= '9' && offset > 0 && text[offset - 1] == '0') {
    return "a number has no leading zero";
  }
  return "text after the end of the JSON value";
}

std::string escape_message(std::string_view text, std::uint64_t offset) {
  const auto byte = static_cast<unsigned char>(text[offset]);
  if (byte < 0x20) return control_character(byte);
  return "an unknown escape: only \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four "
         "hexadecimal digits exist";
}

std::string end_message(JsonIssue issue) {
  switch (issue) {
    case JsonIssue::kEmpty:
      return "the text is empty: a JSON value is due";
    case JsonIssue::kStringEnd:
    case JsonIssue::kEscape:
    case JsonIssue::kHexEscape:
    case JsonIssue::kSurrogate:
    case JsonIssue::kEncoding:
      return "the text ends inside a string";
    case JsonIssue::kFraction:
    case JsonIssue::kExponent:
      return "the text ends inside a number";
    case JsonIssue::kArraySeparator:
      return "the text ends inside an array: ']' is missing";
    case JsonIssue::kName:
    case JsonIssue::kColon:
    case JsonIssue::kObjectSeparator:
      return "the text ends inside an object: '}' is missing";
    default:
      return "the text ends where a value is due";
  }
}

unsigned hex4(std::string_view digits) noexcept {
  unsigned value = 0;
  for (const char digit : digits) {
    const auto lower = static_cast<unsigned>(digit | 0x20);
    value = value * 16 + (lower <= '9' ? lower - '0' : lower - 'a' + 10);
  }
  return value;
}

}  // namespace

std::string unreadable_encoding(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) {
    return "a byte order mark (EF BB BF) before the JSON text: remove these three bytes";
  }
  const bool zero_every_other_byte = text.size() >= 4 && (text[0] == '\0') != (text[1] == '\0') &&
                                     (text[0] == '\0') == (text[2] == '\0') &&
                                     (text[1] == '\0') == (text[3] == '\0');
  const bool utf16 =
      text.starts_with("\xFE\xFF") || text.starts_with("\xFF\xFE") || zero_every_other_byte;
  if (utf16) return "the text looks like UTF-16: JSON files are UTF-8";
  return {};
}

std::string syntax_message(JsonIssue issue, std::string_view text, std::uint64_t offset) {
  if (offset >= text.size()) return end_message(issue);
  switch (issue) {
    case JsonIssue::kEmpty:
    case JsonIssue::kValue:
      return value_due(text, offset);
    case JsonIssue::kAfterRoot:
      return after_root(text, offset);
    case JsonIssue::kName:
      return name_due(text, offset);
    case JsonIssue::kColon:
      return "':' is due after the member name";
    case JsonIssue::kObjectSeparator:
      return separator_due(text, offset, '}');
    case JsonIssue::kArraySeparator:
      return separator_due(text, offset, ']');
    case JsonIssue::kHexEscape:
      return "\\u is followed by four hexadecimal digits";
    case JsonIssue::kSurrogate:
      return kLoneSurrogate;
    case JsonIssue::kEscape:
      return escape_message(text, offset);
    case JsonIssue::kStringEnd:
      return control_character(static_cast<unsigned char>(text[offset]));
    case JsonIssue::kEncoding:
      return "bytes that are not UTF-8";
    case JsonIssue::kNumberTooBig:
      return "a number beyond the range of a 64-bit float";
    case JsonIssue::kFraction:
      return "a digit is due after the decimal point";
    case JsonIssue::kExponent:
      return "a digit is due in the exponent";
  }
  return value_due(text, offset);
}

std::uint64_t lone_low_surrogate(std::string_view token) noexcept {
  bool after_high = false;
  for (std::size_t at = 1; at + 1 < token.size();) {
    if (token[at] != '\\') {
      after_high = false;
      ++at;
    } else if (token[at + 1] != 'u') {
      after_high = false;
      at += 2;
    } else {
      const unsigned unit = hex4(token.substr(at + 2, 4));
      if (unit >= 0xDC00 && unit <= 0xDFFF && !after_high) return at;
      after_high = unit >= 0xD800 && unit <= 0xDBFF;
      at += 6;
    }
  }
  return 0;
}

std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace assay
