#include "parsers/sigv4_form.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace assay {
namespace {

const std::string kHex(64, 'a');
const std::string kScope = "Credential=AKID/20150830/us-east-1/airflow-serverless/aws4_request";
const std::string kSigned = "SignedHeaders=host;x-amz-date";

struct Case {
  const char* what;
  std::string value;
  bool ok;
};

TEST(Sigv4Form, Table) {
  const std::string signature = "Signature=" + kHex;
  const std::string hmac = "AWS4-HMAC-SHA256 ";
  const std::string ecdsa = "AWS4-ECDSA-P256-SHA256 ";
  const Case cases[] = {
      {"as documented", hmac + kScope + ", " + kSigned + ", " + signature, true},
      {"no blanks after commas", hmac + kScope + "," + kSigned + "," + signature, true},
      {"any order", hmac + signature + ", " + kSigned + ", " + kScope, true},
      {"4A has no region",
       ecdsa + "Credential=A/20150830/s/aws4_request, " + kSigned +
           ", Signature=" + std::string(140, 'a'),
       true},
      {"HTTP/2 authority", hmac + kScope + ", SignedHeaders=:authority;x-amz-date, " + signature,
       true},
      {"empty", "", false},
      {"bearer", "Bearer abc", false},
      {"algorithm alone", "AWS4-HMAC-SHA256", false},
      {"algorithm and blank", hmac, false},
      {"other algorithm", "AWS4-HMAC-SHA512 " + kScope + ", " + kSigned + ", " + signature, false},
      {"no credential", hmac + kSigned + ", " + signature, false},
      {"no signed headers", hmac + kScope + ", " + signature, false},
      {"no signature", hmac + kScope + ", " + kSigned, false},
      {"credential twice", hmac + kScope + ", " + kScope + ", " + kSigned + ", " + signature,
       false},
      {"unknown field", hmac + kScope + ", " + kSigned + ", " + signature + ", X=1", false},
      {"signature of 63", hmac + kScope + ", " + kSigned + ", Signature=" + kHex.substr(1), false},
      {"signature of 65", hmac + kScope + ", " + kSigned + ", " + signature + "a", false},
      {"signature in upper case",
       hmac + kScope + ", " + kSigned + ", Signature=" + std::string(64, 'A'), false},
      {"signature not hex", hmac + kScope + ", " + kSigned + ", Signature=" + std::string(64, 'g'),
       false},
      {"scope without end", hmac + "Credential=A/20150830/r/s, " + kSigned + ", " + signature,
       false},
      {"scope with more", hmac + kScope + "/x, " + kSigned + ", " + signature, false},
      {"date of 7", hmac + "Credential=A/2015083/r/s/aws4_request, " + kSigned + ", " + signature,
       false},
      {"no access key",
       hmac + "Credential=/20150830/r/s/aws4_request, " + kSigned + ", " + signature, false},
      {"signed headers unsorted", hmac + kScope + ", SignedHeaders=x-amz-date;host, " + signature,
       false},
      {"signed headers in upper case", hmac + kScope + ", SignedHeaders=Host, " + signature, false},
      {"signed headers without host", hmac + kScope + ", SignedHeaders=x-amz-date, " + signature,
       false},
      {"signed headers end in ;", hmac + kScope + ", SignedHeaders=host;, " + signature, false},
  };
  for (const Case& c : cases) EXPECT_EQ(is_sigv4_authorization(c.value), c.ok) << c.what;
}

TEST(Sigv4Form, ServiceOfTheScope) {
  EXPECT_EQ(sigv4_service("AWS4-HMAC-SHA256 " + kScope + ", " + kSigned), "airflow-serverless");
  EXPECT_EQ(sigv4_service("AWS4-HMAC-SHA256 Credential=A/1/r/sts/aws4_request,Signed"), "sts");
  EXPECT_EQ(sigv4_service("AWS4-HMAC-SHA256 Credential=A/1/r/sts/aws4_request"), "sts");
  EXPECT_EQ(sigv4_service("AWS4-HMAC-SHA256 Credential=aws4_request"), "");
  EXPECT_EQ(sigv4_service("Bearer Credential=A/1/r/sts/aws4_request"), "");
  EXPECT_EQ(sigv4_service(""), "");
}

// Every value of the published test suite has the form.
TEST(Sigv4Form, PublishedVectors) {
  const std::filesystem::path root = std::filesystem::path(ASSAY_SOURCE_DIR) / "../shared/sigv4";
  if (!std::filesystem::is_directory(root)) {
    std::cout << "skipped: no shared data\n";
    return;
  }
  int seen = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".authz") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::string value{std::istreambuf_iterator<char>(file), {}};
    while (!value.empty() && value.back() == '\n') value.pop_back();
    EXPECT_TRUE(is_sigv4_authorization(value)) << entry.path();
    EXPECT_EQ(sigv4_service(value), "service") << entry.path();
    ++seen;
  }
  EXPECT_GT(seen, 20);
}

}  // namespace
}  // namespace assay
