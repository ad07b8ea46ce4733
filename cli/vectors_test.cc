#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "cli/cli_test_util.h"
#include "cli/exit_code.h"
#include "spec/json_tree.h"

namespace assay::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A validator of IdString on standard input, a line a case; `accept` is its verdict in Python.
std::string validator(std::string_view accept) {
  return std::string(ASSAY_PYTHON) + " -u -c '\nimport base64, json, os, re, sys, time\n" +
         "for line in sys.stdin:\n  case = json.loads(line)\n  text = case[\"text\"]\n" +
         "  print(\"valid\" if (" + std::string(accept) + ") else \"invalid\")\n'";
}

CommandResult run_vectors(const std::string& command, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {"vectors",   "run",  "--operation", "GetWorkflowRun",
                                        "--kind",    "text", "--group",     "less/IdString",
                                        "--command", command};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments);
}

constexpr std::string_view kRight =
    "len(text) <= 255 and re.fullmatch(r\"[a-zA-Z0-9]+[a-zA-Z0-9._-]*\", text)";

TEST(VectorsRunTest, ARightValidatorAgrees) {
  const CommandResult result = run_vectors(validator(kRight));
  EXPECT_EQ(result.code, kExitOk) << result.out << result.err;
  EXPECT_THAT(result.out, HasSubstr(" agree, 0 do not"));
}

TEST(VectorsRunTest, AWrongOneIsShownByIdAndFlag) {
  const CommandResult result = run_vectors(
      validator("len(text) <= 255 and re.match(r\"^[a-zA-Z0-9]+[a-zA-Z0-9._-]*$\", text)"));
  EXPECT_EQ(result.code, kExitFindings) << result.err;
  EXPECT_THAT(result.out, HasSubstr("mwaa-serverless/IdString#"));
  EXPECT_THAT(result.out, HasSubstr("accepted what is invalid"));
  EXPECT_THAT(result.out, HasSubstr("TrailingNewline"));
}

TEST(VectorsRunTest, CrashesAndHangsCountAndTheRestGoesOn) {
  const CommandResult crash =
      run_vectors(validator("os._exit(3) if \"\\x85\" in text else " + std::string(kRight)));
  EXPECT_EQ(crash.code, kExitFindings) << crash.err;
  EXPECT_THAT(crash.out, HasSubstr(": ended"));
  EXPECT_THAT(crash.out, HasSubstr("exit 3"));
  const CommandResult hang =
      run_vectors(validator("time.sleep(60) if text == \"\\x85\" else " + std::string(kRight)),
                  {"--timeout", "2"});
  EXPECT_THAT(hang.out, HasSubstr(": hung"));
}

TEST(VectorsRunTest, ACommandThatDoesNotAnswerIsIncomplete) {
  const CommandResult missing = run_vectors("/nonexistent/validator");
  EXPECT_EQ(missing.code, kExitIncomplete);
  EXPECT_THAT(missing.err, HasSubstr("answered no case"));
  const CommandResult babble = run_vectors("while read -r line; do echo perhaps; done");
  EXPECT_EQ(babble.code, kExitIncomplete);
  EXPECT_THAT(babble.err, HasSubstr("perhaps"));
  const CommandResult skip = run_vectors("while read -r line; do echo skip; done");
  EXPECT_EQ(skip.code, kExitIncomplete);
  EXPECT_THAT(skip.err, HasSubstr("nothing was checked"));
  EXPECT_EQ(run({"vectors", "run"}).code, kExitUsage);
}

JsonValue exported(const std::string& form) {
  const std::string path = write_file("vectors-" + form + ".json", "");
  const CommandResult result =
      run({"vectors", "export", "--operation", "GetWorkflowRun", "--format", form, "--out", path});
  EXPECT_EQ(result.code, kExitOk) << result.err;
  EXPECT_THAT(result.err, HasSubstr(" cases are expressible as " + form + " tests"));
  EXPECT_THAT(result.err, HasSubstr("whole message with a head of its own"));
  auto parsed = parse_json(read_file(path), path);
  EXPECT_TRUE(parsed) << parsed.error().to_string();
  return std::move(*parsed);
}

TEST(VectorsExportTest, SmithyTraits) {
  const JsonValue model = exported("smithy");
  EXPECT_EQ(model.string_or("smithy", ""), "2.0");
  const JsonValue* shape =
      model.find("shapes")->find("com.amazonaws.mwaaserverless#GetWorkflowRun");
  ASSERT_NE(shape, nullptr);
  EXPECT_EQ(shape->string_or("type", ""), "apply");
  const JsonValue* responses = shape->find("traits")->find("smithy.test#httpResponseTests");
  const JsonValue* malformed = shape->find("traits")->find("smithy.test#httpMalformedRequestTests");
  ASSERT_TRUE(responses != nullptr && malformed != nullptr);
  std::set<std::string> ids;
  bool timestamp = false;
  for (const JsonValue& test : responses->items) {
    EXPECT_TRUE(ids.insert(std::string(test.string_or("id", ""))).second);
    EXPECT_EQ(test.string_or("protocol", ""), "aws.protocols#awsJson1_0");
    const JsonValue* detail = test.find("params")->find("RunDetail");
    const JsonValue* started = detail != nullptr ? detail->find("StartedOn") : nullptr;
    if (started == nullptr || started->kind == JsonValue::Kind::kNull) continue;
    EXPECT_EQ(started->kind, JsonValue::Kind::kNumber);
    timestamp = true;
  }
  EXPECT_TRUE(timestamp);
  EXPECT_GT(responses->items.size(), 100u);
  EXPECT_GT(malformed->items.size(), 100u);
}

// A millisecond before the epoch: rounded once.
TEST(VectorsExportTest, FractionsOfSecondsAreTheNearestNumber) {
  const JsonValue suites = exported("botocore");
  bool seen = false;
  for (const JsonValue& one : suites.items.front().find("cases")->items) {
    const bool before =
        one.find("response")->string_or("body", "").find("1969-12-31T23:59:59.999Z") !=
        std::string_view::npos;
    if (!before) continue;
    const JsonValue* started = one.find("result")->find("RunDetail")->find("StartedOn");
    ASSERT_NE(started, nullptr);
    EXPECT_EQ(std::stod(started->text), -0.001);
    seen = true;
  }
  EXPECT_TRUE(seen);
}

TEST(VectorsExportTest, BotocoreProtocolTests) {
  const JsonValue suites = exported("botocore");
  ASSERT_FALSE(suites.items.empty());
  const JsonValue& suite = suites.items.front();
  EXPECT_EQ(suite.find("metadata")->string_or("targetPrefix", ""), "AmazonMWAAServerless");
  const JsonValue& one = suite.find("cases")->items.front();
  EXPECT_NE(suite.find("shapes")->find(one.find("given")->find("output")->string_or("shape", "")),
            nullptr);
  EXPECT_EQ(one.find("response")->find("status_code")->integer(), 200);
}

}  // namespace
}  // namespace assay::cli
