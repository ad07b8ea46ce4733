#include <assay/checker.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "parsers/checker_state.h"
#include "parsers/http_check.h"
#include "parsers/walk.h"
#include "spec/fault.h"

namespace assay {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// Offsets have 32 bits; stage 1 wants some room beyond the text.
Limits usable(Limits limits) {
  constexpr std::size_t kMost = (std::size_t{1} << 32) - 64;
  limits.max_body_bytes = std::clamp<std::size_t>(limits.max_body_bytes, 1, kMost);
  limits.max_depth = std::clamp<std::uint32_t>(limits.max_depth, 1, 1u << 24);
  limits.max_keys_per_object = std::clamp<std::uint32_t>(limits.max_keys_per_object, 1, 1u << 28);
  return limits;
}

// Where two findings stand in one message; sorting allocates nothing.
bool stands_before(const Violation& a, const Violation& b) noexcept {
  const auto place = [](const Violation& v) {
    return std::tuple(v.part, v.header, v.begin, v.end, v.constraint);
  };
  return place(a) < place(b);
}

}  // namespace

Verdict FindingsSince::finish(bool limited) noexcept {
  const std::span<Violation> added = findings_.stored().subspan(first_);
  if (added.size() > 1 && !std::ranges::is_sorted(added, stands_before)) {
    std::ranges::sort(added, stands_before);
  }
  if (limited) return Verdict::kUnchecked;
  return findings_.count(Severity::kError) > errors_ ? Verdict::kInvalid : Verdict::kValid;
}

Checker::State::State(Contract contract_in, Limits limits_in, IndexEngine engine, SimdLevel level)
    : contract(std::move(contract_in)),
      limits(usable(limits_in)),
      plan(contract.tables(), true, level),
      index(limits.max_body_bytes, engine),
      scratch(plan, limits.max_depth, limits.max_body_bytes, limits.max_keys_per_object),
      simd(&simd_functions(level)),
      name_texts(std::make_unique_for_overwrite<char[]>(limits.max_body_bytes)) {
  std::uint32_t most = 0;
  for (const OperationTable& operation : contract.tables().operations) {
    most = std::max(most, operation.slot_count);
  }
  slots.resize(most);
  for (const RuleTable& rule : contract.tables().rules) {
    const bool inferred = contract.tables().constraints[rule.constraint].basis == Basis::kInferred;
    // A slot that no message fills stands for a rule that does not count.
    rule_slots.push_back(inferred && !limits.inferred_rules ? kNoSlot : slot_bits(rule));
  }
}

void Checker::State::add(ProtocolRule rule, HttpPart part, std::uint32_t begin, std::uint32_t end,
                         Findings& findings, std::int64_t measured) noexcept {
  Violation violation;
  violation.constraint = index_of(rule);
  violation.measured = measured;
  violation.severity = contract.tables().constraints[violation.constraint].severity;
  violation.part = part;
  violation.begin = begin;
  violation.end = end;
  findings.add(violation);
}

auto Checker::State::open(std::string_view body, HttpPart part, Findings& findings) noexcept
    -> Body {
  Body result;
  if (ready.declined && ready.text.data == body.data() && ready.text.size == body.size()) {
    ready.declined = false;
    result = ready;
    result.declined = true;
    return result;
  }
  if (body.size() + planted("size-limit-early") > limits.max_body_bytes) {
    const auto at = static_cast<std::uint32_t>(limits.max_body_bytes);
    add(ProtocolRule::kLimitSize, part, at, at, findings, static_cast<std::int64_t>(body.size()));
    return result;
  }
  result.usable = true;
  if (body.starts_with(kByteOrderMark)) {
    result.offset = static_cast<std::uint32_t>(kByteOrderMark.size());
    if (!planted("bom-tolerated")) {
      add(ProtocolRule::kBodyBom, part, 0, result.offset, findings);
    }
  }
  result.text = index.index(body.substr(result.offset));
  return result;
}

void Checker::State::add_stream(ConstraintIndex constraint, HttpPart part, std::string_view body,
                                Findings& findings) noexcept {
  Violation violation;
  violation.constraint = constraint;
  violation.severity = contract.tables().constraints[constraint].severity;
  violation.part = part;
  violation.end = static_cast<std::uint32_t>(std::min(body.size(), limits.max_body_bytes));
  findings.add(violation);
}

std::span<SlotValue> Checker::State::slots_of(OperationIndex operation) noexcept {
  return std::span(slots).first(contract.tables().operations[operation].slot_count);
}

auto Checker::State::check_input_body(OperationIndex operation, bool known, std::string_view body,
                                      Findings& findings) noexcept -> Outcome {
  const ConstraintIndex stream = contract.tables().operations[operation].input_stream;
  if (known && stream != kNoIndex) {
    add_stream(stream, HttpPart::kRequestBody, body, findings);
    return {false, true};
  }
  if (body.empty()) {
    add(ProtocolRule::kRequestBodyEmpty, HttpPart::kRequestBody, 0, 0, findings);
    return {};
  }
  const Body opened = open(body, HttpPart::kRequestBody, findings);
  if (!opened.usable) return {false, true};
  const ShapeIndex shape = contract.tables().operations[operation].input;
  const PlanShape* const root =
      !known || shape == kNoIndex ? &plan.any_object() : &plan.shape(shape);
  if (known && shape != kNoIndex && !opened.declined &&
      clean(operation, root, BodyRole::kInput, opened, HttpPart::kRequestBody,
            slots_of(operation))) {
    return {};
  }
  settle_slots(operation);
  const CheckSubject subject{
      operation,     BodyRole::kInput, HttpPart::kRequestBody,
      opened.offset, !known,           known ? slots_of(operation) : std::span<SlotValue>()};
  WalkCheck sink(plan, scratch, opened.text, subject, findings);
  Walk walk(plan, scratch, opened.text, sink);
  const bool complete = walk.run(root);
  return {complete, sink.limited()};
}

// Every `__type` and `code` that the walk left to this, since they named no error after all.
void Checker::State::add_error_names_unknown(ShapeIndex output, const Body& body,
                                             Findings& findings) noexcept {
  each_error_name(body.text, scratch, [&](const StringToken& name, std::string_view text) noexcept {
    const ShapeTable table = output == kNoIndex ? ShapeTable{} : contract.tables().shapes[output];
    for (std::uint32_t i = 0; i < table.member_count; ++i) {
      if (contract.tables().members[table.first_member + i].name == text) return;
    }
    add(ProtocolRule::kResponseUnknownMember, HttpPart::kResponseBody, body.offset + name.begin,
        body.offset + name.end, findings);
  });
}

auto Checker::State::check_output_body(OperationIndex operation, bool known, std::string_view body,
                                       const ErrorName& header, Findings& findings) noexcept
    -> Outcome {
  constexpr HttpPart kPart = HttpPart::kResponseBody;
  const ConstraintIndex stream = contract.tables().operations[operation].output_stream;
  if (known && stream != kNoIndex) {
    add_stream(stream, kPart, body, findings);
    return {false, true};
  }
  ErrorNames names;
  names.header = header;
  if (body.empty()) {
    if (!check_error_under_200(contract, operation, names, findings)) {
      if (!planted("empty-body-silent")) add(ProtocolRule::kBodyEmpty, kPart, 0, 0, findings);
    }
    return {};
  }
  const Body opened = open(body, kPart, findings);
  if (!opened.usable) return {false, true};
  const ShapeIndex shape = contract.tables().operations[operation].output;
  const PlanShape* const root =
      !known || shape == kNoIndex ? &plan.any_object() : &plan.shape(shape);
  if (known && shape != kNoIndex && !header.present() && !opened.declined &&
      clean(operation, root, BodyRole::kOutput, opened, kPart, slots_of(operation))) {
    return {};
  }
  settle_slots(operation);
  const CheckSubject subject{operation, BodyRole::kOutput,
                             kPart,     opened.offset,
                             !known,    known ? slots_of(operation) : std::span<SlotValue>()};
  WalkCheck sink(plan, scratch, opened.text, subject, findings);
  Walk walk(plan, scratch, opened.text, sink);
  const bool complete = walk.run(root);
  if (sink.names_error() || header.present()) {
    const ErrorMembers members = find_error_members(opened.text, scratch);
    names = names_of(opened, members, kPart);
    names.header = header;
    const bool error = check_error_under_200(contract, operation, names, findings);
    if (!error && sink.names_error()) {
      add_error_names_unknown(shape, opened, findings);
    }
  }
  return {complete, sink.limited()};
}

void Checker::State::check_rules(OperationIndex operation, Findings& findings) noexcept {
  if (!settled && rules_hold(operation)) return;
  settle_slots(operation);
  evaluate_rules(contract.tables(), operation, slots_of(operation), limits.inferred_rules, scratch,
                 findings);
}

Checker::Checker(Contract contract, Limits limits)
    : state_(std::make_unique<State>(std::move(contract), limits, IndexEngine::kStage1,
                                     chosen_simd_level())) {}
Checker::~Checker() = default;
Checker::Checker(Checker&&) noexcept = default;
Checker& Checker::operator=(Checker&&) noexcept = default;

const Contract& Checker::contract() const noexcept { return state_->contract; }
const Limits& Checker::limits() const noexcept { return state_->limits; }

Verdict Checker::State::check_body(OperationIndex operation, BodyRole role, std::string_view body,
                                   Findings& findings) noexcept {
  begin_message();
  const bool settled_at_once = settles(operation, role, body);
  if (settled_at_once && rules_hold(operation)) return Verdict::kValid;
  FindingsSince since(findings);
  Outcome outcome;
  if (!settled_at_once) {
    outcome = role == BodyRole::kInput ? check_input_body(operation, true, body, findings)
                                       : check_output_body(operation, true, body, {}, findings);
  }
  if (outcome.complete) check_rules(operation, findings);
  return since.finish(outcome.limited);
}

Verdict Checker::check_input(OperationIndex operation, std::string_view body,
                             Findings& findings) noexcept {
  return state_->check_body(operation, BodyRole::kInput, body, findings);
}

Verdict Checker::check_output(OperationIndex operation, std::string_view body,
                              Findings& findings) noexcept {
  return state_->check_body(operation, BodyRole::kOutput, body, findings);
}

Verdict Checker::check_value(ShapeIndex shape, std::string_view text, Findings& findings) noexcept {
  FindingsSince since(findings);
  const PlanShape& plan = state_->plan.shape(shape);
  const bool plain = plan.kind == ShapeKind::kString || plan.kind == ShapeKind::kEnum ||
                     plan.kind == ShapeKind::kBlob ||
                     (plan.kind == ShapeKind::kTimestamp &&
                      plan.table->timestamp_format != TimestampFormat::kEpochSeconds);
  CheckSubject subject;
  if (plain) {
    if (text.size() > state_->limits.max_body_bytes) {
      state_->open(text, subject.part, findings);
      return since.finish(true);
    }
    for (std::size_t at = 0; at < text.size();) {
      const std::uint32_t length = utf8_sequence(text, at);
      if (length == 0) {
        const auto begin = static_cast<std::uint32_t>(at);
        state_->add(ProtocolRule::kBodyUtf8, subject.part, begin, begin + 1, findings);
        return since.finish(false);
      }
      at += length;
    }
    WalkCheck sink(state_->plan, state_->scratch, {}, subject, findings);
    sink.check_text(plan, text, 0, static_cast<std::uint32_t>(text.size()));
    return since.finish(sink.limited());
  }
  const State::Body body = state_->open(text, subject.part, findings);
  if (!body.usable) return since.finish(true);
  subject.offset = body.offset;
  WalkCheck sink(state_->plan, state_->scratch, body.text, subject, findings);
  Walk walk(state_->plan, state_->scratch, body.text, sink);
  walk.run(&plan);
  return since.finish(sink.limited());
}

}  // namespace assay
