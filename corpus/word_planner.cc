#include "corpus/word_planner.h"

#include <algorithm>
#include <queue>

#include "spec/utf8.h"

namespace assay {
namespace {

// Steps that the tables by length may cost; longer words are found by pumping loops.
constexpr std::uint64_t kMaxWork = 60'000'000;

int reading_rank(char32_t scalar) noexcept {
  if (scalar >= 'a' && scalar <= 'z') return 0;
  if (scalar >= '0' && scalar <= '9') return 1;
  if (scalar >= 'A' && scalar <= 'Z') return 2;
  if (scalar > ' ' && scalar <= '~') return 3;
  if (scalar == ' ') return 4;
  return scalar >= 0xA1 ? 5 : 6;
}

}  // namespace

char32_t plain_scalar(const std::vector<ScalarRange>& ranges) noexcept {
  constexpr char32_t kStarts[] = {'a', '0', 'A', '-', '!', ' ', 0xA1};
  char32_t best = ranges.front().first;
  const auto offer = [&best](char32_t scalar) {
    if (reading_rank(scalar) < reading_rank(best)) best = scalar;
  };
  for (const ScalarRange& range : ranges) {
    offer(range.first);
    for (const char32_t start : kStarts) {
      if (range.first <= start && start <= range.last) offer(start);
    }
  }
  return best;
}

WordPlanner::WordPlanner(const Automaton& automaton) : automaton_(automaton) {
  const std::uint32_t states = automaton.state_count();
  std::vector<char32_t> plain;
  for (std::uint32_t c = 0; c < automaton.class_count(); ++c) {
    plain.push_back(plain_scalar(automaton.class_ranges(static_cast<Automaton::Class>(c))));
  }
  std::vector<std::uint32_t> order(plain.size());  // of the classes: the best-reading ones first
  for (std::uint32_t c = 0; c < order.size(); ++c) order[c] = c;
  std::sort(order.begin(), order.end(), [&plain](std::uint32_t a, std::uint32_t b) {
    const int left = reading_rank(plain[a]), right = reading_rank(plain[b]);
    return left != right ? left < right : a < b;
  });
  steps_.resize(states);
  std::vector<std::vector<State>> sources(states);
  std::vector<std::uint32_t> seen(states, UINT32_MAX);
  for (State state = 0; state < states; ++state) {
    for (const std::uint32_t c : order) {
      const State to = automaton.step_class(state, static_cast<Automaton::Class>(c));
      if (automaton.dead(to) || seen[to] == state) continue;
      seen[to] = state;
      steps_[state].push_back({to, plain[c]});
      sources[to].push_back(state);
      ++step_count_;
    }
  }
  access_.resize(states);
  std::vector<bool> reached(states, false);
  std::queue<State> queue;
  queue.push(automaton.start());
  reached[automaton.start()] = true;
  for (; !queue.empty(); queue.pop()) {
    const State state = queue.front();
    for (const std::uint32_t c : order) {
      const State to = automaton.step_class(state, static_cast<Automaton::Class>(c));
      if (reached[to]) continue;
      reached[to] = true;
      access_[to] = access_[state] + plain[c];
      if (!automaton.dead(to)) queue.push(to);
    }
  }
  distance_.assign(states, kNoWay);
  for (State state = 0; state < states; ++state) {
    if (!automaton.accepting(state)) continue;
    distance_[state] = 0;
    queue.push(state);
  }
  for (; !queue.empty(); queue.pop()) {
    const State state = queue.front();
    for (const State from : sources[state]) {
      if (distance_[from] != kNoWay) continue;
      distance_[from] = distance_[state] + 1;
      queue.push(from);
    }
  }
  const std::size_t words = (states + 63) / 64;
  accepts_in_.emplace_back(words);
  reached_in_.emplace_back(words);
  for (State state = 0; state < states; ++state) {
    if (automaton.accepting(state)) accepts_in_[0][state / 64] |= std::uint64_t{1} << (state % 64);
  }
  reached_in_[0][0] |= automaton.dead(automaton.start()) ? 0 : 1;
}

bool WordPlanner::tables_reach(std::uint32_t length) {
  const std::uint64_t cost = step_count_ + steps_.size();
  if (std::uint64_t{length} * cost > kMaxWork) return false;
  while (accepts_in_.size() <= length) {
    const StateSet& before = accepts_in_.back();
    const StateSet& here = reached_in_.back();
    StateSet accepts(before.size()), reached(before.size());
    for (State state = 0; state < steps_.size(); ++state) {
      const bool from = has(here, state);
      for (const Step& step : steps_[state]) {
        if (has(before, step.to)) accepts[state / 64] |= std::uint64_t{1} << (state % 64);
        if (from) reached[step.to / 64] |= std::uint64_t{1} << (step.to % 64);
      }
    }
    accepts_in_.push_back(std::move(accepts));
    reached_in_.push_back(std::move(reached));
  }
  return true;
}

bool WordPlanner::accepts_in(State state, std::uint32_t length) {
  return tables_reach(length) && has(accepts_in_[length], state);
}

std::optional<std::u32string> WordPlanner::access_of_length(State state, std::uint32_t length) {
  if (!tables_reach(length)) return std::nullopt;
  if (automaton_.dead(state)) {  // one wrong character after a word of live states
    if (length == 0) return std::nullopt;
    for (State from = 0; from < steps_.size(); ++from) {
      if (!has(reached_in_[length - 1], from)) continue;
      for (std::uint32_t c = automaton_.class_count(); c-- > 0;) {
        const auto scalar_class = static_cast<Automaton::Class>(c);
        if (automaton_.step_class(from, scalar_class) != state) continue;
        auto word = access_of_length(from, length - 1);
        if (word) *word += plain_scalar(automaton_.class_ranges(scalar_class));
        return word;
      }
    }
    return std::nullopt;
  }
  if (!has(reached_in_[length], state)) return std::nullopt;
  // Forwards, along states from which the goal is still reached in what is left.
  std::vector<StateSet> goal(length + 1, StateSet(reached_in_[0].size()));
  goal[0][state / 64] |= std::uint64_t{1} << (state % 64);
  for (std::uint32_t left = 1; left <= length; ++left) {
    for (State from = 0; from < steps_.size(); ++from) {
      if (!has(reached_in_[length - left], from)) continue;
      for (const Step& step : steps_[from]) {
        if (has(goal[left - 1], step.to)) goal[left][from / 64] |= std::uint64_t{1} << (from % 64);
      }
    }
  }
  std::u32string word;
  State at = automaton_.start();
  for (std::uint32_t left = length; left > 0; --left) {
    for (const Step& step : steps_[at]) {
      if (!has(goal[left - 1], step.to)) continue;
      word += step.scalar;
      at = step.to;
      break;
    }
  }
  return word;
}

std::u32string WordPlanner::shortest_completion(State state) const {
  std::u32string word;
  while (distance_[state] != 0) {
    for (const Step& step : steps_[state]) {
      if (distance_[step.to] + 1 != distance_[state]) continue;
      word += step.scalar;
      state = step.to;
      break;
    }
  }
  return word;
}

std::optional<std::u32string> WordPlanner::completion(State state, std::uint32_t length) {
  if (distance_[state] == kNoWay || distance_[state] > length) return std::nullopt;
  if (distance_[state] == length) return shortest_completion(state);
  if (auto word = pumped(state, length)) return word;
  if (!accepts_in(state, length)) return std::nullopt;
  std::u32string word;
  for (std::uint32_t left = length; left > 0; --left) {
    const StateSet& goal = accepts_in_[left - 1];
    const auto& steps = steps_[state];
    auto step = std::find_if(steps.begin(), steps.end(),
                             [state](const Step& candidate) { return candidate.to == state; });
    if (step == steps.end() || !has(goal, step->to)) {
      step = std::find_if(steps.begin(), steps.end(),
                          [&goal](const Step& candidate) { return has(goal, candidate.to); });
    }
    word += step->scalar;
    state = step->to;
  }
  return word;
}

// The way to the nearest loop, the loop, the way to the end.
std::optional<std::u32string> WordPlanner::pumped(State state, std::uint32_t length) {
  std::vector<State> from(steps_.size(), UINT32_MAX);
  std::vector<char32_t> by(steps_.size(), 0);
  std::vector<std::uint32_t> depth(steps_.size(), 0);
  std::queue<State> queue;
  queue.push(state);
  from[state] = state;
  for (; !queue.empty(); queue.pop()) {
    const State at = queue.front();
    if (depth[at] + distance_[at] > length) continue;
    for (const Step& step : steps_[at]) {
      if (step.to == at) {
        std::u32string way;
        for (State back = at; back != state; back = from[back]) way += by[back];
        std::u32string word(way.rbegin(), way.rend());
        word.append(length - depth[at] - distance_[at], step.scalar);
        return word + shortest_completion(at);
      }
      if (from[step.to] != UINT32_MAX) continue;
      from[step.to] = at;
      by[step.to] = step.scalar;
      depth[step.to] = depth[at] + 1;
      queue.push(step.to);
    }
  }
  return std::nullopt;
}

std::optional<std::u32string> WordPlanner::completion_between(State state, std::uint32_t least,
                                                              std::uint32_t most) {
  if (distance_[state] == kNoWay) return std::nullopt;
  for (std::uint32_t length = std::max(least, distance_[state]); length <= most; ++length) {
    if (auto word = completion(state, length)) return word;
    if (length - least > 2'048) break;
  }
  return std::nullopt;
}

}  // namespace assay
