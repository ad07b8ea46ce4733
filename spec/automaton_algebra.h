// Questions about the languages of automata.
#ifndef ASSAY_SPEC_AUTOMATON_ALGEBRA_H_
#define ASSAY_SPEC_AUTOMATON_ALGEBRA_H_

#include <assay/error.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "spec/automaton.h"

namespace assay {

// Whether nothing is accepted.
bool is_empty(const Automaton& automaton) noexcept;

// Lengths of what is accepted, in scalars. Between the two some lengths may be missing.
struct LengthRange {
  static constexpr std::uint64_t kUnbounded = UINT64_MAX;
  std::uint64_t min = 0;
  std::uint64_t max = 0;
  friend bool operator==(const LengthRange&, const LengthRange&) = default;
};

// None when nothing is accepted.
std::optional<LengthRange> accepted_lengths(const Automaton& automaton);

// A shortest accepted string, as UTF-8, preferring letters and digits to other scalars of a class.
// None when nothing is accepted.
std::optional<std::string> shortest_accepted(const Automaton& automaton);

// Pairs of states that a walk over two automata may visit.
inline constexpr std::size_t kMaxStatePairs = 2'000'000;

// A shortest string that both accept; none when there is none.
// Errors: kStateBudget when it would take more than `max_pairs` pairs of states.
Expected<std::optional<std::string>> intersection_witness(const Automaton& left,
                                                          const Automaton& right,
                                                          std::size_t max_pairs = kMaxStatePairs);

// A shortest string that `left` accepts and `right` does not; none when the language of left lies
// within that of right.
// Errors: as intersection_witness.
Expected<std::optional<std::string>> difference_witness(const Automaton& left,
                                                        const Automaton& right,
                                                        std::size_t max_pairs = kMaxStatePairs);

}  // namespace assay

#endif  // ASSAY_SPEC_AUTOMATON_ALGEBRA_H_
