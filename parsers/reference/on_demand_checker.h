// A third checker, for comparison alone: simdjson's On-Demand cursor over the contract's tables,
// and the plain automata for patterns. It shares neither reader nor walk with the other two. Never
// part of the library.
#ifndef ASSAY_PARSERS_REFERENCE_ON_DEMAND_CHECKER_H_
#define ASSAY_PARSERS_REFERENCE_ON_DEMAND_CHECKER_H_

#include <assay/contract.h>

#include <memory>
#include <string_view>
#include <vector>

#include "parsers/reference/checker.h"

namespace assay::reference {

struct OnDemandResult {
  // No JSON, or a limit was met on the way: then nothing else is said.
  bool stopped = false;
  std::vector<ConstraintIndex> ids;  // sorted, one a finding
};

// Everything that a body alone can break, but no rule across members. Streams are not told apart.
class OnDemandChecker {
 public:
  explicit OnDemandChecker(const Contract& contract, Limits limits = {});
  ~OnDemandChecker();
  OnDemandChecker(OnDemandChecker&&) noexcept;

  OnDemandResult check_input(OperationIndex operation, std::string_view body);
  OnDemandResult check_output(OperationIndex operation, std::string_view body);
  OnDemandResult check_error_body(OperationIndex operation, std::string_view body);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace assay::reference

#endif  // ASSAY_PARSERS_REFERENCE_ON_DEMAND_CHECKER_H_
