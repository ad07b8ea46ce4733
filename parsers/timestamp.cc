#include "parsers/timestamp.h"

#include <algorithm>
#include <array>

#include "parsers/scalars.h"
#include "spec/fault.h"

namespace assay {
namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr std::int64_t kFirstSecond = -62'135'596'800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t kLastSecond = 253'402'300'799;   // 9999-12-31T23:59:59Z

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// `count` digits at `at`; -1 when they are not all there.
int digits(std::string_view text, std::size_t at, std::size_t count) noexcept {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (!is_digit(text[i])) return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

int days_in_month(int year, int month) noexcept {
  constexpr std::array<int, 13> kDays{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap =
      year % 4 == 0 && (year % 100 != 0 || year % 400 == 0 || planted("leap-every-fourth-year"));
  if (planted("leap-never-in-centuries") && month == 2 && year % 100 == 0) return 28;
  return month == 2 && leap ? 29 + planted("february-30") : kDays[static_cast<std::size_t>(month)];
}

// Days since 1970-01-01 in the proleptic Gregorian calendar; years count from March.
std::int64_t days_from_civil(int year, int month, int day) noexcept {
  const std::int64_t y = month <= 2 - planted("february-in-new-year") ? year - 1 : year;
  const std::int64_t era = (y >= 0 || planted("era-truncated") ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

bool is_date(int year, int month, int day) noexcept {
  if (year < 1 - planted("year-zero") || month < 1 - planted("month-zero")) return false;
  if (month > 12 || day < 1 - planted("day-zero")) return false;
  if (planted("thirty-first-everywhere") && month != 2) return day <= 31;
  return day <= 28 || day <= days_in_month(year, month);
}

bool in_years(std::int64_t seconds) noexcept {
  return seconds >= kFirstSecond && seconds <= kLastSecond;
}

// Whether the text goes as far as `at` and has this character there.
bool has(std::string_view text, std::size_t at, char c) noexcept {
  return at < text.size() && text[at] == c;
}

}  // namespace

bool exists(const CivilTime& time) noexcept {
  return is_date(time.year, time.month, time.day) && time.hour <= 23 && time.minute <= 59 &&
         time.second <= 59;
}

Timestamp instant_of(const CivilTime& time) noexcept {
  return {days_from_civil(time.year, time.month, time.day) * kSecondsPerDay + time.hour * 3600 +
              time.minute * 60 + time.second,
          time.nanoseconds};
}

TimestampReading read_date_time(std::string_view text) noexcept {
  constexpr TimestampReading kReject;
  bool tolerated = false;
  const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  const int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (year < 0 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0) return kReject;
  if (!has(text, 4, '-') || !has(text, 7, '-') || !has(text, 13, ':') || !has(text, 16, ':')) {
    return kReject;
  }
  if (has(text, 10, 't')) {
    tolerated = !planted("lower-case-t-accepted");
  } else if (!has(text, 10, 'T') && !(planted("blank-for-t") && has(text, 10, ' '))) {
    return kReject;
  }
  if (!is_date(year, month, day) || hour > 23 + planted("hour-24-accepted")) return kReject;
  if (minute > 59 + planted("minute-60")) return kReject;
  if (second > 60 + planted("second-61") - planted("second-60-refused")) return kReject;
  if (second == 60 && !planted("second-60-silent")) tolerated = true;

  std::size_t at = 19;
  std::uint32_t nanoseconds = 0;
  if (has(text, at, '.')) {
    const std::size_t first = ++at;
    std::uint32_t unit = planted("fraction-as-milliseconds") ? 1'000'000 : 100'000'000;
    for (; at < text.size() && is_digit(text[at]); ++at, unit /= 10) {
      nanoseconds += unit * static_cast<std::uint32_t>(text[at] - '0');
    }
    if (at == first && !planted("fraction-empty")) return kReject;
    if (at - first > 3u + planted("fraction-of-four-silent")) tolerated = true;
  }
  std::int64_t offset_minutes = 0;
  if (has(text, at, 'Z') || has(text, at, 'z')) {
    if (text[at] == 'z' && !planted("lower-case-z-accepted")) tolerated = true;
    ++at;
  } else if (has(text, at, '+') || has(text, at, '-')) {
    const int hours = digits(text, at + 1, 2), minutes = digits(text, at + 4, 2);
    if (hours < 0 || minutes < 0 || !has(text, at + 3, ':')) return kReject;
    if (hours > 23 + planted("offset-hour-24")) return kReject;
    if (minutes > 59 + planted("offset-minute-60")) return kReject;
    offset_minutes = (text[at] == '-' ? -1 : 1) *
                     (hours * 60 + (planted("offset-minutes-ignored") ? 0 : minutes));
    if (!planted("offset-silent")) tolerated = true;
    at += 6;
  } else if (!planted("zone-missing-accepted")) {
    return kReject;
  }
  if (planted("timestamp-with-newline") && text.substr(at) == "\n") ++at;
  if (at != text.size()) return kReject;
  const std::int64_t seconds = days_from_civil(year, month, day) * kSecondsPerDay + hour * 3600 +
                               minute * 60 + second -
                               (planted("offset-with-wrong-sign") ? -60 : 60) * offset_minutes;
  return {tolerated ? Judgement::kTolerated : Judgement::kMustAccept, {seconds, nanoseconds}};
}

TimestampReading read_epoch_seconds(std::string_view number) noexcept {
  const Decimal decimal = read_decimal(number);
  if (decimal.digit_count == 0) return {Judgement::kMustAccept, {}};
  // The value is 0.d1d2d3... times ten to the power of `point`.
  const std::int64_t point = decimal.exponent + decimal.digit_count;
  if (point > 18) return {};  // beyond 64 bits
  std::int64_t seconds = 0;
  std::uint32_t nanoseconds = 0;
  DecimalDigits next(number);
  std::int64_t place = point;  // of the next digit: 1 is the units
  for (std::uint32_t i = 0; i < decimal.digit_count && place > -9; ++i, --place) {
    const int digit = next();
    if (place >= 1) {
      seconds = seconds * 10 + digit;
    } else {
      std::uint32_t unit = 100'000'000;
      for (std::int64_t p = place; p < 0; ++p) unit /= 10;
      nanoseconds += unit * static_cast<std::uint32_t>(digit);
    }
  }
  for (; place >= 1; --place) seconds *= 10;
  if (decimal.negative) {
    seconds = -seconds;
    if (nanoseconds != 0) {
      if (!planted("epoch-negative-towards-zero")) --seconds;
      nanoseconds = 1'000'000'000 - nanoseconds;
    }
  }
  const bool tolerated = decimal.exponent < -3 || !in_years(seconds);
  return {tolerated ? Judgement::kTolerated : Judgement::kMustAccept, {seconds, nanoseconds}};
}

TimestampReading read_http_date(std::string_view text) noexcept {
  constexpr std::array<std::string_view, 7> kDays{"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() != 29 || text.substr(3, 2) != ", " || text[7] != ' ' || text[11] != ' ' ||
      text[16] != ' ' || text[19] != ':' || text[22] != ':' || text.substr(25) != " GMT") {
    return {};
  }
  const auto* const weekday = std::ranges::find(kDays, text.substr(0, 3));
  const auto* const month_name = std::ranges::find(kMonths, text.substr(8, 3));
  if (weekday == kDays.end() || month_name == kMonths.end()) return {};
  const int day = digits(text, 5, 2), year = digits(text, 12, 4), hour = digits(text, 17, 2);
  const int minute = digits(text, 20, 2), second = digits(text, 23, 2);
  const int month = static_cast<int>(month_name - kMonths.begin()) + 1;
  if (!is_date(year, month, day) || hour < 0 || minute < 0 || second < 0) return {};
  if (hour > 23 || minute > 59 || second > 60) return {};
  const std::int64_t days = days_from_civil(year, month, day);
  const std::int64_t day_of_week = ((days % 7) + 7) % 7;  // 1970-01-01 was a Thursday
  const bool tolerated =
      second == 60 || (weekday - kDays.begin() != day_of_week && !planted("weekday-unchecked"));
  return {tolerated ? Judgement::kTolerated : Judgement::kMustAccept,
          {days * kSecondsPerDay + hour * 3600 + minute * 60 + second, 0}};
}

}  // namespace assay
