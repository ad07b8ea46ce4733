#include "parsers/http_check.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace assay {
namespace {

const std::string kAuthorization =
    "AWS4-HMAC-SHA256 Credential=AKID/20150830/us-east-1/airflow-serverless/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=" +
    std::string(64, 'a');
constexpr char kTarget[] = "AmazonMWAAServerless.GetWorkflowRun";
constexpr char kType[] = "application/x-amz-json-1.0";

std::string part_name(HttpPart part, unsigned header) {
  switch (part) {
    case HttpPart::kRequestLine:
    case HttpPart::kStatusLine:
      return "line";
    case HttpPart::kRequestHeaders:
    case HttpPart::kResponseHeaders:
      return "headers";
    case HttpPart::kRequestHeader:
    case HttpPart::kResponseHeader:
      return "header " + std::to_string(header);
    case HttpPart::kRequestBody:
    case HttpPart::kResponseBody:
      return "body";
    default:
      return "none";
  }
}

// "severity letter, id, part, begin-end" of every finding, separated by blanks.
std::string show(const Findings& findings) {
  std::string text;
  for (const Violation& v : findings.stored()) {
    if (!text.empty()) text += "; ";
    text += "nwe"[static_cast<int>(v.severity)];
    text += " " + std::string(Contract::embedded().constraint(v.constraint).id) + " " +
            part_name(v.part, v.header) + " " + std::to_string(v.begin) + "-" +
            std::to_string(v.end);
  }
  return text;
}

struct RequestEdit {
  std::string method = "POST";
  std::string path = "/";
  std::vector<Header> headers = {
      {"Content-Type", kType}, {"X-Amz-Target", kTarget}, {"Authorization", kAuthorization}};
  std::string body = "{}";
  BodyEnd end = BodyEnd::kComplete;
};

std::string check(const RequestEdit& edit, RequestHead* head = nullptr) {
  std::array<Violation, 16> storage;
  Findings findings(storage);
  const HttpRequest request{edit.method, edit.path, "HTTP/1.1", edit.headers,
                            edit.body,   edit.end,  {}};
  const RequestHead result = check_request_head(Contract::embedded(), request, 0, findings);
  if (head != nullptr) *head = result;
  return show(findings);
}

// The good request with one header set (added when it is not there).
RequestEdit with(std::string_view name, std::string_view value) {
  RequestEdit edit;
  for (Header& header : edit.headers) {
    if (!equal_ignoring_case(header.name, name)) continue;
    header = {name, value};
    return edit;
  }
  edit.headers.push_back({name, value});
  return edit;
}

RequestEdit without(std::string_view name) {
  RequestEdit edit;
  std::erase_if(edit.headers,
                [&](const Header& header) { return equal_ignoring_case(header.name, name); });
  return edit;
}

RequestEdit with_also(std::string_view name, std::string_view value) {
  RequestEdit edit;
  edit.headers.push_back({name, value});
  return edit;
}

RequestEdit with_line(std::string method, std::string path) {
  RequestEdit edit;
  edit.method = std::move(method);
  edit.path = std::move(path);
  return edit;
}

RequestEdit with_end(BodyEnd end, std::vector<Header> more = {}) {
  RequestEdit edit;
  edit.end = end;
  edit.headers.insert(edit.headers.end(), more.begin(), more.end());
  return edit;
}

TEST(HttpCheck, Requests) {
  struct Case {
    const char* what;
    RequestEdit edit;
    std::string want;
  };
  RequestEdit presigned =
      with_line("POST", "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=00");
  presigned.headers.pop_back();
  RequestEdit half_presigned = with_line("POST", "/?X-Amz-Algorithm=AWS4-HMAC-SHA256");
  half_presigned.headers.pop_back();
  const Case cases[] = {
      {"as it should be", {}, ""},
      {"names in any case", with("CONTENT-TYPE", kType), ""},
      {"type in any case", with("Content-Type", "Application/X-AMZ-JSON-1.0"), ""},
      {"absolute form", with_line("POST", "http://host:80/"), ""},
      {"absolute form without a path", with_line("POST", "HTTPS://host"), ""},
      {"same target twice", with_also("x-amz-target", kTarget), ""},
      {"same type twice", with_also("content-type", kType), ""},
      {"presigned", presigned, ""},
      {"GET", with_line("GET", "/"), "e awsJson1_0/request@method line 0-3"},
      {"lower case", with_line("post", "/"), "e awsJson1_0/request@method line 0-4"},
      {"other path", with_line("POST", "/a"), "e awsJson1_0/request@path line 5-7"},
      {"no path", with_line("POST", ""), "e awsJson1_0/request@path line 5-5"},
      {"doubled slash", with_line("POST", "//"), "e awsJson1_0/request@path line 5-7"},
      {"query", with_line("POST", "/?a=b"), "e awsJson1_0/request@path line 5-10"},
      {"path in absolute form", with_line("POST", "http://h/a"),
       "e awsJson1_0/request@path line 13-15"},
      {"half a presigned query", half_presigned,
       "e awsJson1_0/request@path line 5-39; e aws/sigv4@authorization.missing headers 0-0"},
      {"no type", without("content-type"), "e awsJson1_0/request@content-type headers 0-0"},
      {"empty type", with("Content-Type", ""), "e awsJson1_0/request@content-type header 0 0-0"},
      {"JSON", with("Content-Type", "application/json"),
       "e awsJson1_0/request@content-type header 0 0-16"},
      {"version 1.1", with("Content-Type", "application/x-amz-json-1.1"),
       "e awsJson1_0/request@content-type header 0 0-26"},
      {"parameter", with("Content-Type", "application/x-amz-json-1.0; charset=utf-8"),
       "n awsJson1_0/request@content-type.parameters header 0 26-41"},
      {"second type wrong", with_also("Content-Type", "text/plain"),
       "e awsJson1_0/request@content-type header 3 0-10"},
      {"no target", without("x-amz-target"), "e awsJson1_0/request@target.missing headers 0-0"},
      {"empty target", with("X-Amz-Target", ""),
       "e awsJson1_0/request@target.missing header 1 0-0"},
      {"other operation", with("X-Amz-Target", "AmazonMWAAServerless.Get"),
       "e awsJson1_0/request@target.unknown header 1 0-24"},
      {"target in lower case", with("X-Amz-Target", "amazonmwaaserverless.getworkflowrun"),
       "e awsJson1_0/request@target.unknown header 1 0-35"},
      {"operation alone", with("X-Amz-Target", "GetWorkflowRun"),
       "e awsJson1_0/request@target.unknown header 1 0-14"},
      {"second target differs", with_also("X-Amz-Target", "A.B"),
       "e awsJson1_0/request@target.unknown header 3 0-3"},
      {"no authorization", without("authorization"),
       "e aws/sigv4@authorization.missing headers 0-0"},
      {"empty authorization", with("Authorization", ""),
       "e aws/sigv4@authorization.missing headers 0-0"},
      {"bearer", with("Authorization", "Bearer x"),
       "w aws/sigv4@authorization.malformed header 2 0-8"},
      {"second authorization malformed", with_also("Authorization", "x"),
       "w aws/sigv4@authorization.malformed header 3 0-1"},
      {"short", with_end(BodyEnd::kShort, {{"Content-Length", "9"}}),
       "e http/content-length@short header 3 0-1"},
      {"chunk missing", with_end(BodyEnd::kShort, {{"Transfer-Encoding", "chunked"}}),
       "e http/content-length@short body 2-2"},
      {"length malformed",
       with_end(BodyEnd::kMalformedLength, {{"Content-Length", "2"}, {"Content-Length", "-2"}}),
       "e http/content-length@malformed header 4 0-2"},
      {"chunk malformed", with_end(BodyEnd::kMalformedLength, {{"Transfer-Encoding", "chunked"}}),
       "e http/chunk@syntax body 2-2"},
      {"lengths differ",
       with_end(BodyEnd::kConflict, {{"Content-Length", "2"}, {"Content-Length", "33"}}),
       "e http/content-length@conflict header 4 0-2"},
      {"length beside encoding",
       with_end(BodyEnd::kConflict, {{"Transfer-Encoding", "chunked"}, {"Content-Length", "2"}}),
       "e http/content-length@conflict header 4 0-1"},
      {"recording cut", with_end(BodyEnd::kTruncatedRecord), "e limit/recorded body 2-2"},
  };
  for (const Case& c : cases) EXPECT_EQ(check(c.edit), c.want) << c.what;
}

TEST(HttpCheck, WhichOperation) {
  RequestHead head;
  check({}, &head);
  EXPECT_TRUE(head.known && head.body_usable && head.operation == 0);
  check(without("x-amz-target"), &head);
  EXPECT_TRUE(head.known);
  check(with("x-amz-target", "A.B"), &head);
  EXPECT_FALSE(head.known);
  check(with_also("x-amz-target", "A.B"), &head);
  EXPECT_FALSE(head.known);
  check(with_end(BodyEnd::kTruncatedRecord), &head);
  EXPECT_FALSE(head.body_usable);
}

struct ResponseEdit {
  int status = 200;
  std::vector<Header> headers = {{"Content-Type", kType}, {"x-amzn-RequestId", "1"}};
  std::string body = "{}";
  BodyEnd end = BodyEnd::kComplete;
  std::string version = "HTTP/1.1";
};

std::string check(const ResponseEdit& edit, ResponseHead* head = nullptr) {
  std::array<Violation, 16> storage;
  Findings findings(storage);
  const HttpResponse response{edit.status, edit.version, edit.headers, edit.body, edit.end, {}};
  const ResponseHead result = check_response_head(Contract::embedded(), response, findings);
  if (head != nullptr) *head = result;
  return show(findings);
}

TEST(HttpCheck, Responses) {
  const Header type{"Content-Type", kType};
  const Header id{"x-amzn-requestid", "1"};
  struct Case {
    const char* what;
    ResponseEdit edit;
    std::string want;
  };
  const Case cases[] = {
      {"as it should be", {}, ""},
      {"error", {.status = 400}, ""},
      {"other spelling of the id", {.headers = {type, {"X-Amz-Request-Id", "1"}}}, ""},
      {"no body needs no type", {.headers = {id}, .body = ""}, ""},
      {"one id of two is empty", {.headers = {type, {"x-amzn-requestid", ""}, id}}, ""},
      {"201", {.status = 201}, "e awsJson1_0/response@status line 9-12"},
      {"100", {.status = 100}, "e awsJson1_0/response@status line 9-12"},
      {"302", {.status = 302}, "e awsJson1_0/response@status line 9-12"},
      {"600", {.status = 600}, "e awsJson1_0/response@status line 9-12"},
      {"0, version unknown", {.status = 0, .version = ""}, "e awsJson1_0/response@status line 0-1"},
      {"no type", {.headers = {id}}, "e awsJson1_0/response@content-type headers 0-0"},
      {"HTML",
       {.status = 503, .headers = {{"Content-Type", "text/html"}, id}, .body = "<"},
       "e awsJson1_0/response@content-type header 0 0-9"},
      {"wrong type without a body",
       {.headers = {{"Content-Type", "text/html"}, id}, .body = ""},
       "e awsJson1_0/response@content-type header 0 0-9"},
      {"parameter",
       {.headers = {{"Content-Type", "application/x-amz-json-1.0 ;a"}, id}},
       "n awsJson1_0/response@content-type.parameters header 0 27-29"},
      {"no id", {.headers = {type}}, "w awsJson1_0/response@request-id headers 0-0"},
      {"empty id",
       {.headers = {type, {"x-amzn-requestid", ""}}},
       "w awsJson1_0/response@request-id header 1 0-0"},
      {"short", {.end = BodyEnd::kShort}, "e http/content-length@short body 2-2"},
      {"recording cut", {.end = BodyEnd::kTruncatedRecord}, "e limit/recorded body 2-2"},
  };
  for (const Case& c : cases) EXPECT_EQ(check(c.edit), c.want) << c.what;
}

TEST(HttpCheck, WhatTheResponseIs) {
  ResponseHead head;
  check(ResponseEdit{}, &head);
  EXPECT_TRUE(!head.error && head.status_usable && head.body_usable);
  check(ResponseEdit{.status = 404}, &head);
  EXPECT_TRUE(head.error && head.status_usable);
  check(ResponseEdit{.status = 204, .end = BodyEnd::kTruncatedRecord}, &head);
  EXPECT_TRUE(head.error && !head.status_usable && !head.body_usable);
}

TEST(HttpCheck, Targets) {
  EXPECT_EQ(split_target(kTarget).prefix, "AmazonMWAAServerless");
  EXPECT_EQ(split_target(kTarget).operation, "GetWorkflowRun");
  EXPECT_EQ(split_target("a.b.c").prefix, "a.b");
  EXPECT_EQ(split_target("x").prefix, "");
  EXPECT_EQ(split_target("x").operation, "x");
  EXPECT_EQ(split_target("").operation, "");
}

}  // namespace
}  // namespace assay
