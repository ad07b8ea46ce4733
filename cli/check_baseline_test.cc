#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/cli_test_util.h"
#include "cli/exit_code.h"
#include "parsers/baseline.h"

namespace assay::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

// Two bodies with a task of the wrong type, at other indexes, and one that is fine.
constexpr std::string_view kTraffic =
    R"({"RunDetail":{"TaskInstances":[1,"a"]}}
{"RunDetail":{"TaskInstances":["a","b",2]}}
{"RunId":"r"}
)";
constexpr std::string_view kNewFinding = R"({"RunId":7}
)";

TEST(CheckBaseline, OnlyNewFindingsFail) {
  const std::string traffic = write_file("baseline.ndjson", kTraffic);
  const std::string known = write_file("known.json", "");
  const CommandResult written =
      run({"check", traffic, "--baseline", known, "--update-baseline", "--quiet"});
  EXPECT_EQ(written.code, kExitOk) << written.err;
  EXPECT_THAT(written.err, HasSubstr("1 known finding in "));
  const std::string text = read_file(known);
  EXPECT_THAT(text, HasSubstr("\"place\":\"/RunDetail/TaskInstances/*\",\"count\":2}"));

  const CommandResult same = run({"check", traffic, "--baseline", known});
  EXPECT_EQ(same.code, kExitOk) << same.out;
  EXPECT_THAT(same.out, Not(HasSubstr("error:")));
  EXPECT_THAT(same.out, HasSubstr("2 invalid"));  // what is known is still not valid
  EXPECT_THAT(same.err, HasSubstr("2 findings known and left out, 0 stale"));

  const std::string more =
      write_file("more.ndjson", std::string(kTraffic) + std::string(kNewFinding));
  for (const std::string threads : {"1", "2"}) {
    const CommandResult result =
        run({"check", more, "--baseline", known, "--threads", threads, "--format", "json"});
    EXPECT_EQ(result.code, kExitFindings) << result.err;
    EXPECT_THAT(result.out, HasSubstr("/RunId"));
    EXPECT_THAT(result.out, Not(HasSubstr("/RunDetail/TaskInstances")));
    EXPECT_THAT(result.out, HasSubstr("\"exit\":1"));
  }
  EXPECT_EQ(run({"check", more, "--baseline", known, "--fail-on", "never"}).code, kExitOk);
}

TEST(CheckBaseline, WhatIsNotFoundAnyMoreIsNamed) {
  const std::string traffic = write_file("stale.ndjson", kTraffic);
  const std::string known = write_file("stale.json", "");
  run({"check", traffic, "--baseline", known, "--update-baseline", "--quiet"});
  const std::string good = write_file("good.ndjson", "{\"RunId\":\"r\"}\n");
  const CommandResult result = run({"check", good, "--baseline", known});
  EXPECT_EQ(result.code, kExitOk);
  EXPECT_THAT(result.err, HasSubstr("1 stale"));
  EXPECT_THAT(result.err, HasSubstr("/RunDetail/TaskInstances/*"));
  // Written anew, the entry goes.
  EXPECT_EQ(run({"check", good, "--baseline", known, "--update-baseline", "--quiet"}).code,
            kExitOk);
  EXPECT_THAT(read_file(known), Not(HasSubstr("TaskInstances")));
}

TEST(CheckBaseline, NothingIsWrittenOfHalfACheck) {
  const std::string deep = write_file("deep.json", "{\"RunDetail\":{\"TaskInstances\":[1]}}");
  const std::string known = write_file("half.json", "untouched");
  const CommandResult result =
      run({"check", deep, "--max-depth", "1", "--baseline", known, "--update-baseline"});
  EXPECT_EQ(result.code, kExitIncomplete) << result.out;
  EXPECT_THAT(result.err, HasSubstr("not written"));
  EXPECT_EQ(read_file(known), "untouched");
  // What a limit left unchecked is never known.
  const std::string empty = write_file("empty.json", write_baseline({}));
  const CommandResult held = run({"check", deep, "--max-depth", "1", "--baseline", empty});
  EXPECT_EQ(held.code, kExitIncomplete);
  EXPECT_THAT(held.out, HasSubstr("limit/depth"));
}

TEST(CheckBaseline, EachMistakeIsNamed) {
  const std::string body = write_file("body.json", "{}");
  struct Row {
    std::string text;
    std::string_view says;
  };
  const std::string head = "{\"format\":{\"name\":\"assay-baseline\",\"version\":1},\"findings\":[";
  const std::string entry = R"({"id":"i","operation":"o","part":"p","place":"","count":1})";
  for (const Row& row : {
           Row{"", ":1:1"},
           Row{"[]", "no baseline"},
           Row{"{\"format\":{\"name\":\"assay-baseline\",\"version\":2},\"findings\":[]}",
               "another version"},
           Row{head + "{}]}", "an entry has"},
           Row{head + "7]}", "an entry has"},
           Row{head + R"({"id":"i","operation":"o","part":"p","place":"","count":0}]})",
               "an entry has"},
           Row{head + entry + "," + entry + "]}", "an entry twice"},
       }) {
    const CommandResult result =
        run({"check", body, "--baseline", write_file("bad.json", row.text)});
    EXPECT_EQ(result.code, kExitUsage) << row.text;
    EXPECT_THAT(result.err, HasSubstr(std::string(row.says))) << row.text;
  }
  EXPECT_EQ(run({"check", body, "--baseline", write_file("ok.json", head + entry + "]}")}).code,
            kExitOk);
  EXPECT_EQ(run({"check", body, "--baseline", "no-such-file"}).code, kExitUsage);
  EXPECT_EQ(run({"check", body, "--update-baseline"}).code, kExitUsage);
}

}  // namespace
}  // namespace assay::cli
