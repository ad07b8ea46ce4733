#include "spec/lint_lengths.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "spec/automaton_algebra.h"
#include "spec/automaton_product.h"
#include "spec/pattern.h"

namespace assay {
namespace {

// Which of the lengths 0 to max are accepted, as "0,2,4".
std::string lengths(std::string_view pattern, std::uint64_t max) {
  const Automaton automaton = *compile_pattern(pattern);
  const auto layers = LengthLayers::walk(automaton, max);
  std::string out;
  for (std::uint64_t length = 0; length <= max; ++length) {
    if (!layers->accepts(length)) continue;
    out += fmt::format("{}{}", out.empty() ? "" : ",", length);
    const std::string example = layers->example(length);
    EXPECT_TRUE(automaton.matches(example)) << example;
    EXPECT_EQ(example.size(), length) << example;  // the patterns are ASCII
  }
  return out;
}

TEST(LengthLayers, SayWhichLengthsThereAre) {
  EXPECT_EQ(lengths("", 3), "0");
  EXPECT_EQ(lengths("a*", 3), "0,1,2,3");
  EXPECT_EQ(lengths("(?:ab)*", 5), "0,2,4");
  EXPECT_EQ(lengths("a{2}|b{5}", 6), "2,5");
  EXPECT_EQ(lengths("(?:aa|bbb)+", 6), "2,3,4,5,6");
  EXPECT_EQ(lengths("[^\\s\\S]", 4), "");
}

TEST(LengthLayers, FindTheNextAndTheLast) {
  const Automaton automaton = *compile_pattern("a{2}|b{5}|c{9}");
  const auto layers = LengthLayers::walk(automaton, 8);
  EXPECT_EQ(layers->first_from(3), 5U);
  EXPECT_EQ(layers->first_from(6), std::nullopt);
  EXPECT_EQ(layers->last(), 5U);
  const Automaton any = *compile_pattern("[a-z]+");
  const auto unbounded = LengthLayers::walk(any, 1'000'000'000);
  EXPECT_EQ(unbounded->last(), 1'000'000'000U);
  EXPECT_EQ(unbounded->first_from(999'999'999), 999'999'999U);
  EXPECT_EQ(unbounded->first_from(1'000'000'001), std::nullopt);
}

TEST(LengthLayers, StopAtTheirBudget) {
  const Automaton automaton = *compile_pattern("(?:ab)*");
  EXPECT_FALSE(LengthLayers::walk(automaton, 1'000'000, 1000));
}

TEST(Intersection, IsWhatBothAccept) {
  const auto both = intersection(*compile_pattern("[a-m]{2,9}"), *compile_pattern("[k-z]*"));
  EXPECT_EQ(*both, *compile_pattern("[k-m]{2,9}"));
  const auto none = intersection(*compile_pattern("a"), *compile_pattern("b"));
  EXPECT_TRUE(is_empty(*none));
  const auto refused = intersection(*compile_pattern("a{40}"), *compile_pattern("a{50}"), 10);
  EXPECT_EQ(refused.error().code, ErrorCode::kStateBudget);
}

}  // namespace
}  // namespace assay
