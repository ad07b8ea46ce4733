// A Checker whose structural index is made in a chosen way: for tests and fuzz targets that compare
// the ways.
#ifndef ASSAY_PARSERS_CHECKER_ACCESS_H_
#define ASSAY_PARSERS_CHECKER_ACCESS_H_

#include <assay/checker.h>

#include "parsers/structural_index.h"

namespace assay {

struct CheckerAccess {
  static Checker with_engine(Contract contract, Limits limits, IndexEngine engine);
};

}  // namespace assay

#endif  // ASSAY_PARSERS_CHECKER_ACCESS_H_
