// Diagnostics of hand-made violations in every part of an exchange.
#include <assay/diagnostic.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "spec/contract_tables.h"
#include "spec/protocol_rules.h"

namespace assay {
namespace {

ConstraintIndex id(std::string_view name) { return *Contract::embedded().find_constraint(name); }

class DiagnosticTest : public testing::Test {
 protected:
  DiagnosticTest() {
    request_.method = "POST";
    request_.path = "/?X-Amz-Signature=canary";
    request_.version = "HTTP/1.1";
    request_.headers = request_headers_;
    request_.body = R"({"RunId":"r"})";
    response_.status = 418;
    response_.version = "HTTP/1.1";
    response_.headers = response_headers_;
    response_.body = "{\n  \"RunId\": \"\u65e5\",\n  \"RunDetail\": {\"RunId\": \"s\"}\n}";
    subject_.contract = &Contract::embedded();
    subject_.exchange = {&request_, &response_};
  }
  Violation at(std::string_view name, HttpPart part, std::uint32_t begin, std::uint32_t end) const {
    Violation violation;
    violation.constraint = id(name);
    violation.part = part;
    violation.begin = begin;
    violation.end = end;
    return violation;
  }

  std::array<Header, 3> request_headers_{{{"Host", "x"},
                                          {"X-Amz-Target", "AmazonMWAAServerless.Nothing"},
                                          {"Authorization", "AWS4 canary"}}};
  std::array<Header, 1> response_headers_{{{"Content-Type", "text/html"}}};
  HttpRequest request_;
  HttpResponse response_;
  Subject subject_;
};

TEST_F(DiagnosticTest, BodyPlaces) {
  const auto begin = static_cast<std::uint32_t>(response_.body.find("\"\u65e5"));
  Violation violation =
      at("mwaa-serverless/IdString@pattern", HttpPart::kResponseBody, begin, begin + 5);
  const Diagnostic out = diagnose(subject_, violation);
  EXPECT_EQ(out.id, "mwaa-serverless/IdString@pattern");
  EXPECT_EQ(out.place.pointer, "/RunId");
  EXPECT_EQ(out.place.part_name, "response body");
  EXPECT_EQ(out.place.line, 2u);
  EXPECT_EQ(out.place.column, 12u);
  EXPECT_EQ(out.place.excerpt, "  \"RunId\": \"\u65e5\",");
  EXPECT_EQ(out.place.caret_begin, 11u);
  EXPECT_EQ(out.place.caret_length, 4u);
  EXPECT_EQ(out.measured, "string of 1 character");
  EXPECT_GE(out.sources.size(), 2u);
}

TEST_F(DiagnosticTest, ColumnsInCharacters) {
  response_.body = "{\"WorkflowVersion\":\"\u65e5\u672c\",\"RunType\":1}";
  const auto begin = static_cast<std::uint32_t>(response_.body.find("1}"));
  const Diagnostic out = diagnose(
      subject_, at("mwaa-serverless/RunType@type", HttpPart::kResponseBody, begin, begin + 1));
  EXPECT_EQ(out.place.column, begin + 1);
  EXPECT_EQ(out.place.character_column, begin + 1 - 4);
}

TEST_F(DiagnosticTest, SecondPlaces) {
  const auto first = static_cast<std::uint32_t>(response_.body.find("\"\u65e5"));
  const auto second = static_cast<std::uint32_t>(response_.body.find("\"s\""));
  Violation violation = at("mwaa-serverless/GetWorkflowRun@rule.run-id-agrees",
                           HttpPart::kResponseBody, first, first + 5);
  violation.second_part = HttpPart::kResponseBody;
  violation.second_begin = second;
  violation.second_end = second + 3;
  const Diagnostic out = diagnose(subject_, violation);
  ASSERT_TRUE(out.second.has_value());
  EXPECT_EQ(out.second->pointer, "/RunDetail/RunId");
  EXPECT_EQ(out.second->line, 3u);
  EXPECT_EQ(out.basis, Basis::kInferred);
}

TEST_F(DiagnosticTest, EchoesPointIntoTheRequest) {
  Violation violation =
      at("mwaa-serverless/GetWorkflowRun@rule.run-id-echoes", HttpPart::kResponseBody, 13, 18);
  violation.second_part = HttpPart::kRequestBody;
  violation.second_begin = 9;
  violation.second_end = 12;
  const Diagnostic out = diagnose(subject_, violation);
  ASSERT_TRUE(out.second.has_value());
  EXPECT_EQ(out.second->part_name, "request body");
  EXPECT_EQ(out.second->pointer, "/RunId");
  EXPECT_EQ(out.second->excerpt, R"({"RunId":"r"})");
}

TEST_F(DiagnosticTest, HeadersShowTheirLine) {
  Violation violation = at("awsJson1_0/request@target.unknown", HttpPart::kRequestHeader, 0, 28);
  violation.header = 1;
  const Diagnostic out = diagnose(subject_, violation);
  EXPECT_EQ(out.place.part_name, "request header X-Amz-Target");
  EXPECT_EQ(out.place.excerpt, "X-Amz-Target: AmazonMWAAServerless.Nothing");
  EXPECT_EQ(out.place.caret_begin, 14u);
  EXPECT_EQ(out.place.caret_length, 28u);
  EXPECT_THAT(out.allowed, ::testing::StartsWith("AmazonMWAAServerless.GetWorkflowRun, "));
  EXPECT_THAT(out.allowed, ::testing::EndsWith(" and 3 more"));
}

TEST_F(DiagnosticTest, CredentialsAreMasked) {
  Violation violation = at("aws/sigv4@authorization.malformed", HttpPart::kRequestHeader, 0, 11);
  violation.header = 2;
  const Diagnostic header = diagnose(subject_, violation);
  EXPECT_EQ(header.place.excerpt, "Authorization: ***");
  EXPECT_EQ(header.place.caret_begin, 15u);
  EXPECT_EQ(header.place.caret_length, 3u);
  const Diagnostic line =
      diagnose(subject_, at("awsJson1_0/request@path", HttpPart::kRequestLine, 5, 29));
  EXPECT_EQ(line.place.excerpt, "POST /?*** HTTP/1.1");
  EXPECT_EQ(Diagnoser::masked_header({"X-AMZ-Security-Token", "canary"}), "***");
  EXPECT_EQ(Diagnoser::masked_header({"Host", "x"}), "x");
}

TEST_F(DiagnosticTest, AbsentHeadersListThoseThatAreThere) {
  const Diagnostic out =
      diagnose(subject_, at("awsJson1_0/response@request-id", HttpPart::kResponseHeaders, 0, 0));
  EXPECT_EQ(out.place.excerpt, "Content-Type");
  EXPECT_EQ(out.place.caret_length, 0u);
}

TEST_F(DiagnosticTest, StatusesNameWhatIsAllowed) {
  Violation violation =
      at("mwaa-serverless/ThrottlingException@status", HttpPart::kStatusLine, 9, 12);
  violation.measured = 418;
  subject_.response_kind = BodyKind::kError;
  const Diagnostic out = diagnose(subject_, violation);
  EXPECT_EQ(out.measured, "status 418");
  EXPECT_EQ(out.allowed, "400 (documented), 429 (model)");
  EXPECT_EQ(out.place.excerpt, "HTTP/1.1 418");
  EXPECT_EQ(out.place.caret_begin, 9u);
}

TEST_F(DiagnosticTest, UnitsOfWhatIsMeasured) {
  const auto measured = [&](std::string_view name, std::int64_t value) {
    Violation violation = at(name, HttpPart::kResponseBody, 0, 1);
    violation.measured = value;
    return diagnose(subject_, violation).measured;
  };
  EXPECT_EQ(measured("mwaa-serverless/IdString@length.max", 256), "string of 256 characters");
  EXPECT_EQ(measured("mwaa-serverless/IdString@length.max", 1), "string of 1 character");
  EXPECT_EQ(measured("limit/depth", 513), "nesting of 513 levels");
  EXPECT_EQ(measured("limit/keys", 70'000), "object of 70000 members");
  EXPECT_EQ(measured("limit/size", 17), "body of 17 bytes");
  response_.declared_length = 400;
  EXPECT_EQ(measured("http/content-length@short", 40),
            "body of " + std::to_string(response_.body.size()) + " of 400 bytes");
}

TEST_F(DiagnosticTest, ErrorsAreMappedByTheirOwnShape) {
  response_.body = R"({"__type":"ns#ValidationException:http://x","FieldList":[{"Name":1}]})";
  subject_.response_kind = BodyKind::kError;
  const auto begin = static_cast<std::uint32_t>(response_.body.find("1}"));
  const Diagnostic out = diagnose(subject_, at("mwaa-serverless/ValidationExceptionField.Name@type",
                                               HttpPart::kResponseBody, begin, begin + 1));
  EXPECT_EQ(out.place.pointer, "/FieldList/0/Name");
  EXPECT_EQ(out.measured, "number 1");
}

TEST_F(DiagnosticTest, SensitiveMembersEndThePointerAndAreMasked) {
  response_.body = R"({"OverrideParameters":{"k":"canary","k":1},"RunId":1})";
  Violation violation = at("awsJson1_0/body@duplicate-member", HttpPart::kResponseBody, 36, 39);
  const Diagnostic out = diagnose(subject_, violation);
  EXPECT_EQ(out.place.pointer, "/OverrideParameters");
  EXPECT_EQ(out.place.excerpt, R"({"OverrideParameters":***,"RunId":1})");
  EXPECT_EQ(out.place.caret_begin, 22u);
  EXPECT_EQ(out.place.caret_length, 3u);
  Diagnoser diagnoser(subject_);
  EXPECT_EQ(diagnoser.masked_body(HttpPart::kResponseBody),
            R"({"OverrideParameters":********************,"RunId":1})");
}

TEST_F(DiagnosticTest, PlacesBeyondTheTextAreClamped) {
  const Diagnostic out =
      diagnose(subject_, at("awsJson1_0/body@truncated", HttpPart::kResponseBody, 9999, 99999));
  EXPECT_EQ(out.place.begin, response_.body.size());
  EXPECT_EQ(out.place.end, response_.body.size());
}

TEST_F(DiagnosticTest, ValuesAlone) {
  subject_.response_kind = BodyKind::kShape;
  subject_.shape = *Contract::embedded().find_shape("IdString");
  subject_.exchange.request = nullptr;
  response_.body = "a b";
  const Diagnostic out =
      diagnose(subject_, at("mwaa-serverless/IdString@pattern", HttpPart::kResponseBody, 0, 3));
  EXPECT_EQ(out.place.part_name, "value");
  EXPECT_EQ(out.place.pointer, "");
  EXPECT_EQ(out.place.excerpt, "a b");
  // The value of a sensitive shape is masked whole.
  subject_.shape = *Contract::embedded().find_shape("ObjectMap");
  response_.body = R"(["canary"])";
  EXPECT_EQ(diagnose(subject_, at("mwaa-serverless/ObjectMap@type", HttpPart::kResponseBody, 0, 10))
                .place.excerpt,
            "***");
}

TEST_F(DiagnosticTest, EveryConstraintInEveryPartIsSafe) {
  for (ConstraintIndex i = 0; i < Contract::embedded().constraint_count(); ++i) {
    for (int part = 0; part <= static_cast<int>(HttpPart::kResponseBody); ++part) {
      Violation violation;
      violation.constraint = i;
      violation.part = static_cast<HttpPart>(part);
      violation.header = 7;  // no such header
      violation.begin = 3;
      violation.end = 1;
      for (const BodyKind kind : {BodyKind::kOutput, BodyKind::kError}) {
        subject_.response_kind = kind;
        const Diagnostic out = diagnose(subject_, violation);
        EXPECT_FALSE(out.id.empty());
        EXPECT_EQ(out.place.excerpt.find("canary"), std::string::npos);
      }
    }
  }
}

}  // namespace
}  // namespace assay
