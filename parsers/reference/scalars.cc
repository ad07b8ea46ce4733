#include "parsers/reference/scalars.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace assay::reference {
namespace {

constexpr std::size_t kManyDigits = 40;  // more than any 64-bit number has

// Decimal strings without leading zeros.
bool at_most(const std::string& a, const std::string& b) {
  return a.size() != b.size() ? a.size() < b.size() : a <= b;
}

std::string magnitude(std::int64_t value) {
  std::string text = std::to_string(value);
  if (text.front() == '-') text.erase(0, 1);
  return text == "0" ? "" : text;
}

bool leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : kDays[static_cast<std::size_t>(month) - 1];
}

// By counting: year after year, month after month.
std::int64_t days_since_1970(int year, int month, int day) {
  std::int64_t days = day - 1;
  for (int m = 1; m < month; ++m) days += days_in(year, m);
  for (int y = 1970; y < year; ++y) days += leap(y) ? 366 : 365;
  for (int y = year; y < 1970; ++y) days -= leap(y) ? 366 : 365;
  return days;
}

}  // namespace

bool Number::within(std::int64_t low, std::int64_t high) const {
  if (digits.empty()) return low <= 0 && high >= 0;
  if (negative) {
    return low < 0 && at_most(digits, magnitude(low)) &&
           (high >= 0 || at_most(magnitude(high), digits));
  }
  return high > 0 && at_most(digits, magnitude(high)) &&
         (low <= 0 || at_most(magnitude(low), digits));
}

std::int64_t Number::integer() const {
  return std::strtoll(((negative ? "-" : "+") + (digits.empty() ? "0" : digits)).c_str(), nullptr,
                      10);
}

Number read_number(std::string_view json_number) {
  Number number;
  std::string whole, fraction, exponent;
  std::string* part = &whole;
  for (const char c : json_number) {
    if (c == '.') {
      part = &fraction;
      number.plain = false;
    } else if (c == 'e' || c == 'E') {
      part = &exponent;
      number.plain = false;
    } else if (c == '-' && part == &whole) {
      number.negative = true;
    } else if (c != '+') {
      *part += c;
    }
  }
  // digits * 10^(point - digits.size())
  std::string digits = whole + fraction;
  const std::size_t zeros = std::min(digits.find_first_not_of('0'), digits.size());
  digits.erase(0, zeros);
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  if (digits.empty()) return number;
  bool small = false;
  if (!exponent.empty() && exponent[0] == '-') {
    small = true;
    exponent.erase(0, 1);
  }
  exponent.erase(0, std::min(exponent.find_first_not_of('0'), exponent.size()));
  const std::int64_t shift =
      exponent.size() > 15 ? 1'000'000'000'000'000 : std::strtoll(exponent.c_str(), nullptr, 10);
  const std::int64_t point = static_cast<std::int64_t>(whole.size()) -
                             static_cast<std::int64_t>(zeros) + (small ? -shift : shift);
  if (point < static_cast<std::int64_t>(digits.size())) {
    number.fractional = true;
    // The whole part still says whether it is out of range.
    digits.resize(point < 0 ? 0 : static_cast<std::size_t>(point));
  } else if (point > static_cast<std::int64_t>(kManyDigits)) {
    digits.assign(kManyDigits, '9');
  } else {
    digits.resize(static_cast<std::size_t>(point), '0');
  }
  number.digits = digits;
  return number;
}

std::optional<Instant> read_date_time(const std::string& text) {
  static const RE2 kForm(
      R"((\d{4})-(\d{2})-(\d{2})([Tt])(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:([Zz])|([+-])(\d{2}):(\d{2})))");
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  std::string t, fraction, z, sign, offset_hour, offset_minute;
  if (!RE2::FullMatch(text, kForm, &year, &month, &day, &t, &hour, &minute, &second, &fraction, &z,
                      &sign, &offset_hour, &offset_minute)) {
    return std::nullopt;
  }
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in(year, month) || hour > 23 ||
      minute > 59 || second > 60) {
    return std::nullopt;
  }
  Instant instant;
  instant.tolerated = t == "t" || z == "z" || !sign.empty() || fraction.size() > 3 || second == 60;
  std::int64_t offset = 0;
  if (!sign.empty()) {
    const int hours = std::atoi(offset_hour.c_str()), minutes = std::atoi(offset_minute.c_str());
    if (hours > 23 || minutes > 59) return std::nullopt;
    offset = (hours * 60 + minutes) * 60 * (sign == "-" ? -1 : 1);
  }
  instant.seconds =
      days_since_1970(year, month, day) * 86'400 + hour * 3600 + minute * 60 + second - offset;
  fraction.resize(9, '0');
  instant.nanoseconds = std::atoll(fraction.c_str());
  return instant;
}

bool is_http_date(const std::string& text) {
  static const RE2 kForm(
      R"((Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT)");
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  std::string week_day, month_name;
  int day = 0, year = 0, hour = 0, minute = 0, second = 0;
  if (!RE2::FullMatch(text, kForm, &week_day, &day, &month_name, &year, &hour, &minute, &second)) {
    return false;
  }
  const int month = static_cast<int>(kMonths.find(month_name)) / 3 + 1;
  // Another day of the week than the date falls on is tolerated.
  return year >= 1 && day >= 1 && day <= days_in(year, month) && hour <= 23 && minute <= 59 &&
         second <= 60;
}

std::optional<std::size_t> base64_size(std::string_view text) {
  static const RE2 kForm("([A-Za-z0-9+/]*)(={0,2})");
  std::string digits, padding;
  if (!RE2::FullMatch(re2::StringPiece(text.data(), text.size()), kForm, &digits, &padding) ||
      text.size() % 4 != 0) {
    return std::nullopt;
  }
  return text.size() / 4 * 3 - padding.size();
}

std::size_t count_scalars(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) count += (static_cast<unsigned char>(c) >> 6) != 2;
  return count;
}

}  // namespace assay::reference
