// Escapes in the fast tier of a check: strings decoded, or only found to be fine.
#ifndef ASSAY_PARSERS_VERDICT_ESCAPES_H_
#define ASSAY_PARSERS_VERDICT_ESCAPES_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "parsers/scalars_string.h"
#include "parsers/walk_scratch.h"
#include "spec/fault.h"

namespace assay {

// What a character after a backslash stands for; 0 where it is no escape of one character.
inline constexpr std::array<char, 256> kEscaped = [] {
  std::array<char, 256> table{};
  table['"'] = '"';
  table['\\'] = '\\';
  table['/'] = '/';
  table['b'] = '\b';
  table['f'] = '\f';
  table['n'] = '\n';
  table['r'] = '\r';
  table['t'] = '\t';
  return table;
}();

// The value of a hexadecimal digit; beyond 16 bits, wherever it stands among four, for the others.
inline constexpr std::array<std::uint32_t, 256> kHexDigits = [] {
  std::array<std::uint32_t, 256> table{};
  table.fill(0x10000);
  for (std::uint32_t i = 0; i < 10; ++i) table['0' + i] = i;
  for (std::uint32_t i = 0; i < 6; ++i) table['a' + i] = table['A' + i] = 10 + i;
  return table;
}();

// Whether a character after a backslash makes an escape with it: 1 if so, 2 if that ends a line.
inline constexpr std::array<std::uint8_t, 256> kEscapeKinds = [] {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = kEscaped[i] == 0 ? 0 : kEscaped[i] == '\n' || kEscaped[i] == '\r' ? 2 : 1;
  }
  return table;
}();

// What the escapes of a text are like, as far as the fast tier looks.
enum class Escapes : std::uint8_t {
  kNone,
  kFine,
  kUnclear,  // a fault, a surrogate, the end of a line where there may be none
};

// What Simd has to have:
//   static void copy_plain(const char*& at, const char* end, char*& out);  up to a backslash
//   static std::uint64_t backslashes(const char* at, const char* end, const char* limit);
//       a bit for each of the first 64 bytes of [at, end); reads [at, limit)
template <typename Simd>
struct VerdictEscapes {
  // The value of four hexadecimal digits; more than 16 bits where one is none.
  static std::uint32_t hex_4(const char* at) noexcept {
    const auto digit = [&](int i) { return kHexDigits[static_cast<unsigned char>(at[i])]; };
    return digit(0) << 12 | digit(1) << 8 | digit(2) << 4 | digit(3);
  }
  // Writes a scalar below the surrogates.
  static char* put(std::uint32_t scalar, char* out) noexcept {
    if (scalar < 0x80) {
      *out++ = static_cast<char>(scalar);
    } else if (scalar < 0x800) {
      *out++ = static_cast<char>(0xc0 | scalar >> 6);
      *out++ = static_cast<char>(0x80 | (scalar & 0x3f));
    } else {
      *out++ = static_cast<char>(0xe0 | scalar >> 12);
      *out++ = static_cast<char>(0x80 | (scalar >> 6 & 0x3f));
      *out++ = static_cast<char>(0x80 | (scalar & 0x3f));
    }
    return out;
  }
  static char escaped(char kind) noexcept {
    if (planted("fast-escape-newline") && kind == 'n') return 'n';
    return kEscaped[static_cast<unsigned char>(kind)];
  }

  static Escapes look(const char* at, const char* end, const char* limit, bool one_line) noexcept;
  static bool decode(std::string_view& text, WalkScratch& scratch) noexcept;
};

// Looks at the escapes of a text without decoding them. `one_line`: none may end a line.
// REQUIRES: end <= limit.
template <typename Simd>
Escapes VerdictEscapes<Simd>::look(const char* at, const char* end, const char* limit,
                                   bool one_line) noexcept {
  const std::uint32_t kinds = one_line ? 1 : 2;
  Escapes result = Escapes::kNone;
  while (at < end) {
    std::uint64_t found = Simd::backslashes(at, end, limit);
    std::uint32_t past = 64;  // what has been looked at of this block, and maybe beyond
    while (found != 0) {
      result = Escapes::kFine;
      const auto place = static_cast<std::uint32_t>(std::countr_zero(found));
      const char* const escape = at + place;
      if (end - escape < 2) return Escapes::kUnclear;
      if (escape[1] == 'u') {
        if (end - escape < 6) return Escapes::kUnclear;
        const std::uint32_t unit = hex_4(escape + 2);
        if (unit >= 0xd800) return Escapes::kUnclear;
        if (one_line && (unit == '\n' || unit == '\r' || (unit | 1) == 0x2029)) {
          return Escapes::kUnclear;
        }
        past = place + 6;
      } else {
        std::uint32_t kind = kEscapeKinds[static_cast<unsigned char>(escape[1])];
        if (planted("fast-escape-newline") && escape[1] == 'n') kind = 1;
        if (kind - 1 >= kinds) return Escapes::kUnclear;
        past = place + 2;
      }
      if (past >= 64) break;
      found &= ~std::uint64_t{0} << past;
      if (found == 0) past = 64;
    }
    at += past;
  }
  return result;
}

// Takes escapes out of a text; false where they are no text. In one pass over texts without
// surrogates, which is nearly all of them.
template <typename Simd>
bool VerdictEscapes<Simd>::decode(std::string_view& text, WalkScratch& scratch) noexcept {
  const char* at = text.data();
  const char* const end = at + text.size();
  char* const begin = scratch.decoded();
  char* out = begin;
  for (;;) {
    Simd::copy_plain(at, end, out);
    if (at == end) break;
    if (end - at < 2) return false;
    if (const char stands_for = escaped(at[1]); stands_for != 0) {
      *out++ = stands_for;
      at += 2;
      continue;
    }
    const std::uint32_t unit = at[1] == 'u' && end - at >= 6 ? hex_4(at + 2) : UINT32_MAX;
    if (unit >= 0xd800) {  // the rest, and faults: as the slow tier has it, for the whole text
      const EscapeScan scan = scan_escapes(text, false);
      if (scan.fault != EscapeFault::kNone) return false;
      if (scan.surrogate != UINT32_MAX && !planted("fast-lone-surrogate")) return false;
      text = scratch.decode(text);
      return true;
    }
    out = put(unit, out);
    at += 6;
  }
  text = {begin, static_cast<std::size_t>(out - begin)};
  return true;
}

}  // namespace assay

#endif  // ASSAY_PARSERS_VERDICT_ESCAPES_H_
