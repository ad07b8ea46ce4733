// Texts, trees and values are one thing: each way there and back gives the same.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "corpus/mutator.h"
#include "property/check_property.h"
#include "property/coverage.h"
#include "property/failure.h"
#include "property/fixture.h"
#include "spec/json_tree.h"

namespace assay {
namespace {

using Outcome = std::optional<std::string>;

PropertyFixture& the() { return PropertyFixture::instance(); }

// Whether two texts say the same, members in any order; numbers to the letter.
bool same(const JsonValue& a, const JsonValue& b) {
  if (a.kind != b.kind || a.boolean != b.boolean || a.text != b.text) return false;
  if (a.items.size() != b.items.size() || a.members.size() != b.members.size()) return false;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!same(a.items[i], b.items[i])) return false;
  }
  return std::ranges::all_of(a.members, [&](const JsonValue::Member& member) {
    const JsonValue* other = b.find(member.name);
    return other && same(member.value, *other);
  });
}

// Whether a parsed text says what the tree says that it was written from.
bool same(const MessageNode& node, const JsonValue& json) {
  using Kind = MessageNode::Kind;
  switch (node.kind) {
    case Kind::kNull:
      return json.kind == JsonValue::Kind::kNull;
    case Kind::kFalse:
    case Kind::kTrue:
      return json.kind == JsonValue::Kind::kBoolean && json.boolean == (node.kind == Kind::kTrue);
    case Kind::kNumber:
      return json.kind == JsonValue::Kind::kNumber && json.text == node.text;
    case Kind::kString:
      return json.is_string() && json.text == node.text;
    case Kind::kArray:
      return json.is_array() && std::ranges::equal(node.items, json.items,
                                                   [](const MessageNode& a, const JsonValue& b) {
                                                     return same(a, b);
                                                   });
    case Kind::kObject:
      return json.is_object() && node.members.size() == json.members.size() &&
             std::ranges::all_of(node.members, [&](const MessageNode::Member& member) {
               const JsonValue* value = json.find(member.name);
               return value && same(member.value, *value);
             });
    case Kind::kRaw:
      break;
  }
  return false;
}

bool has_raw(const MessageNode& node) {
  return node.kind == MessageNode::Kind::kRaw || std::ranges::any_of(node.items, has_raw) ||
         std::ranges::any_of(node.members, has_raw, &MessageNode::Member::value);
}

TEST(RoundTripProperty, ParsedAndWrittenAgainIsTheSame) {
  Coverage coverage;
  check_property(
      [&](Randomness& random) -> Outcome {
        static MessageMutator mutator(the().generator);
        Body body = the().body(random);
        if (random.chance(1, 2)) mutator.mutate_tree(body.tree, random);
        const std::string text = write_message(body.tree, {&random});
        coverage.message();
        coverage.count(to_string(body.role));
        const auto parsed = parse_json(text, "text");
        if (!parsed) return std::nullopt;  // a member twice, nested too deep
        coverage.count("parsed");
        const Checked checked = the().check(body, text);
        if (!has_raw(body.tree) && !same(body.tree, *parsed)) {
          return failure("the text does not say what the tree says", body, text, checked);
        }
        MessageNode tree = message_from(the().tables, the().root_of(body), *parsed);
        const std::string plain = write_message(tree);
        const auto again = parse_json(plain, "plain");
        if (!again || !same(*parsed, *again)) {
          return failure("parsed and written plainly it is another\n" + plain, body, text, checked);
        }
        const auto in_other_words = parse_json(write_message(tree, {&random}), "other words");
        if (!in_other_words || !same(*parsed, *in_other_words)) {
          return failure("parsed and written otherwise it is another", body, text, checked);
        }
        MessageNode second = message_from(the().tables, the().root_of(body), *again);
        if (write_message(second) != plain) {
          return failure("a second round changes the text\n" + plain, body, text, checked);
        }
        return std::nullopt;
      },
      1000);
  for (const char* role : {"request", "response", "error"}) coverage.expect(role, 15);
  coverage.expect("parsed", 70);
}

// Every timestamp of the embedded contract is a date-time.
std::string date_time(const Timestamp& instant) {
  const std::chrono::sys_seconds second{std::chrono::seconds{instant.seconds}};
  const auto day = std::chrono::floor<std::chrono::days>(second);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{second - day};
  std::string text =
      fmt::format("\"{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  time.hours().count(), time.minutes().count(), time.seconds().count());
  if (instant.nanoseconds != 0) text += fmt::format(".{:09}", instant.nanoseconds);
  return text + "Z\"";
}

// A bound value as JSON.
std::string written(const Value& value, const Value::Node& node) {
  std::string children;
  const bool named = node.kind == ValueKind::kStructure || node.kind == ValueKind::kMap;
  for (const Value::Node* child = value.first_child(node); child; child = value.next(*child)) {
    if (!children.empty()) children += ',';
    if (named) children += quote_json(child->name) + ':';
    children += written(value, *child);
  }
  switch (node.kind) {
    case ValueKind::kStructure:
    case ValueKind::kMap:
      return '{' + children + '}';
    case ValueKind::kList:
      return '[' + children + ']';
    case ValueKind::kString:
    case ValueKind::kBlob:
      return quote_json(node.text);
    case ValueKind::kInteger:
      return fmt::format("{}", node.integer);
    case ValueKind::kDouble:
      return fmt::format("{}", node.number);
    case ValueKind::kDecimal:
    case ValueKind::kDocument:
      return std::string(node.text);
    case ValueKind::kBoolean:
      return node.boolean ? "true" : "false";
    case ValueKind::kTimestamp:
      return date_time(node.timestamp);
    case ValueKind::kNull:
      return "null";
  }
  return "";
}

TEST(RoundTripProperty, BoundAndWrittenAgainBindsTheSame) {
  Coverage coverage;
  check_property(
      [&](Randomness& random) -> Outcome {
        static MessageMutator mutator(the().generator);
        static Value value(65'536, 1u << 22), second(65'536, 1u << 22);
        Body body;
        body.operation = the().operation(random);
        body.tree = the().generator.output(body.operation, random);
        if (random.chance(1, 2)) mutator.mutate_tree(body.tree, random);
        const std::string text = write_message(body.tree, {&random});
        coverage.message();
        if (the().checker.bind_output(body.operation, text, value) != BindStatus::kOk) {
          return std::nullopt;
        }
        coverage.count("bound");
        coverage.count(fmt::format("operation {}", body.operation));
        const std::string plain = written(value, value.root());
        const BindStatus status = the().checker.bind_output(body.operation, plain, second);
        if (status == BindStatus::kOk && written(second, second.root()) == plain) {
          return std::nullopt;
        }
        return failure(
            fmt::format("bound and written it binds as {}\n{}", static_cast<int>(status), plain),
            body, text, the().check(body, text));
      },
      1000);
  coverage.expect("bound", 50);
  coverage.expect_classes("operation ", 15);
}

}  // namespace
}  // namespace assay
