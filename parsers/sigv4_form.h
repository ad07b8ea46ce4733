// The form of the header Authorization under Signature Version 4; no signature is verified here.
#ifndef ASSAY_PARSERS_SIGV4_FORM_H_
#define ASSAY_PARSERS_SIGV4_FORM_H_

#include <string_view>

namespace assay {

// Whether a value of Authorization has the form of Signature Version 4 or 4A: algorithm,
// credential with scope, signed headers (lower case, sorted, the host among them), signature.
bool is_sigv4_authorization(std::string_view value) noexcept;

// The service in the credential's scope: "AKID/20150830/us-east-1/sts/aws4_request" -> "sts".
// Empty when the value has no such scope.
std::string_view sigv4_service(std::string_view value) noexcept;

}  // namespace assay

#endif  // ASSAY_PARSERS_SIGV4_FORM_H_
