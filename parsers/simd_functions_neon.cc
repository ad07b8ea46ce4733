#if defined(__aarch64__)
#include "parsers/segment_match.h"
#include "parsers/simd_functions.h"
#include "parsers/simd_neon.h"
#include "parsers/walk_verdict.h"

namespace assay {

const SimdFunctions kSimdNeonFunctions = {SimdLevel::kNeon, SegmentMatch<SimdNeon>::match,
                                          VerdictWalk<SimdNeon>::clean};

}  // namespace assay
#endif
