// The reference client: binds responses by the contract, over real HTTP, with retries.
#ifndef ASSAY_CONFORMANCE_REFERENCE_CLIENT_H_
#define ASSAY_CONFORMANCE_REFERENCE_CLIENT_H_

#include <assay/checker.h>
#include <assay/contract.h>

#include <chrono>
#include <string_view>

#include "conformance/protocol.h"

namespace assay {

// Shows by example what the suites ask of a client. One call at a time.
class ReferenceClient {
 public:
  explicit ReferenceClient(Contract contract);

  std::string_view service() const noexcept { return contract_.service(); }

  // Never fails: whatever happens is an outcome. No text of an outcome holds content of a message
  // but an error's own code and message.
  Outcome call(const Call& call);

 private:
  struct Attempt {
    Outcome outcome;
    bool retryable = false;
    std::chrono::milliseconds wait{0};  // that the service asks for before the next
  };
  Attempt attempt(const Call& call, OperationIndex operation, const std::string& body);
  Outcome bind_value(OperationIndex operation, const std::string& body);
  bool is_retryable(OperationIndex operation, int status, std::string_view code) const;

  Contract contract_;
  Checker checker_;
  Value value_;
};

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_REFERENCE_CLIENT_H_
