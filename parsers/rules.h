// Rules across members: what the walk collects for them, and their evaluation.
#ifndef ASSAY_PARSERS_RULES_H_
#define ASSAY_PARSERS_RULES_H_

#include <assay/finding.h>
#include <assay/value.h>

#include <cstdint>
#include <span>
#include <string_view>

#include "parsers/walk_scratch.h"
#include "spec/contract_tables.h"

namespace assay {

// A member that a rule looks at, as the walk found it.
// Shapes: raw is the text of a string between its quotes.
struct SlotValue {
  enum class State : std::uint8_t {
    kAbsent,
    kInvalid,  // it breaks a constraint of its own: no rule says anything about it
    kPresent,
  };
  State state = State::kAbsent;
  bool escaped = false;
  HttpPart part = HttpPart::kNone;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string_view raw;
  std::int64_t integer = 0;
  Timestamp timestamp;
};

// Adds a finding for every rule of the operation that its members break; a rule that lacks one of
// its members says nothing. `inferred`: whether rules of that basis count.
void evaluate_rules(const ContractTables& tables, OperationIndex operation,
                    std::span<const SlotValue> slots, bool inferred, WalkScratch& scratch,
                    Findings& findings) noexcept;

// The bits of the slots that a rule needs; kNoSlot where one has no bit.
inline constexpr std::uint64_t kNoSlot = std::uint64_t{1} << 63;
std::uint64_t slot_bits(const RuleTable& rule) noexcept;

// Whether a rule holds. REQUIRES: every slot that it needs is filled; their states are not read.
bool rule_holds(const ContractTables& tables, const RuleTable& rule,
                std::span<const SlotValue> slots, WalkScratch& scratch) noexcept;

}  // namespace assay

#endif  // ASSAY_PARSERS_RULES_H_
