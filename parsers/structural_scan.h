// A plain, byte-by-byte structural index: finds the first bad byte of a text and indexes what comes
// before it. Fallback and oracle of simdjson's stage 1.
#ifndef ASSAY_PARSERS_STRUCTURAL_SCAN_H_
#define ASSAY_PARSERS_STRUCTURAL_SCAN_H_

#include <cstdint>
#include <string_view>

namespace assay {

// Why the readable part of a text ends where it does.
enum class TextEnd : std::uint8_t {
  kEnd,         // nothing wrong: the text ends there
  kUtf8,        // a byte that is not UTF-8
  kControl,     // a raw control character in a string
  kOpenString,  // the text ends inside a string
};

// A text with the offset of every token: each of `{}[]:,` and the first byte of every scalar, a
// string's being its opening quote. Bytes outside strings that JSON does not know are tokens or
// parts of tokens too: the walk refuses them.
// Shapes: tokens[0..token_count) ascend and lie below `end`.
// Units: byte offsets in `data`.
struct IndexedText {
  const char* data = nullptr;
  const std::uint32_t* tokens = nullptr;
  std::uint32_t token_count = 0;
  std::uint32_t size = 0;     // of the whole text
  std::uint32_t end = 0;      // nothing at or after it may be read
  std::uint32_t bad_end = 0;  // kUtf8, kControl: past the bad bytes, which start at end
  std::uint32_t open_string = UINT32_MAX;  // the quote of the string that `end` lies in
  TextEnd reason = TextEnd::kEnd;
};

// REQUIRES: text.size() < 2^32, room in `tokens` for one entry a byte.
IndexedText scan_structure(std::string_view text, std::uint32_t* tokens) noexcept;

// Bytes of the well-formed UTF-8 sequence at `begin`; 0 when there is none.
// REQUIRES: begin < text.size().
std::uint32_t utf8_sequence(std::string_view text, std::size_t begin) noexcept;

// Whether the bytes from `begin` to the end of the text start a sequence that would be well formed
// if the text went on.
bool utf8_cut_short(std::string_view text, std::size_t begin) noexcept;

}  // namespace assay

#endif  // ASSAY_PARSERS_STRUCTURAL_SCAN_H_
