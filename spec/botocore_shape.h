// The traits of botocore's shapes and members: members of their objects, beside the shape itself.
#ifndef ASSAY_SPEC_BOTOCORE_SHAPE_H_
#define ASSAY_SPEC_BOTOCORE_SHAPE_H_

#include "spec/json_tree.h"
#include "spec/model.h"
#include "spec/smithy_traits.h"

namespace assay {

// Kind, traits, enum values and error of a shape; not its members. REQUIRES: out.name is set.
// Errors: kModelStructure, kUnsupported.
SmithyExpected<void> read_botocore_shape(const JsonValue& shape, ModelShape& out);

// The traits of a reference to a shape.
SmithyExpected<ModelTraits> read_botocore_member(const JsonValue& member);

}  // namespace assay

#endif  // ASSAY_SPEC_BOTOCORE_SHAPE_H_
