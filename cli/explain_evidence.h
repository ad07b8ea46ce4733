// Evidence of the ledger in words, and where a shape occurs.
#ifndef ASSAY_CLI_EXPLAIN_EVIDENCE_H_
#define ASSAY_CLI_EXPLAIN_EVIDENCE_H_

#include <assay/contract.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::cli {

// "\"a\" 255 times", "an error exchange with response.status = 418". `in` and `evidence` as in the
// ledger (spec/schemas/ledger.json).
std::string evidence_text(std::string_view in, std::string_view evidence);

// "GetWorkflowRun response /RunDetail/TaskInstances/*": every place where a value of the
// constraint's shape stands, in the order of the model ("/Tags/{key}" for names of a map's
// entries); of a status, every operation that answers with it. At most `most`, then how many more.
// Of one operation alone where `only` says which.
// REQUIRES: the constraint stands on a shape.
std::vector<std::string> places_of(const Contract& contract, ConstraintIndex constraint,
                                   std::size_t most,
                                   std::optional<OperationIndex> only = std::nullopt);

// By ShapeIndex: whether a message of the operation can hold a value of the shape.
std::vector<bool> shapes_of_operation(const Contract& contract, OperationIndex operation);

}  // namespace assay::cli

#endif  // ASSAY_CLI_EXPLAIN_EVIDENCE_H_
