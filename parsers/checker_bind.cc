// Bind: the value that a client gets.
#include <assay/checker.h>

#include "parsers/checker_state.h"
#include "parsers/http_check.h"
#include "parsers/value_builder.h"
#include "parsers/walk.h"
#include "parsers/walk_bind.h"

namespace assay {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// Adds the nodes of a body; none when it fails.
BindStatus bind_text(const WalkPlan& plan, WalkScratch& scratch, const IndexedText& text,
                     const PlanShape& root, ValueBuilder& builder) noexcept {
  WalkBind sink(text.data, builder);
  Walk walk(plan, scratch, text, sink);
  walk.run(&root);
  if (sink.status() != BindStatus::kOk) builder.clear_nodes();
  return sink.status();
}

}  // namespace

BindStatus Checker::bind_output(OperationIndex operation, std::string_view body,
                                Value& value) noexcept {
  State& state = *state_;
  ValueBuilder builder(value);
  builder.clear();
  // A stream is no JSON text, whatever it holds.
  if (state.contract.tables().operations[operation].output_stream != kNoIndex) {
    return BindStatus::kBadJson;
  }
  if (body.empty()) {
    builder.add(Value::kNone, ValueKind::kStructure, {});
    return builder.full() ? BindStatus::kLimit : BindStatus::kOk;
  }
  if (body.size() > state.limits.max_body_bytes) return BindStatus::kLimit;
  if (body.starts_with(kByteOrderMark)) return BindStatus::kBadJson;
  const ShapeIndex shape = state.contract.tables().operations[operation].output;
  const PlanShape& root = shape == kNoIndex ? state.plan.any_object() : state.plan.shape(shape);
  return bind_text(state.plan, state.scratch, state.index.index(body), root, builder);
}

BoundError Checker::bind_error(OperationIndex operation, const HttpResponse& response,
                               Value& value) noexcept {
  State& state = *state_;
  ValueBuilder builder(value);
  builder.clear();
  BoundError result;
  for (const std::string_view name : {"x-amzn-requestid", "x-amz-request-id"}) {
    const std::uint32_t id = find_header(response.headers, name);
    if (id == kNoIndex || !result.request_id.empty()) continue;
    result.request_id = response.headers[id].value;
  }
  const std::string_view body = response.body;
  if (body.size() > state.limits.max_body_bytes) {
    result.body_status = BindStatus::kLimit;
  } else if (body.starts_with(kByteOrderMark)) {
    result.body_status = BindStatus::kBadJson;
  }
  State::Body opened;
  if (result.body_status == BindStatus::kOk) opened.text = state.index.index(body);
  ErrorMembers members = find_error_members(opened.text, state.scratch);
  // Which shape the body has depends on its name, so that a body is bound before one can tell
  // whether it can be read at all.
  const auto identify = [&] {
    ErrorNames names = state.names_of(opened, members, HttpPart::kResponseBody);
    names.header = error_type_header(response.headers);
    return identify_error(state.contract, operation, names);
  };
  ErrorIdentity identity = identify();
  if (result.body_status == BindStatus::kOk && body.empty()) {
    builder.add(Value::kNone, ValueKind::kStructure, {});
  } else if (result.body_status == BindStatus::kOk) {
    const ShapeIndex shape =
        identity.modeled() ? state.contract.tables().errors[identity.error].shape : kNoIndex;
    const PlanShape& root = shape == kNoIndex ? state.plan.any_object() : state.plan.shape(shape);
    result.body_status = bind_text(state.plan, state.scratch, opened.text, root, builder);
  }
  if (result.body_status == BindStatus::kBadJson) {
    members = {};
    identity = identify();
  }
  result.modeled = identity.modeled();
  result.code = identity.name;
  if (identity.source.part == HttpPart::kResponseBody) {
    result.code = builder.copy(identity.name);  // it may be decoded in the checker
  }
  if (state.contract.tables().query_compatible) {
    const std::uint32_t id = find_header(response.headers, "x-amzn-query-error");
    // "AWS.SimpleQueueService.NonExistentQueue;Sender"
    if (id != kNoIndex) {
      const std::string_view text = response.headers[id].value;
      if (const auto code = text.substr(0, text.find(';')); !code.empty()) result.code = code;
    }
  }
  if (members.message.end != 0) {
    const std::string_view raw = members.message.raw(opened.text.data);
    result.message = members.message.escaped ? builder.decode(raw) : raw;
  }
  if (builder.full() && result.body_status == BindStatus::kOk) {
    result.body_status = BindStatus::kLimit;
  }
  return result;
}

}  // namespace assay
