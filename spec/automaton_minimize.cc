#include <cstddef>
#include <numeric>
#include <utility>

#include "spec/automaton_builder.h"

namespace assay {
namespace {

// Blocks of states as slices of one permutation, so that a split moves nothing but the members.
class Partition {
 public:
  explicit Partition(std::uint32_t count)
      : members_(count), place_(count), block_by_state_(count, 0), blocks_{{0, count, 0}} {
    std::iota(members_.begin(), members_.end(), 0u);
    std::iota(place_.begin(), place_.end(), 0u);
  }

  // Moves a state to the marked front of its block.
  void mark(std::uint32_t state) {
    const std::uint32_t index = block_by_state_[state];
    Block& block = blocks_[index];
    const std::uint32_t front = block.begin + block.marked;
    if (place_[state] < front) return;
    if (block.marked++ == 0) touched_.push_back(index);
    const std::uint32_t other = members_[front];
    std::swap(members_[front], members_[place_[state]]);
    place_[other] = place_[state];
    place_[state] = front;
  }

  // Splits every block that has both marked and unmarked members; the smaller part becomes the new
  // block. Calls `split(new block)` for each.
  template <typename Callback>
  void split_marked(Callback&& split) {
    for (const std::uint32_t index : touched_) {
      Block& block = blocks_[index];
      const std::uint32_t marked = std::exchange(block.marked, 0);
      const std::uint32_t size = block.end - block.begin;
      if (marked == size) continue;
      Block fresh;
      if (marked <= size - marked) {
        fresh = {block.begin, block.begin + marked, 0};
        block.begin += marked;
      } else {
        fresh = {block.begin + marked, block.end, 0};
        block.end = fresh.begin;
      }
      const auto fresh_index = static_cast<std::uint32_t>(blocks_.size());
      blocks_.push_back(fresh);
      for (std::uint32_t i = fresh.begin; i < fresh.end; ++i) {
        block_by_state_[members_[i]] = fresh_index;
      }
      split(fresh_index);
    }
    touched_.clear();
  }

  std::vector<std::uint32_t> members(std::uint32_t block) const {
    return {members_.begin() + blocks_[block].begin, members_.begin() + blocks_[block].end};
  }
  std::vector<std::uint32_t> take_blocks() && { return std::move(block_by_state_); }

 private:
  struct Block {
    std::uint32_t begin = 0, end = 0, marked = 0;
  };
  std::vector<std::uint32_t> members_, place_, block_by_state_;
  std::vector<Block> blocks_;
  std::vector<std::uint32_t> touched_;
};

}  // namespace

std::vector<std::uint32_t> equivalent_states(const AutomatonTables& tables) {
  const auto states = static_cast<std::uint32_t>(tables.accepting.size());
  const std::uint32_t classes = tables.class_count;

  // sources[first_source[state * classes + class] ...]: the states that step into `state`.
  std::vector<std::uint32_t> first_source(std::size_t{states} * classes + 1, 0);
  for (std::size_t i = 0; i < tables.transitions.size(); ++i) {
    ++first_source[std::size_t{tables.transitions[i]} * classes + i % classes + 1];
  }
  std::partial_sum(first_source.begin(), first_source.end(), first_source.begin());
  std::vector<std::uint32_t> sources(tables.transitions.size());
  {
    std::vector<std::uint32_t> next(first_source.begin(), first_source.end() - 1);
    for (std::size_t i = 0; i < tables.transitions.size(); ++i) {
      const std::size_t slot = std::size_t{tables.transitions[i]} * classes + i % classes;
      sources[next[slot]++] = static_cast<std::uint32_t>(i / classes);
    }
  }

  Partition partition(states);
  std::vector<std::uint32_t> pending;
  for (std::uint32_t state = 0; state < states; ++state) {
    if (tables.accepting[state] != 0) partition.mark(state);
  }
  partition.split_marked([&](std::uint32_t fresh) { pending.push_back(fresh); });
  while (!pending.empty()) {
    const std::uint32_t splitter = pending.back();
    pending.pop_back();
    // A copy: the splitter itself may split while its classes are gone through. Once all are done
    // the partition agrees with the old splitter, so one of its parts is enough later.
    const std::vector<std::uint32_t> members = partition.members(splitter);
    for (std::uint32_t scalar_class = 0; scalar_class < classes; ++scalar_class) {
      for (const std::uint32_t state : members) {
        const std::size_t slot = std::size_t{state} * classes + scalar_class;
        for (std::uint32_t i = first_source[slot]; i < first_source[slot + 1]; ++i) {
          partition.mark(sources[i]);
        }
      }
      // The rest stays pending if it was; if it was not, the smaller part is enough.
      partition.split_marked([&](std::uint32_t fresh) { pending.push_back(fresh); });
    }
  }
  return std::move(partition).take_blocks();
}

}  // namespace assay
