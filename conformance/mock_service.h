// A service on loopback that answers with exactly the bytes of a case and counts what it was
// asked.
#ifndef ASSAY_CONFORMANCE_MOCK_SERVICE_H_
#define ASSAY_CONFORMANCE_MOCK_SERVICE_H_

#include <assay/error.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "conformance/wire.h"

namespace assay {

// One request as it came in.
// Units: microseconds since the mock was started.
struct ReceivedRequest {
  std::string bytes;
  bool complete = false;  // false: the client went away, or what it sent is no request
  std::int64_t begin_us = 0;
  std::size_t connection = 0;  // counts from 0
};

// Past these a connection is closed and nothing more is recorded.
struct MockLimits {
  std::size_t max_request_bytes = 1u << 20;
  std::size_t max_requests = 64;
};

// Listens on a port of its own from start to stop, in a thread of its own: one for each case, so
// that nothing late can reach the next one.
class MockService {
 public:
  // The n-th request is answered with the n-th response, all after the last with the last.
  // REQUIRES: a response. Errors: kUnreadable when no port can be listened on.
  static Expected<std::unique_ptr<MockService>> start(std::vector<WireResponse> responses,
                                                      MockLimits limits = {});
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
