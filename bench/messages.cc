#include "bench/messages.h"

#include <fmt/format.h>

#include "corpus/message_breaker.h"
#include "corpus/message_generator.h"
#include "corpus/mutator.h"

namespace assay::bench {
namespace {

constexpr std::string_view kArn =
    "arn:aws:airflow-serverless:us-east-1:123456789012:workflow/nightly-load-AbCdEf0123";

std::string full_message(int tasks) {
  std::string ids;
  for (int i = 0; i < tasks; ++i) {
    // 50 characters, as long as the ids of real runs.
    ids += fmt::format("{}\"task-instance.{:06}_{:028x}\"", i == 0 ? "" : ",", i,
                       static_cast<unsigned long long>(i) * 0x9e3779b97f4a7c15u);
  }
  return fmt::format(
      R"({{"WorkflowArn":"{0}","WorkflowVersion":"3f6c1a2b9d8e4f70a1b2c3d4e5f60718",)"
      R"("RunId":"run-2026-11-22T09.37.00_0001","RunType":"SCHEDULED",)"
      R"("OverrideParameters":{{"source":"s3://bucket/in","limits":{{"rows":1000,"strict":true}},)"
      R"("tags":["a","b"]}},"RunDetail":{{"WorkflowArn":"{0}",)"
      R"("WorkflowVersion":"3f6c1a2b9d8e4f70a1b2c3d4e5f60718",)"
      R"("RunId":"run-2026-11-22T09.37.00_0001","RunType":"SCHEDULED",)"
      R"("StartedOn":"2026-11-22T09:37:00.125Z","CreatedAt":"2026-11-22T09:36:58Z",)"
      R"("CompletedOn":"2026-11-22T09:52:00.125Z","ModifiedAt":"2026-11-22T09:52:01Z",)"
      R"("Duration":900,"ErrorMessage":"Task failed: exit code 1",)"
      R"("TaskInstances":[{1}],"RunState":"FAILED"}}}})",
      kArn, ids);
}

std::string tiny_message() {
  return fmt::format(R"({{"WorkflowArn":"{}","WorkflowVersion":"3f6c1a2b9d8e4f70a1b2c3d4e5f60718",)"
                     R"("RunId":"run-2026-11-22T09.37.00_0001","RunType":"ON_DEMAND",)"
                     R"("RunDetail":{{"CreatedAt":"2026-11-22T09:36:58Z","RunState":"QUEUED"}}}})",
                     kArn);
}

}  // namespace

std::vector<SizedMessage> sized_messages() {
  return {{"tiny", tiny_message()}, {"typical", full_message(10)}, {"large", full_message(2000)}};
}

std::vector<std::string> agreement_messages(std::size_t count) {
  std::vector<std::string> texts;
  for (SizedMessage& message : sized_messages()) texts.push_back(std::move(message.text));
  MessageGenerator generator(Contract::embedded());
  MessageBreaker breaker(generator);
  MessageMutator mutator(generator);
  SeededRandomness random(1);
  const ShapeIndex root = generator.tables().operations[0].output;
  while (texts.size() < count) {
    MessageNode output = generator.output(0, random);
    switch (texts.size() % 3) {
      case 0:
        break;
      case 1:
        if (auto broken = breaker.break_one(output, MessageRole::kOutput, 0, random)) {
          output = std::move(broken->message);
        }
        break;
      default:
        texts.push_back(mutator.mutate(root, write_message(output), 1 << 16, random));
    }
    texts.push_back(write_message(output, {&random}));
  }
  return texts;
}

}  // namespace assay::bench
