#include "spec/contract_builder.h"

#include <fmt/format.h>

#include <cassert>
#include <utility>

#include "spec/json_tree.h"

namespace assay {

std::string_view ContractBuilder::keep(std::string text) {
  return tables.text.emplace_back(std::move(text));
}

ConstraintIndex ContractBuilder::add(NewConstraint constraint) {
  const auto index = static_cast<ConstraintIndex>(tables.constraints.size());
  ConstraintTable& table = tables.constraints.emplace_back();
  table.id = keep(fmt::format("{}/{}", tables.service, constraint.id));
  table.requirement = keep(std::move(constraint.requirement));
  table.unit = constraint.unit;
  table.severity = constraint.severity;
  table.basis = constraint.basis;
  table.shape = constraint.shape;
  [[maybe_unused]] const bool is_new = tables.constraint_by_id.emplace(table.id, index).second;
  assert(is_new);
  set_sources(index, constraint.sources);
  return index;
}

void ContractBuilder::set_sources(ConstraintIndex constraint,
                                  const std::vector<NewSource>& sources) {
  ConstraintTable& table = tables.constraints[constraint];
  table.first_source = static_cast<std::uint32_t>(tables.sources.size());
  table.source_count = static_cast<std::uint32_t>(sources.size());
  for (const NewSource& source : sources) {
    tables.sources.push_back(
        {keep(source.source), keep(source.section), keep(source.says), source.reading});
  }
}

NewSource ContractBuilder::model_source(std::uint64_t offset, std::string says) const {
  const TextPlace place = place_of(model.text, offset);
  return {"model", fmt::format("{}:{}", model.file, place.line), std::move(says), false};
}

bool ContractBuilder::fail(Error error) {
  error_ = std::move(error);
  return false;
}

bool ContractBuilder::fail_in_model(ErrorCode code, std::string message, std::uint64_t offset) {
  return fail(error_at(code, std::move(message), model.text, model.file, offset));
}

}  // namespace assay
