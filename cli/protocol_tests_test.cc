#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <pugixml.hpp>

#include "cli/cli_test_util.h"
#include "spec/json_tree.h"

namespace assay::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kFile = ASSAY_SOURCE_DIR "/conformance/testdata/protocol-tests.json";

TEST(ProtocolTestsVerb, NamesWhatDoesNotPass) {
  const CommandResult result = run({"protocol-tests", kFile});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.out, HasSubstr("protocol-tests.json:61: failed: WrongOnPurpose response\n"
                                    "  bind gives another value: /count: wanted 3, got 4\n"));
  EXPECT_THAT(result.out, HasSubstr("\n4 run, 3 passed, 1 failed, 0 excepted\n"));
  EXPECT_THAT(result.out, Not(HasSubstr("EveryValue")));
  EXPECT_THAT(run({"protocol-tests", kFile, "--verbose"}).out,
              HasSubstr("passed: EveryValue request\n"));
}

TEST(ProtocolTestsVerb, Reports) {
  const std::string junit = write_file("protocol.xml", "");
  const CommandResult result =
      run({"protocol-tests", kFile, "--format", "json", "--report", "junit=" + junit});
  EXPECT_EQ(result.code, 1);
  const auto json = parse_json(result.out, "report");
  ASSERT_TRUE(json) << json.error().to_string();
  EXPECT_EQ(json->find("results")->items.size(), 4U);
  EXPECT_EQ(json->find("summary")->find("exit_code")->text, "1");
  pugi::xml_document document;
  ASSERT_TRUE(document.load_file(junit.c_str()));
  const pugi::xml_node suite = document.child("testsuites").child("testsuite");
  EXPECT_EQ(suite.attribute("tests").as_int(), 4);
  EXPECT_EQ(suite.attribute("failures").as_int(), 1);
}

TEST(ProtocolTestsVerb, ExitCodes) {
  EXPECT_EQ(run({"protocol-tests"}).code, 2);
  EXPECT_EQ(run({"protocol-tests", "/no/such.json"}).code, 2);
  EXPECT_EQ(run({"protocol-tests", kFile, "--report", "yaml=x"}).code, 2);
  const CommandResult broken = run({"protocol-tests", write_file("broken.json", "[{]")});
  EXPECT_EQ(broken.code, 2);
  EXPECT_THAT(broken.err, HasSubstr("broken.json:1:3: error: "));
  const CommandResult nothing = run({"protocol-tests", write_file("none.json", "[]")});
  EXPECT_EQ(nothing.code, 3);
  EXPECT_THAT(nothing.err, HasSubstr("nothing was run"));
}

TEST(ProtocolTestsVerb, SchemaAcceptsWhatIsWritten) {
  if (std::system(ASSAY_PYTHON " -c 'import jsonschema' 2>/dev/null") != 0) {
    GTEST_SKIP() << "skipped: no python3-jsonschema";
  }
  const std::string source = ASSAY_SOURCE_DIR;
  const std::string report =
      write_file("protocol.json", run({"protocol-tests", kFile, "--format", "json"}).out);
  EXPECT_EQ(std::system((ASSAY_PYTHON " '" + source + "/tools/validate_json.py' '" + source +
                         "/spec/schemas/protocol-tests.json' '" + report + "' >/dev/null")
                            .c_str()),
            0);
}

}  // namespace
}  // namespace assay::cli
