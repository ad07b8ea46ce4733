// The mock service and the check of requests on contracts of public models: a good and a broken
// request over a socket, and the answer of the contract's own generator.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "conformance/mock_service.h"
#include "conformance/request_check.h"
#include "corpus/exchange_generator.h"
#include "corpus/message_breaker.h"

namespace assay {
namespace {

// Sends a request to the port and reads until the peer closes or `count` bytes came.
std::string ask(std::uint16_t port, const std::string& request, std::size_t count) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string out;
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
      send(fd, request.data(), request.size(), MSG_NOSIGNAL) ==
          static_cast<ssize_t>(request.size())) {
    char buffer[4096];
    while (out.size() < count) {
      const ssize_t got = recv(fd, buffer, std::min(sizeof buffer, count - out.size()), 0);
      if (got <= 0) break;
      out.append(buffer, static_cast<std::size_t>(got));
    }
  }
  close(fd);
  return out;
}

std::string write_request(const GeneratedMessage& request) {
  std::string out = "POST / HTTP/1.1\r\nHost: localhost\r\n";
  for (const auto& [name, value] : request.headers) out += name + ": " + value + "\r\n";
  return out + "Content-Length: " + std::to_string(request.body.size()) + "\r\n\r\n" + request.body;
}

struct Sample {
  const char* model;
  const char* operation;
};

class MockModels : public ::testing::TestWithParam<Sample> {};

TEST_P(MockModels, AnswersAndJudgesRequests) {
  const auto path = std::filesystem::path(ASSAY_SOURCE_DIR).parent_path() / "shared" / "models" /
                    (std::string(GetParam().model) + ".json");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "skipped: no shared data";
  const auto contract = Contract::load(path.string());
  ASSERT_TRUE(contract) << contract.error().to_string();
  const auto operation = contract->find_operation(GetParam().operation);
  ASSERT_TRUE(operation);

  SeededRandomness random(7);
  MessageGenerator generator(*contract, {.max_items = 3, .max_depth = 5});
  MessageBreaker breaker(generator);
  const GeneratedExchange good = generate_exchange(generator, *operation, std::nullopt, {}, random);
  const std::uint32_t error = contract->tables().operations[*operation].first_error;
  const GeneratedMessage refusal = generate_error(generator, error, {}, random);
  // A value of another JSON type.
  const auto sites = breaker.sites(good.request.tree, MessageRole::kInput, *operation);
  const auto site = std::ranges::find_if(sites, [](const BreakSite& each) {
    return each.kind == BreakSite::Kind::kType && !each.path.empty();
  });
  ASSERT_NE(site, sites.end());
  const auto broken =
      breaker.break_at(good.request.tree, MessageRole::kInput, *operation, *site, random);
  ASSERT_TRUE(broken);
  const ConstraintInfo wrong = contract->constraint(broken->broken);
  GeneratedMessage bad = good.request;
  bad.tree = broken->message;
  bad.body = write_message(bad.tree);

  const WireResponse first{.headers = good.response.headers, .body = good.response.body};
  const WireResponse second{
      .status = refusal.status, .headers = refusal.headers, .body = refusal.body};
  auto mock = MockService::start({first, second});
  ASSERT_TRUE(mock) << mock.error().to_string();
  EXPECT_EQ(ask((*mock)->port(), write_request(good.request), first.bytes().size()), first.bytes());
  EXPECT_EQ(ask((*mock)->port(), write_request(bad), second.bytes().size()), second.bytes());
  const auto received = (*mock)->stop();
  ASSERT_EQ(received.size(), 2u);

  const RequestCheck check = make_request_check(*contract);
  Case item;
  item.service = contract->service();
  item.operation = GetParam().operation;
  item.request = RequestExpectation{.method = "POST", .path = "/"};
  EXPECT_EQ(check(item, received[0]), std::vector<std::string>());
  const auto faults = check(item, received[1]);
  ASSERT_FALSE(faults.empty()) << wrong.id;
  EXPECT_NE(faults[0].find(wrong.id), std::string::npos) << faults[0];
}

INSTANTIATE_TEST_SUITE_P(
    Public, MockModels,
    ::testing::Values(Sample{"kms-2014-11-01", "CreateGrant"},
                      Sample{"dynamodb-2012-08-10", "PutItem"},
                      Sample{"verifiedpermissions-2021-12-01", "IsAuthorized"}),
    [](const auto& parameter) { return std::string(parameter.param.operation); });

}  // namespace
}  // namespace assay
