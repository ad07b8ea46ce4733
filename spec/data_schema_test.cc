// The files of the contract against their schemas, where Debian's python3-jsonschema is at hand.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace assay {
namespace {

// The validator's exit code: 0 valid, 1 invalid.
int validate(const std::string& options, const std::string& schema, const std::string& file) {
  const std::string source = ASSAY_SOURCE_DIR;
  const std::string command = ASSAY_PYTHON " '" + source + "/tools/validate_json.py' " + options +
                              " '" + source + "/spec/schemas/" + schema + "' '" + file +
                              "' >/dev/null 2>&1";
  const int status = std::system(command.c_str());
  return status == -1 ? -1 : status >> 8;
}

TEST(DataSchemaTest, FilesAreWhatTheirSchemasSay) {
  if (std::system(ASSAY_PYTHON " -c 'import jsonschema' 2>/dev/null") != 0) {
    GTEST_SKIP() << "skipped: no python3-jsonschema";
  }
  const std::string spec = std::string(ASSAY_SOURCE_DIR) + "/spec/";
  EXPECT_EQ(validate("", "rules.json", spec + "mwaa-serverless/rules.json"), 0);
  EXPECT_EQ(validate("--lines", "ledger.json", spec + "mwaa-serverless/ledger.jsonl"), 0);
  EXPECT_EQ(validate("--lines", "ledger.json", spec + "protocol/ledger.jsonl"), 0);

  // A schema that accepts everything would say nothing.
  const std::string broken =
      ::testing::TempDir() + "assay_broken_ledger_" + std::to_string(::getpid()) + ".jsonl";
  for (
      const char* line : {
          R"({"id":"a/b@c","sources":[],"evidence":{"in":"value","holds":1,"breaks":2}})",
          R"({"id":"a/b@c","sources":[{"source":"s","section":"t","says":"u"}],"evidence":{"in":"nowhere","holds":1,"breaks":2}})",
          R"({"id":"a/b@c","sources":[{"source":"s","section":"t","says":"u"}],"evidence":{"in":"body","holds":{},"breaks":{"cutt":1}}})",
      }) {
    std::ofstream(broken) << line << '\n';
    EXPECT_EQ(validate("--lines", "ledger.json", broken), 1) << line;
  }
  std::remove(broken.c_str());
}

}  // namespace
}  // namespace assay
