// The fault tables; that tests notice the faults is what `./dev mutants` shows.
#include "spec/fault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string_view>

#include "spec/fault_table.h"

namespace assay {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

TEST(FaultTable, EveryFaultHasOneNumberAndSaysWhatItDoes) {
  std::set<std::string_view> names, kinds;
  std::uint32_t number = 0;
  for (const std::span<const Fault> table : kFaultTables) {
    for (const Fault& fault : table) {
      EXPECT_TRUE(names.insert(fault.name).second) << fault.name;
      EXPECT_EQ(fault.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"),
                std::string_view::npos)
          << fault.name;
      EXPECT_FALSE(fault.kind.empty()) << fault.name;
      EXPECT_GT(fault.what.size(), 10u) << fault.name;
      EXPECT_EQ(number_of_fault(fault.name), ++number);
      EXPECT_EQ(fault_at(number).name, fault.name);
      kinds.insert(fault.kind);
    }
  }
  EXPECT_GE(names.size(), 250u);
  EXPECT_GE(kinds.size(), 30u);
}

TEST(FaultTable, UnknownNamesHaveNearOnes) {
  EXPECT_EQ(number_of_fault(""), 0u);
  EXPECT_EQ(number_of_fault("hour-25-accepted"), 0u);
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
