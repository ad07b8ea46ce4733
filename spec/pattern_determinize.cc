#include "spec/pattern_determinize.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "spec/fault.h"

namespace assay {
namespace {

using Instruction = PatternInstruction;
using Kind = PatternInstruction::Kind;

// Steps charged for what is kept rather than passed through, so that the limit bounds memory too.
constexpr std::uint64_t kStepsPerKeptEntry = 8;
constexpr std::uint64_t kStepsPerCell = 16;

// A place between two characters as assertions see it.
enum class Before : std::uint8_t {
  kOther,
  kWord,
  kBegin
};
enum class After : std::uint8_t {
  kOther,
  kWord,
  kEnd
};

// A state of the result is a set of entries: instructions that may consume the next character,
// each with the kinds of next character for which the assertions on its way there hold. Nothing
// about earlier characters is left to know, so `^` and the left side of `\b` cost no states.
// entry = instruction * 4 + kinds; kinds: bit 0 a character that is not \w, bit 1 one that is.
using Entry = std::uint32_t;
constexpr std::uint32_t kAnyKind = 3;

std::uint64_t hash_of(std::span<const std::uint32_t> words) {
  std::uint64_t hash = words.size();
  for (const std::uint32_t word : words) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    hash ^= hash >> 29;
  }
  return hash;
}

class Determinizer {
 public:
  Determinizer(const PatternNfa& nfa, const PatternAlphabet& alphabet, Anchoring anchoring,
               bool word_boundaries, const DeterminizeLimits& limits)
      : code_(nfa.instructions),
        start_(nfa.start),
        alphabet_(alphabet),
        search_(anchoring == Anchoring::kSearch || planted("match-ends-anywhere")),
        word_boundaries_(word_boundaries),
        limits_(limits),
        is_word_(alphabet.class_count, 0),
        kinds_by_set_(alphabet.classes_by_set.size(), 0),
        seen_(code_.size(), 0),
        kinds_(code_.size(), 0),
        follow_(code_.size() * 2) {
    if (word_boundaries_) {
      for (const std::uint32_t word : alphabet.classes_by_set.back()) is_word_[word] = 1;
    }
    for (std::size_t set = 0; set < kinds_by_set_.size(); ++set) {
      for (const std::uint32_t member : alphabet.classes_by_set[set]) {
        kinds_by_set_[set] |= word_boundaries_ ? 1u << is_word_[member] : kAnyKind;
      }
    }
    for (std::uint32_t c = 0; c < alphabet.class_count; ++c) all_classes_.push_back(c);
  }

  std::optional<AutomatonTables> run() {
    join(explore(start_, Before::kBegin));
    intern_joined();
    std::vector<std::vector<std::uint32_t>> targets(alphabet_.class_count);
    std::unordered_map<std::uint64_t, std::uint32_t> first_class;
    for (std::uint32_t state = 0; state < first_entry_.size() && !over(); ++state) {
      for (std::vector<std::uint32_t>& list : targets) list.clear();
      gather_targets(state, targets);
      first_class.clear();
      for (std::uint32_t c = 0; c < alphabet_.class_count && !over(); ++c) {
        // Most classes behave like another one in any given state.
        const auto [like, is_new] =
            first_class.try_emplace(hash_of(targets[c]) * 2 + is_word_[c], c);
        if (!is_new && is_word_[like->second] == is_word_[c] &&
            targets[like->second] == targets[c]) {
          tables_.transitions.push_back(
              tables_.transitions[std::size_t{state} * alphabet_.class_count + like->second]);
          continue;
        }
        const Before before = is_word_[c] != 0 ? Before::kWord : Before::kOther;
        const bool anywhere = search_ && !planted("match-ends-anywhere");
        if (anywhere || planted("match-begins-anywhere")) join(follow(start_, before));
        for (const std::uint32_t target : targets[c]) {
          if (over()) break;
          join(follow(target, before));
        }
        tables_.transitions.push_back(intern_joined());
      }
    }
    const bool was_over = over();
    limits_.steps -= std::min(limits_.steps, steps_);
    if (was_over) return std::nullopt;
    tables_.ranges = alphabet_.ranges;
    tables_.class_by_range = alphabet_.class_by_range;
    tables_.class_count = alphabet_.class_count;
    return std::move(tables_);
  }

 private:
  // What can be consumed from a place on, and whether the text may end there.
  struct Follow {
    bool known = false;
    bool accepts_end = false;
    std::vector<Entry> entries;
  };

  bool over() const { return steps_ > limits_.steps || first_entry_.size() > limits_.states; }

  bool holds(PatternAssertion assertion, Before before, After after) const {
    const bool boundary =
        ((before == Before::kWord) != (after == After::kWord)) != planted("word-boundary-inverted");
    switch (assertion) {
      case PatternAssertion::kBegin:
        return before == Before::kBegin || planted("anchor-begin-ignored");
      case PatternAssertion::kEnd:
        return after == After::kEnd || planted("anchor-end-ignored");
      case PatternAssertion::kWordBoundary:
        return boundary;
      case PatternAssertion::kNotWordBoundary:
        return !boundary;
    }
    return false;
  }

  // Calls visit(instruction) for everything that consumes or accepts and is reached from `from`
  // without consuming.
  template <typename Visit>
  void walk(std::uint32_t from, Before before, After after, Visit&& visit) {
    ++generation_;
    stack_.push_back(from);
    while (!stack_.empty()) {
      const std::uint32_t at = stack_.back();
      stack_.pop_back();
      ++steps_;
      if (std::exchange(seen_[at], generation_) == generation_) continue;
      const Instruction& instruction = code_[at];
      switch (instruction.kind) {
        case Kind::kSet:
        case Kind::kAccept:
          visit(at);
          break;
        case Kind::kSplit:
          stack_.push_back(instruction.other);
          stack_.push_back(instruction.next);
          break;
        case Kind::kAssert:
          if (holds(instruction.assertion, before, after)) stack_.push_back(instruction.next);
          break;
      }
    }
  }

  Follow explore(std::uint32_t from, Before before) {
    Follow result;
    result.known = true;
    const auto enter = [&](std::uint32_t at, std::uint32_t kinds) {
      if (code_[at].kind == Kind::kSet) {
        kinds &= kinds_by_set_[code_[at].set];
      } else if (!search_) {
        return;  // kFull accepts at the end only
      }
      if (kinds != 0) result.entries.push_back(at * 4 + kinds);
    };
    if (word_boundaries_) {
      walk(from, before, After::kOther, [&](std::uint32_t at) { enter(at, 1); });
      walk(from, before, After::kWord, [&](std::uint32_t at) { enter(at, 2); });
    } else {
      walk(from, before, After::kOther, [&](std::uint32_t at) { enter(at, kAnyKind); });
    }
    walk(from, before, After::kEnd, [&](std::uint32_t at) {
      if (code_[at].kind == Kind::kAccept) result.accepts_end = true;
    });
    steps_ += result.entries.size() * kStepsPerKeptEntry;
    return result;
  }

  const Follow& follow(std::uint32_t from, Before before) {
    Follow& known = follow_[std::size_t{from} * 2 + (before == Before::kWord ? 1 : 0)];
    if (!known.known) known = explore(from, before);
    return known;
  }

  // Adds to the state that is being put together.
  void join(const Follow& part) {
    steps_ += part.entries.size() + 1;
    joined_end_ = joined_end_ || part.accepts_end;
    for (const Entry entry : part.entries) {
      std::uint8_t& kinds = kinds_[entry / 4];
      if (kinds == 0) joined_.push_back(entry / 4);
      kinds = static_cast<std::uint8_t>(kinds | (entry & kAnyKind));
    }
  }

  // The number of the state that was put together; new states are appended.
  std::uint32_t intern_joined() {
    std::sort(joined_.begin(), joined_.end());
    bool matched = false;
    for (std::uint32_t& instruction : joined_) {
      const std::uint32_t kinds = std::exchange(kinds_[instruction], 0);
      // Only kSearch keeps the accepting instruction: whatever follows, the text has a match.
      matched = matched || (code_[instruction].kind == Kind::kAccept && kinds == kAnyKind);
      instruction = instruction * 4 + kinds;
    }
    if (matched) joined_ = {kMatched};
    joined_.push_back(joined_end_ ? 1 : 0);
    const auto same = [&](std::uint32_t state) {
      const auto begin = entries_.begin() + static_cast<std::ptrdiff_t>(first_entry_[state]);
      return last_entry(state) - first_entry_[state] == joined_.size() &&
             std::equal(joined_.begin(), joined_.end(), begin);
    };
    const auto fresh = static_cast<std::uint32_t>(first_entry_.size());
    const auto [slot, is_new] = state_by_hash_.try_emplace(hash_of(joined_), fresh);
    std::uint32_t state = slot->second;
    while (state != fresh && !same(state)) {
      if (next_same_hash_[state] == kNone) next_same_hash_[state] = fresh;
      state = next_same_hash_[state];
    }
    if (state == fresh) {
      first_entry_.push_back(entries_.size());
      next_same_hash_.push_back(kNone);
      entries_.insert(entries_.end(), joined_.begin(), joined_.end());
      tables_.accepting.push_back(joined_end_ ? 1 : 0);
      steps_ += joined_.size() * kStepsPerKeptEntry + alphabet_.class_count * kStepsPerCell;
    }
    steps_ += joined_.size();
    joined_.clear();
    joined_end_ = false;
    return state;
  }

  std::size_t last_entry(std::uint32_t state) const {
    return state + 1 < first_entry_.size() ? first_entry_[state + 1] : entries_.size();
  }

  // For each class the places that follow what the state may consume.
  void gather_targets(std::uint32_t state, std::vector<std::vector<std::uint32_t>>& targets) {
    for (std::size_t i = first_entry_[state]; i + 1 < last_entry(state); ++i) {
      const Instruction& instruction = code_[entries_[i] / 4];
      const bool accept = instruction.kind == Kind::kAccept;
      for (const std::uint32_t c :
           accept ? all_classes_ : alphabet_.classes_by_set[instruction.set]) {
        ++steps_;
        if ((entries_[i] >> is_word_[c] & 1) == 0) continue;
        targets[c].push_back(accept ? entries_[i] / 4 : instruction.next);
      }
    }
  }

  static constexpr std::uint32_t kNone = UINT32_MAX;
  // The accepting instruction is the first one, see build_nfa.
  static constexpr Entry kMatched = 0 * 4 + kAnyKind;

  const std::vector<Instruction>& code_;
  const std::uint32_t start_;
  const PatternAlphabet& alphabet_;
  const bool search_;
  const bool word_boundaries_;
  const DeterminizeLimits limits_;
  std::uint64_t steps_ = 0;

  std::vector<std::uint8_t> is_word_;        // by class; all 0 without word boundaries
  std::vector<std::uint32_t> kinds_by_set_;  // kinds of characters that a set holds
  std::vector<std::uint32_t> all_classes_;

  std::vector<std::uint32_t> stack_;
  std::vector<std::uint32_t> seen_;  // generation of the walk that last saw an instruction
  std::uint32_t generation_ = 0;

  std::vector<std::uint32_t> joined_;
  std::vector<std::uint8_t> kinds_;  // of the instructions in joined_
  bool joined_end_ = false;

  std::vector<Follow> follow_;
  std::vector<Entry> entries_;            // of every state, closed by its acceptance
  std::vector<std::size_t> first_entry_;  // by state
  std::vector<std::uint32_t> next_same_hash_;
  std::unordered_map<std::uint64_t, std::uint32_t> state_by_hash_;
  AutomatonTables tables_;
};

}  // namespace

std::optional<AutomatonTables> determinize(const PatternNfa& nfa, const PatternAlphabet& alphabet,
                                           Anchoring anchoring, bool word_boundaries,
                                           const DeterminizeLimits& limits) {
  return Determinizer(nfa, alphabet, anchoring, word_boundaries, limits).run();
}

}  // namespace assay
