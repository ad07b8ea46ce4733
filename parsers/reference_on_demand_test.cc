// Where a checker on simdjson's On-Demand goes wrong unless it minds: each of these was a false
// verdict of some walk once. The comparison also has to notice an engine that errs.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/randomness.h"
#include "corpus/string_sampler.h"
#include "parsers/reference/differential.h"

namespace assay::reference {
namespace {

using Kind = Differential::Kind;

struct Answer {
  bool stopped = false;
  std::string ids;
};

std::string names(const std::vector<ConstraintIndex>& ids) {
  std::string text;
  for (const ConstraintIndex id : ids) {
    text += (text.empty() ? "" : " ") + std::string(Contract::embedded().constraint(id).id);
  }
  return text;
}

// What On-Demand says of an output, which every other engine says as well.
Answer output(std::string_view body) {
  static Differential differential(Contract::embedded());
  static OnDemandChecker checker(Contract::embedded());
  EXPECT_EQ(differential.difference(Kind::kOutput, 0, body), "") << body;
  const OnDemandResult result = checker.check_output(0, body);
  return {result.stopped, names(result.ids)};
}

constexpr std::string_view kUnknown = "awsJson1_0/response@unknown-member";
constexpr std::string_view kTwice = "awsJson1_0/body@duplicate-member";

TEST(OnDemandChecker, FindsWhatFollowsAnAbsentMember) {
  // In no order of the model's, with most members absent.
  EXPECT_EQ(output(R"({"WorkflowVersion":"1","RunDetail":{"RunState":"RUN"},"RunId":""})").ids,
            "mwaa-serverless/IdString@length.min mwaa-serverless/IdString@pattern "
            "mwaa-serverless/WorkflowRunStatus@enum");
}

TEST(OnDemandChecker, SeesDuplicatesUnknownMembersAndEscapedNames) {
  EXPECT_EQ(output(R"({"RunId":"a","RunId":"a"})").ids, kTwice);
  EXPECT_EQ(output(R"({"RunId":"a","R\u0075nId":"a"})").ids, kTwice);
  EXPECT_EQ(output(R"({"Run\u0049d":3})").ids, "mwaa-serverless/IdString@type");
  EXPECT_EQ(output(R"({"runId":3})").ids, kUnknown);
  EXPECT_EQ(output(R"({"OverrideParameters":{"a":{"b":1,"\u0062":1}}})").ids, kTwice);
  EXPECT_EQ(output(R"({"x":[{"b":1,"b":1}]})").ids,
            std::string(kTwice) + " " + std::string(kUnknown));
}

TEST(OnDemandChecker, ReadsWhatItHasNoUseFor) {
  for (const std::string_view body : {R"({"x":["abc":null}})",
                                      R"({"x":["abc":null]})",
                                      R"({"x":[1:2]})",
                                      R"({"x":{"a"}})",
                                      R"({"x":{"a":1:2}})",
                                      R"({"x":[1,]})",
                                      R"({"x":[,1]})",
                                      R"({"x":{1:2}})",
                                      R"({"x":[1}})",
                                      R"({"x":tru})",
                                      R"({"x":truex})",
                                      R"({"x":nul})",
                                      R"({"x":"\x"})",
                                      R"({"x":"\u12"})",
                                      R"({"\u12g4":1})",
                                      R"({"x":01})",
                                      R"({"x":1.})",
                                      R"({"x":-})",
                                      R"({"x":1 2})",
                                      R"({"x":1"a"})",
                                      R"({"x":"a""b"})",
                                      R"({"x":{"a":1e400 "b":1}})",
                                      R"({"x":[1e400 2]})",
                                      R"({"RunId":null:1})",
                                      R"({"RunDetail":{"Duration":1 1}})"}) {
    EXPECT_TRUE(output(body).stopped) << body;
  }
}

TEST(OnDemandChecker, LooksBehindTheValue) {
  for (const std::string_view body : {"{} {}", "{}]", "{}}", "{},", "{}x", "{},{}", "{}] [{}",
                                      "1 2", "\"a\" \"b\"", "1,2", "]", "[{}", "{}//", "", " "}) {
    const Answer answer = output(body);
    EXPECT_TRUE(answer.stopped || body.empty()) << body;
  }
  EXPECT_FALSE(output(" {} \n").stopped);
}

TEST(OnDemandChecker, TakesAMarkForWhatItIs) {
  EXPECT_EQ(output("\xEF\xBB\xBF{}").ids, "awsJson1_0/body@bom");
  EXPECT_TRUE(output("\xEF\xBB\xBF\xEF\xBB\xBF{}").stopped);
  EXPECT_TRUE(output("\xEF\xBB\xBF").stopped);
}

TEST(OnDemandChecker, StopsAtTheLimitOfDepthWhateverItsStack) {
  const auto nested = [](std::size_t depth) {
    return "{\"x\":" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
  };
  EXPECT_FALSE(output(nested(512)).stopped);
  EXPECT_TRUE(output(nested(513)).stopped);
  EXPECT_TRUE(output(nested(300'000)).stopped);
  EXPECT_TRUE(output(std::string(300'000, '[')).stopped);
}

TEST(OnDemandChecker, ChecksTheGrammarOfNumbersNotTheirValues) {
  for (const std::string_view number :
       {"1e400", "-1e400", "1e-400", "0e-999999999999", "123456789012345678901234567890",
        "0.12345678901234567890123456789"}) {
    const std::string body = "{\"OverrideParameters\":{\"a\":" + std::string(number) + ",\"b\":[" +
                             std::string(number) + "," + std::string(number) + "]}}";
    const Answer answer = output(body);
    EXPECT_FALSE(answer.stopped) << number;
    EXPECT_EQ(answer.ids, "") << number;
  }
  EXPECT_EQ(output(R"({"RunDetail":{"Duration":1e400}})").ids,
            "mwaa-serverless/Duration@range.int32");
}

TEST(OnDemandChecker, TellsLoneSurrogatesFromBadEscapes) {
  EXPECT_EQ(output(R"({"OverrideParameters":{"a":"\ud800"}})").ids, "awsJson1_0/body@surrogate");
  EXPECT_EQ(output(R"({"OverrideParameters":{"a":"\udc00\ud83d\ude00\ud800\ud800"}})").ids,
            "awsJson1_0/body@surrogate");
  EXPECT_EQ(output(R"({"OverrideParameters":{"\ud800":1}})").ids, "awsJson1_0/body@surrogate");
  EXPECT_TRUE(output(R"({"OverrideParameters":{"a":"\ud800\u12"}})").stopped);
  EXPECT_TRUE(output(R"({"OverrideParameters":{"a":"\ud8-1"}})").stopped);
}

// By its `code` a body is an error, by its `__type` it is not; each name of either kind twice.
TEST(OnDemandChecker, AgreesOnBodiesThatNameThemselves) {
  Differential differential(Contract::embedded());
  const std::string own = std::string(
      Contract::embedded().shape_name(Contract::embedded().tables().operations[0].output));
  std::vector<std::string> values = {"\"\"", "1", "\"x\"", "\"ThrottlingException\"", "null"};
  values.push_back("\"" + own + "\"");
  for (const std::string& type : values) {
    for (const std::string& code : values) {
      for (const std::string& body :
           {"{\"__type\":" + type + ",\"code\":" + code + "}",
            "{\"__type\":" + type + ",\"__type\":" + code + "}",
            "{\"code\":" + type + ",\"code\":" + code + "}",
            "{\"code\":" + code + ",\"__type\":" + type + ",\"code\":\"x\"}"}) {
        for (const Kind kind : {Kind::kOutput, Kind::kError}) {
          EXPECT_EQ(differential.difference(kind, 0, body), "") << body;
        }
      }
    }
  }
}

// An output may have a `code` of its own.
TEST(OnDemandChecker, AgreesOnAnOutputThatHasACode) {
  const auto contract = Contract::compile({{"model.json", R"({"smithy": "2.0", "shapes": {
"x#Demo": {"type": "service", "operations": [{"target": "x#Run"}], "traits": {
  "aws.api#service": {"sdkId": "Demo"}, "aws.protocols#awsJson1_1": {}}},
"x#Run": {"type": "operation", "input": {"target": "x#In"}, "output": {"target": "x#Out"}},
"x#In": {"type": "structure", "members": {}},
"x#Out": {"type": "structure", "members": {"code": {"target": "smithy.api#Integer"}}}}})"},
                                           {},
                                           {}});
  ASSERT_TRUE(contract) << contract.error().to_string();
  Differential differential(*contract);
  for (const std::string_view body :
       {R"({"code":1})", R"({"__type":"Out","code":1})", R"({"code":"ThrottlingException"})",
        R"({"code":1,"__type":"","__type":"x#Out","code":2})", R"({"__type":"Other","code":1})"}) {
    EXPECT_EQ(differential.difference(Kind::kOutput, 0, body), "") << body;
  }
}

TEST(OnDemandChecker, AgreesOnTimesAsNumbers) {
  const auto contract = Contract::compile({{"model.json", R"({"smithy": "2.0", "shapes": {
"x#Demo": {"type": "service", "operations": [{"target": "x#Run"}], "traits": {
  "aws.api#service": {"sdkId": "Demo"}, "aws.protocols#awsJson1_1": {}}},
"x#Run": {"type": "operation", "input": {"target": "x#In"}},
"x#In": {"type": "structure", "members": {"T": {"target": "smithy.api#Timestamp"}}}}})"},
                                           {},
                                           {}});
  ASSERT_TRUE(contract) << contract.error().to_string();
  Differential differential(*contract);
  for (const std::string number :
       {"0", "1.5", "-1", "999999999999999999", "-999999999999999999", "1000000000000000000",
        "-1e18", "1e17", "999999999999999999.5", "9223372036854775807", "1e400", "\"1\"", "true"}) {
    EXPECT_EQ(differential.difference(Kind::kInput, 0, "{\"T\":" + number + "}"), "") << number;
  }
}

TEST(Differential, ComparesEveryReaderOfAPattern) {
  const Contract& contract = Contract::embedded();
  Differential differential(contract);
  SeededRandomness random(3);
  for (std::uint32_t index = 0; index < contract.tables().patterns.size(); ++index) {
    StringSampler sampler(contract.tables().patterns[index], 0, 300);
    for (int round = 0; round < 400; ++round) {
      const auto drawn = round % 2 == 0 ? sampler.sample(random) : sampler.off_pattern(random);
      if (!drawn) continue;
      EXPECT_EQ(differential.pattern_difference(index, *drawn), "")
          << contract.tables().patterns[index].source << ": " << *drawn;
    }
    EXPECT_EQ(differential.pattern_difference(index, "\xFF"), "");
  }
}

}  // namespace
}  // namespace assay::reference
