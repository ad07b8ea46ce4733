#include "fuzz/supervisor/schedule.h"

#include <gtest/gtest.h>

#include <vector>

namespace assay::fuzz {
namespace {

TEST(Schedule, TheOneThatYieldsMostRunsMostAndNoneIsForgotten) {
  std::vector<TargetLoad> targets = {{0, 0, 0}, {0, 9, 0}, {0, 1, 0}};
  for (int i = 0; i < 3000; ++i) targets[choose_target(targets)].cpu_seconds += 1;
  EXPECT_GT(targets[1].cpu_seconds, 1900);
  for (const TargetLoad& target : targets)
    EXPECT_GE(target.cpu_seconds, 3000 * kLeastShare / 3 - 1);
}

TEST(Schedule, ASecondCoreGoesToAnotherTargetUnlessItYieldsFarLess) {
  const std::vector<TargetLoad> even = {{10, 5, 1}, {10, 4, 0}};
  EXPECT_EQ(choose_target(even), 1u);
  const std::vector<TargetLoad> apart = {{10, 50, 1}, {10, 4, 0}};
  EXPECT_EQ(choose_target(apart), 0u);
}

TEST(Schedule, YieldForgets) {
  EXPECT_DOUBLE_EQ(updated_yield(0, 100, 10), 5);
  EXPECT_DOUBLE_EQ(updated_yield(5, 0, 10), 2.5);
}

TEST(StopRule, AFlatCurveLeavesLittle) {
  std::vector<CurvePoint> flat;
  for (int i = 0; i <= 800; ++i) {
    flat.push_back(
        {i * 360.0, static_cast<std::uint64_t>(i) * 1000, i < 10 ? 90u + i : 100u, 0, 0, 0});
  }
  const StopEstimate quiet = estimate_stop(flat);  // 80 hours, nothing for the last 79
  EXPECT_EQ(quiet.edges, 100u);
  EXPECT_DOUBLE_EQ(quiet.since_new_edge, 790 * 360.0);
  EXPECT_LT(quiet.chance_in_next_hour, 0.02);
  EXPECT_GT(quiet.chance_in_next_hour, 0.0);
  std::vector<CurvePoint> rising;
  for (int i = 0; i <= 10; ++i) rising.push_back({i * 360.0, 1, 100u + 10u * i, 0, 0, 0});
  EXPECT_GT(estimate_stop(rising).chance_in_next_hour, 0.99);
  EXPECT_GT(estimate_stop(rising).edges_in_next_hour, 40);
  EXPECT_EQ(estimate_stop({}).chance_in_next_hour, 1);
}

}  // namespace
}  // namespace assay::fuzz
