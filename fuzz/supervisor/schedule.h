// Which target runs next, and when more running is worth little.
#ifndef ASSAY_FUZZ_SUPERVISOR_SCHEDULE_H_
#define ASSAY_FUZZ_SUPERVISOR_SCHEDULE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace assay::fuzz {

struct TargetLoad {
  double cpu_seconds = 0;  // spent so far
  double yield = 0;        // features found a second of processor time, lately
  std::uint32_t running = 0;
};

// The part of all processor time that every target gets whatever it yields, in shares of an even
// division.
inline constexpr double kLeastShare = 0.5;

// The index of the target to run next: first those below their least share, the neediest first;
// then the one that yields most for its processes. Ties go to the first.
// REQUIRES: targets is not empty.
std::size_t choose_target(std::span<const TargetLoad> targets);

// The yield after a slice: half of it is what the slice gave.
double updated_yield(double before, std::uint64_t new_features, double cpu_seconds);

// A point of a campaign's curves.
struct CurvePoint {
  double seconds = 0;  // of fuzzing, over all runs
  std::uint64_t executions = 0;
  std::uint64_t edges = 0;
  std::uint64_t features = 0;
  std::uint64_t constraints = 0;  // sides of constraints that an input reached
  std::uint64_t corpus = 0;       // inputs kept
};

// What more running would give. Good and Turing: the chance that the next sample is of a kind not
// seen is the number of kinds seen once over the number of samples; on a curve that grows like a
// logarithm the kinds seen once are what the later half of the time found, over log 2. A half that
// found nothing counts as one edge: nothing seen does not mean nothing there.
struct StopEstimate {
  double seconds = 0;
  std::uint64_t executions = 0;
  std::uint64_t edges = 0;
  double since_new_edge = 0;       // seconds
  double edges_in_next_hour = 0;   // expected
  double chance_in_next_hour = 1;  // of one or more new edges
};
StopEstimate estimate_stop(std::span<const CurvePoint> curve);

}  // namespace assay::fuzz

#endif  // ASSAY_FUZZ_SUPERVISOR_SCHEDULE_H_
