// How many columns of a terminal a character takes.
#ifndef ASSAY_PARSERS_DIAGNOSTIC_WIDTH_H_
#define ASSAY_PARSERS_DIAGNOSTIC_WIDTH_H_

#include <cstddef>
#include <span>
#include <string_view>

namespace assay {

// Both ends included.
struct ScalarSpan {
  char32_t first = 0;
  char32_t last = 0;
};

// A character of UTF-8 text. Invalid: size 1, `valid` false, scalar is the byte.
struct DecodedScalar {
  char32_t scalar = 0;
  std::size_t size = 1;
  bool valid = true;
};

// The character at the start of a text. Strict (RFC 3629): no surrogates, no overlong forms.
// REQUIRES: !text.empty().
DecodedScalar decode_scalar(std::string_view text) noexcept;

// Columns of a character: 0 for combining marks, 2 for wide ones, -1 for what must not be printed
// (controls, format characters such as the bidirectional overrides, line separators, private use).
// Source: Unicode 14.0, general categories and East Asian Width.
int column_width(char32_t scalar) noexcept;

// Sorted (diagnostic_width_zero.cc).
std::span<const ScalarSpan> combining_marks() noexcept;

}  // namespace assay

#endif  // ASSAY_PARSERS_DIAGNOSTIC_WIDTH_H_
