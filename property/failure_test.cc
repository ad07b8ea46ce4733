// A failing property shows the smallest message, as a vector file, and the lines that replay it;
// classes that hardly come up fail a property.
#include "property/failure.h"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "corpus/vector_file.h"
#include "property/check_property.h"
#include "property/coverage.h"
#include "spec/json_tree.h"
#include "spec/protocol_rules.h"

namespace assay {
namespace {

PropertyFixture& the() { return PropertyFixture::instance(); }

// Fails on every response that says RunId.
void fail_on_run_id() {
  check_property(
      [](Randomness& random) -> std::optional<std::string> {
        Body body;
        body.tree = the().generator.output(0, random);
        const std::string text = write_message(body.tree, {&random});
        if (!body.tree.find("RunId")) return std::nullopt;
        return failure("says RunId", body, text, the().check(body, text), {});
      },
      200);
}

std::string failed_text() {
  ::testing::TestPartResultArray results;
  {
    const ::testing::ScopedFakeTestPartResultReporter reporter(
        ::testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &results);
    fail_on_run_id();
  }
  return results.size() == 1 ? results.GetTestPartResult(0).message() : "";
}

TEST(Failure, PrintsTheShrunkMessageAndTheLinesThatReplayIt) {
  const bool steered = std::getenv("ASSAY_REPLAY") || std::getenv("RC_PARAMS");
  if (steered) GTEST_SKIP() << "skipped: draws and shrinks messages of its own";
  const std::string text = failed_text();
  const std::string name = "Failure.PrintsTheShrunkMessageAndTheLinesThatReplayIt";
  EXPECT_NE(text.find("says RunId\nGetWorkflowRun response body"), std::string::npos) << text;
  EXPECT_NE(text.find("assay check --as response --operation GetWorkflowRun '" +
                      ::testing::TempDir() + name + ".json'"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("property_tests --gtest_filter=" + name), std::string::npos) << text;
  // What is left of the message is little more than that member.
  std::ifstream file(::testing::TempDir() + name + ".json", std::ios::binary);
  std::ostringstream body;
  body << file.rdbuf();
  EXPECT_TRUE(parse_json(body.str(), "body")) << body.str();
  EXPECT_LT(body.str().size(), 200u) << body.str();
  EXPECT_NE(body.str().find("RunId"), std::string::npos) << body.str();
}

TEST(Failure, VectorFileReadsAsOne) {
  Body body;
  body.role = MessageRole::kInput;
  const std::string broken = vector_text(body, "{\"RunId\":\"\xff", {0});
  const std::string valid = vector_text(body, R"({"RunId":"a"})", {});
  const auto difference =
      compare_vectors({{"property.json", valid, 1}}, {{"property.json", broken, 1}});
  ASSERT_TRUE(difference) << difference.error().to_string() << broken;
  EXPECT_EQ(difference->gone.size(), 1u);
  EXPECT_EQ(difference->added.size(), 1u);
  const auto json = parse_json(broken, "property.json");
  ASSERT_TRUE(json) << json.error().to_string();
  EXPECT_NE(broken.find(the().tables.constraints[0].id), std::string::npos) << broken;
  EXPECT_NE(broken.find("\"base64\""), std::string::npos) << broken;
  EXPECT_NE(valid.find("\"valid\""), std::string::npos) << valid;
}

TEST(Coverage, RareClassesFail) {
  static Coverage coverage;
  for (int i = 0; i < 200; ++i) {
    coverage.message();
    if (i % 10 == 0) coverage.count("kind one");
  }
  coverage.expect("kind one", 10);
  coverage.expect_classes("kind ", 1);
  EXPECT_NONFATAL_FAILURE(coverage.expect("kind one", 11), "poorly covered: kind one, 20 of 200");
  EXPECT_NONFATAL_FAILURE(coverage.expect("kind two", 1), "poorly covered: kind two, 0 of 200");
  EXPECT_NONFATAL_FAILURE(coverage.expect_classes("kind ", 2), "poorly covered: kind ...");
}

}  // namespace
}  // namespace assay
