// JSON of a shape as the value that a client has of it.
#ifndef ASSAY_CONFORMANCE_SHAPED_VALUE_H_
#define ASSAY_CONFORMANCE_SHAPED_VALUE_H_

#include <assay/contract.h>

#include <cstdint>
#include <span>
#include <string_view>

#include "conformance/tagged.h"
#include "spec/contract_tables.h"
#include "spec/json_tree.h"

namespace assay {

// What a template calls a shape of that kind; empty: no template is for it.
std::string_view kind_name(ShapeKind kind) noexcept;

// Whether it is one of those names.
bool is_kind_name(std::string_view name) noexcept;

// The value of a JSON text that keeps its shape: timestamps become instants, blobs bytes, floats
// numbers of any kind. What has another JSON type stays as it is.
Tagged tagged_of_shape(const ContractTables& tables, ShapeIndex shape, const JsonValue& json);

// Whether what stands at `path` below `root` is a member of a structure, not of a list, map or
// union. Shapes: as in ShapePlace.
bool stands_in_structure(const ContractTables& tables, ShapeIndex root,
                         std::span<const std::uint32_t> path);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_SHAPED_VALUE_H_
