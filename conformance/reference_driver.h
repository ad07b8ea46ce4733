// The reference client as a driver: what `assay driver reference` runs.
#ifndef ASSAY_CONFORMANCE_REFERENCE_DRIVER_H_
#define ASSAY_CONFORMANCE_REFERENCE_DRIVER_H_

#include <assay/contract.h>

#include <iosfwd>
#include <span>
#include <string_view>

namespace assay {

// The service of a call picks the contract. Answers the runner's lines until bye or the end of the
// input. False after a line that is no message; it is named on `errors`. REQUIRES: a contract.
bool run_reference_driver(std::span<const Contract> contracts, std::string_view tool_version,
                          std::istream& in, std::ostream& out, std::ostream& errors);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_REFERENCE_DRIVER_H_
