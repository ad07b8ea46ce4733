// Errors, required members, and the embedded model as a whole.
#include <gtest/gtest.h>

#include <algorithm>

#include "spec/contract_test_util.h"
#include "spec/embedded_contract.h"
#include "spec/lint_test_util.h"
#include "spec/smithy_reader.h"

namespace assay {
namespace {

using test::described;
using test::find_finding;
using test::lint_shapes;
using test::model_of;

TEST(LintErrors, OneNameInTwoNamespaces) {
  const auto findings = lint_source(model_of(R"("x#In": {"type": "structure"},
    "x#Busy": {"type": "structure", "traits": {"smithy.api#error": "client"}},
    "y#Busy": {"type": "structure", "traits": {"smithy.api#error": "server"}},
    "y#In": {"type": "structure"})"));
  EXPECT_EQ(described(findings), "error.same-name Busy");
}

TEST(LintErrors, OneCodeForTheQueryProtocol) {
  const auto findings = lint_source(R"({"smithy": "2.0", "shapes": {
    "x#Run": {"type": "operation", "errors": [{"target": "x#A"}, {"target": "x#B"},
      {"target": "x#C"}]},
    "x#A": {"type": "structure", "traits": {"smithy.api#error": "client",
      "aws.protocols#awsQueryError": {"code": "Same", "httpResponseCode": 400}}},
    "x#B": {"type": "structure", "traits": {"smithy.api#error": "client",
      "aws.protocols#awsQueryError": {"code": "Other", "httpResponseCode": 400}}},
    "x#C": {"type": "structure", "traits": {"smithy.api#error": "client",
      "aws.protocols#awsQueryError": {"code": "Same", "httpResponseCode": 400}}}}})");
  EXPECT_EQ(described(findings), "error.same-code Run");
  EXPECT_EQ(findings.at(0).line, 3U);
}

TEST(LintErrors, OtherTextsHaveNoFindings) {
  EXPECT_TRUE(lint_source("").empty());
  EXPECT_TRUE(lint_source("[1]").empty());
  EXPECT_TRUE(lint_source(R"({"smithy": "2.0", "shapes": 1})").empty());
  EXPECT_TRUE(lint_source(R"({"metadata": {}, "shapes": {}})").empty());
}

TEST(LintRequirements, RequiredStringsThatMayBeEmpty) {
  struct Case {
    const char* traits;
    const char* findings;
  };
  constexpr Case kCases[] = {
      {"", "required.empty-allowed In.S"},
      {R"("smithy.api#length": {"min": 0})", "required.empty-allowed In.S"},
      {R"("smithy.api#length": {"min": 1})", ""},
      {R"("smithy.api#pattern": "^.*$")", "required.empty-allowed In.S"},
      {R"("smithy.api#pattern": "^.+$")", ""},
  };
  for (const Case& each : kCases) {
    const auto findings = lint_shapes(R"("x#In": {"type": "structure", "members": {
      "S": {"target": "x#S", "traits": {"smithy.api#required": {}}}}},
      "x#S": {"type": "string", "traits": {)" +
                                      std::string(each.traits) + "}}");
    EXPECT_EQ(described(findings, "required"), each.findings) << each.traits;
  }
}

std::vector<LintFinding> lint_embedded() {
  const ContractSources sources = embedded_sources();
  const auto model = read_smithy(sources.model.text, sources.model.name);
  EXPECT_TRUE(model);
  return lint_model(*model, &Contract::embedded());
}

// The contradictions of this contract that are mechanical, found without help.
TEST(LintEmbedded, FindsTheContradictionsOfTheArn) {
  const auto findings = lint_embedded();
  const auto of = [&](std::string_view id) -> const LintFinding& {
    const auto found =
        std::find_if(findings.begin(), findings.end(), [&](const LintFinding& finding) {
          return finding.id.substr(5) == id && finding.shape == "WorkflowArn";
        });
    EXPECT_NE(found, findings.end()) << id;
    static const LintFinding kNone;
    return found == findings.end() ? kNone : *found;
  };
  EXPECT_EQ(of("arn.region").message,
            "the pattern names the partitions aws-iso, aws-iso-b, aws-iso-e, aws-iso-f, "
            "aws-us-gov, but none of their regions fits its region part");
  EXPECT_EQ(of("arn.partition-missing").message, "the pattern names partitions, but not aws-eusc");
  EXPECT_EQ(of("length.min-unreachable").message,
            "minimum length 1 is unreachable: the shortest match of the pattern has 68 characters");
  EXPECT_EQ(of("arn.max-region").message,
            "maximum length 2048 is reachable only with a region that does not exist: with a real "
            "region the longest match has 333 characters");
  EXPECT_EQ(of("pattern.repeat-once").message, "{1} is redundant: [0-9] alone says the same");
}

TEST(LintEmbedded, FindsTheRest) {
  const auto findings = lint_embedded();
  EXPECT_EQ(described(findings, "pattern.ambiguous"),
            "pattern.ambiguous IdString, pattern.ambiguous NameString");
  EXPECT_EQ(find_finding(findings, "pattern.ambiguous")->witnesses.at(0).text, "aa");
  const std::string implied = described(findings, "length.implied");
  for (const std::string_view shape : {"VersionId", "GenericString", "ErrorMessage"}) {
    EXPECT_NE(implied.find(shape), std::string::npos) << shape;
  }
  const std::string disputed = described(findings, "error.status-disputed");
  for (const std::string_view error : {"AccessDeniedException", "ResourceNotFoundException",
                                       "ThrottlingException", "OperationTimeoutException"}) {
    EXPECT_NE(disputed.find(error), std::string::npos) << error;
  }
  EXPECT_EQ(disputed.find("ValidationException"), std::string::npos);
  const LintFinding* const status = find_finding(findings, "error.status-disputed");
  ASSERT_NE(status, nullptr);
  EXPECT_EQ(status->sources.size(), 2U);
  const std::string empty = described(findings, "required");
  for (const std::string_view member : {"ResourceId", "ResourceType", "ServiceCode", "QuotaCode",
                                        "ValidationExceptionField.Name"}) {
    EXPECT_NE(empty.find(member), std::string::npos) << member;
  }
  for (const LintFinding& finding : findings) EXPECT_NE(finding.severity, Severity::kError);
}

TEST(LintRules, HaveSentences) {
  for (const LintRule& rule : lint_rules()) {
    EXPECT_EQ(find_lint_rule(rule.id), &rule);
    EXPECT_TRUE(rule.id.starts_with("lint/")) << rule.id;
    EXPECT_TRUE(rule.says.ends_with(".")) << rule.id;
  }
  EXPECT_EQ(find_lint_rule("lint/none"), nullptr);
}

}  // namespace
}  // namespace assay
