#include "fuzz/supervisor/supervisor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>
#include <thread>

#include "fuzz/supervisor/corpus_store.h"
#include "fuzz/supervisor/engine_log.h"
#include "fuzz/supervisor/fuzz_report.h"

namespace assay::fuzz {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> out;
  std::error_code status;
  for (fs::directory_iterator at(folder, status), end; !status && at != end; at.increment(status)) {
    out.insert(at->path().filename().string());
  }
  return out;
}

class SupervisorTest : public testing::Test {
 protected:
  SupervisorTest()
      : root_(
            fs::path(testing::TempDir()) /
            (std::string("fuzz_") + testing::UnitTest::GetInstance()->current_test_info()->name())),
        folder_(root_ / "state") {
    fs::remove_all(root_);
    fs::create_directories(root_ / "programs");
  }

  void add_target(const std::string& name) {
    fs::create_symlink(ASSAY_FAKE_ENGINE, root_ / "programs" / name);
    fs::create_directories(root_ / "corpus" / "seeds" / name);
    EXPECT_FALSE(write_atomically(root_ / "corpus" / "seeds" / name / "seed", "a seed"));
  }

  Expected<RunEnd> run(Campaign& campaign, double seconds) {
    auto targets = find_targets({.programs = {root_ / "programs"}, .corpus = root_ / "corpus"});
    if (!targets) return std::unexpected(targets.error());
    SupervisorOptions options;
    options.seconds = seconds;
    options.jobs = 2;
    options.slice_seconds = 1;
    options.save_seconds = 0.1;
    options.report_seconds = 0.5;
    SupervisorEvents events;
    events.note = [this](std::string_view text) { notes_ += std::string(text) + "\n"; };
    events.report = [this](Campaign& now) {
      return write_reports(
          {.folder = &folder_, .campaign = &now, .envelope = {}, .payloads = false});
    };
    return Supervisor(folder_, std::move(*targets), options, events).run(campaign);
  }

  // Runs until something is so, however slow the machine is.
  template <typename Condition>
  void run_until(Campaign& campaign, Condition condition) {
    for (int i = 0; i < 20 && !condition(); ++i) {
      const auto end = run(campaign, 2);
      ASSERT_TRUE(end) << end.error().to_string();
      EXPECT_EQ(*end, RunEnd::kTimeIsOver);
    }
    EXPECT_TRUE(condition());
  }

  fs::path root_;
  StateFolder folder_;
  std::string notes_;
};

// From discovery to a regression case and a SARIF entry, with no hand in between.
TEST_F(SupervisorTest, APlantedBugBecomesAFindingARegressionAndASarifEntry) {
  add_target("fuzz_bug");
  add_target("fuzz_clean");
  auto campaign = folder_.load();
  ASSERT_TRUE(campaign);
  run_until(*campaign, [&] {
    return !campaign->findings.empty() && campaign->targets["fuzz_clean"].executions > 100 &&
           campaign->targets["fuzz_clean"].constraints > 0 &&
           campaign->targets["fuzz_bug"].constraints > 0;
  });
  ASSERT_EQ(campaign->findings.size(), 1u);
  const Finding& finding = campaign->findings[0];
  EXPECT_EQ(finding.key, "oracle planted");
  EXPECT_EQ(finding.state, FindingState::kNew);
  EXPECT_EQ(finding.original_bytes, 11u);
  EXPECT_EQ(finding.bytes, 3u);
  EXPECT_EQ(finding.reproduced, 10u);
  EXPECT_EQ(read_whole(folder_.regression(finding).string()), "BUG");
  EXPECT_EQ(read_whole((folder_.finding(finding.id) / "original").string()), "someBUGtext");
  EXPECT_THAT(read_whole((folder_.finding(finding.id) / "log").string()),
              HasSubstr("ORACLE:planted"));
  EXPECT_THAT(read_whole((folder_.root() / "findings.sarif").string()),
              HasSubstr("corpus/regressions/fuzz_bug/" + finding.name));
  EXPECT_TRUE(names_in(folder_.artifacts("fuzz_bug") / "taken").empty());
  EXPECT_EQ(campaign_exit_code(*campaign), 1);
  for (const char* name : {"fuzz_bug", "fuzz_clean"}) {
    const TargetFigures& target = campaign->targets.at(name);
    EXPECT_GT(target.executions, 100u) << name;
    EXPECT_GT(target.edges, 10u) << name;
    EXPECT_EQ(target.corpus, count_files(folder_.corpus(name))) << name;
    EXPECT_EQ(target.constraints, 3u) << name;
  }
  EXPECT_EQ(campaign->constraint_sides(), 3u);
  EXPECT_GT(campaign->curve.size(), 1u);
}

TEST_F(SupervisorTest, WhatDoesNotReproduceIsListedApart) {
  add_target("fuzz_flaky");
  auto campaign = folder_.load();
  ASSERT_TRUE(campaign);
  run_until(*campaign, [&] { return !campaign->findings.empty(); });
  ASSERT_EQ(campaign->findings.size(), 1u);
  EXPECT_EQ(campaign->findings[0].state, FindingState::kUnreproducible);
  EXPECT_EQ(campaign->findings[0].key, "oracle planted");  // as its process said
  EXPECT_FALSE(fs::exists(folder_.regression(campaign->findings[0])));
  EXPECT_EQ(campaign_exit_code(*campaign), 0);
}

TEST_F(SupervisorTest, AnInputThatStopsItsTargetLeavesTheCorpus) {
  add_target("fuzz_sticky");
  ASSERT_FALSE(write_atomically(root_ / "corpus" / "seeds" / "fuzz_sticky" / "bad", "a BUG"));
  auto campaign = folder_.load();
  ASSERT_TRUE(campaign);
  // It runs once nothing stops it any more.
  run_until(*campaign, [&] { return campaign->targets["fuzz_sticky"].executions > 1000; });
  ASSERT_EQ(campaign->findings.size(), 1u);
  EXPECT_EQ(campaign->findings[0].bytes, 3u);
  EXPECT_EQ(names_in(folder_.corpus("fuzz_sticky").parent_path() / "set-aside").size(), 1u);
  EXPECT_TRUE(campaign->shrank.empty());
}

TEST_F(SupervisorTest, ATargetThatNeverWorksIsNoSuccess) {
  add_target("fuzz_dead");
  auto campaign = folder_.load();
  ASSERT_TRUE(campaign);
  const auto end = run(*campaign, 20);
  ASSERT_TRUE(end);
  EXPECT_EQ(*end, RunEnd::kNothingRan);
  EXPECT_THAT(notes_, HasSubstr("cannot begin"));
}

TEST_F(SupervisorTest, ALostCorpusIsNoticed) {
  add_target("fuzz_clean");
  auto campaign = folder_.load();
  ASSERT_TRUE(campaign);
  ASSERT_TRUE(run(*campaign, 2));
  EXPECT_TRUE(campaign->shrank.empty()) << campaign->shrank.front();
  fs::remove(*fs::directory_iterator(folder_.corpus("fuzz_clean")));
  campaign = folder_.load();
  ASSERT_TRUE(campaign);
  ASSERT_TRUE(run(*campaign, 1));
  EXPECT_FALSE(campaign->shrank.empty());
  EXPECT_EQ(campaign_exit_code(*campaign), 4);
}

// Killed again and again at any time, a run keeps every input and every finding that was there.
TEST_F(SupervisorTest, KillsLoseNothing) {
  add_target("fuzz_bug");
  add_target("fuzz_clean");
  std::set<std::string> inputs, findings;
  double seconds = 0;
  for (int round = 0; round < 8; ++round) {
    const pid_t pid = fork();
    ASSERT_GE(pid, 0);
    if (pid == 0) {
      auto campaign = folder_.load();
      if (!campaign || !run(*campaign, 60)) _exit(1);
      _exit(0);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(150 + 271 * round));
    ASSERT_EQ(kill(pid, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(waitpid(pid, &status, 0), pid);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the supervisor ended by itself";
    // Scratch folders hold what was found last; the next run takes it up.
    std::set<std::string> now = names_in(folder_.corpus("fuzz_clean"));
    const std::set<std::string> previous =
        names_in(folder_.corpus("fuzz_clean").string() + ".previous");
    now.insert(previous.begin(), previous.end());
    for (const auto& entry : fs::directory_iterator(folder_.work())) {
      if (!entry.path().filename().string().starts_with("fuzz_clean.")) continue;
      const auto scratch = names_in(entry.path() / "corpus");
      now.insert(scratch.begin(), scratch.end());
    }
    const auto loaded = folder_.load();
    ASSERT_TRUE(loaded) << loaded.error().to_string();
    EXPECT_TRUE(std::ranges::includes(now, inputs)) << "round " << round;
    EXPECT_GE(loaded->seconds, seconds);
    std::set<std::string> ids;
    for (const Finding& finding : loaded->findings) ids.insert(finding.id);
    EXPECT_TRUE(std::ranges::includes(ids, findings)) << "round " << round;
    inputs = now;
    findings = ids;
    seconds = loaded->seconds;
  }
  EXPECT_GT(inputs.size(), 10u);
  auto campaign = folder_.load();
  ASSERT_TRUE(campaign);
  ASSERT_TRUE(run(*campaign, 2));  // takes up what the last kill left
  run_until(*campaign, [&] { return !campaign->findings.empty(); });
  const std::set<std::string> kept = names_in(folder_.corpus("fuzz_clean"));
  for (const std::string& input : inputs) EXPECT_TRUE(kept.contains(input)) << input;
  EXPECT_TRUE(campaign->shrank.empty()) << campaign->shrank.front();
  ASSERT_EQ(campaign->findings.size(), 1u);
  EXPECT_EQ(campaign->findings[0].reproduced, 10u);
  EXPECT_EQ(read_whole(folder_.regression(campaign->findings[0]).string()), "BUG");
}

TEST(TargetSearchTest, OptionsAreThoseOfFuzzingServices) {
  const auto options = parse_engine_options(
      "[other]\ntimeout = 1\n[libfuzzer]\n# text\ntimeout = 30\r\nmax_len=9\n");
  EXPECT_EQ(options.size(), 2u);
  EXPECT_EQ(options.at("timeout"), "30");
  EXPECT_EQ(options.at("max_len"), "9");
  EXPECT_EQ(find_targets({.programs = {"/no/such/folder"}}).error().code, ErrorCode::kUnreadable);
  EXPECT_EQ(find_targets({}).error().code, ErrorCode::kUsage);
}

}  // namespace
}  // namespace assay::fuzz
