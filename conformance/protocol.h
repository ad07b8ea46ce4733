// Messages between the runner and a driver: one JSON object a line (PROTOCOL.md).
#ifndef ASSAY_CONFORMANCE_PROTOCOL_H_
#define ASSAY_CONFORMANCE_PROTOCOL_H_

#include <assay/error.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/tagged.h"

namespace assay {

inline constexpr int kProtocolVersion = 1;

// What a driver says of itself. Capabilities: "call", "retry" (max_attempts is honoured),
// "timeout" (timeout_ms is honoured).
struct Hello {
  std::string sdk;                                                 // "boto3"
  std::string version;                                             // "1.44.5"
  std::string runtime;                                             // "CPython 3.11.7"
  std::vector<std::pair<std::string, std::string>> versions = {};  // transitive ones that matter
  std::vector<std::string> capabilities = {};

  bool can(std::string_view capability) const noexcept;
};

// Options of the client that a driver makes anew for each call.
struct ClientOptions {
  int max_attempts = 1;  // the first one included
  std::string retry_mode = "standard";
  int timeout_ms = 20'000;  // of connecting, and of a read
};

struct Call {
  std::uint64_t id = 0;
  std::string service = {};    // "mwaa-serverless"
  std::string operation = {};  // "GetWorkflowRun"
  std::string endpoint = {};   // "http://127.0.0.1:41234"
  std::string region = "us-east-1";
  std::string access_key_id = {}, secret_access_key = {};
  ClientOptions client = {};
  Tagged input = {};
};

// How a call ended, as the driver saw it.
struct Outcome {
  enum class Kind : std::uint8_t {
    kValue,         // the operation returned
    kServiceError,  // the SDK says that the service answered with an error
    kClientError    // anything else that was raised
  };
  Kind kind = Kind::kValue;
  Tagged value = {};                   // kValue
  std::string code = {};               // kServiceError: as the SDK tells it, "" when it tells none
  bool typed = false;                  // kServiceError: a class of the SDK for this error alone
  std::string class_name = {};         // of the error
  std::string message = {};            // kServiceError: as the SDK tells it
  std::optional<int> status = {};      // of HTTP, where the SDK tells it
  std::optional<Tagged> members = {};  // kServiceError: the error's members but for the message
  std::string request_id = {};         // "" when the SDK tells none
  bool wrapped = true;                 // kClientError: of the SDK's documented classes
  std::string text = {};               // errors: everything that a log would show
};
std::string_view to_string(Outcome::Kind kind) noexcept;  // "service_error"

// Lines, without their line feed.
std::string write_hello_request();
std::string write_call(const Call& call);
std::string write_bye();
std::string write_hello(const Hello& hello);
std::string write_outcome(std::uint64_t id, const Outcome& outcome);

// Errors: kJsonSyntax, kInputFormat: what is wrong with the line, with its column.
Expected<Hello> read_hello(std::string_view line);
Expected<Outcome> read_outcome(std::string_view line, std::uint64_t id);

// For subjects written with this library: the runner's side of the conversation.
struct Request {
  enum class Kind : std::uint8_t {
    kHello,
    kCall,
    kBye
  };
  Kind kind = Kind::kHello;
  Call call = {};
};
Expected<Request> read_request(std::string_view line);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_PROTOCOL_H_
