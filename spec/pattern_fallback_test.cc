#include "spec/pattern_fallback.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace assay {
namespace {

using ::testing::HasSubstr;

PatternMatch match(std::string_view pattern, std::string_view text,
                   Anchoring anchoring = Anchoring::kFull) {
  const auto compiled = FallbackPattern::compile(pattern, anchoring);
  if (!compiled) {
    ADD_FAILURE() << pattern << ": " << compiled.error().message;
    return PatternMatch::kUndecided;
  }
  FallbackScratch scratch;
  return compiled->match(text, scratch);
}

struct MatchCase {
  std::string_view pattern, text;
  bool matches;
};

TEST(PatternFallback, MatchesWhatAutomataDoNotHold) {
  const MatchCase cases[] = {
      {"(?!aws)[a-z]+", "bws", true},
      {"(?!aws)[a-z]+", "awsome", false},
      {"[a-z]+(?<!-x)", "ab", true},
      {"[a-z-]+(?<!-x)", "ab-x", false},
      {"(a|b)\\1", "aa", true},
      {"(a|b)\\1", "ab", false},
      {"(?i)abc", "aBC", true},
      {"a++b", "aaab", true},
      {"[[:alpha:]]+", "ab", true},
      {"[[:alpha:]]+", "a1", false},
      {"(?=.*\\d)[a-z0-9]{2,4}", "a1", true},
  };
  for (const MatchCase& c : cases) {
    EXPECT_EQ(match(c.pattern, c.text), c.matches ? PatternMatch::kYes : PatternMatch::kNo)
        << c.pattern << " " << c.text;
  }
}

TEST(PatternFallback, ReadsAsEcmaScriptWherePcreDiffers) {
  const MatchCase cases[] = {
      {"(?!x).", "\n", false},
      {"(?!x).", "\r", false},
      {"(?!x).", "\xE2\x80\xA8", false},  // U+2028
      {"(?!x).", "\xC2\x85", true},       // U+0085 ends no line
      {"(?!x).", "\xF0\x9F\x98\x80", true},
      {"(?!x)a$", "a\n", false},
      {"(?!x)\\s", "\xC2\xA0", true},  // U+00A0
      {"(?!x)[\\s]", "\xEF\xBB\xBF", true},
      {"(?!x)\\S", "\xC2\xA0", false},
      {"(?!x)\\s", "\xC2\x85", false},  // U+0085 is no white space, nor is U+180E
      {"(?!x)\\S", "\xC2\x85", true},
      {"(?!x)\\S", "\xE1\xA0\x8E", true},
      {"(?!x)[\\S]", "\xE1\xA0\x8E", true},
      {"(?!x)[\\S]", "\xEF\xBB\xBF", false},
      {"(?!x)[\\S]", "\xF0\x9F\x98\x80", true},
      {"(?!x)[^\\S]", "\xEF\xBB\xBF", true},
      {"(?!x)[\\s-x]", "-", true},
      {"(?!x)\\d", "\xD9\xA0", false},  // an Arabic digit
      {"(?!x)\\w", "\xC3\xA9", false},
      {"(?!x)\\u00e9", "\xC3\xA9", true},
      {"(?!x)[\\uD83D\\uDE00-\\uD83D\\uDE02]", "\xF0\x9F\x98\x81", true},
      {"(?!x)[[]", "[", true},
      {"(?!x)(a)?\\1b", "b", true},  // a group that took no part matches nothing
      {"(?!x)[.]", "a", false},
      {"(?!x)[\\p{L}\\p{Z}-_]", "-", true},  // a hyphen beside a set
      {"(?!x)[\\p{L}\\p{Z}-_]", "_", true},
      {"(?!x)[\\p{L}\\p{Z}-_]", "!", false},
      {"(?!x)[+-\\d]", "-", true},
      {"(?!x)[+-\\d]", ",", false},
  };
  for (const MatchCase& c : cases) {
    EXPECT_EQ(match(c.pattern, c.text), c.matches ? PatternMatch::kYes : PatternMatch::kNo)
        << c.pattern;
  }
}

TEST(PatternFallback, HonoursAnchoring) {
  EXPECT_EQ(match("(?!x)b", "abc"), PatternMatch::kNo);
  EXPECT_EQ(match("(?!x)b", "abc", Anchoring::kSearch), PatternMatch::kYes);
  EXPECT_EQ(match("^(?!x)b", "abc", Anchoring::kSearch), PatternMatch::kNo);
  EXPECT_EQ(match("(?!x)a|ab", "ab"), PatternMatch::kYes);
}

// PCRE2 itself counts to 65,535.
TEST(PatternFallback, RepeatsMoreOftenThanPcreCounts) {
  const struct {
    std::string_view pattern;
    std::size_t min, max;
  } cases[] = {
      {".{1,100000}", 1, 100'000},           {"[a-c]{70000}", 70'000, 70'000},
      {"\\w{65536,65537}?", 65'536, 65'537}, {"[^b]{131072,200000}", 131'072, 200'000},
      {".{65535}", 65'535, 65'535},          {"(?!x)[\\]a]{3,70001}", 3, 70'001},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(match(c.pattern, std::string(c.min, 'a')), PatternMatch::kYes) << c.pattern;
    EXPECT_EQ(match(c.pattern, std::string(c.min - 1, 'a')), PatternMatch::kNo) << c.pattern;
    EXPECT_EQ(match(c.pattern, std::string(c.max, 'a')), PatternMatch::kYes) << c.pattern;
    EXPECT_EQ(match(c.pattern, std::string(c.max + 1, 'a')), PatternMatch::kNo) << c.pattern;
  }
  EXPECT_EQ(match(".{65536,}", std::string(300'000, 'a')), PatternMatch::kYes);
  EXPECT_EQ(match(".{65536,}", std::string(65'535, 'a')), PatternMatch::kNo);
  EXPECT_EQ(match("[{]a[a{70000}]{2}", "{a{7"), PatternMatch::kYes);  // no quantifier in a class
}

TEST(PatternFallback, GivesUpUnderLimits) {
  std::string text(64, 'a');
  text += 'b';
  EXPECT_EQ(match("(?!x)(a|a)*(a|a)*[cd]", text), PatternMatch::kUndecided);
}

TEST(PatternFallback, OneScratchServesManyPatterns) {
  FallbackScratch scratch;
  std::string groups = "(?!x)";
  for (int i = 0; i < 60; ++i) groups += "(a)?";
  for (int round = 0; round < 3; ++round) {
    for (const std::string& pattern : {std::string("(?!x)(a|ab)*"), groups}) {
      const auto compiled = FallbackPattern::compile(pattern, Anchoring::kFull);
      ASSERT_TRUE(compiled.has_value());
      EXPECT_EQ(compiled->match(std::string(20, 'a'), scratch), PatternMatch::kYes) << pattern;
      EXPECT_EQ(compiled->match(std::string(20'000, 'b'), scratch), PatternMatch::kNo) << pattern;
    }
    const auto deep = FallbackPattern::compile("(?!x)(a|ab)*c", Anchoring::kFull);
    ASSERT_TRUE(deep.has_value());
    EXPECT_EQ(deep->match(std::string(200'000, 'a'), scratch), PatternMatch::kUndecided);
  }
}

TEST(PatternFallback, MatchesNoBadText) { EXPECT_EQ(match("(?!x).*", "\xFF"), PatternMatch::kNo); }

TEST(PatternFallback, RefusesWhatPcreDoesNotRead) {
  for (const std::string_view pattern : {"[a-", "(a", "a**", "(*UCP)a", "(?<=a+)b", "\\C"}) {
    const auto compiled = FallbackPattern::compile(pattern, Anchoring::kFull);
    ASSERT_FALSE(compiled.has_value()) << pattern;
    EXPECT_EQ(compiled.error().code, ErrorCode::kPatternSyntax);
    EXPECT_THAT(compiled.error().message, HasSubstr("PCRE2: ")) << pattern;
  }
}

TEST(PatternFallback, LookAroundCanBeTakenOut) {
  EXPECT_EQ(without_look_around("^(?!aws)[(?=]a\\(?=(?:b(?<=(c[)]\\)))d)$"),
            "^(?:)[(?=]a\\(?=(?:b(?:)d)$");
  EXPECT_EQ(without_look_around("(?<name>a)(?=b"), "(?<name>a)(?:)");
}

}  // namespace
}  // namespace assay
