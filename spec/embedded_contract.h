// The texts that Contract::embedded() is compiled from.
#ifndef ASSAY_SPEC_EMBEDDED_CONTRACT_H_
#define ASSAY_SPEC_EMBEDDED_CONTRACT_H_

#include <assay/contract.h>

#include <string_view>

namespace assay {

// Named as they lie in the source tree.
ContractSources embedded_sources();

// The operation of the embedded contract that is meant where nothing names one.
inline constexpr std::string_view kEmbeddedOperation = "GetWorkflowRun";

}  // namespace assay

#endif  // ASSAY_SPEC_EMBEDDED_CONTRACT_H_
