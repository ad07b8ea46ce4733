// A minimal deterministic automaton over Unicode classes; what a pattern is compiled to.
#ifndef ASSAY_SPEC_AUTOMATON_H_
#define ASSAY_SPEC_AUTOMATON_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace assay {

// A range of Unicode scalar values, both ends included.
struct ScalarRange {
  char32_t first = 0;
  char32_t last = 0;
  friend bool operator==(const ScalarRange&, const ScalarRange&) = default;
};

// Immutable, complete, minimal and canonical: two automata are equal exactly when their languages
// are. Scalars fall into classes that every state treats alike, numbered by their first scalar.
// State 0 is the start, the others follow breadth first; at most one state is dead: nothing is
// accepted from it. It is a state like the others and counts as one.
class Automaton {
 public:
  using State = std::uint32_t;
  using Class = std::uint16_t;
  static constexpr std::uint32_t kMaxClasses = UINT16_MAX;

  // Whether the whole of `utf8` is in the language. Cost: one table step a scalar.
  // Text that is not UTF-8 is not matched. REQUIRES: not default-constructed.
  bool matches(std::string_view utf8) const noexcept;

  // One step at a time; for generators, derivation and error places.
  State start() const noexcept { return 0; }
  State step(State state, char32_t scalar) const noexcept {
    return step_class(state, class_of(scalar));
  }
  State step_class(State state, Class scalar_class) const noexcept {
    return transitions_[std::size_t{state} * class_count_ + scalar_class];
  }
  bool accepting(State state) const noexcept { return accepting_[state] != 0; }
  bool dead(State state) const noexcept { return state == dead_; }
  Class class_of(char32_t scalar) const noexcept;

  std::uint32_t state_count() const noexcept {
    return static_cast<std::uint32_t>(accepting_.size());
  }
  std::uint32_t class_count() const noexcept { return class_count_; }
  // Sorted, disjoint, never touching surrogates; together they cover every scalar value.
  const std::vector<ScalarRange>& class_ranges(Class scalar_class) const noexcept {
    return ranges_by_class_[scalar_class];
  }

  friend bool operator==(const Automaton&, const Automaton&) = default;

 private:
  friend class AutomatonBuilder;  // spec/automaton_builder.h
  struct RangeClass {
    char32_t last = 0;
    Class scalar_class = 0;
    friend bool operator==(const RangeClass&, const RangeClass&) = default;
  };
  std::array<Class, 128> ascii_class_{};
  std::vector<RangeClass> class_by_range_;  // sorted by last
  std::vector<std::vector<ScalarRange>> ranges_by_class_;
  std::vector<State> transitions_;  // state * class_count_ + class
  // The same with each target multiplied by class_count_: what a step of matches() waits for is
  // one addition and one load.
  std::vector<std::uint32_t> rows_;
  std::vector<std::uint8_t> accepting_;
  std::uint32_t class_count_ = 0;
  State dead_ = UINT32_MAX;
};

}  // namespace assay

#endif  // ASSAY_SPEC_AUTOMATON_H_
