#include "parsers/http_reader.h"

#include <gtest/gtest.h>

#include <string>

namespace assay {
namespace {

constexpr char kEnds[] = {'c', 's', 'm', 'x', 't'};  // in order of BodyEnd

// Every message as "METHOD path|headers|body|end" or "status|...", then "!detail@line:column".
std::string read_all(std::string_view text, HttpLimits limits = {}) {
  ByteSource source = ByteSource::of_text("t", text);
  HttpReader reader(source, limits);
  HttpMessage message;
  std::string all;
  while (reader.look() != HttpReader::Next::kEnd) {
    if (!reader.read(message)) {
      if (reader.defect()) break;
      continue;
    }
    const auto& headers =
        message.is_request() ? message.request().headers : message.response().headers;
    all += message.is_request()
               ? std::string(message.request().method) + " " + std::string(message.request().path)
               : std::to_string(message.response().status);
    all += "|";
    for (const Header& header : headers) {
      all += std::string(header.name) + "=" + std::string(header.value) + ";";
    }
    all += "|";
    all += message.is_request() ? message.request().body : message.response().body;
    all += "|";
    all += kEnds[static_cast<int>(message.is_request() ? message.request().body_end
                                                       : message.response().body_end)];
    all += "\n";
  }
  if (const auto& defect = reader.defect()) {
    all += "!" + defect->detail + (defect->rule == ProtocolRule::kLimitSize ? " (limit)" : "") +
           "@" + std::to_string(defect->place.line) + ":" + std::to_string(defect->place.column);
  }
  return all;
}

struct Case {
  const char* what;
  std::string text;
  std::string want;
};

constexpr char kNeither[] = "!neither a request line nor a status line@";

TEST(HttpReader, Messages) {
  const Case cases[] = {
      {"nothing", "", ""},
      {"empty lines", "\r\n\n\r\n", ""},
      {"request", "POST / HTTP/1.1\r\nA: b\r\nContent-Length: 2\r\n\r\n{}",
       "POST /|A=b;Content-Length=2;|{}|c\n"},
      {"bare LF", "POST / HTTP/1.1\nContent-Length: 2\n\n{}", "POST /|Content-Length=2;|{}|c\n"},
      {"request without a body, then a response",
       "GET /x HTTP/1.1\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}", "GET /x|||c\n200||{}|c\n"},
      {"no reason", "HTTP/1.1 200\r\n\r\n", "200|||c\n"},
      {"empty reason", "HTTP/1.0 404 \r\n\r\nx", "404||x|c\n"},
      {"as tools print HTTP/2", "HTTP/2 200\r\ncontent-length: 1\r\n\r\nx",
       "200|content-length=1;|x|c\n"},
      {"close-delimited takes all", "HTTP/1.1 200 OK\r\n\r\nab\r\n\r\nHTTP/1.1 2",
       "200||ab\r\n\r\nHTTP/1.1 2|c\n"},
      {"no body under 204", "HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\nHTTP/1.1 304 N\r\n\r\n",
       "204|Content-Length=5;||c\n304|||c\n"},
      {"interim responses",
       "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nL: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
       "200|||c\n"},
      {"interim response alone", "HTTP/1.1 100 Continue\r\n\r\n", ""},
      {"interim response, then a request", "HTTP/1.1 100 Continue\r\n\r\nGET / HTTP/1.1\r\n\r\n",
       "GET /|||c\n"},
      {"folded", "HTTP/1.1 200 OK\r\nA: b\r\n  c\r\n\td \r\nE:\r\n\r\n", "200|A=b c d;E=;||c\n"},
      {"blanks around values", "HTTP/1.1 200 OK\nA:b\nC:  d\t \nE: \n\n", "200|A=b;C=d;E=;||c\n"},
      {"absolute form", "POST http://h/ HTTP/1.1\n\n", "POST http://h/|||c\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(read_all(c.text), c.want) << c.what;
}

TEST(HttpReader, Lengths) {
  const std::string ok = "HTTP/1.1 200 OK\n";
  const Case cases[] = {
      {"short", ok + "Content-Length: 3\n\nab", "200|Content-Length=3;|ab|s\n"},
      {"absurd", ok + "Content-Length: 18446744073709551615\n\nab",
       "200|Content-Length=18446744073709551615;|ab|s\n"},
      {"beyond 64 bits", ok + "Content-Length: 18446744073709551616\n\nab",
       "200|Content-Length=18446744073709551616;|ab|m\n"},
      {"negative", ok + "Content-Length: -1\n\nab", "200|Content-Length=-1;|ab|m\n"},
      {"signed", ok + "Content-Length: +2\n\nab", "200|Content-Length=+2;|ab|m\n"},
      {"empty", ok + "Content-Length:\n\nab", "200|Content-Length=;|ab|m\n"},
      {"hexadecimal", ok + "Content-Length: 0x2\n\nab", "200|Content-Length=0x2;|ab|m\n"},
      {"twice the same", ok + "Content-Length: 2\nContent-Length: 2\n\nab",
       "200|Content-Length=2;Content-Length=2;|ab|c\n"},
      {"a list of the same", ok + "Content-Length: 2, 2\n\nab", "200|Content-Length=2, 2;|ab|c\n"},
      {"two different", ok + "Content-Length: 2\ncontent-length: 3\n\nab",
       "200|Content-Length=2;content-length=3;|ab|x\n"},
      {"beside chunks", ok + "Content-Length: 2\nTransfer-Encoding: chunked\n\n1\na\n0\n\n",
       "200|Content-Length=2;Transfer-Encoding=chunked;|a|x\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(read_all(c.text), c.want) << c.what;
}

TEST(HttpReader, Chunks) {
  const std::string head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n";
  const std::string shown = "200|Transfer-Encoding=Chunked;|";
  const Case cases[] = {
      {"two", "2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n", "abcde|c\n"},
      {"bare LF", "2\nab\n0\n\n", "ab|c\n"},
      {"extension, upper case, leading zeros", "00A;x=\"y\"\r\n0123456789\r\n0;z\r\n\r\n",
       "0123456789|c\n"},
      {"trailers", "1\r\na\r\n0\r\nX: y\r\nZ: w\r\n\r\n", "a|c\n"},
      {"then the next", "1\r\na\r\n0\r\n\r\nHTTP/1.1 204 X\r\n\r\n", "a|c\n204|||c\n"},
      {"none", "0\r\n\r\n", "|c\n"},
      {"no last chunk", "1\r\na\r\n", "a|s\n"},
      {"cut in a chunk", "5\r\nab", "ab|s\n"},
      {"cut after a chunk", "1\r\na\r", "a|s\n"},
      {"cut in a size", "1", "|s\n"},
      {"cut in the trailers", "1\r\na\r\n0\r\nX: y", "a|s\n"},
      {"cut before the last empty line", "1\r\na\r\n0\r\n", "a|s\n"},
      {"nothing", "", "|s\n"},
      {"no number", "x\r\nab", "|m\n"},
      {"negative", "-1\r\nab", "|m\n"},
      {"empty size", "\r\nab", "|m\n"},
      {"beyond 64 bits", "10000000000000000\r\nab", "|m\n"},
      {"all of 64 bits", "ffffffffffffffff\r\nab", "ab|s\n"},
      {"more than the size says", "1\r\nab\r\n0\r\n\r\n", "a|m\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(read_all(head + c.text), shown + c.want) << c.what;
  EXPECT_EQ(read_all("HTTP/1.1 200 OK\nTransfer-Encoding: gzip\n\nab"),
            "200|Transfer-Encoding=gzip;|ab|c\n");
  EXPECT_EQ(read_all("POST / HTTP/1.1\nTransfer-Encoding: gzip\n\nab"),
            "POST /|Transfer-Encoding=gzip;|ab|m\n");
}

TEST(HttpReader, Unreadable) {
  const std::string ok = "HTTP/1.1 200 OK\n";
  const Case cases[] = {
      {"no HTTP", "[[[", std::string(kNeither) + "1:1"},
      {"no version", "GET /\n\n", std::string(kNeither) + "1:1"},
      {"a blank more", "GET  / HTTP/1.1\n\n", std::string(kNeither) + "1:1"},
      {"odd version", "GET / HTTP/1.x\n\n", std::string(kNeither) + "1:1"},
      {"status of two digits", "HTTP/1.1 20 OK\n\n", std::string(kNeither) + "1:1"},
      {"status of four digits", "HTTP/1.1 2000 OK\n\n", std::string(kNeither) + "1:1"},
      {"negative status", "HTTP/1.1 -20 OK\n\n", std::string(kNeither) + "1:1"},
      {"NUL in the start line", std::string("GET /\0 HTTP/1.1\n\n", 17),
       "!control character in the start line@1:6"},
      {"NUL in a value", ok + std::string("A: b\0c\n\n", 8),
       "!control character in a header line@2:5"},
      {"bare CR", ok + "A: b\rc\n\n", "!control character in a header line@2:5"},
      {"no colon", ok + "A: b\nAb\n\n", "!header line without a colon@3:1"},
      {"blank before the colon", ok + "A : b\n\n", "!header name that is no token@2:1"},
      {"no name", ok + ": b\n\n", "!header name that is no token@2:1"},
      {"nothing to continue", ok + " b\n\n", "!continuation line without a header@2:1"},
      {"cut in the start line", "GET / HT", "!the message ends before its header section does@1:9"},
      {"cut in a header", ok + "A: b", "!the message ends before its header section does@2:5"},
      {"cut after the headers", ok + "A: b\n",
       "!the message ends before its header section does@3:1"},
      {"a body that was not declared", "POST / HTTP/1.1\n\n{}",
       "POST /|||c\n!neither a request line nor a status line; the request before it declares no "
       "Content-Length@3:1"},
  };
  for (const Case& c : cases) EXPECT_EQ(read_all(c.text), c.want) << c.what;
}

TEST(HttpReader, Limits) {
  HttpLimits limits;
  limits.max_body_bytes = 4;
  limits.max_head_bytes = 64;
  limits.max_headers = 3;
  limits.max_chunk_line_bytes = 8;
  const std::string ok = "HTTP/1.1 200 OK\n";
  const Case cases[] = {
      {"body cut one past the limit", ok + "Content-Length: 9\n\n123456789" + ok + "\n",
       "200|Content-Length=9;|12345|c\n200|||c\n"},
      {"chunks cut", ok + "Transfer-Encoding: chunked\n\n3\nabc\n3\ndef\n1\ng\n0\n\n",
       "200|Transfer-Encoding=chunked;|abcde|c\n"},
      {"headers", ok + "A:\nB:\nC:\nD:\n\n", "!more than 3 headers (limit)@5:1"},
      {"head", ok + "A: " + std::string(64, 'x') + "\n\n",
       "!header section of more than 64 bytes (limit)@2:1"},
      {"start line", "GET /" + std::string(64, 'x'),
       "!header section of more than 64 bytes (limit)@1:1"},
      {"what is no HTTP is said to be none", std::string(1000, '['),
       "!neither a request line nor a status line@1:1"},
      {"chunk line", ok + "Transfer-Encoding: chunked\n\n000000001\na\n",
       "200|Transfer-Encoding=chunked;||m\n"},
      {"trailers", ok + "Transfer-Encoding: chunked\n\n0\nA: " + std::string(64, 'x') + "\n\n",
       "200|Transfer-Encoding=chunked;||m\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(read_all(c.text, limits), c.want) << c.what;
}

TEST(HttpReader, ResponseToHeadHasNoBody) {
  ByteSource source = ByteSource::of_text("t", "HTTP/1.1 200 OK\nContent-Length: 5\n\n");
  HttpReader reader(source, {});
  HttpMessage message;
  ASSERT_TRUE(reader.read(message, true));
  EXPECT_EQ(message.response().body_end, BodyEnd::kComplete);
}

TEST(HttpReader, CutAnywhereIsNeverACrash) {
  const std::string text =
      "POST / HTTP/1.1\r\nA: b\r\n c\r\nContent-Length: 2\r\n\r\n{}"
      "HTTP/1.1 100 Continue\r\n\r\n"
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x\r\n{\r\n1\r\n}\r\n0\r\nT: u\r\n\r\n"
      "HTTP/1.1 500 Oops\r\n\r\nrest";
  for (std::size_t size = 0; size <= text.size(); ++size) {
    const std::string cut = text.substr(0, size);  // its own storage: overruns are seen
    EXPECT_EQ(read_all(cut).empty(), size == 0) << size;
  }
}

}  // namespace
}  // namespace assay
