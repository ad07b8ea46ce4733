// Lists, maps and unions: both sides of every bound of length, null, repetition, members.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "corpus/message_generator.h"
#include "corpus/minimal_value.h"
#include "corpus/value_classes.h"
#include "corpus/vector_values.h"

namespace assay {
namespace {

constexpr std::uint32_t kMostEqual = 20'000;   // items that may be alike
constexpr std::uint32_t kMostDifferent = 500;  // items or keys that must differ
constexpr std::size_t kMostBytes = 1'000'000;

class Collections {
 public:
  Collections(const Contract& contract, VectorGroup& group)
      : tables_(contract.tables()),
        shape_(tables_.shapes[group.shape]),
        generator_(contract),
        builder_(contract, group) {}

  void lengths() {
    std::set<std::uint32_t> sizes = {0, 1, 2, 3};
    for (const std::uint32_t edge : {shape_.length_min, shape_.length_max}) {
      if (edge >= kMostEqual) continue;
      for (const std::uint32_t size : {edge == 0 ? 0 : edge - 1, edge, edge + 1})
        sizes.insert(size);
    }
    for (const std::uint32_t size : sizes) {
      const bool few = size<shape_.length_min, many = size> shape_.length_max;
      if ((few && shape_.length_min_id == kNoIndex) || (many && shape_.length_max_id == kNoIndex)) {
        continue;
      }
      const ConstraintIndex broken = few    ? shape_.length_min_id
                                     : many ? shape_.length_max_id
                                            : kNoIndex;
      if (auto text = of_size(size)) add(std::move(*text), broken, "Length");
    }
  }

  void nulls() {
    // One more than the least keeps the bounds whether or not null counts.
    if (shape_.length_min > 1 || shape_.length_max == 0) return;
    const bool sparse = shape_.sparse;
    if (is_list()) {
      add("[null]", sparse ? kNoIndex : shape_.dense, "NullItem");
    } else if (const auto key = minimal_json(tables_, target(0))) {
      add("{" + *key + ":null}", sparse ? kNoIndex : shape_.dense, "NullItem");
    }
  }

  void repetition() {
    if (!shape_.unique_items || shape_.length_max < 2 || shape_.length_min > 2) return;
    if (const auto item = minimal_json(tables_, target(0))) {
      add("[" + *item + "," + *item + "]", shape_.unique, "RepeatedItem");
    }
  }

  void union_members() {
    std::vector<std::string> members;
    for (std::uint32_t i = 0; i < shape_.member_count; ++i) {
      const MemberTable& member = tables_.members[shape_.first_member + i];
      if (const auto value = minimal_json(tables_, member.target)) {
        members.push_back(json_string(member.name) + ":" + *value);
        add("{" + members.back() + "}", kNoIndex, "UnionMembers");
      }
    }
    add("{}", shape_.one_member, "UnionMembers");
    for (std::size_t i = 1; i < members.size(); ++i) {
      add("{" + members[i - 1] + "," + members[i] + "}", shape_.one_member, "UnionMembers");
    }
    if (members.size() > 1) {
      const std::string_view other = tables_.members[shape_.first_member + 1].name;
      add("{" + members[0] + "," + json_string(other) + ":null}", kNoIndex, "UnionMembers");
      add("{" + json_string(other) + ":null}", shape_.one_member, "UnionMembers");
    }
  }

 private:
  bool is_list() const { return shape_.kind == ShapeKind::kList; }
  ShapeIndex target(std::uint32_t i) const {
    return tables_.members[shape_.first_member + i].target;
  }

  void add(std::string text, ConstraintIndex broken, std::string_view flag) {
    if (text.size() > kMostBytes) return;
    std::vector<ConstraintIndex> ids;
    if (broken != kNoIndex) ids.push_back(broken);
    const auto json = parse_json(text, "value");
    if (json) add_unread_patterns(tables_, message_from(tables_, shape_index(), *json), ids);
    VectorCase one;
    one.bytes = std::move(text);
    builder_.add(std::move(one), std::move(ids), {std::string(flag)}, "table of collections");
  }

  ShapeIndex shape_index() const {
    return static_cast<ShapeIndex>(&shape_ - tables_.shapes.data());
  }

  // Text of a list or map with that many items; nullopt when so many cannot be made.
  std::optional<std::string> of_size(std::uint32_t size) {
    return is_list() ? list_of(size) : map_of(size);
  }

  std::optional<std::string> list_of(std::uint32_t size) {
    const auto item = minimal_json(tables_, target(0));
    if (!item) return size == 0 ? std::optional<std::string>("[]") : std::nullopt;
    std::vector<std::string> items;
    if (!shape_.unique_items) {
      if (size > kMostEqual) return std::nullopt;
      items.assign(size, *item);
    } else if (!different(target(0), size, items)) {
      return std::nullopt;
    }
    return "[" + joined(items) + "]";
  }

  std::optional<std::string> map_of(std::uint32_t size) {
    std::vector<std::string> entries;
    const auto value = minimal_json(tables_, target(1));
    if (!value) return size == 0 ? std::optional<std::string>("{}") : std::nullopt;
    if (!different(target(0), size, entries)) return std::nullopt;
    for (std::string& entry : entries) entry += ":" + *value;
    return "{" + joined(entries) + "}";
  }

  // JSON texts of that many values that differ.
  bool different(ShapeIndex shape, std::uint32_t count, std::vector<std::string>& texts) {
    if (count > kMostDifferent) return false;
    std::set<std::string> seen;
    const auto take = [&](MessageNode node) {
      std::string text = write_message(node);
      if (texts.size() < count && seen.insert(text).second) texts.push_back(std::move(text));
    };
    for (ValueClass& each : value_classes(tables_, shape, 16)) take(std::move(each.node));
    SeededRandomness random(seed_of(tables_.shapes[shape].name));
    for (std::uint32_t tries = 0; texts.size() < count && tries < 8 * count; ++tries) {
      take(generator_.value(shape, random));
    }
    return texts.size() == count;
  }

  static std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) {
      if (!all.empty()) all += ',';
      all += text;
    }
    return all;
  }

  const ContractTables& tables_;
  const ShapeTable& shape_;
  MessageGenerator generator_;
  VectorGroupBuilder builder_;
};

}  // namespace

void add_collection_cases(const Contract& contract, VectorGroup& group) {
  Collections collections(contract, group);
  const bool is_union = contract.tables().shapes[group.shape].kind == ShapeKind::kUnion;
  group.theorem.machine = "table";
  if (is_union) {
    collections.union_members();
    group.theorem.statement = "Every member alone, none, and neighbouring members together";
    group.theorem.lost = "Faults of single pairs of members that are no neighbours";
    return;
  }
  collections.lengths();
  collections.nulls();
  collections.repetition();
  group.theorem.statement = "Both sides of every bound of length; null; repeated items";
  group.theorem.lost =
      "Bounds beyond 20,000 items, or 500 that must differ; repetitions of items that are no "
      "neighbours";
}

}  // namespace assay
