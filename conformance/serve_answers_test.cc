#include "conformance/serve_answers.h"

#include <assay/checker.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "conformance/reference_client.h"
#include "conformance/service_answer.h"
#include "conformance/sigv4.h"
#include "conformance/subject.h"
#include "conformance/text_codec.h"
#include "spec/json_tree.h"

namespace assay {
namespace {

using testing::HasSubstr;

constexpr std::string_view kArn =
    "arn:aws:airflow-serverless:us-east-1:123456789012:workflow/etl-a1b2c3d4e5";

std::string body_of(std::string_view run_id, std::string_view arn = kArn) {
  return R"({"RunId":")" + std::string(run_id) + R"(","WorkflowArn":")" + std::string(arn) + "\"}";
}

// A signed request for GetWorkflowRun.
ReceivedRequest request_with(std::string_view body, const std::vector<Header>& more = {},
                             std::string_view target = "AmazonMWAAServerless.GetWorkflowRun",
                             std::string_view secret = kTestSecretAccessKey) {
  std::vector<Header> headers = {{"Host", "127.0.0.1"},
                                 {"Content-Type", "application/x-amz-json-1.0"},
                                 {"X-Amz-Date", "20261122T100000Z"},
                                 {"X-Amz-Target", target}};
  const SigningKey key{.access_key_id = kTestAccessKeyId,
                       .secret_access_key = secret,
                       .region = kTestRegion,
                       .service = "airflow-serverless"};
  const std::string signed_by = authorization(key, "POST", "/", headers, body);
  headers.push_back({"Authorization", signed_by});
  headers.insert(headers.end(), more.begin(), more.end());
  ReceivedRequest request{.bytes = "POST / HTTP/1.1\r\n", .complete = true};
  for (const Header& header : headers) {
    request.bytes += std::string(header.name) + ": " + std::string(header.value) + "\r\n";
  }
  request.bytes +=
      "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
  return request;
}

TEST(ServiceModel, AnswersGoodRequestsWithOutputsThatKeepTheContract) {
  const Contract& contract = Contract::embedded();
  Checker checker(contract);
  ServiceModel model({&contract, 1}, {.seed = 5}), same({&contract, 1}, {.seed = 5});
  std::string first;
  for (int i = 0; i < 50; ++i) {
    const ReceivedRequest request = request_with(body_of("run-1"));
    const ServiceReply reply = model.answer(request);
    EXPECT_EQ(reply.error, "") << reply.reason;
    EXPECT_EQ(reply.operation, "mwaa-serverless/GetWorkflowRun");
    EXPECT_EQ(reply.response.bytes(), same.answer(request).response.bytes());
    const WireRequest sent = split_request(request.bytes);
    const HttpRequest view = sent.view();
    std::vector<Header> headers;
    for (const auto& [name, value] : reply.response.headers) headers.push_back({name, value});
    HttpResponse answer;
    answer.status = reply.response.status;
    answer.headers = headers;
    answer.body = reply.response.body;
    std::array<Violation, 8> storage;
    Findings findings(storage);
    checker.check_exchange({.request = &view, .response = &answer}, 0, findings);
    EXPECT_TRUE(findings.stored().empty()) << reply.response.body << "\n"
                                           << contract.constraint(storage[0].constraint).id;
    if (i == 0) first = reply.response.body;
  }
  ServiceModel other({&contract, 1}, {.seed = 6});
  EXPECT_NE(other.answer(request_with(body_of("run-1"))).response.body, first);
}

TEST(ServiceModel, RefusesAsTheServiceWould) {
  const Contract& contract = Contract::embedded();
  ServiceModel model({&contract, 1});
  const ServiceReply field = model.answer(request_with(body_of("-run")));
  EXPECT_EQ(field.error, "ValidationException");
  EXPECT_EQ(field.response.status, 400);
  const auto json = parse_json(field.response.body, "body");
  ASSERT_TRUE(json);
  EXPECT_EQ(json->find("Reason")->text, "fieldValidationFailed");
  ASSERT_EQ(json->find("FieldList")->items.size(), 1u);
  EXPECT_EQ(json->find("FieldList")->items[0].find("Name")->text, "RunId");
  EXPECT_THAT(json->find("FieldList")->items[0].find("Message")->text, HasSubstr("pattern"));
  EXPECT_THAT(json->find("Message")->text, HasSubstr("RunId: "));

  const ServiceReply both = model.answer(request_with(R"({"RunId":"-"})"));
  EXPECT_EQ(parse_json(both.response.body, "body")->find("FieldList")->items.size(), 2u);
  const ServiceReply cut = model.answer(request_with(R"({"RunId":)"));
  EXPECT_EQ(cut.error, "ValidationException");
  EXPECT_EQ(parse_json(cut.response.body, "body")->find("Reason")->text, "cannotParse");
  EXPECT_EQ(parse_json(cut.response.body, "body")->find("FieldList"), nullptr);

  const ServiceReply unknown = model.answer(request_with(body_of("r"), {}, "Other.Operation"));
  EXPECT_EQ(unknown.error, "UnknownOperationException");
  EXPECT_EQ(unknown.response.status, 404);
  EXPECT_EQ(unknown.operation, "");
  const ServiceReply forged = model.answer(
      request_with(body_of("r"), {}, "AmazonMWAAServerless.GetWorkflowRun", "another secret"));
  EXPECT_EQ(forged.error, "IncompleteSignature");
  EXPECT_EQ(forged.response.status, 403);
  ServiceModel lenient({&contract, 1}, {.verify_signature = false});
  EXPECT_EQ(lenient
                .answer(request_with(body_of("r"), {}, "AmazonMWAAServerless.GetWorkflowRun",
                                     "another secret"))
                .error,
            "");
  ReceivedRequest get = request_with(body_of("r"));
  get.bytes.replace(0, 4, "GETT");
  EXPECT_EQ(lenient.answer(get).error, "MalformedHttpRequestException");
  ReceivedRequest anonymous = request_with(body_of("r"));
  anonymous.bytes.replace(anonymous.bytes.find("Authorization"), 13, "X-Other-Name1");
  EXPECT_EQ(lenient.answer(anonymous).error, "IncompleteSignature");
}

struct Served {
  explicit Served(ServeOptions options) {
    options.log = [this](const std::string& line) { lines.push_back(line); };
    answers = serve_answers({&Contract::embedded(), 1}, embedded_suite(), std::move(options));
  }
  WireResponse ask(std::string_view scenario = "") {
    std::vector<Header> more;
    if (!scenario.empty()) more.push_back({kScenarioHeader, scenario});
    return answers->answer(request_with(body_of("run-1"), more));
  }
  std::vector<std::string> lines;
  std::unique_ptr<MockAnswers> answers;
};

TEST(ServeAnswers, EveryScenarioIsWhatItSays) {
  Served served({});
  EXPECT_EQ(served.ask().status, 200);
  for (const ScenarioInfo& scenario : scenarios()) {
    const WireResponse response = served.ask(scenario.name);
    EXPECT_FALSE(response.script().empty()) << scenario.name;
    EXPECT_THAT(served.lines.back(), HasSubstr(std::string(scenario.name)));
  }
  using Kind = WireStep::Kind;
  EXPECT_EQ(served.ask("reset").script().back().kind, Kind::kReset);
  EXPECT_EQ(served.ask("close").script().back().kind, Kind::kClose);
  EXPECT_EQ(served.ask("stall").script().back().kind, Kind::kHold);
  EXPECT_EQ(served.ask("slow").script().front().write, 1u);
  EXPECT_FALSE(parse_json(served.ask("broken").body, "body"));
  EXPECT_EQ(served.ask("empty").body, "");
  EXPECT_EQ(served.ask("unavailable").status, 503);
  EXPECT_THAT(served.ask("throttle").body, HasSubstr("ThrottlingException"));
  EXPECT_THAT(served.ask("chunked").bytes(), testing::EndsWith("\r\n0\r\n\r\n"));
  EXPECT_THAT(served.ask("cut").bytes(), HasSubstr("Content-Length"));
  EXPECT_EQ(served.ask("no-such").status, 200);
  EXPECT_THAT(served.lines[served.lines.size() - 2], HasSubstr("no-such: no such scenario"));
}

TEST(ServeAnswers, CasesAndScriptsComeInOrderAndNobodyIsLetGo) {
  Served served({.scenario = "awsJson1_0/retry/throttling-once"});
  EXPECT_EQ(served.ask().status, 400);
  EXPECT_EQ(served.ask().status, 200);
  EXPECT_EQ(served.ask().status, 200);
  EXPECT_EQ(served.ask("awsJson1_0/retry/throttling-once").status, 200);
  EXPECT_EQ(served.ask("http/stall/in-body").steps.back().ms, 86'400'000);
  Served reset({.scenario = "http/reset/on-connect"});
  ASSERT_TRUE(reset.answers->on_connect());
  WireResponse first{.status = 500}, second{.status = 299};
  Served scripted({.script = {first, second}});
  EXPECT_EQ(scripted.answers->on_connect(), std::nullopt);
  EXPECT_EQ(scripted.ask().status, 500);
  EXPECT_EQ(scripted.ask().status, 299);
  EXPECT_EQ(scripted.ask().status, 299);
  EXPECT_THAT(scripted.ask("reset").script().back().kind, WireStep::Kind::kReset);
}

TEST(ServeAnswers, FaultsComeAtTheirRateAndBySeed) {
  const auto throttled = [](std::uint64_t seed) {
    Served served({.seed = seed, .faults = {{"throttle", 0.25}, {"empty", 0.25}}});
    std::string pattern;
    for (int i = 0; i < 400; ++i) {
      const WireResponse response = served.ask();
      pattern += response.status == 400 ? 't' : response.body.empty() ? 'e' : '.';
    }
    return pattern;
  };
  const std::string pattern = throttled(3);
  EXPECT_EQ(pattern, throttled(3));
  EXPECT_NE(pattern, throttled(4));
  for (const char c : {'t', 'e'}) {
    EXPECT_GT(std::ranges::count(pattern, c), 60) << c;
    EXPECT_LT(std::ranges::count(pattern, c), 140) << c;
  }
}

TEST(ServeAnswers, ReadsRates) {
  EXPECT_EQ(parse_fault_rate("reset=0.05")->scenario, "reset");
  EXPECT_EQ(parse_fault_rate("reset=0.05")->rate, 0.05);
  for (const std::string_view bad : {"reset", "reset=", "reset=2", "reset=-1", "reset=x",
                                     "reset=nan", "none=0.1", "service=0.1", "reset=0.1x", ""}) {
    EXPECT_FALSE(parse_fault_rate(bad)) << bad;
  }
}

}  // namespace
}  // namespace assay
