// Which instructions the hot loops may use.
#ifndef ASSAY_PARSERS_SIMD_LEVEL_H_
#define ASSAY_PARSERS_SIMD_LEVEL_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace assay {

// In ascending order for each kind of machine: one that has a level has those before.
enum class SimdLevel : std::uint8_t {
  kPlain,   // none beyond what the compiler takes for the target
  kSse42,   // 16 bytes at a time
  kAvx2,    // 32
  kAvx512,  // 64, F and BW and VL
  kNeon,    // 16, every aarch64
};

// Those of this kind of machine.
#if defined(__aarch64__)
inline constexpr SimdLevel kSimdLevels[] = {SimdLevel::kPlain, SimdLevel::kNeon};
#elif defined(__x86_64__)
inline constexpr SimdLevel kSimdLevels[] = {SimdLevel::kPlain, SimdLevel::kSse42, SimdLevel::kAvx2,
                                            SimdLevel::kAvx512};
#else
inline constexpr SimdLevel kSimdLevels[] = {SimdLevel::kPlain};
#endif

// "plain", "sse4.2", "avx2", "avx512", "neon"; only those of this kind of machine have a name to
// read.
std::string_view simd_level_name(SimdLevel level) noexcept;
std::optional<SimdLevel> simd_level_of_name(std::string_view name) noexcept;

// The highest that this machine has.
SimdLevel best_simd_level() noexcept;

// What new checkers use: the level that the environment's ASSAY_SIMD names, where the machine has
// it, else the best.
SimdLevel chosen_simd_level() noexcept;

}  // namespace assay

#endif  // ASSAY_PARSERS_SIMD_LEVEL_H_
