#include "corpus/message_breaker.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "corpus/instant.h"
#include "corpus/string_sampler.h"

namespace assay {
namespace {

using Json = MessageNode::Kind;

// A JSON value of a type that the shape does not take; never null, which stands for absent.
MessageNode other_type(const ShapeTable& shape, Randomness& random) {
  std::vector<MessageNode> values;
  const bool number = shape.kind >= ShapeKind::kByte && shape.kind <= ShapeKind::kBigDecimal;
  const bool epoch = shape.kind == ShapeKind::kTimestamp &&
                     shape.timestamp_format == TimestampFormat::kEpochSeconds;
  const bool object = shape.kind == ShapeKind::kStructure || shape.kind == ShapeKind::kUnion ||
                      shape.kind == ShapeKind::kMap;
  const bool text = shape.kind == ShapeKind::kString || shape.kind == ShapeKind::kEnum ||
                    shape.kind == ShapeKind::kBlob ||
                    (shape.kind == ShapeKind::kTimestamp && !epoch);
  if (shape.kind != ShapeKind::kBoolean) values.push_back(MessageNode::of(Json::kTrue));
  if (!number && !epoch) values.push_back(MessageNode::of(Json::kNumber, "60"));
  if (!text && !number) values.push_back(MessageNode::of(Json::kString, "SUCCESS"));
  if (number) values.push_back(MessageNode::of(Json::kString, "60"));
  if (!object) values.push_back(MessageNode::of(Json::kObject));
  if (shape.kind != ShapeKind::kList) values.push_back(MessageNode::of(Json::kArray));
  return values[random.below(values.size())];
}

std::string near_miss(std::string_view value, Randomness& random) {
  std::string miss(value);
  switch (random.below(6)) {
    case 0:
      return miss + "X";
    case 1:
      return miss + "\n";
    case 2:
      return miss.substr(0, miss.size() / 2);
    case 3:
      for (char& c : miss) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
      return miss;
    case 4:
      return ' ' + miss;
    default:
      return "";
  }
}

}  // namespace

bool MessageBreaker::break_string(MessageNode& node, const BreakSite& site, Randomness& random,
                                  std::vector<ConstraintIndex>& expected) {
  const ShapeTable& shape = tables_.shapes[node.shape];
  std::optional<std::string> text;
  switch (site.kind) {
    case BreakSite::Kind::kTooShort:
      text = generator_.sampler(node.shape).too_short(random);
      break;
    case BreakSite::Kind::kTooLong:
      text = generator_.sampler(node.shape).too_long(random);
      break;
    case BreakSite::Kind::kPattern:
      text = generator_.sampler(node.shape).off_pattern(random);
      break;
    default:
      text = near_miss(node.text, random);
      break;
  }
  if (!text) return false;
  node.text = std::move(*text);
  expected = broken_string_constraints(tables_, shape, node.text);
  return std::ranges::find(expected, site.constraint) != expected.end();
}

bool MessageBreaker::break_number(MessageNode& node, const BreakSite& site, Randomness& random) {
  const ShapeTable& shape = tables_.shapes[node.shape];
  switch (site.kind) {
    case BreakSite::Kind::kFraction: {
      constexpr std::string_view kFractions[] = {"60.5", "0.1", "-1.25", "605e-1", "1e-1"};
      node.text = random.pick(kFractions);
      return true;
    }
    case BreakSite::Kind::kSpelling:
      node.text += random.chance(1, 2) ? "e0" : ".0";
      return true;
    case BreakSite::Kind::kWidth: {
      const std::int64_t least = least_of(shape.kind), greatest = greatest_of(shape.kind);
      // A range is not looked at beyond the width.
      if (greatest == INT64_MAX) {
        node.text = random.chance(1, 2) ? "-9223372036854775809" : "9223372036854775808";
        return true;
      }
      const std::int64_t past[] = {greatest + 1, least - 1, greatest * 2 + 2, greatest * 2 + 1};
      node.text = std::to_string(random.pick(past));
      if (random.chance(1, 8)) node.text = random.chance(1, 2) ? "18446744073709551616" : "1e19";
      return node.text != "1e19";  // its spelling is a finding of its own
    }
    case BreakSite::Kind::kUnder:
    case BreakSite::Kind::kOver: {
      const bool under = site.kind == BreakSite::Kind::kUnder;
      if (shape.kind == ShapeKind::kFloat || shape.kind == ShapeKind::kDouble ||
          shape.kind == ShapeKind::kBigDecimal) {
        node.text = fmt::format(
            "{:.1f}", under ? shape.range_min_double - 1.5 : shape.range_max_double + 1.5);
        return true;
      }
      const std::int64_t bound = under ? shape.range_min : shape.range_max;
      if (bound <= least_of(shape.kind) || bound >= greatest_of(shape.kind)) return false;
      node.text = std::to_string(under ? bound - 1 : bound + 1);
      return true;
    }
    default:
      return false;
  }
}

bool MessageBreaker::break_size(MessageNode& node, const BreakSite& site, Randomness& random) {
  const ShapeTable& shape = tables_.shapes[node.shape];
  // A larger minimum or maximum is left alone.
  constexpr std::uint32_t kMostItems = 2'000, kMostBytes = 1u << 18;
  if (shape.kind == ShapeKind::kBlob) {
    if (site.kind == BreakSite::Kind::kTooLong && shape.length_max > kMostBytes) return false;
    node.text = base64_of(std::string(
        site.kind == BreakSite::Kind::kTooShort ? shape.length_min - 1 : shape.length_max + 1,
        'b'));
    return true;
  }
  const bool list = shape.kind == ShapeKind::kList;
  if (site.kind == BreakSite::Kind::kTooShort) {
    if (list) {
      node.items.resize(shape.length_min - 1);
    } else {
      node.members.resize(shape.length_min - 1);
    }
    return true;
  }
  if (shape.length_max > kMostItems) return false;
  std::vector<std::string> seen;
  for (const MessageNode& item : node.items) {
    MessageNode copy = item;
    seen.push_back(write_message(copy));
  }
  for (std::uint32_t tries = 0; tries < 8 * (shape.length_max + 1); ++tries) {
    if (std::max(node.items.size(), node.members.size()) > shape.length_max) return true;
    MessageNode::Member entry;
    entry.value =
        generator_.value(tables_.members[shape.first_member + (list ? 0 : 1)].target, random);
    if (list) {
      std::string text = write_message(entry.value);
      if (shape.unique_items && std::ranges::find(seen, text) != seen.end()) continue;
      seen.push_back(std::move(text));
      node.items.push_back(std::move(entry.value));
    } else {
      entry.name = generator_.value(tables_.members[shape.first_member].target, random).text;
      if (!node.find(entry.name)) node.members.push_back(std::move(entry));
    }
  }
  return false;
}

bool MessageBreaker::break_structure(MessageNode& node, const BreakSite& site, Randomness& random) {
  const ShapeTable& shape = tables_.shapes[node.shape];
  switch (site.kind) {
    case BreakSite::Kind::kNullItem: {
      MessageNode& item =
          node.kind == Json::kArray ? node.items[site.child] : node.members[site.child].value;
      const ShapeIndex target = item.shape;
      item = MessageNode::of(Json::kNull, {}, target);
      return true;
    }
    case BreakSite::Kind::kRepeated:
      if (node.items.empty() || node.items.size() >= shape.length_max) return false;
      node.items.push_back(node.items[random.below(node.items.size())]);
      return true;
    case BreakSite::Kind::kTwoMembers:
      if (shape.member_count == 1 || random.chance(1, 4)) {
        node.members.clear();  // none is not one either
        return true;
      }
      for (std::uint32_t i = 0; i < shape.member_count; ++i) {
        MessageNode::Member member;
        member.index = shape.first_member + i;
        member.name = tables_.members[member.index].name;
        if (node.find(member.name)) continue;
        member.value = generator_.value(tables_.members[member.index].target, random);
        node.members.push_back(std::move(member));
        return true;
      }
      return false;
    case BreakSite::Kind::kRequired:
      node.members.erase(node.members.begin() + site.child);
      return true;
    case BreakSite::Kind::kDuplicate: {
      // A copy: push_back of an element of the same vector may read it after it has moved.
      MessageNode::Member copy = node.members[site.child];
      const auto at = static_cast<std::ptrdiff_t>(random.below(node.members.size() + 1));
      node.members.insert(node.members.begin() + at, std::move(copy));
      return true;
    }
    case BreakSite::Kind::kUnknown: {
      MessageNode::Member member;
      member.name = fmt::format("x-unknown-{}", random.below(1000));
      member.value = generator_.document(random);
      const auto at = static_cast<std::ptrdiff_t>(random.below(node.members.size() + 1));
      node.members.insert(node.members.begin() + at, std::move(member));
      return true;
    }
    default:
      return false;
  }
}

bool MessageBreaker::break_value(MessageNode& node, const BreakSite& site, Randomness& random,
                                 std::vector<ConstraintIndex>& expected) {
  const ShapeTable& shape = tables_.shapes[node.shape];
  expected = {site.constraint};
  switch (site.kind) {
    case BreakSite::Kind::kType: {
      const ShapeIndex index = node.shape;
      node = other_type(shape, random);
      node.shape = index;
      node.valid = false;
      return true;
    }
    case BreakSite::Kind::kFormat:
      node.text =
          shape.kind == ShapeKind::kBlob ? "a===" : broken_instant(shape.timestamp_format, random);
      node.valid = false;
      return true;
    case BreakSite::Kind::kTolerated:
      if (shape.timestamp_format != TimestampFormat::kDateTime) return false;
      node.text = write_tolerated(node.milliseconds, random);
      return true;
    case BreakSite::Kind::kTooShort:
    case BreakSite::Kind::kTooLong:
      if (shape.kind != ShapeKind::kString && shape.kind != ShapeKind::kEnum) {
        return break_size(node, site, random);
      }
      [[fallthrough]];
    case BreakSite::Kind::kPattern:
    case BreakSite::Kind::kEnum:
      if (shape.kind == ShapeKind::kIntEnum) {
        node.text = "2147483647";
        const auto first = tables_.int_enum_values.begin() + shape.first_enum;
        return std::find(first, first + shape.enum_count, INT32_MAX) == first + shape.enum_count;
      }
      node.valid = false;
      return break_string(node, site, random, expected);
    case BreakSite::Kind::kFraction:
    case BreakSite::Kind::kWidth:
    case BreakSite::Kind::kUnder:
    case BreakSite::Kind::kOver:
      node.valid = false;
      [[fallthrough]];
    case BreakSite::Kind::kSpelling:
      return break_number(node, site, random);
    case BreakSite::Kind::kDuplicate:
      // A union counts its members as they are written.
      if (shape.one_member != kNoIndex) expected.push_back(shape.one_member);
      [[fallthrough]];
    default:
      return break_structure(node, site, random);
  }
}

bool MessageBreaker::break_rule(MessageNode& root, OperationIndex operation, const BreakSite& site,
                                Randomness& random) {
  const RuleTable& rule = tables_.rules[site.rule];
  const RuleRepair& rules = generator_.rules(operation);
  const RuleSubjects subjects{&root, nullptr};
  MessageNode* first = rules.at_slot(subjects, rule.slots[0]);
  MessageNode* second = rules.at_slot(subjects, rule.slots[1]);
  MessageNode* third = rules.at_slot(subjects, rule.slots[2]);
  for (int i = 0; i < 3; ++i) {
    if (rule.slots[i] != kNoIndex && !rules.at_slot(subjects, rule.slots[i])) return false;
  }
  const ShapeTable& shape = tables_.shapes[first->shape];
  switch (rule.kind) {
    case RuleKind::kEcho:
      return false;
    case RuleKind::kEqual:
      *first = generator_.value(first->shape, random);
      break;
    case RuleKind::kOrdered: {
      const std::int64_t later = second->milliseconds + random.between(1, 100'000) * 1000;
      if (later > kLastInstant) return false;
      first->milliseconds = later;
      first->text = write_instant(shape.timestamp_format, later, random);
      break;
    }
    case RuleKind::kAbsentWhen:
      second->text = tables_.rule_values[rule.first_value + random.below(rule.value_count)];
      break;
    case RuleKind::kDifference: {
      const std::int64_t exact = (second->milliseconds - third->milliseconds) / 1000;
      const std::int64_t off = exact + rule.tolerance + random.between(2, 1000);
      if (!integer_fits(shape, off)) return false;
      first->text = std::to_string(off);
      break;
    }
    case RuleKind::kAtLeast: {
      const std::int64_t under = rule.bound - random.between(1, 1000);
      if (!integer_fits(shape, under)) return false;
      first->text = std::to_string(under);
      break;
    }
  }
  return !rules.holds(rule, subjects);
}

std::optional<BrokenMessage> MessageBreaker::break_at(const MessageNode& message, MessageRole role,
                                                      OperationIndex operation,
                                                      const BreakSite& site, Randomness& random) {
  BrokenMessage out;
  out.message = message;
  out.broken = site.constraint;
  out.place = site.path;
  if (site.kind == BreakSite::Kind::kRule) {
    if (!break_rule(out.message, operation, site, random)) return std::nullopt;
  } else {
    MessageNode& node = node_at(out.message, site.path);
    if (!break_value(node, site, random, out.expected)) return std::nullopt;
    if (site.kind == BreakSite::Kind::kNullItem) out.place.push_back(site.child);
  }
  if (role == MessageRole::kOutput) {
    RuleSubjects subjects;
    subjects.output = &out.message;
    for (const std::uint32_t rule : generator_.rules(operation).broken(subjects)) {
      out.expected.push_back(tables_.rules[rule].constraint);
    }
  }
  std::ranges::sort(out.expected);
  const auto repeated = std::ranges::unique(out.expected);
  out.expected.erase(repeated.begin(), repeated.end());
  return out;
}

std::optional<BrokenMessage> MessageBreaker::break_one(const MessageNode& message, MessageRole role,
                                                       OperationIndex operation,
                                                       Randomness& random) {
  const std::vector<BreakSite> all = sites(message, role, operation);
  for (int attempt = 0; attempt < 8 && !all.empty(); ++attempt) {
    const BreakSite& site = all[random.below(all.size())];
    if (auto broken = break_at(message, role, operation, site, random)) return broken;
  }
  return std::nullopt;
}

}  // namespace assay
