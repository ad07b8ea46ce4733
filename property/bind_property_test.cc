// What a client gets: binding never fails on conforming messages and gives every value.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "property/check_property.h"
#include "property/failure.h"
#include "property/fixture.h"

namespace assay {
namespace {

using Outcome = std::optional<std::string>;

PropertyFixture& the() { return PropertyFixture::instance(); }

// What is wrong with the value of a node; empty when nothing is.
std::string difference(const Value& value, const Value::Node& bound, const MessageNode& sent) {
  const ShapeTable& shape = the().tables.shapes[sent.shape];
  switch (shape.kind) {
    case ShapeKind::kStructure:
    case ShapeKind::kMap: {
      std::uint32_t present = 0;
      for (const MessageNode::Member& member : sent.members) {
        const bool known = shape.kind == ShapeKind::kMap || member.index != kNoIndex;
        if (!known || member.value.is_null()) continue;
        ++present;
        const Value::Node* child = value.find(bound, member.name);
        if (!child) return "absent: " + member.name;
        const std::string wrong = difference(value, *child, member.value);
        if (!wrong.empty()) return member.name + ": " + wrong;
      }
      return bound.child_count == present
                 ? ""
                 : fmt::format("{} children, {} sent", bound.child_count, present);
    }
    case ShapeKind::kList: {
      if (bound.kind != ValueKind::kList || bound.child_count != sent.items.size()) {
        return fmt::format("{} items, {} sent", bound.child_count, sent.items.size());
      }
      const Value::Node* child = value.first_child(bound);
      for (const MessageNode& item : sent.items) {
        if (!child) return "items end early";
        const std::string wrong = difference(value, *child, item);
        if (!wrong.empty()) return wrong;
        child = value.next(*child);
      }
      return "";
    }
    case ShapeKind::kTimestamp: {
      const std::int64_t milliseconds =
          bound.timestamp.seconds * 1000 + bound.timestamp.nanoseconds / 1'000'000;
      const bool same = bound.kind == ValueKind::kTimestamp && milliseconds == sent.milliseconds &&
                        bound.timestamp.nanoseconds % 1'000'000 == 0;
      return same ? "" : fmt::format("instant {} ms, sent {}", milliseconds, sent.text);
    }
    case ShapeKind::kBoolean:
      return bound.kind == ValueKind::kBoolean &&
                     bound.boolean == (sent.kind == MessageNode::Kind::kTrue)
                 ? ""
                 : "another boolean";
    case ShapeKind::kInteger:
      return bound.kind == ValueKind::kInteger && bound.integer == integer_of(sent)
                 ? ""
                 : fmt::format("integer {}, sent {}", bound.integer, sent.text);
    case ShapeKind::kDocument:
      return bound.kind == ValueKind::kDocument ? "" : "not a document";
    default:
      return bound.kind == ValueKind::kString && bound.text == sent.text
                 ? ""
                 : fmt::format("string {}, sent {}", quote_json(bound.text), quote_json(sent.text));
  }
}

TEST(BindProperty, ConformingOutputGivesEveryValueThatWasSent) {
  check_property([](Randomness& random) -> Outcome {
    const OperationIndex operation = the().operation(random);
    MessageNode output = the().generator.output(operation, random);
    const std::string text = write_message(output, {&random});
    static Value value(65'536, 1u << 22);
    const BindStatus status = the().checker.bind_output(operation, text, value);
    if (status != BindStatus::kOk) {
      return fmt::format("bind_output fails with {}\n{}", static_cast<int>(status), text);
    }
    const std::string wrong = difference(value, value.root(), output);
    return wrong.empty() ? Outcome() : Outcome(wrong + '\n' + text);
  });
}

TEST(BindProperty, ConformingErrorGivesItsCodeAndEveryMember) {
  check_property([](Randomness& random) -> Outcome {
    const OperationIndex index = the().operation(random);
    const OperationTable& operation = the().tables.operations[index];
    const std::uint32_t error =
        operation.first_error + static_cast<std::uint32_t>(random.below(operation.error_count));
    const GeneratedMessage response = generate_error(the().generator, error, {&random}, random);
    const GeneratedView view(response);
    static Value value(65'536, 1u << 22);
    const BoundError bound = the().checker.bind_error(index, view.response(), value);
    if (bound.body_status != BindStatus::kOk || !bound.modeled ||
        bound.code != the().tables.errors[error].name) {
      return fmt::format("code {} modeled {} status {}\n{}", bound.code, bound.modeled,
                         static_cast<int>(bound.body_status), write_http_response(response));
    }
    std::string wrong = difference(value, value.root(), response.tree);
    const MessageNode* message = response.tree.find("Message");
    if (wrong.empty() && message && !message->is_null() && bound.message != message->text) {
      wrong = fmt::format("message {}", bound.message);
    }
    return wrong.empty() ? Outcome() : Outcome(wrong + '\n' + write_http_response(response));
  });
}

// check finds no error => bind succeeds: whatever bind refuses, check reports.
TEST(BindProperty, WhatCheckAcceptsBinds) {
  check_property(
      [](Randomness& random) -> Outcome {
        Body body;
        body.operation = the().operation(random);
        body.tree = the().generator.output(body.operation, random);
        if (auto broken =
                the().breaker.break_one(body.tree, MessageRole::kOutput, body.operation, random)) {
          body.tree = std::move(broken->message);
        }
        const std::string text = write_message(body.tree, {&random});
        const Checked checked = the().check(body, text);
        static Value value(65'536, 1u << 22);
        const BindStatus status = the().checker.bind_output(body.operation, text, value);
        if (checked.verdict != Verdict::kValid || status == BindStatus::kOk) return std::nullopt;
        return failure(fmt::format("valid, but bind gives {}", static_cast<int>(status)), body,
                       text, checked);
      },
      1000);
}

}  // namespace
}  // namespace assay
