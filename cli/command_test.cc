#include "cli/command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "cli/cli_test_util.h"
#include "cli/help.h"
#include "cli/suggest.h"

namespace assay::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

TEST(Command, HelpGroupsVerbsByTheirJobs) {
  const CommandResult result = run({"--help"});
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(result.err, "");
  EXPECT_THAT(result.out, HasSubstr("Checking messages in CI"));
  for (const Verb& verb : verbs()) EXPECT_THAT(result.out, HasSubstr(std::string(verb.name)));
  EXPECT_EQ(run({"help"}).out, result.out);
}

TEST(Command, WithoutAVerbTheHelpGoesToStandardError) {
  const CommandResult result = run({});
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, HasSubstr("Usage: assay VERB"));
}

TEST(Command, EveryVerbHasHelpWithinTheTerminal) {
  for (const Verb& verb : verbs()) {
    const CommandResult result = run({std::string(verb.name), "--help"});
    EXPECT_EQ(result.code, 0) << verb.name;
    EXPECT_THAT(result.out, StartsWith("assay " + std::string(verb.name) + " - "));
    std::size_t begin = 0;
    for (std::size_t end = result.out.find('\n'); end != std::string::npos;
         begin = end + 1, end = result.out.find('\n', begin)) {
      EXPECT_LE(end - begin, 100u) << result.out.substr(begin, end - begin);
    }
    EXPECT_EQ(run({"help", std::string(verb.name)}).out, result.out);
  }
}

TEST(Command, UnknownVerbsAreCorrected) {
  const CommandResult result = run({"chekc"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.err, StartsWith("assay: chekc is not a verb; did you mean check"));
}

TEST(Command, VersionNamesTheContract) {
  const CommandResult result = run({"--version"});
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.out, HasSubstr("contract mwaa-serverless (awsJson1_0), sha256 "));
}

// The command itself, waiting for standard input.
TEST(Command, AnInterruptEndsAWaitAndReportsWhatWasFound) {
  int to_child[2], from_child[2];
  ASSERT_EQ(pipe(to_child), 0);
  ASSERT_EQ(pipe(from_child), 0);
  const std::string command = std::string(ASSAY_BINARY_DIR) + "/assay";
  const pid_t child = fork();
  if (child == 0) {
    dup2(to_child[0], STDIN_FILENO);
    dup2(from_child[1], STDOUT_FILENO);
    for (const int descriptor : {to_child[0], to_child[1], from_child[0], from_child[1]}) {
      close(descriptor);
    }
    execl(command.c_str(), "assay", "check", "--input-kind", "ndjson", "--format", "ndjson", "-",
          nullptr);
    _exit(127);
  }
  close(to_child[0]);
  close(from_child[1]);
  const std::string line = "{\"RunId\":\"\"}\n";
  ASSERT_EQ(write(to_child[1], line.data(), line.size()), static_cast<ssize_t>(line.size()));
  // The stream of results is written as it goes: once the item is there, the command waits.
  std::string out;
  char byte = 0;
  while (out.find("\"type\":\"item\"") == std::string::npos && read(from_child[0], &byte, 1) == 1) {
    out += byte;
  }
  kill(child, SIGINT);
  while (read(from_child[0], &byte, 1) == 1) out += byte;
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  close(from_child[0]);
  close(to_child[1]);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 3);
  EXPECT_THAT(out, HasSubstr("\"interrupted\":true"));
}

TEST(Wrapped, BreaksAtBlanks) {
  EXPECT_EQ(wrapped("aa bb cc", 2, 8), "aa bb\n  cc");
  EXPECT_EQ(wrapped("aaaaaaaaaaaa b", 2, 8), "aaaaaaaaaaaa\n  b");
  EXPECT_EQ(wrapped("a\nb", 2, 8), "a\n  b");
  EXPECT_EQ(wrapped("", 2, 8), "");
}

TEST(EditDistance, CountsEdits) {
  EXPECT_EQ(edit_distance("", ""), 0u);
  EXPECT_EQ(edit_distance("abc", ""), 3u);
  EXPECT_EQ(edit_distance("check", "chekc"), 1u);
  EXPECT_EQ(edit_distance("length", "lenght"), 1u);
  EXPECT_EQ(edit_distance("A", "a"), 0u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
}

TEST(Nearest, RanksMisspellingsBeforeParts) {
  const std::vector<std::string_view> known{"x/IdString@pattern", "x/IdString@type", "check"};
  EXPECT_THAT(nearest("IdString@tpye", known), ElementsAre("x/IdString@type"));
  EXPECT_THAT(nearest("IdString", known), ElementsAre("x/IdString@type", "x/IdString@pattern"));
  EXPECT_TRUE(nearest("", known).empty());
  EXPECT_TRUE(nearest("zzzzzz", known).empty());
}

}  // namespace
}  // namespace assay::cli
