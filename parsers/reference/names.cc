#include "parsers/reference/names.h"

#include <algorithm>

namespace assay::reference {

std::string short_name(std::string name) {
  name = name.substr(0, name.find(':'));
  const std::size_t hash = name.rfind('#');
  return hash == std::string::npos ? name : name.substr(hash + 1);
}

ShapeIndex modeled_error(const ContractTables& tables, OperationIndex operation,
                         const std::string& name) {
  const OperationTable& entry = tables.operations[operation];
  for (std::uint32_t index = 0; index < entry.error_count; ++index) {
    const ErrorTable& error = tables.errors[entry.first_error + index];
    if (error.name == name) return error.shape;
  }
  return kNoIndex;
}

bool is_common_error(const std::string& name) {
  return std::any_of(common_errors().begin(), common_errors().end(),
                     [&](const CommonError& error) { return error.name == name; });
}

bool has_member(const ContractTables& tables, ShapeIndex shape, std::string_view name) {
  const ShapeTable& table = tables.shapes[shape];
  for (std::uint32_t index = 0; index < table.member_count; ++index) {
    if (tables.members[table.first_member + index].name == name) return true;
  }
  return false;
}

std::set<std::string> error_members(const ContractTables& tables, OperationIndex operation,
                                    const std::string& type, const std::string& code) {
  const ShapeIndex output = tables.operations[operation].output;
  const bool by_type =
      !type.empty() && type != tables.shapes[output].name && !has_member(tables, output, "__type");
  const bool by_code =
      !has_member(tables, output, "code") &&
      (modeled_error(tables, operation, code) != kNoIndex || is_common_error(code));
  if (!by_type && !by_code) return {};
  return {"__type", "code"};
}

}  // namespace assay::reference
