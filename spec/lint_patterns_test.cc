// Rules on patterns alone.
#include <gtest/gtest.h>

#include "spec/lint_test_util.h"

namespace assay {
namespace {

using test::described;
using test::find_finding;
using test::lint_string;
using test::pattern_trait;

TEST(LintPatterns, RedundantAndAmbiguousParts) {
  struct Case {
    const char* pattern;
    const char* findings;
    const char* witness;  // of the first finding; nullptr: none is looked at
  };
  constexpr Case kCases[] = {
      {"^[0-9]{1}$", "pattern.repeat-once S", nullptr},
      {"^[0-9]{1,1}$", "pattern.repeat-once S", nullptr},
      {"^[0-9]{1,2}$", "", nullptr},
      {"^\\{1}$", "", nullptr},
      {"^[{1}]$", "", nullptr},
      {"^[a-z]+[a-z0-9]*$", "pattern.ambiguous S", "aa"},
      {"^[a-z]+[0-9]*$", "", nullptr},
      {"^[a-z]{2}[a-z0-9]*$", "", nullptr},
      {"^[a-z]{2,4}[a-z]?$", "pattern.ambiguous S", "aaa"},
      {"^([a-z]+)*$", "pattern.ambiguous S", "aaa"},
      {"^([a-z]+-)*$", "", nullptr},
      {"^(?:ab|cd|ab)$", "pattern.alternative S", nullptr},
      {"^(?:ab|a[a-z])$", "pattern.alternative S", "ab"},
      {"^(?:a[b]|ab)$", "pattern.alternative S", "ab"},
      {"^(?:iso|iso-b|iso-e)$", "", nullptr},
      {"^a|b$", "", nullptr},
      {"^(x(?:ab|ab){1})$", "pattern.alternative S, pattern.repeat-once S", nullptr},
  };
  for (const Case& each : kCases) {
    const auto findings = lint_string(pattern_trait(each.pattern));
    EXPECT_EQ(described(findings, "pattern.repeat pattern.amb pattern.alt"), each.findings)
        << each.pattern;
    if (each.witness == nullptr) continue;
    const std::string id =
        std::string(each.findings).substr(0, std::string_view(each.findings).find(' '));
    const LintFinding* const finding = find_finding(findings, id);
    ASSERT_NE(finding, nullptr) << each.pattern;
    EXPECT_EQ(finding->witnesses.at(0).text, each.witness) << each.pattern;
  }
}

TEST(LintPatterns, PlacesAreThoseOfTheParts) {
  const auto findings = lint_string("\n\"smithy.api#pattern\": \"^\\\\d[0-9]{1}$\"");
  const LintFinding* const finding = find_finding(findings, "pattern.repeat-once");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->column, std::string_view("\"smithy.api#pattern\": \"^\\\\d[0-9]").size() + 1);
}

TEST(LintPatterns, SyntaxAndAnchors) {
  struct Case {
    const char* pattern;
    const char* findings;
  };
  constexpr Case kCases[] = {
      {"^[a-z]+$", ""},
      {"[a-z]+", "pattern.unanchored S"},
      {"^[a-z]+", "pattern.unanchored S"},
      {"^a|b$", "pattern.unanchored S"},
      {"[\\s\\S]*", ""},
      {"^a\\-b$", "pattern.unicode-mode S"},
      {"^[a\\-b]$", ""},
      {"^[\\_b]$", "pattern.unicode-mode S"},
      {"^\\.\\/$", ""},
  };
  for (const Case& each : kCases) {
    EXPECT_EQ(described(lint_string(pattern_trait(each.pattern)),
                        "pattern.un pattern.syntax pattern.fallback"),
              each.findings)
        << each.pattern;
  }
}

TEST(LintPatterns, WhatIsNoEcmaPatternIsNamed) {
  EXPECT_EQ(described(lint_string(pattern_trait("^[a-$")), "pattern.syntax pattern.fallback"),
            "pattern.syntax S");
  EXPECT_EQ(described(lint_string(pattern_trait("^(?=a)a$")), "pattern.syntax pattern.fallback"),
            "pattern.fallback S");
  EXPECT_EQ(described(lint_string(pattern_trait("^(a|b)*a(a|b){30}$")),
                      "pattern.syntax pattern.fallback"),
            "pattern.fallback S");
}

TEST(LintPatterns, DialectsDifferOnTheWitness) {
  struct Case {
    const char* pattern;
    const char* id;
    const char* label;
    const char* witness;
  };
  constexpr Case kCases[] = {
      {"^.$", "pattern.dialect-dot", "accepted by ECMA-262, not by Java", "\xC2\x85"},
      {"^.$", "pattern.dialect-dot", "accepted by Python, Perl and RE2, not by ECMA-262",
       "\xE2\x80\xA8"},
      {"^a$", "pattern.dialect-end", "accepted by Python, Java and Perl, not by ECMA-262", "a\n"},
      {"^\\d$", "pattern.dialect-digit", "accepted by Python, not by ECMA-262", "\xD9\xA0"},
      {"^[x\\d]$", "pattern.dialect-digit", "accepted by Python, not by ECMA-262", "\xD9\xA0"},
      {"^\\D$", "pattern.dialect-digit", "accepted by ECMA-262, not by Python", "\xD9\xA0"},
      {"^[\\w-.]$", "pattern.dialect-word", "accepted by Python, not by ECMA-262", "\xC2\xAA"},
      {"^\\s$", "pattern.dialect-space", "accepted by ECMA-262, not by Java", "\xC2\xA0"},
      {"^\\s$", "pattern.dialect-space", "accepted by Python, not by ECMA-262", "\x1C"},
  };
  for (const Case& each : kCases) {
    const auto findings = lint_string(pattern_trait(each.pattern));
    const LintFinding* const finding = find_finding(findings, each.id);
    ASSERT_NE(finding, nullptr) << each.pattern;
    std::string witness = "none";
    for (const LintWitness& given : finding->witnesses) {
      if (given.label == each.label) witness = given.text;
    }
    EXPECT_EQ(witness, each.witness) << each.pattern << " " << each.label;
  }
  EXPECT_EQ(described(lint_string(pattern_trait("^[a-z]*[\\s\\S]*$")), "pattern.dialect"), "");
  EXPECT_EQ(described(lint_string(pattern_trait("^(?:[a-z.$]|[0-9])*"))), "pattern.unanchored S");
}

TEST(LintArns, PartitionsWithoutAFittingRegion) {
  struct Case {
    const char* pattern;
    const char* findings;
  };
  constexpr Case kCases[] = {
      {"^arn:aws:demo:[a-z]{2}-[a-z]+-[0-9]:[0-9]{12}:x$", ""},
      {"^arn:(aws|aws-us-gov):demo:[a-z]{2}-[a-z]+-[0-9]:[0-9]{12}:x$",
       "arn.partition-missing S, arn.region S"},
      {"^arn:aws[a-z-]*:demo:[a-z0-9-]+:[0-9]{12}:x$", ""},
      {"^arn:aws[a-z-]*:iam::[0-9]{12}:role/x$", ""},
      {"^arn:aws[a-z-]*:iam:[a-z]{2}-[a-z]+-[0-9]:[0-9]{12}:x$", "arn.region S"},
      {"^[a-z:]+$", ""},
      {"^.*$", ""},
      {"arn:aws-us-gov:demo:[a-z]{2}-[a-z]+-[0-9]:[0-9]{12}:x", "arn.region S"},
  };
  for (const Case& each : kCases) {
    EXPECT_EQ(described(lint_string(pattern_trait(each.pattern)), "arn"), each.findings)
        << each.pattern;
  }
}

TEST(LintArns, MaximaOfRegionsThatDoNotExist) {
  const auto findings =
      lint_string(pattern_trait("^arn:aws:demo:[a-z]{2}-[a-z]+-[0-9]:[0-9]{12}:x{1,3}$") +
                  R"(, "smithy.api#length": {"max": 100})");
  const LintFinding* const finding = find_finding(findings, "arn.max-region");
  ASSERT_NE(finding, nullptr);
  const std::string longest = "arn:aws:demo:ap-northeast-1:aaaaaaaaaaaa:xxx";
  EXPECT_EQ(finding->witnesses.at(0).text.size(), longest.size());
}

}  // namespace
}  // namespace assay
