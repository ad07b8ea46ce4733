#include "cli/command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
