#include "spec/automaton_algebra.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "spec/pattern.h"

namespace assay {
namespace {

Automaton compile(std::string_view pattern) {
  Expected<Automaton> automaton = compile_pattern(pattern);
  EXPECT_TRUE(automaton.has_value()) << pattern;
  return *automaton;
}

constexpr std::uint64_t kUnbounded = LengthRange::kUnbounded;

TEST(AutomatonAlgebra, EmptinessAndLengths) {
  struct Case {
    std::string_view pattern;
    std::optional<LengthRange> lengths;
    std::optional<std::string> shortest;
  };
  const Case cases[] = {
      {"", LengthRange{0, 0}, ""},
      {"a", LengthRange{1, 1}, "a"},
      {"[]", std::nullopt, std::nullopt},
      {"a$b", std::nullopt, std::nullopt},
      {"\\uD800", std::nullopt, std::nullopt},
      {"a*", LengthRange{0, kUnbounded}, ""},
      {".+", LengthRange{1, kUnbounded}, "a"},
      {"a{2,5}|b{9}", LengthRange{2, 9}, "aa"},
      {"x(a|bb|ccc)?", LengthRange{1, 4}, "x"},
      {"[0-9]{3}(?:-[0-9]+)?", LengthRange{3, kUnbounded}, "000"},
      {"[^a-z]", LengthRange{1, 1}, "0"},
      {"[\\x00- ]", LengthRange{1, 1}, " "},
      {"\\u{1F600}{2}", LengthRange{2, 2}, "\U0001F600\U0001F600"},
      {"(?:ab|c$|^d)e*", LengthRange{1, kUnbounded}, "c"},
  };
  for (const Case& c : cases) {
    const Automaton automaton = compile(c.pattern);
    EXPECT_EQ(is_empty(automaton), !c.lengths) << c.pattern;
    EXPECT_EQ(accepted_lengths(automaton), c.lengths) << c.pattern;
    EXPECT_EQ(shortest_accepted(automaton), c.shortest) << c.pattern;
  }
}

TEST(AutomatonAlgebra, LengthsOfTheArnPattern) {
  const Automaton arn = compile(
      "arn:aws(?:-(?:cn|us-gov|iso|iso-b|iso-e|iso-f))?:airflow-serverless:([a-z]{2}-[a-z]+-[0-9]{1"
      "}):([0-9]{12}):workflow/([a-zA-Z0-9][a-zA-Z0-9\\.\\-_]{0,254}-[a-zA-Z0-9]{10})");
  EXPECT_EQ(accepted_lengths(arn), (LengthRange{68, kUnbounded}));
  const std::optional<std::string> shortest = shortest_accepted(arn);
  ASSERT_TRUE(shortest.has_value());
  EXPECT_EQ(shortest->size(), 68u);
  EXPECT_TRUE(arn.matches(*shortest)) << *shortest;
}

TEST(AutomatonAlgebra, Witnesses) {
  struct Case {
    std::string_view left, right;
    std::optional<std::string> both, left_only;
  };
  const Case cases[] = {
      {"a+", "(?:aa)+", "aa", "a"},
      {"(?:aa)+", "a+", "aa", std::nullopt},
      {"[a-m]+", "[m-z]+", "m", "a"},
      {"[a-l]+", "[m-z]+", std::nullopt, "a"},
      {".*", "[^]*", "", std::nullopt},
      {"[^]*", ".*", "", "\n"},
      {"\\w{3}", "\\d{2,3}", "000", "aaa"},
      {"[]", "a", std::nullopt, std::nullopt},
      {"a", "[]", std::nullopt, "a"},
      {"aws-[a-z]+", "aws-us-gov|aws-iso", "aws-iso", "aws-a"},
  };
  for (const Case& c : cases) {
    const Automaton left = compile(c.left), right = compile(c.right);
    EXPECT_EQ(*intersection_witness(left, right), c.both) << c.left << " and " << c.right;
    EXPECT_EQ(*difference_witness(left, right), c.left_only) << c.left << " without " << c.right;
  }
}

TEST(AutomatonAlgebra, PairsAreBudgeted) {
  const Automaton left = compile("(?:a{97})+"), right = compile("(?:a{89})+");
  EXPECT_EQ((*intersection_witness(left, right))->size(), 97u * 89u);
  const auto stopped = intersection_witness(left, right, 1000);
  ASSERT_FALSE(stopped.has_value());
  EXPECT_EQ(stopped.error().code, ErrorCode::kStateBudget);
}

}  // namespace
}  // namespace assay
