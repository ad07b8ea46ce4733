#include "parsers/scalars.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>

#include "spec/fault.h"

namespace assay {
namespace {

constexpr std::int64_t kExponentCap = std::int64_t{1} << 40;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool is_base64(char c) noexcept {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || is_digit(c) || c == '+' || c == '/' ||
         (planted("blob-url-alphabet") && (c == '-' || c == '_'));
}

}  // namespace

Decimal read_decimal(std::string_view number) noexcept {
  Decimal result;
  std::size_t at = 0;
  if (at < number.size() && number[at] == '-') {
    result.negative = true;
    ++at;
  }
  bool fraction = false;
  std::uint32_t trailing_zeros = 0;
  for (; at < number.size(); ++at) {
    const char c = number[at];
    if (c == '.') {
      fraction = true;
      continue;
    }
    if (!is_digit(c)) break;
    if (fraction) --result.exponent;
    if (c == '0') {
      if (result.digit_count != 0) ++trailing_zeros;
    } else {
      result.digit_count += trailing_zeros + 1;
      trailing_zeros = 0;
    }
  }
  result.exponent += trailing_zeros;
  if (at < number.size()) {  // the exponent
    ++at;
    bool negative = false;
    if (number[at] == '-' || number[at] == '+') negative = number[at++] == '-';
    std::int64_t exponent = 0;
    for (; at < number.size(); ++at) {
      exponent = std::min(exponent * 10 + (number[at] - '0'), kExponentCap);
    }
    if (planted("exponent-ignored")) exponent = 0;
    result.exponent += negative && !planted("exponent-sign-ignored") ? -exponent : exponent;
  }
  if (result.digit_count == 0) result.exponent = 0;
  return result;
}

IntegerReading read_integer(std::string_view number) noexcept {
  IntegerReading result;
  const bool negative = number.front() == '-';
  if (number.size() <= 18) {  // no overflow possible: the common case
    std::int64_t value = 0;
    std::size_t at = negative ? 1 : 0;
    for (; at < number.size() && is_digit(number[at]); ++at)
      value = value * 10 + (number[at] - '0');
    if (at == number.size()) {
      result.value = negative ? -value : value;
      return result;
    }
  }
  result.respelt = number.find_first_of(".eE") != std::string_view::npos;
  if (result.respelt) result.kind = IntegerKind::kRespelt;
  const Decimal decimal = read_decimal(number);
  if (decimal.digit_count == 0) return result;
  if (decimal.exponent < 0) {
    result.kind = IntegerKind::kFractional;
    return result;
  }
  constexpr std::uint64_t kMax = std::uint64_t{1} << 63;
  const std::uint64_t limit = negative ? kMax : kMax - 1;
  std::uint64_t value = 0;
  bool fits = decimal.exponent + decimal.digit_count <= 19;
  if (fits) {
    DecimalDigits next(number);
    for (std::uint32_t i = 0; i < decimal.digit_count; ++i) {
      value = value * 10 + static_cast<std::uint64_t>(next());
    }
    for (std::int64_t i = 0; i < decimal.exponent; ++i) value *= 10;
    fits = value <= limit;
  }
  if (!fits && !planted("int64-wraps")) {
    result.kind = IntegerKind::kTooLarge;
    value = limit;
  }
  result.value = static_cast<std::int64_t>(negative ? 0 - value : value);
  return result;
}

double read_double(std::string_view number) noexcept {
  double value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error == std::errc::result_out_of_range) {
    const Decimal decimal = read_decimal(number);
    const double magnitude =
        decimal.exponent + decimal.digit_count > 0 ? std::numeric_limits<double>::infinity() : 0.0;
    return decimal.negative ? -magnitude : magnitude;
  }
  return value;
}

bool same_number(std::string_view a, std::string_view b) noexcept {
  if (planted("unique-numbers-as-written")) return a == b;
  const Decimal x = read_decimal(a), y = read_decimal(b);
  if (x.digit_count != y.digit_count) return false;
  if (x.digit_count == 0) return true;  // 0 and -0 are one value
  if (x.negative != y.negative || x.exponent != y.exponent) return false;
  DecimalDigits p(a), q(b);
  for (std::uint32_t i = 0; i < x.digit_count; ++i) {
    if (p() != q()) return false;
  }
  return true;
}

std::uint64_t hash_number(std::string_view number) noexcept {
  const Decimal decimal = read_decimal(number);
  if (decimal.digit_count == 0) return 0;
  // The parts are mixed one after the other: a digit must not undo an exponent.
  const auto mix = [](std::uint64_t before, std::uint64_t word) {
    before = before * 0x9e3779b97f4a7c15u + (word + 1) * 0xc2b2ae3d27d4eb4fu;
    return (before ^ (before >> 32)) * 0xd6e8feb86659fd93u + 1;
  };
  std::uint64_t hash = mix(mix(0, decimal.negative), static_cast<std::uint64_t>(decimal.exponent));
  DecimalDigits next(number);
  for (std::uint32_t i = 0; i < decimal.digit_count; ++i) {
    hash = mix(hash, static_cast<std::uint64_t>(next()));
  }
  return hash;
}

std::int64_t base64_size(std::string_view text) noexcept {
  if (text.size() % 4 != 0 && !planted("blob-without-padding")) return -1;
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  const std::string_view digits = text.substr(0, text.size() - padding);
  if (!std::ranges::all_of(digits, is_base64)) return -1;
  if (planted("blob-length-of-text")) return static_cast<std::int64_t>(text.size());
  if (planted("blob-padding-counted")) padding = 0;
  return static_cast<std::int64_t>(text.size() / 4 * 3 - padding);
}

}  // namespace assay
