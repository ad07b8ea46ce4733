// Words through an automaton that end where they should: accepted, and as long as they must be.
#ifndef ASSAY_CORPUS_WORD_PLANNER_H_
#define ASSAY_CORPUS_WORD_PLANNER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "spec/automaton.h"

namespace assay {

// The character of the class that reads best: letters, digits, punctuation, in this order.
char32_t plain_scalar(const std::vector<ScalarRange>& ranges) noexcept;

// Units: lengths in scalars.
class WordPlanner {
 public:
  using State = Automaton::State;
  // `automaton` must outlive the planner. Cost: states * classes.
  explicit WordPlanner(const Automaton& automaton);

  // A shortest word from the start to the state. Every state of a minimal automaton has one.
  const std::u32string& access(State state) const noexcept { return access_[state]; }
  // A word of that length to the state, if there is one within reach of the tables.
  std::optional<std::u32string> access_of_length(State state, std::uint32_t length);

  // Whether a word of exactly that length is accepted from the state. False also past the tables,
  // where only pumping a loop finds one.
  bool accepts_in(State state, std::uint32_t length);
  // That word: mostly one character repeated where the automaton has a loop.
  std::optional<std::u32string> completion(State state, std::uint32_t length);
  // The shortest completion with at least `least` and at most `most` characters.
  std::optional<std::u32string> completion_between(State state, std::uint32_t least,
                                                   std::uint32_t most);
  // Characters to the nearest accepting state; kNoWay from the dead state.
  static constexpr std::uint32_t kNoWay = UINT32_MAX;
  std::uint32_t distance(State state) const noexcept { return distance_[state]; }

  // A different live target of the state and the plainest character that leads there.
  struct Step {
    State to = 0;
    char32_t scalar = 0;
  };
  const std::vector<Step>& steps(State state) const noexcept { return steps_[state]; }
  const Automaton& automaton() const noexcept { return automaton_; }

 private:
  using StateSet = std::vector<std::uint64_t>;
  static bool has(const StateSet& set, State state) noexcept {
    return (set[state / 64] >> (state % 64) & 1) != 0;
  }
  bool tables_reach(std::uint32_t length);
  std::u32string shortest_completion(State state) const;
  std::optional<std::u32string> pumped(State state, std::uint32_t length);

  const Automaton& automaton_;
  std::vector<std::vector<Step>> steps_;  // by state, live targets only
  std::vector<std::u32string> access_;    // by state
  std::vector<std::uint32_t> distance_;   // by state
  std::vector<StateSet> accepts_in_;      // [k]: states that accept in exactly k more
  std::vector<StateSet> reached_in_;      // [k]: states that words of length k reach
  std::uint64_t step_count_ = 0;
};

}  // namespace assay

#endif  // ASSAY_CORPUS_WORD_PLANNER_H_
