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

  // A bit for every byte that is no member.
  static std::uint32_t strangers_32(const ByteClass& bytes, __m256i text) noexcept {
    const __m256i high_bits = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128));
    const __m256i high = _mm256_shuffle_epi8(
        high_bits, _mm256_and_si256(_mm256_srli_epi16(text, 4), _mm256_set1_epi8(0x0f)));
    __m256i low = _mm256_shuffle_epi8(twice(bytes.ascii), text);
    if (bytes.wide) {
      const __m256i other = _mm256_xor_si256(text, _mm256_set1_epi8(-128));
      low = _mm256_or_si256(low, _mm256_shuffle_epi8(twice(bytes.beyond), other));
    }
    const __m256i none = _mm256_cmpeq_epi8(_mm256_and_si256(low, high), _mm256_setzero_si256());
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(none));
  }

  static const char* span(const ByteClass& bytes, const char* at, const char* end) noexcept {
    if (end - at < 32) return Simd128<SimdAvx2>::span(bytes, at, end);
    for (;; at += 32) {
      if (end - at < 32) at = end - 32;
      const std::uint32_t found = strangers_32(bytes, load_32(at));
      if (found != 0) return at + std::countr_zero(found);
      if (at + 32 == end) return end;
    }
  }

  static bool all(const ByteClass& bytes, const char* at, std::size_t size,
                  const char* limit) noexcept {
    if (size > 64 || limit - at < 64) return Words::all(bytes, at, size, limit);
    const std::uint64_t mask = low_bits(size);
    std::uint64_t found = strangers_32(bytes, load_32(at));
    if (size > 32) {
      found |= static_cast<std::uint64_t>(strangers_32(bytes, load_32(at + 32))) << 32;
    }
    return (found & mask) == 0;
  }

  static bool chain(const ByteChain& chain, const char* at, const char* limit) noexcept {
    if (chain.size < 16 || chain.size > 32 || limit - at < 32) {
      return Simd128<SimdAvx2>::chain(chain, at, limit);
    }
    const __m256i text = load_32(at);
    __m256i found = _mm256_setzero_si256();
    for (std::uint32_t plane = 0; plane < chain.plane_count; ++plane) {
      const ByteChain::Plane& ranges = chain.planes[plane];
      const __m256i distance = _mm256_sub_epi8(text, load_32(ranges.first.data()));
      const __m256i within = _mm256_min_epu8(distance, load_32(ranges.width.data()));
      found = _mm256_or_si256(found, _mm256_cmpeq_epi8(within, distance));
    }
    const auto holds = static_cast<std::uint32_t>(_mm256_movemask_epi8(found));
    return (~holds & low_bits(chain.size)) == 0;
  }

  static std::uint32_t survey(const char* at, const char* end) noexcept {
    if (end - at < 32) return Simd128<SimdAvx2>::survey(at, end);
    const __m256i backslashes = _mm256_set1_epi8('\\');
    __m256i found = _mm256_setzero_si256(), seen = _mm256_setzero_si256();
    for (; end - at >= 64; at += 64) {
      const __m256i a = load_32(at), b = load_32(at + 32);
      found = _mm256_or_si256(found, _mm256_or_si256(_mm256_cmpeq_epi8(a, backslashes),
                                                     _mm256_cmpeq_epi8(b, backslashes)));
      seen = _mm256_or_si256(seen, _mm256_or_si256(a, b));
    }
    while (at != end) {  // once or twice, the last time over bytes that were seen already
      if (end - at < 32) at = end - 32;
      const __m256i text = load_32(at);
      found = _mm256_or_si256(found, _mm256_cmpeq_epi8(text, backslashes));
      seen = _mm256_or_si256(seen, text);
      at += 32;
    }
    return (_mm256_movemask_epi8(found) != 0 ? 1u : 0u) |
           (_mm256_movemask_epi8(seen) != 0 ? 2u : 0u);
  }

  static std::uint64_t backslashes(const char* at, const char* end, const char* limit) noexcept {
    if (limit - at < 64) return Words::backslashes(at, end, limit);
    const auto same = [](const char* from) {
      const __m256i found = _mm256_cmpeq_epi8(load_32(from), _mm256_set1_epi8('\\'));
      return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(found)));
    };
    return (same(at) | same(at + 32) << 32) & low_bits(static_cast<std::size_t>(end - at));
  }

  static bool has_backslash(const char* at, const char* end, const char* limit) noexcept {
    const __m256i backslashes = _mm256_set1_epi8('\\');
    if (limit - at < 32) return Simd128<SimdAvx2>::has_backslash(at, end, limit);
    for (; end - at > 32; at += 32) {
      if (_mm256_movemask_epi8(_mm256_cmpeq_epi8(load_32(at), backslashes)) != 0) return true;
      if (limit - at < 64) return Simd128<SimdAvx2>::has_backslash(at, end, limit);
    }
    const auto found = static_cast<std::uint32_t>(
        _mm256_movemask_epi8(_mm256_cmpeq_epi8(load_32(at), backslashes)));
    return (found & low_bits(static_cast<std::size_t>(end - at))) != 0;
  }
};

}  // namespace assay

#endif  // ASSAY_PARSERS_SIMD_AVX2_H_
