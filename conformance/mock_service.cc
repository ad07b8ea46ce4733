#include "conformance/mock_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <thread>

namespace assay {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCodeOf = boost::system::error_code;

namespace {

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

struct MockService::State {
  // One connection; kept alive by the handlers that wait on it.
  struct Connection : std::enable_shared_from_this<Connection> {
    Connection(State& owner, tcp::socket accepted, std::size_t index)
        : state(owner), socket(std::move(accepted)), number(index) {}

    void read() {
      socket.async_read_some(asio::buffer(buffer),
                             [self = shared_from_this()](ErrorCodeOf error, std::size_t count) {
                               if (count > 0) self->take({self->buffer.data(), count});
                               if (error) return self->give_up();
                               self->answer();
                             });
    }

    void take(std::string_view bytes) {
      if (pending.empty()) begin_us = state.now_us();
      pending.append(bytes);
    }

    // What is there of a request is recorded as incomplete.
    void give_up() {
      if (!pending.empty()) state.record({std::move(pending), false, begin_us, number});
      pending.clear();
      close();
    }

    void close() {
      ErrorCodeOf ignored;
      socket.shutdown(tcp::socket::shutdown_both, ignored);
      socket.close(ignored);
    }

    void answer() {
      const WireProgress progress = request_progress(pending);
      if (progress.state == WireProgress::State::kBroken ||
          pending.size() > state.limits.max_request_bytes ||
          state.received.size() >= state.limits.max_requests) {
        return give_up();
      }
      if (progress.state != WireProgress::State::kComplete) {
        if (progress.expects_continue && !continued) {
          continued = true;
          return send(std::string(kContinue), true);
        }
        return read();
      }
      continued = false;
      const std::size_t index = std::min(state.answered++, state.responses.size() - 1);
      state.record({pending.substr(0, progress.size), true, begin_us, number});
      pending.erase(0, progress.size);
      const WireResponse& response = state.responses[index];
      send(response.bytes(), !response.raw);
    }

    void send(std::string bytes, bool keep_open) {
      out = std::move(bytes);
      asio::async_write(socket, asio::buffer(out),
                        [self = shared_from_this(), keep_open](ErrorCodeOf error, std::size_t) {
                          if (error || !keep_open) return self->close();
                          if (self->pending.empty()) return self->read();
                          self->answer();
                        });
    }

    State& state;
    tcp::socket socket;
    std::size_t number;
    std::array<char, 16'384> buffer{};
    std::string pending;
    std::string out;
    std::int64_t begin_us = 0;
    bool continued = false;
  };

  State(std::vector<WireResponse> script, MockLimits bounds)
      : responses(std::move(script)), limits(bounds), acceptor(context) {}

  std::int64_t now_us() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                 start)
        .count();
  }

  void record(ReceivedRequest request) {
    if (received.size() < limits.max_requests) received.push_back(std::move(request));
  }

  void accept() {
    acceptor.async_accept([this](ErrorCodeOf error, tcp::socket socket) {
      if (error) return;
      const auto connection =
          std::make_shared<Connection>(*this, std::move(socket), connections.size());
      connections.push_back(connection);
      connection->read();
      accept();
    });
  }

  // In the thread of the service: what a client left unfinished is recorded, then all ends.
  void shut_down() {
    ErrorCodeOf ignored;
    acceptor.close(ignored);
    for (const auto& weak : connections) {
      if (const auto connection = weak.lock()) connection->give_up();
    }
  }

  std::vector<WireResponse> responses;
  MockLimits limits;
  asio::io_context context{1};
  tcp::acceptor acceptor;
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  std::vector<std::weak_ptr<Connection>> connections;
  std::vector<ReceivedRequest> received;
  std::size_t answered = 0;
  std::uint16_t port = 0;
  std::thread thread;
};

Expected<std::unique_ptr<MockService>> MockService::start(std::vector<WireResponse> responses,
                                                          MockLimits limits) {
  auto state = std::make_unique<State>(std::move(responses), limits);
  ErrorCodeOf error;
  const tcp::endpoint any(asio::ip::address_v4::loopback(), 0);
  state->acceptor.open(any.protocol(), error);
  if (!error) state->acceptor.bind(any, error);
  if (!error) state->acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (!error) state->port = state->acceptor.local_endpoint(error).port();
  if (error) {
    return std::unexpected(
        Error{.code = ErrorCode::kUnreadable,
              .message = fmt::format("cannot listen on 127.0.0.1: {}", error.message()),
              .file = {}});
  }
  state->accept();
  state->thread = std::thread([raw = state.get()] { raw->context.run(); });
  return std::unique_ptr<MockService>(new MockService(std::move(state)));
}

MockService::MockService(std::unique_ptr<State> state) : state_(std::move(state)) {}

MockService::~MockService() { stop(); }

std::uint16_t MockService::port() const noexcept { return state_->port; }

std::string MockService::endpoint() const {
  return fmt::format("http://127.0.0.1:{}", state_->port);
}

std::vector<ReceivedRequest> MockService::stop() {
  if (state_->thread.joinable()) {
    asio::post(state_->context, [this] { state_->shut_down(); });
    state_->thread.join();
  }
  return std::move(state_->received);
}

}  // namespace assay
