// The constructions that string vectors are made of. Each proposes candidates in a fixed order.
#ifndef ASSAY_CORPUS_STRING_TASK_H_
#define ASSAY_CORPUS_STRING_TASK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "corpus/refined_alphabet.h"
#include "corpus/vector_set.h"
#include "corpus/word_planner.h"
#include "spec/contract_tables.h"

namespace assay {

// One string constraint, with what every construction needs of it.
struct StringTask {
  // `all` must outlive the task.
  StringTask(const ContractTables& all, const ShapeTable& shape, VectorTier wanted);
  StringTask(const StringTask&) = delete;
  StringTask& operator=(const StringTask&) = delete;

  const ContractTables* tables;
  const PatternTable* pattern = nullptr;  // nullptr: every text matches
  std::uint32_t min = 0, max = kNoIndex;  // length; kNoIndex: none
  VectorTier tier = VectorTier::kSmall;
  bool dot = false;     // whether the pattern has a dot
  Automaton anything;   // where there is no pattern
  WordPlanner planner;  // over the pattern's automaton, or over anything
  std::vector<RefinedScalar> alphabet;

  const Automaton& automaton() const noexcept { return planner.automaton(); }
  bool fits(std::size_t length) const noexcept {
    return length >= min && (max == kNoIndex || length <= max);
  }
  // Bound of the length of a text made on purpose: the maximum, or `otherwise` where it is larger.
  std::uint32_t at_most(std::uint32_t otherwise) const noexcept {
    return max < otherwise ? max : otherwise;
  }
  // `prefix` (which leads to `state`) continued to a word of the language within the bounds.
  std::optional<std::u32string> finished(const std::u32string& prefix, Automaton::State state);
  // Those flags with kFlagDialectDot where the text has a character that dialects' dots differ on.
  std::uint32_t with_dialects(std::uint32_t flags, std::u32string_view text) const noexcept;
};

// 0 to max + 2, powers of two and their neighbours, plain and in characters of several bytes.
std::vector<VectorCandidate> length_candidates(StringTask& task);
std::vector<VectorCandidate> multi_byte_candidates(StringTask& task);
// Line breaks, blanks and wrong characters before, in and behind a word, and where blocks of bytes
// end.
std::vector<VectorCandidate> line_break_candidates(StringTask& task);
std::vector<VectorCandidate> boundary_candidates(StringTask& task);
// Each character of the refined alphabet in each of those states: all of it where a state is part
// of a loop, the neighbourhood of what is allowed elsewhere.
std::vector<VectorCandidate> refined_candidates(StringTask& task,
                                                const std::vector<Automaton::State>& core_states,
                                                const std::vector<std::uint32_t>& block_by_state);
// The ends of what the state allows, and characters that are taken for one of them.
std::vector<RefinedScalar> local_alphabet(const Automaton& automaton, Automaton::State state);
// Each alternative of the pattern once; each repetition once too few, just enough, just not too
// often and once too often. Nothing where the pattern has no syntax tree.
std::vector<VectorCandidate> branch_candidates(const StringTask& task);
// The same with the place in the syntax that each character comes from.
struct BranchWord {
  std::u32string text;
  std::vector<std::uint32_t> nodes;  // of the syntax tree, one for each character
  std::uint32_t flags = 0;
  std::string origin;
};
std::vector<BranchWord> branch_words(const StringTask& task);
// Words of the language with one character dropped, doubled or swapped with the next, and with one
// replaced out of the neighbourhood of what is allowed there: once at each place of the syntax, in
// each state that the shortest words through all alternatives and repetitions pass there.
std::vector<VectorCandidate> edit_candidates(StringTask& task);
std::vector<VectorCandidate> replacement_candidates(StringTask& task);
// One word with each of its parts - what stands between separators - empty, missing, twice or in
// another form; in quotes, with a tail, with invisible characters; and words that mean something.
std::vector<VectorCandidate> part_candidates(StringTask& task);
// The same of any word; `tables` (may be nullptr) for the words of a contract.
std::vector<VectorCandidate> part_texts(const ContractTables* tables, const std::u32string& word,
                                        std::string name);
// Words of the language that together take every allowed character in every block of states, and
// every two in a row.
std::vector<VectorCandidate> tour_candidates(StringTask& task,
                                             const std::vector<std::uint32_t>& block_by_state,
                                             std::size_t max_words);

}  // namespace assay

#endif  // ASSAY_CORPUS_STRING_TASK_H_
