// A plain JSON parser for the reference checker: bytes -> tree, recursive descent, RFC 8259.
#ifndef ASSAY_PARSERS_REFERENCE_JSON_H_
#define ASSAY_PARSERS_REFERENCE_JSON_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "spec/protocol_rules.h"

namespace assay::reference {

// A value as far as it could be read.
struct Node {
  enum class Kind : std::uint8_t {
    kNull,
    kTrue,
    kFalse,
    kNumber,
    kString,
    kArray,
    kObject
  };
  struct Entry;

  Kind kind = Kind::kNull;
  std::size_t begin = 0, end = 0;
  bool complete = true;         // false: the text broke off or went wrong inside
  bool lone_surrogate = false;  // string: JSON's grammar allows it, but it is no text
  std::string text;             // string: decoded; number: as written
  std::vector<Entry> entries;   // arrays leave the names empty
};

struct Node::Entry {
  std::string name;
  std::size_t name_begin = 0, name_end = 0;  // with the quotes
  bool name_lone_surrogate = false;          // as Node::lone_surrogate
  std::optional<Node> value;  // absent: the text went wrong before there was anything to keep
};

struct Text {
  std::optional<Node> root;
  std::optional<ProtocolRule> error;  // what stopped the parser
  bool byte_order_mark = false;       // it does not stop the parser
  std::size_t lone_surrogates = 0;    // strings with such escapes, which do not stop it
};

Text parse(std::string_view bytes, std::size_t max_depth);

}  // namespace assay::reference

#endif  // ASSAY_PARSERS_REFERENCE_JSON_H_
