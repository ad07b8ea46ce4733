// Operations with a body that is a stream: that body is not read, all else is checked.
#include <assay/checker.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "spec/contract_tables.h"

namespace assay {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

constexpr const char* kModel = R"({"smithy": "2.0", "shapes": {
"x#Demo": {"type": "service", "operations": [{"target": "x#Watch"}], "traits": {
  "aws.api#service": {"sdkId": "Demo"}, "aws.protocols#awsJson1_1": {}}},
"x#Watch": {"type": "operation", "input": {"target": "x#In"}, "output": {"target": "x#Out"}},
"x#In": {"type": "structure", "members": {"A": {"target": "smithy.api#String",
  "traits": {"smithy.api#required": {}}}}},
"x#Out": {"type": "structure", "members": {"S": {"target": "x#Events"}}},
"x#Events": {"type": "union", "members": {"E": {"target": "smithy.api#Unit"}},
  "traits": {"smithy.api#streaming": {}}}}})";

class Stream : public ::testing::Test {
 protected:
  std::vector<std::string> ids() const {
    std::vector<std::string> out;
    for (const Violation& violation : findings_.stored()) {
      out.emplace_back(checker_.contract().constraint(violation.constraint).id);
    }
    return out;
  }
  Checker checker_{*Contract::compile({{"model.json", kModel}, {}, {}})};
  std::array<Violation, 8> storage_{};
  Findings findings_{storage_};
};

TEST_F(Stream, TheOtherBodyIsChecked) {
  EXPECT_EQ(checker_.check_input(0, "{}", findings_), Verdict::kInvalid);
  EXPECT_THAT(ids(), ElementsAre("demo/In.A@required"));
}

TEST_F(Stream, ItsOwnBodyIsUnchecked) {
  EXPECT_EQ(checker_.check_output(0, std::string_view("\0\1{", 3), findings_), Verdict::kUnchecked);
  EXPECT_THAT(ids(), ElementsAre("demo/Watch@output.stream"));
  Value value;
  EXPECT_EQ(checker_.bind_output(0, "{}", value), BindStatus::kBadJson);
}

TEST_F(Stream, HasAContentTypeOfItsOwn) {
  const Header headers[] = {{"content-type", "application/vnd.amazon.eventstream"},
                            {"x-amzn-requestid", "1"}};
  HttpResponse response;
  response.status = 200;
  response.headers = headers;
  response.body = "events";
  Exchange exchange;
  exchange.response = &response;
  EXPECT_EQ(checker_.check_exchange(exchange, 0, findings_), Verdict::kUnchecked);
  EXPECT_THAT(ids(), ElementsAre("demo/Watch@output.stream"));
  findings_.clear();
  response.status = 400;
  response.body = R"({"__type": "ThrottlingException"})";
  EXPECT_NE(checker_.check_exchange(exchange, 0, findings_), Verdict::kUnchecked);
  EXPECT_THAT(ids(), Not(Contains("demo/Watch@output.stream")));
  EXPECT_THAT(ids(), Contains("awsJson1_0/response@content-type"));
}

}  // namespace
}  // namespace assay
