// Lines on several threads: the output is that of one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

#include "cli/cli_test_util.h"

namespace assay::cli {
namespace {

using testing::HasSubstr;

// More than one chunk; bodies and records, clean, broken, damaged, blank.
std::string lines() {
  const std::array<std::string, 8> kinds{
      R"({"RunId":"a","RunDetail":{"RunId":"a","TaskInstances":["x","y"]}})",
      R"({"RunId":"b"})",
      "{}",
      R"({"RunId":""})",
      "[1",
      " ",
      R"({"assayExchange":1,"response":{"status":200,"headers":[["x-amzn-RequestId","1"],)"
      R"(["Content-Type","application/x-amz-json-1.0"]],"body":"e30="}})",
      R"({"assayExchange":7})"};
  std::string text;
  for (std::size_t i = 0; text.size() < 700'000; ++i) {
    text += kinds[i % 97 == 0 ? i / 97 % kinds.size() : i % 3] + (i % 5 == 0 ? "\r\n" : "\n");
  }
  text += R"({"RunId":"last)";
  return text;
}

// Without the first and the last line, which hold the time.
std::string inner(const std::string& text) {
  const std::size_t begin = std::min(text.find('\n'), text.size());
  const std::size_t end = text.rfind('\n', text.size() - 2);
  return begin < end && end != std::string::npos ? text.substr(begin, end - begin) : "";
}

TEST(CheckLines, TheOutputDoesNotDependOnThreads) {
  const std::string path = write_file("threads.ndjson", lines());
  for (const std::string format : {"text", "ndjson", "json"}) {
    const CommandResult one = run({"check", "--format", format, "--threads", "1", path});
    EXPECT_EQ(one.code, 2);
    EXPECT_GT(inner(one.out).size(), 1000u);
    for (const std::string threads : {"2", "5"}) {
      const CommandResult many = run({"check", "--format", format, "--threads", threads, path});
      EXPECT_EQ(many.code, one.code);
      EXPECT_TRUE(inner(many.out) == inner(one.out)) << format << ", threads " << threads;
      EXPECT_EQ(many.err, one.err);
    }
  }
}

TEST(CheckLines, NamesTheLineOfEverything) {
  const std::string path = write_file(
      "places.ndjson", "{}\n\n{\"RunId\":\"\"}\n{\"assayExchange\":7}\n\n{\"New\":1}\n{}\n");
  const CommandResult result = run({"check", path});
  EXPECT_THAT(result.out, HasSubstr("places.ndjson:3:10: error: "));
  EXPECT_THAT(result.out, HasSubstr("places.ndjson:4:18: error: exchange records of version 1"));
  EXPECT_THAT(result.out, HasSubstr("places.ndjson:6:2: note: "));
  EXPECT_THAT(result.out, HasSubstr("5 messages: 3 valid, 1 invalid, 0 unchecked, 1 unusable"));
  const std::string items = run({"check", "--format", "ndjson", path}).out;
  for (const std::string number : {"1", "3", "4", "6", "7"}) {
    EXPECT_THAT(items, HasSubstr("\"item\":" + number + ",\"line\":" + number + ",\"column\":"));
  }
}

TEST(CheckLines, ThreadsAreANumber) {
  const std::string path = write_file("one.ndjson", "{}\n");
  EXPECT_EQ(run({"check", "--threads", "0", path}).code, 2);
  EXPECT_EQ(run({"check", "--threads", "many", path}).code, 2);
  EXPECT_EQ(run({"check", "--threads", "200", path}).code, 0);
}

}  // namespace
}  // namespace assay::cli
