#include "conformance/reference_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "conformance/judge.h"
#include "conformance/mock_service.h"
#include "conformance/reference_driver.h"
#include "conformance/reference_value.h"
#include "conformance/request_check.h"
#include "conformance/service_answer.h"
#include "conformance/subject.h"
#include "conformance/suite.h"

namespace assay {
namespace {

using testing::HasSubstr;

Call call_of(const Case& item, std::string endpoint) {
  return {.id = 1,
          .service = item.service,
          .operation = item.operation,
          .endpoint = std::move(endpoint),
          .region = std::string(kTestRegion),
          .access_key_id = std::string(kTestAccessKeyId),
          .secret_access_key = std::string(kTestSecretAccessKey),
          .client = item.client,
          .input = item.input};
}

// The whole suite, in this process.
TEST(ReferenceClient, KeepsEveryCase) {
  const Contract& contract = Contract::embedded();
  ReferenceClient client(contract);
  const RequestCheck check = make_request_check(contract);
  const CaseService service = make_case_service({&contract, 1});
  const Suite& suite = embedded_suite();
  for (const Case& item : suite.cases) {
    auto mock = MockService::start(listed_answers(
        item.responses, [&](const ReceivedRequest& request) { return service(item, request); }));
    ASSERT_TRUE(mock);
    Outcome outcome = client.call(call_of(item, (*mock)->endpoint()));
    const Observation observation = observe(item, std::move(outcome), (*mock)->stop(), check);
    const Judgement judgement = judge(item, observation, suite.canary);
    EXPECT_EQ(judgement.verdict, CaseVerdict::kPass)
        << item.id << ": " << to_string(judgement.verdict) << ": " << judgement.reason << "\n  got "
        << describe_outcome(observation.outcome);
  }
}

TEST(ReferenceClient, RefusesWhatItCannotSend) {
  ReferenceClient client(Contract::embedded());
  const Suite& suite = embedded_suite();
  const Case& item = suite.cases.front();
  Call call = call_of(item, "http://127.0.0.1:1");
  call.operation = "NoSuchOperation";
  EXPECT_EQ(client.call(call).class_name, "UnknownOperation");
  call = call_of(item, "ftp://127.0.0.1");
  EXPECT_EQ(client.call(call).class_name, "InvalidEndpoint");
  call = call_of(item, "http://127.0.0.1:1");
  call.input = Tagged::map();
  EXPECT_EQ(client.call(call).class_name, "InvalidInput");
  call.input.members = {{"RunId", Tagged::integer(5)}, {"WorkflowArn", Tagged::string("a")}};
  EXPECT_EQ(client.call(call).class_name, "InvalidInput");
  call.input.members = {{"RunId", Tagged::string("a")},
                        {"WorkflowArn", Tagged::string("a")},
                        {"Other", Tagged::string("a")}};
  EXPECT_EQ(client.call(call).class_name, "InvalidInput");
  // Nothing listens on port 1.
  call = call_of(item, "http://127.0.0.1:1");
  EXPECT_EQ(client.call(call).class_name, "HttpError");
}

// Of a service of awsJson 1.1 that does not sign, with an operation without an input.
TEST(ReferenceClient, SendsAsTheContractSays) {
  const auto contract = Contract::compile({.model = {"m", R"({"metadata": {"protocol": "json",
"jsonVersion": "1.1", "serviceId": "Open", "targetPrefix": "OpenTarget"}, "operations": {"Run":
{"name": "Run", "output": {"shape": "Out"}}}, "shapes": {"Out": {"type": "structure", "members": {
"N": {"shape": "N"}}}, "N": {"type": "integer"}}})"},
                                           .rules = {},
                                           .ledger = {}});
  ASSERT_TRUE(contract) << contract.error().to_string();
  Case item;
  item.service = "open";
  item.operation = "Run";
  item.input = Tagged::map();
  item.request.emplace();
  item.responses.push_back({.status = 200, .headers = {}, .body = "{\"N\":7}"});
  auto mock = MockService::start(item.responses);
  ASSERT_TRUE(mock);
  ReferenceClient client(*contract);
  const Outcome outcome = client.call(call_of(item, (*mock)->endpoint()));
  EXPECT_EQ(to_json(outcome.value), R"({"N":7})");
  const auto received = (*mock)->stop();
  ASSERT_EQ(received.size(), 1U);
  EXPECT_THAT(received[0].bytes, HasSubstr("application/x-amz-json-1.1"));
  EXPECT_THAT(received[0].bytes, HasSubstr("OpenTarget.Run"));
  EXPECT_THAT(received[0].bytes, testing::Not(HasSubstr("Authorization")));
  // Judged by the contract of its service, among several.
  const Contract both[] = {Contract::embedded(), *contract};
  EXPECT_THAT(make_request_check(both)(item, received[0]), testing::IsEmpty());
  EXPECT_THAT(make_request_check(Contract::embedded())(item, received[0]),
              testing::ElementsAre("no model of open is loaded"));
}

TEST(ReferenceDriver, SpeaksTheProtocol) {
  std::istringstream in(write_hello_request() + "\n" + write_bye() + "\n" + "not read\n");
  std::ostringstream out, errors;
  EXPECT_TRUE(run_reference_driver(std::span(&Contract::embedded(), 1), "9.9", in, out, errors));
  const std::string text = out.str();
  const auto hello = read_hello(text.substr(0, text.find('\n')));
  ASSERT_TRUE(hello) << hello.error().to_string();
  EXPECT_EQ(hello->sdk, "reference");
  EXPECT_EQ(hello->version, "9.9");
  EXPECT_THAT(text, HasSubstr(R"({"type":"bye"})"));
  std::istringstream bad("nonsense\n");
  EXPECT_FALSE(run_reference_driver(std::span(&Contract::embedded(), 1), "9.9", bad, out, errors));
  EXPECT_THAT(errors.str(), HasSubstr("runner"));
}

}  // namespace
}  // namespace assay
