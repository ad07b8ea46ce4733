// Bytes as HTTP/1.1 messages back to back: what the reader makes of them is checked as exchanges.
//
//   read(x) ends; check(e) = check_plain(e) for every exchange e of it: stage 1 and the plain
//   scanner lead to one answer
//   verdict(e) = invalid  <=>  an error among findings(e);  unchecked <=> a limit among them
//   for f in findings(e): 0 <= begin(f) <= end(f) <= size of its part
//   diagnose(e, f) shows nothing of what stands below a sensitive member
//
// By hand: cmake --preset fuzz && cmake --build build/fuzz --target fuzz_check_exchange &&
//          mkdir -p /tmp/corpus && build/fuzz/fuzz/fuzz_check_exchange /tmp/corpus
//          corpus/seeds/fuzz_check_exchange -dict=build/fuzz/fuzz/fuzz_check_exchange.dict
//          -max_total_time=60
#include "fuzz/check_exchange.h"
#include "fuzz/target.h"

using namespace assay;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::check_exchanges("input.http", fuzz::text_of(data, size), InputKind::kHttp);
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  // What follows the last head is the body of a response.
  const std::string_view text = fuzz::text_of(data, size);
  const std::size_t head_end = text.rfind("\r\n\r\n");
  if (head_end == std::string_view::npos || seed % 4 != 0) {
    return fuzz::mutate(kNoIndex, data, size, max_size, seed);
  }
  const ShapeIndex root = fuzz::contract().tables().operations[0].output;
  return fuzz::mutate_from(head_end + 4, root, data, size, max_size, seed);
}
