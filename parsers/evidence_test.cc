// Every line of both ledgers, through the library: what holds gives no finding, what breaks gives
// exactly the id and what it implies.
#include "corpus/evidence.h"

#include <assay/checker.h>
#include <gtest/gtest.h>

#include <set>
#include <string_view>
#include <vector>

#include "parsers/evidence_check_test_util.h"

namespace assay {
namespace {

class EvidenceTest : public ::testing::Test {
 protected:
  Checker checker_ = evidence_checker(Contract::embedded());
};

TEST_F(EvidenceTest, EveryLineOfTheLedgers) {
  const Contract& contract = Contract::embedded();
  std::size_t count = 0;
  std::set<ConstraintIndex> shown;
  for (const LedgerTable& line : contract.tables().ledger) {
    const auto cases = evidence_cases(contract, line, kEvidenceLimits);
    ASSERT_TRUE(cases) << cases.error().to_string();
    for (const EvidenceCase& evidence : *cases) {
      EXPECT_EQ(evidence_difference(checker_, evidence), "");
      if (evidence.breaks) shown.insert(evidence.constraint);
      ++count;
    }
  }
  EXPECT_EQ(shown.size(), contract.constraint_count());
  EXPECT_GT(count, 500u);
}

// The rows of the severity table in the design, each with ids that stand for it.
TEST_F(EvidenceTest, SeverityOfEveryRow) {
  struct Row {
    Severity severity;
    std::string_view what;
    std::vector<std::string_view> ids;
  };
  const std::vector<Row> rows = {
      {Severity::kError,
       "JSON text",
       {"awsJson1_0/body@syntax", "awsJson1_0/body@utf8", "awsJson1_0/body@bom",
        "awsJson1_0/body@surrogate", "awsJson1_0/body@control", "awsJson1_0/body@trailing",
        "awsJson1_0/body@truncated", "awsJson1_0/body@object"}},
      {Severity::kError, "wrong JSON type", {"mwaa-serverless/IdString@type"}},
      {Severity::kError,
       "required absent",
       {"mwaa-serverless/GetWorkflowRunRequest.RunId@required",
        "mwaa-serverless/ValidationException.Reason@required"}},
      {Severity::kError,
       "any constraint",
       {"mwaa-serverless/IdString@length.max", "mwaa-serverless/IdString@length.min",
        "mwaa-serverless/IdString@pattern", "mwaa-serverless/RunType@enum"}},
      {Severity::kError, "null in a list", {"mwaa-serverless/TaskInstanceIds@dense"}},
      {Severity::kError,
       "timestamp that must be rejected",
       {"mwaa-serverless/TimestampValue@format"}},
      {Severity::kError,
       "integer out of range or fractional",
       {"mwaa-serverless/Duration@range.int32", "mwaa-serverless/Duration@integral"}},
      {Severity::kError,
       "content type, method, path, target, authorization",
       {"awsJson1_0/request@content-type", "awsJson1_0/response@content-type",
        "awsJson1_0/request@method", "awsJson1_0/request@path", "awsJson1_0/request@target.missing",
        "awsJson1_0/request@target.unknown", "aws/sigv4@authorization.missing"}},
      {Severity::kError, "body shorter than declared", {"http/content-length@short"}},
      {Severity::kError, "error without a type", {"awsJson1_0/error@type"}},
      {Severity::kError, "error body under 200", {"awsJson1_0/error@under-200"}},
      {Severity::kError,
       "status that no source allows",
       {"mwaa-serverless/ThrottlingException@status", "awsJson1_0/error@status.common"}},
      {Severity::kWarning, "duplicate member", {"awsJson1_0/body@duplicate-member"}},
      {Severity::kWarning, "unknown member in a request", {"awsJson1_0/request@unknown-member"}},
      {Severity::kWarning, "unknown error type", {"awsJson1_0/error@type.unknown"}},
      {Severity::kWarning, "header and body differ", {"awsJson1_0/error@type.conflict"}},
      {Severity::kWarning,
       "status that only the model allows",
       {"mwaa-serverless/ThrottlingException@status.disputed",
        "mwaa-serverless/AccessDeniedException@status.disputed"}},
      {Severity::kWarning, "request id absent", {"awsJson1_0/response@request-id"}},
      {Severity::kWarning, "malformed Authorization", {"aws/sigv4@authorization.malformed"}},
      {Severity::kWarning, "empty 200 body", {"awsJson1_0/body@empty"}},
      {Severity::kWarning, "integer spelt 60.0", {"mwaa-serverless/Duration@spelling"}},
      {Severity::kWarning,
       "every inferred rule",
       {"mwaa-serverless/GetWorkflowRun@rule.run-id-agrees",
        "mwaa-serverless/GetWorkflowRun@rule.run-type-agrees",
        "mwaa-serverless/GetWorkflowRun@rule.workflow-arn-agrees",
        "mwaa-serverless/GetWorkflowRun@rule.workflow-version-agrees",
        "mwaa-serverless/GetWorkflowRun@rule.run-id-echoes",
        "mwaa-serverless/GetWorkflowRun@rule.workflow-arn-echoes",
        "mwaa-serverless/GetWorkflowRun@rule.started-before-completed",
        "mwaa-serverless/GetWorkflowRun@rule.no-completion-while-active",
        "mwaa-serverless/GetWorkflowRun@rule.duration-is-the-difference",
        "mwaa-serverless/GetWorkflowRun@rule.duration-not-negative"}},
      {Severity::kNote, "unknown member in a response", {"awsJson1_0/response@unknown-member"}},
      {Severity::kNote, "tolerated timestamp", {"mwaa-serverless/TimestampValue@tolerated"}},
      {Severity::kNote,
       "content type with parameters",
       {"awsJson1_0/request@content-type.parameters",
        "awsJson1_0/response@content-type.parameters"}},
      {Severity::kNote,
       "prose-only expectations",
       {"mwaa-serverless/GetWorkflowRun@rule.duration-null-until-completed",
        "mwaa-serverless/GetWorkflowRun@rule.error-message-null-on-success"}},
  };
  const Contract& contract = Contract::embedded();
  for (const Row& row : rows) {
    for (const std::string_view id : row.ids) {
      const auto constraint = contract.find_constraint(id);
      ASSERT_TRUE(constraint) << id;
      EXPECT_EQ(contract.constraint(*constraint).severity, row.severity) << row.what << ": " << id;
    }
  }
}

// Inferred rules are warnings and nothing else is inferred; no rule is worse than a warning.
TEST_F(EvidenceTest, RulesAreNeverErrors) {
  const Contract& contract = Contract::embedded();
  for (ConstraintIndex index = 0; index < contract.constraint_count(); ++index) {
    const ConstraintInfo info = contract.constraint(index);
    const bool rule = info.id.find("@rule.") != std::string_view::npos;
    EXPECT_EQ(info.basis == Basis::kInferred, rule && info.severity == Severity::kWarning)
        << info.id;
    EXPECT_TRUE(!rule || info.severity < Severity::kError) << info.id;
  }
}

}  // namespace
}  // namespace assay
