// Sets of Unicode scalar values: what a character class of a pattern stands for.
#ifndef ASSAY_SPEC_PATTERN_SCALAR_SET_H_
#define ASSAY_SPEC_PATTERN_SCALAR_SET_H_

#include <vector>

#include "spec/automaton.h"

namespace assay {

// An immutable set of scalar values.
class ScalarSet {
 public:
  ScalarSet() = default;
  // The union of ranges in any order. Surrogates in them are dropped.
  // REQUIRES: first <= last <= kMaxScalar in every range.
  explicit ScalarSet(std::vector<ScalarRange> ranges);

  ScalarSet complement() const;
  bool contains(char32_t scalar) const noexcept;

  // Sorted, disjoint and as few as possible; no range crosses the surrogates.
  const std::vector<ScalarRange>& ranges() const noexcept { return ranges_; }
  friend bool operator==(const ScalarSet&, const ScalarSet&) = default;

 private:
  std::vector<ScalarRange> ranges_;
};

// What \d, \w and \s stand for (ECMA-262 22.2.2.9: without the i flag \d and \w are ASCII).
const ScalarSet& digit_scalars();
const ScalarSet& word_scalars();
const ScalarSet& space_scalars();

}  // namespace assay

#endif  // ASSAY_SPEC_PATTERN_SCALAR_SET_H_
