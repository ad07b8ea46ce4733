#include "conformance/smoke.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "conformance/request_check.h"
#include "conformance/subject.h"

namespace assay {
namespace {

using testing::HasSubstr;

// A driver in sh that answers every call with `answer`; $id is the call's id.
std::vector<SmokeCheck> smoke(std::string_view answer) {
  const ScratchDirectory scratch;
  const std::string script = scratch.path() + "/driver.sh";
  std::ofstream(script)
      << "read line\n"
      << R"(printf '{"type":"hello","protocol":1,"sdk":"f","version":"1","runtime":"sh"}\n')"
      << "\nwhile read line; do\n"
      << "  case \"$line\" in *'\"bye\"'*) exit 0;; esac\n"
      << "  id=${line#*\\\"id\\\":}; id=${id%%,*}\n"
      << "  printf '" << answer << "\\n' \"$id\"\ndone\n";
  Runner runner({{"/bin/sh", script}, hermetic_environment(scratch.path())}, {},
                make_request_check(Contract::embedded()));
  const auto checks = run_smoke(runner);
  EXPECT_TRUE(checks);
  return checks.value_or(std::vector<SmokeCheck>{});
}

std::size_t failures(const std::vector<SmokeCheck>& checks) {
  std::size_t count = 0;
  for (const SmokeCheck& check : checks) count += !check.problem.empty();
  return count;
}

TEST(Smoke, ADriverThatAnswersOneThingFailsTheKnownAnswers) {
  const auto checks = smoke(R"({"type":"value","id":%s,"value":{}})");
  ASSERT_GE(checks.size(), 13u);  // those that need "retry" are left out
  EXPECT_THAT(checks[0].problem, HasSubstr("silent loss"));
  EXPECT_THAT(checks.back().problem, HasSubstr("bye"));
  EXPECT_GE(failures(checks), 7u);
}

TEST(Smoke, LinesThatAreNoMessagesAreNamed) {
  const auto checks = smoke(R"({"type":"value","id":%s,"value":1.5})");
  EXPECT_EQ(failures(checks), checks.size() - 1);  // nobody is left to say bye to
  EXPECT_THAT(checks[0].problem, HasSubstr("use a tag"));
}

}  // namespace
}  // namespace assay
