#include "parsers/error_identity.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "parsers/http_check.h"

namespace assay {
namespace {

TEST(ErrorIdentity, ShortNames) {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"FooError", "FooError"},
      {"FooError:http://internal.example/coral/", "FooError"},
      {"aws.example#FooError", "FooError"},
      {"aws.example#FooError:http://internal.example/x/", "FooError"},
      {"FooError:http://internal.example/#x", "FooError"},
      {"a#b#FooError", "FooError"},
      {"", ""},
      {":", ""},
      {"#", ""},
      {"aws.example#", ""},
      {":FooError", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(short_error_name(c.text), c.want) << c.text;
}

struct Edit {
  int status = 400;
  std::vector<Header> headers = {};
  const char* type = nullptr;
  const char* code = nullptr;
};

ErrorNames names_of(const Edit& edit) {
  ErrorNames names;
  names.header = error_type_header(edit.headers);
  if (edit.type != nullptr) {
    names.type_member = {edit.type, HttpPart::kResponseBody, 0, 10, 20};
  }
  if (edit.code != nullptr) {
    names.code_member = {edit.code, HttpPart::kResponseBody, 0, 30, 40};
  }
  return names;
}

std::string show(const Findings& findings) {
  std::string text;
  for (const Violation& v : findings.stored()) {
    if (!text.empty()) text += "; ";
    text += "nwe"[static_cast<int>(v.severity)];
    text += " " + std::string(Contract::embedded().constraint(v.constraint).id) + " ";
    if (v.part == HttpPart::kResponseHeader) text += "header " + std::to_string(v.header) + " ";
    if (v.part == HttpPart::kStatusLine) text += "status ";
    if (v.part == HttpPart::kResponseBody) text += "body ";
    text += std::to_string(v.begin) + "-" + std::to_string(v.end);
  }
  return text;
}

std::string check(const Edit& edit) {
  std::array<Violation, 16> storage;
  Findings findings(storage);
  const ErrorIdentity identity = check_error_identity(
      Contract::embedded(), 0, names_of(edit), edit.headers, edit.status, "HTTP/1.1", findings);
  const std::string found = show(findings);
  return std::string(identity.name) + (identity.modeled() ? "*" : "") +
         (found.empty() ? "" : ": ") + found;
}

constexpr char kHeader[] = "X-Amzn-Errortype";
constexpr char kThrottling[] = "ThrottlingException";
constexpr char kAccess[] = "AccessDeniedException";

TEST(ErrorIdentity, Identification) {
  struct Case {
    const char* what;
    Edit edit;
    std::string want;
  };
  const std::string unknown = "awsJson1_0/error@type.unknown ";
  const std::string conflict = "awsJson1_0/error@type.conflict ";
  const Case cases[] = {
      {"header", {.headers = {{kHeader, kThrottling}}}, "ThrottlingException*"},
      {"header in lower case",
       {.headers = {{"x-amzn-errortype", kThrottling}}},
       "ThrottlingException*"},
      {"header with URI",
       {.headers = {{kHeader, "ThrottlingException:http://a/#b"}}},
       "ThrottlingException*"},
      {"__type", {.type = kThrottling}, "ThrottlingException*"},
      {"__type with name space", {.type = "a.b#ThrottlingException"}, "ThrottlingException*"},
      {"code", {.code = kThrottling}, "ThrottlingException*"},
      {"all three",
       {.headers = {{kHeader, kThrottling}},
        .type = "x#ThrottlingException",
        .code = "ThrottlingException:x"},
       "ThrottlingException*"},
      {"empty header, then __type",
       {.headers = {{kHeader, ""}}, .type = kThrottling},
       "ThrottlingException*"},
      {"the second header has the value",
       {.headers = {{kHeader, ""}, {kHeader, kThrottling}}},
       "ThrottlingException*"},
      {"nothing", {}, ": e awsJson1_0/error@type body 0-0"},
      {"empty header", {.headers = {{kHeader, ""}}}, ": e awsJson1_0/error@type body 0-0"},
      {"header that holds no name",
       {.headers = {{kHeader, "a#"}}},
       ": e awsJson1_0/error@type header 0 0-2"},
      {"empty __type", {.type = ""}, ": e awsJson1_0/error@type body 10-20"},
      {"empty code", {.code = ":"}, ": e awsJson1_0/error@type body 30-40"},
      {"unknown by header",
       {.headers = {{"a", "b"}, {kHeader, "Odd"}}},
       "Odd: w " + unknown + "header 1 0-3"},
      {"unknown by __type", {.type = "Odd"}, "Odd: w " + unknown + "body 10-20"},
      {"of another case",
       {.type = "throttlingexception"},
       "throttlingexception: w " + unknown + "body 10-20"},
      {"numeric code", {.code = "404"}, "404: w " + unknown + "body 30-40"},
      {"header and __type differ",
       {.headers = {{kHeader, kThrottling}}, .type = kAccess},
       "ThrottlingException*: w " + conflict + "body 10-20"},
      {"header and code differ",
       {.headers = {{kHeader, kThrottling}}, .code = kAccess},
       "ThrottlingException*: w " + conflict + "body 30-40"},
      {"__type and code differ",
       {.type = kThrottling, .code = kAccess},
       "ThrottlingException*: w " + conflict + "body 30-40"},
      {"two headers differ",
       {.headers = {{kHeader, kThrottling}, {kHeader, kAccess}}},
       "ThrottlingException*: w " + conflict + "header 1 0-21"},
  };
  for (const Case& c : cases) EXPECT_EQ(check(c.edit), c.want) << c.what;
}

TEST(ErrorIdentity, ConflictNamesBothPlaces) {
  std::array<Violation, 4> storage;
  Findings findings(storage);
  const Edit edit{.headers = {{"a", "b"}, {kHeader, kThrottling}}, .type = kAccess};
  check_error_identity(Contract::embedded(), 0, names_of(edit), edit.headers, 0, "", findings);
  ASSERT_EQ(findings.total(), 1u);
  EXPECT_EQ(storage[0].second_part, HttpPart::kResponseHeader);
  EXPECT_EQ(storage[0].second_header, 1u);
  EXPECT_EQ(storage[0].second_end, 19u);
}

TEST(ErrorIdentity, Statuses) {
  struct Case {
    const char* name;
    int status;
    std::string want;
  };
  const auto disputed = [](const char* name) {
    return std::string("w mwaa-serverless/") + name + "@status.disputed status 9-12";
  };
  const auto wrong = [](const char* name) {
    return std::string("e mwaa-serverless/") + name + "@status status 9-12";
  };
  const std::string common = "e awsJson1_0/error@status.common status 9-12";
  const Case cases[] = {
      {"AccessDeniedException", 400, ""},
      {"AccessDeniedException", 403, disputed("AccessDeniedException")},
      {"AccessDeniedException", 401, wrong("AccessDeniedException")},
      {"ResourceNotFoundException", 400, ""},
      {"ResourceNotFoundException", 404, disputed("ResourceNotFoundException")},
      {"ThrottlingException", 429, disputed("ThrottlingException")},
      {"ThrottlingException", 500, wrong("ThrottlingException")},
      {"ValidationException", 400, ""},
      {"ValidationException", 404, wrong("ValidationException")},
      {"InternalServerException", 500, ""},
      {"InternalServerException", 400, wrong("InternalServerException")},
      {"OperationTimeoutException", 500, ""},
      {"OperationTimeoutException", 504, disputed("OperationTimeoutException")},
      {"ThrottlingException", 0, ""},  // unknown
      {"RequestExpired", 400, ""},
      {"RequestExpired", 403, common},
      {"InternalFailure", 500, ""},
      {"InternalFailure", 400, common},
      {"UnknownOperationException", 404, ""},
  };
  for (const Case& c : cases) {
    const std::string got = check({.status = c.status, .type = c.name});
    const std::size_t colon = got.find(": ");
    EXPECT_EQ(colon == std::string::npos ? "" : got.substr(colon + 2), c.want)
        << c.name << " " << c.status;
  }
}

TEST(ErrorIdentity, EveryCommonErrorWithItsStatus) {
  ASSERT_EQ(common_errors().size(), 16u);
  for (const CommonError& error : common_errors()) {
    const std::string name(error.name);
    if (name == kAccess || name == kThrottling) continue;  // modelled by the operation
    EXPECT_EQ(check({.status = error.status, .type = name.c_str()}), name);
  }
}

TEST(ErrorIdentity, UnderStatus200) {
  struct Case {
    const char* what;
    Edit edit;
    std::string want;
  };
  const std::string id = "e awsJson1_0/error@under-200 ";
  const Case cases[] = {
      {"nothing", {}, ""},
      {"empty header", {.headers = {{kHeader, ""}}}, ""},
      {"header", {.headers = {{kHeader, "Odd"}}}, id + "header 0 0-3"},
      {"modelled __type", {.type = kThrottling}, id + "body 10-20"},
      {"unknown __type", {.type = "Odd"}, id + "body 10-20"},
      {"empty __type", {.type = ""}, ""},
      {"the output's own name", {.type = "x#GetWorkflowRunResponse"}, ""},
      {"modelled code", {.code = kThrottling}, id + "body 30-40"},
      {"common code", {.code = "RequestExpired"}, id + "body 30-40"},
      {"any other code", {.code = "abc"}, ""},
      {"one finding for two names", {.type = kAccess, .code = kThrottling}, id + "body 10-20"},
  };
  for (const Case& c : cases) {
    std::array<Violation, 4> storage;
    Findings findings(storage);
    const bool found = check_error_under_200(Contract::embedded(), 0, names_of(c.edit), findings);
    EXPECT_EQ(show(findings), c.want) << c.what;
    EXPECT_EQ(found, !c.want.empty()) << c.what;
  }
}

}  // namespace
}  // namespace assay
