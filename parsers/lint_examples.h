// Examples in a model (smithy.api#examples) that break the model they stand in.
#ifndef ASSAY_PARSERS_LINT_EXAMPLES_H_
#define ASSAY_PARSERS_LINT_EXAMPLES_H_

#include <assay/contract.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "spec/lint.h"

namespace assay {

struct ExampleLint {
  std::vector<LintFinding> findings;  // in the order of their places in `text`
  std::uint64_t checked = 0;          // inputs, outputs and errors
};

// `contract` is compiled from `text`, a Smithy JSON AST; another form has no examples. Timestamps
// of examples are written in either form (a number or a date-time), blobs as plain text.
// Source: Smithy 2.0, documentation traits, examples; node values.
ExampleLint lint_examples(std::string_view text, const Contract& contract);

}  // namespace assay

#endif  // ASSAY_PARSERS_LINT_EXAMPLES_H_
