// Bytes as a line of the driver protocol, in each of its three roles.
//
//   read(x) = error e  =>  a message that says something, its column within x
//   read_outcome(x) = o  =>  read_outcome(write_outcome(o)) is written as o is
//   read_hello(x) = h    =>  read_hello(write_hello(h)) is written as h is
//   read_request(x) = c  =>  read_request(write_call(c)) is written as c is
//
// By hand: cmake --preset fuzz && cmake --build build/fuzz --target fuzz_read_driver &&
//          mkdir -p /tmp/corpus && build/fuzz/fuzz/fuzz_read_driver /tmp/corpus
//          corpus/seeds/fuzz_read_driver -dict=build/fuzz/fuzz/fuzz_read_driver.dict
//          -max_total_time=60
#include <charconv>

#include "conformance/protocol.h"
#include "fuzz/target.h"

using namespace assay;

namespace {

[[gnu::noinline, noreturn]] void oracle_driver_error(std::string_view detail) {
  fuzz::stop("driver-error", detail);
}
[[gnu::noinline, noreturn]] void oracle_driver_again(std::string_view detail) {
  fuzz::stop("driver-again", detail);
}

void expect_error(const Error& error, std::string_view line) {
  if (error.message.empty() || error.offset > line.size() || error.column > line.size() + 1) {
    oracle_driver_error(error.message);
  }
}

// What was written must be read, and be written in the same way again.
template <typename Read, typename Write>
void expect_round_trip(std::string_view line, Read read, Write write) {
  const auto first = read(line);
  if (!first) {
    expect_error(first.error(), line);
    return;
  }
  const std::string written = write(*first);
  const auto second = read(written);
  if (!second) oracle_driver_again(second.error().message);
  if (write(*second) != written) oracle_driver_again("another line");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line = fuzz::text_of(data, size);
  constexpr std::uint64_t kId = 7;
  expect_round_trip(line, read_hello, write_hello);
  expect_round_trip(
      line, [](std::string_view text) { return read_outcome(text, kId); },
      [](const Outcome& outcome) { return write_outcome(kId, outcome); });
  expect_round_trip(line, read_request, [](const Request& request) {
    switch (request.kind) {
      case Request::Kind::kHello:
        return write_hello_request();
      case Request::Kind::kCall:
        return write_call(request.call);
      default:
        return write_bye();
    }
  });
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  return fuzz::mutate(kNoIndex, data, size, max_size, seed);  // JSON, of no contract
}
