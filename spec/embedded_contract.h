// The texts that Contract::embedded() is compiled from.
#ifndef ASSAY_SPEC_EMBEDDED_CONTRACT_H_
#define ASSAY_SPEC_EMBEDDED_CONTRACT_H_

#include <assay/contract.h>

namespace assay {

// Named as they lie in the source tree.
ContractSources embedded_sources();

}  // namespace assay

#endif  // ASSAY_SPEC_EMBEDDED_CONTRACT_H_
