// The fault tables; that tests notice the faults is what `./dev mutants` shows.
#include "spec/fault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <string_view>

#include "spec/fault_table.h"

namespace assay {
namespace {

using ::testing::Contains;

TEST(FaultTable, EveryFaultHasANameOfItsOwnAndSaysWhatItDoes) {
  std::set<std::string_view> names, kinds;
  for (const std::span<const Fault> table : kFaultTables) {
    for (const Fault& fault : table) {
      EXPECT_TRUE(names.insert(fault.name).second) << fault.name;
      EXPECT_EQ(fault.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"),
                std::string_view::npos)
          << fault.name;
      EXPECT_FALSE(fault.kind.empty()) << fault.name;
      EXPECT_GT(fault.what.size(), 10u) << fault.name;
      EXPECT_EQ(find_fault(fault.name), &fault);
      kinds.insert(fault.kind);
    }
  }
  EXPECT_GE(names.size(), 250u);
  EXPECT_GE(kinds.size(), 30u);
}

// What stands in the sources is what the tables list, both ways.
TEST(FaultTable, EveryFaultIsPlantedAndNoOther) {
  const std::regex planted_name(R"re(planted(_of)?\(\s*"([^"]*)")re");
  std::set<std::string> names, families;
  for (const char* folder : {"/spec", "/parsers"}) {
    for (const auto& entry :
         std::filesystem::directory_iterator(ASSAY_SOURCE_DIR + std::string(folder))) {
      const std::string file = entry.path().filename().string();
      if (file.starts_with("fault") || !(file.ends_with(".cc") || file.ends_with(".h"))) continue;
      std::ifstream in(entry.path());
      const std::string text(std::istreambuf_iterator<char>(in), {});
      for (std::sregex_iterator at(text.begin(), text.end(), planted_name), end; at != end; ++at) {
        if ((*at)[1].matched) {
          families.insert((*at)[2]);
          continue;
        }
        names.insert((*at)[2]);
        EXPECT_NE(find_fault((*at)[2].str()), nullptr) << file << ": " << (*at)[2];
      }
    }
  }
  for (const std::span<const Fault> table : kFaultTables) {
    for (const Fault& fault : table) {
      const bool of_family = std::ranges::any_of(
          families, [&](const std::string& family) { return fault.name.starts_with(family); });
      EXPECT_TRUE(of_family || names.contains(std::string(fault.name))) << fault.name;
    }
  }
}

TEST(FaultTable, UnknownNamesHaveNearOnes) {
  EXPECT_EQ(find_fault(""), nullptr);
  EXPECT_EQ(find_fault("hour-25-accepted"), nullptr);
  EXPECT_EQ(nearest_faults("hour-25-accepted").front(), "hour-24-accepted");
  EXPECT_THAT(nearest_faults("leap-every-forth-year"), Contains("leap-every-fourth-year"));
  EXPECT_EQ(nearest_faults("").size(), 3u);
}

#ifndef ASSAY_FAULTS
TEST(FaultTable, NothingIsPlantedHere) {
  static_assert(!planted("hour-24-accepted"));
  static_assert(!planted_of("rule-off-", "run-id-agrees"));
}
#endif

}  // namespace
}  // namespace assay
