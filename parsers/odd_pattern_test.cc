// Checks of patterns that no automaton holds.
#include <assay/checker.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "spec/contract_tables.h"

namespace assay {
namespace {

Contract contract_with(const std::string& pattern) {
  const std::string model = R"({"smithy": "2.0", "shapes": {
"x#Demo": {"type": "service", "operations": [{"target": "x#Run"}], "traits": {
  "aws.api#service": {"sdkId": "Demo"}, "aws.protocols#awsJson1_1": {}}},
"x#Run": {"type": "operation", "input": {"target": "x#In"}},
"x#In": {"type": "structure", "members": {"A": {"target": "x#T"}}},
"x#T": {"type": "string", "traits": {"smithy.api#pattern": ")" +
                            pattern + R"("}}}})";
  const auto contract = Contract::compile({{"model.json", model}, {}, {}});
  if (!contract) {
    ADD_FAILURE() << contract.error().to_string();
    std::abort();
  }
  return *contract;
}

struct Result {
  Verdict verdict;
  std::string id;  // of the one finding
};

Result check(Checker& checker, std::string_view body) {
  std::array<Violation, 4> storage{};
  Findings findings(storage);
  const Verdict verdict = checker.check_input(0, body, findings);
  EXPECT_LE(findings.total(), 1U);
  if (findings.total() == 0) return {verdict, ""};
  return {verdict, std::string(checker.contract().constraint(storage[0].constraint).id)};
}

TEST(OddPattern, AFallbackDecides) {
  Checker checker(contract_with("^(?!aws:)[a-z:]+$"));
  Result result = check(checker, R"({"A": "abc"})");
  EXPECT_EQ(result.verdict, Verdict::kValid);
  EXPECT_EQ(result.id, "");
  result = check(checker, R"({"A": "aws:c"})");
  EXPECT_EQ(result.verdict, Verdict::kInvalid);
  EXPECT_EQ(result.id, "demo/T@pattern");
}

TEST(OddPattern, AFallbackThatGivesUpLeavesTheMessageUnchecked) {
  Checker checker(contract_with("^(?!x)(a|a)*(a|a)*[cd]$"));
  const Result result = check(checker, "{\"A\": \"" + std::string(64, 'a') + "b\"}");
  EXPECT_EQ(result.verdict, Verdict::kUnchecked);
  EXPECT_EQ(result.id, "demo/T@pattern.unchecked");
  EXPECT_EQ(check(checker, R"({"A": "aac"})").verdict, Verdict::kValid);

  std::array<Violation, 4> storage{};
  Findings findings(storage);
  const ShapeIndex shape = *checker.contract().find_shape("T");
  EXPECT_EQ(checker.check_value(shape, std::string(64, 'a') + "b", findings), Verdict::kUnchecked);
}

TEST(OddPattern, OneThatNothingReadsIsNotedAtEveryValue) {
  Checker checker(contract_with("[a-"));
  const Result result = check(checker, R"({"A": "abc"})");
  EXPECT_EQ(result.verdict, Verdict::kValid);
  EXPECT_EQ(result.id, "demo/T@pattern.unchecked");
  EXPECT_EQ(check(checker, "{}").id, "");
}

}  // namespace
}  // namespace assay
