// One scalar value at a time out of UTF-8, and into it.
#ifndef ASSAY_SPEC_UTF8_H_
#define ASSAY_SPEC_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace assay {

inline constexpr char32_t kMaxScalar = 0x10FFFF;
inline constexpr char32_t kBadScalar = 0xFFFFFFFF;

constexpr bool is_surrogate(char32_t code_point) noexcept {
  return code_point >= 0xD800 && code_point <= 0xDFFF;
}

// Decodes the scalar value at `position` and steps over it; kBadScalar (and no step) where the
// bytes are not UTF-8 as RFC 3629 has it: no surrogates, no overlong forms, nothing cut short.
// REQUIRES: position < text.size().
constexpr char32_t decode_utf8(std::string_view text, std::size_t& position) noexcept {
  const auto byte = [&](std::size_t index) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[position + index]));
  };
  const char32_t lead = byte(0);
  if (lead < 0x80) {
    ++position;
    return lead;
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - position < length) return kBadScalar;
  char32_t scalar = lead & (0x7Fu >> length);
  for (std::size_t index = 1; index < length; ++index) {
    if ((byte(index) & 0xC0) != 0x80) return kBadScalar;
    scalar = (scalar << 6) | (byte(index) & 0x3F);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (scalar < kSmallest[length] || scalar > kMaxScalar || is_surrogate(scalar)) return kBadScalar;
  position += length;
  return scalar;
}

// REQUIRES: scalar <= kMaxScalar and no surrogate.
inline void append_utf8(std::string& text, char32_t scalar) {
  const auto tail = [&](int shift) {
    text.push_back(static_cast<char>(0x80 | ((scalar >> shift) & 0x3F)));
  };
  if (scalar < 0x80) {
    text.push_back(static_cast<char>(scalar));
  } else if (scalar < 0x800) {
    text.push_back(static_cast<char>(0xC0 | (scalar >> 6)));
    tail(0);
  } else if (scalar < 0x10000) {
    text.push_back(static_cast<char>(0xE0 | (scalar >> 12)));
    tail(6);
    tail(0);
  } else {
    text.push_back(static_cast<char>(0xF0 | (scalar >> 18)));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace assay

#endif  // ASSAY_SPEC_UTF8_H_
