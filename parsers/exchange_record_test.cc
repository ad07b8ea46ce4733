#include "parsers/exchange_record.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace assay {
namespace {

TEST(Base64, Table) {
  struct Case {
    std::string bytes, text;
  };
  const Case cases[] = {
      {"", ""},        {"f", "Zg=="},        {"fo", "Zm8="},
      {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {std::string("\0\xff\x80", 3), "AP+A"}};
  for (const Case& c : cases) {
    EXPECT_EQ(encode_base64(c.bytes), c.text);
    EXPECT_EQ(decode_base64(c.text), c.bytes);
  }
  for (const char* bad : {"Z", "Zg", "Zg=", "Zh==", "Zm9=", "Zm9v\n", "Zm 9",
                          "====", "Z===", "Zg==Zg==", "Zm-_", "Zm9v===="}) {
    EXPECT_FALSE(decode_base64(bad)) << bad;
  }
  const std::string large((3u << 20) + 7, 'x');  // more than one block
  EXPECT_EQ(decode_base64(encode_base64(large)), large);
}

struct Sample {
  std::string every_byte = [] {
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    return bytes;
  }();
  std::vector<Header> request_headers{{"Host", "127.0.0.1"}, {"X", every_byte}, {"X", ""}};
  std::vector<Header> response_headers{{"x-amzn-RequestId", "1"}};
  HttpRequest request{"POST", "/", "HTTP/1.1", request_headers, every_byte, BodyEnd::kComplete,
                      256};
  HttpResponse response{200, "", response_headers, "{}", BodyEnd::kTruncatedRecord, UINT64_MAX};
  RecordInfo info{"2026-11-22T09:37:00.123Z", 1234, "127.0.0.1:1", "127.0.0.1:2"};
};

TEST(ExchangeRecord, WritesAndReadsEveryByte) {
  const Sample sample;
  const std::string line = write_exchange_record({&sample.request, &sample.response}, sample.info);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_EQ(line.substr(0, 18), "{\"assayExchange\":1");
  EXPECT_TRUE(is_exchange_record(line));
  const Expected<ExchangeRecord> read = read_exchange_record(line, "f");
  ASSERT_TRUE(read) << read.error().to_string();
  EXPECT_EQ(read->info.start, sample.info.start);
  EXPECT_EQ(read->info.duration_us, 1234u);
  EXPECT_EQ(read->info.client, "127.0.0.1:1");
  ExchangeView view;
  view.assign(&*read->request, &*read->response);
  const HttpRequest& request = *view.exchange().request;
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.path, "/");
  EXPECT_EQ(request.version, "HTTP/1.1");
  EXPECT_EQ(request.body, sample.every_byte);
  EXPECT_EQ(request.declared_length, 256u);
  ASSERT_EQ(request.headers.size(), 3u);
  EXPECT_EQ(request.headers[1].value, sample.every_byte);
  const HttpResponse& response = *view.exchange().response;
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "{}");
  EXPECT_EQ(response.body_end, BodyEnd::kTruncatedRecord);
  EXPECT_EQ(response.declared_length, UINT64_MAX);
  EXPECT_EQ(write_exchange_record(view.exchange(), read->info), line);
}

TEST(ExchangeRecord, EitherMessageAlone) {
  const Sample sample;
  const std::string request = write_exchange_record({&sample.request, nullptr}, {});
  const std::string response = write_exchange_record({nullptr, &sample.response}, {});
  EXPECT_FALSE(read_exchange_record(request, "")->response);
  EXPECT_FALSE(read_exchange_record(response, "")->request);
}

TEST(ExchangeRecord, WhichLineIsOne) {
  for (const char* line :
       {R"({"assayExchange":1})", R"( { "assayExchange" : 2 })",
        R"({"assayExchange":1,"request":{"meth)", R"({"request":null,"assayExchange":1})"}) {
    EXPECT_TRUE(is_exchange_record(line)) << line;
  }
  for (const char* line : {"", "{}", "[]", R"({"assayExchange":"1"})", R"(["assayExchange",1])",
                           R"({"x":{"assayExchange":1}})", R"({"a":"assayExchange"})",
                           R"({"request":1,"assayExchange")", R"({"assayExchange)"}) {
    EXPECT_FALSE(is_exchange_record(line)) << line;
  }
}

TEST(ExchangeRecord, Refused) {
  struct Case {
    const char* line;
    const char* message;
  };
  const Case cases[] = {
      {R"({"assayExchange":1)", "f:1:19:"},
      {R"({"assayExchange":2,"request":{}})", "version 1"},
      {R"({"assayExchange":1})", "`request`, a `response` or both"},
      {R"({"assayExchange":1,"request":null})", "`request`, a `response` or both"},
      {R"({"assayExchange":1,"request":[]})", "f:1:30: error: `request` is an object"},
      {R"({"assayExchange":1,"request":{"method":"A"}})", "`method`, `path`"},
      {R"({"assayExchange":1,"request":{"method":"A","path":"Ā"}})", "up to U+00FF"},
      {R"({"assayExchange":1,"response":{"status":-1}})", "0 to 999"},
      {R"({"assayExchange":1,"response":{"status":"200"}})", "0 to 999"},
      {R"({"assayExchange":1,"response":{"status":200}})", "array of pairs"},
      {R"({"assayExchange":1,"response":{"status":200,"headers":[["a"]]}})", "is a pair"},
      {R"({"assayExchange":1,"response":{"status":200,"headers":[["a",1]]}})", "one a byte"},
      {R"({"assayExchange":1,"response":{"status":200,"headers":[]}})", "in base64"},
      {R"({"assayExchange":1,"response":{"status":200,"headers":[],"body":"{}"}})", "not base64"},
      {R"({"assayExchange":1,"response":{"status":200,"headers":[],"body":"","bodyEnd":"x"}})",
       "`bodyEnd` is"},
      {R"({"assayExchange":1,"response":{"status":200,"headers":[],"body":"","declaredLength":-1}})",
       "whole number"},
      {R"({"assayExchange":1,"durationMicroseconds":1.5,"response":{}})", "whole number"},
      {R"({"assayExchange":1,"start":1,"response":{}})", "`start` is a string"},
  };
  for (const Case& c : cases) {
    const Expected<ExchangeRecord> read = read_exchange_record(c.line, "f");
    ASSERT_FALSE(read) << c.line;
    EXPECT_NE(read.error().to_string().find(c.message), std::string::npos)
        << c.line << "\n"
        << read.error().to_string();
  }
}

TEST(ExchangeRecord, UnknownMembersAreIgnored) {
  EXPECT_TRUE(read_exchange_record(
      R"({"assayExchange":1,"later":{},"response":{"status":200,"headers":[],"body":"","x":1}})",
      ""));
}

// What is written is what the schema says.
TEST(ExchangeRecord, KeepsItsSchema) {
  if (std::system(ASSAY_PYTHON " -c 'import jsonschema' >/dev/null 2>&1") != 0) {
    GTEST_SKIP() << "skipped: no jsonschema for Python (python3-jsonschema)";
  }
  const Sample sample;
  const std::string path =
      testing::TempDir() + "exchange-records-" + std::to_string(::getpid()) + ".ndjson";
  std::ofstream file(path, std::ios::binary);
  file << write_exchange_record({&sample.request, &sample.response}, sample.info) << '\n'
       << write_exchange_record({nullptr, &sample.response}, {}) << '\n';
  file.close();
  const std::string source = ASSAY_SOURCE_DIR;
  const std::string command = ASSAY_PYTHON " '" + source + "/tools/validate_json.py' --lines '" +
                              source + "/spec/schemas/exchange-record.json' '" + path + "'";
  EXPECT_EQ(std::system(command.c_str()), 0);
}

}  // namespace
}  // namespace assay
