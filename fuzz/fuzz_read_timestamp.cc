// Bytes as a timestamp in each of the three formats.
//
//   read_date_time(x) = rejected  <=>  the other parser rejects x
//   read_date_time(x) = tolerated <=>  the other parser only tolerates x
//   otherwise both give one instant
//   read_http_date(x) = rejected  <=>  the other parser rejects x
//   read_epoch_seconds(x) = s.f   =>   s.f lies where the digits of x say (x a JSON number)
//   0 <= nanoseconds < 10^9 in every instant
//
// The other parser is a regular expression and arithmetic over days, written apart.
//
// By hand: cmake --preset fuzz && cmake --build build/fuzz --target fuzz_read_timestamp &&
//          mkdir -p /tmp/corpus && build/fuzz/fuzz/fuzz_read_timestamp /tmp/corpus
//          corpus/seeds/fuzz_read_timestamp -dict=build/fuzz/fuzz/fuzz_read_timestamp.dict
//          -max_total_time=60
#include <cmath>
#include <cstdlib>

#include "fuzz/target.h"
#include "parsers/reference/scalars.h"
#include "parsers/timestamp.h"
#include "spec/json_tree.h"

using namespace assay;

namespace {

[[gnu::noinline, noreturn]] void oracle_judgement(std::string_view detail) {
  fuzz::stop("timestamp-judgement", detail);
}
[[gnu::noinline, noreturn]] void oracle_instant(std::string_view detail) {
  fuzz::stop("timestamp-instant", detail);
}
[[gnu::noinline, noreturn]] void oracle_http_date(std::string_view detail) {
  fuzz::stop("http-date", detail);
}
[[gnu::noinline, noreturn]] void oracle_epoch(std::string_view detail) {
  fuzz::stop("epoch-seconds", detail);
}

constexpr std::int64_t kNanoseconds = 1'000'000'000;

void check_date_time(const std::string& text) {
  const TimestampReading reading = read_date_time(text);
  const auto other = reference::read_date_time(text);
  if (other.has_value() != (reading.judgement != Judgement::kMustReject)) oracle_judgement(text);
  if (!other) return;
  if (other->tolerated != (reading.judgement == Judgement::kTolerated)) oracle_judgement(text);
  if (reading.instant.nanoseconds >= kNanoseconds) oracle_instant(text);
  const std::int64_t seconds = other->seconds + other->nanoseconds / kNanoseconds;
  if (reading.instant.seconds != seconds ||
      reading.instant.nanoseconds != other->nanoseconds % kNanoseconds) {
    oracle_instant(text);
  }
}

void check_epoch_seconds(const std::string& text) {
  const auto json = parse_json(text, "");
  if (!json || json->kind != JsonValue::Kind::kNumber || json->text != text) return;
  const TimestampReading reading = read_epoch_seconds(text);
  if (reading.judgement == Judgement::kMustReject) return;
  if (reading.instant.nanoseconds >= kNanoseconds) oracle_epoch(text);
  // Cut after nanoseconds, whatever the sign; a double knows 15 digits of it.
  const double due = std::strtod(text.c_str(), nullptr);
  const double got =
      static_cast<double>(reading.instant.seconds) + reading.instant.nanoseconds / 1e9;
  if (std::fabs(due - got) > 2e-9 + std::fabs(due) * 1e-15) oracle_epoch(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 128) return 0;  // no format has that many bytes, but for digits of a fraction
  const std::string text(fuzz::text_of(data, size));
  check_date_time(text);
  check_epoch_seconds(text);
  const TimestampReading date = read_http_date(text);
  if ((date.judgement != Judgement::kMustReject) != reference::is_http_date(text)) {
    oracle_http_date(text);
  }
  if (date.instant.nanoseconds >= kNanoseconds) oracle_http_date(text);
  return 0;
}
