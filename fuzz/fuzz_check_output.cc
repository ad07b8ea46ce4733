// A byte that chooses the operation, then bytes as the body of a response with status 200.
//
//   check(x) = check_plain(x): stage 1 and the plain scanner lead to one answer
//   verdict(x) = invalid  <=>  an error among findings(x);  unchecked <=> a limit among them
//   for f in findings(x): 0 <= begin(f) <= end(f) <= size(x), in order of begin
//   verdict(x) = valid  =>  bind(x) succeeds
//   diagnose(x, f) shows nothing of what stands below a sensitive member
//
// By hand: cmake --preset fuzz && cmake --build build/fuzz --target fuzz_check_output &&
//          mkdir -p /tmp/corpus && build/fuzz/fuzz/fuzz_check_output /tmp/corpus
//          corpus/seeds/fuzz_check_output -dict=build/fuzz/fuzz/fuzz_check_output.dict
//          -max_total_time=60
#include "fuzz/target.h"

using namespace assay;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const BodySeed input(fuzz::contract(), fuzz::text_of(data, size));
  HttpResponse response;
  response.status = 200;
  response.body = input.body;
  Subject subject;
  subject.contract = &fuzz::contract();
  subject.operation = input.operation;
  subject.exchange.response = &response;
  const auto check = [&input](Checker& checker) {
    return fuzz::run([&](Findings& findings) {
      return checker.check_output(input.operation, input.body, findings);
    });
  };
  const ShapeIndex root = fuzz::contract().tables().operations[input.operation].output;
  const fuzz::Outcome outcome = fuzz::expect_check(check, subject, {{root, input.body}});
  fuzz::expect_bound(outcome,
                     fuzz::checker().bind_output(input.operation, input.body, fuzz::value()));
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  return fuzz::mutate_body(&OperationTable::output, data, size, max_size, seed);
}
