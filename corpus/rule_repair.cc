#include "corpus/rule_repair.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "corpus/instant.h"
#include "corpus/string_sampler.h"

namespace assay {

std::int64_t integer_of(const MessageNode& node) {
  std::int64_t value = 0;
  std::from_chars(node.text.data(), node.text.data() + node.text.size(), value);
  return value;
}

std::int64_t least_of(ShapeKind kind) noexcept {
  switch (kind) {
    case ShapeKind::kByte:
      return INT8_MIN;
    case ShapeKind::kShort:
      return INT16_MIN;
    case ShapeKind::kInteger:
    case ShapeKind::kIntEnum:
      return INT32_MIN;
    default:
      return INT64_MIN;
  }
}

std::int64_t greatest_of(ShapeKind kind) noexcept {
  switch (kind) {
    case ShapeKind::kByte:
      return INT8_MAX;
    case ShapeKind::kShort:
      return INT16_MAX;
    case ShapeKind::kInteger:
    case ShapeKind::kIntEnum:
      return INT32_MAX;
    default:
      return INT64_MAX;
  }
}

bool integer_fits(const ShapeTable& shape, std::int64_t value) noexcept {
  return value >= std::max(least_of(shape.kind), shape.range_min) &&
         value <= std::min(greatest_of(shape.kind), shape.range_max);
}

RuleRepair::RuleRepair(const ContractTables& tables, OperationIndex operation)
    : tables_(tables), operation_(tables.operations[operation]), slots_(operation_.slot_count) {
  struct Open {
    std::uint32_t state;
    Slot reached;
  };
  std::vector<Open> open = {{0, {{}, false}}, {1, {{}, true}}};
  while (!open.empty()) {
    const Open from = std::move(open.back());
    open.pop_back();
    for (std::uint32_t i = 0; i < operation_.place_count; ++i) {
      const PlaceTable& place = tables.places[operation_.first_place + i];
      if (place.state != from.state) continue;
      Slot to = from.reached;
      to.path.push_back(place.member);
      if (place.slot != kNoIndex) slots_[place.slot] = to;
      if (place.next_state != kNoIndex) open.push_back({place.next_state, std::move(to)});
    }
  }
}

MessageNode* RuleRepair::at_slot(const RuleSubjects& subjects, std::uint32_t slot) const {
  if (slot == kNoIndex) return nullptr;
  MessageNode* node = slots_[slot].in_input ? subjects.input : subjects.output;
  for (const std::uint32_t index : slots_[slot].path) {
    if (!node || !node->valid || node->kind != MessageNode::Kind::kObject) return nullptr;
    const auto found = std::ranges::find(node->members, index, &MessageNode::Member::index);
    node = found == node->members.end() ? nullptr : &found->value;
  }
  return node && node->valid && !node->is_null() ? node : nullptr;
}

bool RuleRepair::holds(const RuleTable& rule, const RuleSubjects& subjects) const {
  const MessageNode* places[3] = {};
  for (int i = 0; i < 3; ++i) {
    places[i] = at_slot(subjects, rule.slots[i]);
    if (rule.slots[i] != kNoIndex && !places[i]) return true;
  }
  switch (rule.kind) {
    case RuleKind::kEqual:
    case RuleKind::kEcho:
      return places[0]->text == places[1]->text;
    case RuleKind::kOrdered:
      return places[0]->milliseconds <= places[1]->milliseconds;
    case RuleKind::kAbsentWhen: {
      const auto first = tables_.rule_values.begin() + rule.first_value;
      return std::find(first, first + rule.value_count, places[1]->text) ==
             first + rule.value_count;
    }
    case RuleKind::kDifference: {
      const std::int64_t off =
          integer_of(*places[0]) * 1000 - (places[1]->milliseconds - places[2]->milliseconds);
      return off <= rule.tolerance * 1000 && off >= -rule.tolerance * 1000;
    }
    case RuleKind::kAtLeast:
      return integer_of(*places[0]) >= rule.bound;
  }
  return true;
}

std::vector<std::uint32_t> RuleRepair::broken(const RuleSubjects& subjects) const {
  std::vector<std::uint32_t> rules;
  for (std::uint32_t i = 0; i < operation_.rule_count; ++i) {
    if (!holds(tables_.rules[operation_.first_rule + i], subjects)) {
      rules.push_back(operation_.first_rule + i);
    }
  }
  return rules;
}

bool RuleRepair::copy_string(const MessageNode& from, MessageNode& to) const {
  if (!broken_string_constraints(tables_, tables_.shapes[to.shape], from.text).empty()) {
    return false;
  }
  to.text = from.text;
  return true;
}

bool RuleRepair::leave_out(std::uint32_t slot, const RuleSubjects& subjects) const {
  if (slot == kNoIndex || slots_[slot].in_input || !subjects.output) return false;
  const std::vector<std::uint32_t>& path = slots_[slot].path;
  // The innermost optional member on the way.
  for (std::size_t keep = path.size(); keep-- > 0;) {
    if (tables_.members[path[keep]].required != kNoIndex) continue;
    MessageNode* parent = subjects.output;
    for (std::size_t i = 0; parent && i < keep; ++i) {
      const auto found = std::ranges::find(parent->members, path[i], &MessageNode::Member::index);
      parent = found == parent->members.end() ? nullptr : &found->value;
    }
    if (!parent) return false;
    return std::erase_if(parent->members, [&](const MessageNode::Member& member) {
             return member.index == path[keep];
           }) != 0;
  }
  return false;
}

void RuleRepair::mend(const RuleTable& rule, const RuleSubjects& subjects,
                      Randomness& random) const {
  MessageNode* first = at_slot(subjects, rule.slots[0]);
  MessageNode* second = at_slot(subjects, rule.slots[1]);
  MessageNode* third = at_slot(subjects, rule.slots[2]);
  const ShapeTable& shape = tables_.shapes[first->shape];
  const auto set_integer = [&](std::int64_t value) {
    if (!integer_fits(shape, value)) return leave_out(rule.slots[0], subjects);
    first->text = std::to_string(value);
    return true;
  };
  switch (rule.kind) {
    case RuleKind::kEqual:
    case RuleKind::kEcho:
      if (copy_string(*second, *first)) return;
      if (rule.kind == RuleKind::kEqual && copy_string(*first, *second)) return;
      break;
    case RuleKind::kOrdered:
      std::swap(first->text, second->text);
      std::swap(first->milliseconds, second->milliseconds);
      return;
    case RuleKind::kAbsentWhen:
      break;
    case RuleKind::kDifference:
      // The clocks are compared within the tolerance: any whole second around the difference.
      set_integer((second->milliseconds - third->milliseconds) / 1000 +
                  (rule.tolerance > 0 && random.chance(1, 4) ? 1 : 0));
      return;
    case RuleKind::kAtLeast:
      set_integer(rule.bound + random.between(0, 100'000));
      return;
  }
  leave_out(rule.slots[0], subjects);
}

bool RuleRepair::repair(const RuleSubjects& subjects, Randomness& random) const {
  constexpr int kPasses = 8;
  for (int pass = 0; pass < kPasses; ++pass) {
    const std::vector<std::uint32_t> rules = broken(subjects);
    if (rules.empty()) return true;
    for (const std::uint32_t rule : rules) {
      if (!holds(tables_.rules[rule], subjects)) mend(tables_.rules[rule], subjects, random);
    }
  }
  for (const std::uint32_t rule : broken(subjects)) {
    for (const std::uint32_t slot : tables_.rules[rule].slots) leave_out(slot, subjects);
  }
  return broken(subjects).empty();
}

}  // namespace assay
