// A plain backtracking matcher, written apart from the pattern compiler, to compare it with.
#ifndef ASSAY_SPEC_PATTERN_REFERENCE_TEST_UTIL_H_
#define ASSAY_SPEC_PATTERN_REFERENCE_TEST_UTIL_H_

#include <string>
#include <string_view>

#include "spec/pattern.h"

namespace assay {

// Walks the text of the pattern itself for every string: no tree, no automaton, nothing compiled.
// Exponential in the worst case. It knows literals, dot, classes, \d \w \s and negations, escaped
// punctuation, groups, |, ^ $ \b \B and every quantifier.
class ReferenceMatcher {
 public:
  ReferenceMatcher(std::u32string_view pattern, const PatternOptions& options)
      : pattern_(pattern), options_(options) {}

  // Whether the pattern is one by the grammar of ECMA-262 with the u flag, for what is known here.
  bool valid() const;
  // REQUIRES: valid().
  bool matches(std::u32string_view text) const;

 private:
  std::u32string_view pattern_;
  PatternOptions options_;
};

std::u32string decode_text(std::string_view utf8);
std::string encode_text(std::u32string_view text);

}  // namespace assay

#endif  // ASSAY_SPEC_PATTERN_REFERENCE_TEST_UTIL_H_
