// Spans and chains a byte at a time: every machine has this, and the others are compared with it.
#ifndef ASSAY_PARSERS_SIMD_PLAIN_H_
#define ASSAY_PARSERS_SIMD_PLAIN_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "parsers/segment_program.h"
#include "parsers/simd_words.h"
#include "parsers/timestamp.h"

namespace assay {

struct SimdPlain : SimdWords<SimdPlain> {
  static const char* span(const ByteClass& bytes, const char* at, const char* end) noexcept {
    const auto is = [&](std::ptrdiff_t i) {
      return bytes.member[static_cast<unsigned char>(at[i])];
    };
    while (end - at >= 8 && (is(0) & is(1) & is(2) & is(3) & is(4) & is(5) & is(6) & is(7)) != 0) {
      at += 8;
    }
    while (at != end && is(0) != 0) ++at;
    return at;
  }

  static bool chain(const ByteChain& chain, const char* at, const char*) noexcept {
    for (std::uint32_t i = 0; i < chain.size; ++i) {
      const auto byte = static_cast<std::uint8_t>(at[i]);
      bool found = false;
      for (std::uint32_t plane = 0; plane < chain.plane_count; ++plane) {
        const ByteChain::Plane& ranges = chain.planes[plane];
        found |= static_cast<std::uint8_t>(byte - ranges.first[i]) <= ranges.width[i];
      }
      if (!found) return false;
    }
    return true;
  }

  static bool date_time(const char* at, CivilTime& time) noexcept {
    constexpr char kForm[] = "0000-00-00T00:00";
    for (std::size_t i = 0; i < 16; ++i) {
      const auto above = static_cast<unsigned char>(at[i] - kForm[i]);
      if (above > (kForm[i] == '0' ? 9 : 0)) return false;
    }
    const auto pair = [&](std::size_t i) { return (at[i] - '0') * 10 + (at[i + 1] - '0'); };
    time.year = pair(0) * 100 + pair(2);
    time.month = pair(5);
    time.day = pair(8);
    time.hour = pair(11);
    time.minute = pair(14);
    return true;
  }

  static void copy_plain(const char*& at, const char* end, char*& out) noexcept {
    while (at != end && *at != '\\') *out++ = *at++;
  }

  static bool has_backslash(const char* at, const char* end, const char*) noexcept {
    return at != end && std::memchr(at, '\\', static_cast<std::size_t>(end - at)) != nullptr;
  }
};

}  // namespace assay

#endif  // ASSAY_PARSERS_SIMD_PLAIN_H_
