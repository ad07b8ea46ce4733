// Bytes as a service model, in either form: content tells them apart.
//
//   compile(x) = error e  =>  1 <= line(e) <= lines(x), 1 <= column(e) <= size of that line + 1,
//                             and a message that says something
//   compile(x) = c, every pattern with an automaton  =>
//                             compile(x) again is c: model hash, constraints, notes
//   c without notes, m = minimal body of an operation of c  =>  check(m) is not invalid
//   time and memory of compile(x) are bounded whatever the patterns of x are
//
// By hand: cmake --preset fuzz && cmake --build build/fuzz --target fuzz_load_model &&
//          mkdir -p /tmp/corpus && build/fuzz/fuzz/fuzz_load_model /tmp/corpus
//          corpus/seeds/fuzz_load_model -dict=fuzz/fuzz_load_model.dict -max_total_time=60
#include <assay/checker.h>
#include <assay/contract.h>

#include <algorithm>
#include <array>
#include <string>

#include "corpus/minimal_value.h"
#include "fuzz/target.h"

using namespace assay;

namespace {

[[noreturn]] void broken(const char* rule, const std::string& detail) { fuzz::stop(rule, detail); }

void expect_place(std::string_view text, const Error& error) {
  const std::string said = error.to_string();
  if (error.message.empty()) broken("error-without-a-message", said);
  if (error.line == 0 || error.column == 0) broken("error-without-a-place", said);
  std::string_view rest = text;
  for (std::uint32_t line = 1; line < error.line; ++line) {
    const std::size_t end = rest.find('\n');
    if (end == rest.npos) broken("line-beyond-the-text", said);
    rest.remove_prefix(end + 1);
  }
  const std::size_t width = std::min(rest.find('\n'), rest.size());
  if (error.column > width + 1) broken("column-beyond-the-line", said);
}

void expect_same(const Contract& first, const Contract& second) {
  if (first.model_hash() != second.model_hash()) broken("another-hash", "");
  if (first.constraint_count() != second.constraint_count()) broken("other-constraints", "");
  for (ConstraintIndex i = 0; i < first.constraint_count(); ++i) {
    const ConstraintInfo one = first.constraint(i), other = second.constraint(i);
    if (one.id != other.id || one.requirement != other.requirement) {
      broken("other-constraints", std::string(one.id));
    }
  }
  if (first.notes().size() != second.notes().size()) broken("other-notes", "");
}

void expect_minimal_bodies_conform(const Contract& contract) {
  if (!contract.notes().empty()) return;
  const ContractTables& tables = contract.tables();
  Checker checker(contract);
  std::array<Violation, 16> storage{};
  for (OperationIndex i = 0; i < contract.operation_count(); ++i) {
    for (const bool input : {true, false}) {
      const ShapeIndex root = input ? tables.operations[i].input : tables.operations[i].output;
      if (root == kNoIndex) continue;
      const auto body = minimal_json(tables, root);
      if (!body) continue;
      Findings findings(storage);
      const Verdict verdict = input ? checker.check_input(i, *body, findings)
                                    : checker.check_output(i, *body, findings);
      if (verdict == Verdict::kInvalid) broken("minimal-body-is-invalid", *body);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > (std::size_t{1} << 16)) return 0;  // larger ones say nothing new, slowly
  const std::string text(fuzz::text_of(data, size));
  const ContractSources sources{{"model.json", text}, {}, {}};
  const auto contract = Contract::compile(sources);
  if (!contract) {
    expect_place(text, contract.error());
    return 0;
  }
  // Patterns without automata cost the most, and have been compiled one by one already.
  for (const ContractNote& note : contract->notes()) {
    if (note.kind == ContractNote::Kind::kFallbackPattern) return 0;
  }
  const auto again = Contract::compile(sources);
  if (!again) broken("compiles-only-once", again.error().to_string());
  expect_same(*contract, *again);
  expect_minimal_bodies_conform(*contract);
  return 0;
}
