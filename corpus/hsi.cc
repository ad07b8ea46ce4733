#include "corpus/hsi.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace assay {
namespace {

constexpr std::size_t kPairsTried = 12;  // splitters that each node chooses the most even one of

class Separator {
 public:
  Separator(const MooreMachine& machine, const Refinement& refinement)
      : machine_(machine), rounds_(refinement.rounds), distance_(distances_to_output(machine)) {}

  // A word behind which the outputs of the two differ; none when they lie in one block.
  std::optional<ClassWord> word(std::uint32_t left, std::uint32_t right) const {
    if (rounds_.back()[left] == rounds_.back()[right]) return std::nullopt;
    std::size_t round = 0;
    while (rounds_[round][left] == rounds_[round][right]) ++round;
    ClassWord result;
    for (; round > 0; --round) {
      const std::vector<std::uint32_t>& before = rounds_[round - 1];
      if (before[left] != before[right]) continue;
      std::uint32_t letter = 0;
      while (before[machine_.step(left, letter)] == before[machine_.step(right, letter)]) ++letter;
      result.push_back(letter);
      left = machine_.step(left, letter);
      right = machine_.step(right, letter);
    }
    // Round 0: the outputs differ, or just one of the two can still accept.
    if (machine_.outputs[left] != machine_.outputs[right]) return result;
    std::uint32_t live = distance_[left] == UINT32_MAX ? right : left;
    while (distance_[live] != 0) {
      std::uint32_t letter = 0;
      while (distance_[machine_.step(live, letter)] != distance_[live] - 1) ++letter;
      result.push_back(letter);
      live = machine_.step(live, letter);
    }
    return result;
  }

 private:
  const MooreMachine& machine_;
  const std::vector<std::vector<std::uint32_t>>& rounds_;
  std::vector<std::uint32_t> distance_;
};

constexpr std::size_t kOutputs = 3;
using Parts = std::array<std::vector<std::uint32_t>, kOutputs>;

Parts split(const MooreMachine& machine, const std::vector<std::uint32_t>& states,
            const ClassWord& word) {
  Parts parts;
  for (const std::uint32_t state : states) {
    parts[machine.outputs[machine.run(state, word)]].push_back(state);
  }
  return parts;
}

std::size_t largest(const Parts& parts) {
  std::size_t size = 0;
  for (const auto& part : parts) size = std::max(size, part.size());
  return size;
}

}  // namespace

StateIdentifiers::StateIdentifiers(const MooreMachine& machine, const Refinement& refinement,
                                   const std::vector<std::uint32_t>& states) {
  const Separator separator(machine, refinement);
  for (const std::uint32_t state : states) words_[state];
  std::vector<std::vector<std::uint32_t>> nodes = {states};
  while (!nodes.empty()) {
    const std::vector<std::uint32_t> node = std::move(nodes.back());
    nodes.pop_back();
    if (node.empty()) continue;
    std::optional<std::pair<ClassWord, Parts>> best;
    const auto offer = [&](ClassWord word) {
      Parts parts = split(machine, node, word);
      const std::size_t size = largest(parts);
      if (size == node.size()) return;
      if (best) {
        const std::size_t best_size = largest(best->second);
        if (size > best_size) return;
        if (size == best_size && word.size() >= best->first.size()) return;
      }
      best.emplace(std::move(word), std::move(parts));
    };
    offer({});
    std::size_t tried = best ? kPairsTried : 0;  // outputs first: their word costs nothing
    const std::size_t stride = std::max<std::size_t>(1, node.size() / kPairsTried);
    for (std::size_t i = 1; i < node.size() && tried < kPairsTried; i += best ? stride : 1) {
      if (auto word = separator.word(node.front(), node[i])) {
        offer(std::move(*word));
        ++tried;
      }
    }
    if (!best) continue;  // all of one block
    for (const std::uint32_t state : node) words_[state].push_back(best->first);
    for (auto& part : best->second) nodes.push_back(std::move(part));
  }
  // A state that nothing is to be told from still shows its output.
  for (auto& [state, words] : words_) {
    if (words.empty()) words.emplace_back();
  }
}

std::vector<std::uint32_t> states_behind(const MooreMachine& machine,
                                         const std::vector<std::uint32_t>& cover) {
  std::vector<std::uint32_t> states = cover;
  for (const std::uint32_t state : cover) {
    for (std::uint32_t letter = 0; letter < machine.class_count; ++letter) {
      states.push_back(machine.step(state, letter));
    }
  }
  std::sort(states.begin(), states.end());
  states.erase(std::unique(states.begin(), states.end()), states.end());
  return states;
}

void for_each_hsi_test(const MooreMachine& machine, const std::vector<std::uint32_t>& cover,
                       std::uint32_t extra_states, const StateIdentifiers& identifiers,
                       const std::function<void(const HsiTest&)>& visit) {
  for (const std::uint32_t state : cover) {
    HsiTest test;
    test.state = state;
    // All words of at most k + 1 letters, as numbers in base class_count, shorter ones first.
    for (std::uint32_t length = 0; length <= extra_states + 1; ++length) {
      test.middle.assign(length, 0);
      for (bool more = true; more;) {
        test.reached = machine.run(state, test.middle);
        const std::size_t count = identifiers.of(test.reached).size();
        for (test.identifier = 0; test.identifier < count; ++test.identifier) visit(test);
        more = false;
        for (std::size_t at = length; at-- > 0;) {
          if (++test.middle[at] < machine.class_count) {
            more = true;
            break;
          }
          test.middle[at] = 0;
        }
      }
    }
  }
}

std::size_t count_hsi_tests(const MooreMachine& machine, const std::vector<std::uint32_t>& cover,
                            std::uint32_t extra_states, const StateIdentifiers& identifiers) {
  std::size_t count = 0;
  // By the number of words that lead from the cover to each state.
  std::vector<std::size_t> ways(machine.state_count(), 0);
  for (const std::uint32_t state : cover) ++ways[state];
  for (std::uint32_t length = 0;; ++length) {
    for (std::uint32_t state = 0; state < ways.size(); ++state) {
      if (ways[state] != 0) count += ways[state] * identifiers.of(state).size();
    }
    if (length == extra_states + 1) return count;
    std::vector<std::size_t> next(ways.size(), 0);
    for (std::uint32_t state = 0; state < ways.size(); ++state) {
      if (ways[state] == 0) continue;
      for (std::uint32_t letter = 0; letter < machine.class_count; ++letter) {
        next[machine.step(state, letter)] += ways[state];
      }
    }
    ways = std::move(next);
  }
}

}  // namespace assay
