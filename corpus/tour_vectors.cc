// Packed positive tours: words that take as much of the language as they can hold.
#include <fmt/format.h>

#include <algorithm>
#include <queue>

#include "corpus/string_task.h"

namespace assay {
namespace {

using State = Automaton::State;
constexpr std::uint32_t kTourLength = 512;

// What is still to be taken: in each block of states, each character behind each other one. States
// of a block must agree on the characters that they allow.
class Tour {
 public:
  Tour(StringTask& task, const std::vector<std::uint32_t>& block_by_state)
      : task_(task),
        automaton_(task.automaton()),
        block_by_state_(block_by_state),
        limit_(std::max(task.min, task.at_most(std::max(kTourLength, 2 * task.min)))) {
    by_class_.resize(automaton_.class_count());
    for (const RefinedScalar& refined : task.alphabet) {
      by_class_[automaton_.class_of(refined.scalar)].push_back(scalars_.size());
      scalars_.push_back(refined.scalar);
    }
    const std::uint32_t blocks =
        *std::max_element(block_by_state.begin(), block_by_state.end()) + 1;
    allowed_.resize(blocks);
    classes_.resize(blocks);
    std::vector<bool> met(blocks, false);
    for (State state = 0; state < automaton_.state_count(); ++state) {
      const std::uint32_t block = block_by_state[state];
      if (met[block]) continue;
      met[block] = true;
      for (std::uint32_t c = 0; c < automaton_.class_count(); ++c) {
        const auto scalar_class = static_cast<Automaton::Class>(c);
        if (by_class_[c].empty() || automaton_.dead(automaton_.step_class(state, scalar_class))) {
          continue;
        }
        classes_[block].push_back(scalar_class);
        allowed_[block].insert(allowed_[block].end(), by_class_[c].begin(), by_class_[c].end());
      }
    }
    // The last row of a block: nothing before.
    rows_.resize(std::size_t{blocks} * (scalars_.size() + 1));
  }

  // Walks on; false when there was nothing new.
  bool next() {
    state_ = automaton_.start();
    before_ = scalars_.size();
    word_.clear();
    std::size_t fresh = 0;
    while (word_.size() < limit_) {
      if (const auto at = fresh_in(state_, before_, word_.size())) {
        ++fresh;
        rows_[row(state_, before_)].taken[*at] = true;
        walk(allowed_[block_by_state_[state_]][*at]);
      } else if (!walk_to_fresh()) {
        break;
      }
    }
    return fresh > 0;
  }
  // The walk continued to a word; none where the language has none that is long enough.
  std::optional<std::u32string> word() { return task_.finished(word_, state_); }

 private:
  struct Row {
    std::vector<bool> taken;  // as allowed_ of the block; empty until the row is met
    std::size_t done = 0;     // all below are taken
  };

  std::size_t row(State state, std::size_t before) const {
    return std::size_t{block_by_state_[state]} * (scalars_.size() + 1) + before;
  }

  // Whether a word can still end in the bounds after that step.
  bool may_step(State to, std::size_t size) const {
    const std::uint32_t distance = task_.planner.distance(to);
    return distance != WordPlanner::kNoWay && size + 1 + distance <= limit_;
  }

  // Where in allowed_ the next new character stands.
  std::optional<std::size_t> fresh_in(State state, std::size_t before, std::size_t size) {
    const auto& allowed = allowed_[block_by_state_[state]];
    Row& r = rows_[row(state, before)];
    if (r.taken.empty()) r.taken.assign(allowed.size(), false);
    while (r.done < allowed.size() && r.taken[r.done]) ++r.done;
    for (std::size_t i = r.done; i < allowed.size(); ++i) {
      if (!r.taken[i] && may_step(automaton_.step(state, scalars_[allowed[i]]), size)) return i;
    }
    return std::nullopt;
  }

  void walk(std::size_t index) {
    word_ += scalars_[index];
    state_ = automaton_.step(state_, scalars_[index]);
    before_ = index;
  }

  // Takes the shortest way to a place where something is new; false: there is none within reach.
  bool walk_to_fresh() {
    struct Visit {
      State state;
      std::size_t from, index, depth;
    };
    std::vector<Visit> visits = {{state_, 0, 0, 0}};
    std::vector<bool> seen(automaton_.state_count(), false);
    seen[state_] = true;
    for (std::size_t v = 0; v < visits.size(); ++v) {
      const Visit visit = visits[v];
      const std::size_t size = word_.size() + visit.depth;
      for (const Automaton::Class scalar_class : classes_[block_by_state_[visit.state]]) {
        const State to = automaton_.step_class(visit.state, scalar_class);
        if (!may_step(to, size)) continue;
        for (const std::size_t i : by_class_[scalar_class]) {
          if (!fresh_in(to, i, size + 1)) continue;
          std::vector<std::size_t> way = {i};
          for (std::size_t at = v; at != 0; at = visits[at].from) way.push_back(visits[at].index);
          for (auto index = way.rbegin(); index != way.rend(); ++index) walk(*index);
          return true;
        }
        if (seen[to]) continue;
        seen[to] = true;
        visits.push_back({to, v, by_class_[scalar_class].front(), visit.depth + 1});
      }
    }
    return false;
  }

  StringTask& task_;
  const Automaton& automaton_;
  const std::vector<std::uint32_t>& block_by_state_;
  std::uint32_t limit_;
  std::vector<char32_t> scalars_;
  std::vector<std::vector<std::size_t>> by_class_;      // into scalars_
  std::vector<std::vector<std::size_t>> allowed_;       // by block, into scalars_
  std::vector<std::vector<Automaton::Class>> classes_;  // by block: those with allowed scalars
  std::vector<Row> rows_;
  State state_ = 0;
  std::size_t before_ = 0;
  std::u32string word_;
};

}  // namespace

std::vector<VectorCandidate> tour_candidates(StringTask& task,
                                             const std::vector<std::uint32_t>& block_by_state,
                                             std::size_t max_words) {
  Tour tour(task, block_by_state);
  std::vector<VectorCandidate> candidates;
  for (std::size_t walks = 0; walks < max_words && tour.next(); ++walks) {
    auto word = tour.word();
    if (!word) continue;
    const std::uint32_t flags = task.with_dialects(kFlagTour, *word);
    candidates.push_back({std::move(*word), flags, fmt::format("tour/{}", candidates.size())});
  }
  return candidates;
}

}  // namespace assay
