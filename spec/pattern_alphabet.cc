#include "spec/pattern_alphabet.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>

#include "spec/utf8.h"

namespace assay {
namespace {

// Every range of every set is a union of these.
std::vector<ScalarRange> elementary_ranges(std::span<const ScalarSet> sets) {
  std::vector<char32_t> starts = {0, 0xE000};
  for (const ScalarSet& set : sets) {
    for (const ScalarRange& range : set.ranges()) {
      starts.push_back(range.first);
      if (range.last != 0xD7FF && range.last != kMaxScalar) starts.push_back(range.last + 1);
    }
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  std::vector<ScalarRange> ranges;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    char32_t last = i + 1 < starts.size() ? starts[i + 1] - 1 : kMaxScalar;
    if (last == 0xDFFF) last = 0xD7FF;
    ranges.push_back({starts[i], last});
  }
  return ranges;
}

}  // namespace

std::optional<PatternAlphabet> partition_scalars(std::span<const ScalarSet> sets,
                                                 std::uint64_t& steps) {
  PatternAlphabet alphabet;
  alphabet.ranges = elementary_ranges(sets);
  const std::size_t count = alphabet.ranges.size();
  alphabet.class_by_range.assign(count, 0);
  alphabet.class_count = 1;

  // The elementary ranges [begin, end) that make up each range of a set.
  std::uint64_t taken = 0;
  const auto for_each_range = [&](const ScalarSet& set, auto&& visit) {
    for (const ScalarRange& range : set.ranges()) {
      auto at = static_cast<std::size_t>(
          std::lower_bound(alphabet.ranges.begin(), alphabet.ranges.end(), range.first,
                           [](const ScalarRange& r, char32_t first) { return r.first < first; }) -
          alphabet.ranges.begin());
      for (; at < count && alphabet.ranges[at].last <= range.last; ++at, ++taken) visit(at);
    }
  };

  // Refine by one set at a time: the part of a class inside the set becomes a new class, unless
  // the whole class is inside.
  std::vector<std::uint32_t> size_by_class = {static_cast<std::uint32_t>(count)};
  for (const ScalarSet& set : sets) {
    std::unordered_map<std::uint32_t, std::uint32_t> inside;
    for_each_range(set, [&](std::size_t at) { ++inside[alphabet.class_by_range[at]]; });
    for (auto& [old_class, share] : inside) {
      if (share == size_by_class[old_class]) {
        share = old_class;
      } else {
        size_by_class[old_class] -= share;
        size_by_class.push_back(share);
        share = alphabet.class_count++;
      }
    }
    for_each_range(set, [&](std::size_t at) {
      alphabet.class_by_range[at] = inside.at(alphabet.class_by_range[at]);
    });
    if (taken > steps) {
      steps = 0;
      return std::nullopt;
    }
  }

  // Number the classes by their first scalar.
  std::vector<std::uint32_t> renamed(alphabet.class_count, UINT32_MAX);
  std::uint32_t next = 0;
  for (std::uint32_t& scalar_class : alphabet.class_by_range) {
    if (renamed[scalar_class] == UINT32_MAX) renamed[scalar_class] = next++;
    scalar_class = renamed[scalar_class];
  }
  steps -= taken;
  if (alphabet.class_count > Automaton::kMaxClasses) return std::nullopt;

  for (const ScalarSet& set : sets) {
    std::vector<std::uint32_t> classes;
    for_each_range(set, [&](std::size_t at) { classes.push_back(alphabet.class_by_range[at]); });
    std::sort(classes.begin(), classes.end());
    classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
    alphabet.classes_by_set.push_back(std::move(classes));
  }
  return alphabet;
}

}  // namespace assay
