#include "parsers/checker_access.h"

#include <utility>

#include "parsers/checker_state.h"

namespace assay {

Checker CheckerAccess::with_engine(Contract contract, Limits limits, IndexEngine engine) {
  Checker checker(contract, limits);
  checker.state_ =
      std::make_unique<Checker::State>(std::move(contract), limits, engine, chosen_simd_level());
  return checker;
}

Checker CheckerAccess::with_simd(Contract contract, Limits limits, SimdLevel level) {
  Checker checker(contract, limits);
  checker.state_ =
      std::make_unique<Checker::State>(std::move(contract), limits, IndexEngine::kStage1, level);
  return checker;
}

bool CheckerAccess::fast_output(Checker& checker, OperationIndex operation, std::string_view body) {
  Checker::State& state = *checker.state_;
  Findings findings({});
  const Checker::State::Body opened = state.open(body, HttpPart::kResponseBody, findings);
  const ShapeIndex shape = state.contract.tables().operations[operation].output;
  state.begin_message();
  return findings.total() == 0 && opened.usable &&
         state.clean(operation, &state.plan.shape(shape), BodyRole::kOutput, opened,
                     HttpPart::kResponseBody, state.slots_of(operation)) &&
         state.rules_hold(operation);
}

bool CheckerAccess::settles(Checker& checker, OperationIndex operation, BodyKind kind,
                            const IndexedText& text) noexcept {
  if (kind != BodyKind::kInput && kind != BodyKind::kOutput) return false;
  Checker::State& state = *checker.state_;
  const bool input = kind == BodyKind::kInput;
  const OperationTable& table = state.contract.tables().operations[operation];
  const ShapeIndex shape = input ? table.input : table.output;
  if (shape == kNoIndex || text.size > state.limits.max_body_bytes) return false;
  if ((input ? table.input_stream : table.output_stream) != kNoIndex) return false;
  state.begin_message();
  return state.clean(operation, &state.plan.shape(shape),
                     input ? BodyRole::kInput : BodyRole::kOutput, {text, 0, true},
                     input ? HttpPart::kRequestBody : HttpPart::kResponseBody,
                     state.slots_of(operation)) &&
         state.rules_hold(operation);
}

}  // namespace assay
