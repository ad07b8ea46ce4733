// GetWorkflowRun of Amazon MWAA Serverless as C++ types: views over a bound Value, no copies.
//
//   assay::Checker checker(assay::Contract::embedded());
//   assay::Value value;
//   if (checker.bind_output(0, body, value) == assay::BindStatus::kOk) {
//     const assay::GetWorkflowRunOutput output = assay::get_workflow_run_output(value);
//     if (output.run_detail) use(output.run_detail->run_state);
//   }
#ifndef ASSAY_GET_WORKFLOW_RUN_H_
#define ASSAY_GET_WORKFLOW_RUN_H_

#include <assay/value.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

namespace assay {

// The children of a list or map node, each as Project makes it.
template <typename Item, Item (*Project)(const Value::Node&)>
class ChildRange {
 public:
  class Iterator {
   public:
    using value_type = Item;
    using difference_type = std::ptrdiff_t;
    Iterator() = default;
    Iterator(const Value* value, const Value::Node* node) noexcept : value_(value), node_(node) {}
    Item operator*() const noexcept { return Project(*node_); }
    Iterator& operator++() noexcept {
      node_ = value_->next(*node_);
      return *this;
    }
    Iterator operator++(int) noexcept {
      Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) noexcept {
      return a.node_ == b.node_;
    }

   private:
    const Value* value_ = nullptr;
    const Value::Node* node_ = nullptr;
  };

  ChildRange() = default;
  ChildRange(const Value& value, const Value::Node& node) noexcept : value_(&value), node_(&node) {}

  Iterator begin() const noexcept {
    return node_ == nullptr ? Iterator() : Iterator(value_, value_->first_child(*node_));
  }
  Iterator end() const noexcept { return Iterator(value_, nullptr); }
  std::size_t size() const noexcept { return node_ == nullptr ? 0 : node_->child_count; }
  bool empty() const noexcept { return size() == 0; }

 private:
  const Value* value_ = nullptr;
  const Value::Node* node_ = nullptr;
};

// A parameter that was overridden. Shapes: json is the document's text as sent.
struct OverrideParameter {
  std::string_view name;
  std::string_view json;
};

namespace get_workflow_run_detail {
inline std::string_view text_of(const Value::Node& node) { return node.text; }
inline OverrideParameter parameter_of(const Value::Node& node) { return {node.name, node.text}; }
}  // namespace get_workflow_run_detail

using TaskInstances = ChildRange<std::string_view, get_workflow_run_detail::text_of>;
using OverrideParameters = ChildRange<OverrideParameter, get_workflow_run_detail::parameter_of>;

// Enums are open: whatever value the service sent.
struct RunDetail {
  std::optional<std::string_view> workflow_arn;
  std::optional<std::string_view> workflow_version;
  std::optional<std::string_view> run_id;
  std::optional<std::string_view> run_type;
  std::optional<Timestamp> started_on;
  std::optional<Timestamp> created_at;
  std::optional<Timestamp> completed_on;
  std::optional<Timestamp> modified_at;
  std::optional<std::int32_t> duration;  // seconds
  std::optional<std::string_view> error_message;
  std::optional<TaskInstances> task_instances;
  std::optional<std::string_view> run_state;
};

struct GetWorkflowRunOutput {
  std::optional<std::string_view> workflow_arn;
  std::optional<std::string_view> workflow_version;
  std::optional<std::string_view> run_id;
  std::optional<std::string_view> run_type;
  std::optional<OverrideParameters> override_parameters;
  std::optional<RunDetail> run_detail;
};

// Valid as long as `value` and the body it was bound from.
// REQUIRES: value holds an output of GetWorkflowRun, from bind_output.
inline GetWorkflowRunOutput get_workflow_run_output(const Value& value) noexcept {
  GetWorkflowRunOutput output;
  if (value.empty()) return output;
  const auto each = [&](const Value::Node& parent, auto visit) {
    for (const Value::Node* node = value.first_child(parent); node != nullptr;
         node = value.next(*node)) {
      visit(*node);
    }
  };
  each(value.root(), [&](const Value::Node& member) {
    if (member.name == "WorkflowArn") output.workflow_arn = member.text;
    if (member.name == "WorkflowVersion") output.workflow_version = member.text;
    if (member.name == "RunId") output.run_id = member.text;
    if (member.name == "RunType") output.run_type = member.text;
    if (member.name == "OverrideParameters") output.override_parameters.emplace(value, member);
    if (member.name != "RunDetail") return;
    RunDetail& detail = output.run_detail.emplace();
    each(member, [&](const Value::Node& inner) {
      if (inner.name == "WorkflowArn") detail.workflow_arn = inner.text;
      if (inner.name == "WorkflowVersion") detail.workflow_version = inner.text;
      if (inner.name == "RunId") detail.run_id = inner.text;
      if (inner.name == "RunType") detail.run_type = inner.text;
      if (inner.name == "StartedOn") detail.started_on = inner.timestamp;
      if (inner.name == "CreatedAt") detail.created_at = inner.timestamp;
      if (inner.name == "CompletedOn") detail.completed_on = inner.timestamp;
      if (inner.name == "ModifiedAt") detail.modified_at = inner.timestamp;
      if (inner.name == "Duration") detail.duration = static_cast<std::int32_t>(inner.integer);
      if (inner.name == "ErrorMessage") detail.error_message = inner.text;
      if (inner.name == "TaskInstances") detail.task_instances.emplace(value, inner);
      if (inner.name == "RunState") detail.run_state = inner.text;
    });
  });
  return output;
}

}  // namespace assay

#endif  // ASSAY_GET_WORKFLOW_RUN_H_
