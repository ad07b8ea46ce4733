#include "conformance/protocol_tests.h"

#include <assay/checker.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "conformance/reference_value.h"

namespace assay {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

constexpr std::string_view kSuite = R"([{"metadata": {"protocol": "json", "jsonVersion": "1.0",
"targetPrefix": "Demo"}, "shapes": {"In": {"type": "structure", "members": {"N": {"shape": "N"},
"S": {"shape": "S"}}}, "N": {"type": "integer"}, "S": {"type": "string"},
"E": {"type": "structure", "members": {"S": {"shape": "S"}}, "exception": true}},
"cases": [{"id": "Case", "given": {"name": "Run", "http": {"method": "POST", "requestUri": "/"}, )";

// The result of one case of that suite.
ProtocolTestResult result_of(std::string_view members,
                             std::span<const ProtocolTestException> exceptions = {}) {
  const std::string text = std::string(kSuite) + std::string(members) + "}]}]";
  const auto tests = read_protocol_tests(text, "suite.json");
  EXPECT_TRUE(tests) << tests.error().to_string();
  if (!tests || tests->size() != 1) return {};
  auto result = run_protocol_test(tests->front(), exceptions);
  EXPECT_TRUE(result) << result.error().to_string();
  return result ? *std::move(result) : ProtocolTestResult{};
}

std::string request(std::string_view body, std::string_view more = "") {
  return R"("input": {"shape": "In"}}, "params": {"N": 1}, "serialized": {"method": "POST", )"
         R"("uri": "/", "headers": {"X-Amz-Target": "Demo.Run"}, "body": ")" +
         std::string(body) + "\"" + std::string(more) + "}";
}

TEST(ProtocolTests, RequestsAreCheckedAndRead) {
  EXPECT_THAT(result_of(request(R"({\"N\":1})")).problems, IsEmpty());
  EXPECT_THAT(result_of(request(R"({\"N\":2})")).problems,
              ElementsAre("bind gives another value: /N: wanted 1, got 2"));
  EXPECT_THAT(result_of(request(R"({\"N\":1,\"S\":\"s\"})")).problems,
              ElementsAre(HasSubstr("/S: got \"s\", wanted nothing")));
  EXPECT_THAT(result_of(request("{}")).problems, ElementsAre(HasSubstr("/N: absent, wanted ")));
  const ProtocolTestResult wrong = result_of(request(R"({\"N\":\"1\"})"));
  EXPECT_EQ(wrong.verdict, ProtocolTestVerdict::kFailed);
  EXPECT_THAT(wrong.problems,
              ElementsAre(HasSubstr("[demo/N@type]"), "bind does not read the body"));
  EXPECT_THAT(result_of(request(R"({\"N\":1})", R"(, "forbidHeaders": ["X"])")).problems,
              ElementsAre("nothing judges the member forbidHeaders of the case"));
}

std::string output(std::string_view result, std::string_view body) {
  return R"("output": {"shape": "In"}}, "result": )" + std::string(result) +
         R"(, "response": {"status_code": 200, "body": ")" + std::string(body) + "\"}";
}

TEST(ProtocolTests, ResponsesAreBound) {
  EXPECT_THAT(result_of(output(R"({"N": 1})", R"({\"N\":1,\"S\":null,\"new\":[]})")).problems,
              IsEmpty());
  EXPECT_THAT(result_of(output("{}", "")).problems, IsEmpty());
  EXPECT_THAT(result_of(output(R"({"N": "1"})", R"({\"N\":1})")).problems,
              ElementsAre(HasSubstr("/N: wanted \"1\", got 1")));
  EXPECT_THAT(result_of(output("{}", R"({\"N\":1)")).problems,
              ElementsAre("bind does not read the body"));
}

std::string error(std::string_view code, std::string_view body) {
  return R"("errors": [{"shape": "E"}]}, "errorCode": ")" + std::string(code) +
         R"(", "error": {"S": "s"}, "response": {"status_code": 500, "body": ")" +
         std::string(body) + "\"}";
}

TEST(ProtocolTests, ErrorsAreBound) {
  EXPECT_THAT(result_of(error("E", R"({\"__type\":\"x#E\",\"S\":\"s\"})")).problems, IsEmpty());
  EXPECT_THAT(result_of(error("F", R"({\"__type\":\"x#E\",\"S\":\"s\"})")).problems,
              ElementsAre("bind gives the code \"E\", wanted \"F\""));
  EXPECT_THAT(result_of(error("E", R"({\"__type\":\"x#E\",\"S\":\"t\"})")).problems,
              ElementsAre(HasSubstr("/S: wanted \"s\", got \"t\"")));
}

// An exception is still run, and one that need not be is told.
TEST(ProtocolTests, Exceptions) {
  const ProtocolTestException exceptions[] = {{"Case", "because"}};
  ProtocolTestResult result = result_of(output("{}", R"({\"N\":1})"), exceptions);
  EXPECT_EQ(result.verdict, ProtocolTestVerdict::kExcepted);
  EXPECT_EQ(result.reason, "because");
  EXPECT_FALSE(result.problems.empty());
  result = result_of(output(R"({"N": 1})", R"({\"N\":1})"), exceptions);
  EXPECT_EQ(result.verdict, ProtocolTestVerdict::kFailed);
  EXPECT_THAT(result.problems, ElementsAre("passes, although it is listed as an exception"));
}

TEST(ProtocolTests, FilesThatAreNone) {
  for (const std::string_view text : {"{", "{}", "[1]", R"([{"metadata": {}, "shapes": {}}])",
                                      R"([{"metadata":{},"shapes":{},"cases":[{"id":"a"}]}])"}) {
    const auto tests = read_protocol_tests(text, "suite.json");
    ASSERT_FALSE(tests) << text;
    EXPECT_EQ(tests.error().line, 1U) << text;
  }
  // A model that is refused is told at its case.
  std::string text(kSuite);
  text.replace(text.find("\"json\""), 6, "\"ec2\"");
  const auto tests = read_protocol_tests(text + output("{}", "") + "}]}]", "suite.json");
  ASSERT_TRUE(tests);
  const auto result = run_protocol_test(tests->front());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().line, 5U);
  EXPECT_THAT(result.error().message, HasSubstr("Case: the protocol \"ec2\" is not supported"));
}

TEST(ProtocolTests, ValuesOfEveryKind) {
  const std::string file = ASSAY_SOURCE_DIR "/conformance/testdata/protocol-tests.json";
  const auto tests = read_protocol_tests(text_of(file), file);
  ASSERT_TRUE(tests) << tests.error().to_string();
  ASSERT_EQ(tests->size(), 4U);
  for (const ProtocolTest& test : *tests) {
    const auto result = run_protocol_test(test);
    ASSERT_TRUE(result) << result.error().to_string();
    if (test.id == "WrongOnPurpose") {
      EXPECT_EQ(result->verdict, ProtocolTestVerdict::kFailed);
    } else {
      EXPECT_THAT(result->problems, IsEmpty()) << test.id;
    }
  }
}

// Numbers that JSON has none for were once spelt as C does it, which no driver message may hold.
TEST(ProtocolTests, NumbersThatAreNoneAreSpeltAsTheProtocolDoes) {
  const auto contract = Contract::compile({.model = {"m", R"({"metadata": {"protocol": "json",
"jsonVersion": "1.0", "targetPrefix": "D"}, "operations": {"Run": {"name": "Run",
"output": {"shape": "Out"}}}, "shapes": {"Out": {"type": "structure", "members": {
"A": {"shape": "F"}, "B": {"shape": "F"}, "C": {"shape": "F"}, "D": {"shape": "F"}}},
"F": {"type": "double"}}})"},
                                           .rules = {},
                                           .ledger = {}});
  ASSERT_TRUE(contract) << contract.error().to_string();
  Checker checker(*contract);
  Value value;
  ASSERT_EQ(checker.bind_output(0, R"({"A":"NaN","B":"Infinity","C":"-Infinity","D":0.1})", value),
            BindStatus::kOk);
  EXPECT_EQ(to_json(tagged_from_value(value)),
            R"({"A":{"$double":"NaN"},"B":{"$double":"Infinity"},"C":{"$double":"-Infinity"},)"
            R"("D":{"$double":"0.1"}})");
}

// Smithy's own tests: every one that concerns bodies and errors passes, the exceptions are these.
TEST(ProtocolTests, AwsJson10) {
  const std::filesystem::path folder =
      std::filesystem::path(ASSAY_SOURCE_DIR).parent_path() / "shared" / "protocol-tests";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "skipped: no shared data";
  std::size_t run = 0, passed = 0;
  std::set<std::string> excepted;
  for (const std::string name : {"input-json_1_0.json", "output-json_1_0.json"}) {
    const auto tests = read_protocol_tests(text_of(folder / name), name);
    ASSERT_TRUE(tests) << tests.error().to_string();
    for (const ProtocolTest& test : *tests) {
      ++run;
      const auto result = run_protocol_test(test);
      ASSERT_TRUE(result) << result.error().to_string();
      passed += result->verdict == ProtocolTestVerdict::kPassed;
      if (result->verdict == ProtocolTestVerdict::kExcepted) excepted.insert(test.id);
      EXPECT_NE(result->verdict, ProtocolTestVerdict::kFailed)
          << test.id << ": " << testing::PrintToString(result->problems);
    }
  }
  EXPECT_EQ(run, 53U);
  EXPECT_EQ(passed, 48U);
  EXPECT_THAT(excepted, ElementsAre("AwsJson10EndpointTrait", "AwsJson10EndpointTraitWithHostLabel",
                                    "AwsJson10HostWithPath",
                                    "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_"
                                    "awsJson1_0",
                                    "SDKAppliedContentEncoding_awsJson1_0"));
}

}  // namespace
}  // namespace assay
