#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "cli/cli_test_util.h"
#include "cli/fuzz_options.h"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

// Programs that stand in for targets (fuzz/supervisor/fake_engine_main.cc), and a state.
class FuzzVerb : public testing::Test {
 protected:
  FuzzVerb()
      : root_(fs::path(testing::TempDir()) /
              (std::string("fuzz_verb_") +
               testing::UnitTest::GetInstance()->current_test_info()->name())),
        state_((root_ / "state").string()) {
    fs::remove_all(root_);
    fs::create_directories(root_ / "programs");
  }
  void add_target(const std::string& name) {
    fs::create_symlink(ASSAY_FAKE_ENGINE, root_ / "programs" / name);
  }
  CommandResult fuzz(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "fuzz");
    arguments.insert(arguments.end(), {"--state", state_});
    return run(arguments);
  }
  CommandResult fuzz_for(const std::string& time) {
    return fuzz({"run", "--programs", (root_ / "programs").string(), "--for", time, "--slice", "1",
                 "--jobs", "2"});
  }

  fs::path root_;
  std::string state_;
};

TEST_F(FuzzVerb, ANightFromDiscoveryToExport) {
  add_target("fuzz_bug");
  CommandResult night = fuzz_for("3s");
  for (int i = 0; i < 10 && night.code == 0; ++i) night = fuzz_for("3s");  // a slow machine
  EXPECT_EQ(night.code, 1) << night.out << night.err;
  EXPECT_THAT(night.out, HasSubstr("NEW F-"));
  EXPECT_THAT(night.out, HasSubstr("fuzz_bug oracle planted   3 bytes, 10/10 reproduced"));
  EXPECT_THAT(night.out, HasSubstr("chance of one in the next hour"));
  const std::string id = night.out.substr(night.out.find("NEW F-") + 4, 6);

  const CommandResult report = fuzz({"report"});
  EXPECT_EQ(report.code, 1);
  EXPECT_THAT(report.out, HasSubstr("NEW    " + id + "  fuzz_bug  oracle planted  oracle.cc:12"));
  EXPECT_THAT(fuzz({"report", "--format", "sarif"}).out,
              HasSubstr("\"ruleId\":\"oracle/planted\""));
  EXPECT_THAT(fuzz({"report", "--with-payloads"}).out, HasSubstr("input BUG\n"));

  const CommandResult again = fuzz({"repro", id});
  EXPECT_EQ(again.code, 1);
  EXPECT_THAT(again.out, HasSubstr("reproduces: ORACLE:planted the input has it"));
  EXPECT_THAT(again.out, HasSubstr("input BUG\n"));

  const std::string to = (root_ / "regressions").string();
  const CommandResult exported = fuzz({"export", id, "--to", to});
  EXPECT_EQ(exported.code, 0) << exported.err;
  EXPECT_EQ(read_file(to + "/fuzz_bug/planted-" + id.substr(2)), "BUG");

  // Known: it does not count.
  const std::string known = write_file("fuzz_known", id + " will not be fixed\n");
  const CommandResult quiet = fuzz({"report", "--known", known});
  EXPECT_EQ(quiet.code, 0);
  EXPECT_THAT(quiet.out, HasSubstr("NEW 0        KNOWN 1"));
}

TEST_F(FuzzVerb, ASecondRunContinues) {
  add_target("fuzz_clean");
  EXPECT_EQ(fuzz_for("2s").code, 0);
  const auto figure = [](const std::string& json, const std::string& name) {
    return std::stoull(json.substr(json.find("\"" + name + "\":") + name.size() + 3));
  };
  const auto first = figure(fuzz({"report", "--format", "json"}).out, "executions");
  EXPECT_EQ(fuzz_for("2s").code, 0);
  EXPECT_GT(figure(fuzz({"report", "--format", "json"}).out, "executions"), first);
}

TEST_F(FuzzVerb, WrongUseSaysWhatToDo) {
  EXPECT_EQ(fuzz({"run"}).code, 2);
  EXPECT_THAT(fuzz({"run"}).err, HasSubstr("--programs: which folder"));
  EXPECT_THAT(fuzz_for("soon").err, HasSubstr("--for: soon is no time; write 90s, 30m or 8h"));
  EXPECT_THAT(fuzz_for("1s").err, HasSubstr("no program named fuzz_* lies here"));
  EXPECT_THAT(fuzz({"report"}).err, HasSubstr("holds no state of a run"));
  EXPECT_EQ(fuzz({"report"}).code, 2);
  add_target("fuzz_clean");
  EXPECT_EQ(fuzz_for("1s").code, 0);
  EXPECT_THAT(fuzz({"repro", "F-0000"}).err, HasSubstr("no finding F-0000"));
  EXPECT_THAT(fuzz({"repro"}).err, HasSubstr("which finding?"));
}

TEST(FuzzDuration, IsWrittenAsPeopleDo) {
  EXPECT_EQ(parse_duration("8h"), 28'800);
  EXPECT_EQ(parse_duration("1h30m"), 5'400);
  EXPECT_EQ(parse_duration("90"), 90);
  EXPECT_EQ(parse_duration("0.5s"), 0.5);
  for (const char* text : {"", "h", "8x", "-1s", "0s", "nan", "inf", "1h m"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

}  // namespace
}  // namespace assay::cli
