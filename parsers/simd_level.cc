#include "parsers/simd_level.h"

#include <algorithm>
#include <cstdlib>

namespace assay {
namespace {

constexpr std::string_view kNames[] = {"plain", "sse4.2", "avx2", "avx512", "neon"};

}  // namespace

std::string_view simd_level_name(SimdLevel level) noexcept {
  return kNames[static_cast<std::size_t>(level)];
}

std::optional<SimdLevel> simd_level_of_name(std::string_view name) noexcept {
  for (const SimdLevel level : kSimdLevels) {
    if (simd_level_name(level) == name) return level;
  }
  return std::nullopt;
}

SimdLevel best_simd_level() noexcept {
#if defined(__aarch64__)
  return SimdLevel::kNeon;
#else
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("bmi")) {
    return SimdLevel::kAvx512;
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")) return SimdLevel::kAvx2;
  if (__builtin_cpu_supports("sse4.2")) return SimdLevel::kSse42;
#endif
  return SimdLevel::kPlain;
#endif
}

SimdLevel chosen_simd_level() noexcept {
  const SimdLevel best = best_simd_level();
  const char* const name = std::getenv("ASSAY_SIMD");
  if (name == nullptr) return best;
  return std::min(simd_level_of_name(name).value_or(best), best);
}

}  // namespace assay
