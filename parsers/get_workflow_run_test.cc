#include <assay/checker.h>
#include <assay/get_workflow_run.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "parsers/check_test_util.h"
#include "spec/contract_tables.h"

namespace assay {
namespace {

// The typed view and the generic one must say the same of a member.
template <typename T>
void expect_same(const Value& value, const Value::Node& parent, std::string_view name,
                 const std::optional<T>& typed) {
  const Value::Node* const node = value.find(parent, name);
  ASSERT_EQ(node != nullptr, typed.has_value()) << name;
  if (node == nullptr) return;
  if constexpr (std::is_same_v<T, std::string_view>) {
    EXPECT_EQ(node->text, *typed) << name;
  } else if constexpr (std::is_same_v<T, Timestamp>) {
    EXPECT_EQ(node->timestamp, *typed) << name;
  } else {
    EXPECT_EQ(node->integer, *typed) << name;
  }
}

void expect_same(const Value& value) {
  const GetWorkflowRunOutput output = get_workflow_run_output(value);
  const Value::Node& root = value.root();
  expect_same(value, root, "WorkflowArn", output.workflow_arn);
  expect_same(value, root, "WorkflowVersion", output.workflow_version);
  expect_same(value, root, "RunId", output.run_id);
  expect_same(value, root, "RunType", output.run_type);
  const Value::Node* const parameters = value.find(root, "OverrideParameters");
  ASSERT_EQ(parameters != nullptr, output.override_parameters.has_value());
  if (parameters != nullptr) {
    EXPECT_EQ(output.override_parameters->size(), parameters->child_count);
    for (const OverrideParameter& parameter : *output.override_parameters) {
      EXPECT_EQ(value.find(*parameters, parameter.name)->text, parameter.json);
    }
  }
  const Value::Node* const detail = value.find(root, "RunDetail");
  ASSERT_EQ(detail != nullptr, output.run_detail.has_value());
  if (detail == nullptr) return;
  const RunDetail& typed = *output.run_detail;
  expect_same(value, *detail, "WorkflowArn", typed.workflow_arn);
  expect_same(value, *detail, "WorkflowVersion", typed.workflow_version);
  expect_same(value, *detail, "RunId", typed.run_id);
  expect_same(value, *detail, "RunType", typed.run_type);
  expect_same(value, *detail, "StartedOn", typed.started_on);
  expect_same(value, *detail, "CreatedAt", typed.created_at);
  expect_same(value, *detail, "CompletedOn", typed.completed_on);
  expect_same(value, *detail, "ModifiedAt", typed.modified_at);
  expect_same(value, *detail, "Duration", typed.duration);
  expect_same(value, *detail, "ErrorMessage", typed.error_message);
  expect_same(value, *detail, "RunState", typed.run_state);
  const Value::Node* const tasks = value.find(*detail, "TaskInstances");
  ASSERT_EQ(tasks != nullptr, typed.task_instances.has_value());
  if (tasks == nullptr) return;
  const Value::Node* task = value.first_child(*tasks);
  for (const std::string_view id : *typed.task_instances) {
    ASSERT_NE(task, nullptr);
    EXPECT_EQ(id, task->text);
    task = value.next(*task);
  }
  EXPECT_EQ(task, nullptr);
}

TEST(GetWorkflowRun, FullOutput) {
  Checker checker(Contract::embedded());
  Value value;
  ASSERT_EQ(checker.bind_output(0, full_output(), value), BindStatus::kOk);
  expect_same(value);
  const GetWorkflowRunOutput output = get_workflow_run_output(value);
  EXPECT_EQ(output.run_id, "ABCdef123");
  EXPECT_EQ(output.run_detail->duration, 60);
  EXPECT_EQ(output.run_detail->started_on, (Timestamp{1795340241, 125'000'000}));
  EXPECT_EQ(output.run_detail->task_instances->size(), 2u);
  EXPECT_EQ(*output.run_detail->task_instances->begin(), "ex_1");
  EXPECT_EQ(output.override_parameters->size(), 3u);
  const OverrideParameter first = *output.override_parameters->begin();
  EXPECT_EQ(first.name, "retries");
  EXPECT_EQ(first.json, "3");
}

TEST(GetWorkflowRun, EveryMemberKnown) {
  const ContractTables& tables = Contract::embedded().tables();
  // A member that the model gains must get its place in the view.
  EXPECT_EQ(tables.shapes[tables.operations[0].output].member_count, 6u);
  EXPECT_EQ(tables.shapes[*Contract::embedded().find_shape("WorkflowRunDetail")].member_count, 12u);
}

TEST(GetWorkflowRun, AbsentMembers) {
  Checker checker(Contract::embedded());
  Value value;
  EXPECT_FALSE(get_workflow_run_output(value).run_id.has_value());
  for (const std::string_view body :
       {"", "{}", R"({"RunId":null,"RunDetail":null})", R"({"RunDetail":{}})",
        R"({"OverrideParameters":{},"RunDetail":{"TaskInstances":[]}})",
        R"({"RunId":"a\u0062","RunId":"\u0063"})"}) {
    ASSERT_EQ(checker.bind_output(0, body, value), BindStatus::kOk) << body;
    expect_same(value);
  }
}

}  // namespace
}  // namespace assay
