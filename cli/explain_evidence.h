// Evidence of the ledger in words, and where a shape occurs.
#ifndef ASSAY_CLI_EXPLAIN_EVIDENCE_H_
#define ASSAY_CLI_EXPLAIN_EVIDENCE_H_

#include <assay/contract.h>

#include <string>
#include <string_view>
#include <vector>

namespace assay::cli {

// "\"a\" 255 times", "an error exchange with response.status = 418". `in` and `evidence` as in the
// ledger (spec/schemas/ledger.json).
std::string evidence_text(std::string_view in, std::string_view evidence);

// "GetWorkflowRun response /RunDetail/TaskInstances/*": every place where a value of the shape
// stands, in the order of the model; at most `most`, then how many more.
std::vector<std::string> places_of(const Contract& contract, ShapeIndex shape, std::size_t most);

}  // namespace assay::cli

#endif  // ASSAY_CLI_EXPLAIN_EVIDENCE_H_
