// Names as ids have them.
#ifndef ASSAY_SPEC_MODEL_NAMES_H_
#define ASSAY_SPEC_MODEL_NAMES_H_

#include <optional>
#include <string>
#include <string_view>

#include "spec/contract_tables.h"

namespace assay {

// "MWAA Serverless" -> "mwaa-serverless": lower case, all else a hyphen.
std::string kebab(std::string_view name);

// Letters, digits and underscores, no digit first.
bool is_identifier(std::string_view name) noexcept;

// The kind of a simple type of Smithy's prelude, as "Integer" or "PrimitiveInteger".
std::optional<ShapeKind> prelude_kind(std::string_view name) noexcept;

}  // namespace assay

#endif  // ASSAY_SPEC_MODEL_NAMES_H_
