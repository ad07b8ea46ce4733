#include "corpus/value_classes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "corpus/message_generator.h"
#include "corpus/minimal_value.h"
#include "corpus/string_sampler.h"
#include "spec/json_tree.h"

namespace assay {
namespace {

using Kind = MessageNode::Kind;

constexpr std::int64_t kSomeInstant = 1'795'340'220'500;  // 2026-11-22T09:37:00.5Z

bool is_structure(const ShapeTable& shape) { return shape.kind == ShapeKind::kStructure; }

class Classes {
 public:
  Classes(const ContractTables& tables, ShapeIndex index)
      : tables_(tables), index_(index), shape_(tables.shapes[index]) {}

  std::vector<ValueClass> all() {
    switch (shape_.kind) {
      case ShapeKind::kString:
        strings();
        break;
      case ShapeKind::kEnum:
        for (std::uint32_t i = 0; i < shape_.enum_count; ++i) {
          const std::string value(tables_.enum_values[shape_.first_enum + i]);
          if (valid_string(value)) add("value " + value, Kind::kString, value);
        }
        break;
      case ShapeKind::kBlob:
        blobs();
        break;
      case ShapeKind::kByte:
      case ShapeKind::kShort:
      case ShapeKind::kInteger:
      case ShapeKind::kLong:
      case ShapeKind::kBigInteger:
        integers();
        break;
      case ShapeKind::kIntEnum:
        for (std::uint32_t i = 0; i < shape_.enum_count; ++i) {
          const auto value = std::to_string(tables_.int_enum_values[shape_.first_enum + i]);
          add("value " + value, Kind::kNumber, value);
        }
        break;
      case ShapeKind::kFloat:
      case ShapeKind::kDouble:
      case ShapeKind::kBigDecimal:
        smallest();
        if (shape_.range_min_id == kNoIndex && shape_.range_max_id == kNoIndex) {
          add("fraction", Kind::kNumber, "-1.5e-3");
        }
        break;
      case ShapeKind::kBoolean:
        add("false", Kind::kFalse, "");
        add("true", Kind::kTrue, "");
        break;
      case ShapeKind::kTimestamp:
        timestamps();
        break;
      case ShapeKind::kList:
        lists();
        break;
      case ShapeKind::kMap:
        maps();
        break;
      case ShapeKind::kUnion:
        unions();
        break;
      case ShapeKind::kStructure:
        smallest();
        if (auto full = full_value(tables_, index_, 1)) add_node("full", std::move(*full));
        break;
      case ShapeKind::kDocument:
        documents();
        break;
    }
    if (classes_.empty()) smallest();
    return std::move(classes_);
  }

 private:
  void add_node(std::string name, MessageNode node) {
    node.shape = index_;
    const std::string text = write_message(node);
    if (!texts_.insert(text).second) return;
    classes_.push_back({std::move(name), std::move(node)});
  }
  void add(std::string name, Kind kind, std::string text) {
    add_node(std::move(name), MessageNode::of(kind, std::move(text), index_));
  }
  void smallest() {
    if (auto node = minimal_node(tables_, index_)) add_node("smallest", std::move(*node));
  }

  bool valid_string(std::string_view text) const {
    return broken_string_constraints(tables_, shape_, text).empty();
  }

  void strings() {
    const auto shortest = minimal_string(tables_, shape_);
    if (!shortest) return;
    add("shortest", Kind::kString, *shortest);
    if (shape_.pattern == kNoIndex) {
      // Characters of one to four bytes.
      for (const std::string_view text : {"z\u00e9\u20ac\U0001f600", "aZ"}) {
        if (valid_string(text)) {
          return add("characters of 1 to 4 bytes", Kind::kString, std::string(text));
        }
      }
      return;
    }
    const PatternTable& pattern = tables_.patterns[shape_.pattern];
    const auto length = static_cast<std::uint32_t>(shortest->size());
    const std::uint32_t most = std::max(length, std::min(shape_.length_max, length + 12));
    StringSampler sampler(pattern, std::min(length + 1, most), most);
    SeededRandomness random(seed_of(shape_.name));
    for (int tries = 0; tries < 4; ++tries) {
      const auto other = sampler.sample(random);
      if (other && valid_string(*other)) return add("longer", Kind::kString, *other);
    }
  }

  void blobs() {
    smallest();
    const std::uint32_t size = std::min(shape_.length_max, shape_.length_min + 4);
    constexpr std::string_view kBytes = "\xfb\xef\xff\x00";
    std::string bytes;
    while (bytes.size() < size) bytes += std::string(kBytes.substr(0, 3)) + '\0';
    bytes.resize(size);
    add("bytes", Kind::kString, base64_of(bytes));
  }

  void integers() {
    const std::int64_t low = std::max(least_of(shape_.kind), shape_.range_min);
    const std::int64_t high = std::min(greatest_of(shape_.kind), shape_.range_max);
    for (const std::int64_t value : {std::clamp<std::int64_t>(0, low, high), low, high}) {
      add(value == low    ? "least"
          : value == high ? "greatest"
                          : "zero",
          Kind::kNumber, std::to_string(value));
    }
  }

  void timestamps() {
    smallest();
    MessageNode node = MessageNode::of(Kind::kString, "2026-11-22T09:37:00.5Z", index_);
    node.milliseconds = kSomeInstant;
    if (shape_.timestamp_format == TimestampFormat::kEpochSeconds) {
      node.kind = Kind::kNumber;
      node.text = "1795340220.5";
    } else if (shape_.timestamp_format == TimestampFormat::kHttpDate) {
      node.text = "Sun, 22 Nov 2026 09:37:00 GMT";
      node.milliseconds = kSomeInstant - 500;
    }
    add_node("fraction", std::move(node));
  }

  // Values of an element that differ; the smallest first.
  std::vector<MessageNode> elements(ShapeIndex element) const {
    std::vector<MessageNode> nodes;
    if (auto node = minimal_node(tables_, element)) nodes.push_back(std::move(*node));
    const ShapeKind kind = tables_.shapes[element].kind;
    const bool nested = kind == ShapeKind::kList || kind == ShapeKind::kMap ||
                        kind == ShapeKind::kUnion || kind == ShapeKind::kStructure;
    if (nested || nodes.empty()) return nodes;
    for (ValueClass& each : Classes(tables_, element).all()) {
      if (write_message(each.node) != write_message(nodes.front())) {
        nodes.push_back(std::move(each.node));
      }
    }
    return nodes;
  }

  void lists() {
    smallest();
    const auto items = elements(tables_.members[shape_.first_member].target);
    for (std::uint32_t count = std::max(1u, shape_.length_min);
         count <= 2 && count <= shape_.length_max && !items.empty(); ++count) {
      if (shape_.unique_items && items.size() < count) continue;
      MessageNode list = MessageNode::of(Kind::kArray, {}, index_);
      for (std::uint32_t i = 0; i < count; ++i) list.items.push_back(items[i % items.size()]);
      add_node(fmt::format("{} item{}", count, count == 1 ? "" : "s"), std::move(list));
    }
    if (shape_.sparse && shape_.length_min <= 1 && shape_.length_max >= 1) {
      MessageNode list = MessageNode::of(Kind::kArray, {}, index_);
      list.items.push_back(
          MessageNode::of(Kind::kNull, {}, tables_.members[shape_.first_member].target));
      add_node("null item", std::move(list));
    }
  }

  void maps() {
    smallest();
    const auto keys = elements(tables_.members[shape_.first_member].target);
    const auto values = elements(tables_.members[shape_.first_member + 1].target);
    if (values.empty()) return;
    for (std::uint32_t count = std::max(1u, shape_.length_min);
         count <= 2 && count <= shape_.length_max && count <= keys.size(); ++count) {
      MessageNode map = MessageNode::of(Kind::kObject, {}, index_);
      for (std::uint32_t i = 0; i < count; ++i) {
        MessageNode::Member entry;
        entry.name = keys[i].text;
        entry.value = values[i % values.size()];
        map.members.push_back(std::move(entry));
      }
      add_node(fmt::format("{} entr{}", count, count == 1 ? "y" : "ies"), std::move(map));
    }
  }

  void unions() {
    for (std::uint32_t i = 0; i < shape_.member_count; ++i) {
      MessageNode::Member member;
      member.index = shape_.first_member + i;
      member.name = tables_.members[member.index].name;
      auto value = minimal_node(tables_, tables_.members[member.index].target);
      if (!value) continue;
      member.value = std::move(*value);
      MessageNode node = MessageNode::of(Kind::kObject, {}, index_);
      std::string name = "member " + member.name;
      node.members.push_back(std::move(member));
      add_node(std::move(name), std::move(node));
    }
  }

  void documents() {
    for (const std::string_view text : {"{}", "[1,{\"a\":null}]", "\"text\""}) {
      auto json = parse_json(text, "document");
      if (!json) continue;
      add_node(fmt::format("document {}", text), message_from(tables_, index_, *json));
    }
  }

  const ContractTables& tables_;
  ShapeIndex index_;
  const ShapeTable& shape_;
  std::set<std::string> texts_;
  std::vector<ValueClass> classes_;
};

class Full {
 public:
  explicit Full(const ContractTables& tables) : tables_(tables) {}

  std::optional<MessageNode> value(ShapeIndex index, std::uint32_t depth) {
    const ShapeTable& shape = tables_.shapes[index];
    if (is_structure(shape)) return structure(index, depth);
    const bool container = shape.kind == ShapeKind::kList || shape.kind == ShapeKind::kMap;
    if (!container || depth == 0 || shape.length_min > 1 || shape.length_max == 0) {
      return minimal_node(tables_, index);
    }
    const bool list = shape.kind == ShapeKind::kList;
    auto item = value(tables_.members[shape.first_member + (list ? 0 : 1)].target, depth);
    if (!item) return minimal_node(tables_, index);
    MessageNode node = MessageNode::of(list ? Kind::kArray : Kind::kObject, {}, index);
    if (list) {
      node.items.push_back(std::move(*item));
      return node;
    }
    const auto key = minimal_node(tables_, tables_.members[shape.first_member].target);
    if (!key) return minimal_node(tables_, index);
    MessageNode::Member entry;
    entry.name = key->text;
    entry.value = std::move(*item);
    node.members.push_back(std::move(entry));
    return node;
  }

 private:
  std::optional<MessageNode> structure(ShapeIndex index, std::uint32_t depth) {
    const ShapeTable& shape = tables_.shapes[index];
    if (depth == 0 || !open_.insert(index).second) return minimal_node(tables_, index);
    MessageNode node = MessageNode::of(Kind::kObject, {}, index);
    bool whole = true;
    for (std::uint32_t i = 0; i < shape.member_count; ++i) {
      const MemberTable& table = tables_.members[shape.first_member + i];
      auto child = value(table.target, depth - 1);
      if (!child) {
        whole = whole && table.required == kNoIndex;
        continue;
      }
      MessageNode::Member member;
      member.index = shape.first_member + i;
      member.name = table.name;
      member.value = std::move(*child);
      node.members.push_back(std::move(member));
    }
    open_.erase(index);
    if (!whole) return std::nullopt;
    return node;
  }

  const ContractTables& tables_;
  std::set<ShapeIndex> open_;
};

}  // namespace

std::uint64_t seed_of(std::string_view text) noexcept {
  std::uint64_t hash = 14'695'981'039'346'656'037u;  // FNV-1a
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211u;
  }
  return hash;
}

std::optional<MessageNode> minimal_node(const ContractTables& tables, ShapeIndex shape) {
  const auto text = minimal_json(tables, shape);
  if (!text) return std::nullopt;
  const auto json = parse_json(*text, "value");
  if (!json) return std::nullopt;
  return message_from(tables, shape, *json);
}

std::optional<MessageNode> full_value(const ContractTables& tables, ShapeIndex shape,
                                      std::uint32_t depth) {
  return Full(tables).value(shape, depth);
}

std::vector<ValueClass> value_classes(const ContractTables& tables, ShapeIndex shape,
                                      std::size_t most) {
  std::vector<ValueClass> classes = Classes(tables, shape).all();
  if (classes.size() > most) classes.resize(most);
  return classes;
}

void add_unread_patterns(const ContractTables& tables, const MessageNode& node,
                         std::vector<ConstraintIndex>& broken) {
  if (node.shape != kNoIndex && node.kind == MessageNode::Kind::kString) {
    const ShapeTable& shape = tables.shapes[node.shape];
    const bool text = shape.kind == ShapeKind::kString || shape.kind == ShapeKind::kEnum;
    if (text && shape.pattern == kNoIndex && shape.pattern_unchecked != kNoIndex) {
      broken.push_back(shape.pattern_unchecked);
    }
  }
  for (const MessageNode& item : node.items) add_unread_patterns(tables, item, broken);
  for (const MessageNode::Member& member : node.members) {
    add_unread_patterns(tables, member.value, broken);
  }
}

}  // namespace assay
