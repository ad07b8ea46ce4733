// Services that kept the error codes of their query protocol: awsQueryCompatible.
#include <assay/checker.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace assay {
namespace {

std::string smithy(std::string_view trait) {
  return R"({"smithy": "2.0", "shapes": {
"x#Demo": {"type": "service", "operations": [{"target": "x#Run"}], "traits": {)" +
         std::string(trait) + R"( "aws.protocols#awsJson1_0": {}}},
"x#Run": {"type": "operation", "errors": [{"target": "x#Gone"}]},
"x#Gone": {"type": "structure", "members": {"message": {"target": "smithy.api#String"}},
  "traits": {"smithy.api#error": "client",
    "aws.protocols#awsQueryError": {"code": "Demo.Missing", "httpResponseCode": 400}}}}})";
}

std::string botocore(std::string_view key) {
  return R"({"metadata": {"protocol": "json", "jsonVersion": "1.0", "targetPrefix": "Demo",
    "serviceId": "Demo")" +
         std::string(key) + R"(},
"operations": {"Run": {"name": "Run", "errors": [{"shape": "Gone"}]}},
"shapes": {"Gone": {"type": "structure", "exception": true,
    "error": {"code": "Demo.Missing", "httpStatusCode": 400, "senderFault": true},
    "members": {"message": {"shape": "String"}}},
  "String": {"type": "string"}}})";
}

struct Answer {
  std::string_view query_error, type, code;
};

// The code that a client gets, and whether the error is the modelled one.
std::string bound(Checker& checker, const Answer& answer) {
  std::vector<Header> headers = {{"Content-Type", "application/x-amz-json-1.0"},
                                 {"x-amzn-RequestId", "id"}};
  if (!answer.query_error.empty()) headers.push_back({"X-Amzn-Query-Error", answer.query_error});
  const std::string body = R"({"__type":")" + std::string(answer.type) + R"(","message":"m"})";
  HttpResponse response;
  response.status = 400;
  response.headers = headers;
  response.body = body;
  Value value;
  const BoundError error = checker.bind_error(0, response, value);
  EXPECT_EQ(error.message, "m");
  // The header is no second name of the error: it conflicts with nothing.
  std::vector<Violation> storage(8);
  Findings findings(storage);
  checker.check_error(0, response, findings);
  EXPECT_EQ(findings.total(), error.modeled ? 0u : 1u) << body;
  return std::string(error.code) + (error.modeled ? "*" : "");
}

TEST(QueryCompatible, TheHeaderHasTheCodeAndTheBodyTheShape) {
  const Answer answers[] = {
      {"Demo.Missing;Sender", "demo#Gone", "Demo.Missing*"},
      {"Demo.Missing", "Gone", "Demo.Missing*"},
      {";Sender", "Gone", "Gone*"},
      {"", "demo#Gone", "Gone*"},
      {"Demo.New;Receiver", "Other", "Demo.New"},
  };
  for (const std::string& model : {smithy(R"("aws.protocols#awsQueryCompatible": {},)"),
                                   botocore(R"(, "awsQueryCompatible": {})")}) {
    const auto contract = Contract::compile({{"model.json", model}, {}, {}});
    ASSERT_TRUE(contract) << contract.error().to_string();
    Checker checker(*contract);
    for (const Answer& each : answers) EXPECT_EQ(bound(checker, each), each.code) << model;
  }
}

TEST(QueryCompatible, OtherServicesDoNotReadTheHeader) {
  for (const std::string& model : {smithy(""), botocore("")}) {
    const auto contract = Contract::compile({{"model.json", model}, {}, {}});
    ASSERT_TRUE(contract) << contract.error().to_string();
    Checker checker(*contract);
    EXPECT_EQ(bound(checker, {"Demo.Missing;Sender", "demo#Gone", ""}), "Gone*") << model;
  }
}

}  // namespace
}  // namespace assay
