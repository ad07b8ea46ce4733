// Numbers as texts of any size, compared by value.
#ifndef ASSAY_CONFORMANCE_TAGGED_NUMBER_H_
#define ASSAY_CONFORMANCE_TAGGED_NUMBER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assay {

// NaN, Infinity, -Infinity or a decimal that a double can hold.
std::optional<double> parse_double(std::string_view text) noexcept;

// A decimal number as digits without zeros at either end, and a power of ten: equal numbers have
// equal forms, whatever their size.
struct Decimal {
  bool negative = false;
  std::string digits;  // empty for zero
  std::int64_t exponent = 0;
  friend bool operator==(const Decimal&, const Decimal&) = default;
};
std::optional<Decimal> parse_decimal(std::string_view text);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_TAGGED_NUMBER_H_
