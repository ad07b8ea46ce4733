// Reader of the Smithy JSON AST.
#ifndef ASSAY_SPEC_SMITHY_READER_H_
#define ASSAY_SPEC_SMITHY_READER_H_

#include <assay/error.h>

#include <string_view>

#include "spec/json_tree.h"
#include "spec/model.h"

namespace assay {

// The one service of the model with everything that its operations reach.
// Errors: kJsonSyntax, kModelStructure, kUnknownShape, kUnsupported; each with its place.
// Source: Smithy 1.0 and 2.0, JSON AST.
Expected<Model> read_smithy(std::string_view text, std::string_view file);
// REQUIRES: `root` was parsed from `text`, which outlives the Model.
Expected<Model> read_smithy(JsonValue root, std::string_view text, std::string_view file);

}  // namespace assay

#endif  // ASSAY_SPEC_SMITHY_READER_H_
