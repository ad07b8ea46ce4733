#include "conformance/conform_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <pugixml.hpp>

#include "conformance/text_codec.h"
#include "parsers/exchange_record.h"

namespace assay {
namespace {

using testing::HasSubstr;
using testing::Not;

// Two subjects: one passes all, one has a miss of each verdict; the first miss is known.
class ConformReport : public testing::Test {
 protected:
  void SetUp() override {
    run_.suite = &embedded_suite();
    run_.edition = run_.suite->edition;
    SubjectRun good{.name = "good", .replay = "--sdk good"},
        bad{.name = "bad", .replay = "--sdk bad"};
    good.hello = {.sdk = "good", .version = "1.0", .runtime = "R 1"};
    bad.hello = {.sdk = "bad", .version = "2.0", .runtime = "R 2"};
    for (std::size_t i = 0; i < kVerdictCount; ++i) {
      const Case* item = &run_.suite->cases[i];
      good.results.push_back({.item = item, .verdict = CaseVerdict::kPass});
      bad.results.push_back(
          {.item = item, .verdict = static_cast<CaseVerdict>(i), .reason = "<why | \x01>"});
    }
    bad.known.covered.assign(kVerdictCount, UINT32_MAX);
    bad.known.covered[1] = 0;
    run_.subjects = {good, bad};
  }
  ConformRun run_;
};

TEST_F(ConformReport, CountsByLevelAndVerdict) {
  const SubjectCounts counts = run_.counts(run_.subjects[1]);
  std::size_t passed = 0, total = 0;
  for (const LevelCount& level : counts.levels) {
    passed += level.passed;
    total += level.total;
  }
  EXPECT_EQ(passed, 1u);
  EXPECT_EQ(total, kVerdictCount - 1);  // skipped ones are not counted
  EXPECT_EQ(run_.findings(run_.subjects[0]), 0u);
  EXPECT_EQ(run_.findings(run_.subjects[1]), kVerdictCount - 3);  // pass, skipped, known
}

TEST_F(ConformReport, CasesNewerThanTheEditionCountForNothing) {
  run_.edition = {0, 9};
  EXPECT_EQ(run_.findings(run_.subjects[1]), 0u);
  EXPECT_EQ(run_.counts(run_.subjects[1]).levels[2].total, 0u);
}

TEST_F(ConformReport, TheMatrixKeepsItsWidth) {
  const std::string matrix = conform_matrix(run_);
  std::size_t column = 0;
  for (const char c : matrix) {
    column = c == '\n' ? 0 : column + 1;
    ASSERT_LE(column, 100u) << matrix;
  }
  EXPECT_THAT(matrix, HasSubstr("MUST"));
  EXPECT_THAT(matrix, HasSubstr("loss"));
  EXPECT_THAT(matrix, HasSubstr("good"));
}

TEST_F(ConformReport, TextNamesEachMissAndItsCause) {
  const std::string text = conform_text(run_, false);
  EXPECT_THAT(text, HasSubstr("bad: 10 misses"));
  EXPECT_THAT(text, HasSubstr("(known)"));
  EXPECT_THAT(text, HasSubstr("replay assay replay " + run_.suite->cases[2].id + " --sdk bad"));
  EXPECT_THAT(text, Not(HasSubstr("\x01")));
  EXPECT_THAT(text, HasSubstr("bad: 12 cases, 1 known, 9 new, 0 stale"));
}

TEST_F(ConformReport, JunitFailsWhatIsNew) {
  run_.subjects[1].known.stale = {"k:1: x passes now"};
  run_.subjects[1].failure = "ended";
  pugi::xml_document document;
  const std::string xml = conform_junit(run_, make_envelope("conform", "0"));
  ASSERT_TRUE(document.load_string(xml.c_str())) << xml;
  const pugi::xml_node suite = document.child("testsuites").child("testsuite").next_sibling();
  EXPECT_EQ(suite.attribute("failures").as_uint(), kVerdictCount - 3 + 1);
  EXPECT_EQ(suite.attribute("skipped").as_uint(), 2u);
  EXPECT_EQ(suite.attribute("errors").as_uint(), 1u);
  EXPECT_EQ(suite.attribute("tests").as_uint(), kVerdictCount + 2);
  std::size_t tests = 0;
  for ([[maybe_unused]] const auto& test : suite.children("testcase")) ++tests;
  EXPECT_EQ(tests, kVerdictCount + 2);
}

TEST_F(ConformReport, MarkdownHasATableAndEscapes) {
  const std::string text = conform_markdown(run_);
  EXPECT_THAT(text, HasSubstr("| good 1.0 | "));
  EXPECT_THAT(text, HasSubstr("**bad: 9 new**"));
  EXPECT_THAT(text, HasSubstr("\\<why \\|"));
  EXPECT_THAT(text, Not(HasSubstr("| <why")));
}

TEST_F(ConformReport, AMissWithALongTitleKeepsTheWidth) {
  Case item = *run_.subjects[1].results[1].item;
  item.title = std::string(150, 't');
  const CaseResult result{.item = &item, .verdict = CaseVerdict::kSilentLoss, .reason = "r"};
  const std::string text = miss_text(run_.subjects[1], result, "    ");
  EXPECT_EQ(text.find('\n'), 100u) << text;
  EXPECT_THAT(text.substr(0, 100), testing::EndsWith("..."));
}

TEST_F(ConformReport, ThePageShowsEveryMissOnceAndPassesAsNothing) {
  // A row for a miss that is more than report-only, whatever level the suite begins with.
  const auto& results = run_.subjects[1].results;
  const auto found = std::ranges::find_if(results, [](const CaseResult& result) {
    return result.verdict != CaseVerdict::kPass && result.item->level != Level::kMay;
  });
  ASSERT_NE(found, results.end());
  const Case& missed = *found->item;
  const std::string page = conform_page(run_, make_envelope("conform", "9.9"));
  EXPECT_THAT(page, HasSubstr("assay 9.9"));
  EXPECT_THAT(page, HasSubstr("| bad | bad | 2.0 |  | R 2 |"));
  EXPECT_THAT(page, HasSubstr("| family | good | bad |"));
  const std::string row = "| " + markdown_cell(missed.id, 100) + " (";
  const std::size_t at = page.find(row);
  ASSERT_NE(at, std::string::npos);
  const std::string line = page.substr(at, page.find('\n', at) - at);
  EXPECT_THAT(line, HasSubstr(" |  | " + std::string(to_string(found->verdict)) + " |"));
  EXPECT_EQ(page.find(row, at + 1), std::string::npos);
  // Every line of a table has as many cells as its head.
  std::size_t cells = 0;
  for (std::size_t begin = 0; begin < page.size();) {
    const std::size_t end = page.find('\n', begin);
    const std::string_view text = std::string_view(page).substr(begin, end - begin);
    begin = end + 1;
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
      count += text[i] == '|' && (i == 0 || text[i - 1] != '\\');
    EXPECT_TRUE(count == 0 || cells == 0 || count == cells) << text;
    cells = count;
  }
}

// What the page carries as data, read back.
boost::json::value page_data(const std::string& page) {
  const std::string begin = "<script type=\"application/json\" id=\"data\">";
  const std::size_t at = page.find(begin) + begin.size();
  return boost::json::parse(std::string_view(page).substr(at, page.find("</script>", at) - at));
}

TEST_F(ConformReport, ThePageCarriesHostileBytesAsData) {
  const std::string hostile =
      "</script><script>hostile()</script><!-- & \xE2\x80\xA8\xE2\x80\xA9 @SCRIPT@";
  SubjectRun& bad = run_.subjects[1];
  bad.name = bad.failure = hostile;
  bad.hello.sdk = bad.hello.runtime = hostile;
  bad.known.stale = {hostile};
  bad.known.entries = {{.pattern = "x", .why = hostile}};
  bad.results[2].reason = bad.results[2].driver_errors = hostile + "\xFF\xED\xA0\x80";
  bad.results[2].outcome = Outcome{.kind = Outcome::Kind::kClientError, .text = hostile};
  bad.results[2].received.push_back({.bytes = hostile});
  const std::string page =
      conform_html(run_, make_envelope("conform", "9.9"), "https://example.com/{case}");
  const boost::json::value data = page_data(page);  // ends where it ends
  EXPECT_EQ(data.at("subjects").at(1).at("name").as_string(), hostile);
  EXPECT_EQ(data.at("results").at(1).at(1).at("known").as_string(), hostile);
  EXPECT_EQ(data.at("cases").as_array().size(), kVerdictCount);
  EXPECT_EQ(page.find("hostile()<"), std::string::npos);
  EXPECT_EQ(page.find("\xE2\x80\xA8"), std::string::npos);
  EXPECT_EQ(page.find("\xE2\x80\xA9"), std::string::npos);
  EXPECT_THAT(page, HasSubstr("\\u003c/script\\u003e"));
  // One style, the data, one script; no mark is left, nothing comes from elsewhere.
  std::size_t scripts = 0;
  for (std::size_t at = page.find("</script"); at != std::string::npos;
       at = page.find("</script", at + 1)) {
    ++scripts;
  }
  EXPECT_EQ(scripts, 2u);
  for (const std::string mark : {"@HASH@", "@STYLE@", "@DATA@"}) {
    EXPECT_EQ(page.find(mark), std::string::npos) << mark;
  }
  EXPECT_THAT(page, HasSubstr("script-src 'sha256-"));
  EXPECT_TRUE(page.ends_with("</html>\n"));
}

TEST_F(ConformReport, ThePageOverwritesSecretsAndKeepsEveryOffset) {
  const std::string request =
      "POST / HTTP/1.1\r\nauthorization: AWS4-HMAC-SHA256 "
      "Credential=x\r\nX-Amz-Security-Token:t\r\n"
      "Host: h\r\n\r\nAuthorization: body";
  run_.subjects[0].results[0].received.push_back({.bytes = request, .complete = true});
  run_.subjects[0].results[1].received.push_back({.bytes = std::string(9'000, 'x')});
  const boost::json::value data = page_data(conform_html(run_, make_envelope("conform", "1"), ""));
  const auto& sent = data.at("results").at(0).at(0).at("requests").at(0);
  EXPECT_EQ(decode_base64(sent.at("bytes").as_string()),
            "POST / HTTP/1.1\r\nauthorization: **************** ************\r\n"
            "X-Amz-Security-Token:*\r\nHost: h\r\n\r\nAuthorization: body");
  const auto& large = data.at("results").at(1).at(0).at("requests").at(0);
  EXPECT_EQ(large.at("size").as_int64(), 9'000);
  EXPECT_LT(large.at("bytes").as_string().size(), 6'000u);
  EXPECT_THAT(large.at("note").as_string().c_str(), HasSubstr("Not complete"));
}

}  // namespace
}  // namespace assay
