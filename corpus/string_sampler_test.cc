#include "corpus/string_sampler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "corpus/utf8.h"
#include "spec/pattern.h"

namespace assay {
namespace {

Automaton compiled(std::string_view pattern) {
  auto automaton = compile_pattern(pattern);
  if (!automaton) ADD_FAILURE() << automaton.error().to_string();
  return *automaton;
}

struct LanguageCase {
  const char* pattern;
  std::uint32_t length_min, length_max;
  std::uint32_t shortest, longest;
};

class StringSamplerLanguages : public testing::TestWithParam<LanguageCase> {};

TEST_P(StringSamplerLanguages, SamplesKeepPatternAndBoundsAndReachBothEnds) {
  const LanguageCase& language = GetParam();
  const Automaton automaton = compiled(language.pattern);
  StringSampler sampler(&automaton, language.length_min, language.length_max);
  EXPECT_EQ(sampler.shortest(), language.shortest);
  EXPECT_EQ(sampler.longest(), language.longest);
  std::set<std::uint32_t> lengths;
  SeededRandomness random(1);
  for (int i = 0; i < 500; ++i) {
    const auto text = sampler.sample(random);
    ASSERT_TRUE(text);
    EXPECT_TRUE(automaton.matches(*text)) << *text;
    lengths.insert(scalar_count(*text));
  }
  EXPECT_EQ(*lengths.begin(), language.shortest);
  EXPECT_EQ(*lengths.rbegin(), language.longest);
}

INSTANTIATE_TEST_SUITE_P(
    Languages, StringSamplerLanguages,
    testing::Values(LanguageCase{R"([a-zA-Z0-9]+[a-zA-Z0-9\.\-_]*)", 1, 255, 1, 255},
                    LanguageCase{".+", 1, 2048, 1, 2048}, LanguageCase{".*", 1, 255, 1, 255},
                    LanguageCase{"(ab)*", 1, 9, 2, 8}, LanguageCase{"(ab)*", 0, 9, 0, 8},
                    LanguageCase{"a{3}|b{7}", 4, 100, 7, 7},
                    LanguageCase{"x:[0-9]{12}:y", 1, 2048, 16, 16}));

TEST(StringSampler, SaysWhenTheBoundsLeaveNothing) {
  const Automaton automaton = compiled("a{3}");
  SeededRandomness random(1);
  EXPECT_EQ(StringSampler(&automaton, 4, 9).sample(random), std::nullopt);
  EXPECT_EQ(StringSampler(&automaton, 4, 9).shortest(), std::nullopt);
}

TEST(StringSampler, BrokenLengthsKeepThePatternWhereTheyCan) {
  const Automaton automaton = compiled("[a-z]+");
  StringSampler sampler(&automaton, 3, 10);
  SeededRandomness random(2);
  for (int i = 0; i < 100; ++i) {
    const auto small = sampler.too_short(random);
    ASSERT_TRUE(small);
    EXPECT_EQ(scalar_count(*small), 2u);
    EXPECT_TRUE(automaton.matches(*small));
    const auto large = sampler.too_long(random);
    ASSERT_TRUE(large);
    EXPECT_GT(scalar_count(*large), 10u);
    EXPECT_TRUE(automaton.matches(*large));
  }
  StringSampler from_one(&automaton, 1, 10);
  EXPECT_EQ(from_one.too_short(random), "");  // which breaks the pattern as well
}

TEST(StringSampler, OffPatternKeepsTheBounds) {
  const Automaton automaton = compiled(R"([a-zA-Z0-9]+[a-zA-Z0-9\.\-_]*)");
  StringSampler sampler(&automaton, 1, 255);
  std::set<std::string> texts;
  SeededRandomness random(3);
  for (int i = 0; i < 200; ++i) {
    const auto text = sampler.off_pattern(random);
    ASSERT_TRUE(text);
    EXPECT_FALSE(automaton.matches(*text)) << *text;
    const std::uint32_t length = scalar_count(*text);
    EXPECT_TRUE(length >= 1 && length <= 255) << length;
    texts.insert(*text);
  }
  EXPECT_GT(texts.size(), 50u);
}

TEST(StringSampler, OffPatternIsRefusedWhereEverythingMatches) {
  const Automaton automaton = compiled(R"([\s\S]*)");
  SeededRandomness random(4);
  EXPECT_EQ(StringSampler(&automaton, 1, 20).off_pattern(random), std::nullopt);
  EXPECT_EQ(StringSampler(nullptr, 1, 20).off_pattern(random), std::nullopt);
}

TEST(StringSampler, WithoutPatternTakesAnyScalar) {
  StringSampler sampler(nullptr, 0, 30);
  SeededRandomness random(5);
  bool astral = false, control = false;
  for (int i = 0; i < 500; ++i) {
    const auto text = sampler.sample(random);
    ASSERT_TRUE(text);
    for (std::size_t at = 0; at < text->size();) {
      const char32_t scalar = decode_utf8(*text, at);
      ASSERT_NE(scalar, kBadScalar);
      astral |= scalar > 0xFFFF;
      control |= scalar < 0x20;
    }
  }
  EXPECT_TRUE(astral);
  EXPECT_TRUE(control);
}

}  // namespace
}  // namespace assay
