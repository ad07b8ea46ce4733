// Constraints against each other.
#include <gtest/gtest.h>

#include "spec/lint_test_util.h"

namespace assay {
namespace {

using test::described;
using test::find_finding;
using test::lint_shapes;
using test::lint_string;
using test::pattern_trait;

TEST(LintBounds, LengthsAgainstPatterns) {
  struct Case {
    const char* pattern;
    const char* length;
    const char* findings;
  };
  constexpr Case kCases[] = {
      {"^[a-z]{3}$", R"("min": 1, "max": 3)", "length.implied S, length.min-unreachable S"},
      {"^[a-z]{3}$", R"("min": 3, "max": 4)", "length.implied S, length.max-unreachable S"},
      {"^[a-z]*$", R"("min": 0, "max": 9)", ""},
      {"^[a-z]*$", R"("min": 2, "max": 9)", ""},
      {"^.+$", R"("min": 1, "max": 9)", "length.implied S"},
      {"^.*$", R"("min": 1, "max": 9)", "length.implied S"},
      {"^(?:ab)*$", R"("min": 1)", "length.min-unreachable S"},
      {"^(?:ab)*$", R"("max": 7)", "length.max-unreachable S"},
      {"^(?:ab)*$", R"("min": 2, "max": 8)", ""},
      {"^(?:ab)*$", R"("min": 3, "max": 3)", "shape.empty S"},
      {"^[a-z]{2,4}$", R"("min": 5)", "shape.empty S"},
      {"^[a-z]{9}$", R"("max": 8)", "shape.empty S"},
      {"^a$b", R"("max": 8)", "shape.empty S"},
      {"[a-z]{3}", R"("min": 1, "max": 9)", "length.min-unreachable S"},  // anywhere in nine
  };
  for (const Case& each : kCases) {
    const auto findings =
        lint_string(pattern_trait(each.pattern) + ", \"smithy.api#length\": {" + each.length + "}");
    EXPECT_EQ(described(findings, "length shape range"), each.findings)
        << each.pattern << " " << each.length;
  }
}

TEST(LintBounds, WitnessesAreTheShortestAndTheLongest) {
  const auto findings = lint_string(pattern_trait("^id-[a-z]{2,5}$") +
                                    R"(, "smithy.api#length": {"min": 1, "max": 20})");
  const LintFinding* const min = find_finding(findings, "length.min-unreachable");
  ASSERT_NE(min, nullptr);
  EXPECT_EQ(min->message,
            "minimum length 1 is unreachable: the shortest match of the pattern has 5 characters");
  EXPECT_EQ(min->witnesses.at(0).text, "id-aa");
  const LintFinding* const max = find_finding(findings, "length.max-unreachable");
  ASSERT_NE(max, nullptr);
  EXPECT_EQ(max->message,
            "maximum length 20 is unreachable: the longest match of the pattern has 8 characters");
  EXPECT_EQ(max->witnesses.at(0).text, "id-aaaaa");
}

// A member's own length is judged with the pattern of its target.
TEST(LintBounds, MembersRefineTheirTargets) {
  const auto findings = lint_shapes(R"("x#In": {"type": "structure", "members": {
    "Id": {"target": "x#S", "traits": {"smithy.api#length": {"min": 4, "max": 9}}}}},
    "x#S": {"type": "string", "traits": {"smithy.api#pattern": "^[a-z]{3}$"}})");
  EXPECT_EQ(described(findings, "shape"), "shape.empty In.Id");
}

TEST(LintBounds, RangesAndEnums) {
  struct Case {
    const char* shape;
    const char* findings;
  };
  constexpr Case kCases[] = {
      {R"("integer", "traits": {"smithy.api#range": {"min": 1, "max": 9}})", ""},
      {R"("enum", "members": {"A": {"target": "smithy.api#Unit"}},
        "traits": {"smithy.api#length": {"min": 1}})",
       ""},
      {R"("enum", "members": {"A": {"target": "smithy.api#Unit"},
        "BB": {"target": "smithy.api#Unit"}}, "traits": {"smithy.api#length": {"min": 2}})",
       "enum.value-never S"},
      {R"("enum", "members": {"A": {"target": "smithy.api#Unit"}},
        "traits": {"smithy.api#pattern": "^[a-z]$"})",
       "enum.value-never S, shape.empty S"},
  };
  for (const Case& each : kCases) {
    const auto findings =
        lint_shapes(R"("x#In": {"type": "structure", "members": {"S": {"target": "x#S"}}},
                    "x#S": {"type": )" +
                    std::string(each.shape) + "}");
    EXPECT_EQ(described(findings, "shape range enum"), each.findings) << each.shape;
  }
}

TEST(LintInhabited, RequiredMembersThatCanNeverBeGiven) {
  struct Case {
    const char* shapes;
    const char* findings;
  };
  constexpr Case kCases[] = {
      {R"("x#In": {"type": "structure", "members": {
           "A": {"target": "x#Never", "traits": {"smithy.api#required": {}}}}})",
       "member.never In.A, shape.empty Never"},
      {R"("x#In": {"type": "structure", "members": {"A": {"target": "x#Never"}}})",
       "shape.empty Never"},
      {R"("x#In": {"type": "structure", "members": {
           "A": {"target": "x#Some", "traits": {"smithy.api#required": {}}}}},
         "x#Some": {"type": "list", "member": {"target": "x#Never"},
           "traits": {"smithy.api#length": {"min": 1}}})",
       "member.never In.A, shape.empty Never"},
      {R"("x#In": {"type": "structure", "members": {
           "A": {"target": "x#Any", "traits": {"smithy.api#required": {}}}}},
         "x#Any": {"type": "list", "member": {"target": "x#Never"}})",
       "shape.empty Never"},
      {R"("x#In": {"type": "structure", "members": {
           "A": {"target": "x#Loop", "traits": {"smithy.api#required": {}}},
           "N": {"target": "x#Never"}}},
         "x#Loop": {"type": "structure", "members": {
           "L": {"target": "x#Loop", "traits": {"smithy.api#required": {}}}}})",
       "shape.endless In, shape.endless Loop, shape.empty Never"},
  };
  for (const Case& each : kCases) {
    const auto findings = lint_shapes(std::string(each.shapes) +
                                      R"(, "x#Never": {"type": "string", "traits": {
        "smithy.api#pattern": "^[a-z]{3}$", "smithy.api#length": {"max": 2}}})");
    EXPECT_EQ(described(findings, "shape member"), each.findings) << each.shapes;
  }
}

}  // namespace
}  // namespace assay
