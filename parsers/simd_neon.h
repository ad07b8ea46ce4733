// Spans and chains with 16 bytes at a time on aarch64, where every machine has these instructions.
//
// As in simd_x86.h a class is told by two look-ups, of the low half of a byte and of the high one.
// Nothing outside the text is read: the last load overlaps the one before.
#ifndef ASSAY_PARSERS_SIMD_NEON_H_
#define ASSAY_PARSERS_SIMD_NEON_H_

#include <arm_neon.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "parsers/scalars_string.h"
#include "parsers/segment_program.h"
#include "parsers/simd_words.h"
#include "parsers/timestamp.h"

namespace assay {

struct SimdNeon : SimdWords<SimdNeon> {
  using Words = SimdWords<SimdNeon>;

  static uint8x16_t load(const void* at) noexcept {
    return vld1q_u8(static_cast<const std::uint8_t*>(at));
  }
  // Two words that may overlap in the text, side by side.
  static uint8x16_t load_ends(const char* at, const char* end) noexcept {
    const auto word = [](const char* from) {
      return vld1_u8(reinterpret_cast<const std::uint8_t*>(from));
    };
    return vcombine_u8(word(at), word(end - 8));
  }
  // Four bits for each byte, of bytes that are 0 or 255.
  static std::uint64_t mask(uint8x16_t bytes) noexcept {
    return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(bytes), 4)), 0);
  }
  static int place(std::uint64_t mask) noexcept { return std::countr_zero(mask) / 4; }

  // Of every byte that is no member, in the form of mask().
  static std::uint64_t strangers(const ByteClass& bytes, uint8x16_t text) noexcept {
    static constexpr std::uint8_t kHighBits[] = {1, 2, 4, 8, 16, 32, 64, 128,
                                                 1, 2, 4, 8, 16, 32, 64, 128};
    const uint8x16_t high = vqtbl1q_u8(load(kHighBits), vshrq_n_u8(text, 4));
    // An index past the table, as of bytes beyond ASCII, finds 0.
    const uint8x16_t index = vandq_u8(text, vdupq_n_u8(0x8f));
    uint8x16_t low = vqtbl1q_u8(load(bytes.ascii.data()), index);
    if (bytes.wide) {
      const uint8x16_t beyond = veorq_u8(index, vdupq_n_u8(0x80));
      low = vorrq_u8(low, vqtbl1q_u8(load(bytes.beyond.data()), beyond));
    }
    return mask(vceqzq_u8(vandq_u8(low, high)));
  }

  static const char* span_short(const ByteClass& bytes, const char* at, const char* end) noexcept {
    if (end - at >= 8) {
      const std::uint64_t found = strangers(bytes, load_ends(at, end));
      if (found == 0) return end;
      const int first = place(found);
      return first < 8 ? at + first : end - 16 + first;
    }
    while (at != end && bytes.member[static_cast<unsigned char>(*at)] != 0) ++at;
    return at;
  }

  static const char* span(const ByteClass& bytes, const char* at, const char* end) noexcept {
    if (end - at < 16) return span_short(bytes, at, end);
    for (;; at += 16) {
      if (end - at < 16) at = end - 16;
      const std::uint64_t found = strangers(bytes, load(at));
      if (found != 0) return at + place(found);
      if (at + 16 == end) return end;
    }
  }

  // Which of the positions i..i+15 of a chain hold: 255, else 0.
  static uint8x16_t chain_holds(const ByteChain& chain, std::uint32_t i, uint8x16_t text) noexcept {
    uint8x16_t found = vdupq_n_u8(0);
    for (std::uint32_t plane = 0; plane < chain.plane_count; ++plane) {
      const ByteChain::Plane& ranges = chain.planes[plane];
      const uint8x16_t distance = vsubq_u8(text, load(ranges.first.data() + i));
      found = vorrq_u8(found, vcleq_u8(distance, load(ranges.width.data() + i)));
    }
    return found;
  }

  static bool chain(const ByteChain& chain, const char* at, const char*) noexcept {
    if (chain.size < 16) {
      alignas(16) char text[16] = {};
      std::memcpy(text, at, chain.size);
      const std::uint64_t behind = ~std::uint64_t{0} << (4 * chain.size);
      return (mask(chain_holds(chain, 0, load(text))) | behind) == ~std::uint64_t{0};
    }
    for (std::uint32_t i = 0;; i += 16) {
      if (chain.size - i < 16) i = chain.size - 16;
      if (vminvq_u8(chain_holds(chain, i, load(at + i))) != 255) return false;
      if (i + 16 == chain.size) return true;
    }
  }

  static bool date_time(const char* at, CivilTime& time) noexcept {
    static constexpr char kForm[] = "0000-00-00T00:00";
    static constexpr std::uint8_t kWidth[] = {9, 9, 9, 9, 0, 9, 9, 0, 9, 9, 0, 9, 9, 0, 9, 9};
    static constexpr std::uint8_t kPairs[] = {0,  1,  2,  3,  5,   6,   8,   9,
                                              11, 12, 14, 15, 255, 255, 255, 255};
    static constexpr std::uint8_t kTens[] = {10, 1, 10, 1, 10, 1, 10, 1,
                                             10, 1, 10, 1, 10, 1, 10, 1};
    const uint8x16_t digits = vsubq_u8(load(at), load(kForm));
    if (vminvq_u8(vcleq_u8(digits, load(kWidth))) != 255) return false;
    // Ten times the first of two digits and the second, which is less than 100.
    const uint8x16_t pairs = vmulq_u8(vqtbl1q_u8(digits, load(kPairs)), load(kTens));
    const uint16x8_t values = vpaddlq_u8(pairs);
    time.year = vgetq_lane_u16(values, 0) * 100 + vgetq_lane_u16(values, 1);
    time.month = vgetq_lane_u16(values, 2);
    time.day = vgetq_lane_u16(values, 3);
    time.hour = vgetq_lane_u16(values, 4);
    time.minute = vgetq_lane_u16(values, 5);
    return true;
  }

  // As Simd128::copy_plain.
  static void copy_plain(const char*& at, const char* end, char*& out) noexcept {
    while (end - at >= 16) {
      const uint8x16_t text = load(at);
      vst1q_u8(reinterpret_cast<std::uint8_t*>(out), text);
      const std::uint64_t found = mask(vceqq_u8(text, vdupq_n_u8('\\')));
      const int count = found == 0 ? 16 : place(found);
      at += count;
      out += count;
      if (found != 0) return;
    }
    while (at != end && *at != '\\') *out++ = *at++;
  }

  static std::uint32_t survey(const char* at, const char* end) noexcept {
    if (end - at < 16) return Words::survey(at, end);
    uint8x16_t found = vdupq_n_u8(0), seen = vdupq_n_u8(0);
    for (;; at += 16) {
      if (end - at < 16) at = end - 16;
      const uint8x16_t text = load(at);
      found = vorrq_u8(found, vceqq_u8(text, vdupq_n_u8('\\')));
      seen = vorrq_u8(seen, text);
      if (at + 16 == end) break;
    }
    return (vmaxvq_u8(found) != 0 ? 1u : 0u) | (vmaxvq_u8(seen) >= 0x80 ? 2u : 0u);
  }

  static std::uint64_t backslashes(const char* at, const char* end, const char* limit) noexcept {
    if (limit - at < 64) return Words::backslashes(at, end, limit);
    static constexpr std::uint8_t kBits[] = {1, 2, 4, 8, 16, 32, 64, 128,
                                             1, 2, 4, 8, 16, 32, 64, 128};
    const auto bits = [at](int i) {
      return vandq_u8(vceqq_u8(load(at + i), vdupq_n_u8('\\')), load(kBits));
    };
    // Sums of neighbours, three times: a byte for each eight, in order.
    const uint8x16_t pairs = vpaddq_u8(vpaddq_u8(bits(0), bits(16)), vpaddq_u8(bits(32), bits(48)));
    const std::uint64_t found = vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(pairs, pairs)), 0);
    return found & Words::low_bits(static_cast<std::size_t>(end - at));
  }

  static bool all(const ByteClass& bytes, const char* at, std::size_t size,
                  const char* limit) noexcept {
    if (size > 16 || limit - at < 16) return Words::all(bytes, at, size, limit);
    return (strangers(bytes, load(at)) & first_bytes(size)) == 0;
  }

  static bool has_backslash(const char* at, const char* end, const char* limit) noexcept {
    if (limit - at < 16) return assay::has_backslash(at, static_cast<std::size_t>(end - at));
    const uint8x16_t backslashes = vdupq_n_u8('\\');
    for (; end - at > 16; at += 16) {
      if (vmaxvq_u8(vceqq_u8(load(at), backslashes)) != 0) return true;
      if (limit - at < 32) return assay::has_backslash(at, static_cast<std::size_t>(end - at));
    }
    const auto left = static_cast<std::size_t>(end - at);
    return (mask(vceqq_u8(load(at), backslashes)) & first_bytes(left)) != 0;
  }

 private:
  // Of the first bytes, up to 16, in the form of mask().
  static std::uint64_t first_bytes(std::size_t count) noexcept {
    return count >= 16 ? ~std::uint64_t{0} : (std::uint64_t{1} << (4 * count)) - 1;
  }
};

}  // namespace assay

#endif  // ASSAY_PARSERS_SIMD_NEON_H_
