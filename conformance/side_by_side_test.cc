#include "conformance/side_by_side.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <fstream>

#include "conformance/subject.h"

namespace assay {
namespace {

using testing::HasSubstr;

// A driver in sh, with a name; $operation is what is called.
class FakeDriver {
 public:
  explicit FakeDriver(std::string_view name, std::string_view on_call) {
    script_ = scratch_.path() + "/driver.sh";
    std::ofstream out(script_);
    out << "echo $$ >> \"$HOME/pids\"\n"
        << "read line\n"
        << R"(printf '{"type":"hello","protocol":1,"sdk":")" << name
        << R"(","version":"1","runtime":"sh","capabilities":["call"]}\n')"
        << "\nwhile read line; do\n"
        << "  case \"$line\" in *'\"bye\"'*) printf '%s\\n' '{\"type\":\"bye\"}'; exit 0;; esac\n"
        << "  id=${line#*\\\"id\\\":}; id=${id%%,*}\n"
        << "  operation=${line#*\\\"operation\\\":\\\"}; operation=${operation%%\\\"*}\n"
        << on_call << "\n"
        << R"(printf '{"type":"value","id":%s,"value":{"o":"%s"}}\n' "$id" "$operation")"
        << "\ndone\n";
  }
  DriverCommand command() const {
    return {{"/bin/sh", script_}, hermetic_environment(scratch_.path())};
  }
  std::size_t processes() const {
    std::ifstream in(scratch_.path() + "/pids");
    std::size_t count = 0;
    for (std::string line; std::getline(in, line);) ++count;
    return count;
  }

 private:
  ScratchDirectory scratch_;
  std::string script_;
};

// Each case calls an operation of its own and wants to see just that one.
class SideBySide : public testing::Test {
 protected:
  void make_cases(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      Case& item = cases_.emplace_back();
      item.id = "test/" + std::to_string(i);
      item.operation = "op" + std::to_string(i);
      item.input = Tagged::map();
      item.responses = {{.body = "{}"}};
      AllowedOutcome allowed;
      allowed.kind = AllowedOutcome::Kind::kValue;
      allowed.value = Tagged::map();
      allowed.value.members.emplace_back("o", Tagged::string(item.operation));
      allowed.attempts = {0, 0};  // these drivers send nothing
      item.allowed = {allowed};
    }
    for (const Case& item : cases_) pointers_.push_back(&item);
  }

  std::deque<Case> cases_;
  std::vector<const Case*> pointers_;
  SideBySideOptions options_;
};

TEST_F(SideBySide, EverySubjectRunsEveryCaseOnceAndInOrder) {
  make_cases(40);
  const FakeDriver one("one", ""), two("two", "");
  options_.processes = 3;
  const std::vector<DriverCommand> commands = {one.command(), two.command()};
  const auto all = run_side_by_side(commands, pointers_, options_);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].hello.sdk, "one");
  EXPECT_EQ(all[1].hello.sdk, "two");
  for (const SideBySideResult& result : all) {
    EXPECT_FALSE(result.not_started);
    EXPECT_EQ(result.failure, "");
    ASSERT_EQ(result.results.size(), 40u);
    for (std::size_t i = 0; i < 40; ++i) {
      EXPECT_EQ(result.results[i].item, pointers_[i]);
      EXPECT_EQ(result.results[i].verdict, CaseVerdict::kPass) << result.results[i].reason;
    }
  }
  EXPECT_EQ(one.processes(), 3u);
  EXPECT_EQ(two.processes(), 3u);
}

TEST_F(SideBySide, FewCasesTakeOneProcess) {
  make_cases(3);
  const FakeDriver one("one", "");
  const std::vector<DriverCommand> commands = {one.command()};
  EXPECT_EQ(run_side_by_side(commands, pointers_, options_)[0].results.size(), 3u);
  EXPECT_EQ(one.processes(), 1u);
}

TEST_F(SideBySide, CrashesAndHangsSpoilNoOtherCaseAndNoOtherSubject) {
  make_cases(40);
  const FakeDriver good("good", "");
  const FakeDriver bad("bad", "case $operation in op7|op8) kill -SEGV $$;; op20) sleep 600;; esac");
  options_.limits.call_limit = std::chrono::milliseconds(1'500);
  const std::vector<DriverCommand> commands = {bad.command(), good.command()};
  const auto all = run_side_by_side(commands, pointers_, options_);
  ASSERT_EQ(all[0].results.size(), 40u);
  for (std::size_t i = 0; i < 40; ++i) {
    const CaseVerdict wanted = i == 7 || i == 8 ? CaseVerdict::kCrash
                               : i == 20        ? CaseVerdict::kHang
                                                : CaseVerdict::kPass;
    EXPECT_EQ(all[0].results[i].verdict, wanted) << i << ' ' << all[0].results[i].reason;
    EXPECT_EQ(all[1].results[i].verdict, CaseVerdict::kPass) << i;
  }
}

TEST_F(SideBySide, ADriverThatDoesNotStartIsSaidSoAndTheOthersRun) {
  make_cases(20);
  const FakeDriver good("good", "");
  const std::vector<DriverCommand> commands = {{{"/nonexistent/driver"}, {}}, good.command()};
  const auto all = run_side_by_side(commands, pointers_, options_);
  ASSERT_TRUE(all[0].not_started);
  EXPECT_THAT(all[0].not_started->to_string(), HasSubstr("/nonexistent/driver"));
  EXPECT_EQ(all[1].results.size(), 20u);
}

TEST_F(SideBySide, StopsBetweenCases) {
  make_cases(40);
  const FakeDriver one("one", "");
  std::atomic<int> asked{0};
  options_.stop = [&asked] { return ++asked > 10; };
  const std::vector<DriverCommand> commands = {one.command()};
  const auto all = run_side_by_side(commands, pointers_, options_);
  EXPECT_EQ(all[0].failure, "interrupted");
  EXPECT_EQ(all[0].results.size(), 10u);
}

}  // namespace
}  // namespace assay
