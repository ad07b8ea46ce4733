// A Checker whose structural index is made in a chosen way: for tests and fuzz targets that compare
// the ways.
#ifndef ASSAY_PARSERS_CHECKER_ACCESS_H_
#define ASSAY_PARSERS_CHECKER_ACCESS_H_

#include <assay/checker.h>

#include <string_view>

#include "parsers/simd_level.h"
#include "parsers/structural_index.h"

namespace assay {

struct CheckerAccess {
  static Checker with_engine(Contract contract, Limits limits, IndexEngine engine);
  // REQUIRES: the machine has the level.
  static Checker with_simd(Contract contract, Limits limits, SimdLevel level);
  // Whether the fast tier settles an output alone.
  static bool fast_output(Checker& checker, OperationIndex operation, std::string_view body);
};

}  // namespace assay

#endif  // ASSAY_PARSERS_CHECKER_ACCESS_H_
