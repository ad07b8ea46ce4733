#include "conformance/suite.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

namespace assay {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

constexpr std::string_view kHead =
    R"({"contract":"s","operation":"o","canary":"c","inputs":{"default":{}},"documents":{)"
    R"("r":{"kind":"rfc","name":"RFC 8259","read":"2026-11-22"},)"
    R"("t":{"kind":"protocol-test","name":"T","read":"2026-11-22"}},"cases":[)";

std::string suite_of(std::string_view cases) {
  return std::string(kHead) + std::string(cases) + "]}";
}

std::string case_of(std::string_view id, std::string_view more) {
  return R"({"id":")" + std::string(id) +
         R"(","title":"t","since":"1.0","level":"SHOULD","basis":"protocol",)"
         R"("sources":[{"document":"r","reading":"x"}],)"
         R"("responses":[{"status":200,"body":"{}"}],"allowed":[{"value":{}}])" +
         std::string(more) + "}";
}

Expected<Suite> load(std::string text,
                     std::string editions = R"({"editions":[{"edition":"1.0","cases":[]}]})") {
  const SourceFile file{"s.json", std::move(text)};
  return load_suite({&file, 1}, {"editions.json", std::move(editions)});
}

TEST(Edition, ReadsAndCompares) {
  EXPECT_EQ(parse_edition("1.0"), (Edition{1, 0}));
  EXPECT_LT((Edition{1, 9}), (Edition{1, 10}));
  EXPECT_EQ(to_string(Edition{2, 3}), "2.3");
  for (const std::string_view bad : {"", "1", "1.", ".1", "1.0.0", "-1.0", "1.-1", "a.b"}) {
    EXPECT_EQ(parse_edition(bad), std::nullopt) << bad;
  }
}

TEST(LoadSuite, ReadsACase) {
  const auto suite = load(suite_of(case_of(
      "a/b", R"(,"flags":["f"],"needs":["retry"],"client":{"max_attempts":3},"attempts":[1,2],)"
             R"("request":{"method":"POST","body":{"n":1.5}})")));
  ASSERT_TRUE(suite) << suite.error().to_string();
  ASSERT_EQ(suite->cases.size(), 1u);
  const Case& item = suite->cases[0];
  EXPECT_EQ(item.client.max_attempts, 3);
  EXPECT_EQ(item.allowed[0].attempts.most, 2);
  EXPECT_EQ(item.request->method, "POST");
  EXPECT_TRUE(item.request->contract);
  EXPECT_EQ(item.sources[0].name, "RFC 8259");
  EXPECT_TRUE(item.sources[0].reading);
  EXPECT_EQ(item.responses[0].body, "{}");
  EXPECT_EQ(suite->content_hash.size(), 64u);
}

std::string case_answered(std::string_view response, std::string_view more = "") {
  return suite_of(R"({"id":"a","title":"t","since":"1.0","level":"SHOULD","basis":"protocol",)"
                  R"("sources":[{"document":"r","reading":"x"}],"responses":[)" +
                  std::string(response) + R"(],"allowed":[{"any":true}])" + std::string(more) +
                  "}");
}

TEST(LoadSuite, ScriptedResponses) {
  using Kind = WireStep::Kind;
  const auto suite = load(
      case_answered(R"({"on":"connect","steps":[{"text":"ab","repeat":2,"write":3,"every_ms":4},)"
                    R"({"base64":"/w=="},{"wait_ms":5},{"end":"hold","after_ms":6}]},)"
                    R"({"steps":[{"end":"reset"}]},{"as_service":true})",
                    R"(,"gaps_ms":[7,0])"));
  ASSERT_TRUE(suite) << suite.error().to_string();
  const Case& item = suite->cases[0];
  EXPECT_EQ(item.gaps_ms, (std::vector<int>{7, 0}));
  const WireResponse& first = item.responses[0];
  EXPECT_TRUE(first.on_connect);
  ASSERT_EQ(first.steps.size(), 4u);
  EXPECT_EQ(first.steps[0].bytes, "abab");
  EXPECT_EQ(first.steps[0].write, 3u);
  EXPECT_EQ(first.steps[0].ms, 4);
  EXPECT_EQ(first.bytes(), "abab\xFF");
  EXPECT_EQ(first.steps[2].kind, Kind::kWait);
  EXPECT_EQ(first.steps[3].kind, Kind::kHold);
  EXPECT_EQ(first.steps[3].ms, 6);
  EXPECT_FALSE(item.responses[1].on_connect);
  EXPECT_EQ(item.responses[1].steps[0].kind, Kind::kReset);
  EXPECT_TRUE(item.responses[2].as_service);
}

TEST(LoadSuite, ScriptsWithAFaultAreRefused) {
  const auto message = [](std::string_view response, std::string_view more = "") {
    const auto suite = load(case_answered(response, more));
    return suite ? std::string() : suite.error().message;
  };
  EXPECT_THAT(message(R"({"steps":[]})"), HasSubstr("a script has a step"));
  EXPECT_THAT(message(R"({"steps":[{"end":"close"},{"text":"x"}]})"), HasSubstr("the last step"));
  EXPECT_THAT(message(R"({"steps":[{"end":"later"}]})"), HasSubstr("close, reset or hold"));
  EXPECT_THAT(message(R"({"steps":[{"end":"hold"}]})"), HasSubstr("after_ms"));
  EXPECT_THAT(message(R"({"steps":[{"text":"x"}],"on":"end"})"), HasSubstr("request or connect"));
  EXPECT_THAT(message(R"({"steps":[{"text":"x","status":200}]})"), HasSubstr("status"));
  EXPECT_THAT(message(R"({"steps":[{"text":"x"}],"status":200})"), HasSubstr("status"));
  EXPECT_THAT(message(R"({"as_service":false})"), HasSubstr("true or left out"));
  EXPECT_THAT(message(R"({"steps":[{"text":"x"}]})", R"(,"gaps_ms":[-1])"),
              HasSubstr("milliseconds"));
}

TEST(LoadSuite, BodiesInEveryForm) {
  const auto suite = load(suite_of(
      R"({"id":"a","title":"t","since":"1.0","level":"MUST","basis":"protocol",)"
      R"("sources":[{"document":"t","reading":"x"}],"responses":[)"
      R"({"status":200,"body_base64":"/w=="},)"
      R"({"status":200,"headers":[["A","b"]],"body_parts":[{"text":"ab","repeat":2},{"text":"c"}]},)"
      R"({"raw":"junk"},{"raw_base64":"/w=="}],"allowed":[{"any":true}]})"));
  ASSERT_TRUE(suite) << suite.error().to_string();
  const auto& responses = suite->cases[0].responses;
  EXPECT_EQ(responses[0].body, "\xFF");
  EXPECT_EQ(responses[1].body, "ababc");
  EXPECT_EQ(responses[2].bytes(), "junk");
  EXPECT_EQ(responses[3].bytes(), "\xFF");
}

struct Row {
  std::string text;
  std::string_view says;
};

TEST(LoadSuite, EachMistakeIsNamedWithItsPlace) {
  const std::string good = case_of("a", "");
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return suite_of(text);
  };
  for (const Row& row : {
           Row{"", "s.json"},
           Row{"{}", "lacks the member"},
           Row{suite_of("{}"), "lacks the member \"id\""},
           Row{suite_of(good + "," + good), "used twice"},
           Row{with("\"a\"", "\"a b\""), "an id is made of"},
           Row{with("1.0", "1"), "an edition is written as"},
           Row{with("SHOULD", "should"), "level is"},
           Row{with("SHOULD", "MUST"), "MUST needs a text"},
           Row{with("\"document\":\"r\"", "\"document\":\"q\""), "no document \"q\""},
           Row{with(",\"reading\":\"x\"", ""), "\"text\""},
           Row{with("{\"document\":\"r\",\"reading\":\"x\"}", ""), "a case has a source"},
           Row{with("\"status\":200,", ""), "\"status\""},
           Row{with(",\"body\":\"{}\"", ""), "a response has one of"},
           Row{with("{\"value\":{}}", ""), "allows an outcome"},
           Row{with("{\"value\":{}}", "{\"value\":{},\"any\":true}"), "is one of value"},
           Row{with("{\"value\":{}}", "{\"value\":1.5}"), "use a tag"},
           Row{with("\"title\"", "\"titel\""), "\"title\""},
           Row{suite_of(case_of("a", ",\"more\":1")), "no member \"more\""},
           Row{suite_of(case_of("a", ",\"input\":\"x\"")), "no input \"x\""},
           Row{suite_of(case_of("a", ",\"attempts\":99")), "attempts are"},
       }) {
    const auto suite = load(row.text);
    ASSERT_FALSE(suite) << row.text;
    EXPECT_THAT(suite.error().to_string(), HasSubstr(std::string(row.says))) << row.text;
    EXPECT_THAT(suite.error().to_string(), HasSubstr("s.json")) << row.text;
  }
  EXPECT_FALSE(load(suite_of(good), R"({"editions":[{"edition":"1.1","cases":[]},)"
                                    R"({"edition":"1.0","cases":[]}]})"));
}

TEST(LoadSuite, RetiredCasesAreLeftOutAndLostOnesAreMissed) {
  const auto suite =
      load(suite_of(case_of("kept", "") + "," + case_of("old", ",\"retired\":\"1.1\"")),
           R"({"editions":[{"edition":"1.0","cases":["kept","old","lost"]},)"
           R"({"edition":"1.1","cases":[]}]})");
  ASSERT_TRUE(suite) << suite.error().to_string();
  EXPECT_EQ(suite->cases.size(), 1u);
  EXPECT_EQ(suite->missing(), std::vector<std::string>{"lost"});
}

TEST(EmbeddedSuite, IsWholeAndCanonical) {
  const Suite& suite = embedded_suite();
  EXPECT_EQ(to_string(suite.edition), "1.1");
  EXPECT_TRUE(suite.missing().empty());
  EXPECT_GE(suite.cases.size(), 350u);
  std::set<std::string> canonical(suite.canonical.begin(), suite.canonical.end());
  std::map<std::string, int> families;
  for (const Case& item : suite.cases) {
    EXPECT_TRUE(canonical.contains(item.id)) << item.id << " is in no edition";
    ++families[item.id.substr(0, item.id.rfind('/'))];
  }
  for (const std::string_view family :
       {"value", "timestamp", "body", "type", "sensitive", "error", "retry", "request"}) {
    EXPECT_GE(families["awsJson1_0/" + std::string(family)], 5) << family;
  }
  for (const std::string_view family :
       {"chunked", "length", "coding", "head", "status", "interim", "encoding", "segments", "cut",
        "reset", "stall", "drip", "reuse"}) {
    EXPECT_GE(families["http/" + std::string(family)], 3) << family;
  }
}

TEST(EmbeddedSuite, HoldsEveryFileOfTheFolder) {
  std::size_t cases = 0;
  std::vector<SourceFile> files;
  for (const auto& entry :
       fs::directory_iterator(fs::path(ASSAY_SOURCE_DIR) / "conformance" / "suites")) {
    if (entry.path().extension() != ".json" || entry.path().stem() == "editions") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    files.push_back({entry.path().string(), {std::istreambuf_iterator<char>(in), {}}});
  }
  const auto suite = load_suite(files, {"e", R"({"editions":[{"edition":"1.0","cases":[]}]})"});
  ASSERT_TRUE(suite) << suite.error().to_string();
  cases = suite->cases.size();
  EXPECT_EQ(cases, embedded_suite().cases.size());
}

// Where the public text is silent, one outcome alone is not demanded above MAY.
TEST(EmbeddedSuite, ReportOnlyCasesAreMay) {
  for (const Case& item : embedded_suite().cases) {
    const bool report_only =
        std::find(item.flags.begin(), item.flags.end(), "report-only") != item.flags.end();
    if (report_only) {
      EXPECT_EQ(item.level, Level::kMay) << item.id;
    }
  }
}

}  // namespace
}  // namespace assay
