#include "corpus/string_vectors.h"

#include <assay/contract.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "corpus/utf8.h"
#include "spec/pattern_fallback.h"

namespace assay {
namespace {

std::vector<std::filesystem::path> shared_models() {
  std::vector<std::filesystem::path> paths;
  const std::filesystem::path folder =
      std::filesystem::path(ASSAY_SOURCE_DIR).parent_path() / "shared" / "models";
  if (!std::filesystem::is_directory(folder)) return paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

void expect_sound(const Contract& contract, VectorTier tier) {
  const ContractTables& tables = contract.tables();
  for (const ShapeTable& shape : tables.shapes) {
    if (shape.kind != ShapeKind::kString) continue;
    if (shape.pattern == kNoIndex && shape.length_min_id == kNoIndex &&
        shape.length_max_id == kNoIndex) {
      continue;
    }
    const auto start = std::chrono::steady_clock::now();
    const auto derived = derive_string_vectors(tables, shape, tier);
    ASSERT_TRUE(derived) << derived.error().to_string();
    const auto& vectors = derived->vectors;
    EXPECT_LE(vectors.size(), max_vectors(tier));
    std::size_t valid = 0, bytes = 0;
    for (std::size_t i = 0; i < vectors.size(); ++i) {
      const StringVector& vector = vectors[i];
      valid += vector.verdict == VectorVerdict::kValid ? 1 : 0;
      bytes += vector.text.size();
      EXPECT_NE(vector.flags, 0u) << vector.origin;
      EXPECT_FALSE(vector.origin.empty());
      if (i == 0) continue;
      const std::string& before = vectors[i - 1].text;
      EXPECT_TRUE(before.size() < vector.text.size() ||
                  (before.size() == vector.text.size() && before < vector.text));
    }
    const auto spent = std::chrono::steady_clock::now() - start;
    std::cout << contract.service() << " " << shape.name << " states " << derived->theorem.states
              << " k " << derived->theorem.extra_states << ": " << vectors.size() << " vectors, "
              << valid << " valid, " << bytes << " bytes, "
              << std::chrono::duration_cast<std::chrono::milliseconds>(spent).count() << " ms\n";
    EXPECT_FALSE(derived->theorem.statement.empty());
  }
}

TEST(StringVectors, OfTheEmbeddedContract) {
  expect_sound(Contract::embedded(), VectorTier::kSmall);
  expect_sound(Contract::embedded(), VectorTier::kMedium);
}

TEST(StringVectors, OfPublicModels) {
  const auto paths = shared_models();
  if (paths.empty()) GTEST_SKIP() << "skipped: no shared data";
  for (const auto& path : paths) {
    const auto contract = Contract::load(path.string());
    ASSERT_TRUE(contract) << contract.error().to_string();
    expect_sound(*contract, VectorTier::kSmall);
  }
}

}  // namespace
}  // namespace assay
