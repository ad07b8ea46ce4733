// Published models of other services, where they lie beside the project: every one either
// compiles, or is refused for a reason that names its place.
#include <assay/contract.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

namespace assay {
namespace {

TEST(PublicModels, CompileOrSayWhyNot) {
  const std::filesystem::path folder =
      std::filesystem::path(ASSAY_SOURCE_DIR).parent_path() / "shared" / "models";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "skipped: no shared data";
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::size_t compiled = 0;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const auto contract = Contract::compile({{path.filename().string(), text}, {}, {}});
    if (contract) {
      ++compiled;
      EXPECT_GT(contract->operation_count(), 0U) << path;
      EXPECT_GT(contract->constraint_count(), contract->operation_count()) << path;
      continue;
    }
    std::cout << contract.error().to_string() << "\n";
    EXPECT_NE(contract.error().line, 0U) << path;
    EXPECT_EQ(contract.error().file, path.filename().string());
  }
  std::cout << compiled << " of " << paths.size() << " models compile\n";
  // Look-around in patterns and other forms than the Smithy 2.0 AST are refused.
  EXPECT_GE(compiled, paths.size() / 2);
}

}  // namespace
}  // namespace assay
