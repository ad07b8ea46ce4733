#include "spec/contract_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "spec/json_tree.h"

namespace assay {

ContractBuilder::ContractBuilder(ContractTables& into, const Model& from)
    : tables(into), model(from), line_begins_{0} {
  const std::string_view text = model.text;
  for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) {
    line_begins_.push_back(at + 1);
  }
}

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

ConstraintIndex ContractBuilder::add_trait(ShapeIndex shape, std::string_view suffix,
                                           std::string requirement, std::string_view unit,
                                           std::uint64_t offset, std::string says) {
  NewConstraint constraint;
  constraint.id = fmt::format("{}@{}", tables.shapes[shape].name, suffix);
  constraint.requirement = std::move(requirement);
  constraint.unit = unit;
  constraint.shape = shape;
  constraint.sources.push_back(model_source(offset, std::move(says)));
  return add(std::move(constraint));
}

ConstraintIndex ContractBuilder::add_by_kind(ShapeIndex shape, std::string_view suffix,
                                             std::string requirement, std::string_view says,
                                             Severity severity) {
  NewConstraint constraint;
  constraint.id = fmt::format("{}@{}", tables.shapes[shape].name, suffix);
  constraint.requirement = std::move(requirement);
  constraint.severity = severity;
  constraint.basis = Basis::kProtocol;
  constraint.shape = shape;
  constraint.sources.push_back(model_source(origins[shape].offset, std::string(says)));
  return add(std::move(constraint));
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

std::string ContractBuilder::trait(std::string_view name) const {
  if (model.form == ModelForm::kSmithy) return fmt::format("smithy.api#{}", name);
  return std::string(name == "length" || name == "range" ? "min or max" : name);
}

std::string ContractBuilder::bound(std::string_view name, std::string_view side,
                                   std::string_view value) const {
  if (model.form == ModelForm::kSmithy)
    return fmt::format("smithy.api#{}, {} {}", name, side, value);
  return fmt::format("{} {}", side, value);
}

NewSource ContractBuilder::model_source(std::uint64_t offset, std::string says) const {
  const auto next = std::upper_bound(line_begins_.begin(), line_begins_.end(), offset);
  const auto line = next - line_begins_.begin();
  return {"model", fmt::format("{}:{}", model.file, line), std::move(says), false};
}

bool ContractBuilder::fail(Error error) {
  error_ = std::move(error);
  return false;
}

bool ContractBuilder::fail_in_model(ErrorCode code, std::string message, std::uint64_t offset) {
  return fail(error_at(code, std::move(message), model.text, model.file, offset));
}

bool ContractBuilder::misplaced(std::string_view trait, ShapeIndex shape, std::uint64_t offset) {
  return fail_in_model(ErrorCode::kModelStructure,
                       fmt::format("{} does not apply to {}", trait, tables.shapes[shape].name),
                       offset);
}

}  // namespace assay
