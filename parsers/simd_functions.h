// The hot loops, once for each level of SIMD.
//
// Each level has a source file that includes the templates within the compiler's setting of a
// target (no flags of the file: they would let inline functions of other headers take instructions
// that not every machine has).
#ifndef ASSAY_PARSERS_SIMD_FUNCTIONS_H_
#define ASSAY_PARSERS_SIMD_FUNCTIONS_H_

#include <cstdint>
#include <string_view>

#include "parsers/segment_program.h"
#include "parsers/simd_level.h"

namespace assay {

struct VerdictSubject;  // verdict_subject.h

struct SimdFunctions {
  SimdLevel level = SimdLevel::kPlain;
  // Whether a text is in the language of a program. REQUIRES: valid UTF-8.
  bool (*match)(const SegmentProgram& program, std::string_view text) noexcept = nullptr;
  // Whether there is nothing to find in a body; sets the bits of the slots that it fills.
  // REQUIRES: the text is readable to its end.
  bool (*clean)(const VerdictSubject& subject, std::uint64_t& filled) noexcept = nullptr;
};

// REQUIRES: the machine has the level.
const SimdFunctions& simd_functions(SimdLevel level) noexcept;

extern const SimdFunctions kSimdPlainFunctions;
extern const SimdFunctions kSimdSse42Functions;  // x86-64 only, like the next two
extern const SimdFunctions kSimdAvx2Functions;
extern const SimdFunctions kSimdAvx512Functions;
extern const SimdFunctions kSimdNeonFunctions;  // aarch64 only

}  // namespace assay

#endif  // ASSAY_PARSERS_SIMD_FUNCTIONS_H_
