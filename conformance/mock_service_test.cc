#include "conformance/mock_service.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace assay {
namespace {

// A plain blocking client.
class Client {
 public:
  explicit Client(std::uint16_t port) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { close(fd_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool connected() const { return connected_; }
  void send(std::string_view bytes) {
    ASSERT_EQ(::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  std::string receive(std::size_t count) {
    std::string out;
    while (out.size() < count) {
      char buffer[4096];
      const ssize_t got = recv(fd_, buffer, std::min(sizeof buffer, count - out.size()), 0);
      if (got <= 0) break;
      out.append(buffer, static_cast<std::size_t>(got));
    }
    return out;
  }
  bool at_end() { return receive(1).empty(); }
  // errno of a read; 0 when it read or came to an orderly end.
  int receive_error() {
    char buffer[16];
    return recv(fd_, buffer, sizeof buffer, 0) < 0 ? errno : 0;
  }

 private:
  int fd_;
  bool connected_;
};

constexpr std::string_view kRequest = "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}";

TEST(MockService, AnswersInOrderAndRecords) {
  const WireResponse first{.status = 500, .body = "a"}, second{.body = "bb"};
  auto mock = MockService::start({first, second});
  ASSERT_TRUE(mock);
  {
    Client client((*mock)->port());
    ASSERT_TRUE(client.connected());
    client.send(kRequest);
    EXPECT_EQ(client.receive(first.bytes().size()), first.bytes());
    client.send(kRequest);
    EXPECT_EQ(client.receive(second.bytes().size()), second.bytes());
    Client other((*mock)->port());
    other.send(std::string(kRequest) + std::string(kRequest));  // pipelined
    EXPECT_EQ(other.receive(2 * second.bytes().size()), second.bytes() + second.bytes());
  }
  const auto received = (*mock)->stop();
  ASSERT_EQ(received.size(), 4u);
  for (const ReceivedRequest& request : received) {
    EXPECT_EQ(request.bytes, kRequest);
    EXPECT_TRUE(request.complete);
  }
  EXPECT_EQ(received[1].connection, 0u);
  EXPECT_EQ(received[3].connection, 1u);
  EXPECT_LE(received[0].begin_us, received[1].begin_us);
}

TEST(MockService, RawBytesEndTheConnection) {
  auto mock = MockService::start({{.raw = "HTTP/1.1 200 OK\r\n\r\n{\"RunId\""}});
  ASSERT_TRUE(mock);
  Client client((*mock)->port());
  client.send(kRequest);
  EXPECT_EQ(client.receive(1000), "HTTP/1.1 200 OK\r\n\r\n{\"RunId\"");
}

TEST(MockService, SaysContinue) {
  auto mock = MockService::start({{.body = "x"}});
  ASSERT_TRUE(mock);
  Client client((*mock)->port());
  client.send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.receive(25), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("{}");
  EXPECT_EQ(client.receive(15), "HTTP/1.1 200 OK");
}

TEST(MockService, BrokenAndUnfinishedRequestsAreRecordedAsThat) {
  auto mock = MockService::start({{.body = "x"}});
  ASSERT_TRUE(mock);
  Client broken((*mock)->port()), unfinished((*mock)->port());
  broken.send("POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n");
  EXPECT_TRUE(broken.at_end());
  unfinished.send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{");
  EXPECT_EQ(unfinished.receive(25), "HTTP/1.1 100 Continue\r\n\r\n");  // it was read
  const auto received = (*mock)->stop();
  ASSERT_EQ(received.size(), 2u);
  EXPECT_FALSE(received[0].complete);
  EXPECT_FALSE(received[1].complete);
}

TEST(MockService, IsBounded) {
  auto mock = MockService::start({{.body = "x"}}, {.max_request_bytes = 1000, .max_requests = 2});
  ASSERT_TRUE(mock);
  {
    Client large((*mock)->port());
    large.send("POST / HTTP/1.1\r\nContent-Length: 5000\r\n\r\n" + std::string(3000, 'x'));
    EXPECT_TRUE(large.at_end());
  }
  Client client((*mock)->port());
  client.send(kRequest);
  EXPECT_EQ(client.receive(15), "HTTP/1.1 200 OK");
  client.receive(WireResponse{.body = "x"}.bytes().size() - 15);
  client.send(kRequest);
  EXPECT_TRUE(client.at_end());
  EXPECT_EQ((*mock)->stop().size(), 2u);
}

using Kind = WireStep::Kind;

WireResponse scripted(std::vector<WireStep> steps) {
  WireResponse response;
  response.steps = std::move(steps);
  return response;
}

TEST(MockService, ScriptsGoStepByStepAndKeepTheConnection) {
  auto mock = MockService::start(
      {scripted({{.kind = Kind::kSend, .bytes = "abcdef", .write = 2},
                 {.kind = Kind::kWait, .ms = 1},
                 {.kind = Kind::kSend, .bytes = "gh"}}),
       scripted({{.kind = Kind::kSend, .bytes = "second"}, {.kind = Kind::kClose}})});
  ASSERT_TRUE(mock);
  Client client((*mock)->port());
  client.send(kRequest);
  EXPECT_EQ(client.receive(8), "abcdefgh");
  client.send(kRequest);
  EXPECT_EQ(client.receive(100), "second");
  const auto received = (*mock)->stop();
  ASSERT_EQ(received.size(), 2u);
  EXPECT_EQ(received[1].connection, 0u);
}

TEST(MockService, ResetsWithoutAnOrderlyEnd) {
  auto mock = MockService::start({scripted({{.kind = Kind::kReset}})});
  ASSERT_TRUE(mock);
  Client client((*mock)->port());
  client.send(kRequest);
  EXPECT_EQ(client.receive_error(), ECONNRESET);
  EXPECT_EQ((*mock)->stop().size(), 1u);
}

TEST(MockService, AnswersAConnectionBeforeItsRequest) {
  WireResponse first = scripted({{.kind = Kind::kReset}});
  first.on_connect = true;
  auto mock = MockService::start({first, {.body = "x"}});
  ASSERT_TRUE(mock);
  {
    Client refused((*mock)->port());
    EXPECT_EQ(refused.receive_error(), ECONNRESET);
  }
  Client client((*mock)->port());
  client.send(kRequest);
  EXPECT_EQ(client.receive(15), "HTTP/1.1 200 OK");
  const auto received = (*mock)->stop();
  ASSERT_EQ(received.size(), 2u);
  EXPECT_TRUE(received[0].bytes.empty());
  EXPECT_FALSE(received[0].complete);
  EXPECT_TRUE(received[1].complete);
}

TEST(MockService, TellsWhoWaitsToTheEndOfAHold) {
  const auto waited = [](int ms, bool leave) {
    auto mock = MockService::start({scripted({{.kind = Kind::kHold, .ms = ms}})});
    Client client((*mock)->port());
    client.send(kRequest);
    if (!leave) {
      EXPECT_TRUE(client.at_end());
    }
    const auto received = (*mock)->stop();
    return received.size() == 1 && received[0].waited_to_end;
  };
  EXPECT_TRUE(waited(1, false));
  EXPECT_FALSE(waited(600'000, true));
}

TEST(MockService, AsksTheServiceForItsAnswer) {
  WireResponse response;
  response.as_service = true;
  auto mock = MockService::start(listed_answers({response}, [](const ReceivedRequest& request) {
    return WireResponse{.raw = std::string("got ") + std::to_string(request.bytes.size())};
  }));
  ASSERT_TRUE(mock);
  Client client((*mock)->port());
  client.send(kRequest);
  EXPECT_EQ(client.receive(100), "got " + std::to_string(kRequest.size()));
}

TEST(MockService, WithoutARecordItGoesOnForEver) {
  auto mock = MockService::start(listed_answers({{.raw = "x"}}),
                                 {.limits = {.max_requests = 1}, .record = false});
  ASSERT_TRUE(mock);
  for (int i = 0; i < 3; ++i) {
    Client client((*mock)->port());
    client.send(kRequest);
    EXPECT_EQ(client.receive(1), "x");
  }
  EXPECT_TRUE((*mock)->stop().empty());
}

TEST(MockService, SaysThatAPortIsTaken) {
  auto first = MockService::start({{.body = "x"}});
  ASSERT_TRUE(first);
  const auto second =
      MockService::start(listed_answers({{.body = "x"}}), {.port = (*first)->port()});
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().to_string().find("cannot listen on 127.0.0.1:"), std::string::npos);
}

TEST(MockService, StopsWithAClientConnected) {
  auto mock = MockService::start({{.body = "x"}});
  ASSERT_TRUE(mock);
  Client idle((*mock)->port());
  EXPECT_TRUE((*mock)->stop().empty());
  EXPECT_TRUE(idle.at_end());
  EXPECT_TRUE((*mock)->stop().empty());
}

}  // namespace
}  // namespace assay
