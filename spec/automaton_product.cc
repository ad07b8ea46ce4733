#include "spec/automaton_product.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "spec/automaton_builder.h"

namespace assay {
namespace {

using State = Automaton::State;
using Class = Automaton::Class;

struct ClassedRange {
  ScalarRange range;
  Class scalar_class = 0;
};

std::vector<ClassedRange> classed_ranges(const Automaton& automaton) {
  std::vector<ClassedRange> out;
  for (std::uint32_t c = 0; c < automaton.class_count(); ++c) {
    for (const ScalarRange& range : automaton.class_ranges(static_cast<Class>(c))) {
      out.push_back({range, static_cast<Class>(c)});
    }
  }
  std::sort(out.begin(), out.end(), [](const ClassedRange& a, const ClassedRange& b) {
    return a.range.first < b.range.first;
  });
  return out;
}

}  // namespace

Expected<Automaton> intersection(const Automaton& left, const Automaton& right,
                                 std::size_t max_pairs) {
  AutomatonTables tables;
  std::map<std::pair<Class, Class>, std::uint32_t> class_of_pair;
  std::vector<std::pair<Class, Class>> classes;
  const auto left_ranges = classed_ranges(left), right_ranges = classed_ranges(right);
  for (std::size_t i = 0, j = 0; i < left_ranges.size() && j < right_ranges.size();) {
    const ClassedRange &l = left_ranges[i], &r = right_ranges[j];
    const char32_t first = std::max(l.range.first, r.range.first);
    const char32_t last = std::min(l.range.last, r.range.last);
    if (first <= last) {
      const std::pair pair{l.scalar_class, r.scalar_class};
      const auto [entry, is_new] =
          class_of_pair.emplace(pair, static_cast<std::uint32_t>(classes.size()));
      if (is_new) classes.push_back(pair);
      tables.ranges.push_back({first, last});
      tables.class_by_range.push_back(entry->second);
    }
    ++(l.range.last < r.range.last ? i : j);
  }
  tables.class_count = static_cast<std::uint32_t>(classes.size());

  // State 0 of the product is the pair of starts; pairs with a dead half share one dead state.
  constexpr std::uint64_t kDead = UINT64_MAX;
  const auto key_of = [&](State l, State r) {
    return left.dead(l) || right.dead(r) ? kDead : std::uint64_t{l} << 32 | r;
  };
  std::unordered_map<std::uint64_t, std::uint32_t> index;
  std::vector<std::uint64_t> pairs = {key_of(left.start(), right.start())};
  index.emplace(pairs.front(), 0);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::uint64_t key = pairs[i];
    const auto l = static_cast<State>(key >> 32), r = static_cast<State>(key);
    tables.accepting.push_back(key != kDead && left.accepting(l) && right.accepting(r) ? 1 : 0);
    for (const auto& [left_class, right_class] : classes) {
      const std::uint64_t next =
          key == kDead ? kDead
                       : key_of(left.step_class(l, left_class), right.step_class(r, right_class));
      const auto [entry, is_new] = index.emplace(next, static_cast<std::uint32_t>(pairs.size()));
      if (is_new) {
        if (pairs.size() >= max_pairs || tables.class_count > Automaton::kMaxClasses) {
          Error error;
          error.code = ErrorCode::kStateBudget;
          error.message = fmt::format(
              "intersecting two patterns takes more than {} pairs of states; repeat less often in "
              "them",
              max_pairs);
          return std::unexpected(error);
        }
        pairs.push_back(next);
      }
      tables.transitions.push_back(entry->second);
    }
  }
  return AutomatonBuilder::build(tables);
}

}  // namespace assay
