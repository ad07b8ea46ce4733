#include "spec/pattern_escape.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "spec/fault.h"
#include "spec/utf8.h"

namespace assay {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

constexpr int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::unexpected<Error> syntax(std::size_t offset, std::string message) {
  return std::unexpected(pattern_error(ErrorCode::kPatternSyntax, offset, std::move(message)));
}

PatternAtom atom_of(char32_t single) { return {single, {}}; }
PatternAtom atom_of(ScalarSet set) { return {std::nullopt, std::move(set)}; }

ScalarRange range_of(char32_t first, char32_t last) {
  if (planted("class-widened-above") && last < 0x7F) return {first, last + 1};
  if (planted("class-widened-below") && first > 0) return {first - 1, last};
  if (planted("class-narrowed-above") && first < last) return {first, last - 1};
  if (planted("class-narrowed-below") && first < last) return {first + 1, last};
  return {first, last};
}

// `count` hexadecimal digits at `position`, stepped over.
std::optional<char32_t> read_hex(std::string_view pattern, std::size_t& position, int count) {
  if (pattern.size() - position < static_cast<std::size_t>(count)) return std::nullopt;
  char32_t value = 0;
  for (int index = 0; index < count; ++index) {
    const int digit = hex_value(pattern[position + index]);
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  position += count;
  return value;
}

// After `\u`: HHHH, a surrogate pair HHHH\uHHHH, or {H...}. `escape` is where the backslash stands.
Expected<PatternAtom> read_unicode(std::string_view pattern, std::size_t& position,
                                   std::size_t escape) {
  if (position < pattern.size() && pattern[position] == '{') {
    char32_t value = 0;
    std::size_t at = position + 1;
    for (; at < pattern.size() && hex_value(pattern[at]) >= 0; ++at) {
      value = value * 16 + static_cast<char32_t>(hex_value(pattern[at]));
      if (value > kMaxScalar) {
        return syntax(escape, "\\u{...} is beyond U+10FFFF, the last code point");
      }
    }
    if (at == position + 1 || at == pattern.size() || pattern[at] != '}') {
      return syntax(escape, "\\u{ needs hexadecimal digits and a closing brace, as in \\u{1F600}");
    }
    position = at + 1;
    return atom_of(value);
  }
  const std::optional<char32_t> first = read_hex(pattern, position, 4);
  if (!first) return syntax(escape, "\\u needs four hexadecimal digits or braces, as in \\u00E9");
  if (*first >= 0xD800 && *first <= 0xDBFF && pattern.substr(position, 2) == "\\u" &&
      !planted("pattern-pair-split")) {
    std::size_t after = position + 2;
    const std::optional<char32_t> second = read_hex(pattern, after, 4);
    if (second && *second >= 0xDC00 && *second <= 0xDFFF) {
      position = after;
      return atom_of(0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00));
    }
  }
  return atom_of(*first);
}

// After `\p` or `\P`.
Expected<PatternAtom> read_property(std::string_view pattern, std::size_t& position,
                                    std::size_t escape, bool negated) {
  const std::size_t close = pattern.find('}', position);
  if (position == pattern.size() || pattern[position] != '{' || close == std::string_view::npos) {
    return syntax(escape, fmt::format("\\{0} needs a property in braces, as in \\{0}{{ASCII}}",
                                      negated ? 'P' : 'p'));
  }
  const std::string_view name = pattern.substr(position + 1, close - position - 1);
  Expected<ScalarSet> set = property_scalars(name, escape);
  if (!set) return std::unexpected(set.error());
  position = close + 1;
  return atom_of(negated ? set->complement() : std::move(*set));
}

std::unexpected<Error> unknown_escape(char c, std::size_t escape) {
  if (c == 'A' || c == 'z' || c == 'Z') {
    return syntax(escape, fmt::format("\\{} is not ECMA-262; write {}", c, c == 'A' ? '^' : '$'));
  }
  if (is_letter(c)) {
    return syntax(escape, fmt::format("\\{0} is not an escape of ECMA-262; for the letter itself "
                                      "write {0}",
                                      c));
  }
  if (is_digit(c)) {
    return syntax(escape, fmt::format("\\{} in a class is no escape of ECMA-262; write \\xHH", c));
  }
  return syntax(escape, "this character has no escape in ECMA-262; write it without a backslash");
}

}  // namespace

Error pattern_error(ErrorCode code, std::size_t offset, std::string message) {
  Error error;
  error.code = code;
  error.message = std::move(message);
  error.line = 1;
  error.column = static_cast<std::uint32_t>(offset + 1);
  error.offset = offset;
  return error;
}

Expected<PatternAtom> read_escape(std::string_view pattern, std::size_t& position, bool in_class) {
  const std::size_t escape = position;
  if (pattern.size() - escape < 2) {
    return syntax(escape, "the pattern ends in a backslash; write \\\\ for a backslash itself");
  }
  const char c = pattern[escape + 1];
  position = escape + 2;
  switch (c) {
    case 'd':
      if (planted("digit-class-unicode")) return atom_of(ScalarSet({{'0', '9'}, {0x660, 0x669}}));
      return atom_of(digit_scalars());
    case 'D':
      return atom_of(digit_scalars().complement());
    case 'w':
      if (planted("word-class-without-digits")) {
        return atom_of(ScalarSet({{'A', 'Z'}, {'_', '_'}, {'a', 'z'}}));
      }
      return atom_of(word_scalars());
    case 'W':
      return atom_of(word_scalars().complement());
    case 's':
      return atom_of(space_scalars());
    case 'S':
      return atom_of(space_scalars().complement());
    case 't':
      return atom_of('\t');
    case 'n':
      return atom_of('\n');
    case 'v':
      return atom_of('\v');
    case 'f':
      return atom_of('\f');
    case 'r':
      return atom_of('\r');
    case 'p':
      return read_property(pattern, position, escape, false);
    case 'P':
      return read_property(pattern, position, escape, true);
    case 'u':
      return read_unicode(pattern, position, escape);
    case '0':
      if (position < pattern.size() && is_digit(pattern[position])) {
        return syntax(escape, "octal escapes are not ECMA-262; write \\xHH");
      }
      return atom_of(U'\0');
    case 'x': {
      const std::optional<char32_t> value = read_hex(pattern, position, 2);
      if (!value) return syntax(escape, "\\x needs two hexadecimal digits, as in \\x2D");
      return atom_of(*value);
    }
    case 'c':
      if (position == pattern.size() || !is_letter(pattern[position])) {
        return syntax(escape, "\\c needs a letter, as in \\cJ for a line feed");
      }
      return atom_of(static_cast<char32_t>(pattern[position++] & 0x1F));
    case 'b':
      if (in_class) return atom_of('\b');
      break;
    default:
      break;
  }
  if (planted("escaped-dot-takes-all") && c == '.') {
    return atom_of(ScalarSet({{0, 0xD7FF}, {0xE000, kMaxScalar}}));
  }
  // ECMA-262 with the u flag has identity escapes of its syntax characters only. Models escape
  // any punctuation (`\-`, `\_`), which every dialect reads as that character itself.
  if (c >= ' ' && c <= '~' && !is_letter(c) && !is_digit(c)) {
    return atom_of(static_cast<char32_t>(c));
  }
  return unknown_escape(c, escape);
}

Expected<ScalarSet> read_class(std::string_view pattern, std::size_t& position) {
  const std::size_t open = position++;
  const bool negated = position < pattern.size() && pattern[position] == '^';
  if (negated) ++position;
  const bool complement = negated && !planted("class-negation-ignored");
  std::vector<ScalarRange> ranges;
  const auto add = [&](const PatternAtom& atom) {
    if (atom.single) {
      if (planted("class-underscore-lost") && *atom.single == '_') return;
      ranges.push_back({*atom.single, *atom.single});
    } else {
      ranges.insert(ranges.end(), atom.set.ranges().begin(), atom.set.ranges().end());
    }
  };
  const auto read_atom = [&]() -> Expected<PatternAtom> {
    if (pattern[position] == '\\') return read_escape(pattern, position, true);
    if (pattern.substr(position, 2) == "[:") {
      const std::size_t name_end = pattern.find_first_not_of(
          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ^", position + 2);
      if (name_end != position + 2 && name_end != std::string_view::npos &&
          pattern.substr(name_end, 2) == ":]") {
        return syntax(position, "POSIX classes are not ECMA-262; write the ranges, as in [a-zA-Z]");
      }
    }
    return atom_of(decode_utf8(pattern, position));
  };
  while (position < pattern.size() && pattern[position] != ']') {
    const std::size_t start = position;
    const Expected<PatternAtom> first = read_atom();
    if (!first) return std::unexpected(first.error());
    const bool range =
        position + 1 < pattern.size() && pattern[position] == '-' && pattern[position + 1] != ']';
    if (!range) {
      add(*first);
      continue;
    }
    ++position;
    const Expected<PatternAtom> last = read_atom();
    if (!last) return std::unexpected(last.error());
    if (first->single && last->single) {
      if (*first->single > *last->single) {
        return syntax(start,
                      "the range is out of order: its first character comes after its last; "
                      "swap them, or escape the hyphen");
      }
      ranges.push_back(range_of(*first->single, *last->single));
    } else {
      // `[\w-.]`: an error with the u flag, and without it (annex B) the hyphen itself. Models
      // write it, and every dialect that takes it reads it so.
      add(*first);
      add(*last);
      if (!planted("class-hyphen-lost")) ranges.push_back({'-', '-'});
    }
  }
  if (position == pattern.size()) {
    return syntax(open, "the class is not closed; add ], or write \\[ for a bracket itself");
  }
  ++position;
  ScalarSet set(std::move(ranges));
  return complement ? set.complement() : set;
}

}  // namespace assay
