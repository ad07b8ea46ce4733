// Which error a body names: facts that both comparison checkers need.
#ifndef ASSAY_PARSERS_REFERENCE_NAMES_H_
#define ASSAY_PARSERS_REFERENCE_NAMES_H_

#include <set>
#include <string>
#include <string_view>

#include "spec/contract_tables.h"

namespace assay::reference {

// The name of an error without URI and namespace.
std::string short_name(std::string name);

// The shape of an error of the operation; kNoIndex for any other name.
ShapeIndex modeled_error(const ContractTables& tables, OperationIndex operation,
                         const std::string& name);
bool is_common_error(const std::string& name);
bool has_member(const ContractTables& tables, ShapeIndex shape, std::string_view name);

// Both members that name errors where a 200 body says by one of them that it is an error: by a
// `__type` that is not the output's own name, or a `code` that is the name of an error; else none.
// REQUIRES: both names are short; empty: absent.
std::set<std::string> error_members(const ContractTables& tables, OperationIndex operation,
                                    const std::string& type, const std::string& code);

}  // namespace assay::reference

#endif  // ASSAY_PARSERS_REFERENCE_NAMES_H_
