#if defined(__x86_64__)
#include <immintrin.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "parsers/rules.h"
#include "parsers/scalars.h"
#include "parsers/scalars_string.h"
#include "parsers/segment_program.h"
#include "parsers/simd_functions.h"
#include "parsers/structural_scan.h"
#include "parsers/timestamp.h"
#include "parsers/verdict_subject.h"
#include "parsers/walk_plan.h"
#include "parsers/walk_scratch.h"
#include "spec/utf8.h"

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi")
#endif

#include "parsers/segment_match.h"
#include "parsers/simd_avx2.h"
#include "parsers/walk_verdict.h"

namespace assay {

static bool match_avx2(const SegmentProgram& program, std::string_view text) noexcept {
  return SegmentMatch<SimdAvx2>::match(program, text);
}
static bool clean_avx2(const VerdictSubject& subject, std::uint64_t& filled) noexcept {
  return VerdictWalk<SimdAvx2>::clean(subject, filled);
}

}  // namespace assay

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

namespace assay {

const SimdFunctions kSimdAvx2Functions = {SimdLevel::kAvx2, match_avx2, clean_avx2};

}  // namespace assay
#endif
