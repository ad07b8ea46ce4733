// Every derived vector gets from the checker exactly what it was constructed to get.
#include "corpus/vectors.h"

#include <assay/checker.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "property/vector_check.h"
#include "property/vector_reader.h"

namespace assay {
namespace {

void check_tier(const Contract& contract, VectorTier tier, VectorCheck& check) {
  DeriveOptions options;
  options.tier = tier;
  const auto derived = derive_vectors(contract, options, [&](VectorFile&& file) {
    check.file(file);
    return true;
  });
  ASSERT_TRUE(derived) << derived.error().to_string();
  EXPECT_EQ(check.differences(), "");
}

TEST(VectorsTest, SmallTierOfTheEmbeddedContract) {
  VectorCheck check(Contract::embedded());
  check_tier(Contract::embedded(), VectorTier::kSmall, check);
  EXPECT_GT(check.cases(), 2'000u);
}

TEST(VectorsTest, MediumTierOfTheEmbeddedContract) {
  VectorCheck check(Contract::embedded());
  check_tier(Contract::embedded(), VectorTier::kMedium, check);
  EXPECT_GT(check.cases(), 5'000u);
}

// The files that are checked in, whatever the derivation would give.
void check_files(std::string_view tier, VectorCheck& check) {
  const std::filesystem::path folder =
      std::filesystem::path(ASSAY_SOURCE_DIR) / "corpus/vectors/mwaa-serverless" / tier;
  std::size_t cases = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    const auto file = read_vector_file(Contract::embedded(), entry.path().string());
    ASSERT_TRUE(file) << file.error().to_string();
    check.file(file->file);
    cases += file->count;
  }
  EXPECT_EQ(check.cases(), cases);
  EXPECT_EQ(check.differences(), "");
}

TEST(VectorFilesTest, SmallTier) {
  VectorCheck check(Contract::embedded());
  check_files("small", check);
  EXPECT_GT(check.cases(), 20'000u);
}

TEST(VectorFilesTest, MediumTier) {
  VectorCheck check(Contract::embedded());
  check_files("medium", check);
  EXPECT_GT(check.cases(), 20'000u);
}

TEST(VectorsTest, SmallTierOfPublicModels) {
  const std::filesystem::path models =
      std::filesystem::path(ASSAY_SOURCE_DIR) / ".." / "shared" / "models";
  if (!std::filesystem::is_directory(models)) GTEST_SKIP() << "skipped: no shared data";
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(models)) {
    if (entry.path().extension() == ".json") files.insert(entry.path());
  }
  ASSERT_FALSE(files.empty());
  for (const std::filesystem::path& file : files) {
    const auto contract = Contract::load(file.string());
    ASSERT_TRUE(contract) << contract.error().to_string();
    SCOPED_TRACE(file.filename().string());
    const auto begin = std::chrono::steady_clock::now();
    VectorCheck check(*contract);
    check_tier(*contract, VectorTier::kSmall, check);
    std::cout << fmt::format(
        "{}: {} cases in {:.1f} s\n", contract->service(), check.cases(),
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    EXPECT_GT(check.cases(), 100u);
  }
}

}  // namespace
}  // namespace assay
