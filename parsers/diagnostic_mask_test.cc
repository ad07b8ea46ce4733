#include "parsers/diagnostic_mask.h"

#include <gtest/gtest.h>

#include <string>

namespace assay {
namespace {

const ContractTables& tables() { return Contract::embedded().tables(); }

ShapeIndex output() { return tables().operations[0].output; }
ShapeIndex input() { return tables().operations[0].input; }
ShapeIndex error(std::string_view name) { return *Contract::embedded().find_shape(name); }

// The body with each masked run as "***".
std::string shown(ShapeIndex root, std::string_view body) {
  std::string out;
  std::size_t at = 0;
  for (const ByteRange& mask : mask_body(tables(), root, body).ranges) {
    out += body.substr(at, mask.begin - at);
    out += "***";
    at = mask.end;
  }
  return out + std::string(body.substr(at));
}

TEST(MaskBody, SensitiveMembersOfTheOutput) {
  EXPECT_EQ(shown(output(), R"({"RunId":"r","OverrideParameters":{"k":{"x":[1]}},"RunType":"X"})"),
            R"({"RunId":"r","OverrideParameters":***,"RunType":"X"})");
  EXPECT_EQ(shown(output(), R"({"OverrideParameters" : "s" ,"RunId":1})"),
            R"({"OverrideParameters" : *** ,"RunId":1})");
  EXPECT_EQ(shown(output(), R"({"OverrideParameters":null})"), R"({"OverrideParameters":***})");
  EXPECT_EQ(shown(output(), R"({"\u004fverrideParameters":{"k":1}})"),
            R"({"\u004fverrideParameters":***})");
  EXPECT_EQ(shown(output(), R"({"OverrideParameters":1,"OverrideParameters":2})"),
            R"({"OverrideParameters":***,"OverrideParameters":***})");
}

TEST(MaskBody, NamesThatMayBeMisspelt) {
  EXPECT_EQ(shown(output(), R"({"OverrideParams":{"k":1},"RunId":"r"})"),
            R"({"OverrideParams":***,"RunId":"r"})");
  EXPECT_EQ(shown(output(), R"({"RunDetail":{"New":"x","Duration":1}})"),
            R"({"RunDetail":{"New":***,"Duration":1}})");
  // Another member's name before an object that cannot be its value.
  EXPECT_EQ(shown(output(), R"({"RunId":{"k":"v"},"Duration":1})"),
            R"({"RunId":***,"Duration":***})");
}

TEST(MaskBody, NamesOfSensitiveMembersAnywhere) {
  EXPECT_EQ(shown(input(), R"({"RunId":"r","OverrideParameters":{"k":1}})"),
            R"({"RunId":"r","OverrideParameters":***})");
  EXPECT_EQ(shown(kNoIndex, R"({"__type":"E","overrideparameters":{"k":1},"x":[{"y":2}]})"),
            R"({"__type":"E","overrideparameters":***,"x":[{"y":2}]})");
  EXPECT_EQ(
      shown(error("ValidationException"), R"({"message":"m","New":{"OverrideParameters":3}})"),
      R"({"message":"m","New":{"OverrideParameters":***}})");
}

TEST(MaskBody, DamageUncoversNothing) {
  // Inside a sensitive value.
  EXPECT_EQ(shown(output(), R"({"OverrideParameters":{"k":"v","RunId":1)"),
            R"({"OverrideParameters":***)");
  EXPECT_EQ(shown(output(), R"({"OverrideParameters":{"k":"v}},"RunId":1})"),
            R"({"OverrideParameters":***)");
  EXPECT_EQ(shown(output(), R"({"OverrideParameters" {"k":"v"}})"), R"({"OverrideParameters"***)");
  EXPECT_EQ(shown(output(), R"({"OverrideParameters":tru)"), R"({"OverrideParameters"***)");
  // Elsewhere: the damaged bytes, and nothing behind them.
  EXPECT_EQ(shown(output(), R"({"Duration":NaN,"RunId":"r"})"), R"({***)");
  EXPECT_EQ(shown(output(), R"({"RunDetail":{"Duration":NaN,"RunId":"r"}})"),
            R"({"RunDetail":{"Duration":NaN***)");
  EXPECT_EQ(shown(output(), R"({"RunId":"r" "OverrideParameters":{"k":1}})"),
            R"({"RunId":"r" "***)");
  EXPECT_EQ(shown(output(), R"({"OverrideParameters:{"k":1}})"), R"({***)");
  EXPECT_EQ(shown(output(), R"({} {"k":1})"), R"({} {***)");
  // A body without sensitive members is shown, but for their names.
  EXPECT_EQ(shown(input(), R"({"RunId":"r","WorkflowArn":x "y"})"),
            R"({"RunId":"r","WorkflowArn":x "y"})");
  EXPECT_EQ(shown(input(), R"({"RunId":"r" "OverrideParameters":{"k":1}})"),
            R"({"RunId":"r" "OverrideParameters"***)");
}

// Nothing is read where the text ends before a value.
TEST(MaskBody, TextsThatEndWhereAValueIsDue) {
  EXPECT_EQ(shown(output(), std::string_view()), "");
  EXPECT_EQ(shown(output(), ""), "");
  EXPECT_EQ(shown(output(), R"({"RunId":)"), R"({"RunId":)");
}

TEST(MaskBody, AByteOrderMarkIsNoDamage) {
  EXPECT_EQ(shown(output(), "\xef\xbb\xbf{\"RunId\":\"r\",\"OverrideParameters\":{}}"),
            "\xef\xbb\xbf{\"RunId\":\"r\",\"OverrideParameters\":***}");
}

TEST(MaskBody, NamesThatDamageMayHaveMoved) {
  // The brace was moved: the second key was one of the sensitive map.
  EXPECT_EQ(shown(output(), R"({"OverrideParameters":{"a":1},"canary":2}})"),
            R"({"OverrideParameters":***,***:***}})");
}

TEST(ShownPointer, EndsWhereSecretsBegin) {
  const auto shown_in = [](ShapeIndex root, std::string_view body, std::string_view pointer) {
    return shown_pointer(tables(), root, mask_body(tables(), root, body), pointer);
  };
  EXPECT_EQ(shown_in(output(), "{}", ""), "");
  EXPECT_EQ(shown_in(output(), "{}", "/RunDetail/TaskInstances/3"), "/RunDetail/TaskInstances/3");
  EXPECT_EQ(shown_in(output(), "{}", "/OverrideParameters/k/x"), "/OverrideParameters");
  EXPECT_EQ(shown_in(output(), "{}", "/New/k/x"), "/New");
  EXPECT_EQ(shown_in(output(), "{", "/New/k/x"), "/***");
  EXPECT_EQ(shown_in(output(), "{", "/RunDetail/New"), "/RunDetail/***");
  EXPECT_EQ(shown_in(output(), "{}", "/RunId/k"), "/RunId");
  EXPECT_EQ(shown_in(input(), "{}", "/New/k"), "/New/k");
  EXPECT_EQ(shown_in(input(), "{", "/overrideparameters/k"), "/overrideparameters");
  EXPECT_EQ(shown_in(kNoIndex, "{}", "/a/OverrideParameters/k"), "/a/OverrideParameters");
}

// Pieces of four characters of the secret: a flipped bit in it hides the others from no one.
bool holds_piece(std::string_view text, std::string_view secret) {
  for (std::size_t i = 0; i + 4 <= secret.size(); ++i) {
    if (text.find(secret.substr(i, 4)) != std::string_view::npos) return true;
  }
  return false;
}

TEST(MaskBody, NoTruncationUncoversTheCanary) {
  const std::string secret = "zqCanary7x";
  const std::string body = "{\"RunId\":\"r\",\"OverrideParameters\":{\"" + secret + "\":[\"" +
                           secret + "\",{\"k\":\"" + secret +
                           "\"}]},\"RunDetail\":{\"Duration\":1}}";
  for (const ShapeIndex root : {output(), input(), error("ValidationException"), kNoIndex}) {
    for (std::size_t i = 0; i <= body.size(); ++i) {
      EXPECT_FALSE(holds_piece(shown(root, body.substr(0, i)), secret)) << i;
    }
  }
}

TEST(MaskBody, NoChangedByteUncoversTheCanary) {
  const std::string secret = "zqCanary7x";
  const std::string body = "{\"RunId\":\"r\",\"OverrideParameters\":{\"" + secret + "\":[\"" +
                           secret + "\",{\"k\":\"" + secret +
                           "\"}]},\"RunDetail\":{\"Duration\":1}}";
  for (std::size_t i = 0; i < body.size(); ++i) {
    for (const char c : std::string_view("\"{}[]:,\\ x0\n\xff", 13)) {
      std::string replaced = body, inserted = body, removed = body;
      replaced[i] = c;
      inserted.insert(i, 1, c);
      removed.erase(i, 1);
      for (const std::string& damaged : {replaced, inserted, removed}) {
        EXPECT_FALSE(holds_piece(shown(output(), damaged), secret)) << damaged;
      }
    }
  }
}

TEST(MaskedRequestLine, QueriesOfPresignedRequests) {
  const auto masked = [](std::string_view line) {
    const auto ranges = masked_request_line(line);
    return ranges.empty()
               ? std::string()
               : std::string(line.substr(ranges[0].begin, ranges[0].end - ranges[0].begin));
  };
  EXPECT_EQ(masked("GET /?X-Amz-Signature=abc&y=1 HTTP/1.1"), "X-Amz-Signature=abc&y=1");
  EXPECT_EQ(masked("GET /?x-amz-security-token=abc"), "x-amz-security-token=abc");
  EXPECT_EQ(masked("GET /?page=1 HTTP/1.1"), "");
  EXPECT_EQ(masked("POST / HTTP/1.1"), "");
}

TEST(SecretHeaders, AreKnownWithoutCase) {
  EXPECT_TRUE(is_secret_header("AUTHORIZATION"));
  EXPECT_TRUE(is_secret_header("x-Amz-Security-Token"));
  EXPECT_FALSE(is_secret_header("X-Amz-Target"));
  EXPECT_FALSE(is_secret_header(""));
}

TEST(BodyErrorNames, TopLevelStringsOnly) {
  const BodyErrorNames names =
      body_error_names(R"({"x":{"__type":"no"},"__type":"a\u0062","code":["no"],"message":"m")");
  EXPECT_EQ(names.type_member, "ab");
  EXPECT_EQ(names.code_member, "");
  EXPECT_EQ(body_error_names(R"(["__type","x"])").type_member, "");
}

}  // namespace
}  // namespace assay
