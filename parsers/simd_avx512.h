// 64 bytes at a time with masks for what is shorter; see simd_x86.h.
#ifndef ASSAY_PARSERS_SIMD_AVX512_H_
#define ASSAY_PARSERS_SIMD_AVX512_H_

#include "parsers/simd_x86.h"

namespace assay {

struct SimdAvx512 : SimdWords<SimdAvx512> {
  static __mmask64 first(std::size_t count) noexcept {
    return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
  }
  // Not the plain broadcast: g++ 12 warns of what its header leaves undefined there.
  static __m512i four_times(__m128i table) noexcept {
    return _mm512_maskz_broadcast_i32x4(static_cast<__mmask16>(0xffff), table);
  }
  static __m512i four_times(const std::array<std::uint8_t, 16>& table) noexcept {
    return four_times(_mm_load_si128(reinterpret_cast<const __m128i*>(table.data())));
  }

  static const char* span(const ByteClass& bytes, const char* at, const char* end) noexcept {
    const __m512i high_bits =
        four_times(_mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128));
    const __m512i ascii = four_times(bytes.ascii);
    while (at != end) {
      const auto left = static_cast<std::size_t>(end - at);
      const __mmask64 mask = first(left);
      const __m512i text = _mm512_maskz_loadu_epi8(mask, at);
      const __m512i high = _mm512_shuffle_epi8(
          high_bits, _mm512_and_si512(_mm512_srli_epi16(text, 4), _mm512_set1_epi8(0x0f)));
      __m512i low = _mm512_shuffle_epi8(ascii, text);
      if (bytes.wide) {
        const __m512i other = _mm512_xor_si512(text, _mm512_set1_epi8(-128));
        low = _mm512_or_si512(low, _mm512_shuffle_epi8(four_times(bytes.beyond), other));
      }
      const std::uint64_t found = _mm512_mask_testn_epi8_mask(mask, low, high);
      if (found != 0) return at + std::countr_zero(found);
      if (left <= 64) return end;
      at += 64;
    }
    return at;
  }

  static bool chain(const ByteChain& chain, const char* at, const char*) noexcept {
    const __mmask64 mask = first(chain.size);
    const __m512i text = _mm512_maskz_loadu_epi8(mask, at);
    __mmask64 found = 0;
    for (std::uint32_t plane = 0; plane < chain.plane_count; ++plane) {
      const ByteChain::Plane& ranges = chain.planes[plane];
      const __m512i distance = _mm512_sub_epi8(text, _mm512_load_si512(ranges.first.data()));
      found |= _mm512_cmple_epu8_mask(distance, _mm512_load_si512(ranges.width.data()));
    }
    return (found & mask) == mask;
  }

  static bool date_time(const char* at, CivilTime& time) noexcept {
    return Simd128<SimdAvx512>::date_time(at, time);
  }

  static void copy_plain(const char*& at, const char* end, char*& out) noexcept {
    Simd128<SimdAvx512>::copy_plain(at, end, out);
  }

  static std::uint32_t survey(const char* at, const char* end) noexcept {
    const __m512i backslashes = _mm512_set1_epi8('\\');
    __m512i seen = _mm512_setzero_si512();
    std::uint64_t found = 0;
    for (; end - at >= 64; at += 64) {
      const __m512i text = _mm512_loadu_si512(at);
      found |= _mm512_cmpeq_epi8_mask(text, backslashes);
      seen = _mm512_or_si512(seen, text);
    }
    const __m512i text = _mm512_maskz_loadu_epi8(first(static_cast<std::size_t>(end - at)), at);
    found |= _mm512_cmpeq_epi8_mask(text, backslashes);
    const std::uint64_t beyond = _mm512_movepi8_mask(_mm512_or_si512(seen, text));
    return (found != 0 ? 1u : 0u) | (beyond != 0 ? 2u : 0u);
  }

  static std::uint64_t backslashes(const char* at, const char* end, const char*) noexcept {
    const auto left = static_cast<std::size_t>(end - at);
    const __m512i text = _mm512_maskz_loadu_epi8(first(left), at);
    return _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('\\'));
  }

  static bool has_backslash(const char* at, const char* end, const char*) noexcept {
    const __m512i backslashes = _mm512_set1_epi8('\\');
    while (at != end) {
      const auto left = static_cast<std::size_t>(end - at);
      const __m512i text = _mm512_maskz_loadu_epi8(first(left), at);
      if (_mm512_cmpeq_epi8_mask(text, backslashes) != 0) return true;
      if (left <= 64) return false;
      at += 64;
    }
    return false;
  }
};

}  // namespace assay

#endif  // ASSAY_PARSERS_SIMD_AVX512_H_
