// One HTTP/1.1 request over one connection, with a limit of time for each step.
#ifndef ASSAY_CONFORMANCE_HTTP_CLIENT_H_
#define ASSAY_CONFORMANCE_HTTP_CLIENT_H_

#include <assay/error.h>
#include <assay/message.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/wire.h"

namespace assay {

// "http://127.0.0.1:8000": what this client can reach. Errors: kInputFormat: anything else.
struct Endpoint {
  std::string host;
  std::uint16_t port = 80;
  std::string host_header() const;  // "127.0.0.1:8000"
};
Expected<Endpoint> parse_endpoint(std::string_view url);

struct ClientResponse {
  int status = 0;
  HeaderList headers = {};
  std::string body = {};
};

// Sends a POST and reads the answer. `headers` are sent as they are, with Content-Length added.
// Errors: kUnreadable: no connection, a broken or late answer.
Expected<ClientResponse> post(const Endpoint& endpoint, std::string_view path,
                              std::span<const Header> headers, std::string_view body,
                              std::chrono::milliseconds limit);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_HTTP_CLIENT_H_
