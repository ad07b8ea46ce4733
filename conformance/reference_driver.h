// The reference client as a driver: what `assay driver reference` runs.
#ifndef ASSAY_CONFORMANCE_REFERENCE_DRIVER_H_
#define ASSAY_CONFORMANCE_REFERENCE_DRIVER_H_

#include <assay/contract.h>

#include <iosfwd>
#include <string_view>

namespace assay {

// Answers the runner's lines until bye or the end of the input. False after a line that is no
// message; it is named on `errors`.
bool run_reference_driver(const Contract& contract, std::string_view tool_version, std::istream& in,
                          std::ostream& out, std::ostream& errors);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_REFERENCE_DRIVER_H_
