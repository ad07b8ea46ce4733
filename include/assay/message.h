// HTTP messages as the checker takes them: views, nothing owned.
#ifndef ASSAY_MESSAGE_H_
#define ASSAY_MESSAGE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace assay {

struct Header {
  std::string_view name;
  std::string_view value;
};

// How the body ended, as the reader of the message saw it.
enum class BodyEnd : std::uint8_t {
  kComplete,         // as declared, or closed where nothing was declared
  kShort,            // fewer bytes than Content-Length, or a chunk or the last chunk missing
  kMalformedLength,  // Content-Length or chunk size that is no number or does not fit 64 bits
  kConflict,         // several different Content-Length values, or one beside Transfer-Encoding
  kTruncatedRecord,  // the recording says that it does not hold the whole body
};

// Shapes: body is decoded from chunks; header values have no surrounding white space.
// Units: declared_length in bytes.
struct HttpRequest {
  std::string_view method;
  std::string_view path;     // with the query, as sent
  std::string_view version;  // "HTTP/1.1"; empty when unknown
  std::span<const Header> headers;
  std::string_view body;
  BodyEnd body_end = BodyEnd::kComplete;
  std::optional<std::uint64_t> declared_length;
};

struct HttpResponse {
  int status = 0;
  std::string_view version;
  std::span<const Header> headers;
  std::string_view body;
  BodyEnd body_end = BodyEnd::kComplete;
  std::optional<std::uint64_t> declared_length;
};

// A request with its response; either may be absent.
struct Exchange {
  const HttpRequest* request = nullptr;
  const HttpResponse* response = nullptr;
};

}  // namespace assay

#endif  // ASSAY_MESSAGE_H_
