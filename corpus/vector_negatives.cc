// Messages that each break one constraint, the rest of them valid: every constraint at every place
// of the smallest message that has the place.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "corpus/value_classes.h"
#include "corpus/vector_parts.h"
#include "spec/json_tree.h"
#include "spec/protocol_rules.h"

namespace assay {
namespace {

using Json = MessageNode::Kind;
using SiteKind = BreakSite::Kind;

constexpr std::size_t kMostBytes = 200'000;  // beyond it a case costs more than it says

std::string_view flag_of(SiteKind kind) noexcept {
  switch (kind) {
    case SiteKind::kType:
      return "WrongType";
    case SiteKind::kPattern:
      return "Pattern";
    case SiteKind::kEnum:
      return "UnknownEnum";
    case SiteKind::kWidth:
      return "IntegerBound";
    case SiteKind::kFraction:
      return "FractionalInteger";
    case SiteKind::kSpelling:
      return "IntegerSpelling";
    case SiteKind::kFormat:
      return "OtherForm";
    case SiteKind::kTolerated:
      return "TolerantForm";
    case SiteKind::kNullItem:
      return "NullItem";
    case SiteKind::kRepeated:
      return "RepeatedItem";
    case SiteKind::kTwoMembers:
      return "UnionMembers";
    case SiteKind::kRequired:
      return "RequiredAbsent";
    case SiteKind::kDuplicate:
      return "Duplicate";
    case SiteKind::kUnknown:
      return "UnknownMember";
    case SiteKind::kRule:
      return "Rule";
    default:
      return "Bound";
  }
}

// What a value's JSON type is called, and a value of it.
struct TypeSample {
  std::string_view name;
  Json kind;
  std::string_view text;
};
constexpr std::array kTypes = {
    TypeSample{"boolean", Json::kTrue, ""}, TypeSample{"number", Json::kNumber, "60"},
    TypeSample{"string", Json::kString, "60"}, TypeSample{"object", Json::kObject, ""},
    TypeSample{"array", Json::kArray, ""}};

// The JSON type that a shape takes; documents take all.
std::string_view type_of(const ShapeTable& shape) noexcept {
  switch (shape.kind) {
    case ShapeKind::kStructure:
    case ShapeKind::kUnion:
    case ShapeKind::kMap:
      return "object";
    case ShapeKind::kList:
      return "array";
    case ShapeKind::kBoolean:
      return "boolean";
    case ShapeKind::kString:
    case ShapeKind::kEnum:
    case ShapeKind::kBlob:
      return "string";
    case ShapeKind::kTimestamp:
      return shape.timestamp_format == TimestampFormat::kEpochSeconds ? "number" : "string";
    default:
      return "number";
  }
}

class Negatives {
 public:
  Negatives(MessageGenerator& generator, const BodyRoot& root)
      : generator_(generator),
        breaker_(generator),
        contract_(generator.contract()),
        tables_(generator.tables()),
        root_(root) {}

  std::vector<VectorGroup> groups() {
    if (auto smallest = body_at(nullptr)) at_node(*smallest, {}, "");
    for (const ShapePlace& place : places_below(tables_, root_.shape)) {
      if (is_map_key(tables_, root_.shape, place)) continue;
      if (auto body = body_at(&place)) at_node(*body, path_of(*body, place), place.pointer);
    }
    rules();
    std::vector<VectorGroup> groups;
    for (const ConstraintIndex index : order_) groups.push_back(std::move(groups_.at(index)));
    return groups;
  }

 private:
  // The smallest body with a value at the place that has something to break in it; of the root
  // with every member that it may have.
  std::optional<MessageNode> body_at(const ShapePlace* place) {
    if (place == nullptr) {
      auto body = full_value(tables_, root_.shape, 1);
      return body ? named(contract_, root_, settled(std::move(*body))) : std::nullopt;
    }
    auto value = full_value(tables_, place->shape, 1);
    if (!value) return std::nullopt;
    if (tables_.shapes[place->shape].kind == ShapeKind::kUnion && value->members.empty()) {
      return std::nullopt;
    }
    const auto members = members_with(tables_, root_.shape, *place, write_message(*value));
    if (!members) return std::nullopt;
    const auto json = parse_json(json_object(*members), "body");
    if (!json) return std::nullopt;
    return named(contract_, root_, message_from(tables_, root_.shape, *json));
  }

  // Where rules across members do not hold in the smallest values, they are made to.
  MessageNode settled(MessageNode body) {
    if (root_.kind != VectorKind::kResponse) return body;
    RuleSubjects subjects{&body, nullptr};
    SeededRandomness random(0);
    generator_.rules(root_.operation).repair(subjects, random);
    return body;
  }

  // members_with() puts the member that leads to the place last.
  NodePath path_of(const MessageNode& body, const ShapePlace& place) const {
    NodePath path;
    const MessageNode* node = &body;
    for (std::size_t i = 0; i < place.path.size(); ++i) {
      const bool array = node->kind == Json::kArray;
      const std::size_t size = array ? node->items.size() : node->members.size();
      if (size == 0) return {};
      path.push_back(static_cast<std::uint32_t>(size - 1));
      node = array ? &node->items.back() : &node->members.back().value;
    }
    return path;
  }

  void at_node(const MessageNode& body, const NodePath& path, const std::string& pointer) {
    if (path.empty() && !pointer.empty()) return;
    for (const BreakSite& site : breaker_.sites(body, role_of(root_.kind), root_.operation)) {
      if (site.path != path || site.kind == SiteKind::kRule) continue;
      if (site.kind == SiteKind::kType) {
        wrong_types(body, site, pointer);
        continue;
      }
      break_at(body, site, pointer);
      if (site.kind == SiteKind::kRequired) required_null(body, site, pointer);
    }
  }

  void break_at(const MessageNode& body, const BreakSite& site, const std::string& pointer) {
    const std::string_view id = tables_.constraints[site.constraint].id;
    SeededRandomness random(seed_of(fmt::format("{} {} {}", id, pointer, site.child)));
    auto broken = breaker_.break_at(body, role_of(root_.kind), root_.operation, site, random);
    if (!broken) return;
    add(site.constraint, flag_of(site.kind), std::move(broken->message),
        std::move(broken->expected), pointer.empty() ? "the body itself" : pointer);
  }

  void wrong_types(const MessageNode& body, const BreakSite& site, const std::string& pointer) {
    const ShapeTable& shape = tables_.shapes[node_at(body, site.path).shape];
    const std::string_view right = type_of(shape);
    for (const TypeSample& type : kTypes) {
      // Floats take a string for NaN and the infinities: "60" is none of them.
      if (type.name == right || shape.kind == ShapeKind::kDocument) continue;
      MessageNode message = body;
      MessageNode& node = node_at(message, site.path);
      node = MessageNode::of(type.kind, std::string(type.text));
      node.valid = false;
      add(site.constraint, "WrongType", std::move(message), {site.constraint},
          fmt::format("{} {}", pointer, type.name));
    }
  }

  void required_null(const MessageNode& body, const BreakSite& site, const std::string& pointer) {
    MessageNode message = body;
    MessageNode& value = node_at(message, site.path).members[site.child].value;
    value = MessageNode::of(Json::kNull);
    add(site.constraint, "RequiredNull", std::move(message), {site.constraint},
        fmt::format("{} null", pointer));
  }

  // Rules are broken in the message with every member, and as the ledger shows them: together they
  // cannot always all be there.
  void rules() {
    const OperationTable& operation = tables_.operations[root_.operation];
    if (root_.kind != VectorKind::kResponse || operation.rule_count == 0) return;
    if (auto body = full_value(tables_, root_.shape, 6)) {
      const MessageNode whole = settled(std::move(*body));
      for (const BreakSite& site : breaker_.sites(whole, MessageRole::kOutput, root_.operation)) {
        if (site.kind == SiteKind::kRule) break_at(whole, site, "");
      }
    }
    for (const LedgerTable& line : tables_.ledger) {
      const auto first = tables_.rules.begin() + operation.first_rule;
      const bool rule =
          std::any_of(first, first + operation.rule_count,
                      [&](const RuleTable& each) { return each.constraint == line.constraint; });
      if (!rule) continue;
      const auto cases = evidence_cases(contract_, line);
      if (!cases) continue;  // compiling the contract has read every line
      for (const EvidenceCase& each : *cases) {
        if (each.kind == EvidenceKind::kOutput) from_ledger(each);
      }
    }
  }

  void from_ledger(const EvidenceCase& evidence) {
    VectorCase one;
    one.bytes = evidence.text;
    one.note = evidence.breaks ? "just broken" : "just held";
    builder_of(evidence.constraint).add(std::move(one), evidence.expected, {"Rule"}, "ledger");
  }

  void add(ConstraintIndex constraint, std::string_view flag, MessageNode message,
           std::vector<ConstraintIndex> broken, std::string note) {
    VectorCase one;
    one.bytes = write_message(message);
    if (one.bytes.size() > kMostBytes) return;
    one.note = std::move(note);
    add_unread_patterns(tables_, message, broken);
    builder_of(constraint)
        .add(std::move(one), std::move(broken), {std::string(flag)}, "one constraint broken");
  }

  VectorGroupBuilder& builder_of(ConstraintIndex constraint) {
    auto found = groups_.find(constraint);
    if (found == groups_.end()) {
      found = groups_.emplace(constraint, new_group(constraint)).first;
      order_.push_back(constraint);
    }
    return builders_.try_emplace(constraint, contract_, found->second).first->second;
  }

  VectorGroup new_group(ConstraintIndex constraint) const {
    const std::string_view id = tables_.constraints[constraint].id;
    std::string_view local = id;
    const std::string own = std::string(contract_.service()) + "/";
    if (local.starts_with(own)) local.remove_prefix(own.size());
    VectorGroup group;
    group.id = fmt::format("{}/{}/{}", contract_.service(), name_of(contract_, root_), local);
    group.title = fmt::format("Messages that break {}", id);
    group.kind = root_.kind;
    group.operation = root_.operation;
    group.theorem.machine = "one at a time";
    group.theorem.statement =
        "Every place where the constraint stands, each container entered once for every member "
        "that leads to it, breaks it once in otherwise valid surroundings";
    group.theorem.lost =
        "Faults that show only where several constraints break together, or in bodies beyond 200 "
        "kB";
    return group;
  }

  MessageGenerator& generator_;
  MessageBreaker breaker_;
  const Contract& contract_;
  const ContractTables& tables_;
  const BodyRoot& root_;
  std::map<ConstraintIndex, VectorGroup> groups_;
  std::map<ConstraintIndex, VectorGroupBuilder> builders_;
  std::vector<ConstraintIndex> order_;
};

}  // namespace

std::vector<VectorGroup> broken_messages(MessageGenerator& generator, const BodyRoot& root) {
  return Negatives(generator, root).groups();
}

}  // namespace assay
