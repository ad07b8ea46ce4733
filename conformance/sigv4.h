// AWS Signature Version 4, for header authorization: the reference client signs with it, and the
// request family of cases recomputes what a subject sent.
#ifndef ASSAY_CONFORMANCE_SIGV4_H_
#define ASSAY_CONFORMANCE_SIGV4_H_

#include <assay/message.h>

#include <span>
#include <string>
#include <string_view>

namespace assay {

struct SigningKey {
  std::string_view access_key_id;
  std::string_view secret_access_key;
  std::string_view region;
  std::string_view service;
};

// The request as it is signed. Source: IAM User Guide, create a signed AWS API request.
// Shapes: signed_headers in lower case, sorted, joined with ';'.
std::string canonical_request(std::string_view method, std::string_view path,
                              std::span<const Header> headers, std::string_view signed_headers,
                              std::string_view payload_hash);

// Lower-case hex. `timestamp` as in X-Amz-Date: "20150830T123600Z".
std::string signature(const SigningKey& key, std::string_view timestamp,
                      std::string_view canonical);

// The value of Authorization for a request whose headers (Host, X-Amz-Date among them) are all
// signed.
std::string authorization(const SigningKey& key, std::string_view method, std::string_view path,
                          std::span<const Header> headers, std::string_view body);

// What is wrong with the signature of a request; empty when it verifies for the key.
// REQUIRES: the region and service of `key` are those that the scope must name.
std::string verify_signature(const SigningKey& key, const HttpRequest& request);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_SIGV4_H_
