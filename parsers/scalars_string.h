// Strings as they stand in a body: escapes, decoded values, length in characters.
#ifndef ASSAY_PARSERS_SCALARS_STRING_H_
#define ASSAY_PARSERS_SCALARS_STRING_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace assay {

inline std::uint64_t load_8(const char* bytes) noexcept {
  std::uint64_t word;
  std::memcpy(&word, bytes, 8);
  return word;
}

// A text of fewer than 8 bytes as a number: different texts of one length give different numbers.
inline std::uint64_t load_short(const char* bytes, std::size_t size) noexcept {
  if (size >= 4) {
    std::uint32_t low, high;
    std::memcpy(&low, bytes, 4);
    std::memcpy(&high, bytes + size - 4, 4);
    return low | static_cast<std::uint64_t>(high) << 32;
  }
  if (size == 0) return 0;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  return byte(0) | static_cast<std::uint64_t>(byte(size / 2)) << 8 |
         static_cast<std::uint64_t>(byte(size - 1)) << 16;
}

// Whether a backslash is in the text. Reads only the text.
inline bool has_backslash(const char* bytes, std::size_t size) noexcept {
  constexpr std::uint64_t kOnes = 0x0101010101010101u, kHighs = 0x8080808080808080u;
  constexpr std::uint64_t kBackslashes = kOnes * '\\';
  const auto found = [](std::uint64_t word) {
    const std::uint64_t zeros = word ^ kBackslashes;
    return (zeros - kOnes) & ~zeros & kHighs;
  };
  if (size < 8) {
    for (std::size_t i = 0; i < size; ++i) {
      if (bytes[i] == '\\') return true;
    }
    return false;
  }
  if (size > 64) return std::memchr(bytes, '\\', size) != nullptr;
  for (std::size_t i = 0; i + 8 < size; i += 8) {
    if (found(load_8(bytes + i)) != 0) return true;
  }
  return found(load_8(bytes + size - 8)) != 0;
}

// What the escapes of a string are like.
enum class EscapeFault : std::uint8_t {
  kNone,
  kSyntax,  // `\x`, `\u12G4`
  kCut,     // the text ends within an escape
};
struct EscapeScan {
  EscapeFault fault = EscapeFault::kNone;
  std::uint32_t begin = 0, end = 0;      // of the faulty escape in `raw`
  std::uint32_t surrogate = UINT32_MAX;  // of the first lone surrogate in `raw`
};
// `open`: the text ends inside the string.
EscapeScan scan_escapes(std::string_view raw, bool open) noexcept;

// Writes the decoded string, which is never longer than `raw`. Returns its size. A lone surrogate
// becomes U+FFFD.
// REQUIRES: scan_escapes finds no fault; room for raw.size() bytes.
std::size_t decode_string(std::string_view raw, char* out) noexcept;

// Unicode scalar values in well-formed UTF-8.
std::size_t count_scalars(std::string_view utf8) noexcept;

// A hash over names and keys; reads only the text.
inline std::uint32_t hash_text(std::string_view text) noexcept {
  constexpr std::uint64_t kMultiplier = 0x9e3779b97f4a7c15u;
  const auto mix = [](std::uint64_t hash, std::uint64_t word) {
    hash = (hash ^ word) * kMultiplier;
    return hash ^ (hash >> 32);
  };
  std::uint64_t hash = text.size() * kMultiplier;
  if (text.size() < 8) {
    hash = mix(hash, load_short(text.data(), text.size()));
  } else {
    for (std::size_t i = 0; i + 8 < text.size(); i += 8) hash = mix(hash, load_8(text.data() + i));
    hash = mix(hash, load_8(text.data() + text.size() - 8));
  }
  return static_cast<std::uint32_t>(hash * kMultiplier >> 32);  // every byte counts in every bit
}

}  // namespace assay

#endif  // ASSAY_PARSERS_SCALARS_STRING_H_
