// The rules of the protocol itself: the same for every contract, first in every constraint table.
#ifndef ASSAY_SPEC_PROTOCOL_RULES_H_
#define ASSAY_SPEC_PROTOCOL_RULES_H_

#include <assay/contract.h>
#include <assay/finding.h>

#include <cstdint>
#include <span>
#include <string_view>

namespace assay {

// The value is the ConstraintIndex in every Contract. Permanent ids stand in protocol_rules.cc.
enum class ProtocolRule : ConstraintIndex {
  // Text of a body (RFC 8259). Severity error.
  kBodySyntax,     // awsJson1_0/body@syntax       grammar, all that has no id of its own
  kBodyUtf8,       // awsJson1_0/body@utf8
  kBodyBom,        // awsJson1_0/body@bom
  kBodyControl,    // awsJson1_0/body@control      raw control character in a string
  kBodySurrogate,  // awsJson1_0/body@surrogate    escaped lone surrogate
  kBodyTrailing,   // awsJson1_0/body@trailing     anything but white space after the value
  kBodyTruncated,  // awsJson1_0/body@truncated    the text ends before the value does
  kBodyObject,     // awsJson1_0/body@object       JSON, but not an object
  kBodyEmpty,      // awsJson1_0/body@empty        warning: empty 200 body; its output is an object
  kDuplicateMember,        // awsJson1_0/body@duplicate-member  warning
  kRequestUnknownMember,   // awsJson1_0/request@unknown-member   warning
  kResponseUnknownMember,  // awsJson1_0/response@unknown-member  note
  // HTTP request. Severity error unless said.
  kRequestMethod,                 // awsJson1_0/request@method
  kRequestPath,                   // awsJson1_0/request@path
  kRequestContentType,            // awsJson1_0/request@content-type          wrong or missing
  kRequestContentTypeParameters,  // awsJson1_0/request@content-type.parameters  note
  kTargetMissing,                 // awsJson1_0/request@target.missing
  kTargetUnknown,                 // awsJson1_0/request@target.unknown
  kAuthorizationMissing,          // aws/sigv4@authorization.missing
  kAuthorizationMalformed,        // aws/sigv4@authorization.malformed    warning
  kRequestBodyEmpty,              // awsJson1_0/request@body.empty   error: an empty request body
  // HTTP response.
  kResponseContentType,            // awsJson1_0/response@content-type  error
  kResponseContentTypeParameters,  // awsJson1_0/response@content-type.parameters  note
  kResponseRequestId,  // awsJson1_0/response@request-id   warning: x-amzn-requestid absent
  kResponseStatus,  // awsJson1_0/response@status       error: a status the protocol has no use for
  // Errors.
  kErrorType,          // awsJson1_0/error@type            error: nothing names the error
  kErrorTypeUnknown,   // awsJson1_0/error@type.unknown    warning: neither modelled nor common
  kErrorTypeConflict,  // awsJson1_0/error@type.conflict   warning: header and body differ
  kErrorUnder200,      // awsJson1_0/error@under-200       error: error body under status 200
  kErrorCommonStatus,  // awsJson1_0/error@status.common   error: common error, other status
  // Framing.
  kContentLengthShort,      // http/content-length@short     error: body shorter than declared
  kContentLengthMalformed,  // http/content-length@malformed error
  kContentLengthConflict,   // http/content-length@conflict  error
  kMessageMalformed,        // http/message@syntax           error: start line or header unreadable
  kChunkMalformed,          // http/chunk@syntax             error
  // Limits: the verdict is kUnchecked. Severity error.
  kLimitDepth,     // limit/depth
  kLimitSize,      // limit/size
  kLimitKeys,      // limit/keys
  kLimitRecorded,  // limit/recorded   the recording does not hold the whole body
  kCount,
};

constexpr ConstraintIndex index_of(ProtocolRule rule) noexcept {
  return static_cast<ConstraintIndex>(rule);
}

// Ids, requirements, severities and sources, in the order of ProtocolRule.
std::span<const ConstraintInfo> protocol_rules() noexcept;

constexpr bool is_limit(ConstraintIndex constraint) noexcept {
  return constraint >= index_of(ProtocolRule::kLimitDepth) &&
         constraint < index_of(ProtocolRule::kCount);
}

}  // namespace assay

#endif  // ASSAY_SPEC_PROTOCOL_RULES_H_
