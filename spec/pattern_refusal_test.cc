// What cannot be used: every refusal with its code and its offset.
#include <gtest/gtest.h>

#include <cstdint>
#include <iostream>
#include <random>
#include <string>
#include <string_view>

#include "spec/pattern.h"
#include "spec/pattern_parser.h"

namespace assay {
namespace {

using namespace std::string_view_literals;

struct Refusal {
  std::string_view pattern;
  std::size_t offset;
  std::string_view says;  // part of the message
};

template <std::size_t size>
void check(const Refusal (&cases)[size], ErrorCode code) {
  for (const Refusal& c : cases) {
    const Expected<Automaton> automaton = compile_pattern(c.pattern);
    ASSERT_FALSE(automaton.has_value()) << c.pattern;
    const Error& error = automaton.error();
    EXPECT_EQ(error.code, code) << c.pattern << ": " << error.message;
    EXPECT_EQ(error.offset, c.offset) << c.pattern << ": " << error.message;
    EXPECT_EQ(error.column, c.offset + 1) << c.pattern;
    EXPECT_EQ(error.line, 1u) << c.pattern;
    EXPECT_NE(error.message.find(c.says), std::string::npos) << c.pattern << ": " << error.message;
  }
}

TEST(PatternRefusal, Syntax) {
  const Refusal cases[] = {
      {"a(b", 1, "not closed"},
      {"a(b(c)", 1, "not closed"},
      {"ab)", 2, "closes no group"},
      {"*", 0, "nothing to repeat"},
      {"a|+", 2, "nothing to repeat"},
      {"(?", 0, "not ECMA-262"},
      {"(?a", 0, "not ECMA-262"},
      {"(?#c)", 0, "not ECMA-262"},
      {"x(?P<n>a)", 1, "(?<name>...)"},
      {"(?'n'a)", 0, "not ECMA-262"},
      {"(?<>a)", 0, "group name"},
      {"(?<1a>a)", 0, "group name"},
      {"(?<n", 0, "group name"},
      {"a**", 2, "nothing to repeat"},
      {"a???", 3, "nothing to repeat"},
      {"a{2}{3}", 4, "repeats nothing"},
      {"^*", 1, "nothing to repeat"},
      {"$?", 1, "nothing to repeat"},
      {"\\b+", 2, "nothing to repeat"},
      {"^{2}", 1, "repeats nothing"},
      {"{2}", 0, "repeats nothing"},
      {"a{", 1, "begins no repetition"},
      {"a{x}", 1, "begins no repetition"},
      {"a{1", 1, "begins no repetition"},
      {"a{1,2", 1, "begins no repetition"},
      {"a{1;2}", 1, "begins no repetition"},
      {"a{,3}", 1, "{0,"},
      {"a{,}", 1, "begins no repetition"},
      {"a{3,2}", 1, "out of order"},
      {"a}", 1, "closes nothing"},
      {"a]", 1, "closes no class"},
      {"[]a]", 3, "closes no class"},
      {"a[b", 1, "class is not closed"},
      {"[^", 0, "class is not closed"},
      {"[a\\]", 0, "class is not closed"},
      {"[a-", 0, "class is not closed"},
      {"x[z-a]", 2, "out of order"},
      {"[a\\x41-@]", 2, "out of order"},
      {"[[:alpha:]]", 1, "POSIX"},
      {"[^[:^digit:]]", 2, "POSIX"},
      {"a\\", 1, "ends in a backslash"},
      {"[\\", 1, "ends in a backslash"},
      {"\\q", 0, "not an escape"},
      {"a\\Q", 1, "not an escape"},
      {"\\Afoo", 0, "write ^"},
      {"foo\\z", 3, "write $"},
      {"foo\\Z", 3, "write $"},
      {"\\é", 0, "no escape"},
      {"\\\n", 0, "no escape"},
      {"[\\B]", 1, "not an escape"},
      {"[\\1]", 1, "\\xHH"},
      {"\\01", 0, "octal"},
      {"[\\07]", 1, "octal"},
      {"\\x4", 0, "two hexadecimal"},
      {"\\xg0", 0, "two hexadecimal"},
      {"\\u123", 0, "four hexadecimal"},
      {"\\u", 0, "four hexadecimal"},
      {"\\u{}", 0, "closing brace"},
      {"\\u{12", 0, "closing brace"},
      {"\\u{110000}", 0, "U+10FFFF"},
      {"\\u{FFFFFFFFFFFFFFFFFFFF}", 0, "U+10FFFF"},
      {"\\c", 0, "\\cJ"},
      {"\\c1", 0, "\\cJ"},
      {"\\p", 0, "in braces"},
      {"\\pL", 0, "in braces"},
      {"\\P{L", 0, "in braces"},
      {"a\xFF", 1, "not UTF-8"},
      {"\xC3", 0, "not UTF-8"},
      {"\xC0\x80", 0, "not UTF-8"},
      {"ab\xED\xA0\x80", 2, "not UTF-8"},
      {"\xF4\x90\x80\x80", 0, "not UTF-8"},
  };
  check(cases, ErrorCode::kPatternSyntax);
}

TEST(PatternRefusal, KnownButNotSupported) {
  const Refusal cases[] = {
      {"(?=a)", 0, "look-ahead"},
      {"a(?!b)", 1, "look-ahead"},
      {"(a|(?<=b))", 3, "look-behind"},
      {"(?<!a)", 0, "look-behind"},
      {"(a)\\1", 3, "back-reference"},
      {"\\9", 0, "back-reference"},
      {"(?<n>a)\\k<n>", 7, "back-reference"},
      {"(?>a)", 0, "atomic"},
      {"(?i)a", 0, "flags"},
      {"a(?i:b)", 1, "flags"},
      {"(?-s:a)", 0, "flags"},
      {"a*+", 2, "possessive"},
      {"a++", 2, "possessive"},
      {"a?+", 2, "possessive"},
      {"a{2}+", 4, "possessive"},
      {"a\\p{Alpha}", 1, "ASCII in Java"},
      {"\\p{Lower}", 0, "[A-Za-z]"},
      {"[a\\p{Script=Latin}]", 2, "\\p{Script=Latin} is not supported"},
      {"\\P{IsAlphabetic}", 0, "\\p{IsAlphabetic} is not supported"},
      {"\\p{gc=ASCII}", 0, "\\p{gc=ASCII} is not supported"},
      {"\\p{gc=Assigned}", 0, "\\p{gc=Assigned} is not supported"},
      {"\\p{}", 0, "is not supported"},
      {"\\p{a b\n}", 0, "this property is not supported"},
  };
  check(cases, ErrorCode::kPatternRefused);
}

TEST(PatternRefusal, NestingIsLimited) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '(') + "a" + std::string(depth, ')');
  };
  EXPECT_TRUE(compile_pattern(nested(kMaxPatternNesting)).has_value());
  const auto deeper = compile_pattern(nested(kMaxPatternNesting + 1));
  ASSERT_FALSE(deeper.has_value());
  EXPECT_EQ(deeper.error().code, ErrorCode::kPatternRefused);
  EXPECT_EQ(deeper.error().offset, kMaxPatternNesting);
  EXPECT_FALSE(compile_pattern(std::string(1'000'000, '(')).has_value());
}

TEST(PatternRefusal, EveryStageKeepsToTheBudget) {
  std::string letters;
  for (char32_t c = 0x4E00; c < 0x4E00 + 8000; ++c) {
    letters += static_cast<char>(0xE0 | c >> 12);
    letters += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    letters += static_cast<char>(0x80 | (c & 0x3F));
  }
  std::string nested = "a";
  for (int i = 0; i < 200; ++i) nested = "(?:" + nested + "){0,9}";
  const struct {
    std::string pattern;
    std::size_t offset;
  } cases[] = {
      {"xa{1000000000}", 2},                      // the expansion
      {"a{99999999999999999999999,}", 1},         // a count beyond 64 bits
      {"(?:(?:(?:a{999}){999}){999}){999}", 28},  // the expansion, nested
      {nested, nested.size() - 5},                //
      {letters, 0},                               // table cells: states times classes
      {"(?:a|b)*a(?:a|b){30}", 0},                // subsets
      {"(?:a?){20000}", 0},                       // steps
      {"a{50001}", 0},                            // states alone
  };
  for (const auto& c : cases) {
    const Expected<Automaton> automaton = compile_pattern(c.pattern);
    ASSERT_FALSE(automaton.has_value()) << c.pattern.substr(0, 40);
    EXPECT_EQ(automaton.error().code, ErrorCode::kStateBudget) << c.pattern.substr(0, 40);
    EXPECT_EQ(automaton.error().offset, c.offset) << c.pattern.substr(0, 40);
    EXPECT_NE(automaton.error().message.find("50000 states"), std::string::npos);
  }
}

TEST(PatternRefusal, TheBudgetIsExact) {
  // a{10}: eleven states and the dead one.
  PatternOptions options;
  options.max_states = 12;
  EXPECT_TRUE(compile_pattern("a{10}", options).has_value());
  options.max_states = 11;
  EXPECT_FALSE(compile_pattern("a{10}", options).has_value());
  options.max_states = 0;
  EXPECT_FALSE(compile_pattern("", options).has_value());
}

// What is longer than the budget is refused before anything is built for it.
TEST(PatternRefusal, LengthsAloneCanTell) {
  PatternOptions options;
  options.max_states = 10;
  const struct {
    std::string_view pattern;
    bool full, search;  // whether it fits as a whole match, and anywhere
  } cases[] = {
      {"a{8}", true, true},          {"a{10}", false, false},      {"^.{1,100000}$", false, false},
      {".{1,30}", false, true},      {"(a{3}){3}|b", false, true}, {"a{9}a*", false, true},
      {"(a{20}){0,3}", false, true}, {"a{0,5}[]{20}", true, true},
  };
  for (const auto& c : cases) {
    options.anchoring = Anchoring::kFull;
    EXPECT_EQ(compile_pattern(c.pattern, options).has_value(), c.full) << c.pattern;
    options.anchoring = Anchoring::kSearch;
    EXPECT_EQ(compile_pattern(c.pattern, options).has_value(), c.search) << c.pattern;
  }
}

// Patterns of one model share steps: each takes what it needed, whoever finds nothing left is over
// budget, and small ones before that compile.
TEST(PatternRefusal, PatternsShareSteps) {
  std::uint64_t steps = kStepsOfAllPatterns;
  PatternOptions options;
  options.shared_steps = &steps;
  EXPECT_TRUE(compile_pattern("[a-z]{3}", options).has_value());
  const std::uint64_t small = kStepsOfAllPatterns - steps;
  EXPECT_GT(small, 0u);
  EXPECT_LT(small, 10'000u);
  std::size_t hostile = 0;
  for (; hostile < 1000 && steps > 0; ++hostile) {
    const auto automaton = compile_pattern("(?:a|b)*a(?:a|b){30}", options);
    ASSERT_FALSE(automaton.has_value());
    EXPECT_EQ(automaton.error().code, ErrorCode::kStateBudget);
  }
  EXPECT_LT(hostile, 200u);
  const auto late = compile_pattern("[a-z]{3}", options);
  ASSERT_FALSE(late.has_value());
  EXPECT_EQ(late.error().code, ErrorCode::kStateBudget);
  EXPECT_NE(late.error().message.find("share"), std::string::npos);
}

TEST(PatternRefusal, HostileBytesCompileOrFailInPlace) {
  std::mt19937 random(20261122);
  // Half of the bytes are syntax, so that many get past the first character.
  constexpr std::string_view kSyntax = "()[]{}*+?|^$.\\-,:=!<>0123456789abdpuxDWSk\xC3\xA9";
  PatternOptions options;
  std::uint32_t compiled = 0, failed = 0;
  for (int i = 0; i < 200'000; ++i) {
    std::string pattern(random() % 13, '\0');
    for (char& c : pattern) {
      c = random() % 8 == 0 ? static_cast<char>(random()) : kSyntax[random() % kSyntax.size()];
    }
    options.anchoring = random() % 2 == 0 ? Anchoring::kFull : Anchoring::kSearch;
    options.max_states = random() % 4 == 0 ? static_cast<std::uint32_t>(random() % 20) : 2000;
    const Expected<Automaton> automaton = compile_pattern(pattern, options);
    if (automaton) {
      ++compiled;
      ASSERT_GE(automaton->state_count(), 1u);
      ASSERT_LE(automaton->state_count(), options.max_states);
    } else {
      ++failed;
      ASSERT_LE(automaton.error().offset, pattern.size()) << pattern;
      ASSERT_FALSE(automaton.error().message.empty());
    }
  }
  std::cout << "hostile patterns: " << compiled << " compiled, " << failed << " failed\n";
  EXPECT_GT(compiled, 5'000u);
  EXPECT_GT(failed, 50'000u);
}

}  // namespace
}  // namespace assay
