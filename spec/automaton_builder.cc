#include "spec/automaton_builder.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <numeric>
#include <utility>

#include "spec/fault.h"

namespace assay {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

// The minimal automaton before it is numbered: blocks of equivalent states.
class Blocks {
 public:
  explicit Blocks(const AutomatonTables& tables)
      : tables_(tables), block_by_state_(equivalent_states(tables)) {
    const std::uint32_t count =
        1 + *std::max_element(block_by_state_.begin(), block_by_state_.end());
    representative_.assign(count, kNone);
    for (std::uint32_t state = 0; state < block_by_state_.size(); ++state) {
      std::uint32_t& first = representative_[block_by_state_[state]];
      if (first == kNone) first = state;
    }
  }

  std::size_t size() const { return representative_.size(); }
  bool accepting(std::uint32_t block) const {
    return tables_.accepting[representative_[block]] != 0;
  }
  std::uint32_t target(std::uint32_t block, std::uint32_t scalar_class) const {
    return block_by_state_[tables_.transitions[std::size_t{representative_[block]} *
                                                   tables_.class_count +
                                               scalar_class]];
  }

  // The blocks that the start reaches, in breadth-first order over `classes`.
  std::vector<std::uint32_t> reachable(const std::vector<std::uint32_t>& classes) const {
    std::vector<std::uint32_t> queue = {block_by_state_[0]};
    std::vector<bool> seen(size(), false);
    seen[queue.front()] = true;
    for (std::size_t i = 0; i < queue.size(); ++i) {
      for (const std::uint32_t scalar_class : classes) {
        const std::uint32_t next = target(queue[i], scalar_class);
        if (!seen[next]) queue.push_back(next);
        seen[next] = true;
      }
    }
    return queue;
  }

 private:
  const AutomatonTables& tables_;
  std::vector<std::uint32_t> block_by_state_;
  std::vector<std::uint32_t> representative_;
};

// For each class its group: classes are in one group when every block steps alike on them.
std::vector<std::uint32_t> group_classes(const Blocks& blocks,
                                         const std::vector<std::uint32_t>& rows,
                                         std::uint32_t class_count) {
  std::vector<std::uint32_t> group(class_count, 0);
  std::vector<std::uint32_t> leader = {0};  // the first class of each group
  for (const std::uint32_t row : rows) {
    if (leader.size() == class_count) break;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> split;
    for (std::uint32_t c = 0; c < class_count; ++c) {
      const std::uint32_t target = blocks.target(row, c);
      if (target == blocks.target(row, leader[group[c]])) continue;
      const auto [part, is_new] =
          split.try_emplace({group[c], target}, static_cast<std::uint32_t>(leader.size()));
      if (is_new) leader.push_back(c);
      group[c] = part->second;
    }
  }
  return group;
}

}  // namespace

Automaton AutomatonBuilder::build(const AutomatonTables& tables) {
  const Blocks blocks(tables);
  std::vector<std::uint32_t> all_classes(tables.class_count);
  std::iota(all_classes.begin(), all_classes.end(), 0u);
  const std::vector<std::uint32_t> group_by_class =
      group_classes(blocks, blocks.reachable(all_classes), tables.class_count);

  // Classes in the order of their first scalar.
  Automaton automaton;
  std::vector<std::uint32_t> class_by_group(tables.class_count, kNone);
  std::vector<std::uint32_t> column_by_class;
  for (std::size_t i = 0; i < tables.ranges.size(); ++i) {
    const std::uint32_t column = tables.class_by_range[i];
    std::uint32_t& scalar_class = class_by_group[group_by_class[column]];
    if (scalar_class == kNone) {
      scalar_class = static_cast<std::uint32_t>(column_by_class.size());
      column_by_class.push_back(column);
      automaton.ranges_by_class_.emplace_back();
    }
    const auto name = static_cast<Automaton::Class>(scalar_class);
    const ScalarRange& range = tables.ranges[i];
    std::vector<ScalarRange>& own = automaton.ranges_by_class_[name];
    if (!own.empty() && own.back().last + 1 == range.first) {
      own.back().last = range.last;
    } else {
      own.push_back(range);
    }
    std::vector<Automaton::RangeClass>& all = automaton.class_by_range_;
    if (!all.empty() && all.back().scalar_class == name) {
      all.back().last = range.last;
    } else {
      all.push_back({range.last, name});
    }
    for (char32_t scalar = range.first; scalar <= range.last && scalar < 128; ++scalar) {
      automaton.ascii_class_[scalar] = name;
    }
  }
  automaton.class_count_ = static_cast<std::uint32_t>(column_by_class.size());

  // States in breadth-first order from the start; what is not reached is dropped.
  const std::vector<std::uint32_t> order = blocks.reachable(column_by_class);
  std::vector<Automaton::State> state_by_block(blocks.size(), kNone);
  for (std::size_t i = 0; i < order.size(); ++i) {
    state_by_block[order[i]] = static_cast<Automaton::State>(i);
  }
  for (const std::uint32_t block : order) {
    bool stays = true;
    for (const std::uint32_t column : column_by_class) {
      const std::uint32_t target = blocks.target(block, column);
      stays = stays && target == block;
      automaton.transitions_.push_back(state_by_block[target]);
    }
    const bool lost = planted("automaton-loses-a-state") && block == order.back();
    automaton.accepting_.push_back(blocks.accepting(block) && !lost ? 1 : 0);
    if (stays && !blocks.accepting(block)) automaton.dead_ = state_by_block[block];
  }
  for (const Automaton::State target : automaton.transitions_) {
    automaton.rows_.push_back(target * automaton.class_count_);
  }
  return automaton;
}

}  // namespace assay
