#include "fuzz/supervisor/schedule.h"

#include <algorithm>
#include <cmath>

namespace assay::fuzz {

std::size_t choose_target(std::span<const TargetLoad> targets) {
  double total = 0;
  for (const TargetLoad& target : targets) total += target.cpu_seconds;
  const double least = kLeastShare * total / static_cast<double>(targets.size());
  std::size_t best = 0;
  const auto better = [&](const TargetLoad& a, const TargetLoad& b) {
    // One that runs will have had its share soon.
    const bool a_needs = a.running == 0 && a.cpu_seconds <= least;
    const bool b_needs = b.running == 0 && b.cpu_seconds <= least;
    if (a_needs != b_needs) return a_needs;
    if (a_needs) return a.cpu_seconds < b.cpu_seconds;
    return a.yield / (1 + a.running) > b.yield / (1 + b.running);
  };
  for (std::size_t i = 1; i < targets.size(); ++i) {
    if (better(targets[i], targets[best])) best = i;
  }
  return best;
}

double updated_yield(double before, std::uint64_t new_features, double cpu_seconds) {
  const double now = static_cast<double>(new_features) / std::max(cpu_seconds, 0.1);
  return (before + now) / 2;
}

StopEstimate estimate_stop(std::span<const CurvePoint> curve) {
  StopEstimate out;
  if (curve.empty()) return out;
  const CurvePoint& now = curve.back();
  out.seconds = now.seconds;
  out.executions = now.executions;
  out.edges = now.edges;
  std::uint64_t edges_at_half = 0;
  double last_new = 0;
  for (std::size_t i = 0; i < curve.size(); ++i) {
    if (curve[i].seconds <= now.seconds / 2) edges_at_half = curve[i].edges;
    if (i > 0 && curve[i].edges > curve[i - 1].edges) last_new = curve[i].seconds;
  }
  out.since_new_edge = now.seconds - last_new;
  if (now.seconds <= 0) return out;
  const double found = static_cast<double>(
      std::max<std::uint64_t>(now.edges > edges_at_half ? now.edges - edges_at_half : 0, 1));
  const double seen_once = found / std::log(2.0);
  out.edges_in_next_hour = seen_once * std::log1p(3600 / now.seconds);
  out.chance_in_next_hour = -std::expm1(-out.edges_in_next_hour);
  return out;
}

}  // namespace assay::fuzz
