// Deterministic machines with an output a state: what test suites of automata are derived from.
#ifndef ASSAY_CORPUS_MOORE_MACHINE_H_
#define ASSAY_CORPUS_MOORE_MACHINE_H_

#include <cstdint>
#include <vector>

#include "spec/automaton.h"

namespace assay {

// Complete; state 0 is the start. Outputs are verdicts: 0 rejects.
struct MooreMachine {
  std::uint32_t class_count = 0;
  std::vector<std::uint32_t> transitions;  // state * class_count + class
  std::vector<std::uint8_t> outputs;       // by state

  std::uint32_t state_count() const noexcept { return static_cast<std::uint32_t>(outputs.size()); }
  std::uint32_t step(std::uint32_t state, std::uint32_t letter) const noexcept {
    return transitions[std::size_t{state} * class_count + letter];
  }
  std::uint32_t run(std::uint32_t state, const std::vector<std::uint32_t>& word) const noexcept {
    for (const std::uint32_t letter : word) state = step(state, letter);
    return state;
  }
};

// Outputs: 1 where the automaton accepts.
MooreMachine machine_of(const Automaton& automaton);

// Letters to the nearest state with another output than 0; UINT32_MAX where there is none.
std::vector<std::uint32_t> distances_to_output(const MooreMachine& machine);

// Rounds of refinement. Round 0 tells outputs apart, and states from which something is accepted
// from those from which nothing is; round r + 1 tells states apart that a letter leads to different
// blocks of round r.
struct Refinement {
  // rounds[r][state] is the block of the state; blocks are numbered from 0 by their first state.
  std::vector<std::vector<std::uint32_t>> rounds;
  std::uint32_t block_count = 0;  // of the last round
  bool stable = false;            // whether the last round is the coarsest one that is closed
};
// Refines until nothing changes, or until one more round would make more than `max_blocks`; at
// least `least_rounds` of them.
Refinement refine(const MooreMachine& machine, std::uint32_t max_blocks,
                  std::uint32_t least_rounds);

// The minimal machine; states in breadth-first order.
MooreMachine minimal(const MooreMachine& machine);

}  // namespace assay

#endif  // ASSAY_CORPUS_MOORE_MACHINE_H_
