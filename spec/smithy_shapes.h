// The data shapes of a Smithy JSON AST; the service and its operations are smithy_reader.cc's.
#ifndef ASSAY_SPEC_SMITHY_SHAPES_H_
#define ASSAY_SPEC_SMITHY_SHAPES_H_

#include <assay/error.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "spec/json_tree.h"
#include "spec/model.h"
#include "spec/smithy_traits.h"

namespace assay {

// "com.example#Name" -> "Name".
std::string_view local_name(std::string_view id) noexcept;

// Gives shapes their indexes as they are referred to, then reads them, breadth first. Functions
// that return bool have put the error away when they return false.
class SmithyShapes {
 public:
  explicit SmithyShapes(Model& model) noexcept : model_(model) {}

  // Every shape of the model by its id. REQUIRES: `shapes` outlives this object.
  bool index_shapes(const JsonValue& shapes);

  // What the service calls its shapes, where that is not their own name.
  bool rename_shapes(const JsonValue& service);

  // The member of the structure {"target": id} that makes a body a stream; nullptr: none.
  const JsonValue* stream_of(const JsonValue& reference) const noexcept;

  // The shape that {"target": id} means, of any type but the prelude's.
  bool target_of(const JsonValue& reference, const JsonValue*& target);

  // The index of the data shape that {"target": id} means.
  bool shape_index(const JsonValue& reference, std::uint32_t& index);
  std::uint32_t add_unit() { return add_shape("smithy.api#Unit", nullptr); }

  // The shape at an index; nullptr for those of the prelude.
  const JsonValue* source(std::uint32_t index) const noexcept { return pending_[index]; }

  // Reads every shape that has an index, and what they refer to.
  bool read_shapes();

  bool fail(SmithyError error);
  bool fail(std::string message, const JsonValue& at);
  bool unsupported(std::string message, const JsonValue& at);
  const SmithyError& error() const noexcept { return error_; }

 private:
  std::string_view name_of(std::string_view id) const noexcept;
  std::uint32_t add_shape(std::string_view id, const JsonValue* shape);
  bool read_shape(std::uint32_t index, const JsonValue& shape);
  bool read_members(const JsonValue& shape, ModelShape& out);
  bool read_member(std::string_view name, const JsonValue& member, ModelShape& out);
  bool read_enum_members(const JsonValue& shape, ModelShape& out);
  bool read_enum_trait(const JsonValue& trait, ModelShape& out);

  Model& model_;
  SmithyError error_;
  std::unordered_map<std::string_view, const JsonValue*> shapes_;
  std::unordered_map<std::string_view, std::uint32_t> index_by_id_;
  std::unordered_map<std::string_view, std::string_view> id_by_name_;
  std::unordered_map<std::string_view, std::string_view> new_names_;
  std::vector<const JsonValue*> pending_;  // one for each of model_.shapes; null: prelude
};

}  // namespace assay

#endif  // ASSAY_SPEC_SMITHY_SHAPES_H_
