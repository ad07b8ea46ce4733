#include "parsers/input_kind.h"

#include <gtest/gtest.h>

#include <string>

namespace assay {
namespace {

const std::string kRecord =
    R"({"assayExchange":1,"response":{"status":200,"headers":[],"body":""}})";

TEST(InputKind, OfPath) {
  EXPECT_EQ(kind_of_path("a.json"), InputKind::kJson);
  EXPECT_EQ(kind_of_path("/x.y/a.JSONL"), InputKind::kNdjson);
  EXPECT_EQ(kind_of_path("a.b.ndjson"), InputKind::kNdjson);
  EXPECT_EQ(kind_of_path("a.har"), InputKind::kHar);
  EXPECT_EQ(kind_of_path(".http"), InputKind::kHttp);
  for (const char* path : {"", "a", "a.txt", "x.json/a", "json", "a.auto", "a."}) {
    const Expected<InputKind> kind = kind_of_path(path);
    ASSERT_FALSE(kind) << path;
    EXPECT_EQ(kind.error().code, ErrorCode::kUsage);
  }
  EXPECT_EQ(parse_input_kind("jsonl"), InputKind::kNdjson);
  EXPECT_EQ(to_string(InputKind::kNdjson), "ndjson");
  EXPECT_FALSE(parse_input_kind("JSON"));
}

TEST(InputKind, OfStream) {
  struct Case {
    std::string text;
    InputKind want;
  };
  const Case cases[] = {
      {"", InputKind::kJson},
      {"{", InputKind::kJson},
      {"{\n \"a\": 1\n}\n", InputKind::kJson},
      {"{\"a\":", InputKind::kJson},
      {"garbage", InputKind::kJson},
      {"{}\n{}\n", InputKind::kNdjson},
      {"\n{}", InputKind::kNdjson},
      {kRecord, InputKind::kNdjson},
      {"\xef\xbb\xbf" + kRecord, InputKind::kNdjson},
      {kRecord.substr(0, 20), InputKind::kNdjson},
      {"{\"log\":{\"version\"", InputKind::kHar},
      {"\xef\xbb\xbf{ \"log\" : {", InputKind::kHar},
      {"{\r\n  \"log\": {\r\n", InputKind::kHar},
      {"POST / HTTP/1.1\r\n", InputKind::kHttp},
      {"\r\nHTTP/1.1 200 OK\r\n", InputKind::kHttp},
      {"{\"a\":\"x HTTP/1.1\"}", InputKind::kNdjson},
  };
  for (const Case& c : cases) {
    ByteSource source = ByteSource::of_text("t", c.text);
    EXPECT_EQ(sniff_kind(source), c.want) << c.text;
    EXPECT_EQ(source.offset(), 0u);
  }
}

}  // namespace
}  // namespace assay
