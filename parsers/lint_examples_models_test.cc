// The examples of published models against the models they stand in; and that a broken one would
// be noticed.
#include <assay/contract.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/lint_examples.h"
#include "spec/model_reader.h"

namespace assay {
namespace {

std::filesystem::path models() {
  return std::filesystem::path(ASSAY_SOURCE_DIR).parent_path() / "shared" / "models";
}

ExampleLint examples_of(const SourceFile& file) {
  const auto contract = Contract::compile({file, {}, {}});
  if (!contract) {
    ADD_FAILURE() << contract.error().to_string();
    return {};
  }
  return lint_examples(file.text, *contract);
}

TEST(LintExamplesModels, NoPublishedExampleBreaksItsModel) {
  if (!std::filesystem::is_directory(models())) GTEST_SKIP() << "skipped: no shared data";
  std::vector<std::string> broken;
  std::size_t files = 0, checked = 0;
  for (const auto& entry : std::filesystem::directory_iterator(models())) {
    if (entry.path().extension() != ".json") continue;
    const auto file = read_model_file(entry.path().string());
    ASSERT_TRUE(file) << file.error().to_string();
    const ExampleLint lint = examples_of(*file);
    ++files;
    checked += lint.checked;
    for (const LintFinding& finding : lint.findings) {
      broken.push_back(entry.path().filename().string() + ": " + finding.message);
    }
  }
  std::cout << files << " models, " << checked << " inputs, outputs and errors of examples\n";
  EXPECT_GT(checked, 100U);
  EXPECT_EQ(broken, std::vector<std::string>{});  // the list of known ones is empty
}

// One edit each to an example that holds: a value out of its constraint, a wrong type, a required
// member gone, an unknown member.
TEST(LintExamplesModels, PlantedBreaksAreNoticed) {
  constexpr std::string_view kModel = R"({"smithy": "2.0", "shapes": {
"x#Demo": {"type": "service", "version": "1", "operations": [{"target": "x#Run"}],
  "traits": {"aws.protocols#awsJson1_1": {}}},
"x#Run": {"type": "operation", "input": {"target": "x#Io"}, "output": {"target": "x#Io"},
  "errors": [{"target": "x#Bad"}],
  "traits": {"smithy.api#examples": [
    {"title": "good", "input": {"Id": "in", "Size": 1}, "output": {"Id": "out", "Size": 2}},
    {"title": "bad", "input": {"Id": "in"},
     "error": {"shapeId": "x#Bad", "content": {"Why": "err"}}}]}},
"x#Io": {"type": "structure", "members": {
  "Id": {"target": "x#Id", "traits": {"smithy.api#required": {}}},
  "Size": {"target": "smithy.api#Integer"}}},
"x#Bad": {"type": "structure", "traits": {"smithy.api#error": "client"}, "members": {
  "Why": {"target": "x#Id", "traits": {"smithy.api#required": {}}}}},
"x#Id": {"type": "string", "traits": {"smithy.api#pattern": "^[a-z]{2,3}$"}}}})";
  const struct {
    std::string_view from, to, rule, says;
  } cases[] = {
      {R"("Id": "in", "Size": 1)", R"("Id": "IN", "Size": 1)", "lint/example.input", "Id@pattern"},
      {R"("Size": 1)", R"("Size": "1")", "lint/example.input", "Size@type"},
      {R"("Id": "in", "Size": 1)", R"("Size": 1)", "lint/example.input", "Id@required"},
      {R"("Size": 1)", R"("Sise": 1)", "lint/example.input", "unknown-member"},
      {R"("Id": "out", "Size": 2)", R"("Id": "long", "Size": 2)", "lint/example.output",
       "Id@pattern"},
      {R"("Size": 2)", R"("Size": 2147483648)", "lint/example.output", "Size@range.int32"},
      {R"("Id": "out", "Size": 2)", R"("Size": 2)", "lint/example.output", "Id@required"},
      {R"("Why": "err")", R"("Why": "")", "lint/example.error", "Id@pattern"},
      {R"("Why": "err")", R"("Why": true)", "lint/example.error", "Id@type"},
      {R"({"Why": "err"})", "{}", "lint/example.error", "Why@required"},
  };
  const ExampleLint good = examples_of({"model.json", std::string(kModel)});
  EXPECT_EQ(good.checked, 4U);
  EXPECT_TRUE(good.findings.empty());
  for (const auto& each : cases) {
    std::string text(kModel);
    const std::size_t at = text.find(each.from);
    ASSERT_NE(at, text.npos) << each.from;
    text.replace(at, each.from.size(), each.to);
    const ExampleLint lint = examples_of({"model.json", text});
    ASSERT_EQ(lint.findings.size(), 1U) << each.to;
    EXPECT_EQ(lint.findings[0].id, each.rule) << each.to;
    EXPECT_NE(lint.findings[0].message.find(each.says), std::string::npos)
        << lint.findings[0].message;
    EXPECT_GE(lint.findings[0].offset + 1, at);  // or the object that lacks the member
  }
}

}  // namespace
}  // namespace assay
