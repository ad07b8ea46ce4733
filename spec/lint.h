// Lint: a model's contradictions with itself.
#ifndef ASSAY_SPEC_LINT_H_
#define ASSAY_SPEC_LINT_H_

#include <assay/contract.h>
#include <assay/finding.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "spec/model.h"

namespace assay {

// A rule of the lint. Ids are permanent.
struct LintRule {
  std::string_view id;  // "lint/length.max-unreachable"
  Severity severity = Severity::kWarning;
  std::string_view says;  // one sentence: what is found
  std::string_view why;   // what follows from it
};

// Every rule, sorted by id.
std::span<const LintRule> lint_rules() noexcept;

// Nullptr when no rule has this id.
const LintRule* find_lint_rule(std::string_view id) noexcept;

// A value that shows the finding.
struct LintWitness {
  std::string label;  // "shortest match"
  std::string text;   // as it is: may hold control characters and be long
};

struct LintSource {
  std::string source, section, says;
};

// Shapes: `shape` is the id of a shape, member or operation ("IdString", "Run.Id", "Get");
// line and column count from 1 in the model's file, columns in bytes.
struct LintFinding {
  std::string_view id;
  Severity severity = Severity::kWarning;
  std::string shape;
  std::uint64_t offset = 0;
  std::uint32_t line = 1, column = 1;
  std::string message;
  std::vector<LintWitness> witnesses;
  std::vector<LintSource> sources;  // where sources disagree, both
};

// In the order of their places. `contract` is the one compiled from the same model, for what the
// model does not hold (documented statuses); nullptr where it does not compile.
// Cost: dominated by compiling the patterns, each a few times.
std::vector<LintFinding> lint_model(const Model& model, const Contract* contract);

// What only the text shows, not the Model: `text` is a Smithy JSON AST. Nothing when it is another
// form or not JSON.
std::vector<LintFinding> lint_source(std::string_view text);

}  // namespace assay

#endif  // ASSAY_SPEC_LINT_H_
