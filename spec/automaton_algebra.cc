#include "spec/automaton_algebra.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <unordered_set>
#include <utility>
#include <vector>

#include "spec/automaton_builder.h"
#include "spec/utf8.h"

namespace assay {
namespace {

using State = Automaton::State;

// How well a scalar reads in an example; the lowest is best.
int reading_rank(char32_t scalar) {
  if (scalar >= 'a' && scalar <= 'z') return 0;
  if (scalar >= '0' && scalar <= '9') return 1;
  if (scalar >= 'A' && scalar <= 'Z') return 2;
  if (scalar > ' ' && scalar <= '~') return 3;
  if (scalar == ' ') return 4;
  return scalar == '\n' || scalar >= 0xA0 ? 5 : 6;
}

// The first of the best-reading scalars in both range lists; none when they share nothing.
std::optional<char32_t> shared_scalar(const std::vector<ScalarRange>& left,
                                      const std::vector<ScalarRange>& right) {
  constexpr char32_t kStarts[] = {'a', '0', 'A', '!', ' ', '\n', 0xA0};
  std::optional<char32_t> best;
  const auto offer = [&](char32_t scalar) {
    if (!best || reading_rank(scalar) < reading_rank(*best)) best = scalar;
  };
  for (std::size_t i = 0, j = 0; i < left.size() && j < right.size();) {
    const char32_t first = std::max(left[i].first, right[j].first);
    const char32_t last = std::min(left[i].last, right[j].last);
    if (first <= last) {
      offer(first);
      for (const char32_t start : kStarts) {
        if (first <= start && start <= last) offer(start);
      }
    }
    ++(left[i].last < right[j].last ? i : j);
  }
  return best;
}

// A class of each automaton and the scalar that stands for what they share.
struct SharedClass {
  Automaton::Class left = 0, right = 0;
  char32_t scalar = 0;
};

std::vector<SharedClass> shared_classes(const Automaton& left, const Automaton& right) {
  std::vector<SharedClass> shared;
  for (std::uint32_t l = 0; l < left.class_count(); ++l) {
    for (std::uint32_t r = 0; r < right.class_count(); ++r) {
      const auto left_class = static_cast<Automaton::Class>(l);
      const auto right_class = static_cast<Automaton::Class>(r);
      if (const auto scalar =
              shared_scalar(left.class_ranges(left_class), right.class_ranges(right_class))) {
        shared.push_back({left_class, right_class, *scalar});
      }
    }
  }
  // The best-reading scalars first.
  std::sort(shared.begin(), shared.end(), [](const SharedClass& a, const SharedClass& b) {
    const int left_rank = reading_rank(a.scalar), right_rank = reading_rank(b.scalar);
    return left_rank != right_rank ? left_rank < right_rank : a.scalar < b.scalar;
  });
  return shared;
}

// Breadth first over pairs of states until `found(left, right)`.
template <typename Found>
Expected<std::optional<std::string>> shortest_to(const Automaton& left, const Automaton& right,
                                                 bool right_may_die, std::size_t max_pairs,
                                                 Found&& found) {
  struct Visit {
    State left = 0, right = 0;
    std::size_t from = 0;
    char32_t scalar = 0;
  };
  const std::vector<SharedClass> classes = shared_classes(left, right);
  std::vector<Visit> visits = {{left.start(), right.start(), 0, 0}};
  std::unordered_set<std::uint64_t> seen = {0};
  for (std::size_t i = 0; i < visits.size(); ++i) {
    const Visit visit = visits[i];
    if (found(visit.left, visit.right)) {
      std::u32string scalars;
      for (std::size_t at = i; at != 0; at = visits[at].from) scalars += visits[at].scalar;
      std::string text;
      for (auto scalar = scalars.rbegin(); scalar != scalars.rend(); ++scalar) {
        append_utf8(text, *scalar);
      }
      return text;
    }
    for (const SharedClass& step : classes) {
      const State next_left = left.step_class(visit.left, step.left);
      const State next_right = right.step_class(visit.right, step.right);
      if (left.dead(next_left) || (!right_may_die && right.dead(next_right))) continue;
      if (!seen.insert(std::uint64_t{next_left} << 32 | next_right).second) continue;
      if (visits.size() >= max_pairs) {
        Error error;
        error.code = ErrorCode::kStateBudget;
        error.message = fmt::format(
            "comparing two patterns takes more than {} pairs of states; repeat less often in them",
            max_pairs);
        return std::unexpected(error);
      }
      visits.push_back({next_left, next_right, i, step.scalar});
    }
  }
  return std::optional<std::string>();
}

const Automaton& everything() {
  static const Automaton automaton =
      AutomatonBuilder::build({{{0, 0xD7FF}, {0xE000, kMaxScalar}}, {0, 0}, 1, {0}, {1}});
  return automaton;
}

}  // namespace

// Minimal automata have one form of the empty language: a dead start.
bool is_empty(const Automaton& automaton) noexcept { return automaton.dead(automaton.start()); }

std::optional<LengthRange> accepted_lengths(const Automaton& automaton) {
  if (is_empty(automaton)) return std::nullopt;
  // Every state but the dead one is live and reached, so a cycle among them is an unbounded
  // length. Without one, states in topological order give the longest path.
  const std::uint32_t states = automaton.state_count();
  const auto for_each_step = [&](State state, auto&& visit) {
    for (std::uint32_t c = 0; c < automaton.class_count(); ++c) {
      const State next = automaton.step_class(state, static_cast<Automaton::Class>(c));
      if (!automaton.dead(next)) visit(next);
    }
  };
  std::vector<std::uint64_t> incoming(states, 0);
  std::vector<std::uint64_t> shortest(states, LengthRange::kUnbounded);
  std::vector<State> queue = {automaton.start()};
  shortest[automaton.start()] = 0;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const State state = queue[i];
    for_each_step(state, [&](State next) {
      ++incoming[next];
      if (shortest[next] != LengthRange::kUnbounded) return;
      shortest[next] = shortest[state] + 1;
      queue.push_back(next);
    });
  }
  LengthRange range{LengthRange::kUnbounded, 0};
  for (const State state : queue) {
    if (automaton.accepting(state)) range.min = std::min(range.min, shortest[state]);
  }
  const std::size_t live = queue.size();
  std::vector<std::uint64_t> longest(states, 0);
  std::vector<State> order;
  if (incoming[automaton.start()] == 0) order.push_back(automaton.start());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const State state = order[i];
    if (automaton.accepting(state)) range.max = std::max(range.max, longest[state]);
    for_each_step(state, [&](State next) {
      longest[next] = std::max(longest[next], longest[state] + 1);
      if (--incoming[next] == 0) order.push_back(next);
    });
  }
  if (order.size() != live) range.max = LengthRange::kUnbounded;
  return range;
}

std::optional<std::string> shortest_accepted(const Automaton& automaton) {
  return *intersection_witness(automaton, everything(), automaton.state_count());
}

Expected<std::optional<std::string>> intersection_witness(const Automaton& left,
                                                          const Automaton& right,
                                                          std::size_t max_pairs) {
  if (is_empty(left) || is_empty(right)) return std::optional<std::string>();
  return shortest_to(left, right, false, max_pairs,
                     [&](State l, State r) { return left.accepting(l) && right.accepting(r); });
}

Expected<std::optional<std::string>> difference_witness(const Automaton& left,
                                                        const Automaton& right,
                                                        std::size_t max_pairs) {
  if (is_empty(left)) return std::optional<std::string>();
  return shortest_to(left, right, true, max_pairs,
                     [&](State l, State r) { return left.accepting(l) && !right.accepting(r); });
}

}  // namespace assay
