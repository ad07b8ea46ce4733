// 32 bytes at a time; see simd_x86.h.
#ifndef ASSAY_PARSERS_SIMD_AVX2_H_
#define ASSAY_PARSERS_SIMD_AVX2_H_

#include "parsers/simd_x86.h"

namespace assay {

struct SimdAvx2 : Simd128<SimdAvx2> {
  static __m256i load_32(const void* at) noexcept {
    return _mm256_loadu_si256(static_cast<const __m256i*>(at));
  }
  static __m256i twice(const std::array<std::uint8_t, 16>& table) noexcept {
    return _mm256_broadcastsi128_si256(load(table.data()));
  }

  static const char* span(const ByteClass& bytes, const char* at, const char* end) noexcept {
    if (end - at < 32) return Simd128<SimdAvx2>::span(bytes, at, end);
    const __m256i high_bits = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128));
    const __m256i ascii = twice(bytes.ascii), beyond = twice(bytes.beyond);
    for (;; at += 32) {
      if (end - at < 32) at = end - 32;
      const __m256i text = load_32(at);
      const __m256i high = _mm256_shuffle_epi8(
          high_bits, _mm256_and_si256(_mm256_srli_epi16(text, 4), _mm256_set1_epi8(0x0f)));
      __m256i low = _mm256_shuffle_epi8(ascii, text);
      if (bytes.wide) {
        const __m256i other = _mm256_xor_si256(text, _mm256_set1_epi8(-128));
        low = _mm256_or_si256(low, _mm256_shuffle_epi8(beyond, other));
      }
      const __m256i none = _mm256_cmpeq_epi8(_mm256_and_si256(low, high), _mm256_setzero_si256());
      const auto found = static_cast<std::uint32_t>(_mm256_movemask_epi8(none));
      if (found != 0) return at + std::countr_zero(found);
      if (at + 32 == end) return end;
    }
  }

  static bool has_backslash(const char* at, const char* end) noexcept {
    if (end - at < 32) return Simd128<SimdAvx2>::has_backslash(at, end);
    const __m256i backslashes = _mm256_set1_epi8('\\');
    for (;; at += 32) {
      if (end - at < 32) at = end - 32;
      if (_mm256_movemask_epi8(_mm256_cmpeq_epi8(load_32(at), backslashes)) != 0) return true;
      if (at + 32 == end) return false;
    }
  }
};

}  // namespace assay

#endif  // ASSAY_PARSERS_SIMD_AVX2_H_
