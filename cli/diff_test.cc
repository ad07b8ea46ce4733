#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/cli_test_util.h"
#include "cli/exit_code.h"
#include "conformance/conform_report.h"

namespace assay::cli {
namespace {

using testing::HasSubstr;

// A result file in which one case ended so.
std::string result_file(std::string_view name, CaseVerdict verdict, std::string failure = {}) {
  ConformRun run;
  run.suite = &embedded_suite();
  run.edition = run.suite->edition;
  SubjectRun subject{.name = "go", .replay = "--sdk go", .failure = std::move(failure)};
  subject.results.push_back({.item = run.suite->find("awsJson1_0/value/full"), .verdict = verdict});
  run.subjects.push_back(std::move(subject));
  ReportEnvelope envelope = make_envelope("conform", "1");
  envelope.subjects.push_back({"go", "1.0", "go1.19", {}});
  return write_file(name, conform_json(run, envelope, 0));
}

TEST(Diff, ExitCodesSayWhetherSomethingBroke) {
  const std::string good = result_file("diff-good.json", CaseVerdict::kPass);
  const std::string bad = result_file("diff-bad.json", CaseVerdict::kLeak);
  const std::string cut = result_file("diff-cut.json", CaseVerdict::kPass, "interrupted");
  const std::string none = result_file("diff-none.json", CaseVerdict::kSkipped);
  const std::string text = write_file("diff-text.json", "hello\n");
  struct Row {
    std::string before, after;
    int code;
    std::string_view says;
  };
  for (const Row& row : {
           Row{good, good, kExitOk, "0 fixed, 0 broken, 0 differ"},
           Row{bad, good, kExitOk, "1 fixed, 0 broken, 0 differ"},
           Row{good, bad, kExitFindings, "0 fixed, 1 broken, 0 differ"},
           Row{good, cut, kExitIncomplete, "incomplete: interrupted"},
           Row{good, none, kExitIncomplete, "1 gone"},
           Row{good, text, kExitUsage, "diff-text.json:1:1"},
           Row{text, good, kExitUsage, "diff-text.json:1:1"},
           Row{good, "no-such-file", kExitUsage, "no-such-file"},
           Row{"/", good, kExitUsage, "cannot be read"},
       }) {
    const CommandResult result = run({"diff", row.before, row.after});
    EXPECT_EQ(result.code, row.code) << row.before << ' ' << row.after << result.out << result.err;
    EXPECT_THAT(result.out + result.err, HasSubstr(std::string(row.says)));
  }
  EXPECT_THAT(run({"diff", good, bad, "--format", "json"}).out, HasSubstr("\"exit_code\":1"));
  EXPECT_THAT(run({"diff", good, bad, "--format", "markdown"}).out, HasSubstr("| broken | MUST |"));
  EXPECT_EQ(run({"diff", good}).code, kExitUsage);
}

}  // namespace
}  // namespace assay::cli
