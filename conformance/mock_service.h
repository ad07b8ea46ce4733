// A service on loopback that answers with exactly the bytes it is told to, and counts what it was
// asked.
#ifndef ASSAY_CONFORMANCE_MOCK_SERVICE_H_
#define ASSAY_CONFORMANCE_MOCK_SERVICE_H_

#include <assay/error.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "conformance/wire.h"

namespace assay {

// One request as it came in.
// Units: microseconds since the mock was started.
struct ReceivedRequest {
  std::string bytes = {};
  bool complete = false;  // false: the client went away, or what it sent is no request
  std::int64_t begin_us = 0;
  std::size_t connection = 0;  // counts from 0
  // A response that ends in a hold: the client had not left when the mock let go.
  bool waited_to_end = false;
};

// Past these a connection is closed and nothing more is recorded.
struct MockLimits {
  std::size_t max_request_bytes = 1u << 20;
  std::size_t max_requests = 64;
};

// What a mock answers. Called in the thread of the mock, one call at a time.
class MockAnswers {
 public:
  virtual ~MockAnswers() = default;
  // What a new connection gets before anything of a request was read; nothing: it is read first.
  virtual std::optional<WireResponse> on_connect() { return std::nullopt; }
  virtual WireResponse answer(const ReceivedRequest& request) = 0;
};

// What the service that is mocked would answer to a request.
using ServiceAnswer = std::function<WireResponse(const ReceivedRequest& request)>;

// The n-th request is answered with the n-th response, all after the last with the last. One that
// is `as_service` comes from `service`.
// REQUIRES: a response; `service` where one of them needs it.
std::unique_ptr<MockAnswers> listed_answers(std::vector<WireResponse> responses,
                                            ServiceAnswer service = {});

struct MockOptions {
  MockLimits limits = {};
  std::uint16_t port = 0;  // 0: any that is free
  bool record = true;      // false: requests are answered without end, and none is kept
};

// Listens on a port of its own from start to stop, in a thread of its own: one for each case, so
// that nothing late can reach the next one. Loopback only.
class MockService {
 public:
  // Errors: kUnreadable when the port cannot be listened on.
  static Expected<std::unique_ptr<MockService>> start(std::unique_ptr<MockAnswers> answers,
                                                      MockOptions options = {});
  // REQUIRES: a response.
  static Expected<std::unique_ptr<MockService>> start(std::vector<WireResponse> responses,
                                                      MockLimits limits = {}) {
    return start(listed_answers(std::move(responses)), {.limits = limits});
  }
  ~MockService();
  MockService(const MockService&) = delete;
  MockService& operator=(const MockService&) = delete;

  std::uint16_t port() const noexcept;
  std::string endpoint() const;  // "http://127.0.0.1:41234"

  // Closes every connection. What was received, in order; empty the second time.
  std::vector<ReceivedRequest> stop();

 private:
  struct State;
  explicit MockService(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_MOCK_SERVICE_H_
