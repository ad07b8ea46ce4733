// Whole exchanges that keep a contract: heads and bodies of a request and its response.
#ifndef ASSAY_CORPUS_EXCHANGE_GENERATOR_H_
#define ASSAY_CORPUS_EXCHANGE_GENERATOR_H_

#include <assay/message.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "corpus/message_generator.h"
#include "corpus/message_tree.h"

namespace assay {

// A message that owns its bytes; method and path are of requests, status of responses.
struct GeneratedMessage {
  std::string method, path;
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  MessageNode tree;  // what `body` says
  std::string body;

  std::string* header(std::string_view name) noexcept;  // nullptr when absent
};

struct GeneratedExchange {
  OperationIndex operation = 0;
  std::optional<std::uint32_t> error;  // position in ContractTables::errors
  GeneratedMessage request, response;
};

// A request and the output that answers it, echoes included; or, when `error` says which, the
// error with its due status. `presentation` is used for both bodies.
GeneratedExchange generate_exchange(MessageGenerator& generator, OperationIndex operation,
                                    std::optional<std::uint32_t> error,
                                    const Presentation& presentation, Randomness& random);

// The status that a service is to send: the documented one, else the model's.
int due_status(const ErrorTable& error) noexcept;

// Status and header naming of an error response; the body is the caller's.
GeneratedMessage generate_error(MessageGenerator& generator, std::uint32_t error,
                                const Presentation& presentation, Randomness& random);

// Views over a generated exchange, which must outlive them. Not copied or moved once filled.
class GeneratedView {
 public:
  explicit GeneratedView(const GeneratedExchange& exchange);
  explicit GeneratedView(const GeneratedMessage& response);
  GeneratedView(const GeneratedView&) = delete;
  GeneratedView& operator=(const GeneratedView&) = delete;

  const Exchange& exchange() const noexcept { return exchange_; }
  const HttpResponse& response() const noexcept { return response_; }

 private:
  void fill_response(const GeneratedMessage& response);
  std::vector<Header> request_headers_, response_headers_;
  HttpRequest request_;
  HttpResponse response_;
  Exchange exchange_;
};

// The messages as HTTP/1.1 text with Content-Length, request first.
std::string write_http(const GeneratedExchange& exchange);
std::string write_http_response(const GeneratedMessage& response);

}  // namespace assay

#endif  // ASSAY_CORPUS_EXCHANGE_GENERATOR_H_
