#include "spec/lint_lengths.h"

#include <algorithm>
#include <cassert>

#include "spec/utf8.h"

namespace assay {

using State = Automaton::State;
using Class = Automaton::Class;

std::optional<LengthLayers> LengthLayers::walk(const Automaton& automaton, std::uint64_t max,
                                               std::uint64_t max_work) {
  const std::uint32_t states = automaton.state_count(), classes = automaton.class_count();
  std::uint64_t work = std::uint64_t{states} * classes;
  if (work > max_work) return std::nullopt;
  // The different successors of each state: most classes lead to the same few.
  std::vector<std::vector<State>> successors(states);
  for (State state = 0; state < states; ++state) {
    std::vector<State>& next = successors[state];
    for (std::uint32_t c = 0; c < classes; ++c) {
      const State target = automaton.step_class(state, static_cast<Class>(c));
      if (!automaton.dead(target)) next.push_back(target);
    }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
  }

  LengthLayers out(automaton);
  out.max_ = max;
  std::vector<State> layer;
  if (!automaton.dead(automaton.start())) layer.push_back(automaton.start());
  std::vector<std::uint64_t> seen(states, UINT64_MAX);
  for (std::uint64_t length = 0;; ++length) {
    const bool accepts = std::any_of(layer.begin(), layer.end(),
                                     [&](State state) { return automaton.accepting(state); });
    if (!out.layers_.empty() && layer == out.layers_.back()) break;  // repeats from here on
    out.layers_.push_back(layer);
    out.accepts_.push_back(accepts ? 1 : 0);
    if (length == max || layer.empty()) break;
    std::vector<State> next;
    for (const State state : layer) {
      work += successors[state].size() + 1;
      for (const State target : successors[state]) {
        if (seen[target] == length) continue;
        seen[target] = length;
        next.push_back(target);
      }
    }
    if (work > max_work) return std::nullopt;
    std::sort(next.begin(), next.end());
    layer = std::move(next);
  }
  return out;
}

bool LengthLayers::accepts(std::uint64_t length) const noexcept {
  return accepts_[length < accepts_.size() ? length : accepts_.size() - 1] != 0;
}

std::optional<std::uint64_t> LengthLayers::first_from(std::uint64_t min) const noexcept {
  if (min > max_) return std::nullopt;
  for (std::uint64_t length = min; length < accepts_.size(); ++length) {
    if (accepts_[length] != 0) return length;
  }
  const std::uint64_t beyond = std::max<std::uint64_t>(min, accepts_.size());
  if (beyond <= max_ && accepts_.back() != 0) return beyond;
  return std::nullopt;
}

std::optional<std::uint64_t> LengthLayers::last() const noexcept {
  if (accepts_.back() != 0 && max_ >= accepts_.size()) return max_;
  for (std::uint64_t length = accepts_.size(); length-- > 0;) {
    if (accepts_[length] != 0) return length;
  }
  return std::nullopt;
}

std::string LengthLayers::example(std::uint64_t length) const {
  assert(accepts(length) && length <= kMaxWitness);
  // Backwards from an accepting state of the last layer.
  State state = 0;
  for (const State candidate : layer(length)) {
    if (automaton_->accepting(candidate)) {
      state = candidate;
      break;
    }
  }
  std::u32string scalars;
  for (std::uint64_t at = length; at-- > 0;) {
    [[maybe_unused]] bool found = false;
    for (const State before : layer(at)) {
      std::optional<char32_t> best;
      for (std::uint32_t c = 0; c < automaton_->class_count(); ++c) {
        if (automaton_->step_class(before, static_cast<Class>(c)) != state) continue;
        const char32_t scalar = sample_scalar(*automaton_, static_cast<Class>(c));
        if (!best || scalar == 'a') best = scalar;
      }
      if (!best) continue;
      scalars += *best;
      state = before;
      found = true;
      break;
    }
    assert(found);
  }
  std::string text;
  for (auto scalar = scalars.rbegin(); scalar != scalars.rend(); ++scalar) {
    append_utf8(text, *scalar);
  }
  return text;
}

char32_t sample_scalar(const Automaton& automaton, Class scalar_class) noexcept {
  const std::vector<ScalarRange>& ranges = automaton.class_ranges(scalar_class);
  for (const ScalarRange wanted :
       {ScalarRange{'a', 'z'}, ScalarRange{'0', '9'}, ScalarRange{'A', 'Z'}, ScalarRange{'!', '~'},
        ScalarRange{' ', ' '}, ScalarRange{0xA1, kMaxScalar}}) {
    for (const ScalarRange& range : ranges) {
      if (range.first <= wanted.last && wanted.first <= range.last) {
        return std::max(range.first, wanted.first);
      }
    }
  }
  return ranges.front().first;
}

}  // namespace assay
