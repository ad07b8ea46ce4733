#include "parsers/rules.h"

#include <algorithm>

#include "spec/fault.h"

namespace assay {
namespace {

constexpr std::int64_t kNanoseconds = 1'000'000'000;

bool same(const SlotValue& a, const SlotValue& b, WalkScratch& scratch) noexcept {
  if (a.raw == b.raw || planted("rule-equal-as-written")) return a.raw == b.raw;
  return (a.escaped || b.escaped) && scratch.same_text(a.raw, b.raw);
}

bool is_one_of(const SlotValue& value, std::span<const std::string_view> values,
               WalkScratch& scratch) noexcept {
  const std::string_view text = value.escaped ? scratch.decode(value.raw) : value.raw;
  return std::ranges::find(values, text) != values.end();
}

// Whether `seconds` differs by more than `tolerance` from the time between two instants.
bool differs(std::int64_t seconds, Timestamp later, Timestamp earlier,
             std::int64_t tolerance) noexcept {
  const std::int64_t whole = later.seconds - earlier.seconds;
  if (seconds < whole - tolerance - 2 || seconds > whole + tolerance + 2) return true;
  const std::int64_t part = static_cast<std::int64_t>(later.nanoseconds) - earlier.nanoseconds;
  const std::int64_t difference =
      (seconds - whole) * kNanoseconds - (planted("rule-difference-whole-seconds") ? 0 : part);
  if (planted("rule-tolerance-none")) tolerance = 0;
  if (planted("rule-tolerance-two")) tolerance *= 2;
  return std::max(difference, -difference) > tolerance * kNanoseconds;
}

// What a rule needs, and what it finds.
struct Outcome {
  bool broken = false;
  std::int64_t measured = 0;
};

std::uint32_t slots_needed(RuleKind kind) noexcept {
  switch (kind) {
    case RuleKind::kAtLeast:
      return 1;
    case RuleKind::kDifference:
      return 3;
    case RuleKind::kEqual:
    case RuleKind::kEcho:
    case RuleKind::kOrdered:
    case RuleKind::kAbsentWhen:
      return 2;
  }
  return 0;
}

Outcome evaluate(const ContractTables& tables, const RuleTable& rule,
                 const SlotValue* const (&slots)[3], WalkScratch& scratch) noexcept {
  if (planted_of("rule-off-", tables.constraints[rule.constraint].id)) return {};
  switch (rule.kind) {
    case RuleKind::kEqual:
    case RuleKind::kEcho:
      return {same(*slots[0], *slots[1], scratch) == planted("rule-equal-inverted"), 0};
    case RuleKind::kOrdered:
      if (planted("rule-order-reversed")) return {slots[0]->timestamp < slots[1]->timestamp, 0};
      return {slots[0]->timestamp > slots[1]->timestamp ||
                  (planted("rule-order-strict") && slots[0]->timestamp == slots[1]->timestamp),
              slots[0]->timestamp.seconds - slots[1]->timestamp.seconds};
    case RuleKind::kAbsentWhen: {
      const std::span<const std::string_view> values(
          tables.rule_values.data() + rule.first_value,
          rule.value_count - planted("rule-absent-last-value-lost"));
      return {is_one_of(*slots[1], values, scratch), 0};
    }
    case RuleKind::kDifference:
      return {differs(slots[0]->integer, slots[1]->timestamp, slots[2]->timestamp, rule.tolerance),
              slots[1]->timestamp.seconds - slots[2]->timestamp.seconds};
    case RuleKind::kAtLeast:
      return {slots[0]->integer <
                  rule.bound - planted("rule-at-least-less-one") + planted("rule-at-least-strict"),
              slots[0]->integer};
  }
  return {};
}

}  // namespace

std::uint64_t slot_bits(const RuleTable& rule) noexcept {
  std::uint64_t bits = 0;
  for (std::uint32_t k = 0; k < slots_needed(rule.kind); ++k) {
    bits |= rule.slots[k] < 63 ? std::uint64_t{1} << rule.slots[k] : kNoSlot;
  }
  return bits;
}

bool rule_holds(const ContractTables& tables, const RuleTable& rule,
                std::span<const SlotValue> slots, WalkScratch& scratch) noexcept {
  const SlotValue* needed[3] = {};
  for (std::uint32_t k = 0; k < slots_needed(rule.kind); ++k) needed[k] = &slots[rule.slots[k]];
  return !evaluate(tables, rule, needed, scratch).broken;
}

void evaluate_rules(const ContractTables& tables, OperationIndex operation,
                    std::span<const SlotValue> slots, bool inferred, WalkScratch& scratch,
                    Findings& findings) noexcept {
  const OperationTable& table = tables.operations[operation];
  for (std::uint32_t i = 0; i < table.rule_count; ++i) {
    const RuleTable& rule = tables.rules[table.first_rule + i];
    const ConstraintTable& constraint = tables.constraints[rule.constraint];
    if (!inferred && constraint.basis == Basis::kInferred && !planted("rule-inferred-always")) {
      continue;
    }
    const SlotValue* needed[3] = {};
    const std::uint32_t count = slots_needed(rule.kind);
    bool complete = true;
    for (std::uint32_t k = 0; k < count; ++k) {
      needed[k] = &slots[rule.slots[k]];
      if (needed[k]->state == SlotValue::State::kInvalid && planted("rule-invalid-value-used")) {
        continue;
      }
      if (needed[k]->state != SlotValue::State::kPresent) complete = false;
    }
    if (!complete) continue;
    const Outcome outcome = evaluate(tables, rule, needed, scratch);
    if (!outcome.broken) continue;
    Violation violation;
    violation.constraint = rule.constraint;
    violation.severity = constraint.severity;
    violation.part = needed[0]->part;
    violation.begin = needed[0]->begin;
    violation.end = needed[0]->end;
    if (count > 1 && !planted("rule-second-place-lost")) {
      violation.second_part = needed[1]->part;
      violation.second_begin = needed[1]->begin;
      violation.second_end = needed[1]->end;
    }
    violation.measured = outcome.measured;
    findings.add(violation);
  }
}

}  // namespace assay
