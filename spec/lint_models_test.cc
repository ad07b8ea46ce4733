// What the lint finds by itself in published models, where they lie beside the project.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "spec/embedded_contract.h"
#include "spec/lint.h"
#include "spec/lint_test_util.h"
#include "spec/model_reader.h"

namespace assay {
namespace {

using test::find_finding;

std::optional<SourceFile> public_model(const std::string& name) {
  const auto path =
      std::filesystem::path(ASSAY_SOURCE_DIR).parent_path() / "shared" / "models" / name;
  if (!std::filesystem::exists(path)) return std::nullopt;
  auto file = read_model_file(path.string());
  if (!file) {
    ADD_FAILURE() << file.error().to_string();
    return std::nullopt;
  }
  return std::move(*file);
}

std::vector<LintFinding> lint_of(const SourceFile& file) {
  const auto model = read_model(file.text, file.name);
  const auto contract = Contract::compile({file, {}, {}});
  if (!model || !contract) {
    ADD_FAILURE() << (model ? contract.error() : model.error()).to_string();
    return {};
  }
  return lint_model(*model, &*contract);
}

bool has(const std::vector<LintFinding>& findings, std::string_view id, std::string_view shape,
         std::string_view words) {
  return std::any_of(findings.begin(), findings.end(), [&](const LintFinding& finding) {
    return finding.id == id && finding.shape == shape &&
           finding.message.find(words) != std::string::npos;
  });
}

TEST(LintModels, NamesTheShapeThatNoStringSatisfies) {
  const auto file = public_model("apprunner-2020-05-15.json");
  if (!file) GTEST_SKIP() << "skipped: no shared data";
  const auto findings = lint_of(*file);
  const LintFinding* empty = find_finding(findings, "shape.empty");
  ASSERT_NE(empty, nullptr);
  EXPECT_EQ(empty->shape, "ServiceId");
  EXPECT_EQ(empty->witnesses.at(0).text.size(), 36U);
  // What follows from it: no Service, and no answer that must hold one.
  EXPECT_TRUE(has(findings, "lint/member.never", "Service.ServiceId", "nothing satisfies"));
  EXPECT_TRUE(has(findings, "lint/member.never", "CreateServiceResponse.Service", ""));
}

TEST(LintModels, FindsWhatIsWrongWithTheArnsOfMwaaServerless) {
  std::vector<SourceFile> files = {embedded_sources().model};
  if (auto file = public_model("mwaa-serverless-2024-07-26.service-2.json")) {
    files.push_back(std::move(*file));
  } else {
    std::cout << "skipped: no shared data\n";
  }
  for (const SourceFile& file : files) {
    const auto findings = lint_of(file);
    // The operation's own ARN, and no partition but the commercial ones fits its region part.
    EXPECT_TRUE(has(findings, "lint/arn.region", "WorkflowArn",
                    "aws-iso, aws-iso-b, aws-iso-e, aws-iso-f, aws-us-gov"))
        << file.name;
    EXPECT_TRUE(has(findings, "lint/arn.partition-missing", "WorkflowArn", "aws-eusc"));
    EXPECT_TRUE(has(findings, "lint/length.min-unreachable", "WorkflowArn", "68 characters"));
    EXPECT_TRUE(has(findings, "lint/arn.max-region", "WorkflowArn", "333 characters"));
    EXPECT_TRUE(has(findings, "lint/pattern.repeat-once", "WorkflowArn", ""));
    EXPECT_TRUE(has(findings, "lint/pattern.ambiguous", "IdString", "[a-zA-Z0-9]+"));
    EXPECT_TRUE(has(findings, "lint/length.implied", "VersionId", "twice"));
  }
}

}  // namespace
}  // namespace assay
