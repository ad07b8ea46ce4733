// Vectors of values of one shape.
#ifndef ASSAY_CORPUS_VECTOR_VALUES_H_
#define ASSAY_CORPUS_VECTOR_VALUES_H_

#include <assay/contract.h>

#include <optional>
#include <string>

#include "corpus/vector.h"

namespace assay {

// Each: the cases of a shape, or a group without sets where nothing of it can vary.
void add_number_cases(const Contract& contract, VectorGroup& group);      // integers, floats
void add_blob_cases(const Contract& contract, VectorGroup& group);        // as text
void add_collection_cases(const Contract& contract, VectorGroup& group);  // lists, maps, unions

// A group for the values of a shape, named after it, without cases.
VectorGroup value_group(const Contract& contract, ShapeIndex shape, VectorKind kind);

// What a client does with a timestamp.
ClientRule timestamp_rule(TimestampFormat format, VectorVerdict verdict, std::string_view text);

}  // namespace assay

#endif  // ASSAY_CORPUS_VECTOR_VALUES_H_
