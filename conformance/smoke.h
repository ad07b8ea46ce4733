// The first thing to run on a new driver: known answers, so that no bug of a driver is booked on
// its SDK.
#ifndef ASSAY_CONFORMANCE_SMOKE_H_
#define ASSAY_CONFORMANCE_SMOKE_H_

#include <assay/error.h>

#include <string>
#include <vector>

#include "conformance/runner.h"

namespace assay {

struct SmokeCheck {
  std::string what;     // "timestamps, integers and documents come with their types"
  std::string problem;  // empty: it holds
  std::string outcome;  // what the driver said, for people
};

// Runs every check. Errors: kUnreadable: the driver did not start.
Expected<std::vector<SmokeCheck>> run_smoke(Runner& runner);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_SMOKE_H_
