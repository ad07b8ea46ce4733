// Random patterns in the syntax that all share, and patterns of real models: RE2 and std::regex
// must agree with the compiled automaton.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <cstdint>
#include <iostream>
#include <random>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "spec/automaton_algebra.h"
#include "spec/pattern.h"
#include "spec/pattern_reference_test_util.h"

namespace assay {
namespace {

class RandomPattern {
 public:
  RandomPattern(std::uint32_t seed, std::vector<std::string> atoms)
      : random_(seed), atoms_(std::move(atoms)) {}

  std::string next() { return expression(3); }
  std::u32string text(std::u32string_view alphabet) {
    std::u32string result(random_() % 9, U'\0');
    for (char32_t& c : result) c = alphabet[random_() % alphabet.size()];
    return result;
  }
  std::uint32_t pick(std::uint32_t below) { return static_cast<std::uint32_t>(random_() % below); }

 private:
  std::string expression(int depth) {
    static const std::vector<std::string> quantifiers = {"*",   "+",     "?",    "*?",    "+?",
                                                         "{2}", "{1,3}", "{2,}", "{0,2}?"};
    const std::uint32_t kind = depth == 0 ? 0 : pick(8);
    if (kind < 2) return atoms_[pick(static_cast<std::uint32_t>(atoms_.size()))];
    if (kind < 5) return expression(depth - 1) + expression(depth - 1);
    if (kind < 6) return "(?:" + expression(depth - 1) + "|" + expression(depth - 1) + ")";
    const std::string open = pick(2) == 0 ? "(" : "(?:";
    return open + expression(depth - 1) + ")" +
           quantifiers[pick(static_cast<std::uint32_t>(quantifiers.size()))];
  }

  std::mt19937 random_;
  std::vector<std::string> atoms_;
};

Automaton compile(const std::string& pattern, Anchoring anchoring, DotDialect dot) {
  Expected<Automaton> automaton = compile_pattern(pattern, {anchoring, dot});
  EXPECT_TRUE(automaton.has_value()) << pattern << ": " << automaton.error().message;
  return automaton ? *automaton : Automaton();
}

TEST(PatternCrosscheck, Re2Agrees) {
  // RE2's dot leaves out LF only; its \s is narrower than ECMA-262's, so it is left out.
  RandomPattern generator(1, {"a", "b", "é", "😀", ".", "[ab]", "[^a]", "[a-é]", "\\d", "\\w",
                              "\\W", "^", "$", "\\b", "\\B", "\\x41", "\\.", "-"});
  std::uint64_t pairs = 0, matched = 0;
  for (int i = 0; i < 4000; ++i) {
    const std::string pattern = generator.next();
    RE2::Options options;
    options.set_log_errors(false);
    const RE2 re2(pattern, options);
    ASSERT_TRUE(re2.ok()) << pattern << ": " << re2.error();
    const Automaton full = compile(pattern, Anchoring::kFull, DotDialect::kPython);
    const Automaton search = compile(pattern, Anchoring::kSearch, DotDialect::kPython);
    // RE2 looks for a match at every byte, so its \B holds inside a character of several bytes.
    const bool ascii = pattern.find("\\B") != std::string::npos;
    const std::u32string_view alphabet = ascii ? U"aabbA1_-. \n\r" : U"aabbé😀A1_-. \n\r\u2028";
    for (int j = 0; j < 40; ++j) {
      const std::string text = encode_text(generator.text(alphabet));
      pairs += 2;
      const bool expected = RE2::FullMatch(text, re2);
      matched += expected ? 1 : 0;
      ASSERT_EQ(full.matches(text), expected) << '/' << pattern << "/ on \"" << text << '"';
      ASSERT_EQ(search.matches(text), RE2::PartialMatch(text, re2))
          << '/' << pattern << "/ in \"" << text << '"';
    }
  }
  std::cout << "RE2: " << pairs << " pairs, " << matched << " matched whole\n";
  EXPECT_GT(matched, 5'000u);
}

TEST(PatternCrosscheck, StdRegexAgreesOnAscii) {
  // Its \cJ is no line feed, so control escapes are left out.
  RandomPattern generator(2, {"a", "b", ".", "[ab]", "[^a]", "[a-c]", "\\d", "\\w", "\\W", "\\s",
                              "\\S", "^", "$", "\\x41", "\\u0041", "\\.", "-"});
  std::uint64_t pairs = 0, matched = 0;
  for (int i = 0; i < 1500; ++i) {
    const std::string pattern = generator.next();
    const std::regex regex(pattern, std::regex::ECMAScript);
    const Automaton full = compile(pattern, Anchoring::kFull, DotDialect::kEcma);
    const Automaton search = compile(pattern, Anchoring::kSearch, DotDialect::kEcma);
    for (int j = 0; j < 20; ++j) {
      const std::string text = encode_text(generator.text(U"aabbcA1_-. \n\r\t"));
      pairs += 2;
      const bool expected = std::regex_match(text, regex);
      matched += expected ? 1 : 0;
      ASSERT_EQ(full.matches(text), expected) << '/' << pattern << "/ on \"" << text << '"';
      ASSERT_EQ(search.matches(text), std::regex_search(text, regex))
          << '/' << pattern << "/ in \"" << text << '"';
    }
  }
  std::cout << "std::regex: " << pairs << " pairs, " << matched << " matched whole\n";
  EXPECT_GT(matched, 1'000u);
}

TEST(PatternCrosscheck, PatternsOfModelsAgreeWithRe2) {
  const std::string patterns[] = {
      "[a-zA-Z0-9]+[a-zA-Z0-9\\.\\-_]*",
      "arn:aws(?:-(?:cn|us-gov|iso|iso-b|iso-e|iso-f))?:airflow-serverless:([a-z]{2}-[a-z]+-[0-9]{1"
      "}):([0-9]{12}):workflow/([a-zA-Z0-9][a-zA-Z0-9\\.\\-_]{0,254}-[a-zA-Z0-9]{10})",
      "^(/[a-zA-Z0-9\\/_-]+/kms/xks/v\\d{1,2})$|^(/kms/xks/v\\d{1,2})$",
      "^([_a-zA-Z][_a-zA-Z0-9]*::)*[_a-zA-Z][_a-zA-Z0-9]*$",
      "^([a-z]+-){2,3}\\d+$",
      "^-?\\d{1,15}\\.\\d{1,4}$",
      "^256|512|1024|2048|4096|(0.25|0.5|1|2|4) vCPU$",
      "^Action$|^.+::Action$",
      "^[!&'()*+,\\-./:;?=%@\\[\\]_{}|<>~^`\"]$",
      "^[0-9A-Za-z\\(\\)#\\?\\*\\-\\/, ]+$",
      "^[A-Za-z0-9-_=]+.[A-Za-z0-9-_=]+.[A-Za-z0-9-_=]+$",
      "^[\\w\\.\\-]+@[\\w\\.\\-]+$",
      "^[\\x20-\\x21\\x23-\\x2B\\x2D-\\x7E]*$",
      "^[^\\x0a\\x0d]+$",
      "^arn:[^:]*:[^:]*:[^:]*:[^:]*:.*$",
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
  };
  RandomPattern generator(3, {"a"});
  const std::u32string_view alphabet = U"azAZ059-_.:/+=@ \n\u00E9\U0001F600()*";
  std::uint64_t pairs = 0, matched = 0;
  for (const std::string& pattern : patterns) {
    const RE2 re2(pattern);
    ASSERT_TRUE(re2.ok()) << pattern;
    const Automaton full = compile(pattern, Anchoring::kFull, DotDialect::kPython);
    const Automaton search = compile(pattern, Anchoring::kSearch, DotDialect::kPython);
    // Walk away from an accepted string, an edit at a time, and begin again.
    const std::u32string seed = decode_text(shortest_accepted(full).value());
    for (int walk = 0; walk < 200; ++walk) {
      std::u32string text = seed;
      for (int edit = 0; edit < 6; ++edit) {
        const std::string utf8 = encode_text(text);
        pairs += 2;
        const bool expected = RE2::FullMatch(utf8, re2);
        matched += expected ? 1 : 0;
        ASSERT_EQ(full.matches(utf8), expected) << '/' << pattern << "/ on \"" << utf8 << '"';
        ASSERT_EQ(search.matches(utf8), RE2::PartialMatch(utf8, re2))
            << '/' << pattern << "/ in \"" << utf8 << '"';
        const std::uint32_t at = generator.pick(static_cast<std::uint32_t>(text.size()) + 1);
        const char32_t scalar =
            alphabet[generator.pick(static_cast<std::uint32_t>(alphabet.size()))];
        const std::uint32_t kind = generator.pick(3);
        if (kind == 0 || at == text.size()) {
          text.insert(at, 1, scalar);
        } else if (kind == 1) {
          text[at] = scalar;
        } else {
          text.erase(at, 1);
        }
      }
    }
  }
  std::cout << "patterns of models: " << pairs << " pairs, " << matched << " matched whole\n";
  EXPECT_GT(matched, 3'000u);
}

}  // namespace
}  // namespace assay
