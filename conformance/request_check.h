// Whether the request that a subject sent is the one its case asks for.
#ifndef ASSAY_CONFORMANCE_REQUEST_CHECK_H_
#define ASSAY_CONFORMANCE_REQUEST_CHECK_H_

#include <assay/contract.h>

#include "conformance/runner.h"

namespace assay {

// Compares with the case's expectation and, unless the case says otherwise, runs the checker over
// the request: findings of severity error are faults.
RequestCheck make_request_check(const Contract& contract);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_REQUEST_CHECK_H_
