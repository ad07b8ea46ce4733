#include "parsers/lint_examples.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace assay {
namespace {

std::string model_with(std::string_view example) {
  return R"({"smithy": "2.0", "shapes": {
"x#Demo": {"type": "service", "version": "1", "operations": [{"target": "x#Run"}],
  "traits": {"aws.protocols#awsJson1_1": {}}},
"x#Run": {"type": "operation", "input": {"target": "x#In"}, "output": {"target": "x#In"},
  "errors": [{"target": "x#Busy"}], "traits": {"smithy.api#examples": [{"title": "one",
)" + std::string(example) +
         R"(}]}},
"x#Busy": {"type": "structure", "members": {"Id": {"target": "x#Id"}},
  "traits": {"smithy.api#error": "client"}},
"x#Id": {"type": "string", "traits": {"smithy.api#length": {"max": 3}}},
"x#Secret": {"type": "string",
  "traits": {"smithy.api#length": {"max": 3}, "smithy.api#sensitive": {}}},
"x#In": {"type": "structure", "members": {"Id": {"target": "x#Id"},
  "Secret": {"target": "x#Secret"},
  "At": {"target": "smithy.api#Timestamp"}, "Data": {"target": "smithy.api#Blob"}}}}})";
}

TEST(LintExamples, BreaksOfTheModel) {
  struct Case {
    const char* example;
    const char* findings;  // id and line:column
  };
  constexpr Case kCases[] = {
      {R"("input": {"Id": "abc"}, "output": {"Id": "a"})", ""},
      {R"("input": {"Id": "abcd"})", "lint/example.input 6:17"},
      {R"("output": {"Id": 1})", "lint/example.output 6:18"},
      {R"("input": {"New": 1})", "lint/example.input 6:11"},
      {R"("output": {"New": 1})", "lint/example.output 6:12"},
      {R"("error": {"shapeId": "x#Busy", "content": {"Id": "abcd"}})", "lint/example.error 6:50"},
      {R"("input": {"Id": "abcd"}, "allowConstraintErrors": true)", ""},
      // Node values: either form of a timestamp, plain text for a blob.
      {R"("input": {"At": "2026-11-22T09:37:21Z", "Data": "not base64"})", ""},
      {R"("input": {"At": 1764000000.5})", ""},
      {R"("input": {"At": "yesterday"})", "lint/example.input 6:17"},
      {R"("input": {"Data": 1})", "lint/example.input 6:19"},
  };
  for (const Case& each : kCases) {
    const std::string text = model_with(each.example);
    const auto contract = Contract::compile({{"model.json", text}, {}, {}});
    ASSERT_TRUE(contract) << contract.error().to_string();
    std::string found;
    for (const LintFinding& finding : lint_examples(text, *contract).findings) {
      found += (found.empty() ? "" : ", ") + std::string(finding.id) + " " +
               std::to_string(finding.line) + ":" + std::to_string(finding.column);
      EXPECT_EQ(finding.shape, "Run");
    }
    EXPECT_EQ(found, each.findings) << each.example;
  }
}

TEST(LintExamples, SensitiveValuesAreNotShown) {
  const std::string text = model_with(R"("input": {"Secret": "canary-canary"})");
  const auto contract = Contract::compile({{"model.json", text}, {}, {}});
  const ExampleLint lint = lint_examples(text, *contract);
  ASSERT_EQ(lint.findings.size(), 1U);
  EXPECT_EQ(lint.findings[0].message.find("canary"), std::string::npos);
  for (const LintWitness& witness : lint.findings[0].witnesses) {
    EXPECT_EQ(witness.text.find("canary"), std::string::npos);
  }
}

// The examples of public models, where they lie beside the project.
TEST(LintExamples, PublicModels) {
  const std::filesystem::path folder =
      std::filesystem::path(ASSAY_SOURCE_DIR).parent_path() / "shared" / "models";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "skipped: no shared data";
  std::uint64_t checked = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const auto contract = Contract::compile({{entry.path().filename().string(), text}, {}, {}});
    if (!contract) continue;
    const ExampleLint lint = lint_examples(text, *contract);
    checked += lint.checked;
    for (const LintFinding& finding : lint.findings) {
      std::cout << entry.path().filename().string() << ":" << finding.line << ":" << finding.column
                << ": " << finding.message << "\n";
    }
  }
  std::cout << checked << " inputs, outputs and errors of examples checked\n";
  EXPECT_GT(checked, 100U);
}

}  // namespace
}  // namespace assay
