// Valid messages in which members are present, null and absent in every combination of two or
// three: one invalid value would mask another, so there is none.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "corpus/covering_array.h"
#include "corpus/value_classes.h"
#include "corpus/vector_parts.h"

namespace assay {
namespace {

using Kind = MessageNode::Kind;

constexpr std::size_t kMostParameters = 40;  // nested members beyond it get two classes
constexpr std::size_t kMostLevels = 8;       // values of an enum, members of a union
constexpr std::size_t kMostLevelsOfThree = 3;
constexpr std::uint32_t kMostDepth = 4;
constexpr std::uint64_t kMostTriples = 400'000;

struct Level {
  enum class What : std::uint8_t {
    kAbsent,
    kNull,
    kOpen,   // a structure whose members are parameters
    kValue,  // `node`
  };
  What what = What::kAbsent;
  std::string name;
  MessageNode node;
  std::string text;  // of the node
};

// A member of the message, at any depth below structures.
struct Parameter {
  std::uint32_t member = 0;  // in ContractTables::members
  std::uint32_t parent = UINT32_MAX;
  std::uint32_t depth = 1;
  std::string pointer;
  std::set<ShapeIndex> around;  // structures that the member is in
  std::vector<Level> levels;
};

class Structure {
 public:
  // With strength 3 null, which says the same as absence, is left out, and long enums are cut.
  Structure(MessageGenerator& generator, const BodyRoot& root, std::uint32_t strength)
      : generator_(generator), tables_(generator.tables()), root_(root), strength_(strength) {
    add_members(root.shape, UINT32_MAX, {root.shape});
    for (std::size_t i = 0; i < parameters_.size(); ++i) add_levels(i);
  }

  VectorGroup group() {
    const Contract& contract = generator_.contract();
    VectorGroup group;
    group.id = fmt::format("{}/{}/valid{}", contract.service(), name_of(contract, root_),
                           strength_ == 2 ? "" : "-by-three");
    group.title = fmt::format("Valid messages: every {} members present and absent in combination",
                              strength_ == 2 ? "two" : "three");
    group.kind = root_.kind;
    group.operation = root_.operation;
    if (strength_ == 3 && triples() > kMostTriples) return group;
    const CoveringResult array = cover(strength_);
    VectorGroupBuilder builder(contract, group);
    for (const CoveringRow& row : array.rows) {
      add(builder, message_of(row), "Combination",
          fmt::format("covering array of strength {}", strength_));
    }
    auto full = strength_ == 2 ? full_value(tables_, root_.shape, 6) : std::nullopt;
    if (full) {
      add(builder, *full, "AllMembers", "every member, six structures deep");
      MessageNode reversed = std::move(*full);
      reverse(reversed);
      add(builder, std::move(reversed), "MemberOrder", "the same, last member first");
    }
    describe(group, array, strength_);
    return group;
  }

 private:
  void add_members(ShapeIndex structure, std::uint32_t parent, std::set<ShapeIndex> around) {
    const ShapeTable& shape = tables_.shapes[structure];
    for (std::uint32_t i = 0; i < shape.member_count; ++i) {
      Parameter parameter;
      parameter.member = shape.first_member + i;
      parameter.parent = parent;
      parameter.around = around;
      if (parent != UINT32_MAX) {
        parameter.depth = parameters_[parent].depth + 1;
        parameter.pointer = parameters_[parent].pointer;
      }
      parameter.pointer += fmt::format("/{}", tables_.members[parameter.member].name);
      parameters_.push_back(std::move(parameter));
    }
  }

  // The members of a structure become parameters of their own as long as there is room.
  bool opens(const Parameter& parameter) const {
    const ShapeIndex target = tables_.members[parameter.member].target;
    const ShapeTable& shape = tables_.shapes[target];
    return shape.kind == ShapeKind::kStructure && shape.member_count > 0 &&
           parameter.depth < kMostDepth && !parameter.around.contains(target) &&
           parameters_.size() + shape.member_count <= kMostParameters;
  }

  void add_levels(std::size_t at) {
    const MemberTable& member = tables_.members[parameters_[at].member];
    std::vector<Level> levels;
    if (member.required == kNoIndex) {
      levels.push_back({Level::What::kAbsent, "absent", {}, {}});
      Level null{Level::What::kNull, "null", {}, "null"};
      null.node.shape = member.target;
      if (strength_ == 2) levels.push_back(std::move(null));
    }
    if (opens(parameters_[at])) {
      levels.push_back({Level::What::kOpen, "present", {}, {}});
      auto around = parameters_[at].around;
      around.insert(member.target);
      add_members(member.target, static_cast<std::uint32_t>(at), std::move(around));
    } else {
      const std::size_t most = parameters_.size() > kMostParameters ? 2
                               : strength_ == 2                     ? kMostLevels
                                                                    : kMostLevelsOfThree;
      for (ValueClass& each : value_classes(tables_, member.target, most)) {
        Level level{Level::What::kValue, std::move(each.name), std::move(each.node), {}};
        level.text = write_message(level.node);
        levels.push_back(std::move(level));
      }
    }
    parameters_[at].levels = std::move(levels);
  }

  std::uint64_t triples() const {
    std::uint64_t sum = 0, squares = 0, cubes = 0;
    for (const Parameter& each : parameters_) {
      const std::uint64_t levels = each.levels.size();
      sum += levels;
      squares += levels * levels;
      cubes += levels * levels * levels;
    }
    return (sum * sum * sum - 3 * sum * squares + 2 * cubes) / 6;
  }

  std::uint32_t open_level(const Parameter& parameter) const {
    for (std::uint32_t i = 0; i < parameter.levels.size(); ++i) {
      if (parameter.levels[i].what == Level::What::kOpen) return i;
    }
    return 0;
  }

  CoveringResult cover(std::uint32_t strength) {
    std::vector<CoveringParameter> parameters;
    for (const Parameter& each : parameters_) {
      CoveringParameter out;
      out.levels = static_cast<std::uint32_t>(each.levels.size());
      if (out.levels == 0) return {};  // a required member without any value: no valid message
      if (each.parent != UINT32_MAX) {
        out.parent = each.parent;
        out.parent_level = open_level(parameters_[each.parent]);
      }
      parameters.push_back(out);
    }
    if (!has_rules()) return covering_array(parameters, strength);
    return covering_array(parameters, strength,
                          [&](const CoveringRow& row) { return levels_of(message_of(row)); });
  }

  bool has_rules() const {
    return root_.kind == VectorKind::kResponse &&
           tables_.operations[root_.operation].rule_count > 0;
  }

  // The message of a row; where the operation has rules across members, changed until they hold.
  MessageNode message_of(const CoveringRow& row) {
    MessageNode message = MessageNode::of(Kind::kObject, {}, root_.shape);
    fill(message, row, UINT32_MAX);
    if (has_rules()) {
      RuleSubjects subjects{&message, nullptr};
      SeededRandomness random(0);
      generator_.rules(root_.operation).repair(subjects, random);
    }
    return message;
  }

  void fill(MessageNode& object, const CoveringRow& row, std::uint32_t parent) {
    for (std::uint32_t i = 0; i < parameters_.size(); ++i) {
      if (parameters_[i].parent != parent || row[i] == kNoLevel) continue;
      const Level& level = parameters_[i].levels[row[i]];
      if (level.what == Level::What::kAbsent) continue;
      const MemberTable& table = tables_.members[parameters_[i].member];
      MessageNode::Member member;
      member.index = parameters_[i].member;
      member.name = table.name;
      if (level.what == Level::What::kOpen) {
        member.value = MessageNode::of(Kind::kObject, {}, table.target);
        fill(member.value, row, i);
      } else {
        member.value = level.node;
      }
      object.members.push_back(std::move(member));
    }
  }

  // The levels that a message has after the rules changed it.
  CoveringRow levels_of(const MessageNode& message) const {
    CoveringRow row(parameters_.size(), kNoLevel);
    std::vector<const MessageNode*> values(parameters_.size(), nullptr);
    for (std::uint32_t i = 0; i < parameters_.size(); ++i) {
      const Parameter& parameter = parameters_[i];
      const MessageNode* object =
          parameter.parent == UINT32_MAX ? &message : values[parameter.parent];
      if (object == nullptr || object->kind != Kind::kObject) continue;
      values[i] = object->find(tables_.members[parameter.member].name);
      row[i] = level_of(parameter, values[i]);
    }
    return row;
  }

  static std::uint32_t level_of(const Parameter& parameter, const MessageNode* value) {
    std::string text;
    if (value != nullptr) {
      MessageNode copy = *value;
      text = write_message(copy);
    }
    for (std::uint32_t i = 0; i < parameter.levels.size(); ++i) {
      const Level& level = parameter.levels[i];
      const bool same = level.what == Level::What::kOpen
                            ? value != nullptr && value->kind == Kind::kObject
                            : level.text == text;
      if (same) return i;
    }
    return kNoLevel;
  }

  void add(VectorGroupBuilder& builder, MessageNode message, std::string_view flag,
           std::string origin) {
    std::vector<ConstraintIndex> broken;
    if (has_rules()) {
      RuleSubjects subjects{&message, nullptr};
      SeededRandomness random(0);
      generator_.rules(root_.operation).repair(subjects, random);
      for (const std::uint32_t rule : generator_.rules(root_.operation).broken(subjects)) {
        broken.push_back(tables_.rules[rule].constraint);
      }
    }
    auto body = named(generator_.contract(), root_, std::move(message));
    if (!body) return;
    add_unread_patterns(tables_, *body, broken);
    VectorCase one;
    one.bytes = write_message(*body);
    std::vector<std::string> flags = {std::string(flag)};
    if (has_null(*body)) flags.emplace_back("NullMember");
    builder.add(std::move(one), std::move(broken), std::move(flags), std::move(origin));
  }

  static bool has_null(const MessageNode& node) {
    return std::ranges::any_of(node.members, [](const MessageNode::Member& member) {
      return member.value.is_null() || has_null(member.value);
    });
  }

  static void reverse(MessageNode& node) {
    if (node.kind == Kind::kObject) std::ranges::reverse(node.members);
    for (MessageNode::Member& member : node.members) reverse(member.value);
    for (MessageNode& item : node.items) reverse(item);
  }

  void describe(VectorGroup& group, const CoveringResult& array, std::uint32_t strength) const {
    Theorem& theorem = group.theorem;
    theorem.machine = "covering array";
    theorem.statement = fmt::format(
        "Every combination of the levels below for any {} parameters occurs in a valid message: "
        "{} of {} combinations in {} messages",
        strength, array.combinations - array.refused, array.combinations, array.rows.size());
    for (const Parameter& each : parameters_) {
      std::string line = each.pointer + ":";
      for (const Level& level : each.levels) {
        line += (&level == &each.levels.front() ? " " : ", ") + level.name;
      }
      theorem.alphabet.push_back(std::move(line));
    }
    theorem.lost =
        fmt::format("A fault that needs {} members at once may stay hidden{}", strength + 1,
                    array.refused == 0
                        ? ""
                        : "; combinations that rules across members rule out are not among them");
  }

  MessageGenerator& generator_;
  const ContractTables& tables_;
  const BodyRoot& root_;
  std::uint32_t strength_;
  std::vector<Parameter> parameters_;
};

}  // namespace

VectorGroup valid_messages(MessageGenerator& generator, const BodyRoot& root,
                           std::uint32_t strength) {
  return Structure(generator, root, strength).group();
}

}  // namespace assay
