// The verb check as a person meets it: golden outputs, exit codes, gates, report files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <pugixml.hpp>

#include "cli/cli_test_util.h"
#include "cli/command.h"
#include "spec/json_tree.h"

namespace assay::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view kBroken = R"({"RunId":"a b","RunType":"ON_DEMAND"})";

// Everything but the time, which no test asserts.
std::string without_time(std::string text) {
  const std::size_t at = text.rfind("     ");
  if (at != std::string::npos) text.resize(at);
  return text;
}

// The path of a test's file is not the same on two machines.
std::string with_name(std::string text, const std::string& path, std::string_view name) {
  for (std::size_t at = text.find(path); at != std::string::npos; at = text.find(path)) {
    text.replace(at, path.size(), name);
  }
  return text;
}

TEST(Check, GoldenTextOfAFinding) {
  const std::string path = write_file("a.json", kBroken);
  const CommandResult result = run({"check", path});
  EXPECT_EQ(result.code, 1);
  EXPECT_EQ(result.err, "");
  const std::string out = with_name(without_time(result.out), path, "a.json");
  EXPECT_THAT(out, StartsWith("a.json:1:10: error: Member must satisfy regular expression pattern: "
                              "^[a-zA-Z0-9]+[a-zA-Z0-9\\.\\-_]*$ "
                              "[mwaa-serverless/IdString@pattern]\n"
                              "  GetWorkflowRun response /RunId (body bytes 9-13)\n"
                              "  {\"RunId\":\"a b\",\"RunType\":\"ON_DEMAND\"}\n"
                              "           ^~~~~ string of 3 characters\n"
                              "  source: page, "));
  EXPECT_THAT(out, EndsWith("\n1 message: 0 valid, 1 invalid, 0 unchecked; 1 error"));
}

TEST(Check, CaretsLineUpBehindWideCharacters) {
  const std::string path =
      write_file("w.json", "{\"WorkflowVersion\":\"\u65e5\u672c\",\"RunType\":\"X\"}");
  EXPECT_THAT(run({"check", path}).out,
              HasSubstr("  {\"WorkflowVersion\":\"\u65e5\u672c\",\"RunType\":\"X\"}\n"
                        "                                      ^~~ string of 1 character\n"));
}

TEST(Check, LineAndColumnAreThoseOfTheFile) {
  const std::string path = write_file("l.json", "{\n  \"RunId\": \"r\",\n  \"RunType\": 1\n}\n");
  EXPECT_THAT(run({"check", path}).out, HasSubstr("l.json:3:14: error: must be a JSON string"));
  const std::string lines = write_file("l.ndjson", "{}\n{\"RunId\":\"\"}\n");
  EXPECT_THAT(run({"check", lines}).out, HasSubstr("l.ndjson:2:10: error: "));
}

TEST(Check, AbsentMembersAreNamed) {
  const std::string path = write_file("r.json", R"({"RunId":"r"})");
  const CommandResult result = run({"check", "--as", "request", path});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.out, HasSubstr("^~~~~~~~~~~~~ WorkflowArn is absent\n"));
}

TEST(Check, RulesShowBothPlaces) {
  const std::string path = write_file("e.json", R"({"RunId":"a","RunDetail":{"RunId":"b"}})");
  const CommandResult result = run({"check", path});
  EXPECT_EQ(result.code, 0);  // inferred: a warning
  EXPECT_THAT(result.out, HasSubstr("  and: GetWorkflowRun response /"));
  EXPECT_THAT(result.out, HasSubstr("  basis: inferred, no source states it"));
  EXPECT_EQ(run({"check", "--fail-on", "warning", path}).code, 1);
  EXPECT_EQ(run({"check", "--fail-on", "warning", "--no-inferred", path}).code, 0);
}

TEST(Check, GatesAndExitCodes) {
  const std::string error = write_file("error.json", kBroken);
  const std::string note = write_file("note.json", R"({"New":1})");
  const std::string clean = write_file("clean.json", "{}");
  EXPECT_EQ(run({"check", clean}).code, 0);
  EXPECT_EQ(run({"check", error}).code, 1);
  EXPECT_EQ(run({"check", "--fail-on", "never", error}).code, 0);
  EXPECT_EQ(run({"check", note}).code, 0);
  EXPECT_EQ(run({"check", "--fail-on", "warning", note}).code, 0);
  EXPECT_EQ(run({"check", "--fail-on", "note", note}).code, 1);
  EXPECT_EQ(run({"check", error, "/no/such/file.json"}).code, 2);
  EXPECT_EQ(run({"check", "--max-depth", "2", write_file("deep.json", "{\"X\":[[[]]]}")}).code, 3);
  const CommandResult nothing = run({"check", write_file("empty.ndjson", "\n\n")});
  EXPECT_EQ(nothing.code, 3);
  EXPECT_THAT(nothing.err, HasSubstr("nothing was checked"));
  // An empty response is legal; a run that saw nothing else checked nothing.
  const std::string empty = write_file("empty.json", "");
  EXPECT_EQ(run({"check", empty}).code, 3);
  EXPECT_EQ(run({"check", empty, clean}).code, 0);
  EXPECT_EQ(run({"check", "--as", "request", empty}).code, 1);
}

TEST(Check, LimitsAreNotFindingsOfTheGate) {
  const std::string deep = write_file("d.json", "{\"X\":[[[]]]}");
  const CommandResult result = run({"check", "--max-depth", "2", deep});
  EXPECT_THAT(result.out, HasSubstr("[limit/depth]"));
  EXPECT_THAT(result.out, HasSubstr("0 valid, 0 invalid, 1 unchecked"));
  EXPECT_EQ(result.code, 3);
}

TEST(Check, InterruptedRunsReportWhatTheyFound) {
  request_interrupt(true);
  const CommandResult result = run({"check", write_file("i.json", kBroken)});
  request_interrupt(false);
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(result.out, HasSubstr("interrupted"));
  EXPECT_THAT(result.err, HasSubstr("interrupted"));
}

TEST(Check, ValuesOfAShape) {
  const CommandResult result = run({"check", "--shape", "IdString", "abc", "a b", ""});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.out, HasSubstr("<value 2>:1:1: error: "));
  EXPECT_THAT(result.out, HasSubstr("  a b\n  ^~~\n"));
  EXPECT_THAT(result.out, HasSubstr("3 values: 1 valid, 2 invalid"));
  EXPECT_EQ(run({"check", "--shape", "IdString", "abc"}).code, 0);
}

TEST(Check, UsageErrorsNameTheOption) {
  const auto fails = [](const std::vector<std::string>& arguments, std::string_view says) {
    const CommandResult result = run(arguments);
    EXPECT_EQ(result.code, 2) << says;
    EXPECT_THAT(result.err, HasSubstr(says));
    EXPECT_THAT(result.err, EndsWith("See assay check --help.\n"));
    EXPECT_EQ(result.out, "");
  };
  const std::string path = write_file("u.json", "{}");
  fails({"check"}, "FILE is required");
  fails({"check", "--fail-on", "x", path}, "--fail-on: x is none of error, warning, note, never");
  fails({"check", "--frmat", "json", path}, "--frmat is not known here; did you mean --format");
  fails({"check", "--shape", "IdString", "a", "-b"},
        "-b is not known here; a value that begins with - goes after --, at the end");
  fails({"check", "--format", "xml", path}, "--format: xml is no format; use text, json");
  fails({"check", "--report", "json", path},
        "--report json: needs a file, as in --report json=FILE");
  fails({"check", "--report", "xml=a", path}, "--report: xml is no format");
  fails({"check", "--operation", "GetWorkflowRum", path}, "did you mean GetWorkflowRun");
  fails({"check", "--shape", "IdStrin", path}, "--shape: mwaa-serverless has no shape IdStrin");
  fails({"check", "--input-kind", "pcap", path}, "--input-kind: pcap is no kind");
  fails({"check", "--max-depth", "0", path}, "--max-depth");
  fails({"check", "--rules", path, path}, "--rules and --ledger belong to a model");
}

TEST(Check, ReportsThatCannotBeWrittenAreExit2) {
  const CommandResult result =
      run({"check", "--report", "json=/no/such/directory/a.json", write_file("x.json", "{}")});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.err, HasSubstr("/no/such/directory/a.json"));
  EXPECT_THAT(result.err, HasSubstr("No such file or directory"));
  EXPECT_EQ(run({"check", "--report", "json=/dev/full", write_file("y.json", "{}")}).code, 2);
  EXPECT_EQ(run({"check", "--report", "ndjson=/dev/full", write_file("y.json", "{}")}).code, 2);
}

TEST(Check, QuietSaysNothingAndWritesReports) {
  const std::string report = write_file("q-report.json", "old");
  const CommandResult result =
      run({"check", "-q", "--report", "json=" + report, write_file("q.json", kBroken)});
  EXPECT_EQ(result.code, 1);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.err, "");
  EXPECT_THAT(read_file(report), StartsWith("{\"format\":"));
}

TEST(Check, ColorsOnlyOnATerminal) {
  const std::string path = write_file("c.json", kBroken);
  EXPECT_THAT(run({"check", path}).out, Not(HasSubstr("\x1b[")));
  EXPECT_THAT(run({"check", path}, {.input = "", .terminal = true}).out,
              HasSubstr("\x1b[1;31merror:"));
  EXPECT_THAT(run({"check", path}, {.input = "", .terminal = true, .no_color = true}).out,
              Not(HasSubstr("\x1b[")));
  EXPECT_THAT(run({"check", "--color", "always", path}).out, HasSubstr("\x1b["));
  EXPECT_THAT(run({"check", "--color", "never", path}, {.input = "", .terminal = true}).out,
              Not(HasSubstr("\x1b[")));
  // Files have none whatever the terminal is.
  const std::string report = write_file("c.txt", "");
  run({"check", "--color", "always", "--report", "text=" + report, path});
  EXPECT_THAT(read_file(report), Not(HasSubstr("\x1b[")));
}

TEST(Check, ControlBytesNeverReachTheTerminal) {
  const std::string path = write_file("esc.json", "{\"RunId\":\"\x1b]0;x\x07\"}");
  const CommandResult result = run({"check", path});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.out, Not(HasSubstr("\x1b")));
  EXPECT_THAT(result.out, HasSubstr("<1B>"));
}

TEST(Check, RecordedBytesEnterReportsOnlyOnRequest) {
  const std::string path = write_file("p.json", R"({"RunId":"distinctive value"})");
  for (const std::string format :
       {"json", "ndjson", "junit", "sarif", "github", "markdown", "text"}) {
    const std::string report = write_file("p-report", "");
    run({"check", "-q", "--report", format + "=" + report, path});
    EXPECT_THAT(read_file(report), Not(HasSubstr("distinctive"))) << format;
    EXPECT_THAT(read_file(report), HasSubstr("IdString")) << format;
    run({"check", "-q", "--with-payloads", "--report", format + "=" + report, path});
    EXPECT_THAT(read_file(report), HasSubstr("distinctive value")) << format;
    if (format != "text") {
      EXPECT_THAT(run({"check", "--format", format, path}).out, Not(HasSubstr("distinctive")));
    }
  }
  EXPECT_THAT(run({"check", path}).out, HasSubstr("distinctive value"));
}

TEST(Check, AlikeFindingsAreCountedNotShown) {
  std::string body = "{\"RunDetail\":{\"TaskInstances\":[null";
  for (int i = 1; i < 300; ++i) body += ",null";
  const std::string path = write_file("flood.json", body + "]}}");
  const CommandResult text = run({"check", path});
  EXPECT_THAT(text.out, HasSubstr("290 more [mwaa-serverless/TaskInstanceIds@dense] at "
                                  "/RunDetail/TaskInstances/* not shown"));
  EXPECT_THAT(text.out, HasSubstr("300 errors"));
  const std::string ndjson = run({"check", "--format", "ndjson", path}).out;
  std::size_t count = 0;
  for (std::size_t at = ndjson.find("\"finding\""); at != std::string::npos;
       at = ndjson.find("\"finding\"", at + 1)) {
    ++count;
  }
  EXPECT_EQ(count, 300u);
}

TEST(Check, SummariesOfOtherFormatsGoToStandardError) {
  const CommandResult result = run({"check", "--format", "json", write_file("s.json", "{}")});
  EXPECT_EQ(result.err, "1 message: 1 valid, 0 invalid, 0 unchecked\n");
  EXPECT_TRUE(parse_json(result.out, "out").has_value());
}

}  // namespace
}  // namespace assay::cli
