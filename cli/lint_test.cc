#include "spec/lint.h"

#include <assay/diagnostic.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "cli/cli_test_util.h"
#include "spec/json_tree.h"

namespace assay::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

// A service with one string.
std::string model_with(std::string_view traits) {
  return R"({"smithy": "2.0", "shapes": {
"x#Demo": {"type": "service", "version": "1", "operations": [{"target": "x#Run"}],
  "traits": {"aws.protocols#awsJson1_1": {}}},
"x#Run": {"type": "operation", "input": {"target": "x#In"}},
"x#In": {"type": "structure", "members": {"S": {"target": "x#S"}}},
"x#S": {"type": "string", "traits": {)" +
         std::string(traits) + "}}}}\n";
}

TEST(Lint, TheEmbeddedModelByDefault) {
  const CommandResult result = run({"lint"});
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.out, HasSubstr("warning: minimum length 1 is unreachable: the shortest match "
                                    "of the pattern has 68 characters "
                                    "[lint/length.min-unreachable]\n  WorkflowArn\n"));
  EXPECT_THAT(result.out, HasSubstr("with a real region the longest match has 333 characters"));
  EXPECT_THAT(result.out, HasSubstr("1 model: 1 valid"));
  EXPECT_EQ(run({"lint", "--fail-on", "warning", "--quiet"}).code, 1);
}

TEST(Lint, NamesPlaceShapeAndWitness) {
  const std::string path = write_file(
      "model.json",
      model_with(R"("smithy.api#length": {"max": 2}, "smithy.api#pattern": "^[a-z]{3}$")"));
  const CommandResult result = run({"lint", path});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.out, HasSubstr(path + ":6:59: error: S accepts no string: "));
  EXPECT_THAT(result.out, HasSubstr(" [lint/shape.empty]\n  S\n"
                                    "  shortest match of the pattern: \"aaa\" (3 characters)\n"));
}

TEST(Lint, LongWitnessesAreCutInTextAlone) {
  const std::string path = write_file(
      "model.json",
      model_with(R"("smithy.api#length": {"max": 999}, "smithy.api#pattern": "^a{200}$")"));
  EXPECT_THAT(run({"lint", path}).out, HasSubstr(std::string(48, 'a') + "..." +
                                                 std::string(24, 'a') + "\" (200 characters)"));
  EXPECT_THAT(run({"lint", path, "--format", "json"}).out,
              HasSubstr("\"text\":\"" + std::string(200, 'a') + "\""));
  EXPECT_THAT(run({"lint", path, "--format", "sarif"}).out,
              HasSubstr("\"ruleId\":\"lint/length.max-unreachable\""));
}

TEST(Lint, UnusableModels) {
  const std::string broken = write_file("broken.json", "{\"smithy\": \"2.0\",}");
  const CommandResult result = run({"lint", broken, "/no/such/model.json"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.out, HasSubstr(broken + ":1:18: error: "));
  EXPECT_THAT(result.out, HasSubstr("/no/such/model.json: error: cannot be read [unusable]"));
  EXPECT_EQ(run({"lint", "--rules", "x.json"}).code, 2);
  EXPECT_EQ(run({"lint", "--fail-on", "sometimes"}).code, 2);
  EXPECT_EQ(run({"lint", "--format", "yaml"}).code, 2);
}

// A pattern that makes the model unusable for checks is a finding here.
TEST(Lint, BrokenPatternsAreFindings) {
  const std::string path = write_file("model.json", model_with(R"("smithy.api#pattern": "^[a-$")"));
  const CommandResult result = run({"lint", path});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.out, HasSubstr("[lint/pattern.syntax]"));
  EXPECT_THAT(result.out, Not(HasSubstr("[unusable]")));
}

TEST(Lint, AgainstAnotherModel) {
  const std::string ours =
      write_file("ours.json", model_with(R"("smithy.api#pattern": "^[a-f]$")"));
  const std::string theirs =
      write_file("theirs.json", model_with(R"("smithy.api#pattern": "^[c-z]$")"));
  const CommandResult result = run({"lint", ours, "--against", theirs, "--fail-on", "warning"});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.out, HasSubstr("[lint/drift.pattern]\n  Run input/S\n"
                                    "  this model alone allows: \"a\" (1 character)\n"
                                    "  the other model alone allows: \"g\" (1 character)\n"));
  EXPECT_EQ(run({"lint", ours, "--against", ours, "--fail-on", "warning"}).code, 0);
  EXPECT_EQ(run({"lint", ours, "--against", "/no/such.json"}).code, 2);
}

TEST(Lint, EveryIdIsExplained) {
  for (const LintRule& rule : lint_rules()) {
    const CommandResult result = run({"explain", std::string(rule.id)});
    EXPECT_EQ(result.code, 0) << rule.id;
    EXPECT_THAT(result.out, HasSubstr(std::string(rule.id) + ": ")) << rule.id;
  }
  EXPECT_THAT(run({"explain", "--list"}).out, HasSubstr("lint/shape.empty"));
}

TEST(Lint, ThePageHasALineForEveryRule) {
  const std::string page = read_file(std::string(ASSAY_SOURCE_DIR) + "/docs/lint.md");
  for (const LintRule& rule : lint_rules()) {
    EXPECT_THAT(page, HasSubstr("\n| `" + std::string(rule.id) + "` | " +
                                std::string(to_string(rule.severity)) + " | " +
                                std::string(rule.says) + " |\n"));
  }
}

TEST(Lint, SchemasAcceptWhatIsWritten) {
  if (std::system(ASSAY_PYTHON " -c 'import jsonschema' 2>/dev/null") != 0) {
    GTEST_SKIP() << "skipped: no python3-jsonschema";
  }
  const std::string broken = write_file("broken.json", "[]");
  const std::string source = ASSAY_SOURCE_DIR;
  const auto valid = [&](const std::string& format, const std::string& schema,
                         const std::string& options) {
    const CommandResult result =
        run({"lint", source + "/spec/mwaa-serverless/model.json", broken, "--format", format});
    const std::string path = write_file("sample." + format, result.out);
    return std::system((ASSAY_PYTHON " '" + source + "/tools/validate_json.py' " + options + "'" +
                        source + "/spec/schemas/" + schema + "' '" + path + "' >/dev/null")
                           .c_str());
  };
  EXPECT_EQ(valid("json", "lint.json", ""), 0);
  EXPECT_EQ(valid("ndjson", "finding-stream.json", "--lines "), 0);
  EXPECT_EQ(valid("sarif", "report-sarif.json", ""), 0);
  EXPECT_NE(valid("json", "report.json", ""), 0);  // a lint is no check
}

// The shape of a public model that no string satisfies, by name.
TEST(Lint, PublicModels) {
  const std::filesystem::path folder =
      std::filesystem::path(ASSAY_SOURCE_DIR).parent_path() / "shared" / "models";
  const std::filesystem::path model = folder / "apprunner-2020-05-15.json";
  if (!std::filesystem::exists(model)) GTEST_SKIP() << "skipped: no shared data";
  const CommandResult result = run({"lint", model.string()});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.out,
              HasSubstr("error: ServiceId accepts no string: its length must be 32 characters, but "
                        "what matches its pattern has 36 [lint/shape.empty]"));
}

}  // namespace
}  // namespace assay::cli
