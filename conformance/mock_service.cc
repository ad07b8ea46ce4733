#include "conformance/mock_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <thread>

namespace assay {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCodeOf = boost::system::error_code;

namespace {

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

class ListedAnswers : public MockAnswers {
 public:
  ListedAnswers(std::vector<WireResponse> responses, ServiceAnswer service)
      : responses_(std::move(responses)), service_(std::move(service)) {}

  std::optional<WireResponse> on_connect() override {
    if (!next().on_connect) return std::nullopt;
    return take();
  }

  WireResponse answer(const ReceivedRequest& request) override {
    WireResponse response = take();
    return response.as_service ? service_(request) : response;
  }

 private:
  const WireResponse& next() const {
    return responses_[std::min(answered_, responses_.size() - 1)];
  }
  WireResponse take() {
    WireResponse response = next();
    ++answered_;
    return response;
  }

  std::vector<WireResponse> responses_;
  ServiceAnswer service_;
  std::size_t answered_ = 0;
};

}  // namespace

std::unique_ptr<MockAnswers> listed_answers(std::vector<WireResponse> responses,
                                            ServiceAnswer service) {
  return std::make_unique<ListedAnswers>(std::move(responses), std::move(service));
}

struct MockService::State {
  // One connection; kept alive by the handlers that wait on it.
  struct Connection : std::enable_shared_from_this<Connection> {
    Connection(State& owner, tcp::socket accepted, std::size_t index)
        : state(owner), socket(std::move(accepted)), timer(owner.context), number(index) {
      ErrorCodeOf ignored;  // so that every write is a segment of its own
      socket.set_option(tcp::no_delay(true), ignored);
    }

    void begin() {
      auto response = state.answers->on_connect();
      if (!response) return read();
      begin_us = state.now_us();
      run(*response, state.record({.begin_us = begin_us, .connection = number}));
    }

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
      timer.cancel();
      socket.shutdown(tcp::socket::shutdown_both, ignored);
      socket.close(ignored);
    }

    void reset() {
      ErrorCodeOf ignored;
      socket.set_option(asio::socket_base::linger(true, 0), ignored);
      socket.close(ignored);
    }

    void answer() {
      const WireProgress progress = request_progress(pending);
      if (progress.state == WireProgress::State::kBroken ||
          pending.size() > state.options.limits.max_request_bytes || state.is_full()) {
        return give_up();
      }
      if (progress.state != WireProgress::State::kComplete) {
        if (progress.expects_continue && !continued) {
          continued = true;
          steps = {{.kind = WireStep::Kind::kSend, .bytes = std::string(kContinue)}};
          next = 0;
          return step();
        }
        return read();
      }
      continued = false;
      ReceivedRequest request{pending.substr(0, progress.size), true, begin_us, number};
      pending.erase(0, progress.size);
      if (!pending.empty()) begin_us = state.now_us();
      const WireResponse response = state.answers->answer(request);
      run(response, state.record(std::move(request)));
    }

    // `request`: what it answers, in State::received.
    void run(const WireResponse& response, std::optional<std::size_t> request) {
      steps = response.script();
      next = 0;
      answered = request;
      step();
    }

    void step() {
      if (next == steps.size()) return pending.empty() ? read() : answer();
      const WireStep& current = steps[next];
      switch (current.kind) {
        case WireStep::Kind::kSend:
          sent = 0;
          return send();
        case WireStep::Kind::kWait:
          return wait(current.ms, [this] {
            ++next;
            step();
          });
        case WireStep::Kind::kHold:
          wait(current.ms, [this] {
            if (answered && *answered < state.received.size()) {
              state.received[*answered].waited_to_end = true;
            }
            close();
          });
          return watch();
        case WireStep::Kind::kClose:
          return close();
        case WireStep::Kind::kReset:
          return reset();
      }
    }

    template <typename Then>
    void wait(int ms, Then then) {
      timer.expires_after(std::chrono::milliseconds(ms));
      timer.async_wait([self = shared_from_this(), then](ErrorCodeOf error) {
        if (!error && self->socket.is_open()) then();
      });
    }

    // Whether the client leaves while nothing is sent.
    void watch() {
      socket.async_read_some(asio::buffer(buffer),
                             [self = shared_from_this()](ErrorCodeOf error, std::size_t) {
                               error ? self->close() : self->watch();
                             });
    }

    void send() {
      const WireStep& current = steps[next];
      const std::size_t left = current.bytes.size() - sent;
      const std::size_t count = current.write == 0 ? left : std::min(left, current.write);
      asio::async_write(socket, asio::buffer(current.bytes.data() + sent, count),
                        [self = shared_from_this(), count](ErrorCodeOf error, std::size_t) {
                          if (error) return self->close();
                          self->sent += count;
                          self->after_write();
                        });
    }

    void after_write() {
      if (sent == steps[next].bytes.size()) {
        ++next;
        return step();
      }
      wait(steps[next].ms, [this] { send(); });
    }

    State& state;
    tcp::socket socket;
    asio::steady_timer timer;
    std::size_t number;
    std::array<char, 16'384> buffer{};
    std::string pending;
    std::vector<WireStep> steps;  // of the response under way
    std::size_t next = 0;         // step
    std::size_t sent = 0;         // bytes of it
    std::optional<std::size_t> answered;
    std::int64_t begin_us = 0;
    bool continued = false;
  };

  State(std::unique_ptr<MockAnswers> given, MockOptions chosen)
      : answers(std::move(given)), options(chosen), acceptor(context) {}

  std::int64_t now_us() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                 start)
        .count();
  }

  bool is_full() const { return options.record && received.size() >= options.limits.max_requests; }

  // Returns: its index; nothing when it is not kept.
  std::optional<std::size_t> record(ReceivedRequest request) {
    if (!options.record || is_full()) return std::nullopt;
    received.push_back(std::move(request));
    return received.size() - 1;
  }

  void accept() {
    acceptor.async_accept([this](ErrorCodeOf error, tcp::socket socket) {
      if (error) return;
      std::erase_if(connections, [](const auto& weak) { return weak.expired(); });
      const auto connection = std::make_shared<Connection>(*this, std::move(socket), accepted++);
      connections.push_back(connection);
      is_full() ? connection->close() : connection->begin();
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

  std::unique_ptr<MockAnswers> answers;
  MockOptions options;
  asio::io_context context{1};
  tcp::acceptor acceptor;
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  std::vector<std::weak_ptr<Connection>> connections;
  std::size_t accepted = 0;
  std::vector<ReceivedRequest> received;
  std::uint16_t port = 0;
  std::thread thread;
};

Expected<std::unique_ptr<MockService>> MockService::start(std::unique_ptr<MockAnswers> answers,
                                                          MockOptions options) {
  auto state = std::make_unique<State>(std::move(answers), options);
  ErrorCodeOf error;
  const tcp::endpoint wanted(asio::ip::address_v4::loopback(), options.port);
  state->acceptor.open(wanted.protocol(), error);
  if (!error && options.port != 0) {
    state->acceptor.set_option(asio::socket_base::reuse_address(true), error);
  }
  if (!error) state->acceptor.bind(wanted, error);
  if (!error) state->acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (!error) state->port = state->acceptor.local_endpoint(error).port();
  if (error) {
    const std::string port = options.port == 0 ? "" : fmt::format(":{}", options.port);
    return std::unexpected(
        Error{.code = ErrorCode::kUnreadable,
              .message = fmt::format("cannot listen on 127.0.0.1{}: {}", port, error.message()),
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
