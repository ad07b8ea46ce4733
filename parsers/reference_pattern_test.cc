// Patterns that engines read differently: the checker and the reference checker must read each as
// ECMA-262 has it, whichever engine of theirs decides.
#include <assay/checker.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/message_tree.h"
#include "parsers/reference/checker.h"

namespace assay {
namespace {

using Engine = reference::Pattern::Engine;

// A string and a map, both of that pattern.
Contract contract_with(std::string_view pattern) {
  const std::string model = R"({"smithy": "2.0", "shapes": {
"x#Demo": {"type": "service", "operations": [{"target": "x#Run"}], "traits": {
  "aws.api#service": {"sdkId": "Demo"}, "aws.protocols#awsJson1_1": {}}},
"x#Run": {"type": "operation", "input": {"target": "x#In"}},
"x#In": {"type": "structure", "members": {"A": {"target": "x#T"}, "M": {"target": "x#Map"}}},
"x#Map": {"type": "map", "key": {"target": "x#T"}, "value": {"target": "smithy.api#String"}},
"x#T": {"type": "string", "traits": {"smithy.api#pattern": )" +
                            quote_json(pattern) + "}}}}";
  auto contract = Contract::compile({{"model.json", model}, {}, {}});
  if (!contract) {
    ADD_FAILURE() << contract.error().to_string();
    std::abort();
  }
  return *contract;
}

std::string both_say(const Contract& contract, std::string_view body) {
  Checker checker(contract);
  const reference::Checker reference(contract);
  std::vector<Violation> storage(16);
  Findings findings(storage);
  checker.check_input(0, body, findings);
  std::vector<ConstraintIndex> ids;
  for (const Violation& each : findings.stored()) ids.push_back(each.constraint);
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(ids, reference.check_input(0, body).ids()) << body;
  std::string text;
  for (const ConstraintIndex id : ids) text += std::string(contract.constraint(id).id) + " ";
  return text;
}

TEST(ReferencePattern, ReadsAsEcmaScriptDoes) {
  const struct {
    std::string_view pattern;
    Engine engine;
    std::string_view text;
    bool matches;
  } cases[] = {
      // A hyphen beside a set is itself; PCRE2 refuses it unescaped.
      {R"(^(?! )[\p{Z}-_]+$)", Engine::kPcre2, "-_", true},
      {R"(^(?! )[\p{Z}-_]+$)", Engine::kPcre2, "A", false},
      {R"(^(?!x)[+-\w]+$)", Engine::kPcre2, "-+a", true},
      {R"(^(?!x)[\w-.]+$)", Engine::kPcre2, "a-.", true},
      {R"(^[\p{Z}-_]+$)", Engine::kRe2, "- _", true},
      // \s and \S know Unicode, but neither U+0085 nor U+180E.
      {R"(^\S+$)", Engine::kRe2, "a\xC2\xA0", false},
      {R"(^[\S]+$)", Engine::kRe2, "\xC2\x85\xE1\xA0\x8E", true},
      {R"(^(?!x)\S+$)", Engine::kPcre2, "\xEF\xBB\xBF", false},
      {R"(^(?!x)[^\S]+$)", Engine::kPcre2, "\xE2\x80\xA8\v", true},
      // The end is the end, also behind a line feed.
      {"^a$", Engine::kRe2, "a\n", false},
      {"^(?!x)a$", Engine::kPcre2, "a\n", false},
      // The dot leaves out four characters.
      {"^(?!x).$", Engine::kPcre2, "\xE2\x80\xA9", false},
      {"^(?!x).$", Engine::kPcre2, "\xC2\x85", true},
      {"^(?!x).$", Engine::kPcre2, "\r", false},
      // \w and \d are ASCII.
      {R"(^(?!x)\w$)", Engine::kPcre2, "\xC3\xA9", false},
      {R"(^(?!x)\d$)", Engine::kPcre2, "\xD9\xA0", false},
      // Brackets in a class, surrogate pairs, POSIX names, an empty class.
      {R"(^(?!x)[[a]$)", Engine::kPcre2, "[", true},
      {R"(^[[a]$)", Engine::kRe2, "[", true},
      {R"(^(?!x)[\uD800\uDC00-\uDBFF\uDFFF]$)", Engine::kPcre2, "\xF0\x9F\x98\x80", true},
      {R"(^[\uD800\uDC00-\uDBFF\uDFFF]$)", Engine::kRe2, "\xEE\x80\x80", false},
      {R"(^\p{Print}+$)", Engine::kRe2, "a\x7f", false},
      {R"(^[\p{Print}]+$)", Engine::kRe2, " ~", true},
      {R"(^(?!x)[^]$)", Engine::kPcre2, "\n", true},
      // Longer repetitions than RE2 takes.
      {"^a{1001}$", Engine::kPcre2, "aaa", false},
      {"^.{0,2048}$", Engine::kPcre2, "aaa", true},
      // Look-behind sees what stands before.
      {"^.*(?<! )$", Engine::kPcre2, "a ", false},
  };
  for (const auto& each : cases) {
    const Contract contract = contract_with(each.pattern);
    const reference::Checker reference(contract);
    EXPECT_EQ(reference.patterns_read_by(each.engine), 1u) << each.pattern;
    const std::string body = R"({"A": )" + quote_json(each.text) + "}";
    EXPECT_EQ(both_say(contract, body), each.matches ? "" : "demo/T@pattern ")
        << each.pattern << " " << body;
  }
}

// What a lone surrogate makes of a text no engine can say: neither checker reports a pattern.
TEST(ReferencePattern, IsNotAskedOfWhatIsNoText) {
  for (const std::string_view pattern : {"^a+$", "^(?!x)a+$"}) {
    const Contract contract = contract_with(pattern);
    EXPECT_EQ(both_say(contract, R"({"A": "a\ud800"})"), "awsJson1_0/body@surrogate ") << pattern;
    EXPECT_EQ(both_say(contract, R"({"M": {"a\ud800": "x"}})"), "awsJson1_0/body@surrogate ")
        << pattern;
    EXPECT_EQ(both_say(contract, R"({"M": {"b": "x"}})"), "demo/T@pattern ");
  }
}

TEST(ReferencePattern, OneThatNothingReadsIsCountedAndNoted) {
  EXPECT_EQ(reference::Pattern("[a-").engine(), Engine::kNone);
  const Contract contract = contract_with("[a-");
  EXPECT_EQ(both_say(contract, R"({"A": "abc"})"), "demo/T@pattern.unchecked ");
  EXPECT_EQ(both_say(contract, R"({"M": {"k": "abc"}})"), "demo/T@pattern.unchecked ");
}

}  // namespace
}  // namespace assay
