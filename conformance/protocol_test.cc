#include "conformance/protocol.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay {
namespace {

using testing::HasSubstr;

constexpr std::string_view kHello =
    R"({"type":"hello","protocol":1,"sdk":"boto3","version":"1","runtime":"CPython 3",)"
    R"("versions":{"botocore":"2"},"capabilities":["call","retry"]})";

TEST(Hello, ReadsBack) {
  const auto hello = read_hello(kHello);
  ASSERT_TRUE(hello) << hello.error().to_string();
  EXPECT_EQ(hello->sdk, "boto3");
  EXPECT_EQ(hello->versions.at(0).second, "2");
  EXPECT_TRUE(hello->can("retry"));
  EXPECT_FALSE(hello->can("timeout"));
  EXPECT_EQ(write_hello(*hello), kHello);
}

TEST(Outcome, ReadsBack) {
  for (const std::string_view line :
       {R"({"type":"value","id":7,"value":{"a":1},"request_id":"r"})",
        R"({"type":"client_error","id":7,"class":"X","text":"t","wrapped":false})",
        R"({"type":"client_error","id":7,"class":"X","text":{"$lone":"d800"},"wrapped":true})",
        R"({"type":"service_error","id":7,"class":"X","text":"t","status":400,"code":"c",)"
        R"("typed":true,"message":"m","members":{"Reason":"other"}})"}) {
    const auto outcome = read_outcome(line, 7);
    ASSERT_TRUE(outcome) << outcome.error().to_string();
    EXPECT_EQ(write_outcome(7, *outcome), line);
  }
}

TEST(Request, ReadsBack) {
  Call call{.id = 3,
            .service = "s",
            .operation = "o",
            .endpoint = "http://127.0.0.1:1",
            .access_key_id = "k",
            .secret_access_key = "x",
            .client = {.max_attempts = 3, .timeout_ms = 5}};
  call.input = Tagged::map();
  call.input.members.emplace_back("$a", Tagged::integer(5));
  const auto request = read_request(write_call(call));
  ASSERT_TRUE(request) << request.error().to_string();
  EXPECT_EQ(request->kind, Request::Kind::kCall);
  EXPECT_EQ(write_call(request->call), write_call(call));
  EXPECT_EQ(read_request(write_bye())->kind, Request::Kind::kBye);
  EXPECT_EQ(read_request(write_hello_request())->kind, Request::Kind::kHello);
}

TEST(DriverLines, EachMistakeIsNamed) {
  struct Row {
    std::string_view line, says;
  };
  for (const Row& row : {
           Row{"", ""},
           Row{"Traceback (most recent call last):", ""},
           Row{"[]", "must be a JSON object"},
           Row{R"({"id":7})", "\"type\" is \"\""},
           Row{R"({"type":"value","id":7})", "lacks the member \"value\""},
           Row{R"({"type":"value","id":8,"value":{}})", "id is 8, the call's is 7"},
           Row{R"({"type":"value","id":7.5,"value":{}})", "\"id\" of value must be an integer"},
           Row{R"({"type":"value","id":7,"value":{"$int":"1"}})", "unknown tag $int"},
           Row{R"({"type":"value","id":7,"value":1.5})", "use a tag"},
           Row{R"({"type":"value","id":7,"value":{},"extra":1})", "no member \"extra\""},
           Row{R"({"type":"client_error","id":7,"class":"X","text":"t"})", "\"wrapped\""},
           Row{R"({"type":"client_error","id":7,"class":"X","wrapped":"yes"})", "true or false"},
           Row{R"({"type":"service_error","id":7,"class":"X"})", "\"typed\""},
           Row{"{\"type\":\"value\",\"id\":7,\"value\":\"\xFF\"}", ""},
       }) {
    const auto outcome = read_outcome(row.line, 7);
    ASSERT_FALSE(outcome) << row.line;
    EXPECT_THAT(outcome.error().to_string(), HasSubstr(std::string(row.says))) << row.line;
    EXPECT_THAT(outcome.error().to_string(), HasSubstr("driver"));
  }
  EXPECT_FALSE(read_hello(R"({"type":"hello","protocol":2,"sdk":"a","version":"","runtime":""})"));
  EXPECT_FALSE(read_hello(R"({"type":"hello","protocol":1,"sdk":"","version":"","runtime":""})"));
  EXPECT_FALSE(read_request(R"({"type":"calls"})"));
}

}  // namespace
}  // namespace assay
