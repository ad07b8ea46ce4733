// How many wrong readers of date-time the vectors tell: all of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/string_vectors.h"

namespace assay {
namespace {

// A reader of date-time with one thing wrong: rules as data, so that each fault is one change. What
// may be accepted is accepted by the right reader.
struct Reader {
  int min_year = 1, max_year = 9999;
  bool leap_4 = true, leap_100 = true, leap_400 = true, february_29_always = false;
  int month_days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int min_month = 1, max_month = 12, min_day = 1;
  int max_hour = 23, max_minute = 59, max_second = 60;
  bool hour_24_midnight = false;
  std::string_view between = "Tt", zones = "Zz", signs = "+-", point = ".";
  std::string_view date_separator = "-", time_separator = ":";
  int min_fraction = 1, max_fraction = 1'000'000;
  int max_offset_hour = 23, max_offset_minute = 59;
  bool offset = true, offset_colon = true, offset_colon_optional = false, zone_optional = false;
  bool offset_minutes_optional = false, seconds_optional = false, date_alone = false;
  bool basic = false, ordinal = false, week = false, epoch = false, signed_year = false;
  bool trim_before = false, trim_behind = false, newline_behind = false, anything_behind = false;
  bool until_nul = false, unicode_digits = false, one_digit = false, five_digit_year = false;
  bool digit_is_colon = false;
  // How the instant is wrong.
  int offset_sign = 1;
  bool offset_hours_alone = false, offset_ignored = false, fraction_as_number = false;
  bool fraction_rounded = false, fraction_dropped = false, milliseconds_alone = false;
  bool second_60_is_59 = false, negative_fraction = false, julian = false, clamp_1970 = false;
  bool wraps_32 = false;

  std::optional<VectorInstant> read(std::string text) const;
};

class Cursor {
 public:
  Cursor(const Reader& reader, std::string_view text) : reader_(reader), text_(text) {}
  bool done() const { return at_ == text_.size(); }
  char peek() const { return done() ? '\0' : text_[at_]; }
  bool take(std::string_view any) {
    if (done() || any.find(text_[at_]) == any.npos) return false;
    ++at_;
    return true;
  }
  std::optional<int> digit() {
    if (done()) return std::nullopt;
    const char c = text_[at_];
    if ((c >= '0' && c <= '9') || (reader_.digit_is_colon && c == ':')) {
      ++at_;
      return c - '0';
    }
    if (reader_.unicode_digits && text_.substr(at_).starts_with("\xEF\xBC\x90")) {
      at_ += 3;
      return 0;
    }
    return std::nullopt;
  }
  std::optional<int> number(int digits) {
    int value = 0;
    for (int i = 0; i < digits; ++i) {
      const auto next = digit();
      if (!next && reader_.one_digit && i == 1 && digits == 2) return value;
      if (!next) return std::nullopt;
      value = value * 10 + *next;
    }
    return value;
  }
  std::size_t at() const { return at_; }
  void back(std::size_t at) { at_ = at; }

 private:
  const Reader& reader_;
  std::string_view text_;
  std::size_t at_ = 0;
};

std::int64_t days_before(int year, int month, int day, bool julian) {
  std::int64_t days = 0;  // counted year by year and month by month, unlike what is tested
  const auto leap = [julian](int y) {
    return y % 4 == 0 && (julian || y % 100 != 0 || y % 400 == 0);
  };
  for (int y = 1; y < year; ++y) days += leap(y) ? 366 : 365;
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (int m = 1; m < month; ++m) days += kDays[(m - 1) % 12] + (m == 2 && leap(year) ? 1 : 0);
  return days + day - 1 - 719'162;
}

std::optional<VectorInstant> Reader::read(std::string text) const {
  if (until_nul) text = text.substr(0, text.find('\0'));
  if (trim_before) text.erase(0, std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  if (trim_behind) text.erase(text.find_last_not_of(" \t\r\n") + 1);
  if (newline_behind && text.ends_with('\n')) text.pop_back();
  if (epoch && !text.empty() && text.size() < 12 &&
      text.find_first_not_of("0123456789") == text.npos) {
    return VectorInstant{std::stoll(text), 0};
  }
  Cursor in(*this, text);
  if (signed_year) in.take("+");
  auto year = in.number(4);
  if (five_digit_year && in.peek() >= '0' && in.peek() <= '9') year = *year * 10 + *in.digit();
  if (!year || *year < min_year || *year > max_year) return std::nullopt;
  const bool dashes = in.take(date_separator);
  if (!dashes && !basic) return std::nullopt;
  int month = 1, day = 1;
  if (week && in.take("W")) {
    const auto number = in.number(2);
    if (!number || !in.take("-") || !in.digit()) return std::nullopt;
  } else {
    const std::size_t before = in.at();
    const auto day_of_year = in.number(3);
    if (ordinal && day_of_year && in.peek() == 'T') {
      day = *day_of_year;
    } else {
      in.back(before);
      const auto m = in.number(2);
      if (!m || *m < min_month || *m > max_month) return std::nullopt;
      if (dashes && !in.take(date_separator)) return std::nullopt;
      const auto d = in.number(2);
      month = *m;
      if (!d || *d < min_day) return std::nullopt;
      day = *d;
      const bool leap = (leap_4 && *year % 4 == 0) &&
                        (!leap_100 || *year % 100 != 0 || (leap_400 && *year % 400 == 0));
      int most = month_days[(month + 11) % 12];
      if (month == 2 && (leap || february_29_always)) ++most;
      if (day > most) return std::nullopt;
    }
  }
  VectorInstant instant;
  instant.seconds = days_before(*year, month, day, julian) * 86'400;
  if (date_alone && in.done()) return instant;
  if (!in.take(between)) return std::nullopt;
  const auto hour = in.number(2);
  if (!hour) return std::nullopt;
  const bool colons = in.take(time_separator);
  if (!colons && !basic) return std::nullopt;
  const auto minute = in.number(2);
  if (!minute || *minute > max_minute) return std::nullopt;
  std::optional<int> second = 0;
  if (!colons || in.take(time_separator)) {
    second = in.number(2);
  } else if (!seconds_optional) {
    return std::nullopt;
  }
  if (!second || *second > max_second) return std::nullopt;
  const bool midnight = *hour == 24 && *minute == 0 && *second == 0;
  if (*hour > max_hour && !(hour_24_midnight && midnight)) return std::nullopt;
  instant.seconds += *hour * 3'600 + *minute * 60 + *second - (second_60_is_59 && *second == 60);
  if (in.take(point)) {
    std::string digits;
    while (const auto next = in.digit()) digits += static_cast<char>('0' + *next % 10);
    const int count = static_cast<int>(digits.size());
    if (count < min_fraction || count > max_fraction) return std::nullopt;
    if (fraction_as_number) digits.insert(0, digits.size() < 3 ? 3 - digits.size() : 0, '0');
    const bool up = fraction_rounded && digits.size() > 3 && digits[3] >= '5';
    if (milliseconds_alone || fraction_rounded)
      digits.resize(std::min<std::size_t>(3, digits.size()));
    digits.resize(9, '0');
    if (!fraction_dropped) instant.nanoseconds = static_cast<std::uint32_t>(std::stol(digits));
    if (up) instant.nanoseconds += 1'000'000;
    if (negative_fraction && instant.seconds < 0 && instant.nanoseconds != 0) {
      --instant.seconds;
      instant.nanoseconds = 1'000'000'000 - instant.nanoseconds;
    }
  }
  if (!in.take(zones)) {
    const char sign = in.peek();
    if (offset && in.take(signs)) {
      const auto hours = in.number(2);
      if (!hours || *hours > max_offset_hour) return std::nullopt;
      int minutes = 0;
      if (!(offset_minutes_optional && in.done())) {
        if (!(offset_colon && in.take(":")) && !offset_colon_optional) return std::nullopt;
        const auto read = in.number(2);
        if (!read || *read > max_offset_minute) return std::nullopt;
        minutes = *read;
      }
      const int shift = *hours * 3'600 + (offset_hours_alone ? 0 : minutes * 60);
      if (!offset_ignored) instant.seconds -= (sign == '-' ? -shift : shift) * offset_sign;
    } else if (!zone_optional) {
      return std::nullopt;
    }
  }
  if (!in.done() && !anything_behind) return std::nullopt;
  if (clamp_1970) instant.seconds = std::max<std::int64_t>(0, instant.seconds);
  if (wraps_32) instant.seconds = static_cast<std::int32_t>(instant.seconds);
  return instant;
}

// Whether the reader does what the vector wants of it.
bool obeys(const Reader& reader, const StringVector& vector) {
  const auto instant = reader.read(vector.text);
  if (vector.verdict == VectorVerdict::kInvalid) return !instant;
  if (!instant) return vector.verdict == VectorVerdict::kTolerated;
  return *instant == *vector.instant;
}

struct Fault {
  const char* name;
  void (*plant)(Reader&);
};

constexpr Fault kFaults[] = {
    {"year 0", [](Reader& r) { r.min_year = 0; }},
    {"no year 1", [](Reader& r) { r.min_year = 2; }},
    {"no year 9999", [](Reader& r) { r.max_year = 9998; }},
    {"years from 1000", [](Reader& r) { r.min_year = 1000; }},
    {"years from 1582", [](Reader& r) { r.min_year = 1583; }},
    {"years from 1900", [](Reader& r) { r.min_year = 1900; }},
    {"years from 1970", [](Reader& r) { r.min_year = 1970; }},
    {"years until 2037", [](Reader& r) { r.max_year = 2037; }},
    {"years until 2262", [](Reader& r) { r.max_year = 2262; }},
    {"no leap years", [](Reader& r) { r.leap_4 = false; }},
    {"1900 is a leap year", [](Reader& r) { r.leap_100 = false; }},
    {"2000 is none", [](Reader& r) { r.leap_400 = false; }},
    {"29 February always", [](Reader& r) { r.february_29_always = true; }},
    {"30 February", [](Reader& r) { r.month_days[1] = 29; }},
    {"31 February", [](Reader& r) { r.month_days[1] = 31; }},
    {"30 days in January", [](Reader& r) { r.month_days[0] = 30; }},
    {"30 days in March", [](Reader& r) { r.month_days[2] = 30; }},
    {"31 days in April", [](Reader& r) { r.month_days[3] = 31; }},
    {"30 days in May", [](Reader& r) { r.month_days[4] = 30; }},
    {"31 days in June", [](Reader& r) { r.month_days[5] = 31; }},
    {"30 days in July", [](Reader& r) { r.month_days[6] = 30; }},
    {"30 days in August", [](Reader& r) { r.month_days[7] = 30; }},
    {"31 days in September", [](Reader& r) { r.month_days[8] = 31; }},
    {"30 days in October", [](Reader& r) { r.month_days[9] = 30; }},
    {"31 days in November", [](Reader& r) { r.month_days[10] = 31; }},
    {"30 days in December", [](Reader& r) { r.month_days[11] = 30; }},
    {"32 days in December", [](Reader& r) { r.month_days[11] = 32; }},
    {"31 days in each month", [](Reader& r) { std::fill(r.month_days, r.month_days + 12, 31); }},
    {"month 0", [](Reader& r) { r.min_month = 0; }},
    {"month 13", [](Reader& r) { r.max_month = 13; }},
    {"no month 12", [](Reader& r) { r.max_month = 11; }},
    {"day 0", [](Reader& r) { r.min_day = 0; }},
    {"no day 1", [](Reader& r) { r.min_day = 2; }},
    {"hour 24", [](Reader& r) { r.max_hour = 24; }},
    {"24:00:00", [](Reader& r) { r.hour_24_midnight = true; }},
    {"no hour 23", [](Reader& r) { r.max_hour = 22; }},
    {"hour 29", [](Reader& r) { r.max_hour = 29; }},
    {"minute 60", [](Reader& r) { r.max_minute = 60; }},
    {"no minute 59", [](Reader& r) { r.max_minute = 58; }},
    {"minute 99", [](Reader& r) { r.max_minute = 99; }},
    {"second 61", [](Reader& r) { r.max_second = 61; }},
    {"no second 59", [](Reader& r) { r.max_second = 58; }},
    {"second 99", [](Reader& r) { r.max_second = 99; }},
    {"second 60 is 59", [](Reader& r) { r.second_60_is_59 = true; }},
    {"blank for T", [](Reader& r) { r.between = "Tt "; }},
    {"low line for T", [](Reader& r) { r.between = "Tt_"; }},
    {"T is required in small", [](Reader& r) { r.between = "t"; }},
    {"Z is required in small", [](Reader& r) { r.zones = "z"; }},
    {"zone A", [](Reader& r) { r.zones = "ZzA"; }},
    {"no zone", [](Reader& r) { r.zone_optional = true; }},
    {"comma for point", [](Reader& r) { r.point = ".,"; }},
    {"comma only", [](Reader& r) { r.point = ","; }},
    {"empty fraction", [](Reader& r) { r.min_fraction = 0; }},
    {"three digits of fraction", [](Reader& r) { r.min_fraction = 3; }},
    {"two digits of fraction at least", [](Reader& r) { r.min_fraction = 2; }},
    {"two digits of fraction at most", [](Reader& r) { r.max_fraction = 2; }},
    {"no fraction", [](Reader& r) { r.max_fraction = 0; }},
    {"slashes in dates", [](Reader& r) { r.date_separator = "-/"; }},
    {"points in dates", [](Reader& r) { r.date_separator = "-."; }},
    {"points in times", [](Reader& r) { r.time_separator = ":."; }},
    {"offset 24:00", [](Reader& r) { r.max_offset_hour = 24; }},
    {"offset 99:00", [](Reader& r) { r.max_offset_hour = 99; }},
    {"offset 00:60", [](Reader& r) { r.max_offset_minute = 60; }},
    {"offset 00:99", [](Reader& r) { r.max_offset_minute = 99; }},
    {"offset without colon", [](Reader& r) { r.offset_colon_optional = true; }},
    {"offset of hours", [](Reader& r) { r.offset_minutes_optional = true; }},
    {"offset the wrong way", [](Reader& r) { r.offset_sign = -1; }},
    {"offset ignored", [](Reader& r) { r.offset_ignored = true; }},
    {"minutes of the offset ignored", [](Reader& r) { r.offset_hours_alone = true; }},
    {"no seconds", [](Reader& r) { r.seconds_optional = true; }},
    {"date alone", [](Reader& r) { r.date_alone = true; }},
    {"basic format", [](Reader& r) { r.basic = true; }},
    {"ordinal date", [](Reader& r) { r.ordinal = true; }},
    {"week date", [](Reader& r) { r.week = true; }},
    {"epoch seconds", [](Reader& r) { r.epoch = true; }},
    {"signed year", [](Reader& r) { r.signed_year = true; }},
    {"year 10000",
     [](Reader& r) {
       r.five_digit_year = true;
       r.max_year = 99'999;
     }},
    {"blanks before", [](Reader& r) { r.trim_before = true; }},
    {"blanks behind", [](Reader& r) { r.trim_behind = true; }},
    {"line feed behind", [](Reader& r) { r.newline_behind = true; }},
    {"anything behind", [](Reader& r) { r.anything_behind = true; }},
    {"until NUL", [](Reader& r) { r.until_nul = true; }},
    {"digits of Unicode", [](Reader& r) { r.unicode_digits = true; }},
    {"colon as a digit", [](Reader& r) { r.digit_is_colon = true; }},
    {"one digit for two", [](Reader& r) { r.one_digit = true; }},
    {"fraction read as a number", [](Reader& r) { r.fraction_as_number = true; }},
    {"fraction rounded", [](Reader& r) { r.fraction_rounded = true; }},
    {"fraction dropped", [](Reader& r) { r.fraction_dropped = true; }},
    {"fraction cut to milliseconds", [](Reader& r) { r.milliseconds_alone = true; }},
    {"fraction turned round before 1970", [](Reader& r) { r.negative_fraction = true; }},
    {"Julian calendar", [](Reader& r) { r.julian = true; }},
    {"nothing before 1970", [](Reader& r) { r.clamp_1970 = true; }},
    {"32 bits of seconds", [](Reader& r) { r.wraps_32 = true; }},
};

TEST(TimestampKillRate, DateTime) {
  for (const VectorTier tier : {VectorTier::kSmall, VectorTier::kMedium}) {
    const auto derived = derive_timestamp_vectors(TimestampFormat::kDateTime, tier);
    ASSERT_TRUE(derived) << derived.error().to_string();
    const Reader right;
    for (const StringVector& vector : derived->vectors) {
      ASSERT_TRUE(obeys(right, vector)) << vector.text;
      // The right reader takes all that may be taken.
      ASSERT_EQ(right.read(vector.text).has_value(), vector.verdict != VectorVerdict::kInvalid)
          << vector.text;
    }
    std::string survivors;
    std::size_t killed = 0;
    for (const Fault& fault : kFaults) {
      Reader reader;
      fault.plant(reader);
      const bool kills =
          std::any_of(derived->vectors.begin(), derived->vectors.end(),
                      [&](const StringVector& vector) { return !obeys(reader, vector); });
      killed += kills ? 1 : 0;
      if (!kills) survivors += std::string("\n  ") + fault.name;
    }
    std::cout << derived->vectors.size() << " vectors kill " << killed << " of "
              << std::size(kFaults) << " readers\n";
    EXPECT_EQ(killed, std::size(kFaults)) << survivors;
  }
}

}  // namespace
}  // namespace assay
