// The syntax tree of a pattern, in one vector; children come before their parents.
#ifndef ASSAY_SPEC_PATTERN_AST_H_
#define ASSAY_SPEC_PATTERN_AST_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "spec/pattern_scalar_set.h"

namespace assay {

enum class PatternNodeKind : std::uint8_t {
  kEmpty,      // the empty string
  kSet,        // one scalar out of a set
  kSequence,   // children one after the other
  kAlternate,  // any one of the children
  kRepeat,     // the only child, min to max times; it consumes, and max > 0
  kAssert,
};

enum class PatternAssertion : std::uint8_t {
  kBegin,            // ^
  kEnd,              // $
  kWordBoundary,     // \b
  kNotWordBoundary,  // \B
};

struct PatternNode {
  static constexpr std::uint64_t kUnbounded = UINT64_MAX;

  PatternNodeKind kind = PatternNodeKind::kEmpty;
  PatternAssertion assertion = PatternAssertion::kBegin;
  bool consumes = false;           // whether it can match anything but the empty string
  std::size_t offset = 0;          // where it stands in the pattern; of repeats, the quantifier
  std::uint32_t set = 0;           // kSet, into sets
  std::uint64_t min = 0, max = 0;  // kRepeat
  std::vector<std::uint32_t> children;
};

struct PatternAst {
  std::vector<PatternNode> nodes;
  std::vector<ScalarSet> sets;
  std::uint32_t root = 0;
  bool word_boundaries = false;  // whether \b or \B occurs
};

}  // namespace assay

#endif  // ASSAY_SPEC_PATTERN_AST_H_
