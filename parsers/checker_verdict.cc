// The fast tier of a check, and how it hands over to the slow one.
#include <assay/checker.h>

#include <array>
#include <cassert>

#include "parsers/checker_state.h"
#include "parsers/verdict_subject.h"
#include "parsers/walk.h"
#include "spec/fault.h"

namespace assay {
namespace {

constexpr std::uint32_t kMaxSlots = 63;  // kNoSlot is none

}  // namespace

void Checker::State::settle_slots(OperationIndex operation) noexcept {
  if (settled) return;
  settled = true;
  const std::span<SlotValue> all = slots_of(operation);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i < kMaxSlots && (filled >> i & 1) != 0) {
      all[i].state = SlotValue::State::kPresent;
    } else {
      all[i] = {};
    }
  }
}

bool Checker::State::clean(OperationIndex operation, const PlanShape* root, BodyRole role,
                           const Body& body, HttpPart part, std::span<SlotValue> slots_in,
                           std::uint64_t unwanted) noexcept {
  if (body.text.reason != TextEnd::kEnd || slots_in.size() > kMaxSlots) return false;
  VerdictSubject subject;
  subject.plan = &plan;
  subject.scratch = &scratch;
  subject.text = &body.text;
  subject.root = root;
  subject.operation = operation;
  subject.part = part;
  subject.offset = body.offset;
  subject.slots = slots_in;
  subject.unwanted = unwanted;
  if (!slots_in.empty()) subject.state = role == BodyRole::kInput ? 1 : 0;
  std::uint64_t newly = 0;
  if (!simd->clean(subject, newly)) return false;
  filled |= newly;
  if (settled) {  // by the request, whose slots are others
    for (std::size_t i = 0; i < slots_in.size(); ++i) {
      if ((newly >> i & 1) != 0) slots_in[i].state = SlotValue::State::kPresent;
    }
  }
#ifndef NDEBUG
  // The slow tier has to find nothing as well.
  std::array<Violation, 1> storage;
  Findings findings(storage);
  const CheckSubject slow{operation, role, part, body.offset, root == nullptr, {}};
  WalkCheck sink(plan, scratch, body.text, slow, findings);
  Walk walk(plan, scratch, body.text, sink);
  const bool complete = walk.run(root == nullptr ? &plan.any_object() : root);
  assert(complete && findings.total() == 0 && !sink.limited() && !sink.names_error());
#endif
  return true;
}

bool Checker::State::settles(OperationIndex operation, BodyRole role,
                             std::string_view body) noexcept {
  const OperationTable& table = contract.tables().operations[operation];
  const bool input = role == BodyRole::kInput;
  const ShapeIndex shape = input ? table.input : table.output;
  if ((input ? table.input_stream : table.output_stream) != kNoIndex || shape == kNoIndex) {
    return false;
  }
  // Neither an empty body, nor one that is too large or has a byte order mark.
  if (body.empty() || body.size() > limits.max_body_bytes || body.front() == '\xef') return false;
  // Made in its place: copying what was just written in pieces waits for all of them.
  const Body opened{index.index(body), 0, true, true};
  if (clean(operation, &plan.shape(shape), role, opened,
            input ? HttpPart::kRequestBody : HttpPart::kResponseBody,
            std::span(slots).first(table.slot_count))) {
    return true;
  }
  ready = opened;
  return false;
}

bool Checker::State::settles_error(OperationIndex operation, const HttpResponse& response,
                                   int status) noexcept {
  const std::string_view body = response.body;
  if (body.empty() || body.size() > limits.max_body_bytes || body.front() == '\xef') return false;
  if (error_type_header(response.headers).present()) return false;
  const Body opened{index.index(body), 0, true, true};
  if (settles_error_in(operation, response, status, opened)) return true;
  ready = opened;
  return false;
}

bool Checker::State::settles_error_in(OperationIndex operation, const HttpResponse& response,
                                      int status, const Body& opened) noexcept {
  constexpr std::string_view kType = "\"__type\":";
  const std::string_view body = response.body;
  const IndexedText& text = opened.text;
  const std::uint32_t* const tokens = text.tokens;
  // `{`, the name, its colon, its value, what follows.
  if (text.reason != TextEnd::kEnd || text.token_count < 5) return false;
  if (body[tokens[0]] != '{' || !body.substr(tokens[1]).starts_with(kType)) return false;
  const std::uint32_t begin = tokens[3] + 1, end = tokens[4] - 1;
  if (body[begin - 1] != '"' || body[end] != '"') return false;
  const std::string_view type = body.substr(begin, end - begin);
  const std::string_view name = short_error_name(type);
  if (name.empty() || has_backslash(type.data(), type.size())) return false;
  const ContractTables& tables = contract.tables();
  const std::uint32_t error = find_modeled_error(tables, operation, name);
  if (error == kNoIndex || tables.errors[error].shape == kNoIndex) return false;
  if (status != 0 && !status_fits(tables.errors[error], status)) return false;
  // A `code` may name another error.
  const PlanShape& shape = plan.shape(tables.errors[error].shape);
  if (!clean(operation, &shape, BodyRole::kError, opened, HttpPart::kResponseBody, {},
             shape.code_bit)) {
    return false;
  }
#ifndef NDEBUG
  std::array<Violation, 1> storage;
  Findings findings(storage);
  const ErrorNames names =
      names_of(opened, find_error_members(text, scratch), HttpPart::kResponseBody);
  const ErrorIdentity identity = check_error_identity(contract, operation, names, response.headers,
                                                      status, response.version, findings);
  assert(identity.error == error && findings.total() == 0);
#endif
  return true;
}

bool Checker::State::rules_hold(OperationIndex operation) noexcept {
  const ContractTables& tables = contract.tables();
  const OperationTable& table = tables.operations[operation];
  if (planted("fast-rules-skipped")) return true;
  if (table.slot_count > kMaxSlots) return false;
  const std::span<const SlotValue> all = slots_of(operation);
  const std::uint64_t* const bits = rule_slots.data() + table.first_rule;
  const RuleTable* const rules = tables.rules.data() + table.first_rule;
  if (filled == 0) return true;
  const std::uint64_t missing = ~filled;
  for (std::uint32_t i = 0; i < table.rule_count; ++i) {
    if ((bits[i] & missing) != 0) continue;
    const RuleTable& rule = rules[i];
    const SlotValue& first = all[rule.slots[0]];
    if (rule.kind <= RuleKind::kEcho && first.raw == all[rule.slots[1]].raw) continue;
    if (rule.kind == RuleKind::kOrdered && first.timestamp <= all[rule.slots[1]].timestamp)
      continue;
    if (!rule_holds(tables, rule, all, scratch)) return false;
  }
#ifndef NDEBUG
  settle_slots(operation);
  std::array<Violation, 1> storage;
  Findings findings(storage);
  evaluate_rules(tables, operation, all, limits.inferred_rules, scratch, findings);
  assert(findings.total() == 0);
#endif
  return true;
}

}  // namespace assay
