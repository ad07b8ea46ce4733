// Sets of scalars -> classes of scalars that no set tells apart.
#ifndef ASSAY_SPEC_PATTERN_ALPHABET_H_
#define ASSAY_SPEC_PATTERN_ALPHABET_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "spec/automaton.h"
#include "spec/pattern_scalar_set.h"

namespace assay {

struct PatternAlphabet {
  // ranges[i] belongs to class_by_range[i]; sorted, disjoint, all scalars.
  std::vector<ScalarRange> ranges;
  std::vector<std::uint32_t> class_by_range;
  std::uint32_t class_count = 0;
  // The classes that make up each set, in ascending order.
  std::vector<std::vector<std::uint32_t>> classes_by_set;
};

// Takes its steps from `steps`. None when it would take more, or more classes than
// Automaton::Class holds.
std::optional<PatternAlphabet> partition_scalars(std::span<const ScalarSet> sets,
                                                 std::uint64_t& steps);

}  // namespace assay

#endif  // ASSAY_SPEC_PATTERN_ALPHABET_H_
