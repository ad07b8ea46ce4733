// Published models of other services, where they lie beside the project: every one compiles, with
// the automata of its patterns; what those cannot hold is named.
#include <assay/contract.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <vector>

#include "spec/contract_tables.h"

namespace assay {
namespace {

TEST(PublicModels, Compile) {
  const std::filesystem::path folder =
      std::filesystem::path(ASSAY_SOURCE_DIR).parent_path() / "shared" / "models";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "skipped: no shared data";
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::size_t patterns = 0, states = 0;
  const auto start = std::chrono::steady_clock::now();
  for (const auto& path : paths) {
    const auto contract = Contract::load(path.string());
    ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
    EXPECT_GT(contract->operation_count(), 0U) << path;
    EXPECT_GT(contract->constraint_count(), contract->operation_count()) << path;
    for (const PatternTable& pattern : contract->tables().patterns) {
      ++patterns;
      states += pattern.automaton.state_count();
    }
    for (const ContractNote& note : contract->notes()) {
      std::cout << path.filename().string() << ":" << note.line << ":" << note.column << ": "
                << note.id << ": " << note.reason << "\n";
      EXPECT_EQ(note.kind, ContractNote::Kind::kFallbackPattern);
      EXPECT_NE(note.line, 0U);
    }
  }
  const auto spent = std::chrono::steady_clock::now() - start;
  std::cout << paths.size() << " models, " << patterns << " patterns, " << states
            << " states: " << std::chrono::duration_cast<std::chrono::milliseconds>(spent).count()
            << " ms\n";
}

}  // namespace
}  // namespace assay
