#include "conformance/conform_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <pugixml.hpp>

#include "conformance/text_codec.h"

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

}  // namespace
}  // namespace assay
