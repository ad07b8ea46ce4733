// Reads vector files back: spec/schemas/vectors.json.
#ifndef ASSAY_PROPERTY_VECTOR_READER_H_
#define ASSAY_PROPERTY_VECTOR_READER_H_

#include <assay/contract.h>
#include <assay/error.h>

#include <cstddef>
#include <string>

#include "corpus/vector.h"

namespace assay {

struct ReadVectors {
  VectorFile file;
  std::size_t count = 0;  // of cases, as the file says
};

// Errors: kUnreadable, kJsonSyntax; kInputFormat: a name that the contract lacks, or what is no
// vector.
Expected<ReadVectors> read_vector_file(const Contract& contract, const std::string& path);

}  // namespace assay

#endif  // ASSAY_PROPERTY_VECTOR_READER_H_
