// The traits of the Smithy JSON AST: those that the awsJson protocols honour, those they ignore,
// and those that would change the wire and are refused.
#ifndef ASSAY_SPEC_SMITHY_TRAITS_H_
#define ASSAY_SPEC_SMITHY_TRAITS_H_

#include <assay/error.h>

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "spec/json_tree.h"
#include "spec/model.h"

namespace assay {

// Something wrong at a value of the tree, before it has a file and a line.
struct SmithyError {
  ErrorCode code = ErrorCode::kModelStructure;
  std::string message;
  std::uint64_t offset = 0;
};

template <typename T>
using SmithyExpected = std::expected<T, SmithyError>;

std::unexpected<SmithyError> smithy_error(ErrorCode code, std::string message, const JsonValue& at);

// The traits of a data shape.
struct SmithyShapeTraits {
  ModelTraits model;
  std::optional<ModelError> error;
  const JsonValue* enum_trait = nullptr;  // the enum trait of a string shape
};

// `shape` is a shape or a member; absent traits are no error.
SmithyExpected<SmithyShapeTraits> read_traits(const JsonValue& shape);

// A trait of a shape or member by its absolute id; nullptr when absent.
const JsonValue* find_trait(const JsonValue& shape, std::string_view id) noexcept;

// Refuses what no reader of ours knows; for services and operations too, whose traits have other
// readers.
SmithyExpected<void> refuse_unknown_traits(const JsonValue& shape);

}  // namespace assay

#endif  // ASSAY_SPEC_SMITHY_TRAITS_H_
