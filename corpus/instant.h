// Instants as the three timestamp formats of Smithy write them.
#ifndef ASSAY_CORPUS_INSTANT_H_
#define ASSAY_CORPUS_INSTANT_H_

#include <cstdint>
#include <string>

#include "corpus/randomness.h"
#include "spec/contract_tables.h"

namespace assay {

// Units: milliseconds since 1970-01-01T00:00:00Z.
inline constexpr std::int64_t kFirstInstant = -62'135'596'800'000;  // 0001-01-01T00:00:00Z
inline constexpr std::int64_t kLastInstant = 253'402'300'799'999;   // 9999-12-31T23:59:59.999Z

// An instant of the years 1 to 9999: mostly recent, now and then an end of the range, a leap day,
// the epoch or anything. Whole seconds for http-date.
std::int64_t pick_instant(TimestampFormat format, Randomness& random);

// Text of the must-accept class; 0 to 3 fraction digits, as many as the instant needs at least.
// epoch-seconds gives the digits of a JSON number.
std::string write_instant(TimestampFormat format, std::int64_t milliseconds, Randomness& random);

// date-time text of the same instant in a tolerated form: an offset, more than three fraction
// digits, lower case.
std::string write_tolerated(std::int64_t milliseconds, Randomness& random);

// Text that must be rejected as date-time or http-date.
std::string broken_instant(TimestampFormat format, Randomness& random);

}  // namespace assay

#endif  // ASSAY_CORPUS_INSTANT_H_
