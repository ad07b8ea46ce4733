#include <assay/checker.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/check_test_util.h"

namespace assay {
namespace {

Checker& checker() {
  static Checker instance(Contract::embedded());
  return instance;
}

// A value as one line of text.
std::string show(const Value& value, const Value::Node& node) {
  const auto children = [&](char open, char close) {
    std::string text(1, open);
    std::uint32_t count = 0;
    for (const Value::Node* child = value.first_child(node); child != nullptr;
         child = value.next(*child)) {
      if (count++ != 0) text += ' ';
      if (node.kind != ValueKind::kList) text += std::string(child->name) + '=';
      text += show(value, *child);
    }
    EXPECT_EQ(count, node.child_count);
    return text + close;
  };
  switch (node.kind) {
    case ValueKind::kStructure:
      return children('{', '}');
    case ValueKind::kMap:
      return children('<', '>');
    case ValueKind::kList:
      return children('[', ']');
    case ValueKind::kString:
      return "'" + std::string(node.text) + "'";
    case ValueKind::kInteger:
      return std::to_string(node.integer);
    case ValueKind::kDouble:
      return std::to_string(node.number);
    case ValueKind::kDecimal:
      return "decimal " + std::string(node.text);
    case ValueKind::kBoolean:
      return node.boolean ? "true" : "false";
    case ValueKind::kTimestamp:
      return "@" + std::to_string(node.timestamp.seconds) + "." +
             std::to_string(node.timestamp.nanoseconds);
    case ValueKind::kBlob:
      return "blob " + std::string(node.text);
    case ValueKind::kDocument:
      return "`" + std::string(node.text) + "`";
    case ValueKind::kNull:
      return "null";
  }
  return "?";
}

std::string bound(std::string_view body) {
  static Value value;
  switch (checker().bind_output(0, body, value)) {
    case BindStatus::kOk:
      return show(value, value.root());
    case BindStatus::kBadJson:
      EXPECT_TRUE(value.empty());
      return "bad json";
    case BindStatus::kBadType:
      return "bad type";
    case BindStatus::kBadInteger:
      return "bad integer";
    case BindStatus::kBadTimestamp:
      return "bad timestamp";
    case BindStatus::kLimit:
      return "limit";
  }
  return "?";
}

struct Case {
  std::string_view body;
  std::string_view value;
};

TEST(Bind, Outputs) {
  const Case cases[] = {
      {"", "{}"},
      {"{}", "{}"},
      {R"({"RunId":"a"})", "{RunId='a'}"},
      {R"({"RunId":null,"RunDetail":{"Duration":null}})", "{RunDetail={}}"},
      {R"({"x":{"y":[1]},"RunType":"NEW_ONE"})", "{RunType='NEW_ONE'}"},
      // Constraints never fail a client.
      {R"({"RunId":""})", "{RunId=''}"},
      {R"({"Run\u0049d":"\ud83d\ude00\n"})", "{RunId='\xf0\x9f\x98\x80\n'}"},
      // The last of duplicates wins, also when it is null.
      {R"({"RunId":"a","RunType":"t","RunId":"b"})", "{RunType='t' RunId='b'}"},
      {R"({"RunId":"a","Run\u0049d":null})", "{}"},
      {R"({"OverrideParameters":{"k":1,"j":2,"\u006b":[3]}})",
       "{OverrideParameters=<j=`2` k=`[3]`>}"},
      {R"({"OverrideParameters":{"a":null,"b":{"c":1,"c":2},"d":1e400,"e":"\u0041"}})",
       "{OverrideParameters=<a=`null` b=`{\"c\":1,\"c\":2}` d=`1e400` e=`\"\\u0041\"`>}"},
      {R"({"RunDetail":{"TaskInstances":["a",null,"b"],"Duration":6e1}})",
       "{RunDetail={TaskInstances=['a' 'b'] Duration=60}}"},
      {R"({"RunDetail":{"StartedOn":"1970-01-01T01:00:00.5+01:00"}})",
       "{RunDetail={StartedOn=@0.500000000}}"},
      {R"({"RunDetail":{"Duration":-2147483648}})", "{RunDetail={Duration=-2147483648}}"},
      {R"({"RunDetail":{"Duration":2147483648}})", "bad integer"},
      {R"({"RunDetail":{"Duration":1.5}})", "bad integer"},
      {R"({"RunDetail":{"Duration":"1"}})", "bad type"},
      {R"({"RunDetail":{"StartedOn":"yesterday"}})", "bad timestamp"},
      {R"({"RunDetail":{"StartedOn":5}})", "bad type"},
      {R"({"RunDetail":[]})", "bad type"},
      {R"({"RunId":{}})", "bad type"},
      {R"({"RunId":true})", "bad type"},
      {R"({"RunId":["a"]})", "bad type"},
      {R"({"OverrideParameters":"x"})", "bad type"},
      {"[]", "bad type"},
      {"null", "bad type"},
      {" ", "bad json"},
      {R"({"RunId":"\ud800"})", "bad json"},
      {R"({"RunId":"a"}x)", "bad json"},
      {R"({"x":01})", "bad json"},
      // What is wrong with the text outweighs a wrong type before it.
      {R"({"RunId":5,)", "bad json"},
      {"\xef\xbb\xbf{}", "bad json"},
  };
  for (const Case& c : cases) EXPECT_EQ(bound(c.body), c.value) << c.body;
}

TEST(Bind, ReusesValue) {
  EXPECT_EQ(bound(R"({"RunId":"\u0061","RunType":"b"})"), "{RunId='a' RunType='b'}");
  EXPECT_EQ(bound("{}"), "{}");
}

TEST(Bind, Limits) {
  Value small(3, 4);
  EXPECT_EQ(checker().bind_output(0, R"({"RunId":"a","RunType":"b"})", small), BindStatus::kOk);
  EXPECT_EQ(checker().bind_output(0, R"({"RunId":"a","RunType":"b","WorkflowArn":"c"})", small),
            BindStatus::kLimit);
  EXPECT_EQ(checker().bind_output(0, R"({"RunId":"\nabcdef"})", small), BindStatus::kLimit);
  EXPECT_EQ(checker().bind_output(0, R"({"RunId":"a\n"})", small), BindStatus::kOk);
  Value none(0, 0);
  EXPECT_EQ(checker().bind_output(0, "", none), BindStatus::kLimit);
  Checker shallow(Contract::embedded(), {.max_depth = 2, .max_body_bytes = 40});
  Value value;
  EXPECT_EQ(shallow.bind_output(0, R"({"x":[1]})", value), BindStatus::kOk);
  EXPECT_EQ(shallow.bind_output(0, R"({"x":[[]]})", value), BindStatus::kLimit);
  EXPECT_EQ(shallow.bind_output(0, std::string(41, ' '), value), BindStatus::kLimit);
}

struct ErrorCase {
  std::string_view header;
  std::string_view body;
  std::string_view expected;  // code|message|members or status
};

TEST(Bind, Errors) {
  const ErrorCase cases[] = {
      {"", R"({"__type":"a#ThrottlingException:http://x#y","message":"m","ServiceCode":""})",
       "ThrottlingException|m|{Message='m' ServiceCode=''}"},
      {"ThrottlingException", R"({"Message":"m"})", "ThrottlingException|m|{Message='m'}"},
      {"ThrottlingException:http://x", "", "ThrottlingException||{}"},
      {"ThrottlingException", "<html>", "ThrottlingException||bad json"},
      // A body that cannot be read names nothing.
      {"", R"({"__type":"ThrottlingException",)", "||bad json"},
      {"", R"({"code":"\u0058","message":"a\u0062"})", "X|ab|{}"},
      {"", R"({"message":"a","Message":"b","code":"AccessDeniedException"})",
       "AccessDeniedException|a|{Message='b'}"},
      {"", R"({"__type":"__proto__"})", "__proto__||{}"},
      {"", R"({"__type":5,"message":{}})", "||{}"},
      {"X", "[]", "X||bad type"},
      {"AccessDeniedException", R"({"Message":5})", "AccessDeniedException||bad type"},
  };
  Value value;
  for (const ErrorCase& c : cases) {
    const std::vector<Header> headers{{"X-Amzn-Errortype", c.header}, {"x-amzn-RequestId", "id"}};
    HttpResponse response;
    response.status = 400;
    response.headers = headers;
    response.body = c.body;
    const BoundError error = checker().bind_error(0, response, value);
    std::string text = std::string(error.code) + "|" + std::string(error.message) + "|";
    switch (error.body_status) {
      case BindStatus::kOk:
        text += show(value, value.root());
        break;
      case BindStatus::kBadJson:
        text += "bad json";
        break;
      case BindStatus::kBadType:
        text += "bad type";
        break;
      default:
        text += "?";
    }
    EXPECT_EQ(text, c.expected) << c.body;
    EXPECT_EQ(error.request_id, "id");
    EXPECT_EQ(error.modeled, error.code.ends_with("Exception")) << c.body;
  }
}

}  // namespace
}  // namespace assay
