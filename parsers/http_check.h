// The HTTP level of a message: everything around the body that the protocol prescribes.
#ifndef ASSAY_PARSERS_HTTP_CHECK_H_
#define ASSAY_PARSERS_HTTP_CHECK_H_

#include <assay/contract.h>
#include <assay/finding.h>
#include <assay/message.h>

#include <cstdint>
#include <span>
#include <string_view>

#include "parsers/http_headers.h"  // equal_ignoring_case

namespace assay {

// Offsets in HttpPart::kRequestLine count in "METHOD PATH VERSION" with single blanks: the method
// begins at 0, the path at method.size() + 1. Offsets in HttpPart::kStatusLine count in
// "VERSION STATUS", or in "STATUS" alone when the version is unknown.

// What the head of a request says about its body.
struct RequestHead {
  OperationIndex operation = 0;  // the one that X-Amz-Target names, else the fallback
  // False when the target names something that the contract does not have: the members of the
  // body mean nothing then. A missing target leaves the fallback, which counts as known.
  bool known = true;
  bool body_usable = true;  // false: the recording does not hold the whole body
};

// What the head of a response says about its body.
struct ResponseHead {
  bool error = false;         // any status but 200
  bool status_usable = true;  // false: the protocol has no use for the status (2xx but 200, 1xx,
                              // 3xx, no status at all); reported, nothing else follows from it
  bool body_usable = true;    // false: the recording does not hold the whole body
};

// Method, path, content type, target, authorization, framing. A signature in the query (presigned
// request) counts as authorization. Cost: linear in the size of the headers; allocates nothing.
RequestHead check_request_head(const Contract& contract, const HttpRequest& request,
                               OperationIndex fallback, Findings& findings) noexcept;

// Status, content type, request id, framing. A missing content type is no finding when there is
// no body; a body that is a `stream` under status 200 has a content type of its own. Cost: as
// above.
ResponseHead check_response_head(const Contract& contract, const HttpResponse& response,
                                 Findings& findings, bool stream = false) noexcept;

// The first header of that name, compared without case; kNoIndex when there is none.
std::uint32_t find_header(std::span<const Header> headers, std::string_view name,
                          std::uint32_t from = 0) noexcept;

// Where the status stands in the status line.
struct StatusPlace {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};
StatusPlace place_of_status(int status, std::string_view version) noexcept;

// The operation's target without its prefix: "AmazonMWAAServerless.GetWorkflowRun" ->
// prefix "AmazonMWAAServerless", operation "GetWorkflowRun". The operation is what follows the
// last dot; without a dot everything is the operation.
struct TargetParts {
  std::string_view prefix;
  std::string_view operation;
};
TargetParts split_target(std::string_view target) noexcept;

}  // namespace assay

#endif  // ASSAY_PARSERS_HTTP_CHECK_H_
