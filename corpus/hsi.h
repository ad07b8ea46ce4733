// Test suites of finite machines by harmonised state identifiers.
#ifndef ASSAY_CORPUS_HSI_H_
#define ASSAY_CORPUS_HSI_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

#include "corpus/moore_machine.h"

namespace assay {

using ClassWord = std::vector<std::uint32_t>;

// For each of some states the words of its ancestors in one splitting tree. Two of the states that
// lie in different blocks share a word behind which their outputs differ.
class StateIdentifiers {
 public:
  // `states`: those to be told apart, without repetition.
  // Cost: states * (words of the tree + classes * rounds).
  StateIdentifiers(const MooreMachine& machine, const Refinement& refinement,
                   const std::vector<std::uint32_t>& states);
  // REQUIRES: one of the states.
  const std::vector<ClassWord>& of(std::uint32_t state) const { return words_.at(state); }

 private:
  std::unordered_map<std::uint32_t, std::vector<ClassWord>> words_;
};

// One test: the way to a state, letters from there, and a word that identifies where they lead.
struct HsiTest {
  std::uint32_t state = 0;  // of the state cover
  ClassWord middle;         // at most k + 1 letters
  std::uint32_t reached = 0;
  std::size_t identifier = 0;  // its number among those of the reached state
};

// The states that the tests of `cover` with one letter behind them need identifiers for.
std::vector<std::uint32_t> states_behind(const MooreMachine& machine,
                                         const std::vector<std::uint32_t>& cover);

// cover . letters^(<= k + 1) . identifiers: with a cover of all states of a minimal machine it
// fails every other machine of at most n + k states over the same letters. REQUIRES: identifiers
// for every state that k + 1 letters reach from the cover. Source: Petrenko, Yevtushenko, von
// Bochmann 1996 (HSI); Chow 1978 (W).
void for_each_hsi_test(const MooreMachine& machine, const std::vector<std::uint32_t>& cover,
                       std::uint32_t extra_states, const StateIdentifiers& identifiers,
                       const std::function<void(const HsiTest&)>& visit);
std::size_t count_hsi_tests(const MooreMachine& machine, const std::vector<std::uint32_t>& cover,
                            std::uint32_t extra_states, const StateIdentifiers& identifiers);

}  // namespace assay

#endif  // ASSAY_CORPUS_HSI_H_
