#include "parsers/timestamp.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace assay {
namespace {

constexpr std::int64_t kNone = INT64_MIN;

struct Case {
  std::string_view text;
  Judgement judgement;
  std::int64_t seconds = kNone;
  std::uint32_t nanoseconds = 0;
};
constexpr Judgement kMust = Judgement::kMustAccept, kMay = Judgement::kTolerated,
                    kNever = Judgement::kMustReject;

template <typename Read, std::size_t count>
void expect(Read read, const Case (&cases)[count]) {
  for (const Case& c : cases) {
    const TimestampReading reading = read(c.text);
    EXPECT_TRUE(reading.judgement == c.judgement) << c.text;
    if (c.judgement == kNever || reading.judgement != c.judgement) continue;
    EXPECT_EQ(reading.instant.seconds, c.seconds) << c.text;
    EXPECT_EQ(reading.instant.nanoseconds, c.nanoseconds) << c.text;
  }
}

TEST(Timestamp, DateTime) {
  const Case cases[] = {
      {"1970-01-01T00:00:00Z", kMust, 0},
      {"1969-12-31T23:59:59Z", kMust, -1},
      {"0001-01-01T00:00:00Z", kMust, -62135596800},
      {"9999-12-31T23:59:59.999Z", kMust, 253402300799, 999'000'000},
      {"2000-02-29T00:00:00Z", kMust, 951782400},
      {"2024-02-29T12:00:00.5Z", kMust, 1709208000, 500'000'000},
      {"2026-11-22T09:37:21.12Z", kMust, 1795340241, 120'000'000},
      {"2026-11-22T09:37:21.123Z", kMust, 1795340241, 123'000'000},
      {"2026-11-22T09:37:21.1234Z", kMay, 1795340241, 123'400'000},
      {"2026-11-22T09:37:21.123456789Z", kMay, 1795340241, 123'456'789},
      {"2026-11-22T09:37:21.1234567899999Z", kMay, 1795340241, 123'456'789},
      {"2026-11-22T10:37:21+01:00", kMay, 1795340241},
      {"2026-11-22T09:37:21+00:00", kMay, 1795340241},
      {"2026-11-22T09:37:21-00:00", kMay, 1795340241},
      {"2026-11-21T09:38:21-23:59", kMay, 1795340241},
      {"2026-11-22t09:37:21Z", kMay, 1795340241},
      {"2026-11-22T09:37:21z", kMay, 1795340241},
      {"2016-12-31T23:59:60Z", kMay, 1483228800},
      {"1900-02-29T00:00:00Z", kNever},
      {"2023-02-29T00:00:00Z", kNever},
      {"2026-02-30T00:00:00Z", kNever},
      {"2026-04-31T00:00:00Z", kNever},
      {"2026-00-10T00:00:00Z", kNever},
      {"2026-13-10T00:00:00Z", kNever},
      {"2026-01-00T00:00:00Z", kNever},
      {"2026-01-32T00:00:00Z", kNever},
      {"0000-01-01T00:00:00Z", kNever},
      {"-001-01-01T00:00:00Z", kNever},
      {"10000-01-01T00:00:00Z", kNever},
      {"2026-11-22T24:00:00Z", kNever},
      {"2026-11-22T23:60:00Z", kNever},
      {"2026-11-22T23:59:61Z", kNever},
      {"2026-11-22T09:37:21", kNever},
      {"2026-11-22T09:37:21 Z", kNever},
      {"2026-11-22 09:37:21Z", kNever},
      {"2026-11-22T09:37Z", kNever},
      {"2026-11-22T09:37:21.Z", kNever},
      {"2026-11-22T09:37:21,5Z", kNever},
      {"2026-11-22T09:37:21+01", kNever},
      {"2026-11-22T09:37:21+0100", kNever},
      {"2026-11-22T09:37:21+24:00", kNever},
      {"2026-11-22T09:37:21+01:60", kNever},
      {"2026-11-22T09:37:21+01:00Z", kNever},
      {"2026-11-22T09:37:21ZZ", kNever},
      {"2026-11-22T09:37:21Z\n", kNever},
      {" 2026-11-22T09:37:21Z", kNever},
      {"20261122T093721Z", kNever},
      {"2026-W47-7T09:37:21Z", kNever},
      {"2026-326T09:37:21Z", kNever},
      {"2026-11-22", kNever},
      {"1795340241", kNever},
      {"2026-1-22T09:37:21Z", kNever},
      {"2O26-11-22T09:37:21Z", kNever},
      {"2026/11/22T09:37:21Z", kNever},
      {"", kNever},
  };
  expect(read_date_time, cases);
}

TEST(Timestamp, EveryDayHasItsOwnNumber) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  std::int64_t expected = -62135596800;
  char text[32];
  for (int year = 1; year <= 9999; ++year) {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    for (int month = 1; month <= 12; ++month) {
      const int days = kDays[month - 1] + (month == 2 && leap);
      for (int day = 1; day <= days + 1; ++day) {
        const int size =
            std::snprintf(text, sizeof text, "%04d-%02d-%02dT00:00:00Z", year, month, day);
        const TimestampReading reading = read_date_time({text, static_cast<std::size_t>(size)});
        if (day > days) {
          ASSERT_TRUE(reading.judgement == kNever) << text;
          continue;
        }
        ASSERT_TRUE(reading.judgement == kMust) << text;
        ASSERT_EQ(reading.instant.seconds, expected) << text;
        expected += 86400;
      }
    }
  }
}

TEST(Timestamp, EpochSeconds) {
  const Case cases[] = {
      {"0", kMust, 0},
      {"-0", kMust, 0},
      {"0.0e99999999999999999999", kMust, 0},
      {"1795340241", kMust, 1795340241},
      {"1795340241.5", kMust, 1795340241, 500'000'000},
      {"1795340241.125", kMust, 1795340241, 125'000'000},
      {"1.795340241125E9", kMust, 1795340241, 125'000'000},
      {"179534024100e-2", kMust, 1795340241},
      {"-1.5", kMust, -2, 500'000'000},
      {"0.001", kMust, 0, 1'000'000},
      {"1.1000", kMust, 1, 100'000'000},
      {"0.0001", kMay, 0, 100'000},
      {"1.123456789", kMay, 1, 123'456'789},
      {"1.1234567899", kMay, 1, 123'456'789},
      {"1e-400", kMay, 0},
      {"2e2", kMust, 200},
      {"253402300799", kMust, 253402300799},
      {"253402300800", kMay, 253402300800},
      {"-62135596800", kMust, -62135596800},
      {"-62135596801", kMay, -62135596801},
      {"1795340241125", kMay, 1795340241125},  // milliseconds
      {"999999999999999999", kMay, 999999999999999999},
      {"1e18", kNever},
      {"1e400", kNever},
  };
  expect(read_epoch_seconds, cases);
}

TEST(Timestamp, HttpDate) {
  const Case cases[] = {
      {"Tue, 29 Apr 2014 18:30:38 GMT", kMust, 1398796238},
      {"Thu, 01 Jan 1970 00:00:00 GMT", kMust, 0},
      {"Wed, 31 Dec 1969 23:59:59 GMT", kMust, -1},
      {"Mon, 29 Apr 2014 18:30:38 GMT", kMay, 1398796238},
      {"Tue, 29 Apr 2014 18:30:60 GMT", kMay, 1398796260},
      {"Tue, 29 Apr 2014 18:30:38.5 GMT", kNever},
      {"Tue, 29 Apr 2014 18:30:38 UTC", kNever},
      {"tue, 29 Apr 2014 18:30:38 GMT", kNever},
      {"Tue, 9 Apr 2014 18:30:38 GMT", kNever},
      {"Tue, 31 Apr 2014 18:30:38 GMT", kNever},
      {"Tuesday, 29-Apr-14 18:30:38 GMT", kNever},
      {"Tue Apr 29 18:30:38 2014", kNever},
      {"Tue, 29 Apr 2014 24:30:38 GMT", kNever},
      {"", kNever},
  };
  expect(read_http_date, cases);
}

}  // namespace
}  // namespace assay
