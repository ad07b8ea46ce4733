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
  EXPECT_EQ(seeds.size(), 7u);
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
  const Contract& contract = Contract::embedded();
  const ErrorSeed whole(contract, "C503 A:b\n{}\n");
  EXPECT_EQ(whole.operation(), 2u);
  EXPECT_EQ(whole.response().status, 503);
  EXPECT_EQ(whole.response().headers.back().name, "X-Amzn-Errortype");
  EXPECT_EQ(whole.response().headers.back().value, "A:b");
  EXPECT_EQ(whole.response().body, "{}\n");
  const ErrorSeed status(contract, "A400");
  EXPECT_EQ(status.response().status, 400);
  EXPECT_EQ(status.response().headers.size(), 2u);
  EXPECT_EQ(status.response().body, "");
  const ErrorSeed nothing(contract, "");
  EXPECT_EQ(nothing.response().status, 0);
}

TEST(FuzzSeedsTest, TheFirstByteIsSomeOperation) {
  const Contract& contract = Contract::embedded();
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = static_cast<char>(byte) + std::string("{}");
    const BodySeed seed(contract, text);
    EXPECT_LT(seed.operation, contract.operation_count());
    EXPECT_EQ(seed.body, "{}");
  }
  for (OperationIndex i = 0; i < contract.operation_count(); ++i) {
    EXPECT_EQ(BodySeed(contract, std::string(1, operation_letter(i))).operation, i);
  }
  EXPECT_EQ(BodySeed(contract, "").body, "");
}

}  // namespace
}  // namespace assay
