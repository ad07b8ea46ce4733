#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/cli_test_util.h"

namespace assay::cli {
namespace {

using testing::HasSubstr;

TEST(Serve, ServesAndStopsByItself) {
  const CommandResult ran = run({"serve", "--port", "0", "--for", "0s"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("serving service on http://127.0.0.1:"));
  EXPECT_THAT(ran.err, HasSubstr("AWS_ENDPOINT_URL=http://127.0.0.1:"));
}

TEST(Serve, TakesCasesScriptsAndFaults) {
  const std::string script = write_file("script.json", R"({"responses":[{"raw":"x"}]})");
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"--case", "awsJson1_0/body/cut-in-string"},
        {"--scenario", "reset"},
        {"--scenario", "http/stall/in-body"},
        {"--script", script},
        {"--fault-rate", "reset=0.5", "--fault-rate", "throttle=0.5", "--seed", "3"}}) {
    std::vector<std::string> all = {"serve", "--port", "0", "--for", "0"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const CommandResult ran = run(all);
    EXPECT_EQ(ran.code, 0) << ran.err;
  }
}

TEST(Serve, ListsScenarios) {
  const CommandResult ran = run({"serve", "--list"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("stall"));
}

TEST(Serve, SaysWhatIsWrong) {
  const std::string broken = write_file("broken.json", R"({"responses":[{"raw":1}]})");
  struct Row {
    std::vector<std::string> arguments;
    std::string says;
  };
  for (const Row& row :
       {Row{{"--case", "awsJson1_0/body/cut-in-strin"}, "awsJson1_0/body/cut-in-string"},
        Row{{"--case", "reset"}, "use --scenario"}, Row{{"--scenario", "rest"}, "reset"},
        Row{{"--fault-rate", "reset=2"}, "FAULT=RATE"},
        Row{{"--fault-rate", "reset=0.6", "--fault-rate", "cut=0.6"}, "more than 1"},
        Row{{"--for", "soon"}, "90s"}, Row{{"--script", "no-such-file"}, "cannot be read"},
        Row{{"--script", broken}, "broken.json:1"},
        Row{{"--case", "a", "--scenario", "b"}, "excludes"}}) {
    std::vector<std::string> all = {"serve", "--port", "0"};
    if (row.arguments.front() != "--for") all.insert(all.end(), {"--for", "0"});
    all.insert(all.end(), row.arguments.begin(), row.arguments.end());
    const CommandResult ran = run(all);
    EXPECT_EQ(ran.code, 2) << row.says;
    EXPECT_THAT(ran.err, HasSubstr(row.says));
  }
}

}  // namespace
}  // namespace assay::cli
