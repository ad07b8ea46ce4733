// apply statements and mixins of a Smithy JSON AST, worked into the shapes that they are for.
#ifndef ASSAY_SPEC_SMITHY_FLATTEN_H_
#define ASSAY_SPEC_SMITHY_FLATTEN_H_

#include "spec/json_tree.h"
#include "spec/smithy_traits.h"

namespace assay {

// Afterwards no shape is of type apply and none has mixins; values keep the places they come from.
// Errors: kModelStructure (a trait applied twice with two values, mixins in a circle or too many),
// kUnknownShape. REQUIRES: `shapes` is the object "shapes" of a model.
// Source: Smithy 2.0, apply statement, mixins.
SmithyExpected<void> flatten_shapes(JsonValue& shapes);

}  // namespace assay

#endif  // ASSAY_SPEC_SMITHY_FLATTEN_H_
