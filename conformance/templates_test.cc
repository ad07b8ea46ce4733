// Templates filled in for operations: the reference passes every one of them.
#include "conformance/templates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <set>

#include "conformance/judge.h"
#include "conformance/mock_service.h"
#include "conformance/reference_client.h"
#include "conformance/runner.h"
#include "conformance/subject.h"

namespace assay {
namespace {

using testing::HasSubstr;

Call call_of(const Case& item, const std::string& endpoint) {
  return {.id = 1,
          .service = item.service,
          .operation = item.operation,
          .endpoint = endpoint,
          .region = std::string(kTestRegion),
          .access_key_id = std::string(kTestAccessKeyId),
          .secret_access_key = std::string(kTestSecretAccessKey),
          .client = item.client,
          .input = item.input};
}

// The kinds that an operation has cases of.
std::set<std::string> run_all(const Contract& contract, std::string_view operation) {
  std::set<std::string> kinds, ids;
  const auto index = contract.find_operation(operation);
  EXPECT_TRUE(index);
  if (!index) return kinds;
  ReferenceClient client(contract);
  for (const Case& item : instantiate(embedded_templates(), contract, *index)) {
    EXPECT_TRUE(ids.insert(item.id).second) << item.id;
    const std::size_t end = item.id.rfind('/');
    kinds.insert(
        item.id.substr(item.id.rfind('/', end - 1) + 1, end - item.id.rfind('/', end - 1) - 1));
    auto mock = MockService::start(item.responses);
    EXPECT_TRUE(mock);
    if (!mock) return kinds;
    Outcome outcome = client.call(call_of(item, (*mock)->endpoint()));
    const Observation seen = observe(item, std::move(outcome), (*mock)->stop(), {});
    const Judgement judgement = judge(item, seen, "");
    EXPECT_EQ(judgement.verdict, CaseVerdict::kPass)
        << item.id << ": " << item.responses[0].body << "\n  " << judgement.reason << "\n  got "
        << describe_outcome(seen.outcome);
  }
  return kinds;
}

TEST(Templates, FitTheEmbeddedContract) {
  EXPECT_THAT(run_all(Contract::embedded(), "GetWorkflowRun"),
              testing::ElementsAre("document", "enum", "integer", "list", "map", "output", "string",
                                   "structure", "timestamp"));
}

TEST(Templates, FitPublicModels) {
  const std::filesystem::path models =
      std::filesystem::path(ASSAY_SOURCE_DIR) / ".." / "shared" / "models";
  if (!std::filesystem::exists(models)) {
    std::cout << "skipped: no shared data\n";
    GTEST_SKIP();
  }
  const auto kms = Contract::load((models / "kms-2014-11-01.json").string());
  const auto dynamodb = Contract::load((models / "dynamodb-2012-08-10.json").string());
  ASSERT_TRUE(kms && dynamodb);
  EXPECT_THAT(run_all(*kms, "Encrypt"), testing::ElementsAre("blob", "enum", "output", "string"));
  EXPECT_THAT(run_all(*dynamodb, "GetItem"),
              testing::IsSupersetOf({"blob", "boolean", "float", "list", "map", "output", "string",
                                     "structure", "union"}));
}

TEST(Templates, PutTheValueWhereTheMemberIs) {
  const Contract& contract = Contract::embedded();
  const Suite suite = template_suite(contract, *contract.find_operation("GetWorkflowRun"));
  const Case* item = suite.find("mwaa-serverless/GetWorkflowRun/integer/beyond-32");
  ASSERT_NE(item, nullptr);
  EXPECT_EQ(item->responses[0].body, R"({"RunDetail":{"Duration":2147483648}})");
  EXPECT_EQ(to_json(item->allowed[0].value), R"({"RunDetail":{"Duration":2147483648}})");
  EXPECT_TRUE(item->input.find("RunId"));
  const Case* absent = suite.find("mwaa-serverless/GetWorkflowRun/integer/null");
  ASSERT_NE(absent, nullptr);
  EXPECT_EQ(to_json(absent->allowed[0].value), R"({"RunDetail":{}})");
  EXPECT_EQ(suite.canonical.size(), suite.cases.size());
}

TEST(Templates, OfOtherFilesAreRefused) {
  const auto message = [](std::string_view form) {
    const auto read = read_templates(
        {"t.json", R"({"contract":"any","operation":"any","canary":"c","documents":{"r":{"kind":)"
                   R"("rfc","name":"R","read":"2026-11-22"}},"templates":[{"id":"a","title":"t",)"
                   R"("since":"1.1","level":"SHOULD","basis":"protocol","sources":[{"document":)"
                   R"("r","reading":"x"}],)" +
                       std::string(form) + "}]}"});
    return read ? std::string() : read.error().message;
  };
  const std::string value = R"("allowed":[{"value":1}])";
  const std::string body = R"("responses":[{"status":200,"body":"1"}],)";
  EXPECT_EQ(message(R"("kind":"integer",)" + body + value), "");
  EXPECT_THAT(message(body + value), HasSubstr("kind"));
  EXPECT_THAT(message(R"("kind":"whole",)" + body + value), HasSubstr("a kind of shape"));
  EXPECT_THAT(message(R"("kind":"timestamp","format":"x",)" + body + value),
              HasSubstr("epoch-seconds"));
  EXPECT_THAT(message(R"("kind":"integer","responses":[{"raw":"x"}],)" + value),
              HasSubstr("one response"));
  EXPECT_THAT(message(R"("kind":"output",)" + body + R"("allowed":[{"absent":true}])"),
              HasSubstr("templates for members"));
}

}  // namespace
}  // namespace assay
