#include "bench/messages.h"

#include <fmt/format.h>

namespace assay::bench {
namespace {

constexpr std::string_view kArn =
    "arn:aws:airflow-serverless:us-east-1:123456789012:workflow/nightly-load-AbCdEf0123";
constexpr std::string_view kParameters =
    R"("source":"s3://bucket/in","limits":{"rows":1000,"strict":true},"tags":["a","b"])";

std::string full_message(std::string_view parameters, std::string_view ids) {
  return fmt::format(
      R"({{"WorkflowArn":"{0}","WorkflowVersion":"3f6c1a2b9d8e4f70a1b2c3d4e5f60718",)"
      R"("RunId":"run-2026-11-22T09.37.00_0001","RunType":"SCHEDULED",)"
      R"("OverrideParameters":{{{1}}},"RunDetail":{{"WorkflowArn":"{0}",)"
      R"("WorkflowVersion":"3f6c1a2b9d8e4f70a1b2c3d4e5f60718",)"
      R"("RunId":"run-2026-11-22T09.37.00_0001","RunType":"SCHEDULED",)"
      R"("StartedOn":"2026-11-22T09:37:00.125Z","CreatedAt":"2026-11-22T09:36:58Z",)"
      R"("CompletedOn":"2026-11-22T09:52:00.125Z","ModifiedAt":"2026-11-22T09:52:01Z",)"
      R"("Duration":900,"ErrorMessage":"Task failed: exit code 1",)"
      R"("TaskInstances":[{2}],"RunState":"FAILED"}}}})",
      kArn, parameters, ids);
}

std::string task_ids(std::size_t tasks) {
  std::string ids;
  for (std::size_t i = 0; i < tasks; ++i) {
    // 50 characters, as long as the ids of real runs.
    ids += fmt::format("{}\"task-instance.{:06}_{:028x}\"", i == 0 ? "" : ",", i,
                       static_cast<unsigned long long>(i) * 0x9e3779b97f4a7c15u);
  }
  return ids;
}

std::string tiny_message() {
  return fmt::format(R"({{"WorkflowArn":"{}","WorkflowVersion":"3f6c1a2b9d8e4f70a1b2c3d4e5f60718",)"
                     R"("RunId":"run-2026-11-22T09.37.00_0001","RunType":"ON_DEMAND",)"
                     R"("RunDetail":{{"CreatedAt":"2026-11-22T09:36:58Z","RunState":"QUEUED"}}}})",
                     kArn);
}

std::string error_message() {
  std::string fields;
  for (int i = 0; i < 8; ++i) {
    fields += fmt::format(
        R"({}{{"Name":"OverrideParameters.limits[{}]","Message":"the value \"none\" of \u0027rows\u0027 )"
        R"(is no number; expected one in C:\\limits\\{}"}})",
        i == 0 ? "" : ",", i, i);
  }
  return fmt::format(
      R"({{"__type":"com.amazonaws.mwaaserverless#ValidationException","Message":"8 validation )"
      R"(errors: \"OverrideParameters\" does not fit the workflow\u2019s definition",)"
      R"("Reason":"fieldValidationFailed","FieldList":[{}]}})",
      fields);
}

}  // namespace

std::string response_with_tasks(std::size_t tasks) {
  return full_message(kParameters, task_ids(tasks));
}

std::string response_with_parameters(std::size_t bytes) {
  std::string parameters;
  for (std::size_t i = 0; parameters.size() < bytes; ++i) {
    parameters += fmt::format(
        R"({0}"step-{1}":{{"enabled":{2},"retries":{3},"timeout":{3}.5,"sources":["s3://bucket/)"
        R"({1}/in","s3://bucket/{1}/more"],"columns":[{{"name":"id","type":"bigint"}},)"
        R"({{"name":"text \u00e9","null":null}}],"deep":[[[{1}],[-1.25e3]],{{"a":{{"b":{{}}}}}}]}})",
        i == 0 ? "" : ",", i, i % 2 == 0 ? "true" : "false", i % 10);
  }
  return full_message(parameters, task_ids(1));
}

std::vector<SizedMessage> sized_messages() {
  return {{"tiny", Body::kOutput, tiny_message()},
          {"typical", Body::kOutput, response_with_tasks(10)},
          {"large", Body::kOutput, response_with_tasks(2000)},
          {"params", Body::kOutput, response_with_parameters(103'500)},
          {"error", Body::kError, error_message()},
          {"request", Body::kInput,
           fmt::format(R"({{"WorkflowArn":"{}","RunId":"run-2026-11-22T09.37.00_0001"}})", kArn)}};
}

}  // namespace assay::bench
