#include "conformance/runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "conformance/subject.h"

namespace assay {
namespace {

using testing::HasSubstr;

constexpr std::string_view kHello =
    R"({"type":"hello","protocol":1,"sdk":"fake","version":"1","runtime":"sh","capabilities":["call"]})";

// A driver in sh: says hello, then does for each call what `on_call` does; $id is the call's id.
class FakeDriver {
 public:
  explicit FakeDriver(std::string_view on_call, std::string_view hello = kHello) {
    script_ = scratch_.path() + "/driver.sh";
    std::ofstream out(script_);
    out << "read line\n"
        << "printf '%s\\n' '" << hello << "'\n"
        << "while read line; do\n"
        << "  case \"$line\" in *'\"bye\"'*) printf '%s\\n' '{\"type\":\"bye\"}'; exit 0;; esac\n"
        << "  id=${line#*\\\"id\\\":}; id=${id%%,*}\n"
        << "  operation=${line#*\\\"operation\\\":\\\"}; operation=${operation%%\\\"*}\n"
        << on_call << "\ndone\n";
  }
  DriverCommand command() const {
    return {{"/bin/sh", script_}, hermetic_environment(scratch_.path())};
  }
  const std::string& home() const { return scratch_.path(); }

 private:
  ScratchDirectory scratch_;
  std::string script_;
};

constexpr std::string_view kAnswer = R"(printf '{"type":"value","id":%s,"value":{}}\n' "$id")";

Case make_case(std::string_view operation) {
  Case item{.id = "test/" + std::string(operation), .title = "t"};
  item.input = Tagged::map();
  item.operation = operation;
  item.responses = {{.body = "{}"}};
  AllowedOutcome allowed;
  allowed.kind = AllowedOutcome::Kind::kValue;
  allowed.value = Tagged::map();
  allowed.attempts = {0, 0};  // these drivers send nothing
  item.allowed = {allowed};
  return item;
}

RunnerOptions patient() { return {.call_limit = std::chrono::milliseconds(60'000)}; }
RunnerOptions hasty() { return {.call_limit = std::chrono::milliseconds(300)}; }

TEST(Runner, AnAnswerIsJudged) {
  const FakeDriver driver{kAnswer};
  Runner runner(driver.command(), patient(), nullptr);
  const auto hello = runner.start();
  ASSERT_TRUE(hello) << hello.error().to_string();
  EXPECT_EQ(hello->sdk, "fake");
  const Case item = make_case("good");
  for (int i = 0; i < 3; ++i) {
    const auto result = runner.run(item);
    ASSERT_TRUE(result) << result.error().to_string();
    EXPECT_EQ(result->verdict, CaseVerdict::kPass) << result->reason;
    EXPECT_FALSE(result->repeated);
  }
  runner.finish();
}

TEST(Runner, ACrashSpoilsNoOtherCase) {
  const FakeDriver driver{
      "case $operation in bad) echo about to crash >&2; kill -SEGV $$;; esac\n" +
      std::string(kAnswer)};
  Runner runner(driver.command(), patient(), nullptr);
  const Case good = make_case("good"), bad = make_case("bad");
  EXPECT_EQ(runner.run(good)->verdict, CaseVerdict::kPass);
  const auto crash = runner.run(bad);
  ASSERT_TRUE(crash);
  EXPECT_EQ(crash->verdict, CaseVerdict::kCrash);
  EXPECT_TRUE(crash->repeated);
  EXPECT_THAT(crash->reason, HasSubstr("signal 11"));
  EXPECT_THAT(crash->driver_errors, HasSubstr("about to crash"));
  EXPECT_EQ(runner.run(good)->verdict, CaseVerdict::kPass);
}

TEST(Runner, AHangIsEndedAndSpoilsNoOtherCase) {
  const FakeDriver driver{"case $operation in bad) sleep 600;; esac\n" + std::string(kAnswer)};
  const Case good = make_case("good"), bad = make_case("bad");
  Runner runner(driver.command(), hasty(), nullptr);
  const auto hang = runner.run(bad);
  ASSERT_TRUE(hang);
  EXPECT_EQ(hang->verdict, CaseVerdict::kHang);
  Runner other(driver.command(), patient(), nullptr);
  EXPECT_EQ(other.run(good)->verdict, CaseVerdict::kPass);
}

TEST(Runner, WhatAnEarlierCaseLeftBehindIsNotBlamedOnTheNext) {
  // The call after "poison" kills the driver; run again alone it passes.
  const FakeDriver driver{
      "[ -n \"$poisoned\" ] && exit 3\n"
      "case $operation in poison) poisoned=1;; esac\n" +
      std::string(kAnswer)};
  Runner runner(driver.command(), patient(), nullptr);
  const Case poison = make_case("poison"), next = make_case("next");
  EXPECT_EQ(runner.run(poison)->verdict, CaseVerdict::kPass);
  const auto result = runner.run(next);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->verdict, CaseVerdict::kPass);
  EXPECT_TRUE(result->repeated);
}

TEST(Runner, GarbageIsACrashOfTheDriver) {
  for (const std::string_view on_call :
       {R"(echo garbage)", R"(printf '{"type":"value","id":99999,"value":{}}\n')",
        R"(printf '{"type":"value","id":%s,"value":1.5}\n' "$id")", R"(printf '\377\n')"}) {
    const FakeDriver driver{on_call};
    Runner runner(driver.command(), patient(), nullptr);
    const auto result = runner.run(make_case("x"));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->verdict, CaseVerdict::kCrash) << on_call;
    EXPECT_THAT(result->reason, HasSubstr("no message")) << on_call;
  }
}

TEST(Runner, ADriverThatDoesNotStartIsAnError) {
  const FakeDriver wrong_protocol{
      kAnswer, R"({"type":"hello","protocol":9,"sdk":"f","version":"","runtime":""})"};
  Runner first(wrong_protocol.command(), patient(), nullptr);
  ASSERT_FALSE(first.start());
  EXPECT_THAT(first.start().error().to_string(), HasSubstr("another protocol"));
  Runner second({{"/nonexistent/driver"}, {}}, patient(), nullptr);
  ASSERT_FALSE(second.start());
  EXPECT_THAT(second.start().error().to_string(), HasSubstr("/nonexistent/driver"));
  Runner third({{"/bin/sh", "-c", "echo oh no >&2; exit 7"}, {}}, patient(), nullptr);
  const auto ended = third.start();
  ASSERT_FALSE(ended);
  EXPECT_THAT(ended.error().to_string(), HasSubstr("exit 7"));
  EXPECT_THAT(ended.error().to_string(), HasSubstr("oh no"));
  Runner fourth({{"/bin/sh", "-c", "sleep 600"}, {}},
                {.start_limit = std::chrono::milliseconds(200)}, nullptr);
  EXPECT_THAT(fourth.start().error().to_string(), HasSubstr("says nothing"));
}

TEST(Runner, ALackingCapabilitySkips) {
  const FakeDriver driver{kAnswer};
  Runner runner(driver.command(), patient(), nullptr);
  ASSERT_TRUE(runner.start());
  Case item = make_case("x");
  item.needs = {"call", "retry"};
  const auto result = runner.run(item);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->verdict, CaseVerdict::kSkipped);
  EXPECT_THAT(result->reason, HasSubstr("retry"));
}

TEST(Runner, SubjectsInheritNothing) {
  ASSERT_EQ(setenv("AWS_PROFILE", "secret-profile", 1), 0);
  ASSERT_EQ(setenv("https_proxy", "http://127.0.0.1:9", 1), 0);
  const FakeDriver driver{"env > \"$HOME/env.txt\"\n" + std::string(kAnswer)};
  Runner runner(driver.command(), patient(), nullptr);
  EXPECT_EQ(runner.run(make_case("x"))->verdict, CaseVerdict::kPass);
  runner.finish();
  std::ifstream in(driver.home() + "/env.txt");
  std::stringstream text;
  text << in.rdbuf();
  EXPECT_THAT(text.str(), HasSubstr("TZ=UTC"));
  EXPECT_THAT(text.str(), HasSubstr("LC_ALL=C.UTF-8"));
  EXPECT_THAT(text.str(), testing::Not(HasSubstr("AWS_")));
  EXPECT_THAT(text.str(), testing::Not(HasSubstr("proxy")));
  unsetenv("AWS_PROFILE");
  unsetenv("https_proxy");
}

TEST(InstalledDriver, NamesWhatThereIs) {
  const ScratchDirectory scratch;
  ASSERT_EQ(mkdir((scratch.path() + "/one").c_str(), 0700), 0);
  std::ofstream(scratch.path() + "/one/run") << "#!/bin/sh\n";
  ASSERT_EQ(chmod((scratch.path() + "/one/run").c_str(), 0700), 0);
  EXPECT_TRUE(installed_driver(scratch.path(), "one", "/"));
  const auto missing = installed_driver(scratch.path(), "two", "/");
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("installed: one"));
  EXPECT_FALSE(installed_driver(scratch.path(), "../one", "/"));
}

}  // namespace
}  // namespace assay
