#include "corpus/instant.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string_view>

namespace assay {
namespace {

struct Civil {
  int year;
  unsigned month, day, weekday;
  int hour, minute, second, millisecond;
};

Civil civil_of(std::int64_t milliseconds) {
  using namespace std::chrono;
  const sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(milliseconds)};
  const auto date = floor<days>(time);
  const year_month_day ymd(date);
  const hh_mm_ss clock(time - date);
  return {static_cast<int>(ymd.year()),
          static_cast<unsigned>(ymd.month()),
          static_cast<unsigned>(ymd.day()),
          weekday(date).c_encoding(),
          static_cast<int>(clock.hours().count()),
          static_cast<int>(clock.minutes().count()),
          static_cast<int>(clock.seconds().count()),
          static_cast<int>(clock.subseconds().count())};
}

std::string date_time(std::int64_t milliseconds, int fraction_digits, std::string_view zone) {
  const Civil c = civil_of(milliseconds);
  std::string out = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", c.year, c.month, c.day,
                                c.hour, c.minute, c.second);
  if (fraction_digits > 0) {
    std::string digits = fmt::format("{:03}", c.millisecond);
    digits.resize(static_cast<std::size_t>(fraction_digits), '0');
    out += '.' + digits;
  }
  return out += zone;
}

// Fraction digits that the instant cannot do without.
int needed_digits(std::int64_t milliseconds) {
  const auto fraction = ((milliseconds % 1000) + 1000) % 1000;
  return fraction == 0 ? 0 : fraction % 100 == 0 ? 1 : fraction % 10 == 0 ? 2 : 3;
}

std::string http_date(std::int64_t milliseconds) {
  constexpr std::string_view kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Civil c = civil_of(milliseconds);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[c.weekday], c.day,
                     kMonths[c.month - 1], c.year, c.hour, c.minute, c.second);
}

}  // namespace

std::int64_t pick_instant(TimestampFormat format, Randomness& random) {
  constexpr std::int64_t kRecent = 1'790'000'000'000;  // September 2026
  constexpr std::int64_t kCorners[] = {0,
                                       kFirstInstant,
                                       kLastInstant,
                                       951'782'400'000,     // 2000-02-29T00:00:00Z
                                       1'709'251'199'999,   // 2024-02-29T23:59:59.999Z
                                       -2'203'891'200'000,  // 1900-03-01T00:00:00Z
                                       -1,
                                       2'147'483'648'000,
                                       4'294'967'296'000};
  std::int64_t instant = kRecent;
  switch (random.below(8)) {
    case 0:
      break;
    case 1:
      instant = random.pick(kCorners);
      break;
    case 2:
      instant = random.between(kFirstInstant, kLastInstant);
      break;
    default:
      instant = kRecent + random.between(0, 30'000'000) * (random.chance(1, 2) ? 1000 : 1);
  }
  if (format == TimestampFormat::kHttpDate) instant -= ((instant % 1000) + 1000) % 1000;
  return instant;
}

std::string write_instant(TimestampFormat format, std::int64_t milliseconds, Randomness& random) {
  const int needed = needed_digits(milliseconds);
  switch (format) {
    case TimestampFormat::kDateTime:
      return date_time(milliseconds, static_cast<int>(random.between(needed, 3)), "Z");
    case TimestampFormat::kHttpDate:
      return http_date(milliseconds);
    case TimestampFormat::kEpochSeconds:
      break;
  }
  const bool negative = milliseconds < 0;
  const std::uint64_t size = negative ? 0 - static_cast<std::uint64_t>(milliseconds)
                                      : static_cast<std::uint64_t>(milliseconds);
  std::string out = fmt::format("{}{}", negative ? "-" : "", size / 1000);
  const auto digits = static_cast<std::size_t>(random.between(needed, 3));
  if (digits > 0) out += '.' + fmt::format("{:03}", size % 1000).substr(0, digits);
  return out;
}

std::string write_tolerated(std::int64_t milliseconds, Randomness& random) {
  const int needed = needed_digits(milliseconds);
  switch (random.below(4)) {
    case 0:
      return date_time(milliseconds, needed, "z");
    case 1: {
      std::string text = date_time(milliseconds, needed, "Z");
      text[10] = 't';
      return text;
    }
    case 2:
      return date_time(milliseconds, static_cast<int>(random.between(4, 9)), "Z");
    default:
      break;
  }
  // Local time must stay within the years that have four digits.
  auto minutes = static_cast<std::int64_t>(random.between(1, 14 * 60));
  if (milliseconds > 0) minutes = -minutes;
  const std::int64_t size = minutes < 0 ? -minutes : minutes;
  const std::string zone =
      fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', size / 60, size % 60);
  return date_time(milliseconds + minutes * 60'000, needed, zone);
}

std::string broken_instant(TimestampFormat format, Randomness& random) {
  if (format == TimestampFormat::kHttpDate) {
    constexpr std::string_view kBroken[] = {"",
                                            "Tue, 31 Feb 2026 18:30:38 GMT",
                                            "2026-11-22T09:37:00Z",
                                            "Tue, 29 Apr 2014 24:30:38 GMT",
                                            "Tue, 29 Apr 2014 18:30:38",
                                            "Tue, 29 Apr 2014 18:30:38 PST",
                                            "29 Apr 2014 18:30:38 GMT",
                                            "Tue, 29 Abc 2014 18:30:38 GMT"};
    return std::string(random.pick(kBroken));
  }
  constexpr std::string_view kBroken[] = {"",
                                          "2026-02-30T00:00:00Z",
                                          "2026-11-22T24:00:00Z",
                                          "2026-11-22T09:37:00",
                                          "2026-11-22 09:37:00Z",
                                          "20261122T093700Z",
                                          "2026-W47-7T09:37:00Z",
                                          "2026-11-22T09:37:00Zx",
                                          "1790000000",
                                          "0000-01-01T00:00:00Z",
                                          "10000-01-01T00:00:00Z",
                                          "2023-02-29T00:00:00Z",
                                          "1900-02-29T00:00:00Z",
                                          "2026-13-01T00:00:00Z",
                                          "2026-00-01T00:00:00Z",
                                          "2026-04-31T00:00:00Z",
                                          "2026-01-00T00:00:00Z",
                                          "2026-11-22T09:60:00Z",
                                          "2026-11-22T09:37:61Z",
                                          "2026-11-22T09:37:00.Z",
                                          "2026-11-22T09:37Z",
                                          "2026-11-22",
                                          "2026-11-22T09:37:00,5Z",
                                          " 2026-11-22T09:37:00Z",
                                          "2026-11-22T09:37:00Z\n",
                                          "+2026-11-22T09:37:00Z",
                                          "2026-11-22T09:37:00+0100",
                                          "2026-11-22T09:37:00+01",
                                          "Sun, 22 Nov 2026 09:37:00 GMT"};
  return std::string(random.pick(kBroken));
}

}  // namespace assay
