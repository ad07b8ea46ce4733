// Test vectors: inputs with the verdict that a contract gives them, and what they are good for.
#ifndef ASSAY_CORPUS_VECTOR_H_
#define ASSAY_CORPUS_VECTOR_H_

#include <assay/contract.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/evidence.h"
#include "corpus/string_vectors.h"

namespace assay {

// What the bytes of a case are.
enum class VectorKind : std::uint8_t {
  kText,      // the characters of a string, enum, blob or string timestamp, without quotes
  kJson,      // JSON text of a value of one shape
  kRequest,   // a request body
  kResponse,  // the body of a 200 response
  kError,     // the body of an error that names itself
  kExchange,  // a request, a response, or both, with their heads
  kHttp,      // one HTTP/1.1 message as it is on the wire
};

// What a client does with a response: the reference is the contract, not what SDKs do. Ordered:
// of several constraints the later one decides.
enum class ClientRule : std::uint8_t {
  kNone,           // no response, so nothing for a client to read
  kMustAccept,     // MUST return the value
  kShouldAccept,   // SHOULD return the value
  kMayAccept,      // MAY return the value, but no other one
  kObserve,        // public text is silent
  kShouldReject,   // SHOULD report an error
  kExactOrReject,  // MUST return the exact value or report an error
  kMustRaise,      // an error of the service: MUST raise it with its code
  kShouldRaise,    // an error of the service that breaks its contract: SHOULD raise it all the same
};

struct VectorCase {
  std::string bytes;                                 // everything but kExchange
  std::optional<EvidenceMessage> request, response;  // kExchange
  std::string origin;  // what tells it from the other cases of its set's origin; may be empty
  std::string note;    // for people; may be empty
  std::optional<VectorInstant> instant;  // of timestamps that are accepted
};

// Cases that share their verdict and the reason for being there.
struct VerdictSet {
  VectorVerdict verdict = VectorVerdict::kValid;
  ClientRule client = ClientRule::kNone;
  std::vector<ConstraintIndex> broken;  // sorted: exactly the ids that a check finds
  std::vector<std::string> flags;       // sorted; see message_flags.h
  std::string origin;                   // the recipe that makes these cases
  std::vector<VectorCase> cases;
};

// How a value of a shape stands in the smallest message of an operation.
struct VectorFrame {
  VectorKind kind = VectorKind::kRequest;  // kRequest, kResponse, kError
  OperationIndex operation = 0;
  std::string pointer;        // RFC 6901
  std::string before, after;  // the JSON text around that of the value
};

struct VectorGroup {
  std::string id;  // permanent: the constraint, shape or message that the cases are about
  std::string title;
  VectorKind kind = VectorKind::kJson;
  ShapeIndex shape = kNoIndex;   // kText, kJson
  OperationIndex operation = 0;  // every other kind
  std::vector<VectorFrame> frames;
  Theorem theorem;  // what passing all cases says, and what it does not say
  std::vector<VerdictSet> sets;
};

struct VectorFile {
  std::string name;  // "values/IdString": the path below the directory of the tier, no ".json"
  std::string title;
  std::vector<VectorGroup> groups;
};

std::string_view name_of(VectorKind kind) noexcept;        // "response"
std::string_view name_of(VectorVerdict verdict) noexcept;  // "tolerated"
std::string_view name_of(ClientRule rule) noexcept;        // "must-accept"
std::string_view name_of(VectorTier tier) noexcept;        // "small"

// The verdict that findings with these ids give.
VectorVerdict verdict_of(const Contract& contract, const std::vector<ConstraintIndex>& broken);

// What a client does with a message of this kind that breaks these constraints.
ClientRule client_rule(const Contract& contract, VectorKind kind,
                       const std::vector<ConstraintIndex>& broken);

// 12 hexadecimal digits of the SHA-256 of what a case feeds in: the same input has the same id in
// every edition, and no other input has it.
std::string case_id(VectorKind kind, const VectorCase& one);

// Adds a case to the set of its group with the same verdict, flags and origin. Verdict and client
// rule follow from `broken`. A case that the group has already is not added again.
class VectorGroupBuilder {
 public:
  VectorGroupBuilder(const Contract& contract, VectorGroup& group)
      : contract_(contract), group_(group) {}

  void add(VectorCase one, std::vector<ConstraintIndex> broken, std::vector<std::string> flags,
           std::string origin);
  // The same with a client rule of its own.
  void add(VectorCase one, std::vector<ConstraintIndex> broken, std::vector<std::string> flags,
           std::string origin, ClientRule client);

 private:
  const Contract& contract_;
  VectorGroup& group_;
  std::set<std::string> seen_;  // ids
};

}  // namespace assay

#endif  // ASSAY_CORPUS_VECTOR_H_
