// One line of a text around a place, fit for a terminal.
#ifndef ASSAY_PARSERS_DIAGNOSTIC_EXCERPT_H_
#define ASSAY_PARSERS_DIAGNOSTIC_EXCERPT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/locate.h"

namespace assay {

// Units: columns of a terminal in `text`. A length of 0: there is nothing to point at.
struct Excerpt {
  std::string text;
  std::uint32_t caret_begin = 0;
  std::uint32_t caret_length = 0;
};

inline constexpr std::size_t kExcerptColumns = 76;

// The line that holds the byte at `begin`, cut to `columns` around the caret ("..." where it was
// cut). Masked runs are shown as "***"; control characters and bytes that are no UTF-8 as <1B>,
// <FF>; characters that print nothing or reorder text as <U+202E>.
// REQUIRES: begin <= end <= text.size(); masks are sorted and disjoint; columns >= 20.
// Cost: depends on `columns` alone, not on the size of the text or its lines.
Excerpt make_excerpt(std::string_view text, std::uint32_t begin, std::uint32_t end,
                     const std::vector<ByteRange>& masks, std::size_t columns = kExcerptColumns);

// The text in valid UTF-8 with everything made visible, as in an excerpt.
std::string visible_text(std::string_view text);

// Columns that a printable text takes.
std::size_t printed_columns(std::string_view text) noexcept;

}  // namespace assay

#endif  // ASSAY_PARSERS_DIAGNOSTIC_EXCERPT_H_
