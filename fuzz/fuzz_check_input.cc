// Bytes as the body of a request.
//
//   check(x) = check_plain(x): stage 1 and the plain scanner lead to one answer
//   verdict(x) = invalid  <=>  an error among findings(x);  unchecked <=> a limit among them
//   for f in findings(x): 0 <= begin(f) <= end(f) <= size(x), in order of begin
//   diagnose(x, f) shows nothing of what stands below a sensitive member
//
// By hand: cmake --preset fuzz && cmake --build build/fuzz --target fuzz_check_input &&
//          mkdir -p /tmp/corpus && build/fuzz/fuzz/fuzz_check_input /tmp/corpus
//          corpus/seeds/fuzz_check_input -dict=fuzz/contract.dict -max_total_time=60
#include "fuzz/oracle.h"
#include "spec/contract_tables.h"

using namespace assay;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  HttpRequest request;
  request.body = body;
  Exchange exchange;
  exchange.request = &request;
  const auto check = [body](Checker& checker) {
    return fuzz::run([&](Findings& findings) { return checker.check_input(0, body, findings); });
  };
  const fuzz::Outcome outcome = check(fuzz::checker());
  fuzz::cover(outcome);
  fuzz::expect_verdict_follows_findings(outcome);
  fuzz::expect_places(outcome, exchange);
  fuzz::expect_same(outcome, check(fuzz::second_checker()));
  Subject subject;
  subject.contract = &fuzz::contract();
  subject.exchange = exchange;
  fuzz::expect_diagnoses(outcome, subject);
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  const ShapeIndex root = fuzz::contract().tables().operations[0].input;
  return fuzz::mutate(root, data, size, max_size, seed);
}
