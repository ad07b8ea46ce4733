// Entries of a Checker that are not for everybody: its structural index made in a chosen way, for
// tests and fuzz targets that compare the ways, or made by the caller.
#ifndef ASSAY_PARSERS_CHECKER_ACCESS_H_
#define ASSAY_PARSERS_CHECKER_ACCESS_H_

#include <assay/checker.h>
#include <assay/diagnostic.h>

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
  // Whether the fast tier settles a body that is indexed already: nothing is to be found in it.
  // False wherever that takes a closer look, for errors always.
  static bool settles(Checker& checker, OperationIndex operation, BodyKind kind,
                      const IndexedText& text) noexcept;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_CHECKER_ACCESS_H_
