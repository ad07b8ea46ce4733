// Drift of the strings that a place allows.
#ifndef ASSAY_SPEC_LINT_DRIFT_STRINGS_H_
#define ASSAY_SPEC_LINT_DRIFT_STRINGS_H_

#include <string>
#include <string_view>
#include <vector>

#include "spec/lint.h"
#include "spec/model.h"

namespace assay {

inline constexpr const char* kOnlyOurs = "this model alone allows";
inline constexpr const char* kOnlyTheirs = "the other model alone allows";

// A string, or an enum of them, as one model uses it.
struct StringUse {
  const ModelShape& shape;
  const ModelTraits& traits;
};

struct StringDrift {
  std::string_view rule;  // "pattern", "enum" or "length"
  std::string message;
  std::vector<LintWitness> witnesses;
};

// REQUIRES: not both are enums. `at` names the place in the messages.
std::vector<StringDrift> string_drift(const StringUse& ours, const StringUse& theirs,
                                      std::string_view at);

}  // namespace assay

#endif  // ASSAY_SPEC_LINT_DRIFT_STRINGS_H_
