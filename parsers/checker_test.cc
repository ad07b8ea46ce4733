#include <assay/checker.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "parsers/check_test_util.h"

namespace assay {
namespace {

struct Case {
  std::string_view body;
  std::string_view findings;
};

Checker& checker() {
  static Checker instance(Contract::embedded());
  return instance;
}

TEST(Checker, FullOutputHolds) { EXPECT_EQ(checked_output(checker(), full_output()), ""); }

TEST(Checker, OutputText) {
  const Case cases[] = {
      {"{}", ""},
      {" \t\r\n{ \"RunId\" : \"a\" } \n", ""},
      {"", "awsJson1_0/body@empty 0-0"},
      {"  ", "awsJson1_0/body@truncated 2-2"},
      {"[]", "awsJson1_0/body@object 0-2"},
      {"[[1,{}]] ", "awsJson1_0/body@object 0-8"},
      {"null", "awsJson1_0/body@object 0-4"},
      {"-1.5", "awsJson1_0/body@object 0-4"},
      {"\"{}\"", "awsJson1_0/body@object 0-4"},
      {"true", "awsJson1_0/body@object 0-4"},
      {"<html>", "awsJson1_0/body@syntax 0-1"},
      {"{'RunId':1}", "awsJson1_0/body@syntax 1-2"},
      {R"({"RunId":"a" "x":1})", "awsJson1_0/body@syntax 13-14"},
      {R"({"RunId" "a"})", "awsJson1_0/body@syntax 9-10"},
      {R"({"RunId":"a",})", "awsJson1_0/body@syntax 13-14"},
      {R"({,"RunId":"a"})", "awsJson1_0/body@syntax 1-2"},
      {R"({"RunId"})", "awsJson1_0/body@syntax 8-9"},
      {R"({"RunId":})", "awsJson1_0/body@syntax 9-10"},
      {R"(["abc":null})", "awsJson1_0/body@object 0-12, awsJson1_0/body@syntax 6-7"},
      {R"({"RunId":"a"] )", "awsJson1_0/body@syntax 12-13"},
      {R"({"RunId":"a"/**/})", "awsJson1_0/body@syntax 12-13"},
      {"{\"RunId\":\"a\"\f}", "awsJson1_0/body@syntax 12-13"},
      {"{\"RunId\":\"a\"\x1a\"RunType\":\"x\"}", "awsJson1_0/body@syntax 12-13"},
      {"{\"RunId\"\x1a\"a\"}", "awsJson1_0/body@syntax 8-9"},
      {"{\"RunId\":\"a\"\v}", "awsJson1_0/body@syntax 12-13"},
      {"{\"RunId\":\"a\xc2\xa0\",\xc2\xa0\"x\":1}",
       "IdString@pattern 9-14, awsJson1_0/body@syntax 15-17"},
      {R"({"RunId":"a")", "awsJson1_0/body@truncated 12-12"},
      {R"({"RunId":"a)", "awsJson1_0/body@truncated 11-11"},
      {R"({"RunId":"a\)", "awsJson1_0/body@truncated 12-12"},
      {R"({"RunId":"a\u00)", "awsJson1_0/body@truncated 15-15"},
      {"{\"RunId\":\"a\xf0\x9f\x98", "awsJson1_0/body@truncated 11-14"},
      // A number that the end cuts may go on: nothing is said of it.
      {R"({"RunDetail":{"Duration":-1)", "awsJson1_0/body@truncated 27-27"},
      {R"({"RunDetail":{"Duration":6.5)", "awsJson1_0/body@truncated 28-28"},
      {R"({"RunId":6)", "awsJson1_0/body@truncated 10-10"},
      {R"({"RunId":6 )", "IdString@type 9-10, awsJson1_0/body@truncated 11-11"},
      {R"({"RunId":"a"} x)", "awsJson1_0/body@trailing 14-15"},
      {R"({"RunId":"a"},)", "awsJson1_0/body@trailing 13-14"},
      {R"({}{})", "awsJson1_0/body@trailing 2-4"},
      {R"({}")", "awsJson1_0/body@trailing 2-3"},
      {"{}\xff", "awsJson1_0/body@utf8 2-3"},
      {R"({"RunId":"\ud800"})", "awsJson1_0/body@surrogate 10-16"},
      {R"({"RunId":"\udc00\ud800"})", "awsJson1_0/body@surrogate 10-16"},
      {R"({"x\ud83d":1,"y":"\ud83d\ud83d\ude00"})",
       "awsJson1_0/response@unknown-member 1-10, awsJson1_0/body@surrogate 3-9, "
       "awsJson1_0/response@unknown-member 13-16, awsJson1_0/body@surrogate 18-24"},
      {R"({"RunId":"\x"})", "awsJson1_0/body@syntax 10-12"},
      {R"({"RunId":"\u12g4"})", "awsJson1_0/body@syntax 10-15"},
      {R"({"RunId":"\u12"})", "awsJson1_0/body@syntax 10-14"},
      {R"({"Run\qId":"a"})", "awsJson1_0/body@syntax 5-7"},
      {R"({"x":"\q)", "awsJson1_0/response@unknown-member 1-4, awsJson1_0/body@syntax 6-8"},
      {"{\"RunId\":\"\",\"x\":\"a\nb\"}",
       "IdString@length.min 9-11, IdString@pattern 9-11, "
       "awsJson1_0/response@unknown-member 12-15, awsJson1_0/body@control 18-19"},
      {"{\"RunId\":\"\xc0\xaf\"}", "awsJson1_0/body@utf8 10-11"},
      {"{\"RunId\":\"\xed\xa0\x80\"}", "awsJson1_0/body@utf8 10-11"},
      {"\xef\xbb\xbf{\"RunId\":5}", "awsJson1_0/body@bom 0-3, IdString@type 12-13"},
      {"\xef\xbb\xbf\xef\xbb\xbf{}", "awsJson1_0/body@bom 0-3, awsJson1_0/body@syntax 3-6"},
      {"\xef\xbb\xbf", "awsJson1_0/body@bom 0-3, awsJson1_0/body@truncated 3-3"},
      {std::string_view("{}\0", 3), "awsJson1_0/body@trailing 2-3"},
  };
  for (const Case& c : cases) EXPECT_EQ(checked_output(checker(), c.body), c.findings) << c.body;
}

TEST(Checker, OutputMembers) {
  const Case cases[] = {
      {R"({"RunId":""})", "IdString@length.min 9-11, IdString@pattern 9-11"},
      {R"({"RunId":"-a"})", "IdString@pattern 9-13"},
      {R"({"RunId":5})", "IdString@type 9-10"},
      {R"({"RunId":{"a":1,"a":2}})", "IdString@type 9-22, awsJson1_0/body@duplicate-member 16-19"},
      {R"({"RunId":null,"RunDetail":null,"OverrideParameters":null})", ""},
      {R"({"RunId":"a\u002db"})", ""},
      {R"({"RunId":"\u002da"})", "IdString@pattern 9-18"},
      {R"({"Run\u0049d":""})", "IdString@length.min 14-16, IdString@pattern 14-16"},
      {R"({"Foo":1,"RunId":"a"})", "awsJson1_0/response@unknown-member 1-6"},
      {R"({"Foo":1,"F\u006fo":3})",
       "awsJson1_0/response@unknown-member 1-6, awsJson1_0/body@duplicate-member 9-19, "
       "awsJson1_0/response@unknown-member 9-19"},
      {R"({"RunId":"a","RunId":"b"})", "awsJson1_0/body@duplicate-member 13-20"},
      {R"({"RunId":"a","Run\u0049d":"b"})", "awsJson1_0/body@duplicate-member 13-25"},
      // Nothing in the first of two copies counts for the rules, in whatever order members stand.
      {R"({"RunDetail":{"StartedOn":"2026-11-22T09:37:00Z","RunState":"QUEUED"},)"
       R"("RunDetail":{"CompletedOn":"2026-11-22T09:00:00Z"}})",
       "awsJson1_0/body@duplicate-member 70-81"},
      {R"({"RunId":"a","RunDetail":{"RunId":"b"},"RunDetail":null})",
       "awsJson1_0/body@duplicate-member 39-50"},
      {R"({"RunDetail":{"TaskInstances":["a",null,"",3]}})",
       "TaskInstanceIds@dense 35-39, IdString@length.min 40-42, IdString@pattern 40-42, "
       "IdString@type 43-44"},
      {R"({"RunDetail":{"TaskInstances":{"a":1}}})", "TaskInstanceIds@type 30-37"},
      {R"({"RunDetail":[]})", "WorkflowRunDetail@type 13-15"},
      {R"({"RunDetail":{"RunState":"starting"}})", "WorkflowRunStatus@enum 25-35"},
      {R"({"RunDetail":{"RunState":7}})", "WorkflowRunStatus@type 25-26"},
      {R"({"OverrideParameters":[1]})", "ObjectMap@type 22-25"},
  };
  for (const Case& c : cases) EXPECT_EQ(checked_output(checker(), c.body), c.findings) << c.body;
}

TEST(Checker, Documents) {
  const Case cases[] = {
      {R"({"OverrideParameters":{}})", ""},
      {R"({"OverrideParameters":{"a":null,"b":[null,[],{}],"c":{"d":null}}})", ""},
      {R"({"OverrideParameters":{"a":1e400,"b":-0.0E-999999999999}})", ""},
      {R"({"OverrideParameters":{"a":{"b":1,"b":2},"a":3}})",
       "awsJson1_0/body@duplicate-member 34-37, awsJson1_0/body@duplicate-member 41-44"},
      {R"({"OverrideParameters":{"a":[{"b":1,"\u0062":2}]}})",
       "awsJson1_0/body@duplicate-member 35-43"},
      {R"({"OverrideParameters":{"a":01}})", "awsJson1_0/body@syntax 28-29"},
      {R"({"OverrideParameters":{"a":tru}})", "awsJson1_0/body@syntax 30-31"},
      {R"({"OverrideParameters":{"a":truex}})", "awsJson1_0/body@syntax 31-32"},
      {R"({"OverrideParameters":{"a":tru)", "awsJson1_0/body@truncated 30-30"},
      {R"({"OverrideParameters":{"a":NaN}})", "awsJson1_0/body@syntax 27-28"},
      {R"({"OverrideParameters":{"a":[1,]}})", "awsJson1_0/body@syntax 30-31"},
      {R"({"OverrideParameters":{"a":{"b"}}})", "awsJson1_0/body@syntax 31-32"},
      {R"({"OverrideParameters":{"a":{1:2}}})", "awsJson1_0/body@syntax 28-29"},
      {R"({"OverrideParameters":{"a":{"b":1,"b":2)",
       "awsJson1_0/body@duplicate-member 34-37, awsJson1_0/body@truncated 39-39"},
      {R"({"x":{"a":1,"a":[}})",
       "awsJson1_0/response@unknown-member 1-4, awsJson1_0/body@duplicate-member 12-15, "
       "awsJson1_0/body@syntax 17-18"},
  };
  for (const Case& c : cases) EXPECT_EQ(checked_output(checker(), c.body), c.findings) << c.body;
}

TEST(Checker, Integers) {
  const Case cases[] = {
      {"60", ""},
      {"0", ""},
      {"-0", ""},
      {"2147483647", ""},
      {"2147483648", "Duration@range.int32"},
      {"-2147483649", "Duration@range.int32"},
      {"9223372036854775808", "Duration@range.int32"},
      {"99999999999999999999999999", "Duration@range.int32"},
      {"1e400", "Duration@range.int32"},
      {"1E+999999999999999999999", "Duration@range.int32"},
      {"60.0", "Duration@spelling"},
      {"6e1", "Duration@spelling"},
      {"600e-1", "Duration@spelling"},
      {"0.0e99999999999999999999", "Duration@spelling"},
      {"0.6E+2", "Duration@spelling"},
      {"60.5", "Duration@integral"},
      {"1e-400", "Duration@integral"},
      {"3000000000.5", "Duration@integral"},
      {"1e-999999999999999999999", "Duration@integral"},
      {"\"60\"", "Duration@type"},
      {"true", "Duration@type"},
      {"[60]", "Duration@type"},
      {"-1", "GetWorkflowRun@rule.duration-not-negative"},
  };
  for (const Case& c : cases) {
    const std::string body = "{\"RunDetail\":{\"Duration\":" + std::string(c.body) + "}}";
    std::string expected(c.findings);
    if (!expected.empty()) expected += " 25-" + std::to_string(25 + c.body.size());
    EXPECT_EQ(checked_output(checker(), body), expected) << body;
  }
}

TEST(Checker, Timestamps) {
  const Case cases[] = {
      {"\"2026-11-22T09:37:21Z\"", ""},
      {"\"2026-11-22T09:37:21.125Z\"", ""},
      {"\"2026-11-22T09:37:21+01:00\"", "TimestampValue@tolerated"},
      {"\"2026-11-22t09:37:21Z\"", "TimestampValue@tolerated"},
      {"\"2026-11-22T09:37:60Z\"", "TimestampValue@tolerated"},
      {"\"2026-11-22T24:00:00Z\"", "TimestampValue@format"},
      {"\"2026-02-30T09:37:21Z\"", "TimestampValue@format"},
      {"\"\"", "TimestampValue@format"},
      {"\"2026-11-22T09:37:21\\u005a\"", ""},
      {"1795340241", "TimestampValue@type"},
      {"{}", "TimestampValue@type"},
  };
  for (const Case& c : cases) {
    const std::string body = "{\"RunDetail\":{\"StartedOn\":" + std::string(c.body) + "}}";
    std::string expected(c.findings);
    if (!expected.empty()) expected += " 26-" + std::to_string(26 + c.body.size());
    EXPECT_EQ(checked_output(checker(), body), expected) << body;
  }
}

TEST(Checker, Inputs) {
  const std::string arn =
      "arn:aws:airflow-serverless:us-east-1:123456789012:workflow/daily-load-a1B2c3D4e5";
  const std::string holds = R"({"RunId":"a","WorkflowArn":")" + arn + "\"}";
  EXPECT_EQ(checked_input(checker(), holds), "");
  EXPECT_EQ(checked_input(checker(), R"({"WorkflowArn":")" + arn + R"(","RunId":"a","X":1})"),
            "awsJson1_0/request@unknown-member 110-113");
  EXPECT_EQ(checked_input(checker(), R"({"WorkflowArn":")" + arn + "\"}"),
            "GetWorkflowRunRequest.RunId@required 0-98");
  EXPECT_EQ(checked_input(checker(), R"({"RunId":null,"WorkflowArn":")" + arn + "\"}"),
            "GetWorkflowRunRequest.RunId@required 9-13");
  EXPECT_EQ(checked_input(checker(), R"({"RunId":"","WorkflowArn":")" + arn + "\"}"),
            "IdString@length.min 9-11, IdString@pattern 9-11");
  EXPECT_EQ(checked_input(checker(), ""), "awsJson1_0/request@body.empty 0-0");
  // What is required may still come when a text breaks off.
  EXPECT_EQ(checked_input(checker(), "{"), "awsJson1_0/body@truncated 1-1");
}

TEST(Checker, LengthCountsScalars) {
  const auto message = [](std::size_t count, std::string_view character) {
    std::string body = R"({"RunDetail":{"ErrorMessage":")";
    for (std::size_t i = 0; i < count; ++i) body += character;
    return body + "\"}}";
  };
  for (const std::string_view character :
       {"a", "\xc3\xa9", "\xf0\x9f\x98\x80", "\\u00e9", "\\ud83d\\ude00", "\\n"}) {
    const std::string too_long = checked_output(checker(), message(256, character));
    if (character == "\\n") {  // a dot does not match it
      EXPECT_NE(too_long.find("GenericString@pattern"), std::string::npos) << too_long;
      continue;
    }
    EXPECT_EQ(checked_output(checker(), message(255, character)), "") << character;
    EXPECT_EQ(too_long.substr(0, too_long.find(' ')), "GenericString@length.max") << character;
  }
}

TEST(Checker, Rules) {
  const std::string_view start = R"("StartedOn":"2026-11-22T09:37:21Z")";
  const auto detail = [&](std::string_view members) {
    return R"({"RunDetail":{)" + std::string(members) + "}}";
  };
  EXPECT_EQ(checked_output(checker(), R"({"RunId":"a","RunDetail":{"RunId":"b"}})"),
            "GetWorkflowRun@rule.run-id-agrees 9-12");
  EXPECT_EQ(checked_output(checker(), R"({"RunId":"a","RunDetail":{"RunId":"\u0061"}})"), "");
  // A member that is invalid itself is no ground for a rule.
  EXPECT_EQ(checked_output(checker(), R"({"RunId":"a","RunDetail":{"RunId":"-"}})"),
            "IdString@pattern 34-37");
  EXPECT_EQ(checked_output(checker(), detail(R"("Duration":-1)")),
            "GetWorkflowRun@rule.duration-not-negative 25-27");
  const std::string after = std::string(start) + R"(,"CompletedOn":"2026-11-22T09:37:20.999Z")";
  EXPECT_EQ(checked_output(checker(), detail(after)),
            "GetWorkflowRun@rule.started-before-completed 26-48");
  const std::string minute = std::string(start) + R"(,"CompletedOn":"2026-11-22T09:38:21Z",)";
  EXPECT_EQ(checked_output(checker(), detail(minute + R"("Duration":61)")), "");
  EXPECT_EQ(checked_output(checker(), detail(minute + R"("Duration":62)")),
            "GetWorkflowRun@rule.duration-is-the-difference 97-99");
  EXPECT_EQ(checked_output(checker(), detail(minute + R"("RunState":"RUNNING")")),
            "GetWorkflowRun@rule.no-completion-while-active 63-85");
  Checker plain(Contract::embedded(), {.inferred_rules = false});
  EXPECT_EQ(checked_output(plain, R"({"RunId":"a","RunDetail":{"RunId":"b"}})"), "");
  // The documented rules stay, and a message that breaks one has the inferred ones passed over too.
  EXPECT_EQ(
      checked_output(
          plain, R"({"RunId":"a","RunDetail":{"RunId":"b","RunState":"RUNNING","Duration":5}})"),
      "GetWorkflowRun@rule.duration-null-until-completed 70-71");
  // Places count from the first byte of the body, also behind a byte order mark.
  EXPECT_EQ(checked_output(checker(), "\xef\xbb\xbf" + detail(R"("Duration":-1)")),
            "awsJson1_0/body@bom 0-3, GetWorkflowRun@rule.duration-not-negative 28-30");
}

TEST(Checker, Errors) {
  const Case cases[] = {
      {R"({"__type":"ThrottlingException","message":"m"})",
       "ThrottlingException.ServiceCode@required 0-46, "
       "ThrottlingException.QuotaCode@required 0-46"},
      {R"({"message":"m","QuotaCode":"","ServiceCode":"","__type":"a#ThrottlingException:http://x"})",
       ""},
      {R"({"Message":"m","ServiceCode":"","QuotaCode":"","code":"ThrottlingException"})", ""},
      {R"({"code":"AccessDeniedException","message":5})", "ErrorMessage@type 42-43"},
      {R"({"code":"AccessDeniedException","message":""})", "ErrorMessage@length.min 42-44"},
      {R"({"code":"AccessDeniedException","message":"","Message":"m"})",
       "ErrorMessage@length.min 42-44"},
      {R"({"code":"AccessDeniedException","message":null})",
       "AccessDeniedException.Message@required 42-46"},
      {R"({"code":"AccessDeniedException","Message":"m","a":{"b":1,"b":2}})",
       "awsJson1_0/response@unknown-member 46-49, awsJson1_0/body@duplicate-member 57-60"},
      {R"({"__type":"Foo","message":5,"x":{"a":1,"a":2}})",
       "awsJson1_0/error@type.unknown 10-15, awsJson1_0/body@duplicate-member 39-42"},
      {"[]", "awsJson1_0/error@type 0-0, awsJson1_0/body@object 0-2"},
      {"{}", "awsJson1_0/error@type 0-0"},
      {R"("\ud800")",
       "awsJson1_0/error@type 0-0, awsJson1_0/body@object 0-8, awsJson1_0/body@surrogate 1-7"},
      {"", "awsJson1_0/error@type 0-0"},
      {R"({"x":[{"__type":"AccessDeniedException"}]})", "awsJson1_0/error@type 0-0"},
      {R"({"__type":"AccessDeniedException","Message":"m")", "awsJson1_0/body@truncated 47-47"},
  };
  for (const Case& c : cases) EXPECT_EQ(checked_error(checker(), c.body), c.findings) << c.body;
}

TEST(Checker, ErrorUnder200) {
  EXPECT_EQ(checked_output(checker(), R"({"__type":"ThrottlingException"})"),
            "awsJson1_0/error@under-200 10-31");
  EXPECT_EQ(checked_output(checker(), R"({"__type":5})"), "awsJson1_0/response@unknown-member 1-9");
  EXPECT_EQ(checked_output(checker(), R"({"code":"ok","x":{"__type":"E"}})"),
            "awsJson1_0/response@unknown-member 1-7, awsJson1_0/response@unknown-member 13-16");
}

}  // namespace
}  // namespace assay
