// Syntax tree -> nondeterministic automaton with assertions on its empty steps.
#ifndef ASSAY_SPEC_PATTERN_NFA_H_
#define ASSAY_SPEC_PATTERN_NFA_H_

#include <assay/error.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "spec/pattern.h"
#include "spec/pattern_ast.h"

namespace assay {

struct PatternInstruction {
  enum class Kind : std::uint8_t {
    kSet,     // consume a scalar of `set`, go to next
    kSplit,   // go to next or to other
    kAssert,  // go to next where `assertion` holds
    kAccept,  // kFull: only at the end of the text; kSearch: whatever follows
  };
  Kind kind = Kind::kAccept;
  PatternAssertion assertion = PatternAssertion::kBegin;
  std::uint32_t set = 0;
  std::uint32_t next = 0;
  std::uint32_t other = 0;
};

struct PatternNfa {
  std::vector<PatternInstruction> instructions;
  std::uint32_t start = 0;
};

// Errors: kStateBudget at the offset of the part that went past `max_instructions`.
Expected<PatternNfa> build_nfa(const PatternAst& ast, std::size_t max_instructions,
                               std::uint32_t max_states);

// The one wording of every stage's kStateBudget.
Error state_budget_error(std::size_t offset, std::uint32_t max_states);

}  // namespace assay

#endif  // ASSAY_SPEC_PATTERN_NFA_H_
