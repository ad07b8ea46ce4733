// Scalars as the reference checker reads them: with strings and regular expressions, no tricks.
#ifndef ASSAY_PARSERS_REFERENCE_SCALARS_H_
#define ASSAY_PARSERS_REFERENCE_SCALARS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assay::reference {

// What a JSON number is as an integer.
struct Number {
  bool plain = true;        // spelt without fraction and exponent
  bool fractional = false;  // not a whole number
  bool negative = false;
  std::string digits;  // of a whole number, no leading zeros; more than 40 are cut to "9..."

  // Whether the whole number lies within the bounds, both included.
  bool within(std::int64_t low, std::int64_t high) const;
  std::int64_t integer() const;  // REQUIRES: within 64 bits
};
Number read_number(std::string_view json_number);

// A date-time.
// Units: days are those before 1970-01-01 or after; nanoseconds within the day may reach one day
// with second 60.
struct Instant {
  bool tolerated = false;
  std::int64_t seconds = 0;
  std::int64_t nanoseconds = 0;
};
std::optional<Instant> read_date_time(const std::string& text);
bool is_http_date(const std::string& text);

// The number of bytes that strict base64 stands for.
std::optional<std::size_t> base64_size(std::string_view text);

std::size_t count_scalars(std::string_view utf8);

}  // namespace assay::reference

#endif  // ASSAY_PARSERS_REFERENCE_SCALARS_H_
