// Bodies that are streams of events or bytes, or compressed, are not read: their operations say so,
// and all else of the service is checked.
#include <fmt/format.h>

#include "spec/contract_builder.h"
#include "spec/json_tree.h"

namespace assay {
namespace {

ConstraintIndex add_stream(ContractBuilder& builder, const ModelOperation& operation,
                           std::string_view role, std::uint64_t offset) {
  NewConstraint constraint;
  constraint.id = fmt::format("{}@{}.stream", operation.name, role);
  constraint.requirement =
      fmt::format("the {} is a stream or may be compressed: its body is not checked", role);
  constraint.severity = Severity::kNote;
  constraint.sources.push_back(
      builder.model_source(offset, "a stream of events or bytes, or request compression"));
  const ConstraintIndex index = builder.add(std::move(constraint));
  const TextPlace place = place_of(builder.model.text, offset);
  ContractNote note;
  note.kind = ContractNote::Kind::kStream;
  note.id = builder.tables.constraints[index].id;
  note.reason = builder.tables.constraints[index].requirement;
  note.line = place.line;
  note.column = place.column;
  builder.tables.notes.push_back(note);
  return index;
}

}  // namespace

bool build_streams(ContractBuilder& builder) {
  for (std::size_t i = 0; i < builder.model.operations.size(); ++i) {
    const ModelOperation& operation = builder.model.operations[i];
    OperationTable& table = builder.tables.operations[i];
    if (operation.input_stream) {
      table.input_stream = add_stream(builder, operation, "input", *operation.input_stream);
    }
    if (operation.output_stream) {
      table.output_stream = add_stream(builder, operation, "output", *operation.output_stream);
    }
  }
  return true;
}

}  // namespace assay
