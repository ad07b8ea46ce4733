// Which constraints stand where in a message.
#include <algorithm>

#include "corpus/message_breaker.h"

namespace assay {
namespace {

using Kind = BreakSite::Kind;

struct Candidate {
  Kind kind;
  ConstraintIndex constraint;
};

// Constraints of a shape that a value of it can break by itself.
std::vector<Candidate> candidates_of(const ShapeTable& shape) {
  std::vector<Candidate> all = {
      {Kind::kType, shape.type},
      {Kind::kTooShort, shape.length_min_id},
      {Kind::kTooLong, shape.length_max_id},
      {Kind::kPattern, shape.pattern_id},
      {Kind::kEnum, shape.enum_id},
      {Kind::kUnder, shape.range_min_id},
      {Kind::kOver, shape.range_max_id},
      {Kind::kWidth, shape.width},
      {Kind::kFraction, shape.fraction},
      {Kind::kSpelling, shape.spelling},
      {Kind::kFormat, shape.format},
      {Kind::kTolerated, shape.tolerated},
      {Kind::kRepeated, shape.unique},
      {Kind::kTwoMembers, shape.one_member},
  };
  std::erase_if(all, [](const Candidate& candidate) { return candidate.constraint == kNoIndex; });
  return all;
}

}  // namespace

void MessageBreaker::sites_at(const MessageNode& node, NodePath& path, MessageRole role,
                              std::vector<BreakSite>& sites) const {
  if (node.shape == kNoIndex || node.is_null()) return;
  const ShapeTable& shape = tables_.shapes[node.shape];
  const auto add = [&](Kind kind, ConstraintIndex constraint, std::uint32_t child = 0) {
    sites.push_back({kind, constraint, path, child, 0});
  };
  for (const Candidate& candidate : candidates_of(shape)) {
    // The type of the body itself is the protocol's.
    if (candidate.kind == Kind::kType && path.empty()) {
      add(Kind::kType, index_of(ProtocolRule::kBodyObject));
    } else {
      add(candidate.kind, candidate.constraint);
    }
  }
  if (shape.dense != kNoIndex) {
    const std::size_t count = std::max(node.items.size(), node.members.size());
    for (std::uint32_t i = 0; i < count; ++i) add(Kind::kNullItem, shape.dense, i);
  }
  const bool structure = shape.kind == ShapeKind::kStructure;
  for (std::uint32_t i = 0; i < node.members.size(); ++i) {
    const MessageNode::Member& member = node.members[i];
    add(Kind::kDuplicate, index_of(ProtocolRule::kDuplicateMember), i);
    if (structure && member.index != kNoIndex &&
        tables_.members[member.index].required != kNoIndex) {
      add(Kind::kRequired, tables_.members[member.index].required, i);
    }
  }
  if (structure) {
    add(Kind::kUnknown,
        index_of(role == MessageRole::kInput ? ProtocolRule::kRequestUnknownMember
                                             : ProtocolRule::kResponseUnknownMember));
  }
  for (std::uint32_t i = 0; i < node.members.size() + node.items.size(); ++i) {
    path.push_back(i);
    const bool array = node.kind == MessageNode::Kind::kArray;
    sites_at(array ? node.items[i] : node.members[i].value, path, role, sites);
    path.pop_back();
  }
}

std::vector<BreakSite> MessageBreaker::sites(const MessageNode& message, MessageRole role,
                                             OperationIndex operation) const {
  std::vector<BreakSite> found;
  NodePath path;
  sites_at(message, path, role, found);
  if (role != MessageRole::kOutput) return found;
  const OperationTable& table = tables_.operations[operation];
  for (std::uint32_t i = table.first_rule; i < table.first_rule + table.rule_count; ++i) {
    if (tables_.rules[i].kind == RuleKind::kEcho) continue;  // needs the request beside it
    BreakSite site;
    site.kind = Kind::kRule;
    site.constraint = tables_.rules[i].constraint;
    site.rule = i;
    found.push_back(std::move(site));
  }
  return found;
}

}  // namespace assay
