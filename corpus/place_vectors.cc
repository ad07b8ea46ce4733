// One wrong or unusual character where implementations look away.
#include <fmt/format.h>

#include <algorithm>

#include "corpus/string_task.h"

namespace assay {
namespace {

using State = Automaton::State;

// Words of the language of several lengths: the shortest, some in between, the longest.
std::vector<std::u32string> base_words(StringTask& task,
                                       std::initializer_list<std::uint32_t> lengths) {
  std::vector<std::u32string> words;
  const State start = task.automaton().start();
  for (const std::uint32_t length : lengths) {
    const std::uint32_t least = std::max(task.min, std::min(length, task.max));
    auto word = task.planner.completion_between(start, least, task.at_most(length + 4'096));
    if (!word) word = task.planner.completion_between(start, task.min, task.at_most(4'096));
    if (word && std::find(words.begin(), words.end(), *word) == words.end()) {
      words.push_back(std::move(*word));
    }
  }
  return words;
}

}  // namespace

std::vector<VectorCandidate> line_break_candidates(StringTask& task) {
  struct Form {
    std::u32string_view text;
    const char* name;
    std::uint32_t flags;
  };
  constexpr Form kForms[] = {
      {U"\n", "lf", kFlagLineBreak},
      {U"\r", "cr", kFlagLineBreak},
      {U"\r\n", "crlf", kFlagLineBreak},
      {U"\n\n", "lf-lf", kFlagLineBreak},
      {U"\u0085", "nel", kFlagLineBreak},
      {U"\u2028", "line-separator", kFlagLineBreak},
      {U"\u2029", "paragraph-separator", kFlagLineBreak},
      {std::u32string_view(U"\0", 1), "nul", kFlagControl},
      {U" ", "blank", kFlagRefinedAlphabet},
      {U"\t", "tab", kFlagControl},
      {U"\u00A0", "no-break-space", kFlagRefinedAlphabet},
      {U"\uFEFF", "bom", kFlagNonCharacter},
      {U"*", "asterisk", kFlagRefinedAlphabet},
      {U"%", "percent", kFlagRefinedAlphabet},
      {U"\\", "backslash", kFlagRefinedAlphabet},
      {U"\"", "quote", kFlagRefinedAlphabet},
      {U"%61", "per-cent escape", kFlagRefinedAlphabet},
      {U"\\u0061", "JSON escape", kFlagRefinedAlphabet},
      {U"&#97;", "XML escape", kFlagRefinedAlphabet},
  };
  std::vector<VectorCandidate> candidates;
  const auto add = [&](std::u32string text, std::uint32_t flags, std::string origin) {
    flags = task.with_dialects(flags, text);
    candidates.push_back({std::move(text), flags, std::move(origin)});
  };
  std::size_t number = 0;
  for (const std::u32string& word : base_words(task, {0, 12, task.at_most(40) - 2})) {
    const std::size_t id = number++;
    const std::u32string middle = word.substr(0, word.size() / 2);
    const std::u32string rest = word.substr(word.size() / 2);
    for (const Form& form : kForms) {
      const std::u32string text(form.text);
      const bool breaks = (form.flags & kFlagLineBreak) != 0;
      add(word + text, breaks ? form.flags | kFlagTrailingNewline : form.flags,
          fmt::format("behind/{}/word {}", form.name, id));
      add(text + word, form.flags, fmt::format("before/{}/word {}", form.name, id));
      add(middle + text + rest, form.flags, fmt::format("inside/{}/word {}", form.name, id));
      if (!breaks) continue;
      // A line of its own that matches, among others that do not.
      add(word + text + U"*", form.flags, fmt::format("first-line/{}/word {}", form.name, id));
      add(U"*" + text + word, form.flags, fmt::format("last-line/{}/word {}", form.name, id));
      add(word + text + word, form.flags, fmt::format("both-lines/{}/word {}", form.name, id));
    }
    // What a search for the pattern somewhere in the text finds.
    add(U"*" + word + U"*", kFlagHsi, fmt::format("around/word {}", id));
    add(word + word, kFlagHsi, fmt::format("twice/word {}", id));
  }
  return candidates;
}

std::vector<VectorCandidate> boundary_candidates(StringTask& task) {
  // Wrong ones first; where the language has them all, unusual ones.
  constexpr char32_t kTrouble[] = {'\n', 0, '/', ' ', '*', '"', 0xE9, 0x2028, 0x4E2D, 0x1F600};
  constexpr std::size_t kPositions[] = {0,   1,   2,   3,   4,   7,   8,   9,    15,  16, 17,
                                        23,  24,  31,  32,  33,  47,  48,  63,   64,  65, 127,
                                        128, 129, 254, 255, 256, 511, 512, 1023, 1024};
  const Automaton& automaton = task.automaton();
  std::vector<VectorCandidate> candidates;
  std::size_t number = 0;
  const std::uint32_t longest = task.at_most(1'025);
  for (const std::u32string& word : base_words(task, {33, 66, 130, longest})) {
    const std::size_t id = number++;
    std::vector<std::size_t> positions;
    for (const std::size_t position : kPositions) {
      if (position < word.size()) positions.push_back(position);
    }
    for (std::size_t back = 1; back <= 2; ++back) {
      if (word.size() >= back) positions.push_back(word.size() - back);
    }
    std::sort(positions.begin(), positions.end());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    std::vector<State> states = {automaton.start()};
    for (const char32_t scalar : word) states.push_back(automaton.step(states.back(), scalar));
    for (const std::size_t position : positions) {
      std::size_t wrong = 0;
      for (std::size_t i = 0; i < std::size(kTrouble); ++i) {
        const char32_t trouble = kTrouble[i];
        const bool last = i + 1 == std::size(kTrouble);
        const State to = automaton.step(states[position], trouble);
        if (to == states[position + 1] && i < 6) continue;
        if (automaton.dead(to) && ++wrong > 3 && !last) continue;
        std::u32string text = word;
        text[position] = trouble;
        const std::uint32_t flags =
            task.with_dialects(kFlagBlockBoundary | scalar_flags(trouble), text);
        candidates.push_back(
            {std::move(text), flags,
             fmt::format("boundary/word {}/at {}/{}", id, position, scalar_name(trouble))});
      }
    }
  }
  return candidates;
}

}  // namespace assay
