// Task "service": requests a mock service answers, and cases the runner judges, one at a time.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <thread>

#include "bench/exchanges.h"
#include "bench/messages.h"
#include "bench/registry.h"
#include "conformance/http_client.h"
#include "conformance/mock_service.h"
#include "conformance/request_check.h"
#include "conformance/runner.h"
#include "conformance/subject.h"

namespace assay::bench {
namespace {

constexpr std::chrono::seconds kLimit{10};

// The floor: a connection on loopback, the same bytes there and back, nothing looked at.
class PlainServer {
 public:
  PlainServer(std::size_t request_bytes, std::string answer)
      : request_bytes_(request_bytes), answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (listener_ < 0 || ::bind(listener_, any, size) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, any, &size) != 0) {
      std::abort();
    }
    address_ = address;
    thread_ = std::thread([this] { serve(); });
  }
  ~PlainServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  PlainServer(const PlainServer&) = delete;
  PlainServer& operator=(const PlainServer&) = delete;

  bool round_trip(std::string_view request) const {
    const int connection = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto* const to = reinterpret_cast<const sockaddr*>(&address_);
    bool good = connection >= 0 && ::connect(connection, to, sizeof address_) == 0 &&
                ::send(connection, request.data(), request.size(), MSG_NOSIGNAL) ==
                    static_cast<ssize_t>(request.size());
    good = good && receive(connection, answer_.size());
    ::close(connection);
    return good;
  }

 private:
  static bool receive(int connection, std::size_t bytes) {
    char buffer[1 << 14];
    while (bytes > 0) {
      const ssize_t got = ::recv(connection, buffer, sizeof buffer, 0);
      if (got <= 0) return false;
      bytes -= std::min(bytes, static_cast<std::size_t>(got));
    }
    return true;
  }
  void serve() const {
    while (true) {
      const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (connection < 0) return;  // shut down
      if (receive(connection, request_bytes_)) {
        static_cast<void>(::send(connection, answer_.data(), answer_.size(), MSG_NOSIGNAL));
      }
      ::close(connection);
    }
  }

  std::size_t request_bytes_;
  std::string answer_;
  int listener_ = -1;
  sockaddr_in address_{};
  std::thread thread_;
};

std::vector<Header> request_headers(const SizedExchange& exchange) {
  std::vector<Header> headers;
  for (const Header& header : exchange.view().request->headers) {
    if (header.name != "Host" && header.name != "Content-Length") headers.push_back(header);
  }
  return headers;
}

bool add_mock() {
  const auto exchange = std::make_shared<SizedExchange>(response_with_tasks(10));
  WireResponse response;
  for (const Header& header : exchange->view().response->headers) {
    if (header.name == "Connection" || header.name == "Content-Length") continue;
    response.headers.emplace_back(header.name, header.value);
  }
  response.body = exchange->response_body().view();
  const std::size_t bytes = exchange->size();
  add_wall_row("service", "one request", "loopback, nothing read", bytes,
               [exchange](benchmark::State& state) {
                 const std::string request(exchange->heads().size() / 2, 'x');
                 const PlainServer server(request.size(),
                                          std::string(exchange->response_body().view()));
                 bool good = true;
                 for (auto _ : state) good = good && server.round_trip(request);
                 if (!good) state.SkipWithError("a round trip failed");
               });
  add_wall_row("service", "one request", "assay, mock service", bytes,
               [exchange, response](benchmark::State& state) {
                 MockLimits limits;
                 limits.max_requests = SIZE_MAX;
                 auto mock = MockService::start({response}, limits);
                 if (!mock) return state.SkipWithError("no port");
                 const auto endpoint = parse_endpoint((*mock)->endpoint());
                 const std::vector<Header> headers = request_headers(*exchange);
                 bool good = true;
                 for (auto _ : state) {
                   const auto answer =
                       post(*endpoint, "/", headers, exchange->request_body().view(), kLimit);
                   good = good && answer && answer->body == exchange->response_body().view();
                 }
                 if (!good) state.SkipWithError("a request was not answered");
               });
  return true;
}

// Cases without retries: what they take is the machinery's time.
std::vector<const Case*> plain_cases() {
  std::vector<const Case*> cases;
  for (const Case& item : embedded_suite().cases) {
    if (item.id.starts_with("awsJson1_0/body/") && item.responses.size() == 1)
      cases.push_back(&item);
  }
  return cases;
}

bool add_runner() {
  add_wall_row("service", "one case", "assay, runner and reference", 0,
               [](benchmark::State& state) {
                 const ScratchDirectory home;
                 Runner runner(shell_command(ASSAY_COMMAND " driver reference", home.path()), {},
                               make_request_check(Contract::embedded()));
                 if (!runner.start())
                   return state.SkipWithError("the reference driver does not start");
                 const std::vector<const Case*> cases = plain_cases();
                 std::size_t next = 0;
                 bool good = !cases.empty();
                 for (auto _ : state) {
                   const auto result = runner.run(*cases[next++ % cases.size()]);
                   good = good && result && result->verdict == CaseVerdict::kPass;
                 }
                 runner.finish();
                 if (!good) state.SkipWithError("a case did not pass");
               });
  return true;
}

}  // namespace

bool register_service() { return add_mock() && add_runner(); }

}  // namespace assay::bench
