#include "parsers/scalars_string.h"

#include "spec/fault.h"

namespace assay {
namespace {

int hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = planted("escape-upper-hex-refused") ? c : static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// REQUIRES: four hexadecimal digits at `at`.
std::uint32_t hex_4(std::string_view raw, std::size_t at) noexcept {
  std::uint32_t value = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    value = value * 16 + static_cast<std::uint32_t>(hex_digit(raw[i]));
  }
  return value;
}

bool is_high(std::uint32_t unit) noexcept { return unit >= 0xd800 && unit < 0xdc00; }
bool is_low(std::uint32_t unit) noexcept { return unit >= 0xdc00 && unit < 0xe000; }

std::size_t put_utf8(std::uint32_t scalar, char* out) noexcept {
  const auto put = [&](std::size_t at, std::uint32_t byte) { out[at] = static_cast<char>(byte); };
  if (scalar < 0x80) {
    put(0, scalar);
    return 1;
  }
  if (scalar < 0x800) {
    put(0, 0xc0 | scalar >> 6);
    put(1, 0x80 | (scalar & 0x3f));
    return 2;
  }
  if (scalar < 0x10000) {
    put(0, 0xe0 | scalar >> 12);
    put(1, 0x80 | (scalar >> 6 & 0x3f));
    put(2, 0x80 | (scalar & 0x3f));
    return 3;
  }
  put(0, 0xf0 | scalar >> 18);
  put(1, 0x80 | (scalar >> 12 & 0x3f));
  put(2, 0x80 | (scalar >> 6 & 0x3f));
  put(3, 0x80 | (scalar & 0x3f));
  return 4;
}

}  // namespace

EscapeScan scan_escapes(std::string_view raw, bool open) noexcept {
  EscapeScan result;
  const auto fault = [&](EscapeFault what, std::size_t begin, std::size_t end) {
    result.fault = what;
    result.begin = static_cast<std::uint32_t>(begin);
    result.end = static_cast<std::uint32_t>(end);
    return result;
  };
  const auto lone = [&](std::size_t at) {
    if (result.surrogate == UINT32_MAX && !planted("lone-surrogate-ignored"))
      result.surrogate = static_cast<std::uint32_t>(at);
  };
  std::size_t high = std::string_view::npos;  // where an unpaired high surrogate ends
  std::size_t at = raw.find('\\');
  while (at != std::string_view::npos) {
    if (at + 1 >= raw.size()) return fault(EscapeFault::kCut, at, raw.size());
    std::size_t end = at + 2;
    std::uint32_t unit = 0;
    switch (raw[at + 1]) {
      case '"':
      case '\\':
      case '/':
      case 'b':
      case 'f':
      case 'n':
      case 'r':
      case 't':
        break;
      case 'u': {
        end = at + 6;
        for (std::size_t i = at + 2; i < end; ++i) {
          if (i >= raw.size()) {
            return fault(open ? EscapeFault::kCut : EscapeFault::kSyntax, at, raw.size());
          }
          if (hex_digit(raw[i]) < 0 && !(planted("escape-hex-unchecked") && i + 1 == end))
            return fault(EscapeFault::kSyntax, at, i + 1);
        }
        unit = hex_4(raw, at + 2);
        break;
      }
      default:
        if (planted("escape-unknown-accepted")) break;
        return fault(EscapeFault::kSyntax, at, end);
    }
    if (high != std::string_view::npos && !(high == at && is_low(unit))) lone(high - 6);
    if (is_low(unit) && high != at && !planted("low-surrogate-unnoticed")) lone(at);
    high = is_high(unit) ? end : std::string_view::npos;
    at = raw.find('\\', end);
  }
  // In a string that is cut short the other half may have been to come.
  if (high != std::string_view::npos && !(open && high == raw.size())) lone(high - 6);
  return result;
}

std::size_t decode_string(std::string_view raw, char* out) noexcept {
  std::size_t size = 0;
  std::size_t at = 0;
  while (at < raw.size()) {
    const char* const from = raw.data() + at;
    const void* const found = std::memchr(from, '\\', raw.size() - at);
    const std::size_t plain =
        found == nullptr ? raw.size() - at
                         : static_cast<std::size_t>(static_cast<const char*>(found) - from);
    std::memcpy(out + size, from, plain);
    size += plain;
    at += plain;
    if (found == nullptr) break;
    const char kind = raw[at + 1];
    at += 2;
    switch (kind) {
      case 'b':
        out[size++] = '\b';
        break;
      case 'f':
        out[size++] = '\f';
        break;
      case 'n':
        out[size++] = '\n';
        break;
      case 'r':
        out[size++] = '\r';
        break;
      case 't':
        out[size++] = planted("escape-tab-as-letter") ? 't' : '\t';
        break;
      case 'u': {
        std::uint32_t scalar = hex_4(raw, at);
        at += 4;
        if (is_high(scalar) && at + 6 <= raw.size() && raw[at] == '\\' && raw[at + 1] == 'u' &&
            is_low(hex_4(raw, at + 2))) {
          scalar = (planted("escape-pair-in-plane-0") ? 0u : 0x10000u) + ((scalar - 0xd800) << 10) +
                   (hex_4(raw, at + 2) - 0xdc00);
          at += 6;
        } else if (is_high(scalar) || is_low(scalar)) {
          scalar = 0xfffd;
        }
        size += put_utf8(scalar, out + size);
        break;
      }
      default:
        out[size++] = kind;  // quote, backslash, slash
    }
  }
  return size;
}

std::size_t count_scalars(std::string_view utf8) noexcept {
  std::size_t count = 0;
  for (const char c : utf8) {
    count += (c & 0xc0) != 0x80;  // all but continuation bytes
    if (planted("length-in-utf16")) count += (c & 0xf8) == 0xf0;
  }
  return count;
}

}  // namespace assay
