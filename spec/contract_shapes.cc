// First stage: shapes, members, operations and errors, as flat tables.
#include <utility>

#include "spec/contract_builder.h"

namespace assay {
namespace {

// Gives every use of a shape its entry, breadth first from the operations.
class ShapeStage {
 public:
  explicit ShapeStage(ContractBuilder& builder)
      : builder_(builder),
        tables_(builder.tables),
        index_of_(builder.model.shapes.size(), kNoIndex) {}

  void run() {
    for (const ModelOperation& operation : builder_.model.operations) add_operation(operation);
    for (ShapeIndex shape = 0; shape < tables_.shapes.size(); ++shape) expand(shape);
    // A refined list or map has the elements of the shape that it refines.
    for (ShapeIndex shape = 0; shape < tables_.shapes.size(); ++shape) {
      const ShapeIndex base = builder_.origins[shape].base;
      if (base == kNoIndex) continue;
      tables_.shapes[shape].first_member = tables_.shapes[base].first_member;
      tables_.shapes[shape].member_count = tables_.shapes[base].member_count;
    }
  }

 private:
  void add_operation(const ModelOperation& operation) {
    OperationTable table;
    table.name = builder_.keep(operation.name);
    table.target = builder_.keep(builder_.model.target_prefix + "." + operation.name);
    table.needs_authorization = operation.needs_authorization;
    table.input = root(operation.input, operation.name + ".input", operation.offset);
    table.output = root(operation.output, operation.name + ".output", operation.offset);
    table.first_error = static_cast<std::uint32_t>(tables_.errors.size());
    table.error_count = static_cast<std::uint32_t>(operation.errors.size());
    for (const std::uint32_t error : operation.errors) add_error(error);
    tables_.operation_by_name.emplace(table.name,
                                      static_cast<OperationIndex>(tables_.operations.size()));
    tables_.operations.push_back(table);
  }

  void add_error(std::uint32_t model_index) {
    const ModelShape& shape = builder_.model.shapes[model_index];
    ErrorTable table;
    table.shape = shared(model_index);
    table.name = tables_.shapes[table.shape].name;
    table.model_status = shape.error->status;
    table.client_fault = shape.error->client_fault;
    table.retryable = shape.error->retryable;
    table.throttling = shape.error->throttling;
    tables_.errors.push_back(table);
  }

  // An operation without an input or output has an empty structure of its own.
  ShapeIndex root(std::uint32_t model_index, std::string name, std::uint64_t offset) {
    static const ModelShape kUnit;
    if (model_index == kNoIndex) return add(kUnit, {}, std::move(name), offset);
    const ModelShape& shape = builder_.model.shapes[model_index];
    return shape.prelude ? add(shape, shape.traits, std::move(name), offset) : shared(model_index);
  }

  ShapeIndex shared(std::uint32_t model_index) {
    ShapeIndex& index = index_of_[model_index];
    if (index == kNoIndex) {
      const ModelShape& shape = builder_.model.shapes[model_index];
      index = add(shape, shape.traits, shape.name, shape.offset);
    }
    return index;
  }

  ShapeIndex add(const ModelShape& shape, const ModelTraits& traits, std::string name,
                 std::uint64_t offset) {
    const auto index = static_cast<ShapeIndex>(tables_.shapes.size());
    ShapeTable& table = tables_.shapes.emplace_back();
    table.name = builder_.keep(std::move(name));
    table.kind = shape.kind;
    table.sensitive = traits.sensitive;
    table.sparse = traits.sparse;
    table.unique_items = traits.unique_items.has_value();
    if (traits.timestamp_format) table.timestamp_format = *traits.timestamp_format;
    tables_.shape_by_name.emplace(table.name, index);
    builder_.origins.push_back({&shape, traits, offset, kNoIndex, false});
    return index;
  }

  void expand(ShapeIndex index) {
    const ModelShape& shape = *builder_.origins[index].shape;
    expand_enum(index, shape);
    if (shape.members.empty() || builder_.origins[index].base != kNoIndex) return;
    const auto first = static_cast<std::uint32_t>(tables_.members.size());
    tables_.shapes[index].first_member = first;
    tables_.shapes[index].member_count = static_cast<std::uint32_t>(shape.members.size());
    for (const ModelMember& member : shape.members) {
      MemberTable table;
      table.name = builder_.keep(member.name);
      table.target = member_target(index, member);
      tables_.members.push_back(table);
    }
  }

  void expand_enum(ShapeIndex index, const ModelShape& shape) {
    ShapeTable& table = tables_.shapes[index];
    if (shape.kind == ShapeKind::kEnum) {
      table.first_enum = static_cast<std::uint32_t>(tables_.enum_values.size());
      table.enum_count = static_cast<std::uint32_t>(shape.enum_values.size());
      for (const std::string& value : shape.enum_values) {
        tables_.enum_values.push_back(builder_.keep(value));
      }
    } else if (shape.kind == ShapeKind::kIntEnum) {
      table.first_enum = static_cast<std::uint32_t>(tables_.int_enum_values.size());
      table.enum_count = static_cast<std::uint32_t>(shape.int_enum_values.size());
      tables_.int_enum_values.insert(tables_.int_enum_values.end(), shape.int_enum_values.begin(),
                                     shape.int_enum_values.end());
    }
  }

  ShapeIndex member_target(ShapeIndex container, const ModelMember& member) {
    const ModelShape& target = builder_.model.shapes[member.target];
    const bool is_key = tables_.shapes[container].kind == ShapeKind::kMap && member.name == "key";
    if (!target.prelude && !member.traits.refine()) {
      const ShapeIndex index = shared(member.target);
      builder_.origins[index].is_member |= !is_key;
      return index;
    }
    const std::string name = std::string(tables_.shapes[container].name) + "." + member.name;
    const ShapeIndex index = add(target, merge(target.traits, member.traits), name, member.offset);
    const ShapeIndex base = target.members.empty() ? kNoIndex : shared(member.target);
    builder_.origins[index].is_member = !is_key;
    builder_.origins[index].base = base;
    return index;
  }

  static ModelTraits merge(ModelTraits traits, const ModelTraits& member) {
    if (member.length) traits.length = member.length;
    if (member.range) traits.range = member.range;
    if (member.pattern) traits.pattern = member.pattern;
    if (member.timestamp_format) traits.timestamp_format = member.timestamp_format;
    if (member.unique_items) traits.unique_items = member.unique_items;
    traits.sensitive = traits.sensitive || member.sensitive;
    return traits;
  }

  ContractBuilder& builder_;
  ContractTables& tables_;
  std::vector<ShapeIndex> index_of_;  // of model shapes that have one entry for all uses
};

}  // namespace

bool build_shapes(ContractBuilder& builder) {
  ShapeStage(builder).run();
  return true;
}

}  // namespace assay
