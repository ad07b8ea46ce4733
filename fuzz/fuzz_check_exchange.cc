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
//          corpus/seeds/fuzz_check_exchange -dict=fuzz/contract.dict -max_total_time=60
#include <algorithm>

#include "fuzz/oracle.h"
#include "parsers/input.h"
#include "spec/contract_tables.h"

using namespace assay;

namespace {

void check_exchange(const Exchange& exchange) {
  const auto check = [&exchange](Checker& checker) {
    return fuzz::run(
        [&](Findings& findings) { return checker.check_exchange(exchange, 0, findings); });
  };
  const fuzz::Outcome outcome = check(fuzz::checker());
  fuzz::cover(outcome);
  fuzz::expect_verdict_follows_findings(outcome);
  fuzz::expect_places(outcome, exchange);
  fuzz::expect_same(outcome, check(fuzz::second_checker()));
  Subject subject;
  subject.contract = &fuzz::contract();
  subject.exchange = exchange;
  if (exchange.response && exchange.response->status != 200) {
    subject.response_kind = BodyKind::kError;
  }
  fuzz::expect_diagnoses(outcome, subject);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  InputOptions options;
  options.kind = InputKind::kHttp;
  options.max_body_bytes = 1u << 20;
  Input input =
      Input::of_text("input.http", {reinterpret_cast<const char*>(data), size}, std::move(options));
  // Every item takes at least a byte; a reader that stands still is stopped by the engine.
  for (;;) {
    const auto item = input.next();
    if (!item || !*item) break;
    if ((*item)->kind == InputItem::Kind::kExchange) check_exchange((*item)->exchange);
  }
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  // What follows the last head is the body of a response.
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t head_end = text.rfind("\r\n\r\n");
  if (head_end == std::string_view::npos || seed % 4 != 0) {
    return fuzz::mutate(kNoIndex, data, size, max_size, seed);
  }
  const ShapeIndex root = fuzz::contract().tables().operations[0].output;
  return fuzz::mutate_from(head_end + 4, root, data, size, max_size, seed);
}
