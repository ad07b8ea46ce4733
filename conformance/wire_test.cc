#include "conformance/wire.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

using State = WireProgress::State;

TEST(RequestProgress, KnowsWhenARequestIsComplete) {
  struct Row {
    std::string_view bytes;
    State state;
    std::size_t size;
  };
  for (const Row& row : {
           Row{"", State::kHead, 0},
           Row{"POST / HTTP/1.1\r\nContent-Length: 2\r\n", State::kHead, 0},
           Row{"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{", State::kBody, 0},
           Row{"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}", State::kComplete, 40},
           Row{"POST / HTTP/1.1\r\ncontent-length: 2\r\n\r\n{}POST", State::kComplete, 40},
           Row{"GET / HTTP/1.1\r\n\r\n", State::kComplete, 18},
           Row{"POST / HTTP/1.1\r\nContent-Length: -2\r\n\r\n{}", State::kBroken, 41},
           Row{"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", State::kBody, 0},
           Row{"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
               State::kComplete, 59},
           Row{"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", State::kBroken, 50},
       }) {
    const WireProgress progress = request_progress(row.bytes);
    EXPECT_EQ(progress.state, row.state) << row.bytes;
    EXPECT_EQ(progress.size, row.size) << row.bytes;
  }
  EXPECT_TRUE(
      request_progress("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n")
          .expects_continue);
}

// A line of a chunk may have 256 bytes, whether it has ended yet or not.
TEST(RequestProgress, BeginningsOfARequestAreNotBroken) {
  const auto chunked = [](std::size_t extension) {
    return "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0;" + std::string(extension, 'x') +
           "\r\n\r\n";
  };
  const std::string longest = chunked(254);
  EXPECT_EQ(request_progress(longest).state, State::kComplete);
  for (std::size_t n = 0; n < longest.size(); ++n) {
    const State state = request_progress(std::string_view(longest).substr(0, n)).state;
    EXPECT_TRUE(state == State::kHead || state == State::kBody) << n;
  }
  const std::string longer = chunked(255);
  EXPECT_EQ(request_progress(longer).state, State::kBroken);
  EXPECT_EQ(request_progress(std::string_view(longer).substr(0, longer.size() - 4)).state,
            State::kBody);  // its last byte could be a CR
  EXPECT_EQ(request_progress(std::string_view(longer).substr(0, longer.size() - 3)).state,
            State::kBroken);
}

TEST(SplitRequest, HeadersAndBody) {
  const std::string bytes =
      "POST /a b HTTP/1.1\r\nHost:  x \r\nTransfer-Encoding: chunked\r\n\r\n1;e\r\n{\r\n1\r\n}\r\n"
      "0\r\nT: 1\r\n\r\n";
  const WireRequest request = split_request(bytes);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.path, "/a b");
  EXPECT_EQ(request.version, "HTTP/1.1");
  ASSERT_TRUE(request.header("host"));
  EXPECT_EQ(*request.header("host"), "x");
  EXPECT_FALSE(request.header("hos"));
  EXPECT_EQ(request.view().body, "{}");
  EXPECT_EQ(request.body_end, BodyEnd::kComplete);
  EXPECT_EQ(split_request("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n{}").body_end,
            BodyEnd::kShort);
  EXPECT_EQ(split_request("POST / HT").body_end, BodyEnd::kShort);
}

TEST(WireResponse, FramesTheBody) {
  EXPECT_EQ((WireResponse{.status = 429, .headers = {{"A", "b"}}, .body = "{}"}.bytes()),
            "HTTP/1.1 429 Too Many Requests\r\nA: b\r\nContent-Length: 2\r\n\r\n{}");
  EXPECT_EQ((WireResponse{.headers = {{"content-length", "9"}}, .body = "{}"}.bytes()),
            "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}");
  EXPECT_EQ((WireResponse{.body = "x", .raw = "junk"}.bytes()), "junk");
}

}  // namespace
}  // namespace assay
