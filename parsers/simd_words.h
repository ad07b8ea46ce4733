// What every level of SIMD can do eight bytes at a time, for those that have nothing better.
#ifndef ASSAY_PARSERS_SIMD_WORDS_H_
#define ASSAY_PARSERS_SIMD_WORDS_H_

#include <bit>
#include <cstddef>
#include <cstdint>

#include "parsers/scalars_string.h"
#include "parsers/segment_program.h"

namespace assay {

// `Level` only makes the functions of a level its own.
template <typename Level>
struct SimdWords {
  // The low `count` bits.
  static std::uint64_t low_bits(std::size_t count) noexcept {
    return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
  }

  // Bit 0: a backslash is in the text; bit 1: a byte beyond ASCII. (Not inlined: it would take
  // registers from the loops that it is the fallback of.)
  [[gnu::noinline]] static std::uint32_t survey(const char* at, const char* end) noexcept {
    constexpr std::uint64_t kOnes = 0x0101010101010101u, kHighs = 0x8080808080808080u;
    std::uint64_t backslashes = 0, beyond = 0;
    const auto look = [&](std::uint64_t word) {
      const std::uint64_t zeros = word ^ kOnes * '\\';
      backslashes |= (zeros - kOnes) & ~zeros & kHighs;
      beyond |= word & kHighs;
    };
    for (; end - at >= 8; at += 8) look(load_8(at));
    for (; at != end; ++at) look(static_cast<unsigned char>(*at));
    return (backslashes != 0 ? 1u : 0u) | (beyond != 0 ? 2u : 0u);
  }

  // A bit for each of the first 64 bytes of [at, end) that is a backslash. Reads [at, limit).
  [[gnu::noinline]] static std::uint64_t backslashes(const char* at, const char* end,
                                                     const char*) noexcept {
    std::uint64_t found = 0;
    const std::ptrdiff_t count = end - at < 64 ? end - at : 64;
    for (std::ptrdiff_t i = 0; i < count; ++i) {
      found |= static_cast<std::uint64_t>(at[i] == '\\') << i;
    }
    return found;
  }

  // Whether every byte of a text is in a class. Reads [at, limit).
  static bool all(const ByteClass& bytes, const char* at, std::size_t size, const char*) noexcept {
    return Level::span(bytes, at, at + size) == at + size;
  }
};

}  // namespace assay

#endif  // ASSAY_PARSERS_SIMD_WORDS_H_
