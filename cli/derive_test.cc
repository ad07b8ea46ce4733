#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cli/cli_test_util.h"
#include "cli/exit_code.h"
#include "spec/json_tree.h"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

// A model small enough to derive many times.
constexpr std::string_view kModel = R"({
  "smithy": "2.0",
  "shapes": {
    "example#Things": {
      "type": "service", "version": "2026-11-22",
      "operations": [{"target": "example#GetThing"}],
      "traits": {"aws.protocols#awsJson1_0": {}, "aws.api#service": {"sdkId": "Things", "endpointPrefix": "things"}}
    },
    "example#GetThing": {
      "type": "operation",
      "input": {"target": "example#GetThingInput"}, "output": {"target": "example#GetThingOutput"}
    },
    "example#GetThingInput": {
      "type": "structure",
      "members": {"Name": {"target": "example#Name", "traits": {"smithy.api#required": {}}}}
    },
    "example#GetThingOutput": {
      "type": "structure",
      "members": {"Count": {"target": "smithy.api#Integer"}, "Name": {"target": "example#Name"}}
    },
    "example#Name": {
      "type": "string",
      "traits": {"smithy.api#pattern": "^[a-c]+$", "smithy.api#length": {"min": 1, "max": 4}}
    }
  }
})";

class DeriveTest : public ::testing::Test {
 protected:
  DeriveTest() { fs::remove_all(out_); }

  CommandResult derive(std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"derive", "--model", model_, "--out", out_};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }

  std::string model_ = write_file("derive-model.json", kModel);
  std::string out_ = ::testing::TempDir() + "derive-out-" +
                     ::testing::UnitTest::GetInstance()->current_test_info()->name();
  std::string names_ = out_ + "/things/small/values/Name.json";
};

TEST_F(DeriveTest, WritesFilesAndSaysWhatIsInThem) {
  const CommandResult result = derive();
  EXPECT_EQ(result.code, kExitOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("things, small tier"));
  EXPECT_THAT(result.out, HasSubstr("values/Name"));
  EXPECT_THAT(result.out, HasSubstr("tolerated"));
  EXPECT_THAT(read_file(names_), HasSubstr("\"id\":\"things/Name\""));
  EXPECT_TRUE(fs::exists(out_ + "/things/small/json-text.json"));
  EXPECT_TRUE(fs::exists(out_ + "/things/small/messages/GetThing.json"));
  EXPECT_TRUE(fs::exists(out_ + "/things/medium/values/Name.json"));
}

// The id or the origin of any case makes it again.
TEST_F(DeriveTest, MakesACaseAgain) {
  ASSERT_EQ(derive({"--tier", "small"}).code, kExitOk);
  std::size_t made = 0;
  for (const char* name : {"values/Name", "messages/GetThing", "json-text", "http"}) {
    const auto file = parse_json(read_file(out_ + "/things/small/" + name + ".json"), name);
    ASSERT_TRUE(file) << file.error().to_string();
    for (const JsonValue& group : file->find("groups")->items) {
      const JsonValue& set = group.find("sets")->items.back();
      const JsonValue& one = set.find("cases")->items.back();
      const std::string in_group = std::string(group.string_or("id", "")) + "#";
      const std::string id(one.string_or("id", ""));
      std::string origin(set.string_or("origin", ""));
      if (one.find("origin") != nullptr) origin += "/" + std::string(one.string_or("origin", ""));
      for (const std::string& asked : {id, origin}) {
        const CommandResult again = run({"derive", "--model", model_, "--case", in_group + asked});
        EXPECT_EQ(again.code, kExitOk) << asked << again.err;
        EXPECT_THAT(again.out, HasSubstr("\"id\":\"" + id + "\"")) << asked;
      }
      if (++made % 8 == 0) break;  // some of each file
    }
  }
  EXPECT_GT(made, 4u);
  const CommandResult none = derive({"--case", "things/Name#nothing"});
  EXPECT_EQ(none.code, kExitUsage);
  EXPECT_THAT(none.err, HasSubstr("nothing that is derived"));
}

TEST_F(DeriveTest, CountsTheCasesOfEachConstraint) {
  const CommandResult result = derive({"--tier", "small", "--constraints"});
  EXPECT_EQ(result.code, kExitOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("  things/Name@length.max\n"));
  EXPECT_THAT(result.out, HasSubstr(" 0  limit/depth\n"));
}

TEST_F(DeriveTest, CheckFindsNothingInWhatItWrote) {
  ASSERT_EQ(derive({"-q"}).code, kExitOk);
  const CommandResult result = derive({"--check"});
  EXPECT_EQ(result.code, kExitOk) << result.out;
  EXPECT_THAT(result.out, HasSubstr("is up to date"));
}

TEST_F(DeriveTest, CheckNamesTheCasesThatDiffer) {
  ASSERT_EQ(derive({"-q"}).code, kExitOk);
  std::string text = read_file(names_);
  const std::size_t line = text.find("\n        {\"id\":");
  const std::string id = text.substr(line + 16, 12);
  text.erase(line, text.find('\n', line + 1) - line);
  fs::resize_file(names_, 0);
  std::ofstream(names_, std::ios::binary) << text;
  const CommandResult result = derive({"--check", "--tier", "small"});
  EXPECT_EQ(result.code, kExitShrank);
  EXPECT_THAT(result.out, HasSubstr("new: things/Name#" + id));
  EXPECT_THAT(result.out, HasSubstr("run assay derive"));
}

TEST_F(DeriveTest, CheckFindsAFileThatIsGone) {
  ASSERT_EQ(derive({"-q", "--tier", "small"}).code, kExitOk);
  fs::remove(names_);
  EXPECT_EQ(derive({"--check", "--tier", "small"}).code, kExitShrank);
}

TEST_F(DeriveTest, FilesOfShapesThatAreGoneAreRemoved) {
  ASSERT_EQ(derive({"-q"}).code, kExitOk);
  const std::string stale = out_ + "/things/small/values/Old.json";
  fs::copy_file(names_, stale);
  ASSERT_EQ(derive({"-q"}).code, kExitOk);
  EXPECT_FALSE(fs::exists(stale));
}

TEST_F(DeriveTest, WithoutFilesCheckSaysWhatToDo) {
  const CommandResult result = derive({"--check"});
  EXPECT_EQ(result.code, kExitUsage);
  EXPECT_THAT(result.err, HasSubstr("write it with assay derive"));
}

TEST_F(DeriveTest, UnknownOperationIsAnError) {
  const CommandResult result = derive({"--operation", "GetThings"});
  EXPECT_EQ(result.code, kExitUsage);
  EXPECT_THAT(result.err, HasSubstr("GetThing"));
}

TEST_F(DeriveTest, UnknownTierIsAnError) {
  const CommandResult result = derive({"--tier", "large"});
  EXPECT_EQ(result.code, kExitUsage);
  EXPECT_THAT(result.err, HasSubstr("small, medium"));
}

}  // namespace
}  // namespace assay::cli
