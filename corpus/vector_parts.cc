#include "corpus/vector_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "corpus/vectors.h"

namespace assay {

MessageRole role_of(VectorKind kind) noexcept {
  return kind == VectorKind::kRequest    ? MessageRole::kInput
         : kind == VectorKind::kResponse ? MessageRole::kOutput
                                         : MessageRole::kError;
}

std::string name_of(const Contract& contract, const BodyRoot& root) {
  if (root.kind == VectorKind::kError) return std::string(contract.shape_name(root.shape));
  return fmt::format("{}.{}", contract.operation_name(root.operation), name_of(root.kind));
}

std::vector<BodyRoot> bodies_of(const Contract& contract, OperationIndex operation) {
  const OperationTable& table = contract.tables().operations[operation];
  std::vector<BodyRoot> roots;
  if (table.input != kNoIndex && table.input_stream == kNoIndex) {
    roots.push_back({VectorKind::kRequest, operation, table.input, kNoIndex});
  }
  if (table.output != kNoIndex && table.output_stream == kNoIndex) {
    roots.push_back({VectorKind::kResponse, operation, table.output, kNoIndex});
  }
  return roots;
}

std::vector<BodyRoot> errors_of(const Contract& contract,
                                const std::vector<OperationIndex>& operations) {
  const ContractTables& tables = contract.tables();
  std::vector<BodyRoot> roots;
  std::set<ShapeIndex> seen;
  for (const OperationIndex operation : operations) {
    const OperationTable& table = tables.operations[operation];
    for (std::uint32_t i = table.first_error; i < table.first_error + table.error_count; ++i) {
      if (!seen.insert(tables.errors[i].shape).second) continue;
      roots.push_back({VectorKind::kError, operation, tables.errors[i].shape, i});
    }
  }
  return roots;
}

std::optional<MessageNode> named(const Contract& contract, const BodyRoot& root, MessageNode body) {
  if (root.kind != VectorKind::kError) return body;
  if (body.kind != MessageNode::Kind::kObject) return body;
  const ShapeTable& shape = contract.tables().shapes[root.shape];
  for (std::uint32_t i = 0; i < shape.member_count; ++i) {
    const std::string_view name = contract.tables().members[shape.first_member + i].name;
    if (name == "__type" || name == "code") return std::nullopt;
  }
  MessageNode::Member type;
  type.name = "__type";
  type.value = MessageNode::of(MessageNode::Kind::kString,
                               std::string(contract.tables().errors[root.error].name));
  body.members.insert(body.members.begin(), std::move(type));
  return body;
}

std::optional<VectorFrame> frame_at(const Contract& contract, const BodyRoot& root,
                                    const ShapePlace& place) {
  constexpr std::string_view kMark = "\"@the value@\"";
  auto members = members_with(contract.tables(), root.shape, place, kMark);
  if (!members) return std::nullopt;
  if (root.kind == VectorKind::kError) {
    const std::string name(contract.tables().errors[root.error].name);
    members->insert(members->begin(), {"__type", json_string(name)});
  }
  const std::string text = json_object(*members);
  const std::size_t at = text.find(kMark);
  if (at == std::string::npos) return std::nullopt;
  return VectorFrame{.kind = root.kind,
                     .operation = root.operation,
                     .pointer = place.pointer,
                     .before = text.substr(0, at),
                     .after = text.substr(at + kMark.size())};
}

std::vector<OperationIndex> operations_of(const Contract& contract, const DeriveOptions& options) {
  if (!options.operations.empty()) return options.operations;
  std::vector<OperationIndex> all;
  for (OperationIndex i = 0; i < contract.operation_count(); ++i) all.push_back(i);
  return all;
}

}  // namespace assay
