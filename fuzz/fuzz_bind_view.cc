// Bytes as the body of a response of the embedded view's operation.
//
//   bind(x) = v  =>  every member of view(v) is the member that v gives by its name, and is absent
//                    where v has none; lists and maps have the children of v in the order of v
//   bind(x) into a value that was used before = bind(x) into a new one
//
// By hand: cmake --preset fuzz && cmake --build build/fuzz --target fuzz_bind_view &&
//          mkdir -p /tmp/corpus && build/fuzz/fuzz/fuzz_bind_view /tmp/corpus
//          corpus/seeds/fuzz_bind_view -dict=build/fuzz/fuzz/fuzz_bind_view.dict -max_total_time=60
#include <assay/get_workflow_run.h>

#include "fuzz/target.h"

using namespace assay;

namespace {

[[gnu::noinline, noreturn]] void oracle_view(std::string_view member) {
  fuzz::stop("view", member);
}
[[gnu::noinline, noreturn]] void oracle_view_children(std::string_view member) {
  fuzz::stop("view-children", member);
}
[[gnu::noinline, noreturn]] void oracle_bind_again(std::string_view detail) {
  fuzz::stop("bind-again", detail);
}

class Compare {
 public:
  Compare(const Value& value, const Value::Node& parent) : value_(value), parent_(parent) {}

  void text(std::string_view name, const std::optional<std::string_view>& seen) const {
    const Value::Node* node = find(name, seen.has_value());
    if (node && node->text != *seen) oracle_view(name);
  }
  void time(std::string_view name, const std::optional<Timestamp>& seen) const {
    const Value::Node* node = find(name, seen.has_value());
    if (node && node->timestamp != *seen) oracle_view(name);
  }
  void integer(std::string_view name, const std::optional<std::int32_t>& seen) const {
    const Value::Node* node = find(name, seen.has_value());
    if (node && node->integer != *seen) oracle_view(name);
  }
  // Calls same(child, item) for each pair in order.
  template <typename Range, typename Same>
  void children(std::string_view name, const std::optional<Range>& seen, Same same) const {
    const Value::Node* node = find(name, seen.has_value());
    if (!node) return;
    if (seen->size() != node->child_count) oracle_view_children(name);
    const Value::Node* child = value_.first_child(*node);
    for (const auto& item : *seen) {
      if (child == nullptr || !same(*child, item)) oracle_view_children(name);
      child = value_.next(*child);
    }
    if (child != nullptr) oracle_view_children(name);
  }
  const Value::Node* find(std::string_view name, bool due) const {
    const Value::Node* node = value_.find(parent_, name);
    if ((node != nullptr) != due) oracle_view(name);
    return node;
  }

 private:
  const Value& value_;
  const Value::Node& parent_;
};

bool same_node(const Value::Node& a, const Value::Node& b) {
  return a.kind == b.kind && a.boolean == b.boolean && a.name == b.name && a.text == b.text &&
         a.integer == b.integer && a.timestamp == b.timestamp && a.child_count == b.child_count &&
         a.first_child == b.first_child && a.next_sibling == b.next_sibling;
}

OperationIndex operation() {
  static const OperationIndex index = fuzz::contract().find_operation("GetWorkflowRun").value();
  return index;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body = fuzz::text_of(data, size);
  Value& value = fuzz::value();
  const BindStatus status = fuzz::checker().bind_output(operation(), body, value);
  Value fresh(16'384, 1u << 21);
  if (fuzz::second_checker().bind_output(operation(), body, fresh) != status) {
    oracle_bind_again("another status");
  }
  if (status != BindStatus::kOk || value.empty()) return 0;
  for (std::uint32_t i = 0; i < value.root().child_count + 1; ++i) {
    if (!same_node(value.node(i), fresh.node(i))) oracle_bind_again("another value");
  }
  const GetWorkflowRunOutput view = get_workflow_run_output(value);
  const Compare root(value, value.root());
  root.text("WorkflowArn", view.workflow_arn);
  root.text("WorkflowVersion", view.workflow_version);
  root.text("RunId", view.run_id);
  root.text("RunType", view.run_type);
  root.children("OverrideParameters", view.override_parameters,
                [](const Value::Node& child, const OverrideParameter& item) {
                  return child.name == item.name && child.text == item.json;
                });
  const Value::Node* detail_node = root.find("RunDetail", view.run_detail.has_value());
  if (!detail_node) return 0;
  const RunDetail& seen = *view.run_detail;
  const Compare detail(value, *detail_node);
  detail.text("WorkflowArn", seen.workflow_arn);
  detail.text("WorkflowVersion", seen.workflow_version);
  detail.text("RunId", seen.run_id);
  detail.text("RunType", seen.run_type);
  detail.time("StartedOn", seen.started_on);
  detail.time("CreatedAt", seen.created_at);
  detail.time("CompletedOn", seen.completed_on);
  detail.time("ModifiedAt", seen.modified_at);
  detail.integer("Duration", seen.duration);
  detail.text("ErrorMessage", seen.error_message);
  detail.text("RunState", seen.run_state);
  detail.children(
      "TaskInstances", seen.task_instances,
      [](const Value::Node& child, std::string_view item) { return child.text == item; });
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  const ShapeIndex root = fuzz::contract().tables().operations[operation()].output;
  return fuzz::mutate(root, data, size, max_size, seed);
}
