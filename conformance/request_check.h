// Whether the request that a subject sent is the one its case asks for.
#ifndef ASSAY_CONFORMANCE_REQUEST_CHECK_H_
#define ASSAY_CONFORMANCE_REQUEST_CHECK_H_

#include <assay/contract.h>

#include <span>

#include "conformance/runner.h"

namespace assay {

// Compares with the case's expectation and, unless the case says otherwise, runs the checker over
// the request, with the contract of the case's service: findings of severity error are faults.
RequestCheck make_request_check(std::span<const Contract> contracts);
inline RequestCheck make_request_check(const Contract& contract) {
  return make_request_check(std::span(&contract, 1));
}

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_REQUEST_CHECK_H_
