#include "fuzz/supervisor/campaign.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fuzz/supervisor/corpus_store.h"
#include "fuzz/supervisor/engine_log.h"
#include "fuzz/supervisor/fuzz_report.h"

namespace assay::fuzz {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

fs::path fresh_folder(const std::string& name) {
  const fs::path out = fs::path(testing::TempDir()) / ("fuzz_campaign_" + name);
  fs::remove_all(out);
  return out;
}

Finding some_finding() {
  Finding out;
  out.id = "F-7c1e";
  out.target = "fuzz_x";
  out.key = "oracle engines";
  out.kind = "oracle";
  out.rule = "engines";
  out.detail = "ORACLE:engines <not> \"the\" same & so on \x01\xFF";
  out.name = "engines-7c1e";
  out.first_seen = "2026-11-22T12:00:00Z";
  out.at_seconds = 107;
  out.bytes = 37;
  out.retries = out.reproduced = 10;
  return out;
}

Campaign some_campaign() {
  Campaign out;
  out.started = "2026-11-22T12:00:00Z";
  out.seconds = 3605.5;
  out.programs = {"/p"};
  TargetFigures target;
  target.name = "fuzz_x";
  target.executions = 12'345'678'901;
  target.edges = 2913;
  target.cpu_seconds = 7200.25;
  target.broken = {"a@one"};
  target.held = {"a@one", "a@two"};
  target.constraints = 2;
  out.targets["fuzz_x"] = target;
  out.curve = {{1, 2, 3, 4, 5, 6}, {3605.5, 12'345'678'901, 2913, 4, 3, 6}};
  return out;
}

TEST(CampaignTest, WhatIsSavedIsLoaded) {
  const StateFolder folder(fresh_folder("saved"));
  ASSERT_TRUE(folder.load());  // makes the folders
  ASSERT_FALSE(folder.save(some_campaign()));
  fs::create_directories(folder.finding("F-7c1e"));
  ASSERT_FALSE(folder.save(some_finding()));
  const auto loaded = folder.load();
  ASSERT_TRUE(loaded) << loaded.error().to_string();
  EXPECT_EQ(loaded->seconds, 3605.5);
  const TargetFigures& target = loaded->targets.at("fuzz_x");
  EXPECT_EQ(target.executions, 12'345'678'901u);
  EXPECT_EQ(target.cpu_seconds, 7200.25);
  EXPECT_EQ(target.held.size(), 2u);
  ASSERT_EQ(loaded->curve.size(), 2u);
  EXPECT_EQ(loaded->curve[1].executions, 12'345'678'901u);
  ASSERT_EQ(loaded->findings.size(), 1u);
  EXPECT_EQ(loaded->findings[0].key, "oracle engines");
  EXPECT_EQ(loaded->findings[0].reproduced, 10u);
  EXPECT_EQ(loaded->constraint_sides(), 3u);
  EXPECT_EQ(loaded->constraint_sides_total(), 4u);
}

TEST(CampaignTest, AForeignFileIsRefused) {
  const StateFolder folder(fresh_folder("foreign"));
  ASSERT_TRUE(folder.load());
  ASSERT_FALSE(write_atomically(folder.root() / "campaign.json", "{\"version\": 99}"));
  EXPECT_FALSE(folder.load());
  ASSERT_FALSE(write_atomically(folder.root() / "campaign.json", "{"));
  EXPECT_EQ(folder.load().error().code, ErrorCode::kJsonSyntax);
}

TEST(CampaignTest, IdsAreShortAndTheirOwn) {
  std::vector<Finding> taken;
  Finding first;
  first.id = finding_id("fuzz_x", "oracle a", taken);
  EXPECT_EQ(first.id.size(), 6u);
  EXPECT_EQ(finding_id("fuzz_x", "oracle a", taken), first.id);
  EXPECT_NE(finding_id("fuzz_y", "oracle a", taken), first.id);
  taken.push_back(first);
  EXPECT_TRUE(finding_id("fuzz_x", "oracle a", taken).starts_with(first.id));
  EXPECT_EQ(finding_id("fuzz_x", "oracle a", taken).size(), 7u);
}

TEST(CampaignTest, KnownFindingsAreNotNew) {
  Campaign campaign;
  campaign.findings = {some_finding()};
  EXPECT_EQ(campaign_exit_code(campaign), 1);
  const auto known = parse_known("# reasons\n\nF-7c1e  fixed upstream\r\n", "known");
  ASSERT_TRUE(known);
  apply_known(*known, campaign);
  EXPECT_EQ(campaign.findings[0].state, FindingState::kKnown);
  EXPECT_EQ(campaign.findings[0].known_reason, "fixed upstream");
  EXPECT_EQ(campaign_exit_code(campaign), 0);
  apply_known({}, campaign);
  EXPECT_EQ(campaign_exit_code(campaign), 1);
  const auto wrong = parse_known("\nbecause\n", "known");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().line, 2u);
}

TEST(CampaignTest, ACurveOfAnyLengthStaysSmall) {
  Campaign campaign;
  for (int i = 0; i < 5000; ++i) {
    campaign.seconds = i;
    campaign.add_point();
  }
  EXPECT_LE(campaign.curve.size(), 1001u);
  EXPECT_EQ(campaign.curve.front().seconds, 0);
  EXPECT_EQ(campaign.curve.back().seconds, 4999);
}

TEST(CorpusStore, AKillAtAnyPointOfAReplacementLosesNothing) {
  const fs::path corpus = fresh_folder("replace") / "corpus";
  const auto put = [](const fs::path& folder, const char* name) {
    fs::create_directories(folder);
    ASSERT_FALSE(write_atomically(folder / name, "x"));
  };
  put(corpus, "old");
  put(merging_folder(corpus), "half");
  recover_corpus(corpus);  // killed while merging
  EXPECT_TRUE(fs::exists(corpus / "old"));
  EXPECT_FALSE(fs::exists(merging_folder(corpus)));
  put(merging_folder(corpus), "new");
  fs::rename(corpus, corpus.string() + ".previous");
  recover_corpus(corpus);  // killed between the two renames
  EXPECT_TRUE(fs::exists(corpus / "old"));
  put(merging_folder(corpus), "new");
  EXPECT_TRUE(replace_corpus(merging_folder(corpus), corpus));
  EXPECT_TRUE(fs::exists(corpus / "new"));
  EXPECT_EQ(count_files(corpus), 1u);
}

TEST(FuzzReportTest, SaysWhatWasFoundInEveryFormat) {
  const StateFolder folder(fresh_folder("report"));
  ASSERT_TRUE(folder.load());
  Campaign campaign = some_campaign();
  campaign.findings = {some_finding()};
  fs::create_directories(folder.finding("F-7c1e"));
  ASSERT_FALSE(write_atomically(folder.finding("F-7c1e") / "input", "{\"a\":\x01 secret"));
  FuzzReport report{.folder = &folder, .campaign = &campaign, .envelope = {}, .payloads = false};
  EXPECT_THAT(fuzz_text(report), HasSubstr("NEW    F-7c1e  fuzz_x  oracle engines\n"));
  EXPECT_THAT(fuzz_text(report), HasSubstr("3 of 4 sides of constraints"));
  EXPECT_THAT(fuzz_markdown(report), HasSubstr("| F-7c1e | fuzz\\_x | oracle engines |"));
  EXPECT_THAT(fuzz_junit(report), HasSubstr("failures=\"1\""));
  EXPECT_THAT(fuzz_junit(report),
              HasSubstr("ORACLE:engines &lt;not&gt; &quot;the&quot; same &amp;"));
  EXPECT_THAT(fuzz_sarif(report), HasSubstr("\"ruleId\":\"oracle/engines\""));
  EXPECT_THAT(fuzz_sarif(report), HasSubstr("corpus/regressions/fuzz_x/engines-7c1e"));
  EXPECT_THAT(fuzz_json(report), HasSubstr("\"regression\":\"regressions/fuzz_x/engines-7c1e\""));
  const std::string page = fuzz_html(report);
  EXPECT_THAT(page, HasSubstr("prefers-color-scheme: dark"));
  EXPECT_THAT(page, HasSubstr("<polyline points="));
  EXPECT_THAT(page, HasSubstr("&lt;not&gt;"));
  EXPECT_THAT(page, Not(HasSubstr("http")));
  for (const std::string& text :
       {fuzz_text(report), fuzz_markdown(report), fuzz_json(report), page}) {
    EXPECT_THAT(text, Not(HasSubstr("secret")));
  }
  report.payloads = true;
  EXPECT_THAT(fuzz_text(report), HasSubstr("input {\"a\":\\x01 secret"));
  ASSERT_FALSE(write_reports(report));
  for (const char* name :
       {"report.md", "report.json", "report.html", "junit.xml", "findings.sarif"}) {
    EXPECT_TRUE(fs::exists(folder.root() / name)) << name;
  }
}

}  // namespace
}  // namespace assay::fuzz
