#include "spec/pattern.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace assay {
namespace {

Automaton compile(std::string_view pattern, const PatternOptions& options = {}) {
  Expected<Automaton> automaton = compile_pattern(pattern, options);
  EXPECT_TRUE(automaton.has_value()) << pattern << ": " << automaton.error().message;
  return automaton ? *automaton : Automaton();
}

TEST(Pattern, ModelPatternsHaveTheirKnownSizes) {
  // Sizes include the dead state.
  EXPECT_EQ(compile(R"([a-zA-Z0-9]+[a-zA-Z0-9\.\-_]*)").state_count(), 3u);
  EXPECT_EQ(compile(".+").state_count(), 3u);
  const Automaton arn = compile(
      "arn:aws(?:-(?:cn|us-gov|iso|iso-b|iso-e|iso-f))?:airflow-serverless:([a-z]{2}-[a-z]+-[0-9]{1"
      "}):([0-9]{12}):workflow/([a-zA-Z0-9][a-zA-Z0-9\\.\\-_]{0,254}-[a-zA-Z0-9]{10})");
  EXPECT_EQ(arn.state_count(), 3075u);
  const std::string head = "arn:aws:airflow-serverless:eu-west-1:123456789012:workflow/";
  EXPECT_TRUE(arn.matches(head + "a-0123456789"));
  EXPECT_FALSE(arn.matches(head + "a-012345678"));
  EXPECT_TRUE(arn.matches(head + "a" + std::string(254, '.') + "-0123456789"));
  EXPECT_FALSE(arn.matches(head + "a" + std::string(255, '.') + "-0123456789"));
}

TEST(Pattern, BudgetStopsHugeRepetition) {
  const Expected<Automaton> automaton = compile_pattern("xa{1000000000}");
  ASSERT_FALSE(automaton.has_value());
  EXPECT_EQ(automaton.error().code, ErrorCode::kStateBudget);
  EXPECT_EQ(automaton.error().offset, 2u);
}

}  // namespace
}  // namespace assay
