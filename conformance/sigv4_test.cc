#include "conformance/sigv4.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "conformance/wire.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

constexpr SigningKey kKey{.access_key_id = "AKIDEXAMPLE",
                          .secret_access_key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                          .region = "us-east-1",
                          .service = "service"};

TEST(Sigv4, KnownAnswer) {  // get-vanilla of the public test suite
  const Header headers[] = {{"Host", "example.amazonaws.com"}, {"X-Amz-Date", "20150830T123600Z"}};
  const std::string value = authorization(kKey, "GET", "/", headers, "");
  EXPECT_EQ(value,
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
            "SignedHeaders=host;x-amz-date, "
            "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
}

TEST(Sigv4, EveryChangeIsNoticed) {
  const std::string body = "{}";
  std::vector<Header> headers = {{"Host", "h"}, {"X-Amz-Date", "20150830T123600Z"}, {"X-A", "b"}};
  const std::string value = authorization(kKey, "POST", "/", headers, body);
  headers.push_back({"Authorization", value});
  HttpRequest request;
  request.method = "POST";
  request.path = "/";
  request.headers = headers;
  request.body = body;
  EXPECT_EQ(verify_signature(kKey, request), "");

  HttpRequest other = request;
  other.body = "{ }";
  EXPECT_NE(verify_signature(kKey, other), "");
  other = request;
  other.method = "PUT";
  EXPECT_NE(verify_signature(kKey, other), "");
  other = request;
  other.path = "/x";
  EXPECT_NE(verify_signature(kKey, other), "");
  SigningKey key = kKey;
  key.secret_access_key = "another";
  EXPECT_NE(verify_signature(key, request), "");
  key = kKey;
  key.service = "other";
  EXPECT_NE(verify_signature(key, request), "");
  for (std::size_t i = 0; i < headers.size(); ++i) {
    auto changed = headers;
    changed[i].value = "x";
    HttpRequest bad = request;
    bad.headers = changed;
    EXPECT_NE(verify_signature(kKey, bad), "") << headers[i].name;
    changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(i));
    bad.headers = changed;
    EXPECT_NE(verify_signature(kKey, bad), "") << headers[i].name;
  }
}

// Those whose path or query would have to be normalised, which nothing here sends, and a header
// over several lines, which HTTP/1.1 no longer has; and the session token, whose file carries the
// signature of another request.
bool left_out(const std::string& path) {
  for (const std::string_view name : {"normalize-path", "get-utf8", "utf8-query", "multiline",
                                      "header-before", "header-after", "session-token"}) {
    if (path.find(name) != std::string::npos) return true;
  }
  return false;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Sigv4, PublicVectors) {
  const fs::path root = fs::path(ASSAY_SOURCE_DIR) / ".." / "shared" / "sigv4";
  if (!fs::exists(root)) GTEST_SKIP() << "skipped: no shared data";
  int count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".sreq" || left_out(entry.path().string())) continue;
    std::string text = read_file(entry.path());
    std::string bytes;  // the files have plain line feeds
    const std::size_t head = std::min(text.find("\n\n"), text.size());
    for (std::size_t i = 0; i < head; ++i) {
      if (text[i] == '\r') continue;
      if (text[i] == '\n') bytes += '\r';
      bytes += text[i];
    }
    const std::string body = head + 2 <= text.size() ? text.substr(head + 2) : "";
    bytes += "\r\n\r\n";
    const WireRequest wire = split_request(bytes);
    HttpRequest request = wire.view();
    request.body = body;
    EXPECT_EQ(verify_signature(kKey, request), "") << entry.path();
    fs::path canonical = entry.path();
    canonical.replace_extension(".creq");
    const std::string wanted = read_file(canonical);
    const std::string_view value = *wire.header("authorization");
    const std::size_t begin = value.find("SignedHeaders=") + 14;
    EXPECT_EQ(canonical_request(request.method, request.path, request.headers,
                                value.substr(begin, value.find(',', begin) - begin),
                                wanted.substr(wanted.rfind('\n') + 1)),
              wanted)
        << entry.path();
    ++count;
  }
  EXPECT_GE(count, 15);
}

}  // namespace
}  // namespace assay
