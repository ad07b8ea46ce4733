#include "parsers/http_headers.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parsers/http_check.h"

namespace assay {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

TEST(EqualIgnoringCase, EveryPairOfBytesAtEveryPlace) {
  for (const std::size_t size : {1u, 7u, 8u, 9u, 16u, 17u}) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string a(size, 'x'), b(size, 'X');
      for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
          a[at] = static_cast<char>(first);
          b[at] = static_cast<char>(second);
          ASSERT_EQ(equal_ignoring_case(a, b), lower(a[at]) == lower(b[at]))
              << size << " " << at << " " << first << " " << second;
        }
      }
    }
  }
  EXPECT_TRUE(equal_ignoring_case("", ""));
  EXPECT_FALSE(equal_ignoring_case("content-type", "content-typ"));
}

TEST(KnownHeaders, FindsWhatALookForEachNameFinds) {
  struct Name {
    KnownHeader header;
    std::vector<std::string_view> names;
  };
  const Name known[] = {{KnownHeader::kContentType, {"content-type"}},
                        {KnownHeader::kTarget, {"x-amz-target"}},
                        {KnownHeader::kAuthorization, {"authorization"}},
                        {KnownHeader::kContentLength, {"content-length"}},
                        {KnownHeader::kTransferEncoding, {"transfer-encoding"}},
                        {KnownHeader::kRequestId, {"x-amzn-requestid", "x-amz-request-id"}}};
  const std::vector<Header> headers = {{"Host", ""},
                                       {"X-AMZ-TARGET", ""},
                                       {"x-amz-target", ""},
                                       {"Content-Type", ""},
                                       {"content_type", ""},
                                       {"x-amz-target ", ""},
                                       {"Content-Length", ""},
                                       {"x-amzn-RequestId", ""},
                                       {"X-Amz-Request-Id", ""},
                                       {"x-amz-Target", ""},
                                       {"x-amzn-errortype", ""},
                                       {"authorizatioN", ""},
                                       {"", ""},
                                       {"Transfer-Encoding", ""},
                                       {"content-length", ""},
                                       {"Content-Type", ""},
                                       {"Content\x0dType", ""}};
  const KnownHeaders found(headers);
  for (const Name& name : known) {
    std::vector<std::uint32_t> expected, listed;
    for (std::uint32_t i = 0; i < headers.size(); ++i) {
      for (const std::string_view each : name.names) {
        if (find_header({&headers[i], 1}, each) == 0) expected.push_back(i);
      }
    }
    for (std::uint32_t i = found.first(name.header); i != KnownHeaders::kAbsent;
         i = found.next(name.header, i)) {
      listed.push_back(i);
    }
    EXPECT_EQ(listed, expected) << name.names.front();
    EXPECT_FALSE(listed.empty());
  }
  const KnownHeaders none({});
  EXPECT_EQ(none.first(KnownHeader::kTarget), KnownHeaders::kAbsent);
}

}  // namespace
}  // namespace assay
