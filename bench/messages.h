// The bodies that are timed, and those on which every contender must agree first.
#ifndef ASSAY_BENCH_MESSAGES_H_
#define ASSAY_BENCH_MESSAGES_H_

#include <assay/finding.h>

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bench/contender.h"

namespace assay::bench {

struct SizedMessage {
  std::string_view size;  // "tiny", "typical" ...
  Body body = Body::kOutput;
  std::string text;
};

// All keep the contract. tiny: what a run that has just been queued gives, 283 bytes; typical:
// every member, 10 task ids, 1.4 KB; large: 2,000 task ids, 107 KB; params: 104 KB of nested
// OverrideParameters; error: a ValidationException whose texts have escapes, 1.2 KB; request: the
// two members of the request.
std::vector<SizedMessage> sized_messages();

// A typical response with so many task ids.
std::string response_with_tasks(std::size_t tasks);
// A typical response whose OverrideParameters have at least so many bytes, nested.
std::string response_with_parameters(std::size_t bytes);

struct BodyText {
  Body body = Body::kOutput;
  std::string text;
};

struct AgreementTexts {
  std::vector<BodyText> bodies;
  std::set<ConstraintIndex> breakable;  // every constraint that a body alone can break
};

// Conforming, broken and mutated bodies, the same ones in every run.
AgreementTexts agreement_texts();

}  // namespace assay::bench

#endif  // ASSAY_BENCH_MESSAGES_H_
