// Rules across members, seen from generated messages: which hold, and how to make them hold.
#ifndef ASSAY_CORPUS_RULE_REPAIR_H_
#define ASSAY_CORPUS_RULE_REPAIR_H_

#include <cstdint>
#include <string>
#include <vector>

#include "corpus/message_tree.h"
#include "corpus/randomness.h"
#include "spec/contract_tables.h"

namespace assay {

// The two messages that the rules of an operation look at; either may be nullptr.
struct RuleSubjects {
  MessageNode* output = nullptr;
  MessageNode* input = nullptr;
};

// The places and rules of one operation.
class RuleRepair {
 public:
  RuleRepair(const ContractTables& tables, OperationIndex operation);

  // The value that fills a slot; nullptr where it is absent, null or does not keep its shape.
  MessageNode* at_slot(const RuleSubjects& subjects, std::uint32_t slot) const;
  bool in_input(std::uint32_t slot) const { return slots_[slot].in_input; }

  // Whether a rule holds; a rule that lacks a member that it needs holds.
  bool holds(const RuleTable& rule, const RuleSubjects& subjects) const;
  // Rules (positions in ContractTables::rules) that do not hold.
  std::vector<std::uint32_t> broken(const RuleSubjects& subjects) const;

  // Changes the output, never the input, until every rule holds: copies, reorders and computes
  // values, and leaves an optional member out where nothing else helps. Returns false when a
  // contract's rules contradict each other.
  bool repair(const RuleSubjects& subjects, Randomness& random) const;

 private:
  struct Slot {
    std::vector<std::uint32_t> path;  // member indexes from the root structure
    bool in_input = false;
  };
  void mend(const RuleTable& rule, const RuleSubjects& subjects, Randomness& random) const;
  bool leave_out(std::uint32_t slot, const RuleSubjects& subjects) const;
  bool copy_string(const MessageNode& from, MessageNode& to) const;

  const ContractTables& tables_;
  const OperationTable& operation_;
  std::vector<Slot> slots_;
};

// A whole number as generated messages write it; REQUIRES: the node holds one.
std::int64_t integer_of(const MessageNode& node);

// Whether an integer keeps width and range of a shape.
bool integer_fits(const ShapeTable& shape, std::int64_t value) noexcept;
// The least and greatest value of an integer kind.
std::int64_t least_of(ShapeKind kind) noexcept;
std::int64_t greatest_of(ShapeKind kind) noexcept;

}  // namespace assay

#endif  // ASSAY_CORPUS_RULE_REPAIR_H_
