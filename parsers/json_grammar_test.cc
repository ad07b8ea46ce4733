// RFC 8259, corner by corner, at three places each: as a document, in an unknown member, and in
// a value of the wrong type. "y": JSON; "n": not JSON.
#include <assay/checker.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "parsers/check_test_util.h"
#include "spec/protocol_rules.h"

namespace assay {
namespace {

constexpr std::string_view kYes[] = {
    "0",
    "-0",
    "1",
    "-1",
    "10",
    "1.0",
    "-1.5",
    "0.0",
    "1e1",
    "1E1",
    "1e+1",
    "1e-1",
    "0e0",
    "-0e+0",
    "1.5E-3",
    "123456789012345678901234567890",
    "1e400",
    "-1e-400",
    "0.000000000000000000000001",
    "true",
    "false",
    "null",
    R"("")",
    R"(" ")",
    R"("\"")",
    R"("\\")",
    R"("\/")",
    R"("\b\f\n\r\t")",
    R"("\u0000")",
    R"("\u00e9\uFFFF")",
    R"("\ud83d\ude00")",
    R"("\\u0041")",
    R"("\\\\")",
    R"("/")",
    R"("'")",
    "\"\x7f\"",
    "\"\xc2\x80\"",
    "\"\xe2\x80\xa8\"",
    "\"\xef\xbf\xbf\"",
    "\"\xf4\x8f\xbf\xbf\"",
    "\"\xf0\x90\x80\x80\"",
    "\"\xef\xbb\xbf\"",
    R"("{}[]:,")",
    "[]",
    "[ ]",
    "[1]",
    "[1,2]",
    "[ 1 , 2 ]",
    "[[]]",
    "[[],[]]",
    "[{}]",
    "[null]",
    "[\"\"]",
    "{}",
    "{ }",
    R"({"":0})",
    R"({"a":{}})",
    R"({"a":[]})",
    R"({"a":1,"b":2})",
    "{\"a\"\t:\n1\r, \"b\" :2 }",
    R"({"\u0061":1})",
    R"({"a\nb":1})",
    R"([1,[2,[3,[]]]])",
    R"([{"a":[{"b":[]}]}])",
};

constexpr std::string_view kNo[] = {
    "01",
    "-01",
    "00",
    "1.",
    "-1.",
    ".5",
    "-.5",
    "+1",
    "1e",
    "1e+",
    "1E-",
    "1.e1",
    "1.5.5",
    "1e1.5",
    "--1",
    "-",
    "-a",
    "0x1",
    "1_000",
    "1a",
    "1-1",
    "1+1",
    "1/2",
    "Infinity",
    "-Infinity",
    "NaN",
    "nan",
    "inf",
    "0b1",
    "0o7",
    "1f",
    "1L",
    "\xef\xbc\x91",
    "tru",
    "True",
    "TRUE",
    "truee",
    "true1",
    "fals",
    "nul",
    "nulll",
    "null null",
    "undefined",
    "None",
    "'a'",
    "a",
    "\"",
    "\"a",
    "a\"",
    R"("a" "b")",
    R"("a""b")",
    R"("\x41")",
    R"("\u")",
    R"("\u1")",
    R"("\u12")",
    R"("\u123")",
    R"("\u123g")",
    R"("\U0041")",
    R"("\ ")",
    R"("\a")",
    R"("\v")",
    R"("\0")",
    R"("\'")",
    R"("\)",
    "\"\t\"",
    "\"\n\"",
    "\"\r\"",
    "\"\x1f\"",
    "\"\x01\"",
    "\"\\\n\"",
    "\"\xff\"",
    "\"\x80\"",
    "\"\xc3\"",
    "\"\xc0\x80\"",
    "\"\xe0\x80\x80\"",
    "\"\xed\xa0\x80\"",
    "\"\xed\xbf\xbf\"",
    "\"\xf0\x80\x80\x80\"",
    "\"\xf4\x90\x80\x80\"",
    "\"\xf8\x88\x80\x80\x80\"",
    "\"\xfe\"",
    "\"\xe2\x82\"",
    "\xff",
    R"("\ud800")",
    R"("\udc00")",
    R"("\ud800\u0041")",
    R"("\ud800\ud800")",
    R"("\udc00\ud800")",
    "[",
    "]",
    "[1",
    "[1,",
    "[1,]",
    "[,]",
    "[,1]",
    "[1,,2]",
    "[1 2]",
    "[1:2]",
    "[1}",
    "[1]]",
    "[\"a\"",
    "[true false]",
    "[1;2]",
    "[\"a\":1]",
    "[\"a\" 1]",
    "[-]",
    "[()]",
    "[{]",
    "[{}",
    "{",
    "}",
    "{,}",
    R"({"a"})",
    R"({"a":})",
    R"({"a":1,})",
    R"({,"a":1})",
    R"({"a":1,,"b":2})",
    R"({"a" 1})",
    R"({"a"::1})",
    R"({"a":1 "b":2})",
    R"({"a":1]})",
    R"({a:1})",
    R"({'a':1})",
    R"({1:1})",
    R"({null:1})",
    R"({[]:1})",
    R"({"a","b"})",
    R"({"a":1:2})",
    R"({:1})",
    R"({"a":1)",
    R"({"a":)",
    R"({"a")",
    R"({")",
    R"({"a":{})",
    R"({"a":1;"b":2})",
    R"({"a":"b)",
    "[1]//",
    "/**/1",
    "[1]#",
    "[/**/1]",
    "1,",
    ",1",
    ":",
    ",",
    "[1],",
    "{}{}",
    "[]{}",
    "1 1",
    "\x0c",
    "[\x0c]",
    "[1\x0c]",
    "[1\v]",
    "[1\xc2\xa0]",
    "[\xe2\x80\xa8]",
    "\x1a",
    "[1\x1a"
    "2]",
    "{\"a\"\x1a"
    "1}",
    "[1\x0c"
    "2]",
    "*",
    "\\",
    "\\u0041",
    "[\\u005d",
    "\"a\"\\",
    "\\\"a\"",
    "<a>",
    "(1)",
    "[1]\xff",
    "\xef\xbb\xbf"
    "1",
    "`a`",
    "\x7f",
};

bool is_text_rule(ConstraintIndex constraint) {
  return constraint >= index_of(ProtocolRule::kBodySyntax) &&
         constraint <= index_of(ProtocolRule::kBodyTruncated);
}

bool text_holds(std::string_view body) {
  static Checker checker(Contract::embedded());
  std::vector<Violation> storage(64);
  Findings findings(storage);
  checker.check_output(0, body, findings);
  static Value value;
  const bool binds = checker.bind_output(0, body, value) != BindStatus::kBadJson;
  bool holds = true;
  for (const Violation& violation : findings.stored()) {
    holds = holds && !is_text_rule(violation.constraint);
  }
  EXPECT_EQ(holds, binds) << body;
  return holds;
}

TEST(JsonGrammar, Yes) {
  for (const std::string_view value : kYes) {
    const std::string text(value);
    for (const std::string& body :
         {R"({"OverrideParameters":{"k":)" + text + "}}", R"({"x":)" + text + "}",
          R"({"x":[0,)" + text + "]}", R"({"OverrideParameters":{"k":[)" + text + " , 0]}}",
          R"({"RunDetail":[)" + text + "\n]}", R"({"x":{"y": )" + text + " ,\"z\":0}}"}) {
      EXPECT_TRUE(text_holds(body)) << body;
    }
  }
}

TEST(JsonGrammar, No) {
  for (const std::string_view value : kNo) {
    const std::string text(value);
    for (const std::string& body :
         {R"({"OverrideParameters":{"k":)" + text + "}}", R"({"x":)" + text + "}",
          R"({"RunDetail":{"x":{"y": )" + text + " ,\"z\":0}}}"}) {
      EXPECT_FALSE(text_holds(body)) << body;
    }
    EXPECT_FALSE(text_holds(text)) << text;
  }
  for (const std::string_view body :
       {R"({"x":})", R"({"x": ,"y":1})", R"({"x":[,]})", R"({"OverrideParameters":{"k":}})"}) {
    EXPECT_FALSE(text_holds(body)) << body;
  }
}

TEST(JsonGrammar, EveryByteBetweenTokens) {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    for (const std::string_view before : {"", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":[1,2]",
                                          "{\"a\":[1,2]}", "{\"a\":[\"b\"", "{\"a\":[1"}) {
      constexpr std::string_view kWhole = "{\"a\":[1,2]}", kStrings = "{\"a\":[\"b\",2]}",
                                 kNumber = "{\"a\":1}";
      std::string_view whole = kWhole;
      if (kStrings.starts_with(before) && before.size() > 6) whole = kStrings;
      if (before == "{\"a\":1") whole = kNumber;
      if (!whole.starts_with(before)) continue;
      const std::string body = std::string(before) + c + std::string(whole.substr(before.size()));
      // What else may stand there: a digit continues a number, a bracket may make another text.
      const bool another = text_holds(body) && !space;
      if (another) {
        EXPECT_TRUE(before == "{\"a\":1" || before == "{\"a\":[1" || before == "{\"a\":") << body;
        EXPECT_TRUE((byte >= '0' && byte <= '9') || byte == '-') << body;
      }
      EXPECT_TRUE(!space || text_holds(body)) << body;
    }
  }
}

}  // namespace
}  // namespace assay
