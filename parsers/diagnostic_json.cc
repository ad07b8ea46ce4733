#include "parsers/diagnostic_json.h"

#include <fmt/format.h>

#include <vector>

#include "parsers/diagnostic_width.h"

namespace assay {
namespace {

bool blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool token_byte(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' ||
         c == '-' || c == '.';
}

bool digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool number(std::string_view token) noexcept {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t from = i;
    while (i < token.size() && digit(token[i])) ++i;
    return i > from;
  };
  if (i < token.size() && token[i] == '-') ++i;
  const std::size_t first = i;
  if (!digits() || (token[first] == '0' && i - first > 1)) return false;
  if (i < token.size() && token[i] == '.') {
    ++i;
    if (!digits()) return false;
  }
  if (i < token.size() && (token[i] == 'e' || token[i] == 'E')) {
    ++i;
    if (i < token.size() && (token[i] == '+' || token[i] == '-')) ++i;
    if (!digits()) return false;
  }
  return i == token.size();
}

// Past the closing quote; npos when there is none.
std::size_t string_end(std::string_view text, std::size_t quote) noexcept {
  std::size_t i = quote + 1;
  while (true) {
    i = text.find_first_of("\"\\", i);
    if (i == std::string_view::npos) return i;
    if (text[i] == '"') return i + 1;
    i += 2;
  }
}

std::size_t token_end(std::string_view text, std::size_t begin) noexcept {
  std::size_t end = begin;
  while (end < text.size() && token_byte(text[end])) ++end;
  return end;
}

void append_utf8(std::string& out, char32_t scalar) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (scalar < 0x80) {
    put(scalar);
  } else if (scalar < 0x800) {
    put(0xC0 | scalar >> 6);
    put(0x80 | (scalar & 0x3F));
  } else if (scalar < 0x10000) {
    put(0xE0 | scalar >> 12);
    put(0x80 | (scalar >> 6 & 0x3F));
    put(0x80 | (scalar & 0x3F));
  } else {
    put(0xF0 | scalar >> 18);
    put(0x80 | (scalar >> 12 & 0x3F));
    put(0x80 | (scalar >> 6 & 0x3F));
    put(0x80 | (scalar & 0x3F));
  }
}

// The four digits after `\u` at text[i]; negative when they are none.
long hex4(std::string_view text, std::size_t i) noexcept {
  if (i + 4 > text.size()) return -1;
  long value = 0;
  for (std::size_t k = i; k < i + 4; ++k) {
    const char c = text[k];
    const int nibble = digit(c)               ? c - '0'
                       : c >= 'a' && c <= 'f' ? c - 'a' + 10
                       : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                              : -1;
    if (nibble < 0) return -1;
    value = value * 16 + nibble;
  }
  return value;
}

// Reads `\uXXXX` (and its low half) at text[i]; returns how many bytes it took, 0 for none.
std::size_t append_unicode_escape(std::string& out, std::string_view text, std::size_t i) {
  const long high = hex4(text, i + 2);
  if (high < 0) return 0;
  if (high < 0xD800 || high > 0xDFFF) {
    append_utf8(out, static_cast<char32_t>(high));
    return 6;
  }
  const bool pair =
      high < 0xDC00 && i + 7 < text.size() && text[i + 6] == '\\' && text[i + 7] == 'u';
  const long low = pair ? hex4(text, i + 8) : -1;
  if (low < 0xDC00 || low > 0xDFFF) return 0;
  append_utf8(out, static_cast<char32_t>(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)));
  return 12;
}

}  // namespace

JsonDamage walk_json(std::string_view text, JsonEvents& events) {
  enum class Due {
    kValue,
    kValueOrEnd,
    kKeyOrEnd,
    kKey,
    kColon,
    kCommaOrEnd,
    kNothing
  };
  std::vector<bool> objects;  // of the open brackets: is it an object
  Due due = Due::kValue;
  std::size_t i = 0;
  while (true) {
    while (i < text.size() && blank(text[i])) ++i;
    const bool value_due = due == Due::kValue || due == Due::kValueOrEnd;
    if (i == text.size()) {
      if (due == Due::kNothing) return {};
      return {true, i, value_due};
    }
    const JsonDamage damage{true, i, value_due};
    const char c = text[i];
    const auto after_value = [&] { due = objects.empty() ? Due::kNothing : Due::kCommaOrEnd; };
    const bool may_end =
        due == Due::kValueOrEnd || due == Due::kKeyOrEnd || due == Due::kCommaOrEnd;
    if ((c == '}' || c == ']') && may_end) {
      if (objects.back() != (c == '}')) return damage;
      objects.pop_back();
      events.close(++i);
      after_value();
    } else if (value_due) {
      if (c == '{' || c == '[') {
        objects.push_back(c == '{');
        events.open(i++, c == '{');
        due = c == '{' ? Due::kKeyOrEnd : Due::kValueOrEnd;
        continue;
      }
      const std::size_t end = c == '"' ? string_end(text, i) : token_end(text, i);
      if (end == std::string_view::npos) return damage;
      const std::string_view token = text.substr(i, end - i);
      const bool literal = token == "true" || token == "false" || token == "null";
      if (c != '"' && !literal && !number(token)) return damage;
      events.scalar(i, end);
      i = end;
      after_value();
    } else if (due == Due::kKeyOrEnd || due == Due::kKey) {
      const std::size_t end = c == '"' ? string_end(text, i) : std::string_view::npos;
      if (end == std::string_view::npos) return damage;
      events.key(i, end);
      i = end;
      due = Due::kColon;
    } else if (due == Due::kColon && c == ':') {
      ++i;
      due = Due::kValue;
    } else if (due == Due::kCommaOrEnd && c == ',') {
      ++i;
      due = objects.back() ? Due::kKey : Due::kValue;
    } else {
      return damage;
    }
  }
}

std::string unescape_json(std::string_view token) {
  if (token.size() >= 2) token = token.substr(1, token.size() - 2);
  std::string out;
  for (std::size_t i = 0; i < token.size();) {
    if (token[i] != '\\' || i + 1 == token.size()) {
      out += token[i++];
      continue;
    }
    constexpr std::string_view kNames = "\"\\/bfnrt", kValues = "\"\\/\b\f\n\r\t";
    const std::size_t named = kNames.find(token[i + 1]);
    const std::size_t taken = token[i + 1] == 'u' ? append_unicode_escape(out, token, i) : 0;
    if (named != std::string_view::npos) {
      out += kValues[named];
      i += 2;
    } else if (taken > 0) {
      i += taken;
    } else {
      out += token[i++];
    }
  }
  return out;
}

std::string describe_json(std::string_view value, bool kind_only) {
  if (value.empty()) return {};
  switch (value.front()) {
    case '{':
      return "object";
    case '[':
      return "array";
    case '"': {
      const bool whole = string_end(value, 0) == value.size();
      if (kind_only || !whole) return "string";
      const std::string text = unescape_json(value);
      std::size_t characters = 0;
      for (std::size_t i = 0; i < text.size(); ++characters) {
        i += decode_scalar(std::string_view(text).substr(i)).size;
      }
      return fmt::format("string of {} character{}", characters, characters == 1 ? "" : "s");
    }
    default:
      break;
  }
  if (value == "true" || value == "false") return kind_only ? "boolean" : fmt::format("{}", value);
  if (value == "null") return "null";
  if (!number(value)) return {};
  constexpr std::size_t kLongestNumber = 40;
  if (kind_only || value.size() > kLongestNumber) return "number";
  return fmt::format("number {}", value);
}

}  // namespace assay
