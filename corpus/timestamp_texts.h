// Timestamp texts that turn on a rule of calendar, clock, offset or form.
#ifndef ASSAY_CORPUS_TIMESTAMP_TEXTS_H_
#define ASSAY_CORPUS_TIMESTAMP_TEXTS_H_

#include <cstdint>
#include <string>
#include <vector>

namespace assay {

struct TimestampText {
  std::string text;  // UTF-8
  std::uint32_t flags = 0;
  std::string origin;
};

// `thorough`: errors in one character also of the tolerated forms.
std::vector<TimestampText> date_time_texts(bool thorough);
std::vector<TimestampText> http_date_texts();

// Tokens of JSON numbers, as digits and a power of ten so that verdict and instant are exact.
struct EpochToken {
  std::string token;   // as it is written
  std::string digits;  // without sign, point and exponent
  bool negative = false;
  std::int64_t scale = 0;  // the value is digits times ten to the power of scale
  std::uint32_t flags = 0;
};
std::vector<EpochToken> epoch_tokens();

// "Tue": the day of the week. REQUIRES: a date of the proleptic Gregorian calendar.
std::string weekday_name(int year, int month, int day);

}  // namespace assay

#endif  // ASSAY_CORPUS_TIMESTAMP_TEXTS_H_
