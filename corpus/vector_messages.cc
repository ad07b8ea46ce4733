// Files of messages: one for each operation, one for the errors of all.
#include <fmt/format.h>

#include "corpus/vector_parts.h"
#include "corpus/vectors.h"

namespace assay {
namespace {

void add_groups(MessageGenerator& generator, const BodyRoot& root, VectorTier tier,
                VectorFile& file) {
  if (tier == VectorTier::kMedium) {
    file.groups.push_back(valid_messages(generator, root, 3));
    return;
  }
  file.groups.push_back(valid_messages(generator, root, 2));
  for (VectorGroup& group : broken_messages(generator, root)) {
    file.groups.push_back(std::move(group));
  }
}

}  // namespace

VectorFile message_vectors(const Contract& contract, const DeriveOptions& options,
                           OperationIndex operation) {
  VectorFile file;
  file.name = fmt::format("messages/{}", contract.operation_name(operation));
  file.title =
      fmt::format("Bodies of requests and responses of {}", contract.operation_name(operation));
  MessageGenerator generator(contract);
  for (const BodyRoot& root : bodies_of(contract, operation)) {
    add_groups(generator, root, options.tier, file);
  }
  return file;
}

VectorFile error_vectors(const Contract& contract, const DeriveOptions& options) {
  VectorFile file;
  file.name = "messages/errors";
  file.title = "Bodies of errors";
  MessageGenerator generator(contract);
  for (const BodyRoot& root : errors_of(contract, operations_of(contract, options))) {
    add_groups(generator, root, options.tier, file);
  }
  return file;
}

}  // namespace assay
