// Timestamps in the three formats of Smithy, judged three-valued: for messages and for clients.
#ifndef ASSAY_PARSERS_TIMESTAMP_H_
#define ASSAY_PARSERS_TIMESTAMP_H_

#include <assay/value.h>

#include <cstdint>
#include <string_view>

namespace assay {

// What the contract says of a spelling.
enum class Judgement : std::uint8_t {
  kMustAccept,
  kTolerated,  // readable beyond doubt, not what should be sent
  kMustReject,
};

// `instant` is set unless the judgement is kMustReject.
struct TimestampReading {
  Judgement judgement = Judgement::kMustReject;
  Timestamp instant;
};

// A date and time of day in UTC, not yet known to exist.
struct CivilTime {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  std::uint32_t nanoseconds = 0;
};
// Whether it does, second 60 apart.
bool exists(const CivilTime& time) noexcept;
// REQUIRES: exists(time).
Timestamp instant_of(const CivilTime& time) noexcept;

// `2026-11-22T09:37:21.125Z`. Must accept: years 0001 to 9999, real dates, `T`, `Z`, 0 to 3
// fraction digits, seconds to 59. Tolerated: numeric offsets, more digits (cut after nanoseconds),
// lower case, second 60 (the instant is that of the next second). Everything else must be rejected.
// Source: Smithy timestampFormat date-time; RFC 3339 section 5.6.
TimestampReading read_date_time(std::string_view text) noexcept;

// A JSON number of seconds. Must accept: up to 3 fraction digits, years 0001 to 9999. Tolerated:
// more digits, cut after nanoseconds, and other years as far as 18 digits go. REQUIRES: `number` is
// grammatical JSON.
TimestampReading read_epoch_seconds(std::string_view number) noexcept;

// `Tue, 29 Apr 2014 18:30:38 GMT`. Tolerated: the name of another day of the week, second 60.
// Source: RFC 9110 section 5.6.7, IMF-fixdate.
TimestampReading read_http_date(std::string_view text) noexcept;

}  // namespace assay

#endif  // ASSAY_PARSERS_TIMESTAMP_H_
