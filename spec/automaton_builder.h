// Any complete deterministic table -> the one minimal Automaton of its language.
#ifndef ASSAY_SPEC_AUTOMATON_BUILDER_H_
#define ASSAY_SPEC_AUTOMATON_BUILDER_H_

#include <cstdint>
#include <vector>

#include "spec/automaton.h"

namespace assay {

// A deterministic automaton as a construction leaves it: complete, state 0 is the start.
struct AutomatonTables {
  std::vector<ScalarRange> ranges;            // sorted, disjoint, all scalars, no surrogate
  std::vector<std::uint32_t> class_by_range;  // for each of ranges, below class_count
  std::uint32_t class_count = 0;
  std::vector<std::uint32_t> transitions;  // state * class_count + class
  std::vector<std::uint8_t> accepting;     // 0 or 1 for each state
};

// For each state the number of its block in the coarsest partition that tells accepting from other
// states and agrees with every transition (Hopcroft). Blocks are numbered from 0 without gaps.
// Cost: O(classes * states * log states).
std::vector<std::uint32_t> equivalent_states(const AutomatonTables& tables);

class AutomatonBuilder {
 public:
  // Merges equivalent states and drops unreachable ones, merges classes that no state tells apart,
  // numbers classes by first scalar and states in breadth-first order. So two tables of the same
  // language give equal automata.
  // REQUIRES: at most Automaton::kMaxClasses classes, fewer than 2^32 transitions.
  static Automaton build(const AutomatonTables& tables);
};

}  // namespace assay

#endif  // ASSAY_SPEC_AUTOMATON_BUILDER_H_
