#include "corpus/message_breaker.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "corpus/utf8.h"

namespace assay {
namespace {

const Contract& contract() { return Contract::embedded(); }
const ContractTables& tables() { return contract().tables(); }

// Every constraint of the shapes of the operation and its rules over one message has a message
// that breaks it.
TEST(MessageBreaker, BreaksEveryConstraintOfTheContract) {
  MessageGenerator generator(contract());
  MessageBreaker breaker(generator);
  SeededRandomness random(21);
  std::set<ConstraintIndex> broken;
  const auto add = [&](const MessageNode& message, MessageRole role, OperationIndex operation) {
    for (const BreakSite& site : breaker.sites(message, role, operation)) {
      if (broken.contains(site.constraint)) continue;
      const auto result = breaker.break_at(message, role, operation, site, random);
      if (!result) continue;
      EXPECT_TRUE(std::ranges::binary_search(result->expected, result->broken));
      broken.insert(site.constraint);
    }
  };
  for (int i = 0; i < 60; ++i) {
    for (OperationIndex operation = 0; operation < contract().operation_count(); ++operation) {
      add(generator.input(operation, random), MessageRole::kInput, operation);
      add(generator.output(operation, random), MessageRole::kOutput, operation);
    }
    for (std::uint32_t e = 0; e < tables().errors.size(); ++e) {
      add(generator.error(e, random), MessageRole::kError, 0);
    }
    // Rules need many members at once.
    for (int j = 0; j < 4; ++j) add(generator.output(0, random), MessageRole::kOutput, 0);
  }
  std::set<ConstraintIndex> due;
  for (const ShapeTable& shape : tables().shapes) {
    for (const ConstraintIndex constraint :
         {shape.type, shape.length_min_id, shape.length_max_id, shape.pattern_id, shape.enum_id,
          shape.width, shape.fraction, shape.spelling, shape.format, shape.tolerated, shape.dense,
          shape.range_min_id, shape.range_max_id}) {
      due.insert(constraint);
    }
  }
  for (const MemberTable& member : tables().members) due.insert(member.required);
  for (const RuleTable& rule : tables().rules) {
    if (rule.kind != RuleKind::kEcho) due.insert(rule.constraint);
  }
  due.erase(kNoIndex);
  // The type of a body itself is the protocol's rule.
  for (const OperationTable& operation : tables().operations) {
    due.erase(tables().shapes[operation.input].type);
    due.erase(tables().shapes[operation.output].type);
  }
  for (const ErrorTable& error : tables().errors) due.erase(tables().shapes[error.shape].type);
  for (const ConstraintIndex constraint : due) {
    EXPECT_TRUE(broken.contains(constraint)) << tables().constraints[constraint].id;
  }
}

TEST(MessageBreaker, AnEmptyStringBreaksItsPatternToo) {
  MessageGenerator generator(contract());
  MessageBreaker breaker(generator);
  SeededRandomness random(22);
  bool seen = false;
  for (int i = 0; i < 40; ++i) {
    const MessageNode input = generator.input(0, random);
    for (const BreakSite& site : breaker.sites(input, MessageRole::kInput, 0)) {
      const auto result = breaker.break_at(input, MessageRole::kInput, 0, site, random);
      if (!result) continue;
      const MessageNode& place = node_at(result->message, result->place);
      if (site.kind != BreakSite::Kind::kTooShort || place.shape == kNoIndex) continue;
      const ShapeTable& shape = tables().shapes[place.shape];
      EXPECT_EQ(result->expected.size(), shape.pattern == kNoIndex ? 1u : 2u) << shape.name;
      seen = true;
    }
  }
  EXPECT_TRUE(seen);
}

TEST(MessageBreaker, ABrokenRuleLeavesEveryValueValid) {
  MessageGenerator generator(contract());
  MessageBreaker breaker(generator);
  SeededRandomness random(23);
  std::set<std::uint32_t> rules;
  for (int i = 0; i < 300; ++i) {
    const MessageNode output = generator.output(0, random);
    for (const BreakSite& site : breaker.sites(output, MessageRole::kOutput, 0)) {
      if (site.kind != BreakSite::Kind::kRule) continue;
      const auto result = breaker.break_at(output, MessageRole::kOutput, 0, site, random);
      if (!result) continue;
      rules.insert(site.rule);
      for (const ConstraintIndex id : result->expected) {
        EXPECT_TRUE(std::ranges::any_of(tables().rules, [id](const RuleTable& rule) {
          return rule.constraint == id;
        })) << tables().constraints[id].id;
      }
    }
  }
  const auto alone = std::ranges::count_if(
      tables().rules, [](const RuleTable& rule) { return rule.kind != RuleKind::kEcho; });
  EXPECT_EQ(rules.size(), static_cast<std::size_t>(alone));
}

// A union with one member cannot have two; it breaks by having none. Long blobs are built, too.
TEST(MessageBreaker, BreaksUnionsOfOneMemberAndLongBlobs) {
  const auto demo = Contract::compile({{"model.json", R"({"smithy": "2.0", "shapes": {
"x#Demo": {"type": "service", "operations": [{"target": "x#Run"}], "traits": {
  "aws.protocols#awsJson1_0": {}}},
"x#Run": {"type": "operation", "input": {"target": "x#In"}},
"x#In": {"type": "structure", "members": {
  "One": {"target": "x#One", "traits": {"smithy.api#required": {}}},
  "Blob": {"target": "x#Blob", "traits": {"smithy.api#required": {}}}}},
"x#One": {"type": "union", "members": {"A": {"target": "smithy.api#Boolean"}}},
"x#Blob": {"type": "blob", "traits": {"smithy.api#length": {"max": 6144}}}}})"},
                                       {},
                                       {}});
  ASSERT_TRUE(demo) << demo.error().to_string();
  MessageGenerator generator(*demo);
  MessageBreaker breaker(generator);
  SeededRandomness random(3);
  const MessageNode message = generator.input(0, random);
  std::set<std::string_view> broken;
  for (const BreakSite& site : breaker.sites(message, MessageRole::kInput, 0)) {
    auto result = breaker.break_at(message, MessageRole::kInput, 0, site, random);
    if (!result) continue;
    const std::string_view id = demo->constraint(result->broken).id;
    broken.insert(id);
    const std::string text = write_message(result->message);
    if (id == "demo/One@one-member") {
      EXPECT_NE(text.find(R"("One":{})"), text.npos) << text;
    }
    if (id == "demo/Blob@length.max") {
      EXPECT_GT(text.size(), 6144u / 3 * 4);
    }
  }
  EXPECT_TRUE(broken.contains("demo/One@one-member"));
  EXPECT_TRUE(broken.contains("demo/Blob@length.max"));
}

}  // namespace
}  // namespace assay
