#include "spec/model_reader.h"

#include <utility>

#include "spec/botocore_reader.h"
#include "spec/json_tree.h"
#include "spec/smithy_reader.h"

namespace assay {

Expected<Model> read_model(std::string_view text, std::string_view file) {
  auto tree = parse_json(text, file);
  if (!tree) return std::unexpected(std::move(tree.error()));
  if (tree->is_object() && tree->find("smithy") == nullptr && tree->find("metadata") != nullptr) {
    return read_botocore(*tree, text, file);
  }
  if (tree->is_object() && tree->find("smithy") == nullptr) {
    return std::unexpected(error_at(ErrorCode::kModelStructure,
                                    "no model: neither a Smithy JSON AST (member \"smithy\") nor "
                                    "botocore's service-2.json (member \"metadata\")",
                                    text, file, tree->begin));
  }
  return read_smithy(std::move(*tree), text, file);
}

}  // namespace assay
