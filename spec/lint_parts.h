// A pattern as it is written: parts with their places in the text. The syntax tree of
// pattern_ast.h drops what leaves no trace in the language; this keeps it.
#ifndef ASSAY_SPEC_LINT_PARTS_H_
#define ASSAY_SPEC_LINT_PARTS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "spec/pattern_scalar_set.h"

namespace assay {

struct PatternBranch;

// One part of a pattern with its quantifier.
// Units: offsets in bytes of the pattern.
struct PatternPart {
  static constexpr std::uint64_t kUnbounded = UINT64_MAX;
  enum class Kind : std::uint8_t {
    kSet,     // a character, an escape, a class, the dot
    kGroup,   // (...) of any kind
    kAssert,  // ^ $ \b \B
  };
  Kind kind = Kind::kSet;
  std::size_t begin = 0;     // of the part
  std::size_t atom_end = 0;  // without its quantifier
  std::size_t end = 0;       // with it
  std::uint64_t min = 1, max = 1;
  ScalarSet set;                        // kSet
  std::vector<PatternBranch> branches;  // kGroup

  bool quantified() const noexcept { return end != atom_end; }
  bool varies() const noexcept { return min != max; }
};

// What stands between two `|`.
struct PatternBranch {
  std::size_t begin = 0, end = 0;
  std::vector<PatternPart> parts;
};

// The alternatives of the whole pattern. Empty when the pattern is not one that
// parse_pattern (spec/pattern_parser.h) accepts.
std::vector<PatternBranch> pattern_parts(std::string_view pattern);

}  // namespace assay

#endif  // ASSAY_SPEC_LINT_PARTS_H_
