// Evidence: for every line of a ledger the complete messages on both sides of the constraint's
// edge, with exactly the ids that a check must find in them.
#ifndef ASSAY_CORPUS_EVIDENCE_H_
#define ASSAY_CORPUS_EVIDENCE_H_

#include <assay/contract.h>
#include <assay/error.h>
#include <assay/finding.h>
#include <assay/message.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "corpus/evidence_form.h"
#include "spec/contract_tables.h"

namespace assay {

// What a case gives to the checker.
enum class EvidenceKind : std::uint8_t {
  kValue,      // a value of `shape` alone: `text`
  kInput,      // a request body: `text`
  kOutput,     // a 200 body: `text`
  kErrorBody,  // the body of an error that names itself: `text`
  kExchange,   // `request`, `response` or both
  kHttp,       // `text` is one message as HTTP/1.1 text
};

// A message that owns its bytes. Method and path are of requests, status of responses.
struct EvidenceMessage {
  std::string method, path;
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  BodyEnd body_end = BodyEnd::kComplete;
};

struct EvidenceCase {
  ConstraintIndex constraint = 0;
  bool breaks = false;
  EvidenceKind kind = EvidenceKind::kValue;
  OperationIndex operation = 0;
  ShapeIndex shape = kNoIndex;  // kValue
  std::string place;            // for people: "request body /RunId"
  std::string text;
  std::optional<EvidenceMessage> request, response;
  // Exactly the ids that a check finds, sorted; of a case that holds: those that the frame itself
  // brings along (a value that only an unknown member can carry).
  std::vector<ConstraintIndex> expected;
};

// The cases of one ledger line, in a fixed order. A line without a single case says nothing of
// this contract (none of its messages can hold the value).
// Errors: kLedgerStructure, a form that is none.
Expected<std::vector<EvidenceCase>> evidence_cases(const Contract& contract,
                                                   const LedgerTable& line,
                                                   const EvidenceLimits& limits = {});

// The smallest valid messages, as clients and services send them; nullopt when a required member
// has no valid value. `error` is an index into ContractTables::errors.
std::optional<EvidenceMessage> minimal_request(const Contract& contract, OperationIndex operation);
std::optional<EvidenceMessage> minimal_response(const Contract& contract, OperationIndex operation);
std::optional<EvidenceMessage> minimal_error(const Contract& contract, std::uint32_t error);

// Views over a case. The case must outlive it.
class EvidenceView {
 public:
  explicit EvidenceView(const EvidenceCase& evidence);
  EvidenceView(const EvidenceView&) = delete;
  EvidenceView& operator=(const EvidenceView&) = delete;
  const Exchange& exchange() const noexcept { return exchange_; }

 private:
  std::vector<Header> request_headers_, response_headers_;
  HttpRequest request_;
  HttpResponse response_;
  Exchange exchange_;
};

}  // namespace assay

#endif  // ASSAY_CORPUS_EVIDENCE_H_
