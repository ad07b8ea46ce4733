// Numbers and base64 as they stand in a body: grammar first, then the exact value.
#ifndef ASSAY_PARSERS_SCALARS_H_
#define ASSAY_PARSERS_SCALARS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "spec/contract_tables.h"
#include "spec/fault.h"

namespace assay {

// What the grammar of numbers says of a text.
enum class NumberGrammar : std::uint8_t {
  kInteger,  // digits only, with or without a minus sign
  kDecimal,  // with a fraction or an exponent
  kCut,      // the text ends before the number does
  kWrong,
};

// Reads the longest number at `begin`. `end` is past it, or where the grammar was left.
// Source: RFC 8259 section 6.
struct NumberScan {
  NumberGrammar grammar = NumberGrammar::kWrong;
  std::uint32_t end = 0;
};
inline NumberScan scan_number(const char* data, std::uint32_t begin, std::uint32_t end) noexcept {
  const auto digit = [&](std::uint32_t at) {
    return at < end && static_cast<unsigned char>(data[at] - '0') <= 9;
  };
  const auto missing = [&](std::uint32_t at) {
    return NumberScan{at >= end ? NumberGrammar::kCut : NumberGrammar::kWrong, at};
  };
  NumberGrammar grammar = NumberGrammar::kInteger;
  std::uint32_t at = begin;
  if (at < end && data[at] == '-') ++at;
  if (!digit(at)) return missing(at);
  if (data[at] == '0' && !planted("leading-zero-accepted")) {
    ++at;
  } else {
    while (digit(at)) ++at;
  }
  if (at < end && data[at] == '.') {
    grammar = NumberGrammar::kDecimal;
    if (!digit(++at) && !planted("dot-without-digits")) return missing(at);
    while (digit(at)) ++at;
  }
  if (at < end && (data[at] | 0x20) == 'e') {
    grammar = NumberGrammar::kDecimal;
    ++at;
    if (at < end && (data[at] == '+' || data[at] == '-')) ++at;
    if (!digit(at) && !planted("exponent-without-digits")) return missing(at);
    while (digit(at)) ++at;
  }
  return {grammar, at};
}

// A number in normal form: the digits from the first to the last that is not zero, as an integer,
// times ten to the power of `exponent`. Zero has no digits. Exponents saturate far beyond any use.
struct Decimal {
  bool negative = false;
  std::uint32_t digit_count = 0;
  std::int64_t exponent = 0;
};
// REQUIRES: `number` is grammatical JSON. Cost: linear in its length, whatever its value.
Decimal read_decimal(std::string_view number) noexcept;

// Gives the digits of the normal form one by one.
class DecimalDigits {
 public:
  explicit DecimalDigits(std::string_view number) noexcept : next_(number.data()) {
    while (*next_ == '-' || *next_ == '0' || *next_ == '.') ++next_;
  }
  // REQUIRES: called at most Decimal::digit_count times.
  int operator()() noexcept {
    if (*next_ == '.') ++next_;
    return *next_++ - '0';
  }

 private:
  const char* next_;
};

// The exact integer that a number is, whatever its spelling.
enum class IntegerKind : std::uint8_t {
  kPlain,       // 60
  kRespelt,     // 60.0, 6e1
  kFractional,  // 60.5
  kTooLarge,    // beyond 64 bits; the value saturates
};
struct IntegerReading {
  IntegerKind kind = IntegerKind::kPlain;
  bool respelt = false;  // also where the value is too large
  std::int64_t value = 0;
};
// REQUIRES: `number` is grammatical JSON.
IntegerReading read_integer(std::string_view number) noexcept;

// What an integer of a width holds.
struct IntegerWidth {
  std::int64_t min;
  std::int64_t max;
};
constexpr IntegerWidth width_of(ShapeKind kind) noexcept {
  switch (kind) {
    case ShapeKind::kByte:
      return {INT8_MIN, INT8_MAX};
    case ShapeKind::kShort:
      return {INT16_MIN, INT16_MAX};
    case ShapeKind::kInteger:
    case ShapeKind::kIntEnum:
      return {INT32_MIN, INT32_MAX};
    default:
      return {INT64_MIN, INT64_MAX};
  }
}

// The nearest double; infinite when the number is beyond the range.
// REQUIRES: `number` is grammatical JSON.
double read_double(std::string_view number) noexcept;

// Whether two grammatical numbers have the same value, and a hash that agrees with it.
bool same_number(std::string_view a, std::string_view b) noexcept;
std::uint64_t hash_number(std::string_view number) noexcept;

// Bytes that a base64 text stands for; -1 when it is not base64 with padding.
// Source: RFC 4648 section 4.
std::int64_t base64_size(std::string_view text) noexcept;

}  // namespace assay

#endif  // ASSAY_PARSERS_SCALARS_H_
