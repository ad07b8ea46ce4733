// Texts whose length is the point.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "corpus/string_task.h"
#include "spec/automaton_algebra.h"

namespace assay {
namespace {

constexpr std::uint32_t kLongest = 65'537;
// Longer bounds are left to the files' readers: a text of that size is a test of memory.
constexpr std::uint32_t kMaxText = 131'080;

struct Lengths {
  std::set<std::uint32_t> bounds, powers, sweep;
};

Lengths lengths_of(const StringTask& task) {
  Lengths lengths;
  const auto around = [](std::set<std::uint32_t>& set, std::uint64_t length) {
    for (std::uint64_t at = length < 2 ? 0 : length - 2; at <= length + 2; ++at) {
      if (at <= kMaxText) set.insert(static_cast<std::uint32_t>(at));
    }
  };
  around(lengths.bounds, task.min);
  if (task.max != kNoIndex) around(lengths.bounds, task.max);
  if (const auto range = accepted_lengths(task.automaton())) {
    for (const std::uint64_t end : {range->min, range->max}) {
      if (end <= kMaxText) around(lengths.bounds, end);
    }
  }
  for (std::uint32_t power = 2; power < kLongest; power *= 2) {
    for (std::uint32_t length = power - 1; length <= power + 1; ++length) {
      lengths.powers.insert(length);
    }
  }
  // What a length of 8 or 16 bits takes for a good one.
  for (const std::uint32_t wrap : {256u, 65'536u}) {
    lengths.powers.insert(wrap + task.min);
    lengths.powers.insert(wrap + std::max(task.min, 40u));
  }
  const std::uint32_t small = 40, full = task.tier == VectorTier::kSmall ? 300 : 2'100;
  const std::uint32_t last = task.max != kNoIndex && task.max <= full ? task.max + 2 : small;
  for (std::uint32_t length = 0; length <= last; ++length) lengths.sweep.insert(length);
  return lengths;
}

// A text of that length that comes as near to a word as the language allows: a word that is cut, or
// that repeats its last character.
std::u32string near_word(StringTask& task, std::uint32_t length) {
  std::u32string word =
      task.planner.completion_between(task.automaton().start(), task.min, task.at_most(kLongest))
          .value_or(std::u32string());
  const char32_t last = word.empty() ? U'a' : word.back();
  word.resize(length, last);
  return word;
}

// A state that the character does not leave, from which a word can end; the shortest way there.
struct Loop {
  std::u32string before, after;
};
std::optional<Loop> loop_of(const WordPlanner& planner, std::u32string_view unit) {
  const Automaton& automaton = planner.automaton();
  std::optional<Loop> best;
  for (Automaton::State state = 0; state < automaton.state_count(); ++state) {
    const std::uint32_t distance = planner.distance(state);
    if (distance == WordPlanner::kNoWay) continue;
    Automaton::State to = state;
    for (const char32_t scalar : unit) to = automaton.step(to, scalar);
    if (to != state) continue;
    const std::size_t cost = planner.access(state).size() + distance;
    if (best && best->before.size() + best->after.size() <= cost) continue;
    std::u32string after;
    for (Automaton::State at = state; planner.distance(at) > 0;) {
      for (const WordPlanner::Step& step : planner.steps(at)) {
        if (planner.distance(step.to) + 1 != planner.distance(at)) continue;
        after += step.scalar;
        at = step.to;
        break;
      }
    }
    best = Loop{planner.access(state), std::move(after)};
  }
  return best;
}

std::u32string repeated(std::u32string_view unit, std::size_t length) {
  std::u32string text;
  while (text.size() < length) text += unit.substr(0, length - text.size());
  return text;
}

}  // namespace

std::vector<VectorCandidate> length_candidates(StringTask& task) {
  const Lengths lengths = lengths_of(task);
  std::set<std::uint32_t> all = lengths.sweep;
  all.insert(lengths.bounds.begin(), lengths.bounds.end());
  all.insert(lengths.powers.begin(), lengths.powers.end());
  std::vector<VectorCandidate> candidates;
  for (const std::uint32_t length : all) {
    const bool bound = lengths.bounds.contains(length), power = lengths.powers.contains(length);
    std::uint32_t flags = 0;
    if (bound) flags |= kFlagLengthBound;
    if (power) flags |= kFlagWrapAround;
    if (flags == 0) flags = kFlagLengthSweep;
    auto word = task.planner.completion(task.automaton().start(), length);
    // No word of the language is that long: only where it may matter.
    if (!word && (bound || power)) word = near_word(task, length);
    if (word) candidates.push_back({std::move(*word), flags, fmt::format("length/{}", length)});
  }
  return candidates;
}

std::vector<VectorCandidate> multi_byte_candidates(StringTask& task) {
  struct Unit {
    std::u32string_view text;
    const char* name;
    std::uint32_t flags;
  };
  constexpr Unit kUnits[] = {
      {U"\u00E9", "2-byte", kFlagMultiByteLength},
      {U"\u4E2D", "3-byte", kFlagMultiByteLength},
      {U"\U0001F600", "4-byte", kFlagMultiByteLength | kFlagUtf16Length},
      {U"e\u0301", "combining", kFlagMultiByteLength | kFlagCombining},
      {U"\U0001F469\u200D\U0001F4BB", "joined", kFlagMultiByteLength | kFlagCombining},
      {U"a\U0001F600", "mixed", kFlagMultiByteLength | kFlagUtf16Length},
  };
  std::set<std::uint32_t> wanted;
  const auto straddle = [&wanted](std::uint32_t bound) {
    // The bound in characters, in UTF-16 units, in bytes of 2, 3 and 4, in graphemes.
    for (const std::uint32_t part : {1u, 2u, 3u, 4u}) {
      for (const int off : {-1, 0, 1}) {
        const std::int64_t length = std::int64_t{bound} / part + off;
        if (length > 0) wanted.insert(static_cast<std::uint32_t>(length));
      }
    }
  };
  const bool large = task.max != kNoIndex && task.max > 8'192;
  if (large) {
    wanted = {std::min(task.max, kLongest) / 4 + 1};
  } else if (task.max != kNoIndex) {
    straddle(task.max);
  }
  if (large && task.max <= kMaxText) wanted.insert({task.max, task.max + 1, task.max / 2 + 1});
  if (task.min > 0) straddle(task.min);
  if (wanted.empty()) wanted = {1, 2, 3, 64};
  std::vector<VectorCandidate> candidates;
  for (const Unit& unit : kUnits) {
    const auto loop = loop_of(task.planner, unit.text);
    // Where the language has none of them, one word with one of them instead of a character.
    if (!loop) {
      std::u32string word = near_word(task, std::max(task.min, 1u));
      word.back() = unit.text.back();
      candidates.push_back({word, unit.flags, fmt::format("multi-byte/{}/refused", unit.name)});
      continue;
    }
    for (const std::uint32_t length : wanted) {
      if (large && unit.text.size() > 1 && length > kMaxText / 4) continue;  // no runs: large files
      const std::size_t fixed = loop->before.size() + loop->after.size();
      if (length < fixed) continue;
      candidates.push_back({loop->before + repeated(unit.text, length - fixed) + loop->after,
                            unit.flags, fmt::format("multi-byte/{}/{}", unit.name, length)});
    }
  }
  return candidates;
}

}  // namespace assay
