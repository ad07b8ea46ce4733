// What the fast tier of a check looks at; see walk_verdict.h.
#ifndef ASSAY_PARSERS_VERDICT_SUBJECT_H_
#define ASSAY_PARSERS_VERDICT_SUBJECT_H_

#include <assay/finding.h>

#include <cstdint>
#include <span>

#include "parsers/rules.h"
#include "parsers/structural_scan.h"
#include "parsers/walk_plan.h"
#include "parsers/walk_scratch.h"

namespace assay {

// `root`: nullptr where any object will do. `state`: of the trie of places at the root; kNoIndex
// where no rule applies. Shapes: `slots` has room for the operation's, fewer than 64.
struct VerdictSubject {
  const WalkPlan* plan = nullptr;
  WalkScratch* scratch = nullptr;
  const IndexedText* text = nullptr;
  const PlanShape* root = nullptr;
  OperationIndex operation = 0;
  std::uint32_t state = kNoIndex;
  HttpPart part = HttpPart::kResponseBody;
  std::uint32_t offset = 0;
  std::span<SlotValue> slots;
  std::uint64_t unwanted = 0;  // entries of the root whose coming takes a closer look
};

}  // namespace assay

#endif  // ASSAY_PARSERS_VERDICT_SUBJECT_H_
