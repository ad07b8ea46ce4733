// Nothing below a sensitive member, no credential, in any format, whatever the damage.
#include <gtest/gtest.h>

#include <string>

#include "cli/cli_test_util.h"

namespace assay::cli {
namespace {

const std::string kSecret = "zqCanary7x";

// Pieces of four characters: damage may stand in the middle of the secret itself.
bool tells(const std::string& text) {
  for (std::size_t i = 0; i + 4 <= kSecret.size(); ++i) {
    if (text.find(kSecret.substr(i, 4)) != std::string::npos) return true;
  }
  return false;
}

std::string body() {
  return "{\"RunId\":\"a b\",\"OverrideParameters\":{\"" + kSecret + "\":[\"" + kSecret +
         "\",{\"k\":\"" + kSecret + "\",\"k\":1}],\"" + kSecret +
         "\":1},\"RunDetail\":{\"Duration\":1.5,\"RunId\":\"\"},\"New\":\"n\"}";
}

std::string exchange(const std::string& status, const std::string& response) {
  return "POST /?X-Amz-Security-Token=" + kSecret +
         " HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-amz-json-1.0\r\n"
         "X-Amz-Target: AmazonMWAAServerless.GetWorkflowRun\r\nAuthorization: AWS4 " +
         kSecret + "\r\nX-Amz-Security-Token: " + kSecret + "\r\nCookie: " + kSecret +
         "\r\nContent-Length: 13\r\n\r\n{\"RunId\":\"r\"}HTTP/1.1 " + status +
         "\r\nContent-Type: application/x-amz-json-1.0\r\nSet-Cookie: " + kSecret +
         "\r\nContent-Length: " + std::to_string(response.size()) + "\r\n\r\n" + response;
}

// Everything that a run writes, in every format, with payloads where they can be asked for.
std::string everything(const std::string& name, const std::string& text,
                       const std::vector<std::string>& options) {
  const std::string path = write_file(name, text);
  std::string out;
  const std::vector<std::string> formats{"json", "ndjson", "junit", "sarif", "github", "markdown"};
  std::vector<std::string> arguments{"check", "--with-payloads"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  for (const std::string& format : formats) {
    arguments.push_back("--report");
    arguments.push_back(format + "=" + path + "." + format);
  }
  arguments.push_back(path);
  const CommandResult result = run(arguments);
  out += result.out + result.err;
  for (const std::string& format : formats) out += read_file(path + "." + format);
  return out;
}

TEST(CheckSecrets, TheCanaryIsSeenWhereItIsNoSecret) {
  const std::string out = everything("seen.json", "{\"RunId\":\"" + kSecret + " \"}", {});
  EXPECT_TRUE(tells(out));
}

TEST(CheckSecrets, EveryTruncation) {
  const std::string whole = body();
  for (std::size_t i = 0; i <= whole.size(); ++i) {
    const std::string cut = whole.substr(0, i);
    ASSERT_FALSE(tells(everything("t.json", cut, {}))) << cut;
    ASSERT_FALSE(tells(everything("t.json", cut, {"--as", "request"}))) << cut;
    ASSERT_FALSE(tells(everything("t.json", cut, {"--as", "error"}))) << cut;
  }
}

TEST(CheckSecrets, EveryChangedByte) {
  const std::string whole = body();
  constexpr std::string_view kBytes("\"{}:,\\\0\n", 8);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string replaced = whole, inserted = whole, removed = whole;
    replaced[i] = kBytes[i % kBytes.size()];
    inserted.insert(i, 1, kBytes[(i / 3) % kBytes.size()]);
    removed.erase(i, 1);
    for (const std::string& damaged : {replaced, inserted, removed}) {
      ASSERT_FALSE(tells(everything("c.json", damaged, {}))) << damaged;
    }
  }
}

TEST(CheckSecrets, EveryClosingBraceMovedUp) {
  const std::string whole = body();
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const char* inserted : {"}", "]}", "\"}", "\":1}", "}}"}) {
      std::string damaged = whole;
      damaged.insert(i, inserted);
      ASSERT_FALSE(tells(everything("b.json", damaged, {}))) << damaged;
    }
  }
}

TEST(CheckSecrets, HttpMessagesCutAnywhere) {
  const std::string ok = exchange("200 OK", body());
  const std::string error = exchange("500 Oops", body());
  for (const std::string& whole : {ok, error}) {
    for (std::size_t i = 0; i <= whole.size(); i += 3) {
      ASSERT_FALSE(tells(everything("m.http", whole.substr(0, i), {}))) << whole.substr(0, i);
    }
  }
}

TEST(CheckSecrets, HeadersDamagedAnywhere) {
  const std::string whole = exchange("200 OK", body());
  for (std::size_t i = 0; i < whole.size(); i += 2) {
    std::string damaged = whole;
    damaged[i] = i % 4 == 0 ? ' ' : '\n';
    const std::string out = everything("h.http", damaged, {});
    // A header whose own name is damaged is another header: nobody can tell that it was one of
    // the secret ones. Its value must not be printed all the same, for no finding points at it.
    ASSERT_FALSE(tells(out)) << damaged;
  }
}

}  // namespace
}  // namespace assay::cli
