#include "parsers/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <pugixml.hpp>
#include <sstream>

#include "parsers/report_file.h"
#include "parsers/report_formats.h"
#include "parsers/report_json.h"

namespace assay {
namespace {

using testing::HasSubstr;

ReportFinding sample() {
  ReportFinding finding;
  finding.file = "a,b:%.json";
  finding.number = 1;
  finding.line = 3;
  finding.column = 7;
  finding.exact = true;
  finding.operation = "GetWorkflowRun";
  Diagnostic& diagnostic = finding.diagnostic;
  diagnostic.id = "x/Y@type";
  diagnostic.message = "must be a number, not 100%";
  diagnostic.measured = "string of 17 characters";
  diagnostic.allowed = "numbers";
  diagnostic.place.part = HttpPart::kResponseBody;
  diagnostic.place.part_name = "response body";
  diagnostic.place.pointer = "/A/0";
  diagnostic.place.begin = 88;
  diagnostic.place.end = 107;
  diagnostic.place.excerpt = "\"A\":[\"x\"]";
  diagnostic.place.caret_begin = 5;
  diagnostic.place.caret_length = 3;
  diagnostic.sources = {{"page", "Request / A", "Type: Number", false},
                        {"model", "A", "string", true}};
  return finding;
}

std::string written(ReportFormat format, const ReportOptions& options, int findings = 1) {
  std::ostringstream out;
  const auto reporter = make_reporter(format, out, options);
  reporter->begin(make_envelope("check", "1.2.3"));
  for (int i = 0; i < findings; ++i) reporter->finding(sample());
  ReportItem item;
  item.file = sample().file;
  item.number = 1;
  item.name = "GetWorkflowRun response";
  item.verdict = Verdict::kInvalid;
  item.findings[2] = static_cast<std::uint64_t>(findings);
  reporter->item(item);
  ReportSummary summary;
  summary.items = summary.invalid = 1;
  summary.findings[2] = static_cast<std::uint64_t>(findings);
  summary.exit_code = 1;
  reporter->end(summary);
  return out.str();
}

// Items that differ from the one before in each way: what is kept of that one changes nothing.
TEST(Report, ItemsOfAStreamAreWrittenInFull) {
  std::vector<ReportItem> items(1);
  const auto next = [&](auto change) {
    items.push_back(items.back());
    change(items.back());
    items.push_back(items.back());
    ++items.back().number;
  };
  next([](ReportItem& item) { item.file = "a\"\n"; });
  next([](ReportItem& item) { item.line = item.column = UINT32_MAX; });
  next([](ReportItem& item) { item.name = "\\ response"; });
  next([](ReportItem& item) { item.service = "kms"; });
  next([](ReportItem& item) { item.operation = "Encrypt"; });
  next([](ReportItem& item) { item.verdict = Verdict::kInvalid; });
  next([](ReportItem& item) { item.findings = {1, 2, 3}; });
  next([](ReportItem& item) { item.start_time = "2026-11-22T00:00:00Z"; });
  next([](ReportItem& item) { item.other_service = "sts"; });
  next([](ReportItem& item) { item.error.emplace().message = "x"; });
  next([](ReportItem& item) { item.payloads.push_back({"body", "x", {}}); });
  next([](ReportItem& item) { item = ReportItem(); });
  std::ostringstream out;
  const auto reporter = make_reporter(ReportFormat::kNdjson, out, {});
  std::string wanted;
  for (const ReportItem& item : items) {
    reporter->item(item);
    wanted += "{\"type\":\"item\"," + boost::json::serialize(item_json(item)).substr(1) + "\n";
  }
  EXPECT_EQ(out.str(), wanted);
}

TEST(Report, TextIsForGood) {
  ReportOptions options;
  options.excerpts = true;
  EXPECT_EQ(written(ReportFormat::kText, options),
            "a,b:%.json:3:7: error: must be a number, not 100% [x/Y@type]\n"
            "  GetWorkflowRun response /A/0 (body bytes 88-106)\n"
            "  \"A\":[\"x\"]\n"
            "       ^~~ string of 17 characters\n"
            "  allowed: numbers\n"
            "  source: page, Request / A: Type: Number (text)\n"
            "  source: model, A: string (reading)\n"
            "1 message: 0 valid, 1 invalid, 0 unchecked; 1 error     0.00 s   exit 1\n");
}

TEST(Report, TextWithoutExcerptsStillSaysWhatWasMeasured) {
  const std::string out = written(ReportFormat::kText, {});
  EXPECT_THAT(out, HasSubstr("\n  found: string of 17 characters\n"));
  EXPECT_THAT(out, testing::Not(HasSubstr("\"A\"")));
}

TEST(Report, GithubEscapesDataAndProperties) {
  EXPECT_THAT(written(ReportFormat::kGithub, {}),
              testing::StartsWith("::error file=a%2Cb%3A%25.json,line=3,col=7,title=x/Y@type::must "
                                  "be a number, not 100%25%0AGetWorkflowRun response /A/0 (body "
                                  "bytes 88-106)%0Afound: string of 17 characters%0A"));
}

TEST(Report, JunitGateDecidesWhatFails) {
  ReportOptions options;
  options.gate = std::nullopt;
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(written(ReportFormat::kJunit, options).c_str()));
  const pugi::xml_node test = document.child("testsuites").child("testsuite").child("testcase");
  EXPECT_FALSE(test.child("failure"));
  EXPECT_THAT(test.child("system-out").text().get(), HasSubstr("[x/Y@type]"));
  options.gate = Severity::kError;
  ASSERT_TRUE(document.load_string(written(ReportFormat::kJunit, options).c_str()));
  EXPECT_STREQ(document.child("testsuites")
                   .child("testsuite")
                   .child("testcase")
                   .child("failure")
                   .attribute("type")
                   .value(),
               "x/Y@type");
}

TEST(Report, FloodsAreCounted) {
  ReportOptions options;
  options.shown_alike = 2;
  EXPECT_THAT(written(ReportFormat::kText, options, 5),
              HasSubstr("\n3 more [x/Y@type] at /A/* not shown"));
  EXPECT_THAT(written(ReportFormat::kMarkdown, options, 5), HasSubstr("- 3 more x/Y@type /A/\\*"));
  EXPECT_THAT(written(ReportFormat::kJunit, options, 5), HasSubstr("3 more not shown"));
  EXPECT_THAT(written(ReportFormat::kGithub, options, 5), HasSubstr("3 more /A/* not shown"));
}

TEST(Report, FormatsByName) {
  for (const std::string_view name :
       {"text", "json", "ndjson", "junit", "sarif", "github", "markdown"}) {
    EXPECT_EQ(to_string(parse_report_format(name).value()), name);
  }
  EXPECT_FALSE(parse_report_format("xml").has_value());
}

TEST(SummaryLine, SaysOnlyWhatThereIs) {
  ReportSummary summary;
  summary.items = 61;
  summary.valid = 57;
  summary.invalid = 1;
  summary.other_services = 3;
  summary.others = {{"sts", 3}};
  summary.findings = {0, 0, 1};
  summary.noun = "exchange";
  EXPECT_EQ(summary_line(summary),
            "61 exchanges: 57 valid, 1 invalid, 0 unchecked, 3 of other services (sts); 1 error");
  summary = {};
  summary.items = summary.valid = 1'234'567;
  EXPECT_EQ(summary_line(summary), "1,234,567 messages: 1,234,567 valid, 0 invalid, 0 unchecked");
}

TEST(PlaceLine, NamesThePart) {
  ReportFinding finding = sample();
  Place& place = finding.diagnostic.place;
  place.part = HttpPart::kRequestHeader;
  place.part_name = "request header X-Amz-Target";
  place.begin = 0;
  place.end = 12;
  EXPECT_EQ(place_line(finding, place), "GetWorkflowRun request header X-Amz-Target (bytes 0-11)");
  place.part = HttpPart::kResponseHeaders;
  place.part_name = "response headers";
  EXPECT_EQ(place_line(finding, place), "GetWorkflowRun response headers");
  place.part = HttpPart::kResponseBody;
  place.part_name = "response body";
  place.pointer = "";
  place.begin = place.end = 5;
  EXPECT_EQ(place_line(finding, place), "GetWorkflowRun response (body byte 5)");
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class ReportFileTest : public testing::Test {
 protected:
  ReportFileTest()
      : directory_(std::filesystem::path(testing::TempDir()) /
                   testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directories(directory_);
  }
  ~ReportFileTest() override { std::filesystem::remove_all(directory_); }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(directory_),
                                                  std::filesystem::directory_iterator()));
  }
  std::filesystem::path directory_;
};

TEST_F(ReportFileTest, AnAtomicFileAppearsWhenItIsWhole) {
  const std::string path = (directory_ / "a").string();
  std::ofstream(path) << "old";
  auto file = ReportFile::create(path, Writing::kAtomic);
  ASSERT_TRUE(file.has_value());
  file->stream() << "new" << std::flush;
  EXPECT_EQ(text_of(path), "old");
  EXPECT_FALSE(file->commit().has_value());
  EXPECT_EQ(text_of(path), "new");
  EXPECT_EQ(files(), 1u);
}

TEST_F(ReportFileTest, WhatIsNotCommittedLeavesNothing) {
  {
    auto file = ReportFile::create((directory_ / "a").string(), Writing::kAtomic);
    ASSERT_TRUE(file.has_value());
    file->stream() << "half";
  }
  EXPECT_EQ(files(), 0u);
}

TEST_F(ReportFileTest, StreamsAreWrittenInPlace) {
  const std::string path = (directory_ / "a").string();
  auto file = ReportFile::create(path, Writing::kStream);
  ASSERT_TRUE(file.has_value());
  file->stream() << "line\n" << std::flush;
  EXPECT_EQ(text_of(path), "line\n");
}

TEST_F(ReportFileTest, LinksKeepPointingAtTheirFile) {
  const auto target = directory_ / "target", link = directory_ / "link";
  std::ofstream(target) << "old";
  std::filesystem::create_symlink(target, link);
  auto file = ReportFile::create(link.string(), Writing::kAtomic);
  ASSERT_TRUE(file.has_value());
  file->stream() << "new";
  EXPECT_FALSE(file->commit().has_value());
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_EQ(text_of(target), "new");
}

TEST_F(ReportFileTest, FailuresNamePathAndReason) {
  const auto none = ReportFile::create((directory_ / "no" / "a").string(), Writing::kAtomic);
  ASSERT_FALSE(none.has_value());
  EXPECT_THAT(none.error().to_string(), HasSubstr("No such file or directory"));
  const auto directory = ReportFile::create(directory_.string(), Writing::kAtomic);
  ASSERT_FALSE(directory.has_value());
  EXPECT_EQ(files(), 0u);
  auto full = ReportFile::create("/dev/full", Writing::kAtomic);
  ASSERT_TRUE(full.has_value());
  full->stream() << "x";
  const auto error = full->commit();
  ASSERT_TRUE(error.has_value());
  EXPECT_THAT(error->to_string(), HasSubstr("No space left on device"));
}

}  // namespace
}  // namespace assay
