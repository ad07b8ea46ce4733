#include "conformance/text_codec.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace assay {
namespace {

void append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

int hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Days since 1970-01-01 of a date in the proleptic Gregorian calendar.
std::int64_t days_from_civil(std::int64_t year, int month, int day) noexcept {
  year -= month <= 2;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719'468;
}

int days_in_month(int year, int month) noexcept {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

}  // namespace

std::optional<std::string> from_code_units(std::string_view text) {
  std::string out;
  std::uint32_t high = 0;
  std::size_t i = 0;
  while (i < text.size()) {
    if (text.size() - i < 4) return std::nullopt;
    std::uint32_t unit = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const int digit = hex_digit(text[i + k]);
      if (digit < 0) return std::nullopt;
      unit = unit << 4 | static_cast<std::uint32_t>(digit);
    }
    i += 4;
    if (i < text.size() && text[i++] != ' ') return std::nullopt;
    if (high != 0 && unit >= 0xDC00 && unit < 0xE000) {
      append_utf8(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
      high = 0;
      continue;
    }
    if (high != 0) append_utf8(out, high);
    high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
    if (high == 0) append_utf8(out, unit);
  }
  if (high != 0) append_utf8(out, high);
  return out;
}

std::string to_code_units(std::string_view text) {
  std::string out;
  const auto add = [&](std::uint32_t unit) {
    out += fmt::format("{}{:04x}", out.empty() ? "" : " ", unit);
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<std::uint8_t>(text[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t code = size == 1 ? lead : lead & (0x7Fu >> size);
    for (std::size_t k = 1; k < size && i + k < text.size(); ++k) {
      code = code << 6 | (static_cast<std::uint8_t>(text[i + k]) & 0x3Fu);
    }
    i += size;
    if (code >= 0x10000) {
      add(0xD800 + ((code - 0x10000) >> 10));
      add(0xDC00 + ((code - 0x10000) & 0x3FF));
    } else {
      add(code);
    }
  }
  return out;
}

bool has_surrogate(std::string_view text) noexcept {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '\xED' && static_cast<std::uint8_t>(text[i + 1]) >= 0xA0) return true;
  }
  return false;
}

std::optional<Timestamp> parse_instant(std::string_view text) noexcept {
  constexpr std::string_view kShape = "dddd-dd-ddTdd:dd:dd";
  if (text.size() < kShape.size() + 1 || text.back() != 'Z') return std::nullopt;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == 'd' ? !digit : text[i] != kShape[i]) return std::nullopt;
  }
  const auto number = [&](std::size_t at, std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + (text[at + i] - '0');
    return value;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  const int hour = number(11, 2), minute = number(14, 2), second = number(17, 2);
  if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month) || hour > 23 ||
      minute > 59 || second > 59) {
    return std::nullopt;
  }
  Timestamp result{.seconds = days_from_civil(year, month, day) * 86'400 + hour * 3'600 +
                              minute * 60 + second};
  const std::string_view fraction = text.substr(kShape.size(), text.size() - kShape.size() - 1);
  if (fraction.empty()) return result;
  if (fraction[0] != '.' || fraction.size() < 2 || fraction.size() > 10) return std::nullopt;
  std::uint32_t nanoseconds = 0;
  for (std::size_t i = 1; i < 10; ++i) {
    const char c = i < fraction.size() ? fraction[i] : '0';
    if (c < '0' || c > '9') return std::nullopt;
    nanoseconds = nanoseconds * 10 + static_cast<std::uint32_t>(c - '0');
  }
  result.nanoseconds = nanoseconds;
  return result;
}

std::string format_instant(const Timestamp& timestamp) {
  std::int64_t days = timestamp.seconds / 86'400;
  std::int64_t second = timestamp.seconds % 86'400;
  if (second < 0) {
    second += 86'400;
    --days;
  }
  const std::int64_t shifted = days + 719'468;
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
  const std::int64_t day_of_era = shifted - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_index = (5 * day_of_year + 2) / 153;
  const std::int64_t day = day_of_year - (153 * month_index + 2) / 5 + 1;
  const std::int64_t month = month_index < 10 ? month_index + 3 : month_index - 9;
  const std::int64_t year = year_of_era + era * 400 + (month <= 2);
  std::string fraction;
  if (timestamp.nanoseconds != 0) {
    fraction = fmt::format(".{:09}", timestamp.nanoseconds);
    while (fraction.back() == '0') fraction.pop_back();
  }
  return fmt::format(
      fmt::runtime(year < 0 || year > 9999 ? "{:+07}-{:02}-{:02}T{:02}:{:02}:{:02}{}Z"
                                           : "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}Z"),
      year, month, day, second / 3'600, second / 60 % 60, second % 60, fraction);
}

std::string printable(std::string_view bytes, std::size_t limit) {
  std::string out;
  for (const char c : bytes) {
    if (out.size() >= limit) return out + "...";
    const auto byte = static_cast<std::uint8_t>(c);
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (byte < 0x20 || byte >= 0x7F) {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      out += c;
    }
  }
  return out;
}

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) out += fmt::format("{:02x}", static_cast<std::uint8_t>(c));
  return out;
}

bool glob_match(std::string_view pattern, std::string_view text) noexcept {
  std::size_t p = 0, t = 0, star = std::string_view::npos, resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::string markdown_cell(std::string_view bytes, std::size_t limit) {
  std::string out;
  for (const char c : printable(bytes, limit)) {
    if (c == '|' || c == '\\' || c == '`' || c == '<' || c == '*' || c == '_') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace assay
