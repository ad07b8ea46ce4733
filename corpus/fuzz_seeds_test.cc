#include "corpus/fuzz_seeds.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace assay {
namespace {

namespace fs = std::filesystem;

std::map<std::string, std::string> files_of(const fs::path& folder) {
  std::map<std::string, std::string> out;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    out[entry.path().filename().string()].assign(std::istreambuf_iterator<char>(file), {});
  }
  return out;
}

// A stale folder would leave constraints without a seed that the contract has meanwhile.
TEST(FuzzSeedsTest, TheCheckedInSeedsAreThoseOfTheContract) {
  const FuzzSeeds seeds = fuzz_seeds(Contract::embedded());
  EXPECT_EQ(seeds.size(), 4u);
  for (const auto& [target, texts] : seeds) {
    const auto files = files_of(fs::path(ASSAY_SOURCE_DIR) / "corpus" / "seeds" / target);
    for (const auto& [name, text] : texts) {
      const auto file = files.find(name);
      ASSERT_NE(file, files.end()) << target << "/" << name << ": run make_seeds corpus/seeds";
      EXPECT_TRUE(file->second == text) << target << "/" << name << " differs: run make_seeds";
    }
    EXPECT_EQ(files.size(), texts.size()) << target << " has seeds that make_seeds does not make";
  }
}

TEST(FuzzSeedsTest, AnErrorIsALineAndABody) {
  const ErrorSeed whole("503 A:b\n{}\n");
  EXPECT_EQ(whole.response().status, 503);
  EXPECT_EQ(whole.response().headers.back().name, "X-Amzn-Errortype");
  EXPECT_EQ(whole.response().headers.back().value, "A:b");
  EXPECT_EQ(whole.response().body, "{}\n");
  const ErrorSeed status("400");
  EXPECT_EQ(status.response().status, 400);
  EXPECT_EQ(status.response().headers.size(), 2u);
  EXPECT_EQ(status.response().body, "");
  const ErrorSeed nothing("");
  EXPECT_EQ(nothing.response().status, 0);
}

}  // namespace
}  // namespace assay
