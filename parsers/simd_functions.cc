#include "parsers/simd_functions.h"

#include "parsers/segment_match.h"
#include "parsers/simd_plain.h"
#include "parsers/walk_verdict.h"

namespace assay {

const SimdFunctions kSimdPlainFunctions = {SimdLevel::kPlain, SegmentMatch<SimdPlain>::match,
                                           VerdictWalk<SimdPlain>::clean};

const SimdFunctions& simd_functions(SimdLevel level) noexcept {
#if defined(__x86_64__)
  switch (level) {
    case SimdLevel::kAvx512:
      return kSimdAvx512Functions;
    case SimdLevel::kAvx2:
      return kSimdAvx2Functions;
    case SimdLevel::kSse42:
      return kSimdSse42Functions;
    default:
      break;
  }
#elif defined(__aarch64__)
  if (level == SimdLevel::kNeon) return kSimdNeonFunctions;
#else
  static_cast<void>(level);
#endif
  return kSimdPlainFunctions;
}

}  // namespace assay
