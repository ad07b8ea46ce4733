// The smallest values of shapes, and the places in a message where a shape may stand.
#ifndef ASSAY_CORPUS_MINIMAL_VALUE_H_
#define ASSAY_CORPUS_MINIMAL_VALUE_H_

#include <assay/contract.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "spec/contract_tables.h"

namespace assay {

// A JSON object under construction: names unescaped, values as JSON text.
using ObjectText = std::vector<std::pair<std::string, std::string>>;

// A string as JSON, quotes included: escapes what must be escaped, keeps every other byte.
std::string json_string(std::string_view bytes);
std::string json_object(const ObjectText& members);

// The shortest string that keeps length, pattern and enum, first in the order of code points among
// those of its length in the automaton's classes; nullopt when the shape has none.
// Cost: states * length_min.
std::optional<std::string> minimal_string(const ContractTables& tables, const ShapeTable& shape);

// JSON text of the smallest value that keeps every constraint: required members only. nullopt when
// there is none, or only one with several items that must differ.
std::optional<std::string> minimal_json(const ContractTables& tables, ShapeIndex shape);

// The required members of a structure with their smallest values.
std::optional<ObjectText> minimal_members(const ContractTables& tables, ShapeIndex structure);

// A place below a root structure where values of `shape` stand.
// Shapes: path counts members from first_member of each container on the way; a list has one
// member, a map two (0: the key).
struct ShapePlace {
  ShapeIndex shape = kNoIndex;
  std::vector<std::uint32_t> path;
  std::string pointer;  // RFC 6901, for people

  // Objects and arrays around the place.
  std::uint32_t depth() const noexcept { return static_cast<std::uint32_t>(path.size()); }
};

// Every place below `root`, each container entered once for each member that leads to it.
std::vector<ShapePlace> places_below(const ContractTables& tables, ShapeIndex root);

// Whether the place is a key of a map, which only a string can be.
bool is_map_key(const ContractTables& tables, ShapeIndex root, const ShapePlace& place);

// The smallest members of `root` with `json` at the place; the member that leads there comes last.
std::optional<ObjectText> members_with(const ContractTables& tables, ShapeIndex root,
                                       const ShapePlace& place, std::string_view json);

}  // namespace assay

#endif  // ASSAY_CORPUS_MINIMAL_VALUE_H_
