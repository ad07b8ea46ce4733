// What the parts of the derivation share.
#ifndef ASSAY_CORPUS_VECTOR_PARTS_H_
#define ASSAY_CORPUS_VECTOR_PARTS_H_

#include <assay/contract.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/message_breaker.h"
#include "corpus/message_generator.h"
#include "corpus/message_tree.h"
#include "corpus/minimal_value.h"
#include "corpus/vector.h"

namespace assay {

// A body that the vectors of messages are about.
struct BodyRoot {
  VectorKind kind = VectorKind::kRequest;  // kRequest, kResponse, kError
  OperationIndex operation = 0;
  ShapeIndex shape = kNoIndex;
  std::uint32_t error = kNoIndex;  // kError: position in ContractTables::errors
};

MessageRole role_of(VectorKind kind) noexcept;

// "GetWorkflowRun.response", "ThrottlingException".
std::string name_of(const Contract& contract, const BodyRoot& root);

// Request and response of an operation, without those that are not read or have no shape.
std::vector<BodyRoot> bodies_of(const Contract& contract, OperationIndex operation);

// The errors that the operations declare, each shape once.
std::vector<BodyRoot> errors_of(const Contract& contract,
                                const std::vector<OperationIndex>& operations);

// The first member of the body of an error: its type. A body of another kind is returned as it is.
// nullopt where the error has a member of its own by a name that identifies errors.
std::optional<MessageNode> named(const Contract& contract, const BodyRoot& root, MessageNode body);

// The text around a value at a place of the smallest message; nullopt where it has none.
std::optional<VectorFrame> frame_at(const Contract& contract, const BodyRoot& root,
                                    const ShapePlace& place);

// The operations of the options, or all.
struct DeriveOptions;
std::vector<OperationIndex> operations_of(const Contract& contract, const DeriveOptions& options);

// Valid messages: a covering array of strength 2 or 3 over presence and value class of the members.
// Without sets where strength 3 would take too many messages.
VectorGroup valid_messages(MessageGenerator& generator, const BodyRoot& root,
                           std::uint32_t strength);

// Groups of messages that each break one constraint in otherwise valid surroundings.
std::vector<VectorGroup> broken_messages(MessageGenerator& generator, const BodyRoot& root);

}  // namespace assay

#endif  // ASSAY_CORPUS_VECTOR_PARTS_H_
