#include <assay/checker.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "parsers/check_test_util.h"

namespace assay {
namespace {

const std::string kArn =
    "arn:aws:airflow-serverless:us-east-1:123456789012:workflow/daily-load-a1B2c3D4e5";

struct Messages {
  std::vector<Header> request_headers{
      {"Content-Type", "application/x-amz-json-1.0"},
      {"X-Amz-Target", "AmazonMWAAServerless.GetWorkflowRun"},
      {"Authorization",
       "AWS4-HMAC-SHA256 "
       "Credential=AKIDEXAMPLE/20261122/us-east-1/airflow-serverless/aws4_request, "
       "SignedHeaders=content-type;host;x-amz-date;x-amz-target, "
       "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"}};
  std::vector<Header> response_headers{{"Content-Type", "application/x-amz-json-1.0"},
                                       {"x-amzn-RequestId", "id"}};
  std::string request_body = R"({"RunId":"ABCdef123","WorkflowArn":")" + kArn + "\"}";
  std::string response_body = std::string(full_output());
  int status = 200;
  BodyEnd request_end = BodyEnd::kComplete, response_end = BodyEnd::kComplete;
};

std::string checked(const Messages& messages, bool with_request = true, bool with_response = true) {
  static Checker checker(Contract::embedded());
  HttpRequest request;
  request.method = "POST";
  request.path = "/";
  request.headers = messages.request_headers;
  request.body = messages.request_body;
  request.body_end = messages.request_end;
  HttpResponse response;
  response.status = messages.status;
  response.headers = messages.response_headers;
  response.body = messages.response_body;
  response.body_end = messages.response_end;
  std::vector<Violation> storage(64);
  Findings findings(storage);
  const Verdict verdict = checker.check_exchange(
      {with_request ? &request : nullptr, with_response ? &response : nullptr}, 0, findings);
  std::string text = describe(checker.contract(), findings);
  if (verdict == Verdict::kUnchecked) text += " unchecked";
  return text;
}

TEST(CheckerExchange, Holds) {
  EXPECT_EQ(checked({}), "");
  EXPECT_EQ(checked({}, true, false), "");
  EXPECT_EQ(checked({}, false, true), "");
  EXPECT_EQ(checked({}, false, false), "");
}

TEST(CheckerExchange, Echo) {
  Messages messages;
  messages.request_body = R"({"RunId":"other","WorkflowArn":")" + kArn + "\"}";
  EXPECT_EQ(checked(messages), "GetWorkflowRun@rule.run-id-echoes 9-20");
  EXPECT_EQ(checked(messages, false, true), "");
  // An invalid request is no ground for the rule, nor is an unreadable one.
  messages.request_body = R"({"RunId":"-","WorkflowArn":")" + kArn + "\"}";
  EXPECT_EQ(checked(messages), "IdString@pattern 9-12");
  messages.request_body = R"({"RunId":"other","WorkflowArn":")" + kArn + "\"";
  EXPECT_EQ(checked(messages), "awsJson1_0/body@truncated 113-113");
}

TEST(CheckerExchange, Errors) {
  Messages messages;
  messages.status = 400;
  messages.response_body = R"({"message":"m"})";
  EXPECT_EQ(checked(messages), "awsJson1_0/error@type 0-0");
  messages.response_headers.push_back({"X-Amzn-Errortype", "AccessDeniedException:http://x/"});
  EXPECT_EQ(checked(messages), "");
  messages.response_body = R"({"__type":"x#ThrottlingException","message":"m"})";
  EXPECT_EQ(checked(messages), "awsJson1_0/error@type.conflict 10-33");
  messages.response_body = "";
  EXPECT_EQ(checked(messages), "AccessDeniedException.Message@required 0-0");
  messages.status = 403;
  messages.response_body = R"({"Message":"m"})";
  EXPECT_EQ(checked(messages), "AccessDeniedException@status.disputed status-line");
  messages.status = 500;
  EXPECT_EQ(checked(messages), "AccessDeniedException@status status-line");
}

TEST(CheckerExchange, ErrorUnder200) {
  Messages messages;
  messages.response_headers.push_back({"X-Amzn-Errortype", "AccessDeniedException"});
  EXPECT_EQ(checked(messages), "awsJson1_0/error@under-200 response-header");
  messages.response_body = "";
  EXPECT_EQ(checked(messages), "awsJson1_0/error@under-200 response-header");
}

TEST(CheckerExchange, UnknownTarget) {
  Messages messages;
  messages.request_headers[1].value = "AmazonMWAAServerless.Other";
  // Members of an operation that is not known mean nothing; the text of the bodies still counts.
  messages.request_body = R"({"a":1,"a":2})";
  messages.response_body = R"({"RunId":""} x)";
  EXPECT_EQ(checked(messages),
            "awsJson1_0/request@target.unknown request-header, "
            "awsJson1_0/body@duplicate-member 7-10, awsJson1_0/body@trailing 13-14");
}

TEST(CheckerExchange, RecordingWithoutTheBody) {
  Messages messages;
  messages.response_end = BodyEnd::kTruncatedRecord;
  messages.response_body = R"({"RunId)";
  const std::string text = checked(messages);
  EXPECT_TRUE(text.starts_with("limit/recorded")) << text;
  EXPECT_TRUE(text.ends_with("unchecked")) << text;
}

TEST(CheckerExchange, EmptyBodies) {
  Messages messages;
  messages.request_body = "";
  messages.response_body = "";
  EXPECT_EQ(checked(messages), "awsJson1_0/request@body.empty 0-0, awsJson1_0/body@empty 0-0");
}

}  // namespace
}  // namespace assay
