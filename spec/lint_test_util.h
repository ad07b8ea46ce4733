// Findings of a lint as text, for case tables.
#ifndef ASSAY_SPEC_LINT_TEST_UTIL_H_
#define ASSAY_SPEC_LINT_TEST_UTIL_H_

#include <string>
#include <string_view>
#include <vector>

#include "spec/lint.h"

namespace assay::test {

// Lints the model_of(shapes) of contract_test_util.h.
std::vector<LintFinding> lint_shapes(std::string_view shapes);

// Lints a model with x#S, a string with these traits ("" for none), as an optional member.
// `traits` is the inside of the traits object.
std::vector<LintFinding> lint_string(std::string_view traits);

// "smithy.api#pattern": ... as JSON, backslashes doubled.
std::string pattern_trait(std::string_view pattern);

// "length.max-unreachable S, pattern.repeat-once S": ids without "lint/", with their shapes; only
// those whose id begins with "lint/" + one of `families`, parted by blanks; all when empty.
std::string described(const std::vector<LintFinding>& findings, std::string_view families = "");

// The first finding with the id "lint/" + `id`; nullptr when there is none.
const LintFinding* find_finding(const std::vector<LintFinding>& findings, std::string_view id);

}  // namespace assay::test

#endif  // ASSAY_SPEC_LINT_TEST_UTIL_H_
