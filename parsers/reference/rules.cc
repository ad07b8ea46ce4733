// The rules across members, evaluated on whole trees.
#include <cstdlib>
#include <optional>
#include <span>

#include "parsers/reference/walk.h"

namespace assay::reference {
namespace {

struct SlotPlace {
  bool input = false;
  std::string pointer;
};

// Follows the places of an operation from both roots.
void find_slots(const ContractTables& tables, const OperationTable& operation, std::uint32_t state,
                bool input, const std::string& pointer, std::map<std::uint32_t, SlotPlace>& slots) {
  for (std::uint32_t index = 0; index < operation.place_count; ++index) {
    const PlaceTable& place = tables.places[operation.first_place + index];
    if (place.state != state) continue;
    const std::string below = pointer_to(pointer, tables.members[place.member].name);
    if (place.slot != kNoIndex) slots[place.slot] = {input, below};
    if (place.next_state != kNoIndex) {
      find_slots(tables, operation, place.next_state, input, below, slots);
    }
  }
}

// |duration - (end - start)| <= tolerance, in nanoseconds; no product leaves 64 bits because the
// years of a date-time have four digits.
bool differs_by(const Instant& end, const Instant& start, std::int64_t duration,
                std::int64_t tolerance) {
  constexpr std::int64_t kNano = 1'000'000'000;
  const std::int64_t seconds = end.seconds - start.seconds - duration;
  const std::int64_t nanoseconds = end.nanoseconds - start.nanoseconds;
  if (std::llabs(seconds) > tolerance + 2) return false;
  return std::llabs(seconds * kNano + nanoseconds) <= tolerance * kNano;
}

class Rules {
 public:
  Rules(const ContractTables& tables, const OperationTable& operation,
        const std::map<std::string, Known>& output, const std::map<std::string, Known>& input)
      : tables_(tables), output_(output), input_(input) {
    find_slots(tables, operation, 0, false, "", slots_);
    find_slots(tables, operation, 1, true, "", slots_);
  }

  // The value at a rule's place where it is present and valid.
  const Node* at(std::uint32_t slot) const {
    const auto place = slots_.find(slot);
    if (place == slots_.end()) return nullptr;
    const auto& known = place->second.input ? input_ : output_;
    const auto value = known.find(place->second.pointer);
    return value != known.end() && value->second.valid ? value->second.node : nullptr;
  }
  std::string pointer(std::uint32_t slot) const { return slots_.at(slot).pointer; }

  // False also where the rule says nothing.
  bool broken(const RuleTable& rule) const {
    const Node* first = at(rule.slots[0]);
    const Node* second = at(rule.slots[1]);
    const Node* third = at(rule.slots[2]);
    switch (rule.kind) {
      case RuleKind::kEqual:
      case RuleKind::kEcho:
        return first != nullptr && second != nullptr && first->text != second->text;
      case RuleKind::kOrdered: {
        if (first == nullptr || second == nullptr) return false;
        const auto a = read_date_time(first->text), b = read_date_time(second->text);
        return a->seconds != b->seconds ? a->seconds > b->seconds : a->nanoseconds > b->nanoseconds;
      }
      case RuleKind::kAbsentWhen: {
        if (first == nullptr || second == nullptr) return false;
        for (std::uint32_t index = 0; index < rule.value_count; ++index) {
          if (tables_.rule_values[rule.first_value + index] == second->text) return true;
        }
        return false;
      }
      case RuleKind::kDifference: {
        if (first == nullptr || second == nullptr || third == nullptr) return false;
        return !differs_by(*read_date_time(second->text), *read_date_time(third->text),
                           read_number(first->text).integer(), rule.tolerance);
      }
      case RuleKind::kAtLeast:
        return first != nullptr && read_number(first->text).integer() < rule.bound;
    }
    return false;
  }

 private:
  const ContractTables& tables_;
  const std::map<std::string, Known>& output_;
  const std::map<std::string, Known>& input_;
  std::map<std::uint32_t, SlotPlace> slots_;
};

}  // namespace

void check_rules(const ContractTables& tables, OperationIndex operation,
                 const std::map<std::string, Known>& output,
                 const std::map<std::string, Known>& input, bool echoes_only, Result& result) {
  const OperationTable& entry = tables.operations[operation];
  const Rules rules(tables, entry, output, input);
  for (std::uint32_t index = 0; index < entry.rule_count; ++index) {
    const RuleTable& rule = tables.rules[entry.first_rule + index];
    if (echoes_only != (rule.kind == RuleKind::kEcho)) continue;
    if (rules.broken(rule)) {
      result.findings.push_back({rule.constraint, rules.pointer(rule.slots[0]), {}});
    }
  }
}

}  // namespace assay::reference
