// Words of the language with one edit, at each place that the pattern's syntax has.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "corpus/string_task.h"
#include "corpus/string_vectors.h"

namespace assay {
namespace {

using State = Automaton::State;

// A word and those of its positions that no earlier word has been at.
struct EditedWord {
  std::u32string text;
  std::vector<State> states;  // before each character, and at the end
  std::vector<std::size_t> fresh;
};

// Words that take every alternative and every repetition. A place is a node of the syntax together
// with a state: alternatives with one beginning share states.
std::vector<EditedWord> edited_words(StringTask& task) {
  const Automaton& automaton = task.automaton();
  std::vector<BranchWord> branches = branch_words(task);
  if (branches.empty()) {
    if (auto text = task.finished(std::u32string(), automaton.start())) {
      branches.push_back({*text, std::vector<std::uint32_t>(text->size(), 0), 0, {}});
    }
  }
  std::vector<EditedWord> words;
  std::set<std::pair<std::uint32_t, State>> seen;
  for (BranchWord& branch : branches) {
    if (!task.fits(branch.text.size()) || branch.text.size() > 4'096) continue;
    EditedWord word{std::move(branch.text), {automaton.start()}, {}};
    for (const char32_t scalar : word.text) {
      word.states.push_back(automaton.step(word.states.back(), scalar));
    }
    if (!automaton.accepting(word.states.back())) continue;
    // Of the middle of a counter a few places say what there is to say.
    constexpr std::size_t kRun = 3;
    std::size_t behind = 0;  // characters of the same node just before
    for (std::size_t at = 0; at < word.text.size(); ++at) {
      const std::uint32_t node = branch.nodes[at];
      behind = at > 0 && branch.nodes[at - 1] == node ? behind + 1 : 0;
      const std::size_t far = at + kRun;
      const bool middle = behind >= kRun && far < word.text.size() && branch.nodes[far] == node;
      if (!middle && seen.emplace(node, word.states[at]).second) word.fresh.push_back(at);
    }
    if (!word.fresh.empty()) words.push_back(std::move(word));
  }
  return words;
}

// What may stand instead of a literal; the neighbourhood of what is allowed elsewhere.
std::vector<RefinedScalar> replacements(const StringTask& task, State state, char32_t present) {
  std::vector<RefinedScalar> local = local_alphabet(task.automaton(), state);
  const Automaton& automaton = task.automaton();
  std::uint32_t live = 0;
  for (std::uint32_t c = 0; c < automaton.class_count(); ++c) {
    live += automaton.dead(automaton.step_class(state, static_cast<Automaton::Class>(c))) ? 0 : 1;
  }
  const bool literal = live == 1 && automaton.class_ranges(automaton.class_of(present)) ==
                                        std::vector<ScalarRange>{{present, present}};
  if (!literal || task.tier == VectorTier::kMedium) return local;
  std::erase_if(local, [present](const RefinedScalar& refined) {
    const char32_t c = refined.scalar;
    return c != (present ^ 0x20) && c != present + 1 && c + 1 != present && c != '*' && c != '.';
  });
  return local;
}

}  // namespace

std::vector<VectorCandidate> edit_candidates(StringTask& task) {
  std::vector<VectorCandidate> candidates;
  std::size_t number = 0;
  for (const EditedWord& word : edited_words(task)) {
    const auto add = [&](std::u32string text, std::size_t at, const char* what) {
      candidates.push_back(
          {std::move(text), kFlagBranch, fmt::format("edit/word {}/{} at {}", number, what, at)});
    };
    for (const std::size_t at : word.fresh) {
      const std::u32string before = word.text.substr(0, at);
      add(word.text, at, "none");
      add(before + word.text.substr(at + 1), at, "dropped");
      add(before + word.text[at] + word.text.substr(at), at, "doubled");
      if (at + 1 == word.text.size() || word.text[at] == word.text[at + 1]) continue;
      std::u32string swapped = word.text;
      std::swap(swapped[at], swapped[at + 1]);
      add(std::move(swapped), at, "swapped");
    }
    candidates.push_back({word.text + U'\n', kFlagTrailingNewline | kFlagLineBreak,
                          fmt::format("edit/word {}/line feed behind", number)});
    ++number;
  }
  return candidates;
}

std::vector<VectorCandidate> replacement_candidates(StringTask& task) {
  std::vector<VectorCandidate> candidates;
  std::size_t number = 0;
  for (const EditedWord& word : edited_words(task)) {
    for (const std::size_t at : word.fresh) {
      for (const auto& [scalar, flags] : replacements(task, word.states[at], word.text[at])) {
        if (scalar == word.text[at]) continue;
        std::u32string text = word.text;
        text[at] = scalar;
        const std::uint32_t all = task.with_dialects(flags | kFlagRefinedAlphabet, text);
        candidates.push_back(
            {std::move(text), all,
             fmt::format("edit/word {}/{} at {}", number, scalar_name(scalar), at)});
      }
    }
    ++number;
  }
  return candidates;
}

}  // namespace assay
