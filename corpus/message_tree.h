// Messages as trees that know which shape stands where, and their JSON text in any presentation.
#ifndef ASSAY_CORPUS_MESSAGE_TREE_H_
#define ASSAY_CORPUS_MESSAGE_TREE_H_

#include <assay/contract.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/randomness.h"
#include "spec/contract_tables.h"
#include "spec/json_tree.h"

namespace assay {

// A value of a message.
// Units: begin and end are bytes in the text last written by write_message.
struct MessageNode {
  enum class Kind : std::uint8_t {
    kNull,
    kFalse,
    kTrue,
    kNumber,
    kString,
    kArray,
    kObject,
    kRaw,  // `text` goes into the JSON text as it is
  };
  struct Member;

  Kind kind = Kind::kNull;
  bool valid = true;               // false: breaks its own shape, so that no rule looks at it
  ShapeIndex shape = kNoIndex;     // what the contract says of it; kNoIndex inside documents
  std::string text;                // kString: UTF-8; kNumber: as written
  std::int64_t milliseconds = 0;   // timestamps: the instant, since 1970-01-01T00:00:00Z
  std::vector<Member> members;     // kObject
  std::vector<MessageNode> items;  // kArray
  std::uint32_t begin = 0, end = 0;

  static MessageNode of(Kind kind, std::string text = {}, ShapeIndex shape = kNoIndex);
  bool is_null() const noexcept { return kind == Kind::kNull; }
  // The member of that name; nullptr when absent.
  MessageNode* find(std::string_view name) noexcept;
  const MessageNode* find(std::string_view name) const noexcept;
};

struct MessageNode::Member {
  std::string name;
  MessageNode value;
  std::uint32_t index = kNoIndex;  // in ContractTables::members; kNoIndex: unknown, or a map key
  std::uint32_t name_begin = 0;    // of the opening quote
};

// How a text may differ without changing what it says. Without a source of choices: members in
// order, no white space, only the escapes that JSON demands.
struct Presentation {
  Randomness* random = nullptr;
  bool any_order = true;
  bool white_space = true;
  bool escapes = true;
};

// The JSON text; fills in every begin and end.
std::string write_message(MessageNode& root, const Presentation& presentation = {});

// A string as JSON, quotes included, with only the escapes that JSON demands.
std::string quote_json(std::string_view utf8);

// A parsed text as a message of the shape `root` (kNoIndex: no contract applies). Values of a type
// that the contract does not expect keep no shape below them.
MessageNode message_from(const ContractTables& tables, ShapeIndex root, const JsonValue& json);

// Steps from the root to a value: positions among members or items.
using NodePath = std::vector<std::uint32_t>;
MessageNode& node_at(MessageNode& root, const NodePath& path) noexcept;
const MessageNode& node_at(const MessageNode& root, const NodePath& path) noexcept;

}  // namespace assay

#endif  // ASSAY_CORPUS_MESSAGE_TREE_H_
