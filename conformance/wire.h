// HTTP/1.1 messages as the mock service receives and sends them.
#ifndef ASSAY_CONFORMANCE_WIRE_H_
#define ASSAY_CONFORMANCE_WIRE_H_

#include <assay/message.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assay {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

// One step of a scripted response.
struct WireStep {
  enum class Kind : std::uint8_t {
    kSend,   // `bytes`, `write` of them at a time (0: all at once), `ms` between the writes
    kWait,   // `ms`
    kHold,   // nothing more is sent; closed after `ms` if the client still waits then
    kClose,  // an orderly end of the connection
    kReset   // RST: what was not delivered yet is lost
  };
  Kind kind = Kind::kSend;
  std::string bytes = {};
  std::size_t write = 0;
  int ms = 0;
};

// A response of a case: one of
// * status line, headers, Content-Length (unless the headers say a length themselves) and body;
// * `raw`: these bytes as they are, then the connection is closed;
// * `steps`: what is done one after the other; the connection is kept for the next request unless
//   the last one ends it.
struct WireResponse {
  int status = 200;
  HeaderList headers = {};
  std::string body = {};
  std::optional<std::string> raw = {};
  std::vector<WireStep> steps = {};
  bool on_connect = false;  // done at once on a new connection, before a request is read
  bool as_service = false;  // what the service would answer; nothing else is set

  std::string bytes() const;             // all that is sent
  std::vector<WireStep> script() const;  // the same in steps, whatever the form
};

// A received request, split. Views point into the bytes that were split, or into `body_storage`.
struct WireRequest {
  std::string_view method, path, version;
  std::vector<Header> headers = {};
  std::string_view body;
  std::string body_storage = {};  // of a chunked body
  BodyEnd body_end = BodyEnd::kComplete;
  std::optional<std::uint64_t> declared_length;

  HttpRequest view() const;  // points into this
  // The value of the first header of that name, whatever its case; nullptr when absent.
  const std::string_view* header(std::string_view name) const noexcept;
};

// How much of a request is there.
struct WireProgress {
  enum class State {
    kHead,      // the header section is not complete
    kBody,      // it is; the body is not
    kComplete,  // `size` bytes are one request
    kBroken     // never will be one
  };
  State state = State::kHead;
  std::size_t size = 0;
  bool expects_continue = false;  // kBody: the client waits for 100 Continue
};
WireProgress request_progress(std::string_view bytes);

// Splits what request_progress calls complete, and of everything else as much as can be read.
WireRequest split_request(std::string_view bytes);

std::string_view reason_phrase(int status) noexcept;

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_WIRE_H_
