// From a contract to its test vectors.
#ifndef ASSAY_CORPUS_VECTORS_H_
#define ASSAY_CORPUS_VECTORS_H_

#include <assay/contract.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "corpus/vector.h"

namespace assay {

struct DeriveOptions {
  VectorTier tier = VectorTier::kSmall;
  std::vector<OperationIndex> operations;  // empty: all
};

// Takes each file as it is ready: large contracts do not fit into memory at once. False: stop.
using VectorSink = std::function<bool(VectorFile&& file)>;

// Every file of a tier, in a fixed order. Small: values of each shape that the operations use,
// messages of each operation, errors, JSON text, HTTP. Medium adds to it, and repeats nothing but
// strings: more texts of each string, and messages by three members. The same contract always gives
// the same files.
// Errors: kPattern*, where a pattern cannot be read again; kLedgerStructure.
Expected<bool> derive_vectors(const Contract& contract, const DeriveOptions& options,
                              const VectorSink& sink);

// Parts of it, each a file.
VectorFile message_vectors(const Contract& contract, const DeriveOptions& options,
                           OperationIndex operation);
VectorFile error_vectors(const Contract& contract, const DeriveOptions& options);
VectorFile text_vectors(const Contract& contract, const DeriveOptions& options);
Expected<VectorFile> http_vectors(const Contract& contract, const DeriveOptions& options);

}  // namespace assay

#endif  // ASSAY_CORPUS_VECTORS_H_
