// A byte that chooses the operation, one that chooses the kind of body, then bytes as a body.
//
//   check(x) on every level of SIMD = check_plain(x) = reference(x), in ids and verdict
//   on_demand(x) finds the same of what a body alone can break
//
// The engines share neither reader nor walk: the library over simdjson's structural index, the slow
// reference over another JSON library, and simdjson's On-Demand cursor over the tables.
//
// By hand: cmake --preset fuzz && cmake --build build/fuzz --target fuzz_check_differential &&
//          mkdir -p /tmp/corpus && build/fuzz/fuzz/fuzz_check_differential /tmp/corpus
//          corpus/seeds/fuzz_check_differential -dict=build/fuzz/fuzz/fuzz_check_differential.dict
//          -max_total_time=60
#include "fuzz/target.h"
#include "parsers/reference/differential.h"

using namespace assay;

namespace {

using Kind = reference::Differential::Kind;

[[gnu::noinline, noreturn]] void oracle_difference(const std::string& detail) {
  fuzz::stop("difference", detail);
}

reference::Differential& differential() {
  static reference::Differential instance(fuzz::contract());
  return instance;
}

Kind kind_of(std::uint8_t byte) {
  return byte % 3 == 0 ? Kind::kOutput : byte % 3 == 1 ? Kind::kInput : Kind::kError;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const BodySeed input(fuzz::contract(), fuzz::text_of(data, size));
  const std::string_view body = input.body.substr(1);
  const Kind kind = kind_of(data[1]);
  const std::string difference = differential().difference(kind, input.operation, body);
  if (!difference.empty()) oracle_difference(difference);
  fuzz::Outcome outcome;
  const auto findings = differential().findings();
  outcome.findings.assign(findings.begin(), findings.end());
  const OperationTable& operation = fuzz::contract().tables().operations[input.operation];
  fuzz::cover(outcome, {{kind == Kind::kOutput  ? operation.output
                         : kind == Kind::kInput ? operation.input
                                                : kNoIndex,
                         body}});
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  if (size < 3 || seed % 16 == 0) return fuzz::mutate(kNoIndex, data, size, max_size, seed);
  const BodySeed chosen(fuzz::contract(), fuzz::text_of(data, size));
  const OperationTable& operation = fuzz::contract().tables().operations[chosen.operation];
  const ShapeIndex root = kind_of(data[1]) == Kind::kInput ? operation.input : operation.output;
  return fuzz::mutate_from(2, root, data, size, max_size, seed);
}
