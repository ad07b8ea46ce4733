#include "parsers/checker_access.h"

#include <utility>

#include "parsers/checker_state.h"

namespace assay {

Checker CheckerAccess::with_engine(Contract contract, Limits limits, IndexEngine engine) {
  Checker checker(contract, limits);
  checker.state_ = std::make_unique<Checker::State>(std::move(contract), limits, engine);
  return checker;
}

}  // namespace assay
