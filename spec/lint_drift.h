// Drift: how two models of one service differ, as languages.
#ifndef ASSAY_SPEC_LINT_DRIFT_H_
#define ASSAY_SPEC_LINT_DRIFT_H_

#include <assay/contract.h>

#include <vector>

#include "spec/lint.h"
#include "spec/model.h"

namespace assay {

// How the messages that `model` allows differ from those that `other` allows. Places are those of
// `model`; what only `other` has stands at the service's operation or structure. Names of shapes
// do not matter: operations, errors and members are paired by their names on the wire.
struct LintSide {
  const Model& model;
  const Contract* contract = nullptr;
};
std::vector<LintFinding> lint_drift(const LintSide& model, const LintSide& other);

}  // namespace assay

#endif  // ASSAY_SPEC_LINT_DRIFT_H_
