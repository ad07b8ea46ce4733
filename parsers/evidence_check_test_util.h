// Whether the checker finds in a message of evidence what it must.
#ifndef ASSAY_PARSERS_EVIDENCE_CHECK_TEST_UTIL_H_
#define ASSAY_PARSERS_EVIDENCE_CHECK_TEST_UTIL_H_

#include <assay/checker.h>

#include <string>

#include "corpus/evidence.h"

namespace assay {

// Small limits keep the messages small that go up to them.
inline constexpr EvidenceLimits kEvidenceLimits = {
    .max_depth = 40, .max_body_bytes = 50'000, .max_keys_per_object = 64};

// A checker with these limits.
Checker evidence_checker(const Contract& contract);

// How the ids that are found differ from those expected; also a severity that is not the
// constraint's, and a range that ends before it begins. Empty when all is as it must be.
std::string evidence_difference(Checker& checker, const EvidenceCase& evidence);

}  // namespace assay

#endif  // ASSAY_PARSERS_EVIDENCE_CHECK_TEST_UTIL_H_
