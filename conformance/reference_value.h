// Between bound values, tagged values and JSON: what the reference client sends and returns.
#ifndef ASSAY_CONFORMANCE_REFERENCE_VALUE_H_
#define ASSAY_CONFORMANCE_REFERENCE_VALUE_H_

#include <assay/contract.h>
#include <assay/error.h>
#include <assay/value.h>

#include <string>

#include "conformance/tagged.h"

namespace assay {

// A bound value as the driver protocol carries it. Numbers in documents keep their digits.
// REQUIRES: !value.empty()
Tagged tagged_from_value(const Value& value);

// The JSON text of an input, by its shape. Errors: kInputFormat: a member that the shape does not
// have, one of another type, a required one that is absent; messages hold no values.
Expected<std::string> write_input(const Contract& contract, ShapeIndex shape, const Tagged& input);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_REFERENCE_VALUE_H_
