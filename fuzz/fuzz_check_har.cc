// Bytes as an HTTP Archive 1.2: what the reader makes of them is checked as exchanges.
//
//   read(x) ends; check(e) = check_plain(e) for every entry e of it
//   read(x) = error e  =>  its line and column lie within x, and it has a message
//   verdict(e) = invalid  <=>  an error among findings(e);  unchecked <=> a limit among them
//   for f in findings(e): 0 <= begin(f) <= end(f) <= size of its part
//   diagnose(e, f) shows nothing of what stands below a sensitive member
//
// By hand: cmake --preset fuzz && cmake --build build/fuzz --target fuzz_check_har &&
//          mkdir -p /tmp/corpus && build/fuzz/fuzz/fuzz_check_har /tmp/corpus
//          corpus/seeds/fuzz_check_har -dict=build/fuzz/fuzz/fuzz_check_har.dict -max_total_time=60
#include "fuzz/check_exchange.h"
#include "fuzz/target.h"

using namespace assay;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::check_exchanges("input.har", fuzz::text_of(data, size), InputKind::kHar);
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  return fuzz::mutate(kNoIndex, data, size, max_size, seed);  // JSON, of no contract
}
