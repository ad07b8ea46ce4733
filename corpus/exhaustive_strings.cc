// Every Unicode scalar in every core state.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "corpus/moore_machine.h"
#include "corpus/string_judge.h"
#include "corpus/string_task.h"
#include "corpus/string_vectors.h"
#include "spec/utf8.h"

namespace assay {
namespace {

constexpr std::uint32_t kMaxCoreStates = 64;

std::vector<std::uint32_t> core_states(const Automaton& automaton) {
  const Refinement blocks = refine(machine_of(automaton), kMaxCoreStates, 1);
  std::vector<bool> met(blocks.block_count, false);
  std::vector<std::uint32_t> states;
  for (std::uint32_t state = 0; state < automaton.state_count(); ++state) {
    const std::uint32_t block = blocks.rounds.back()[state];
    if (automaton.dead(state) || met[block]) continue;
    met[block] = true;
    states.push_back(state);
  }
  return states;
}

// What follows a scalar of each class, as UTF-8: a continuation that is accepted if the scalar is.
// A wrong scalar stands where a right one would, or between two right ones.
std::vector<std::string> tails_of(StringTask& task, std::uint32_t state) {
  const Automaton& automaton = task.automaton();
  const std::u32string& access = task.planner.access(state);
  std::vector<std::string> tails;
  for (std::uint32_t c = 0; c < automaton.class_count(); ++c) {
    const auto scalar_class = static_cast<Automaton::Class>(c);
    const std::u32string prefix = access + plain_scalar(automaton.class_ranges(scalar_class));
    std::uint32_t to = automaton.step_class(state, scalar_class);
    if (automaton.dead(to)) {
      const auto& steps = task.planner.steps(state);
      to = steps.empty() ? state : steps.front().to;
    }
    auto text = task.finished(prefix, to);
    if (!text) text = task.finished(prefix, state);
    tails.push_back(text ? encode_utf8(text->substr(prefix.size())) : std::string());
  }
  return tails;
}

}  // namespace

std::uint64_t for_each_exhaustive(
    const ContractTables& tables, const ShapeTable& shape,
    const std::function<void(std::string_view text, VectorVerdict verdict)>& sink) {
  StringTask task(tables, shape, VectorTier::kMedium);
  const StringJudge judge(task);
  const Automaton& automaton = task.automaton();
  std::uint64_t calls = 0;
  std::string text;
  for (const std::uint32_t state : core_states(automaton)) {
    const std::string access = encode_utf8(task.planner.access(state));
    const std::vector<std::string> tails = tails_of(task, state);
    for (std::uint32_t c = 0; c < automaton.class_count(); ++c) {
      // Of a class all texts have one verdict; a fallback is asked about each.
      std::optional<VectorJudgement> verdict;
      const bool exact = task.pattern == nullptr || task.pattern->fallback == nullptr;
      for (const ScalarRange& range : automaton.class_ranges(static_cast<Automaton::Class>(c))) {
        for (char32_t scalar = range.first; scalar <= range.last; ++scalar) {
          text = access;
          append_utf8(text, scalar);
          text += tails[c];
          if (!exact || !verdict) verdict = judge(text);
          if (!verdict) continue;
          sink(text, verdict->verdict);
          ++calls;
        }
      }
    }
  }
  return calls;
}

}  // namespace assay
