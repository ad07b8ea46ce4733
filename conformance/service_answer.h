// What a service would answer to a request, by its contract alone.
#ifndef ASSAY_CONFORMANCE_SERVICE_ANSWER_H_
#define ASSAY_CONFORMANCE_SERVICE_ANSWER_H_

#include <assay/contract.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "conformance/runner.h"
#include "conformance/wire.h"

namespace assay {

struct ServiceOptions {
  std::uint64_t seed = 1;  // of the outputs
  // Whether a signature has to verify for the test credentials (subject.h); without it any
  // Authorization will do.
  bool verify_signature = true;
};

// An answer, and in a few words why it is that one: "200 GetWorkflowRun", "400 ValidationException:
// RunId: Member must have length between 1 and 255, inclusive".
struct ServiceReply {
  WireResponse response = {};
  std::string operation = {};  // "mwaa-serverless/GetWorkflowRun"; empty: none that is known
  std::string error = {};      // its code; empty: an output
  std::string reason = {};     // of an error
};

// One service of each contract, told apart by X-Amz-Target. A request that keeps its contract is
// answered with an output that keeps it, drawn from the seed; any other with the error that it
// deserves: UnknownOperationException, IncompleteSignature, MalformedHttpRequestException, or
// ValidationException, with as many fields as the model gives it.
// The same requests in the same order get the same bytes. One object a thread.
class ServiceModel {
 public:
  explicit ServiceModel(std::span<const Contract> contracts, ServiceOptions options = {});
  ~ServiceModel();
  ServiceModel(const ServiceModel&) = delete;
  ServiceModel& operator=(const ServiceModel&) = delete;

  ServiceReply answer(const ReceivedRequest& request);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// For runners: REQUIRES: the contracts outlive what is returned.
CaseService make_case_service(std::span<const Contract> contracts);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_SERVICE_ANSWER_H_
