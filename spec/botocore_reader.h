// Reader of botocore's service-2.json, the form that every Python installation of the SDK carries.
#ifndef ASSAY_SPEC_BOTOCORE_READER_H_
#define ASSAY_SPEC_BOTOCORE_READER_H_

#include <assay/error.h>

#include <string_view>

#include "spec/json_tree.h"
#include "spec/model.h"

namespace assay {

// Patterns stand there without anchors and mean the whole string. Unconstrained shapes that bear
// the name of a prelude shape are taken for it, as Smithy's models of the same services have it.
// Errors: kModelStructure, kUnknownShape, kUnsupported; each with its place.
// REQUIRES: `root` was parsed from `text`, which outlives the Model.
Expected<Model> read_botocore(const JsonValue& root, std::string_view text, std::string_view file);

}  // namespace assay

#endif  // ASSAY_SPEC_BOTOCORE_READER_H_
