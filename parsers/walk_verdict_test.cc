// The fast tier of a check: what it settles alone, and that every level of SIMD answers alike. With
// assertions on, each check also runs the slow tier on whatever the fast one takes.
#include "parsers/walk_verdict.h"

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/check_test_util.h"
#include "parsers/checker_access.h"

namespace assay {
namespace {

std::vector<Checker> checkers() {
  std::vector<Checker> result;
  for (const SimdLevel level : kSimdLevels) {
    if (level > best_simd_level()) continue;
    Limits limits;
    limits.max_body_bytes = 1 << 16;
    result.push_back(CheckerAccess::with_simd(Contract::embedded(), limits, level));
  }
  return result;
}

TEST(VerdictWalk, SettlesWhatHasNoFindings) {
  for (Checker& checker : checkers()) {
    for (const std::string_view body : {
             std::string_view("{}"),
             full_output(),
             std::string_view(R"( { "RunId" : "a1" , "RunType" : "ON_DEMAND" } )"),
             std::string_view(R"({"RunDetail":{"TaskInstances":["a","b-c","d"],"Duration":0}})"),
             std::string_view(R"({"RunDetail":{"TaskInstances":[ "a" , "b\u002dc"]}})"),
             std::string_view(R"({"RunDetail":{"TaskInstances":[]}})"),
             std::string_view(R"({"RunDetail":{"ErrorMessage":"say \"no\" \u00e9 \ud83d\ude00"}})"),
             std::string_view(R"({"RunDetail":{"ErrorMessage":"d’accord é 😀"},"RunId":null})"),
             std::string_view(R"({"RunDetail":{"StartedOn":"2026-02-28T23:59:59Z",)"
                              R"("CompletedOn":"2026-03-01T00:00:00.001Z","Duration":1}})"),
             std::string_view(R"({"RunDetail":{"CreatedAt":"2024-02-29T00:00:00.1Z"}})"),
             std::string_view(
                 R"({"OverrideParameters":{"a":{"b":[1,-2.5e3,true,null,"\n"],"c":{}},)"
                 R"("d":[[],[{"a":0,"b":0,"c":0}]],"e":false}})"),
         }) {
      EXPECT_TRUE(CheckerAccess::fast_output(checker, 0, body)) << body;
      EXPECT_EQ(checked_output(checker, body), "") << body;
    }
  }
}

TEST(VerdictWalk, DeclinesWhatHasFindings) {
  for (Checker& checker : checkers()) {
    for (
        const std::string_view body : {
            "",
            "[]",
            "null",
            "{} x",
            "{\"RunId\":\"a\",}",
            "{\"RunId\":\"-\"}",
            "{\"RunId\":1}",
            "{\"RunId\":\"a\",\"RunId\":\"a\"}",
            "{\"Unknown\":1}",
            "{\"__type\":\"A\"}",
            R"({"RunDetail":{"TaskInstances":["a",null]}})",
            R"({"RunDetail":{"TaskInstances":["a","b"})",
            R"({"RunDetail":{"TaskInstances":["a" "b"]}})",
            R"({"RunDetail":{"TaskInstances":["a",""]}})",
            R"({"RunDetail":{"TaskInstances":["a","\u002da"]}})",
            R"({"RunDetail":{"ErrorMessage":"\ud800"}})",
            R"({"RunDetail":{"ErrorMessage":"\x"}})",
            R"({"RunDetail":{"ErrorMessage":"a\nb"}})",
            R"({"RunDetail":{"Duration":-1}})",
            R"({"RunDetail":{"Duration":60.0}})",
            R"({"RunDetail":{"Duration":2147483648}})",
            R"({"RunDetail":{"Duration":01}})",
            R"({"RunDetail":{"Duration":1"a":2}})",
            R"({"RunDetail":{"CreatedAt":"2025-02-29T00:00:00Z"}})",
            R"({"RunDetail":{"CreatedAt":"2026-01-01T24:00:00Z"}})",
            R"({"RunDetail":{"CreatedAt":"2026-01-01T23:59:60Z"}})",
            R"({"RunDetail":{"CreatedAt":"2026-01-01t00:00:00Z"}})",
            R"({"RunDetail":{"CreatedAt":"0000-01-01T00:00:00Z"}})",
            R"({"RunDetail":{"CreatedAt":"2026-01-01T00:00:00.12aZ"}})",
            R"({"RunId":"a","RunDetail":{"RunId":"b"}})",
            R"({"RunDetail":{"StartedOn":"2026-01-01T00:00:02Z","CompletedOn":"2026-01-01T00:00:00Z"}})",
            R"({"OverrideParameters":{"a":1,"a":2}})",
            R"({"OverrideParameters":{"a":1,"\u0061":2}})",
            R"({"OverrideParameters":{"x":{"a":1,"b":2,"a":2}}})",
            R"({"OverrideParameters":{"x":tru}})",
            R"({"OverrideParameters":{"x":-}})",
            R"({"OverrideParameters":{"x":"\u12"}})",
            R"({"OverrideParameters":{"x":1e}})",
            R"({"OverrideParameters":{"x":[1,]}})",
            R"({"OverrideParameters":[]})",
        }) {
      EXPECT_FALSE(CheckerAccess::fast_output(checker, 0, body)) << body;
      EXPECT_NE(checked_output(checker, body), "") << body;
    }
  }
}

// Escapes of every kind in every place of texts of many sizes; the pattern forbids line breaks, so
// what is decoded decides.
TEST(VerdictWalk, DecodesEscapesInEveryPlace) {
  const auto body = [](const std::string& text) {
    return R"({"RunDetail":{"ErrorMessage":")" + text + "\"}}";
  };
  for (Checker& checker : checkers()) {
    for (std::size_t size = 0; size < 40; ++size) {
      for (std::size_t at = 0; at <= size; ++at) {
        const std::string front(at, 'x'), back(size - at, 'y');
        for (const char* good : {"\\\"", "\\\\", "\\/", "\\t", "\\b\\f", "\\u0041",
                                 "\\u00E9\\u20ac", "\\ud83d\\uDE00", "\\u0000"}) {
          const std::string text = body(front + good + back);
          ASSERT_TRUE(CheckerAccess::fast_output(checker, 0, text)) << text;
        }
        for (const char* bad : {"\\n", "\\r", "\\u000a", "\\u2028", "\\ud83d", "\\ude00", "\\u00g0",
                                "\\u12", "\\a", "\\U0041"}) {
          const std::string text = body(front + bad + back);
          ASSERT_FALSE(CheckerAccess::fast_output(checker, 0, text)) << text;
          ASSERT_NE(checked_output(checker, text), "") << text;
        }
      }
    }
    // Characters are counted once they are decoded: 255 are allowed.
    std::string most;
    for (int i = 0; i < 255; ++i) most += "\\u00e9";
    EXPECT_TRUE(CheckerAccess::fast_output(checker, 0, body(most)));
    EXPECT_FALSE(CheckerAccess::fast_output(checker, 0, body(most + "a")));
  }
}

// One byte of a whole response changed, in every place and in many ways.
TEST(VerdictWalk, LevelsAgreeOnEveryChangedByte) {
  std::vector<Checker> all = checkers();
  const std::string whole(full_output());
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::vector<std::string> texts{whole.substr(0, at), whole.substr(0, at) + whole.substr(at + 1)};
    for (const char c : {'"', '\\', ' ', 'a', '9', '-', '{', ']', '\x01', '\xc3'}) {
      texts.push_back(whole);
      texts.back()[at] = c;
    }
    for (const std::string& text : texts) {
      const std::string expected = checked_output(all.front(), text);
      for (std::size_t i = 1; i < all.size(); ++i) {
        ASSERT_EQ(checked_output(all[i], text), expected) << text;
      }
    }
  }
}

// The same members in another order, with white space, left out and unknown: what came last time is
// tried first and must not decide anything.
TEST(VerdictWalk, OrderOfMembersIsOnlyExpected) {
  const std::string_view members[] = {R"("RunId":"a")",
                                      R"("RunType":"ON_DEMAND")",
                                      R"("RunType":"SCHEDULED")",
                                      R"("WorkflowVersion":"v")",
                                      R"("RunDetail":{"RunState":"QUEUED"})",
                                      R"("RunId" : "a")",
                                      R"("WorkflowVersion":null)"};
  for (Checker& checker : checkers()) {
    for (const std::string_view first : members) {
      for (const std::string_view second : members) {
        const std::string text = "{" + std::string(first) + "," + std::string(second) + "}";
        const bool twice = first.substr(0, 6) == second.substr(0, 6);
        EXPECT_EQ(CheckerAccess::fast_output(checker, 0, text), !twice) << text;
        EXPECT_EQ(checked_output(checker, text).empty(), !twice) << text;
        std::string wrong = text;
        wrong[wrong.find("Run") == std::string::npos ? 2 : wrong.find("Run")] = 'r';
        EXPECT_NE(checked_output(checker, wrong), "") << wrong;
      }
    }
  }
}

// Names of objects that differ in their middle or length alone, few and many.
TEST(VerdictWalk, TellsNamesOfObjectsApart) {
  for (Checker& checker : checkers()) {
    for (const int count : {2, 6, 16, 17, 300}) {
      std::string names;
      for (int i = 0; i < count; ++i) {
        names += (i == 0 ? "" : ",") + std::string("\"begin---") + std::to_string(i) +
                 "---the-end\":0,\"" + std::string(static_cast<std::size_t>(i), 'x') + "\":0";
      }
      const auto body = [&](const std::string& more) {
        return R"({"OverrideParameters":{"o":{)" + names + more + "}}}";
      };
      EXPECT_TRUE(CheckerAccess::fast_output(checker, 0, body(""))) << count;
      EXPECT_EQ(checked_output(checker, body("")), "") << count;
      EXPECT_FALSE(CheckerAccess::fast_output(checker, 0, body(R"(,"begin---1---the-end":1)")));
      EXPECT_NE(checked_output(checker, body(R"(,"begin---1---the-\u0065nd":1)")), "") << count;
    }
  }
}

// An error that its first member names is settled at once, unless anything else names another.
TEST(VerdictWalk, ErrorsNamedFirst) {
  struct Case {
    std::string_view body;
    std::string_view first_finding;
  };
  const Case cases[] = {
      {R"({"__type":"AccessDeniedException","Message":"m"})", ""},
      {R"( { "__type":"a#AccessDeniedException:http://b" , "message" : "m \u2019" } )", ""},
      {R"({"__type":"AccessDeniedException","Message":"m","code":"AccessDeniedException"})", ""},
      {R"({"__type":"AccessDeniedException","Message":"m","code":"ThrottlingException"})",
       "awsJson1_0/error@type.conflict"},
      {R"({"__type":"AccessDeniedException","Message":"m","c\u006fde":"ThrottlingException"})",
       "awsJson1_0/error@type.conflict"},
      {R"({"__type":"AccessDeniedException\u0041","Message":"m"})",
       "awsJson1_0/error@type.unknown"},
      {R"({"__type":"","Message":"m"})", "awsJson1_0/error@type"},
      {R"({"__type":7,"Message":"m"})", "awsJson1_0/error@type"},
      {R"({"__type":"AccessDeniedException","Message":""})", "ErrorMessage@length.min"},
      {R"({"__type":"AccessDeniedException"})", "AccessDeniedException.Message@required"},
      {R"({"__type":"AccessDeniedException","Message":"m","Message":"m"})",
       "awsJson1_0/body@duplicate-member"},
  };
  for (Checker& checker : checkers()) {
    for (const Case& c : cases) {
      const std::string found = checked_error(checker, c.body);
      EXPECT_EQ(found.substr(0, found.find(' ')), c.first_finding) << c.body;
    }
    std::vector<Violation> storage(8);
    const auto count = [&](int status, std::span<const Header> headers) {
      Findings findings(storage);
      HttpResponse response;
      response.status = status;
      response.headers = headers;
      response.body = cases[0].body;
      checker.check_error(0, response, findings);
      return findings.total();
    };
    const Header other{"x-amzn-ErrorType", "ThrottlingException"};
    EXPECT_EQ(count(400, {}), 0u);
    EXPECT_EQ(count(403, {}), 1u);  // disputed
    EXPECT_EQ(count(500, {}), 1u);
    EXPECT_NE(count(400, std::span(&other, 1)), 0u);
  }
}

// Slots that one message fills say nothing of the next one, whichever tier reads them.
TEST(VerdictWalk, MessagesDoNotMix) {
  for (Checker& checker : checkers()) {
    EXPECT_EQ(checked_output(checker, R"({"RunId":"a"})"), "");
    EXPECT_EQ(checked_output(checker, R"({"RunDetail":{"RunId":"b"}})"), "");
    EXPECT_NE(checked_output(checker, R"({"RunId":"a","RunDetail":{"RunId":"b"}})"), "");
    EXPECT_EQ(checked_output(checker, R"({"RunDetail":{"RunId":"b"}})"), "");
    EXPECT_NE(checked_output(checker, R"({"RunId":"a","RunDetail":{"RunType":"x"}})"), "");
    EXPECT_EQ(checked_output(checker, R"({"RunDetail":{"RunId":"b"}})"), "");
  }
}

}  // namespace
}  // namespace assay
