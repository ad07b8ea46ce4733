// A response with a status that is not 200. The first byte chooses the operation; the rest of the
// first line is "STATUS NAME", NAME being the header X-Amzn-Errortype (absent: no such header); the
// body follows.
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
//          corpus/seeds/fuzz_check_error -dict=build/fuzz/fuzz/fuzz_check_error.dict
//          -max_total_time=60
#include <algorithm>

#include "fuzz/target.h"

using namespace assay;

namespace {

// The shape of the error that the text names, else of the operation's first one.
ShapeIndex shape_named_in(std::string_view text, OperationIndex index) {
  const ContractTables& tables = fuzz::contract().tables();
  const OperationTable& operation = tables.operations[index];
  if (operation.error_count == 0) return kNoIndex;
  ShapeIndex root = tables.errors[operation.first_error].shape;
  for (std::uint32_t i = 0; i < operation.error_count; ++i) {
    const ErrorTable& error = tables.errors[operation.first_error + i];
    if (text.find(error.name) != std::string_view::npos) root = error.shape;
  }
  return root;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const ErrorSeed input(fuzz::contract(), text);
  Subject subject;
  subject.contract = &fuzz::contract();
  subject.operation = input.operation();
  subject.exchange.response = &input.response();
  subject.response_kind = BodyKind::kError;
  const std::string_view body = input.response().body;
  const fuzz::CheckedText checked{shape_named_in(text, input.operation()), body};
  const fuzz::Outcome outcome = fuzz::expect_check(
      [&](Checker& checker) {
        return fuzz::run([&](Findings& findings) {
          return checker.check_error(input.operation(), input.response(), findings);
        });
      },
      subject, {checked});
  const BoundError bound =
      fuzz::checker().bind_error(input.operation(), input.response(), fuzz::value());
  fuzz::expect_bound(outcome, bound.body_status);
  fuzz::expect_check(
      [&](Checker& checker) {
        return fuzz::run([&](Findings& findings) {
          return checker.check_error_body(input.operation(), body, findings);
        });
      },
      subject, {checked});
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  const std::string_view text = fuzz::text_of(data, size);
  const ShapeIndex root = shape_named_in(text, BodySeed(fuzz::contract(), text).operation);
  if (seed % 8 == 0) return fuzz::mutate(root, data, size, max_size, seed);  // the first line too
  return fuzz::mutate_from(std::min(text.find('\n'), size) + 1, root, data, size, max_size, seed);
}
