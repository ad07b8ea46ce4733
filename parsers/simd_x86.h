// Spans and chains with 16, 32 and 64 bytes at a time. Included within the compiler's setting of a
// target level, after every other header: see simd_functions_avx2.cc and its like.
//
// A class is told by two shuffles: the low half of a byte selects the high halves that go with it,
// the high half is one of those. Both are exact. Nothing outside the text is read: the last load
// overlaps the one before, or is masked.
#ifndef ASSAY_PARSERS_SIMD_X86_H_
#define ASSAY_PARSERS_SIMD_X86_H_

#include <immintrin.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "parsers/scalars_string.h"
#include "parsers/segment_program.h"
#include "parsers/simd_words.h"
#include "parsers/timestamp.h"

namespace assay {

// 16 bytes at a time. `Level` only makes the functions of a level its own.
template <typename Level>
struct Simd128 : SimdWords<Level> {
  using Words = SimdWords<Level>;

  static __m128i load(const void* at) noexcept {
    return _mm_loadu_si128(static_cast<const __m128i*>(at));
  }
  // Two words that may overlap in the text, side by side.
  static __m128i load_ends(const char* at, const char* end) noexcept {
    return _mm_set_epi64x(static_cast<long long>(load_8(end - 8)),
                          static_cast<long long>(load_8(at)));
  }

  // A bit for every byte that is no member.
  static std::uint32_t strangers(const ByteClass& bytes, __m128i text) noexcept {
    const __m128i high_bits =
        _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
    const __m128i high =
        _mm_shuffle_epi8(high_bits, _mm_and_si128(_mm_srli_epi16(text, 4), _mm_set1_epi8(0x0f)));
    __m128i low = _mm_shuffle_epi8(load(bytes.ascii.data()), text);
    if (bytes.wide) {
      const __m128i beyond = _mm_xor_si128(text, _mm_set1_epi8(-128));
      low = _mm_or_si128(low, _mm_shuffle_epi8(load(bytes.beyond.data()), beyond));
    }
    const __m128i none = _mm_cmpeq_epi8(_mm_and_si128(low, high), _mm_setzero_si128());
    return static_cast<std::uint32_t>(_mm_movemask_epi8(none));
  }

  static const char* span_short(const ByteClass& bytes, const char* at, const char* end) noexcept {
    if (end - at >= 8) {
      const std::uint32_t found = strangers(bytes, load_ends(at, end));
      if (found == 0) return end;
      const int place = std::countr_zero(found);
      return place < 8 ? at + place : end - 16 + place;
    }
    while (at != end && bytes.member[static_cast<unsigned char>(*at)] != 0) ++at;
    return at;
  }

  static const char* span(const ByteClass& bytes, const char* at, const char* end) noexcept {
    if (end - at < 16) return span_short(bytes, at, end);
    for (;; at += 16) {
      if (end - at < 16) at = end - 16;
      const std::uint32_t found = strangers(bytes, load(at));
      if (found != 0) return at + std::countr_zero(found);
      if (at + 16 == end) return end;
    }
  }

  // A bit for each of the positions i..i+15 of a chain that holds.
  static std::uint32_t chain_mask(const ByteChain& chain, std::uint32_t i, __m128i text) noexcept {
    __m128i found = _mm_setzero_si128();
    for (std::uint32_t plane = 0; plane < chain.plane_count; ++plane) {
      const ByteChain::Plane& ranges = chain.planes[plane];
      const __m128i distance = _mm_sub_epi8(text, load(ranges.first.data() + i));
      const __m128i within = _mm_min_epu8(distance, load(ranges.width.data() + i));
      found = _mm_or_si128(found, _mm_cmpeq_epi8(within, distance));
    }
    return static_cast<std::uint32_t>(_mm_movemask_epi8(found));
  }

  static bool chain(const ByteChain& chain, const char* at, const char* limit) noexcept {
    if (chain.size < 16) {
      __m128i text;
      if (limit - at >= 16) {
        text = load(at);
      } else {
        alignas(16) char copy[16] = {};
        std::memcpy(copy, at, chain.size);
        text = load(copy);
      }
      return (chain_mask(chain, 0, text) | ~0u << chain.size) == ~0u;
    }
    for (std::uint32_t i = 0;; i += 16) {
      if (chain.size - i < 16) i = chain.size - 16;
      if (chain_mask(chain, i, load(at + i)) != 0xffff) return false;
      if (i + 16 == chain.size) return true;
    }
  }

  static bool date_time(const char* at, CivilTime& time) noexcept {
    const __m128i form = _mm_setr_epi8('0', '0', '0', '0', '-', '0', '0', '-', '0', '0', 'T', '0',
                                       '0', ':', '0', '0');
    const __m128i width = _mm_setr_epi8(9, 9, 9, 9, 0, 9, 9, 0, 9, 9, 0, 9, 9, 0, 9, 9);
    const __m128i digits = _mm_sub_epi8(load(at), form);
    const __m128i within = _mm_cmpeq_epi8(_mm_min_epu8(digits, width), digits);
    if (_mm_movemask_epi8(within) != 0xffff) return false;
    const __m128i pairs = _mm_shuffle_epi8(
        digits, _mm_setr_epi8(0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, -1, -1, -1, -1));
    const __m128i tens = _mm_set1_epi16(0x010a);  // ten times the first, once the second
    const __m128i values = _mm_maddubs_epi16(pairs, tens);
    time.year = _mm_extract_epi16(values, 0) * 100 + _mm_extract_epi16(values, 1);
    time.month = _mm_extract_epi16(values, 2);
    time.day = _mm_extract_epi16(values, 3);
    time.hour = _mm_extract_epi16(values, 4);
    time.minute = _mm_extract_epi16(values, 5);
    return true;
  }

  // Copies up to the next backslash. Whole blocks, while the text has as many bytes left: what is
  // written never reaches further into its buffer than what is read does into the text.
  static void copy_plain(const char*& at, const char* end, char*& out) noexcept {
    const __m128i backslashes = _mm_set1_epi8('\\');
    while (end - at >= 16) {
      const __m128i text = load(at);
      _mm_storeu_si128(reinterpret_cast<__m128i*>(out), text);
      const int found = _mm_movemask_epi8(_mm_cmpeq_epi8(text, backslashes));
      const int count = found == 0 ? 16 : std::countr_zero(static_cast<std::uint32_t>(found));
      at += count;
      out += count;
      if (found != 0) return;
    }
    while (at != end && *at != '\\') *out++ = *at++;
  }

  static std::uint32_t survey(const char* at, const char* end) noexcept {
    if (end - at < 16) return Words::survey(at, end);
    __m128i found = _mm_setzero_si128(), seen = _mm_setzero_si128();
    for (;; at += 16) {
      if (end - at < 16) at = end - 16;
      const __m128i text = load(at);
      found = _mm_or_si128(found, _mm_cmpeq_epi8(text, _mm_set1_epi8('\\')));
      seen = _mm_or_si128(seen, text);
      if (at + 16 == end) break;
    }
    return (_mm_movemask_epi8(found) != 0 ? 1u : 0u) | (_mm_movemask_epi8(seen) != 0 ? 2u : 0u);
  }

  static std::uint64_t backslashes(const char* at, const char* end, const char* limit) noexcept {
    if (limit - at < 64) return Words::backslashes(at, end, limit);
    std::uint64_t found = 0;
    for (int i = 0; i < 64; i += 16) {
      const __m128i same = _mm_cmpeq_epi8(load(at + i), _mm_set1_epi8('\\'));
      found |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(same))) << i;
    }
    return found & Words::low_bits(static_cast<std::size_t>(end - at));
  }

  static bool all(const ByteClass& bytes, const char* at, std::size_t size,
                  const char* limit) noexcept {
    if (size > 16 || limit - at < 16) return Words::all(bytes, at, size, limit);
    return (strangers(bytes, load(at)) & Words::low_bits(size)) == 0;
  }

  static bool has_backslash(const char* at, const char* end, const char* limit) noexcept {
    const __m128i backslashes = _mm_set1_epi8('\\');
    if (limit - at < 16) return assay::has_backslash(at, static_cast<std::size_t>(end - at));
    for (; end - at > 16; at += 16) {
      if (_mm_movemask_epi8(_mm_cmpeq_epi8(load(at), backslashes)) != 0) return true;
      if (limit - at < 32) return assay::has_backslash(at, static_cast<std::size_t>(end - at));
    }
    const auto found =
        static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(load(at), backslashes)));
    return (found & Words::low_bits(static_cast<std::size_t>(end - at))) != 0;
  }
};

}  // namespace assay

#endif  // ASSAY_PARSERS_SIMD_X86_H_
