#include "corpus/message_generator.h"

#include <algorithm>
#include <set>
#include <utility>

#include "corpus/instant.h"
#include "corpus/utf8.h"

namespace assay {
namespace {

using Kind = MessageNode::Kind;

std::int64_t pick_integer(const ShapeTable& shape, Randomness& random) {
  const std::int64_t low = std::max(least_of(shape.kind), shape.range_min);
  const std::int64_t high = std::min(greatest_of(shape.kind), shape.range_max);
  switch (random.below(8)) {
    case 0:
      return std::clamp<std::int64_t>(0, low, high);
    case 1:
      return low;
    case 2:
      return high;
    case 3:
      return random.between(low, high);
    default:
      return std::clamp<std::int64_t>(random.between(0, 10'000), low, high);
  }
}

std::string pick_double(const ShapeTable& shape, Randomness& random) {
  constexpr std::string_view kNumbers[] = {"0",      "1.5",   "-0.0", "1e3", "-2.25E-2",
                                           "100000", "0.001", "1e-3", "7"};
  if (shape.range_min_id == kNoIndex && shape.range_max_id == kNoIndex) {
    return std::string(random.pick(kNumbers));
  }
  return std::to_string(shape.range_min_id != kNoIndex ? shape.range_min_double
                                                       : shape.range_max_double);
}

}  // namespace

std::string base64_of(std::string_view bytes) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0u);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      out += i + j > bytes.size() ? '=' : kDigits[group >> (18 - 6 * j) & 63];
    }
  }
  return out;
}

MessageGenerator::MessageGenerator(const Contract& contract, GeneratorOptions options)
    : contract_(contract), tables_(contract.tables()), options_(options) {}

const RuleRepair& MessageGenerator::rules(OperationIndex operation) {
  return rules_.try_emplace(operation, tables_, operation).first->second;
}

StringSampler& MessageGenerator::sampler(ShapeIndex index) {
  const ShapeTable& shape = tables_.shapes[index];
  if (shape.pattern != kNoIndex) {
    return samplers_
        .try_emplace(index, tables_.patterns[shape.pattern], shape.length_min, shape.length_max)
        .first->second;
  }
  return samplers_.try_emplace(index, nullptr, shape.length_min, shape.length_max).first->second;
}

MessageNode MessageGenerator::input(OperationIndex operation, Randomness& random) {
  return value(tables_.operations[operation].input, random);
}

MessageNode MessageGenerator::output(OperationIndex operation, Randomness& random,
                                     const MessageNode* input) {
  MessageNode node = value(tables_.operations[operation].output, random);
  RuleSubjects subjects;
  subjects.output = &node;
  MessageNode request;
  if (input) {
    request = *input;
    subjects.input = &request;
  }
  rules(operation).repair(subjects, random);
  return node;
}

std::string MessageGenerator::error_type(std::uint32_t error, Randomness& random) const {
  const std::string name(tables_.errors[error].name);
  const std::string space = "com.amazonaws." + std::string(tables_.target_prefix);
  switch (random.below(4)) {
    case 0:
      return name;
    case 1:
      return space + '#' + name;
    case 2:
      return name + ":http://internal.amazon.com/coral/" + space + '/';
    default:
      return space + '#' + name + ":http://internal.amazon.com/coral/" + space + "/#x";
  }
}

MessageNode MessageGenerator::error(std::uint32_t error, Randomness& random, bool named) {
  MessageNode node = value(tables_.errors[error].shape, random);
  if (!named) return node;
  MessageNode::Member type;
  type.name = random.chance(1, 4) ? "code" : "__type";
  if (node.find(type.name)) return node;  // a member of the model has that name
  type.value = MessageNode::of(Kind::kString, error_type(error, random));
  node.members.insert(node.members.begin(), std::move(type));
  return node;
}

MessageNode MessageGenerator::value(ShapeIndex shape, Randomness& random) {
  return value_at(shape, random, 0);
}

MessageNode MessageGenerator::value_at(ShapeIndex index, Randomness& random, std::uint32_t depth) {
  switch (tables_.shapes[index].kind) {
    case ShapeKind::kStructure:
      return structure(index, random, depth);
    case ShapeKind::kUnion:
      return one_of(index, random, depth);
    case ShapeKind::kList:
      return list(index, random, depth);
    case ShapeKind::kMap:
      return map(index, random, depth);
    case ShapeKind::kDocument: {
      MessageNode node = document_at(random, 0);
      node.shape = index;
      return node;
    }
    default:
      return scalar(index, random);
  }
}

MessageNode MessageGenerator::structure(ShapeIndex index, Randomness& random, std::uint32_t depth) {
  const ShapeTable& shape = tables_.shapes[index];
  MessageNode node = MessageNode::of(Kind::kObject, {}, index);
  // How full: each member by its own draw, none, all, or most of them.
  const std::uint64_t fill = depth > options_.max_depth ? 1 : random.below(4);
  for (std::uint32_t i = 0; i < shape.member_count; ++i) {
    const MemberTable& table = tables_.members[shape.first_member + i];
    const bool required = table.required != kNoIndex;
    const bool present = required || fill == 2 || (fill == 0 && random.chance(1, 2)) ||
                         (fill == 3 && random.chance(7, 8));
    if (!present) continue;
    MessageNode::Member member;
    member.name = table.name;
    member.index = shape.first_member + i;
    if (required || !options_.nulls || !random.chance(1, 16)) {
      member.value = value_at(table.target, random, depth + 1);
    } else {
      member.value.shape = table.target;
    }
    node.members.push_back(std::move(member));
  }
  return node;
}

MessageNode MessageGenerator::one_of(ShapeIndex index, Randomness& random, std::uint32_t depth) {
  const ShapeTable& shape = tables_.shapes[index];
  MessageNode node = MessageNode::of(Kind::kObject, {}, index);
  // A recursive union ends at its first member that is not one itself.
  std::uint32_t chosen = static_cast<std::uint32_t>(random.below(shape.member_count));
  for (std::uint32_t i = 0; depth > options_.max_depth && i < shape.member_count; ++i) {
    const ShapeKind kind = tables_.shapes[tables_.members[shape.first_member + i].target].kind;
    if (kind != ShapeKind::kUnion && kind != ShapeKind::kStructure) chosen = i;
  }
  MessageNode::Member member;
  member.index = shape.first_member + chosen;
  member.name = tables_.members[member.index].name;
  member.value = value_at(tables_.members[member.index].target, random, depth + 1);
  node.members.push_back(std::move(member));
  return node;
}

std::uint32_t MessageGenerator::item_count(const ShapeTable& shape, Randomness& random,
                                           std::uint32_t depth) const {
  const std::uint32_t low = shape.length_min;
  if (depth > options_.max_depth) return low;
  const std::uint32_t high = std::min(shape.length_max, std::max(low, options_.max_items));
  return static_cast<std::uint32_t>(random.between(low, high));
}

MessageNode MessageGenerator::list(ShapeIndex index, Randomness& random, std::uint32_t depth) {
  const ShapeTable& shape = tables_.shapes[index];
  const ShapeIndex element = tables_.members[shape.first_member].target;
  MessageNode node = MessageNode::of(Kind::kArray, {}, index);
  std::set<std::string> seen;
  const std::uint32_t count = item_count(shape, random, depth);
  for (std::uint32_t tries = 0; node.items.size() < count && tries < 4 * count; ++tries) {
    MessageNode item = MessageNode::of(Kind::kNull, {}, element);
    if (!shape.sparse || !random.chance(1, 8)) item = value_at(element, random, depth + 1);
    if (shape.unique_items && !seen.insert(write_message(item)).second) continue;
    node.items.push_back(std::move(item));
  }
  return node;
}

MessageNode MessageGenerator::map(ShapeIndex index, Randomness& random, std::uint32_t depth) {
  const ShapeTable& shape = tables_.shapes[index];
  const ShapeIndex key = tables_.members[shape.first_member].target;
  const ShapeIndex target = tables_.members[shape.first_member + 1].target;
  MessageNode node = MessageNode::of(Kind::kObject, {}, index);
  const std::uint32_t count = item_count(shape, random, depth);
  for (std::uint32_t tries = 0; node.members.size() < count && tries < 4 * count; ++tries) {
    MessageNode::Member entry;
    entry.name = string_of(key, random);
    if (node.find(entry.name)) continue;
    entry.value = MessageNode::of(Kind::kNull, {}, target);
    if (!shape.sparse || !random.chance(1, 8)) entry.value = value_at(target, random, depth + 1);
    node.members.push_back(std::move(entry));
  }
  return node;
}

std::string MessageGenerator::string_of(ShapeIndex index, Randomness& random) {
  const ShapeTable& shape = tables_.shapes[index];
  if (shape.kind == ShapeKind::kEnum && shape.enum_count > 0) {
    return std::string(tables_.enum_values[shape.first_enum + random.below(shape.enum_count)]);
  }
  return sampler(index).sample(random).value_or(std::string());
}

MessageNode MessageGenerator::scalar(ShapeIndex index, Randomness& random) {
  const ShapeTable& shape = tables_.shapes[index];
  MessageNode node = MessageNode::of(Kind::kString, {}, index);
  switch (shape.kind) {
    case ShapeKind::kBlob: {
      const auto most = std::max<std::uint32_t>(shape.length_min, 24);
      std::string bytes;
      const auto size = random.between(shape.length_min, std::min(shape.length_max, most));
      for (std::int64_t i = 0; i < size; ++i) {
        bytes.push_back(static_cast<char>(static_cast<unsigned char>(random.below(256))));
      }
      node.text = base64_of(bytes);
      break;
    }
    case ShapeKind::kByte:
    case ShapeKind::kShort:
    case ShapeKind::kInteger:
    case ShapeKind::kLong:
    case ShapeKind::kBigInteger:
      node.kind = Kind::kNumber;
      node.text = std::to_string(pick_integer(shape, random));
      break;
    case ShapeKind::kIntEnum:
      node.kind = Kind::kNumber;
      node.text = std::to_string(
          shape.enum_count == 0
              ? 0
              : tables_.int_enum_values[shape.first_enum + random.below(shape.enum_count)]);
      break;
    case ShapeKind::kFloat:
    case ShapeKind::kDouble:
    case ShapeKind::kBigDecimal:
      node.kind = Kind::kNumber;
      node.text = pick_double(shape, random);
      break;
    case ShapeKind::kBoolean:
      node.kind = random.chance(1, 2) ? Kind::kTrue : Kind::kFalse;
      break;
    case ShapeKind::kTimestamp:
      if (shape.timestamp_format == TimestampFormat::kEpochSeconds) node.kind = Kind::kNumber;
      node.milliseconds = pick_instant(shape.timestamp_format, random);
      node.text = write_instant(shape.timestamp_format, node.milliseconds, random);
      break;
    default:
      node.text = string_of(index, random);
      break;
  }
  return node;
}

MessageNode MessageGenerator::document(Randomness& random) { return document_at(random, 0); }

MessageNode MessageGenerator::document_at(Randomness& random, std::uint32_t depth) {
  // Numbers are judged by their grammar: 1e400 has no double and is JSON all the same.
  constexpr std::string_view kNumbers[] = {
      "0",          "-0",  "1.5", "1e400", "-1E-400", "12345678901234567890123456789",
      "2147483648", "0e0", "1",   "60.0"};
  switch (random.below(depth > options_.max_depth ? 5 : 8)) {
    case 0:
      return MessageNode::of(Kind::kNumber, std::string(random.pick(kNumbers)));
    case 1:
      return MessageNode::of(random.chance(1, 2) ? Kind::kTrue : Kind::kFalse);
    case 2:
      return MessageNode::of(depth == 0 ? Kind::kTrue : Kind::kNull);
    case 3:
    case 4: {
      StringSampler any(nullptr, 0, 40);
      return MessageNode::of(Kind::kString, *any.sample(random));
    }
    case 5: {
      MessageNode node = MessageNode::of(Kind::kArray);
      for (auto left = random.below(5); left > 0; --left) {
        node.items.push_back(document_at(random, depth + 1));
      }
      return node;
    }
    default: {
      MessageNode node = MessageNode::of(Kind::kObject);
      StringSampler names(nullptr, 0, 12);
      for (auto left = random.below(5); left > 0; --left) {
        MessageNode::Member member;
        member.name = *names.sample(random);
        if (node.find(member.name)) continue;
        member.value = document_at(random, depth + 1);
        node.members.push_back(std::move(member));
      }
      return node;
    }
  }
}

}  // namespace assay
