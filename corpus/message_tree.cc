#include "corpus/message_tree.h"

#include <numeric>
#include <utility>

#include "corpus/utf8.h"

namespace assay {
namespace {

constexpr char kLowerHex[] = "0123456789abcdef";
constexpr char kUpperHex[] = "0123456789ABCDEF";

class Writer {
 public:
  Writer(std::string& out, const Presentation& presentation)
      : out_(out), presentation_(presentation) {}

  void value(MessageNode& node) {
    node.begin = here();
    switch (node.kind) {
      case MessageNode::Kind::kNull:
        out_ += "null";
        break;
      case MessageNode::Kind::kFalse:
        out_ += "false";
        break;
      case MessageNode::Kind::kTrue:
        out_ += "true";
        break;
      case MessageNode::Kind::kNumber:
      case MessageNode::Kind::kRaw:
        out_ += node.text;
        break;
      case MessageNode::Kind::kString:
        string(node.text);
        break;
      case MessageNode::Kind::kArray:
        array(node);
        break;
      case MessageNode::Kind::kObject:
        object(node);
        break;
    }
    node.end = here();
  }

  void space() {
    if (!presentation_.random || !presentation_.white_space) return;
    constexpr std::string_view kSpaces[] = {"", "", "", " ", "\n", "\t", "\r\n", "  "};
    out_ += presentation_.random->pick(kSpaces);
  }

  void string(std::string_view utf8) {
    const bool escapes =
        presentation_.random && presentation_.escapes && presentation_.random->chance(1, 3);
    out_ += '"';
    for (std::size_t at = 0; at < utf8.size();) {
      const std::size_t begin = at;
      const char32_t scalar = decode_utf8(utf8, at);
      const bool must = scalar < 0x20 || scalar == '"' || scalar == '\\';
      if (must || (escapes && presentation_.random->chance(1, 4))) {
        escape(scalar);
      } else {
        out_ += utf8.substr(begin, at - begin);
      }
    }
    out_ += '"';
  }

 private:
  std::uint32_t here() const noexcept { return static_cast<std::uint32_t>(out_.size()); }

  void array(MessageNode& node) {
    out_ += '[';
    space();
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      if (i != 0) separator();
      value(node.items[i]);
      space();
    }
    out_ += ']';
  }

  void object(MessageNode& node) {
    std::vector<std::size_t> order(node.members.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (presentation_.random && presentation_.any_order) {
      for (std::size_t i = order.size(); i > 1; --i) {
        // The simplest choice leaves everything in place.
        std::swap(order[i - 1], order[i - 1 - presentation_.random->below(i)]);
      }
    }
    out_ += '{';
    space();
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i != 0) separator();
      MessageNode::Member& member = node.members[order[i]];
      member.name_begin = here();
      string(member.name);
      space();
      out_ += ':';
      space();
      value(member.value);
      space();
    }
    out_ += '}';
  }

  void separator() {
    out_ += ',';
    space();
  }

  void escape(char32_t scalar) {
    constexpr std::pair<char32_t, char> kShort[] = {{'"', '"'},  {'\\', '\\'}, {'/', '/'},
                                                    {'\b', 'b'}, {'\f', 'f'},  {'\n', 'n'},
                                                    {'\r', 'r'}, {'\t', 't'}};
    for (const auto& [code, letter] : kShort) {
      if (code == scalar && !(presentation_.random && presentation_.random->chance(1, 4))) {
        out_ += '\\';
        out_ += letter;
        return;
      }
    }
    if (scalar < 0x10000) return unit(scalar);
    unit(0xD800 + ((scalar - 0x10000) >> 10));
    unit(0xDC00 + ((scalar - 0x10000) & 0x3FF));
  }

  void unit(char32_t code) {
    const bool upper = presentation_.random && presentation_.random->chance(1, 2);
    out_ += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) {
      out_ += (upper ? kUpperHex : kLowerHex)[code >> shift & 0xF];
    }
  }

  std::string& out_;
  const Presentation& presentation_;
};

MessageNode document_from(const JsonValue& json) {
  MessageNode node;
  switch (json.kind) {
    case JsonValue::Kind::kNull:
      break;
    case JsonValue::Kind::kBoolean:
      node.kind = json.boolean ? MessageNode::Kind::kTrue : MessageNode::Kind::kFalse;
      break;
    case JsonValue::Kind::kNumber:
      node.kind = MessageNode::Kind::kNumber;
      node.text = json.text;
      break;
    case JsonValue::Kind::kString:
      node.kind = MessageNode::Kind::kString;
      node.text = json.text;
      break;
    case JsonValue::Kind::kArray:
      node.kind = MessageNode::Kind::kArray;
      break;
    case JsonValue::Kind::kObject:
      node.kind = MessageNode::Kind::kObject;
      break;
  }
  return node;
}

}  // namespace

MessageNode MessageNode::of(Kind kind, std::string text, ShapeIndex shape) {
  MessageNode node;
  node.kind = kind;
  node.text = std::move(text);
  node.shape = shape;
  return node;
}

const MessageNode* MessageNode::find(std::string_view name) const noexcept {
  for (const Member& member : members) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

MessageNode* MessageNode::find(std::string_view name) noexcept {
  return const_cast<MessageNode*>(std::as_const(*this).find(name));
}

std::string write_message(MessageNode& root, const Presentation& presentation) {
  std::string out;
  Writer writer(out, presentation);
  writer.space();
  writer.value(root);
  writer.space();
  return out;
}

std::string quote_json(std::string_view utf8) {
  std::string out;
  const Presentation plain;
  Writer(out, plain).string(utf8);
  return out;
}

MessageNode message_from(const ContractTables& tables, ShapeIndex root, const JsonValue& json) {
  MessageNode node = document_from(json);
  node.shape = root;
  const ShapeTable* shape = root == kNoIndex ? nullptr : &tables.shapes[root];
  const bool structure =
      shape && (shape->kind == ShapeKind::kStructure || shape->kind == ShapeKind::kUnion);
  for (const JsonValue& item : json.items) {
    const bool list = shape && shape->kind == ShapeKind::kList;
    node.items.push_back(
        message_from(tables, list ? tables.members[shape->first_member].target : kNoIndex, item));
  }
  for (const JsonValue::Member& member : json.members) {
    MessageNode::Member out;
    out.name = member.name;
    ShapeIndex target = kNoIndex;
    if (structure) {
      for (std::uint32_t i = 0; i < shape->member_count; ++i) {
        if (tables.members[shape->first_member + i].name != member.name) continue;
        out.index = shape->first_member + i;
        target = tables.members[out.index].target;
      }
    } else if (shape && shape->kind == ShapeKind::kMap) {
      target = tables.members[shape->first_member + 1].target;
    }
    out.value = message_from(tables, target, member.value);
    node.members.push_back(std::move(out));
  }
  return node;
}

const MessageNode& node_at(const MessageNode& root, const NodePath& path) noexcept {
  const MessageNode* node = &root;
  for (const std::uint32_t step : path) {
    node =
        node->kind == MessageNode::Kind::kArray ? &node->items[step] : &node->members[step].value;
  }
  return *node;
}

MessageNode& node_at(MessageNode& root, const NodePath& path) noexcept {
  return const_cast<MessageNode&>(node_at(std::as_const(root), path));
}

}  // namespace assay
