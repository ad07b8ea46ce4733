// Nondeterministic automaton -> deterministic tables (subset construction).
#ifndef ASSAY_SPEC_PATTERN_DETERMINIZE_H_
#define ASSAY_SPEC_PATTERN_DETERMINIZE_H_

#include <cstdint>
#include <optional>

#include "spec/automaton_builder.h"
#include "spec/pattern.h"
#include "spec/pattern_alphabet.h"
#include "spec/pattern_nfa.h"

namespace assay {

struct DeterminizeLimits {
  std::uint32_t states = 0;
  std::uint64_t& steps;  // left to the construction; each costs a few nanoseconds and bytes
};

// `word_boundaries`: whether \b or \B occurs; then the last set of the alphabet is \w.
// Takes its steps from those left. None when a limit would be passed.
std::optional<AutomatonTables> determinize(const PatternNfa& nfa, const PatternAlphabet& alphabet,
                                           Anchoring anchoring, bool word_boundaries,
                                           const DeterminizeLimits& limits);

}  // namespace assay

#endif  // ASSAY_SPEC_PATTERN_DETERMINIZE_H_
