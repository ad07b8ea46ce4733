#include "corpus/mutator.h"

#include <algorithm>
#include <utility>

#include "corpus/dictionary.h"
#include "corpus/instant.h"
#include "spec/json_tree.h"

namespace assay {
namespace {

using Json = MessageNode::Kind;

constexpr std::string_view kNumbers[] = {"0",
                                         "-0",
                                         "1",
                                         "-1",
                                         "60.0",
                                         "6e1",
                                         "60.5",
                                         "2147483647",
                                         "2147483648",
                                         "-2147483648",
                                         "-2147483649",
                                         "4294967296",
                                         "9223372036854775807",
                                         "9223372036854775808",
                                         "-9223372036854775809",
                                         "1e400",
                                         "1E-400",
                                         "6.0e1",
                                         "600e-1",
                                         "1e0000000000000000000001"};

// Not JSON, put where a value stands.
constexpr std::string_view kBroken[] = {"01",
                                        "+1",
                                        "1.",
                                        ".5",
                                        "1e",
                                        "-",
                                        "NaN",
                                        "Infinity",
                                        "True",
                                        "nul",
                                        "'a'",
                                        "\"\\x\"",
                                        "\"\\u12\"",
                                        "\"\\ud800\"",
                                        "\"\\udc00\\ud800\"",
                                        "\"",
                                        "[1,]",
                                        "{\"a\":}",
                                        "{,}",
                                        "[1 2]",
                                        "{\"a\" 1}",
                                        "\"\x01\"",
                                        "\"\xC0\xAF\"",
                                        "\"\xED\xA0\x80\"",
                                        "\"\xF4\x90\x80\x80\"",
                                        "\xEF\xBB\xBF",
                                        "/**/1",
                                        "",
                                        "\"\t\"",
                                        "1}"};

void collect(MessageNode& node, std::vector<MessageNode*>& all) {
  all.push_back(&node);
  for (MessageNode& item : node.items) collect(item, all);
  for (MessageNode::Member& member : node.members) collect(member.value, all);
}

std::ptrdiff_t position(std::size_t size, Randomness& random) {
  return static_cast<std::ptrdiff_t>(random.below(size));
}

}  // namespace

MessageMutator::MessageMutator(MessageGenerator& generator)
    : generator_(generator),
      tables_(generator.tables()),
      words_(dictionary_words(generator.contract())) {}

std::string MessageMutator::boundary_string(const MessageNode& node, Randomness& random) {
  StringSampler& sampler = generator_.sampler(node.shape);
  std::optional<std::string> text;
  switch (random.below(5)) {
    case 0:
      text = sampler.sample(random);
      break;
    case 1:
      text = sampler.too_long(random);
      break;
    case 2:
      text = sampler.too_short(random);
      break;
    case 3:
      text = sampler.off_pattern(random);
      break;
    default:
      if (const auto longest = sampler.longest()) {
        text = sampler.sample_of_length(*longest, random);
      }
  }
  return text.value_or(node.text);
}

void MessageMutator::change_value(MessageNode& node, Randomness& random) {
  const ShapeIndex shape = node.shape;
  switch (random.below(10)) {
    case 0:
      node = MessageNode::of(Json::kNull);
      break;
    case 1:
      node = MessageNode::of(Json::kNumber, std::string(random.pick(kNumbers)));
      break;
    case 2:
      node = MessageNode::of(Json::kRaw, std::string(random.pick(kBroken)));
      break;
    case 3:
      node = generator_.document(random);
      break;
    case 4: {  // deeper by a few levels, or by more than any reader should follow
      const std::size_t depth = random.chance(1, 8) ? 600 : 1 + random.below(4);
      MessageNode inner = std::move(node);
      const std::string text = write_message(inner);
      node = MessageNode::of(Json::kRaw, std::string(depth, '[') + text + std::string(depth, ']'));
      break;
    }
    case 5:
      if (node.kind == Json::kString)
        node.text += random.pick(std::span<const std::string>(words_));
      break;
    case 6:
      if (shape != kNoIndex && tables_.shapes[shape].kind == ShapeKind::kTimestamp) {
        const std::int64_t instant = pick_instant(TimestampFormat::kDateTime, random);
        node = MessageNode::of(Json::kString,
                               random.chance(1, 2)
                                   ? write_tolerated(instant, random)
                                   : broken_instant(TimestampFormat::kDateTime, random));
        break;
      }
      [[fallthrough]];
    case 7:
    case 8:
      if (shape != kNoIndex && node.kind == Json::kString) {
        node.text = boundary_string(node, random);
        break;
      }
      [[fallthrough]];
    default:
      if (shape != kNoIndex) node = generator_.value(shape, random);
  }
  node.shape = shape;
}

void MessageMutator::change_members(MessageNode& node, Randomness& random) {
  auto& members = node.members;
  const std::uint64_t choice = random.below(7);
  if (choice < 4 && !members.empty()) {
    const auto at = members.begin() + position(members.size(), random);
    switch (choice) {
      case 0:
        members.erase(at);
        return;
      case 1: {
        MessageNode::Member copy = *at;
        if (random.chance(1, 2)) change_value(copy.value, random);
        members.insert(members.begin() + position(members.size() + 1, random), std::move(copy));
        return;
      }
      case 2:
        std::iter_swap(at, members.begin() + position(members.size(), random));
        return;
      default:
        at->name += random.pick(std::span<const std::string>(words_));
        return;
    }
  }
  MessageNode::Member member;
  const ShapeTable* shape = node.shape == kNoIndex ? nullptr : &tables_.shapes[node.shape];
  if (choice < 6 && shape && shape->kind == ShapeKind::kStructure && shape->member_count > 0) {
    member.index =
        shape->first_member + static_cast<std::uint32_t>(random.below(shape->member_count));
    member.name = tables_.members[member.index].name;
    member.value = generator_.value(tables_.members[member.index].target, random);
  } else {
    member.name = random.pick(std::span<const std::string>(words_));
    member.value = generator_.document(random);
  }
  members.insert(members.begin() + position(members.size() + 1, random), std::move(member));
}

void MessageMutator::mutate_tree(MessageNode& root, Randomness& random) {
  for (std::uint64_t left = 1 + random.below(3); left > 0; --left) {
    std::vector<MessageNode*> all;
    collect(root, all);
    MessageNode& node = *all[random.below(all.size())];
    if (node.kind == Json::kObject && random.chance(2, 3)) {
      change_members(node, random);
    } else if (node.kind == Json::kArray && random.chance(2, 3)) {
      auto& items = node.items;
      if (items.empty() || random.chance(1, 3)) {
        MessageNode item = generator_.document(random);
        if (node.shape != kNoIndex && tables_.shapes[node.shape].kind == ShapeKind::kList) {
          item = generator_.value(tables_.members[tables_.shapes[node.shape].first_member].target,
                                  random);
        }
        items.insert(items.begin() + position(items.size() + 1, random), std::move(item));
      } else if (random.chance(1, 2)) {
        items.erase(items.begin() + position(items.size(), random));
      } else {
        MessageNode copy = items[random.below(items.size())];
        items.push_back(std::move(copy));
      }
    } else {
      change_value(node, random);
    }
  }
}

std::string MessageMutator::mutate_bytes(std::string_view text, Randomness& random) const {
  std::string out(text);
  if (out.empty()) return random.pick(std::span<const std::string>(words_));
  const auto at = static_cast<std::size_t>(position(out.size(), random));
  switch (random.below(6)) {
    case 0:
      out.resize(at);
      break;
    case 1:
      out.erase(at, 1 + random.below(4));
      break;
    case 2:
      out.insert(at, random.pick(std::span<const std::string>(words_)));
      break;
    case 3: {  // split a UTF-8 sequence, if there is one from here on
      const auto lead = std::find_if(out.begin() + static_cast<std::ptrdiff_t>(at), out.end(),
                                     [](char c) { return static_cast<unsigned char>(c) >= 0xC2; });
      if (lead == out.end()) {
        out.insert(at, "\xE2\x82");
      } else {
        out.erase(lead + 1 != out.end() && random.chance(1, 2) ? lead + 1 : lead);
      }
      break;
    }
    case 4:
      out[at] = static_cast<char>(static_cast<unsigned char>(random.below(256)));
      break;
    default:
      out.insert(at, 1, "{}[]:,\"\\ \n0-"[random.below(12)]);
      break;
  }
  return out;
}

std::string MessageMutator::mutate(ShapeIndex root, std::string_view text, std::size_t max_bytes,
                                   Randomness& random) {
  std::string out;
  const auto json = parse_json(text, "");
  if (json && !random.chance(1, 5)) {
    MessageNode tree = message_from(tables_, root, *json);
    mutate_tree(tree, random);
    Presentation presentation;
    if (random.chance(1, 2)) presentation.random = &random;
    out = write_message(tree, presentation);
  } else {
    out = mutate_bytes(text, random);
  }
  if (out.size() > max_bytes) out.resize(max_bytes);
  return out;
}

}  // namespace assay
