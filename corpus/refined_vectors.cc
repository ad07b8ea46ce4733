// One character of the refined alphabet in one state, and a continuation that would be accepted if
// the character were.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "corpus/string_task.h"
#include "corpus/string_vectors.h"

namespace assay {
namespace {

using State = Automaton::State;
constexpr std::size_t kTargets = 3;        // continuations for one wrong character
constexpr std::size_t kEdgesOfState = 48;  // of a state that is no loop

// The scalars that the state allows, as ranges in order.
std::vector<ScalarRange> allowed_ranges(const Automaton& automaton, State state) {
  std::vector<ScalarRange> ranges;
  for (std::uint32_t c = 0; c < automaton.class_count(); ++c) {
    const auto scalar_class = static_cast<Automaton::Class>(c);
    if (automaton.dead(automaton.step_class(state, scalar_class))) continue;
    const auto& of_class = automaton.class_ranges(scalar_class);
    ranges.insert(ranges.end(), of_class.begin(), of_class.end());
  }
  std::sort(ranges.begin(), ranges.end(), [](const ScalarRange& left, const ScalarRange& right) {
    return left.first < right.first;
  });
  std::vector<ScalarRange> merged;
  for (const ScalarRange& range : ranges) {
    if (!merged.empty() && merged.back().last + 1 == range.first) {
      merged.back().last = range.last;
    } else {
      merged.push_back(range);
    }
  }
  return merged;
}

bool holds(const std::vector<ScalarRange>& ranges, char32_t scalar) {
  return std::any_of(ranges.begin(), ranges.end(), [scalar](const ScalarRange& range) {
    return range.first <= scalar && scalar <= range.last;
  });
}

}  // namespace

std::vector<RefinedScalar> local_alphabet(const Automaton& automaton, State state) {
  const std::vector<ScalarRange> allowed = allowed_ranges(automaton, state);
  std::map<char32_t, std::uint32_t> flags_by_scalar;
  const std::vector<char32_t> edges = range_edges(allowed);
  const std::size_t taken = std::min(edges.size(), kEdgesOfState);
  for (std::size_t i = 0; i < taken; ++i) {
    const char32_t edge = edges[i * edges.size() / taken];
    flags_by_scalar[edge] |= kFlagClassEdge | scalar_flags(edge);
  }
  for (const char32_t scalar : U"\n *-_./:@[`{0aA\u00E9\u0660") {  // and NUL
    flags_by_scalar[scalar] |= kFlagRefinedAlphabet | scalar_flags(scalar);
  }
  if (holds(allowed, '5')) {
    for (const char32_t digit : {0x665u, 0xFF15u, 0xB2u})
      flags_by_scalar[digit] |= kFlagUnicodeDigit;
  }
  if (holds(allowed, 'k') || holds(allowed, 'K')) flags_by_scalar[0x212A] |= kFlagCaseFold;
  if (holds(allowed, 's') || holds(allowed, 'S')) flags_by_scalar[0x17F] |= kFlagCaseFold;
  if (allowed.size() == 1 && allowed[0].first == allowed[0].last && allowed[0].first < 0x80) {
    const char32_t literal = allowed[0].first;
    const char32_t folded = literal | 0x20;
    if (folded >= 'a' && folded <= 'z') flags_by_scalar[literal ^ 0x20] |= kFlagCaseFold;
    if (literal < 0x7E) flags_by_scalar[literal + 1] |= kFlagClassEdge;
    flags_by_scalar[literal + 0x100] |= kFlagLowBits;
    if (literal > ' ') flags_by_scalar[literal + 0xFEE0] |= kFlagUnicodeLetter;
  }
  std::vector<RefinedScalar> alphabet;
  for (const auto& [scalar, flags] : flags_by_scalar) alphabet.push_back({scalar, flags});
  return alphabet;
}

std::vector<VectorCandidate> refined_candidates(StringTask& task,
                                                const std::vector<State>& core_states,
                                                const std::vector<std::uint32_t>& block_by_state) {
  const Automaton& automaton = task.automaton();
  std::vector<VectorCandidate> candidates;
  for (const State state : core_states) {
    if (automaton.dead(state)) continue;
    const auto& steps = task.planner.steps(state);
    const bool loop = std::any_of(steps.begin(), steps.end(), [&](const auto& step) {
      return block_by_state[step.to] == block_by_state[state];
    });
    const std::u32string& access = task.planner.access(state);
    const auto behind = [&](char32_t scalar, State to) {
      return task.finished(access + scalar, to);
    };
    const bool whole = loop || state == automaton.start();
    for (const auto& [scalar, flags] : whole ? task.alphabet : local_alphabet(automaton, state)) {
      const auto add = [&, own = scalar, why = flags](std::optional<std::u32string> text,
                                                      const char* form) {
        if (!text) return;
        const std::uint32_t all = task.with_dialects(why | kFlagRefinedAlphabet, *text);
        candidates.push_back(
            {std::move(*text), all,
             fmt::format("refined/state {}/{}/{}", state, scalar_name(own), form)});
      };
      const State to = automaton.step(state, scalar);
      if (!automaton.dead(to)) {
        add(behind(scalar, to), "allowed");
        continue;
      }
      for (std::size_t i = 0; i < std::min(steps.size(), kTargets); ++i) {
        add(behind(scalar, steps[i].to), "instead");
      }
      add(behind(scalar, state), "added");
    }
  }
  return candidates;
}

}  // namespace assay
