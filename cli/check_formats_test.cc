// Each format read by its own reader.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "cli/cli_test_util.h"
#include "spec/json_tree.h"

namespace assay::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

// A run that meets everything a report can hold.
std::vector<std::string> inputs() {
  const std::string http =
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-amz-json-1.0\r\n"
      "X-Amz-Target: AmazonMWAAServerless.GetWorkflowRun\r\nAuthorization: AWS4 canary\r\n"
      "Content-Length: 14\r\n\r\n{\"RunId\":\"r\"}\n"
      "HTTP/1.1 418 Teapot\r\nContent-Type: text/html\r\nContent-Length: 400\r\n\r\n<html>";
  const std::string other =
      "POST / HTTP/1.1\r\nHost: sts\r\nX-Amz-Target: AWSSecurityTokenService.GetCallerIdentity\r\n"
      "Content-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
  return {
      write_file("f valid.json", "{}"),
      write_file("f,rule.json", R"({"RunId":"a","RunDetail":{"RunId":"b"},"New":1})"),
      write_file("f-utf8.json", "{\"RunId\":\"\xff\x01%:,|<>&]]>\"}"),
      write_file("f.http", http),
      write_file("f-other.http", other),
      write_file("f-deep.json", "{\"X\":" + std::string(600, '[') + std::string(600, ']') + "}"),
      "/no/such/file.json"};
}

CommandResult check(const std::string& format, bool payloads) {
  std::vector<std::string> arguments{"check", "--format", format};
  if (payloads) arguments.push_back("--with-payloads");
  for (std::string& input : inputs()) arguments.push_back(std::move(input));
  return run(arguments);
}

TEST(CheckFormats, JsonAndItsLines) {
  for (const bool payloads : {false, true}) {
    const CommandResult json = check("json", payloads);
    EXPECT_EQ(json.code, 2);
    const auto document = parse_json(json.out, "report");
    ASSERT_TRUE(document.has_value()) << document.error().to_string();
    const JsonValue& summary = *document->find("summary");
    std::size_t findings = 0;
    std::set<std::string> verdicts;
    for (const JsonValue& item : document->find("items")->items) {
      findings += item.find("findings")->items.size();
      verdicts.insert(item.find("verdict")->text);
    }
    EXPECT_THAT(verdicts, testing::UnorderedElementsAre("valid", "invalid", "unchecked",
                                                        "other service", "unusable"));
    const JsonValue& counts = *summary.find("findings");
    std::int64_t counted = 0;
    for (const auto& member : counts.members) counted += *member.value.integer();
    EXPECT_EQ(static_cast<std::int64_t>(findings), counted);
    EXPECT_EQ(*summary.find("items")->integer(),
              static_cast<std::int64_t>(document->find("items")->items.size()));

    const CommandResult lines = check("ndjson", payloads);
    std::istringstream stream(lines.out);
    std::vector<std::string> types;
    for (std::string line; std::getline(stream, line);) {
      const auto event = parse_json(line, "line");
      ASSERT_TRUE(event.has_value()) << line;
      types.push_back(event->find("type")->text);
    }
    EXPECT_EQ(types.front(), "start");
    EXPECT_EQ(types.back(), "summary");
    EXPECT_EQ(static_cast<std::size_t>(std::count(types.begin(), types.end(), "finding")),
              findings);
  }
}

TEST(CheckFormats, JunitIsXmlWithTheRightCounts) {
  const CommandResult result = check("junit", false);
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(result.out.c_str()));
  const pugi::xml_node root = document.child("testsuites");
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
  for (const pugi::xml_node suite : root.children("testsuite")) {
    for (const pugi::xml_node test : suite.children("testcase")) {
      ++tests;
      failures += test.child("failure") ? 1 : 0;
      errors += test.child("error") ? 1 : 0;
      skipped += test.child("skipped") ? 1 : 0;
    }
  }
  EXPECT_EQ(tests, root.attribute("tests").as_uint());
  EXPECT_EQ(failures, root.attribute("failures").as_uint());
  EXPECT_EQ(errors, root.attribute("errors").as_uint());
  EXPECT_EQ(skipped, root.attribute("skipped").as_uint());
  EXPECT_EQ(failures, 2u);  // f-utf8.json, f.http
  EXPECT_EQ(errors, 2u);    // f-deep.json, the file that is not there
  EXPECT_EQ(skipped, 1u);
}

TEST(CheckFormats, SarifResultsNameTheirRules) {
  const CommandResult result = check("sarif", false);
  const auto document = parse_json(result.out, "sarif");
  ASSERT_TRUE(document.has_value()) << document.error().to_string();
  const JsonValue& run = document->find("runs")->items.at(0);
  const auto& rules = run.find("tool")->find("driver")->find("rules")->items;
  std::set<std::string> fingerprints;
  for (const JsonValue& each : run.find("results")->items) {
    const auto index = static_cast<std::size_t>(*each.find("ruleIndex")->integer());
    ASSERT_LT(index, rules.size());
    EXPECT_EQ(rules[index].find("id")->text, each.find("ruleId")->text);
    EXPECT_TRUE(
        fingerprints.insert(each.find("partialFingerprints")->members.at(0).value.text).second);
  }
  EXPECT_THAT(result.out, HasSubstr("f%2Crule.json"));
}

TEST(CheckFormats, SarifColumnsCountCharacters) {
  const std::string path =
      write_file("columns.json", "{\"WorkflowVersion\":\"\u65e5\u672c\",\"RunType\":\"X\"}");
  EXPECT_THAT(run({"check", "--format", "sarif", path}).out, HasSubstr("\"startColumn\":35"));
  EXPECT_THAT(run({"check", path}).out, HasSubstr("columns.json:1:39:"));
}

TEST(CheckFormats, GithubCommandsAreOneLineEach) {
  const CommandResult result = check("github", true);
  std::istringstream stream(result.out);
  std::size_t count = 0;
  for (std::string line; std::getline(stream, line); ++count) {
    EXPECT_TRUE(line.starts_with("::error ") || line.starts_with("::warning ") ||
                line.starts_with("::notice "))
        << line;
  }
  EXPECT_GT(count, 5u);
  EXPECT_THAT(result.out, HasSubstr("f%2Crule.json,line=1,col="));
  EXPECT_THAT(result.out, HasSubstr("<FF><01>%25:,|"));
}

TEST(CheckFormats, MarkdownCellsMeanThemselves) {
  const CommandResult result = check("markdown", true);
  EXPECT_THAT(result.out, HasSubstr("| severity | place | id | what |\n|---|---|---|---|\n"));
  EXPECT_THAT(result.out, HasSubstr("%:,\\|\\<\\>\\&\\]\\]\\>"));
  EXPECT_THAT(result.out, Not(HasSubstr("<html>")));
}

// Where Debian's python3-jsonschema is at hand, the schemas say what they mean.
TEST(CheckFormats, SchemasAcceptWhatIsWritten) {
  if (std::system(ASSAY_PYTHON " -c 'import jsonschema' 2>/dev/null") != 0) {
    GTEST_SKIP() << "skipped: no python3-jsonschema";
  }
  const std::string source = ASSAY_SOURCE_DIR;
  const std::string tool = ASSAY_PYTHON " '" + source + "/tools/validate_json.py' ";
  for (const bool payloads : {false, true}) {
    const auto valid = [&](const std::string& format, const std::string& schema,
                           const std::string& options) {
      const std::string path = write_file("sample." + format, check(format, payloads).out);
      return std::system((tool + options + "'" + source + "/spec/schemas/" + schema + "' '" + path +
                          "' >/dev/null")
                             .c_str());
    };
    EXPECT_EQ(valid("json", "report.json", ""), 0);
    EXPECT_EQ(valid("ndjson", "finding-stream.json", "--lines "), 0);
    EXPECT_EQ(valid("sarif", "report-sarif.json", ""), 0);
  }
  // And refuse what is not.
  std::string broken = check("ndjson", false).out;
  broken.replace(broken.find("\"exact\""), 7, "\"exakt\"");
  const std::string path = write_file("broken.ndjson", broken);
  EXPECT_NE(std::system((tool + "--lines '" + source + "/spec/schemas/finding-stream.json' '" +
                         path + "' >/dev/null 2>&1")
                            .c_str()),
            0);
}

}  // namespace
}  // namespace assay::cli
