// The typed view of GetWorkflowRun shows what was sent: no member lost, none mixed up.
#include <assay/get_workflow_run.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "corpus/mutator.h"
#include "property/check_property.h"
#include "property/coverage.h"
#include "property/failure.h"
#include "property/fixture.h"

namespace assay {
namespace {

using Outcome = std::optional<std::string>;

PropertyFixture& the() { return PropertyFixture::instance(); }

// The member as sent; nullptr when absent or null.
const MessageNode* sent(const MessageNode& parent, std::string_view name) {
  const MessageNode* node = parent.find(name);
  return node && !node->is_null() ? node : nullptr;
}

bool same(const std::optional<std::string_view>& view, const MessageNode* node) {
  return view.has_value() == (node != nullptr) && (!node || *view == node->text);
}

bool same(const std::optional<Timestamp>& view, const MessageNode* node) {
  return view.has_value() == (node != nullptr) &&
         (!node || view->seconds * 1000 + view->nanoseconds / 1'000'000 == node->milliseconds);
}

bool same(const std::optional<std::int32_t>& view, const MessageNode* node) {
  return view.has_value() == (node != nullptr) && (!node || *view == integer_of(*node));
}

bool same(const std::optional<TaskInstances>& view, const MessageNode* node) {
  if (view.has_value() != (node != nullptr)) return false;
  if (!node) return true;
  std::size_t at = 0;
  for (const std::string_view id : *view) {
    if (at >= node->items.size() || node->items[at].text != id) return false;
    ++at;
  }
  return at == node->items.size() && view->size() == at;
}

bool same(const std::optional<OverrideParameters>& view, const MessageNode* node,
          std::string_view body) {
  if (view.has_value() != (node != nullptr)) return false;
  if (!node) return true;
  for (const OverrideParameter& parameter : *view) {
    const MessageNode* value = node->find(parameter.name);
    if (!value || parameter.json != body.substr(value->begin, value->end - value->begin)) {
      return false;
    }
  }
  return view->size() == node->members.size();
}

// The name of the first member that the view shows otherwise; empty when there is none.
std::string difference(const GetWorkflowRunOutput& view, const MessageNode& output,
                       std::string_view body) {
  const auto copies = [](const auto& shown, const MessageNode& node) -> std::string {
    if (!same(shown.workflow_arn, sent(node, "WorkflowArn"))) return "WorkflowArn";
    if (!same(shown.workflow_version, sent(node, "WorkflowVersion"))) return "WorkflowVersion";
    if (!same(shown.run_id, sent(node, "RunId"))) return "RunId";
    if (!same(shown.run_type, sent(node, "RunType"))) return "RunType";
    return "";
  };
  if (std::string name = copies(view, output); !name.empty()) return name;
  if (!same(view.override_parameters, sent(output, "OverrideParameters"), body)) {
    return "OverrideParameters";
  }
  const MessageNode* detail = sent(output, "RunDetail");
  if (view.run_detail.has_value() != (detail != nullptr)) return "RunDetail";
  if (!detail) return "";
  const RunDetail& shown = *view.run_detail;
  if (std::string name = copies(shown, *detail); !name.empty()) return "RunDetail." + name;
  if (!same(shown.started_on, sent(*detail, "StartedOn"))) return "StartedOn";
  if (!same(shown.created_at, sent(*detail, "CreatedAt"))) return "CreatedAt";
  if (!same(shown.completed_on, sent(*detail, "CompletedOn"))) return "CompletedOn";
  if (!same(shown.modified_at, sent(*detail, "ModifiedAt"))) return "ModifiedAt";
  if (!same(shown.duration, sent(*detail, "Duration"))) return "Duration";
  if (!same(shown.error_message, sent(*detail, "ErrorMessage"))) return "ErrorMessage";
  if (!same(shown.task_instances, sent(*detail, "TaskInstances"))) return "TaskInstances";
  if (!same(shown.run_state, sent(*detail, "RunState"))) return "RunState";
  return "";
}

TEST(TypedViewProperty, ShowsEveryMemberThatWasSent) {
  check_property([](Randomness& random) -> Outcome {
    MessageNode output = the().generator.output(0, random);
    const std::string body = write_message(output, {&random});
    static Value value(65'536, 1u << 22);
    if (the().checker.bind_output(0, body, value) != BindStatus::kOk) return "does not bind";
    const std::string name = difference(get_workflow_run_output(value), output, body);
    return name.empty() ? Outcome() : Outcome(name + " differs\n" + body);
  });
}

// What the generic view holds under a name, as a text; "-" when it is absent.
std::string shown(const Value& value, const Value::Node* parent, std::string_view name) {
  const Value::Node* node = parent ? value.find(*parent, name) : nullptr;
  if (!node) return "-";
  switch (node->kind) {
    case ValueKind::kString:
      return fmt::format("'{}'", node->text);
    case ValueKind::kInteger:
      return fmt::format("{}", node->integer);
    case ValueKind::kTimestamp:
      return fmt::format("{}+{}", node->timestamp.seconds, node->timestamp.nanoseconds);
    case ValueKind::kList:
    case ValueKind::kMap: {
      std::string all;
      for (const Value::Node* child = value.first_child(*node); child; child = value.next(*child)) {
        all += fmt::format("[{}:{}]", child->name, child->text);
      }
      return all;
    }
    default:
      return "something else";
  }
}

std::string shown(const std::optional<std::string_view>& view) {
  return view ? fmt::format("'{}'", *view) : "-";
}
std::string shown(const std::optional<std::int32_t>& view) {
  return view ? fmt::format("{}", *view) : "-";
}
std::string shown(const std::optional<Timestamp>& view) {
  return view ? fmt::format("{}+{}", view->seconds, view->nanoseconds) : "-";
}
std::string shown(const std::optional<TaskInstances>& view) {
  std::string all;
  if (!view) return "-";
  for (const std::string_view id : *view) all += fmt::format("[:{}]", id);
  return all;
}
std::string shown(const std::optional<OverrideParameters>& view) {
  std::string all;
  if (!view) return "-";
  for (const OverrideParameter& each : *view) all += fmt::format("[{}:{}]", each.name, each.json);
  return all;
}

// Whatever was sent, as long as it binds: the typed view shows what the generic one holds.
TEST(TypedViewProperty, EqualsTheGenericView) {
  Coverage coverage;
  check_property(
      [&](Randomness& random) -> Outcome {
        static MessageMutator mutator(the().generator);
        static Value value(65'536, 1u << 22);
        Body body;
        body.tree = the().generator.output(0, random);
        if (random.chance(1, 2)) mutator.mutate_tree(body.tree, random);
        const std::string text = write_message(body.tree, {&random});
        coverage.message();
        if (the().checker.bind_output(0, text, value) != BindStatus::kOk) return std::nullopt;
        coverage.count("bound");
        const GetWorkflowRunOutput output = get_workflow_run_output(value);
        const RunDetail none;
        const RunDetail& detail = output.run_detail ? *output.run_detail : none;
        const Value::Node* root = &value.root();
        const Value::Node* inner = value.find(*root, "RunDetail");
        if (inner) coverage.count("with RunDetail");
        const auto differs = [&](const Value::Node* parent, std::string_view name,
                                 const std::string& view) {
          return shown(value, parent, name) != view;
        };
        std::string wrong;
        if (differs(root, "WorkflowArn", shown(output.workflow_arn))) wrong = "WorkflowArn";
        if (differs(root, "WorkflowVersion", shown(output.workflow_version))) {
          wrong = "WorkflowVersion";
        }
        if (differs(root, "RunId", shown(output.run_id))) wrong = "RunId";
        if (differs(root, "RunType", shown(output.run_type))) wrong = "RunType";
        if (differs(root, "OverrideParameters", shown(output.override_parameters))) {
          wrong = "OverrideParameters";
        }
        if ((inner != nullptr) != output.run_detail.has_value()) wrong = "RunDetail";
        const std::pair<std::string_view, std::string> members[] = {
            {"WorkflowArn", shown(detail.workflow_arn)},
            {"WorkflowVersion", shown(detail.workflow_version)},
            {"RunId", shown(detail.run_id)},
            {"RunType", shown(detail.run_type)},
            {"StartedOn", shown(detail.started_on)},
            {"CreatedAt", shown(detail.created_at)},
            {"CompletedOn", shown(detail.completed_on)},
            {"ModifiedAt", shown(detail.modified_at)},
            {"Duration", shown(detail.duration)},
            {"ErrorMessage", shown(detail.error_message)},
            {"TaskInstances", shown(detail.task_instances)},
            {"RunState", shown(detail.run_state)},
        };
        for (const auto& [name, view] : members) {
          if (differs(inner, name, view)) wrong = fmt::format("RunDetail.{}", name);
        }
        if (wrong.empty()) return std::nullopt;
        return failure(wrong + " is another in the typed view", body, text,
                       the().check(body, text));
      },
      1000);
  coverage.expect("bound", 50);
  coverage.expect("with RunDetail", 30);
}

}  // namespace
}  // namespace assay
