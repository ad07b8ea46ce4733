// A response with a status that is not 200. The first line of the input is
// "STATUS NAME", NAME being the header X-Amzn-Errortype (absent: no such header); the body follows.
//
//   check(x) = check_plain(x): stage 1 and the plain scanner lead to one answer
//   verdict(x) = invalid  <=>  an error among findings(x);  unchecked <=> a limit among them
//   for f in findings(x): 0 <= begin(f) <= end(f) <= size of its part
//   verdict(x) = valid  =>  bind_error(x) reads the body and has a code
//   check_error_body(body) obeys the same rules
//   diagnose(x, f) shows nothing of what stands below a sensitive member
//
// By hand: cmake --preset fuzz && cmake --build build/fuzz --target fuzz_check_error &&
//          mkdir -p /tmp/corpus && build/fuzz/fuzz/fuzz_check_error /tmp/corpus
//          corpus/seeds/fuzz_check_error -dict=fuzz/contract.dict -max_total_time=60
#include <algorithm>

#include "corpus/fuzz_seeds.h"
#include "fuzz/oracle.h"
#include "spec/contract_tables.h"

using namespace assay;

namespace {

void check_all(const Exchange& exchange, const fuzz::Outcome& outcome) {
  fuzz::cover(outcome);
  fuzz::expect_verdict_follows_findings(outcome);
  fuzz::expect_places(outcome, exchange);
  Subject subject;
  subject.contract = &fuzz::contract();
  subject.exchange = exchange;
  subject.response_kind = BodyKind::kError;
  fuzz::expect_diagnoses(outcome, subject);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ErrorSeed input({reinterpret_cast<const char*>(data), size});
  Exchange exchange;
  exchange.response = &input.response();
  const auto check = [&input](Checker& checker) {
    return fuzz::run(
        [&](Findings& findings) { return checker.check_error(0, input.response(), findings); });
  };
  const fuzz::Outcome outcome = check(fuzz::checker());
  check_all(exchange, outcome);
  const BoundError bound = fuzz::checker().bind_error(0, input.response(), fuzz::value());
  fuzz::expect_bound(outcome, bound.body_status);
  fuzz::expect_same(outcome, check(fuzz::second_checker()));
  const fuzz::Outcome body_outcome = fuzz::run([&](Findings& findings) {
    return fuzz::checker().check_error_body(0, input.response().body, findings);
  });
  check_all(exchange, body_outcome);
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  const ContractTables& tables = fuzz::contract().tables();
  const OperationTable& operation = tables.operations[0];
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  // The shape that the text names, else the operation's first error.
  ShapeIndex root = tables.errors[operation.first_error].shape;
  for (std::uint32_t i = 0; i < operation.error_count; ++i) {
    const ErrorTable& error = tables.errors[operation.first_error + i];
    if (text.find(error.name) != std::string_view::npos) root = error.shape;
  }
  if (seed % 8 == 0) return fuzz::mutate(root, data, size, max_size, seed);  // the first line too
  return fuzz::mutate_from(std::min(text.find('\n'), size) + 1, root, data, size, max_size, seed);
}
