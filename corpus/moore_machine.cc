#include "corpus/moore_machine.h"

#include <map>
#include <queue>
#include <utility>

namespace assay {
namespace {

// Numbers equal signatures alike, by first occurrence.
template <typename Signature>
class Numbering {
 public:
  std::uint32_t number(Signature signature) {
    return numbers_.emplace(std::move(signature), static_cast<std::uint32_t>(numbers_.size()))
        .first->second;
  }
  std::uint32_t count() const noexcept { return static_cast<std::uint32_t>(numbers_.size()); }

 private:
  std::map<Signature, std::uint32_t> numbers_;
};

}  // namespace

MooreMachine machine_of(const Automaton& automaton) {
  MooreMachine machine;
  machine.class_count = automaton.class_count();
  for (Automaton::State state = 0; state < automaton.state_count(); ++state) {
    machine.outputs.push_back(automaton.accepting(state) ? 1 : 0);
    for (std::uint32_t c = 0; c < machine.class_count; ++c) {
      machine.transitions.push_back(automaton.step_class(state, static_cast<Automaton::Class>(c)));
    }
  }
  return machine;
}

std::vector<std::uint32_t> distances_to_output(const MooreMachine& machine) {
  const std::uint32_t states = machine.state_count();
  std::vector<std::vector<std::uint32_t>> sources(states);
  std::vector<std::uint32_t> distance(states, UINT32_MAX);
  std::queue<std::uint32_t> queue;
  for (std::uint32_t state = 0; state < states; ++state) {
    for (std::uint32_t c = 0; c < machine.class_count; ++c) {
      const std::uint32_t to = machine.step(state, c);
      if (sources[to].empty() || sources[to].back() != state) sources[to].push_back(state);
    }
    if (machine.outputs[state] == 0) continue;
    distance[state] = 0;
    queue.push(state);
  }
  for (; !queue.empty(); queue.pop()) {
    for (const std::uint32_t from : sources[queue.front()]) {
      if (distance[from] != UINT32_MAX) continue;
      distance[from] = distance[queue.front()] + 1;
      queue.push(from);
    }
  }
  return distance;
}

Refinement refine(const MooreMachine& machine, std::uint32_t max_blocks,
                  std::uint32_t least_rounds) {
  const std::uint32_t states = machine.state_count();
  const std::vector<std::uint32_t> distance = distances_to_output(machine);
  Refinement refinement;
  Numbering<std::pair<std::uint8_t, bool>> outputs;
  std::vector<std::uint32_t> blocks(states);
  for (std::uint32_t state = 0; state < states; ++state) {
    blocks[state] = outputs.number({machine.outputs[state], distance[state] == UINT32_MAX});
  }
  refinement.block_count = outputs.count();
  refinement.rounds.push_back(blocks);
  for (;;) {
    const std::vector<std::uint32_t>& before = refinement.rounds.back();
    Numbering<std::vector<std::uint32_t>> signatures;
    for (std::uint32_t state = 0; state < states; ++state) {
      std::vector<std::uint32_t> signature = {before[state]};
      for (std::uint32_t c = 0; c < machine.class_count; ++c) {
        signature.push_back(before[machine.step(state, c)]);
      }
      blocks[state] = signatures.number(std::move(signature));
    }
    if (signatures.count() == refinement.block_count) {
      refinement.stable = true;
      return refinement;
    }
    if (signatures.count() > max_blocks && refinement.rounds.size() > least_rounds) {
      return refinement;
    }
    refinement.block_count = signatures.count();
    refinement.rounds.push_back(blocks);
  }
}

MooreMachine minimal(const MooreMachine& machine) {
  const Refinement refinement = refine(machine, UINT32_MAX, 0);
  const std::vector<std::uint32_t>& block = refinement.rounds.back();
  std::vector<std::uint32_t> number(refinement.block_count, UINT32_MAX);
  std::vector<std::uint32_t> order = {0};  // one state of each block
  number[block[0]] = 0;
  MooreMachine result;
  result.class_count = machine.class_count;
  for (std::size_t i = 0; i < order.size(); ++i) {
    result.outputs.push_back(machine.outputs[order[i]]);
    for (std::uint32_t c = 0; c < machine.class_count; ++c) {
      const std::uint32_t to = machine.step(order[i], c);
      if (number[block[to]] == UINT32_MAX) {
        number[block[to]] = static_cast<std::uint32_t>(order.size());
        order.push_back(to);
      }
      result.transitions.push_back(number[block[to]]);
    }
  }
  return result;
}

}  // namespace assay
