// What a diagnostic says beside the requirement: what was measured, what would be right.
#ifndef ASSAY_PARSERS_DIAGNOSTIC_WORDS_H_
#define ASSAY_PARSERS_DIAGNOSTIC_WORDS_H_

#include <assay/contract.h>
#include <assay/diagnostic.h>
#include <assay/finding.h>

#include <string>
#include <string_view>

namespace assay {

// A broken constraint with the bytes it stands on (empty where there are none).
// Shapes: `masked`: the bytes must not be shown; `root` is the shape of the body, or kNoIndex.
struct BrokenPlace {
  const Violation& violation;
  std::string_view bytes;
  bool masked = false;
  std::string_view pointer;
  ShapeIndex root = 0;
};

// "string of 256 characters", "status 418", "5 seconds"; empty when there is nothing to say.
std::string measured_text(const Subject& subject, const BrokenPlace& place);

// "400 (page), 403 (model)", "RunId, WorkflowArn"; empty where the requirement says it all.
std::string allowed_text(const Subject& subject, const BrokenPlace& place);

}  // namespace assay

#endif  // ASSAY_PARSERS_DIAGNOSTIC_WORDS_H_
