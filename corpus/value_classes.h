// Values that stand for a whole class of values of a shape, and values with everything in them.
#ifndef ASSAY_CORPUS_VALUE_CLASSES_H_
#define ASSAY_CORPUS_VALUE_CLASSES_H_

#include <assay/contract.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/message_tree.h"
#include "spec/contract_tables.h"

namespace assay {

struct ValueClass {
  std::string name;  // "shortest", "value ON_DEMAND", "2 items"
  MessageNode node;
};

// Valid values of a shape that differ in kind: bounds, emptiness, members of a union. The first
// one is the smallest. Empty when the shape has no value. At most `most`.
std::vector<ValueClass> value_classes(const ContractTables& tables, ShapeIndex shape,
                                      std::size_t most);

// A valid value with every member in it, lists and maps with one item where their bounds allow it;
// below `depth` structures, and where a shape would contain itself, only what is required.
// nullopt when there is none.
std::optional<MessageNode> full_value(const ContractTables& tables, ShapeIndex shape,
                                      std::uint32_t depth);

// The smallest valid value as a tree.
std::optional<MessageNode> minimal_node(const ContractTables& tables, ShapeIndex shape);

// A seed that depends on the text alone.
std::uint64_t seed_of(std::string_view text) noexcept;

// The notes that a check makes of strings whose pattern nothing can read; added to `broken`.
void add_unread_patterns(const ContractTables& tables, const MessageNode& node,
                         std::vector<ConstraintIndex>& broken);

}  // namespace assay

#endif  // ASSAY_CORPUS_VALUE_CLASSES_H_
