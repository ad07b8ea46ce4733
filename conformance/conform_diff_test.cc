#include "conformance/conform_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>

#include "conformance/conform_report.h"

namespace assay {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Verdict {
  std::string id;
  CaseVerdict verdict;
  Level level = Level::kShould;
  Edition since = {1, 0};
  std::optional<Edition> changed = {};
};

// A result file of one subject, written as a run writes it.
class Written {
 public:
  explicit Written(std::vector<Verdict> verdicts) {
    suite_.content_hash = std::string(64, 'a');
    for (const Verdict& verdict : verdicts) {
      Case& item = suite_.cases.emplace_back();
      item.id = verdict.id;
      item.since = verdict.since;
      item.changed = verdict.changed;
      item.level = verdict.level;
    }
    run_.suite = &suite_;
    run_.edition = {1, 0};
    SubjectRun subject{.name = "boto3", .replay = "--sdk boto3"};
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      subject.results.push_back(
          {.item = &suite_.cases[i], .verdict = verdicts[i].verdict, .reason = "because"});
    }
    run_.subjects.push_back(std::move(subject));
    envelope_ = make_envelope("conform", "1.2.3");
    envelope_.subjects.push_back({"boto3", "1.0", "CPython 3.11", {{"botocore", "1.0"}}});
  }
  Written(const Written&) = delete;

  SubjectRun& subject() { return run_.subjects.front(); }
  Suite& suite() { return suite_; }
  ReportEnvelope& envelope() { return envelope_; }

  std::string text() const { return conform_json(run_, envelope_, 0); }
  ConformFile read() const {
    auto file = read_conform_file({"f.json", text()});
    EXPECT_TRUE(file) << file.error().to_string();
    return file ? *std::move(file) : ConformFile{};
  }

 private:
  Suite suite_;
  ConformRun run_;
  ReportEnvelope envelope_;
};

TEST(ConformDiff, NamesWhatBecameOfEachCase) {
  const ConformFile before = Written({{"a/fixed", CaseVerdict::kSilentLoss},
                                      {"a/broken", CaseVerdict::kPass},
                                      {"a/other", CaseVerdict::kLeak},
                                      {"a/same", CaseVerdict::kLeak},
                                      {"a/good", CaseVerdict::kPass},
                                      {"a/gone", CaseVerdict::kPass},
                                      {"a/skipped-now", CaseVerdict::kHang},
                                      {"a/edited", CaseVerdict::kPass}})
                                 .read();
  const ConformFile after =
      Written({{"a/fixed", CaseVerdict::kPass},
               {"a/broken", CaseVerdict::kCrash},
               {"a/other", CaseVerdict::kHang},
               {"a/same", CaseVerdict::kLeak},
               {"a/good", CaseVerdict::kPass},
               {"a/new", CaseVerdict::kLeak},
               {"a/skipped-now", CaseVerdict::kSkipped},
               {"a/edited", CaseVerdict::kLeak, Level::kShould, {1, 0}, Edition{1, 1}}})
          .read();
  const ConformDiff diff = compare_runs(before, after);
  ASSERT_EQ(diff.subjects.size(), 1u);
  std::vector<std::string> seen;
  for (const DiffEntry& entry : diff.subjects[0].entries) {
    seen.push_back(std::string(to_string(entry.change)) + " " + entry.either().id);
  }
  EXPECT_THAT(seen,
              ElementsAre("fixed a/fixed", "broken a/broken", "differs a/other", "edited a/edited",
                          "new a/new", "gone a/gone", "gone a/skipped-now"));
  EXPECT_EQ(diff.subjects[0].compared, 6u);
  EXPECT_EQ(diff.worse(), 1u);
  EXPECT_TRUE(diff.complete());
  const std::string text = diff_text(diff, false);
  EXPECT_THAT(text, HasSubstr("  fixed       1x a/*  silent loss -> pass\n"));
  EXPECT_THAT(text, HasSubstr("  broken   SHOULD a/broken  pass -> crash\n"));
  EXPECT_THAT(text, HasSubstr("why    because"));
  EXPECT_THAT(text, HasSubstr("same suite, same environment: 1 fixed, 1 broken, 1 differ, 1 by an "
                              "edited case, 1 new, 2 gone\n"));
  EXPECT_THAT(diff_text(diff, true), HasSubstr("  fixed    SHOULD a/fixed  silent loss -> pass\n"));
  EXPECT_THAT(diff_markdown(diff), HasSubstr("| boto3 | 1 | 1 | 1 | 1 | 1 | 2 |\n"));
  EXPECT_THAT(diff_markdown(diff), HasSubstr("| gone | SHOULD | a/gone | pass | not run |\n"));
}

TEST(ConformDiff, TheSameRunTwiceSaysNothingElse) {
  const Written written({{"a/x", CaseVerdict::kLeak}});
  const ConformFile file = written.read();
  const ConformDiff diff = compare_runs(file, file);
  EXPECT_EQ(diff_text(diff, true), "same suite, same environment: 0 fixed, 0 broken, 0 differ\n");
  EXPECT_EQ(diff.worse(), 0u);
}

TEST(ConformDiff, WhatMayMissIsNeverWorseAndNewerCasesAreLeftOut) {
  const ConformFile before = Written({{"a/may", CaseVerdict::kPass, Level::kMay},
                                      {"a/newer", CaseVerdict::kPass, Level::kMust, {1, 1}}})
                                 .read();
  const ConformFile after = Written({{"a/may", CaseVerdict::kLeak, Level::kMay},
                                     {"a/newer", CaseVerdict::kLeak, Level::kMust, {1, 1}}})
                                .read();
  const ConformDiff diff = compare_runs(before, after);
  EXPECT_EQ(diff.subjects[0].count(CaseChange::kBroken), 1u);
  EXPECT_EQ(diff.worse(), 0u);
}

TEST(ConformDiff, SaysApartWhatElseChanged) {
  const std::vector<Verdict> one = {{"a/x", CaseVerdict::kPass}};
  const Written before(one);
  Written after(one);
  after.suite().content_hash = std::string(64, 'b');
  after.envelope().tool_version = "1.2.4";
  after.envelope().environment.front().second = "Linux 9";
  after.envelope().subjects.front() = {"boto3", "1.1", "CPython 3.12", {{"urllib3", "2"}}};
  const ConformFile first = before.read(), second = after.read();
  const ConformDiff diff = compare_runs(first, second);
  EXPECT_EQ(diff.suite.size(), 1u);
  EXPECT_EQ(diff.environment.size(), 2u);  // system, runtime
  EXPECT_EQ(diff.tool.size(), 1u);
  EXPECT_EQ(diff.sdks.size(), 3u);  // boto3; botocore has gone, urllib3 is new
  const std::string text = diff_text(diff, false);
  EXPECT_THAT(text, HasSubstr("suite        content: aaaaaaaaaaaa -> bbbbbbbbbbbb\n"));
  EXPECT_THAT(text, HasSubstr("environment  boto3 runtime: CPython 3.11 -> CPython 3.12\n"));
  EXPECT_THAT(text, HasSubstr("assay        assay: 1.2.3 -> 1.2.4\n"));
  EXPECT_THAT(text, HasSubstr("SDK          boto3: boto3 1.0 -> boto3 1.1\n"));
  EXPECT_THAT(text, HasSubstr("SDK          boto3 botocore: 1.0 -> none\n"));
  EXPECT_THAT(text, HasSubstr("another suite, another environment, another assay: 0 fixed"));
}

TEST(ConformDiff, SubjectsBelongTogetherByTheirSdk) {
  const auto file_with = [](std::vector<std::string> names) {
    ConformFile file;
    for (std::string& name : names)
      file.subjects.push_back({.name = std::move(name), .sdk = {}, .version = {}});
    return file;
  };
  const auto pairs = [](const ConformFile& before, const ConformFile& after) {
    std::vector<std::string> out;
    for (const SubjectDiff& subject : compare_runs(before, after).subjects) {
      out.push_back(subject.before->name + "=" + subject.after->name);
    }
    return out;
  };
  EXPECT_THAT(pairs(file_with({"go", "boto3@1.42.0"}), file_with({"boto3 (tree)", "js", "go"})),
              ElementsAre("boto3@1.42.0=boto3 (tree)", "go=go"));
  EXPECT_THAT(pairs(file_with({"boto3", "boto3@1"}), file_with({"boto3@1", "boto3@2"})),
              ElementsAre("boto3@1=boto3@1", "boto3=boto3@2"));
  EXPECT_THAT(pairs(file_with({"go"}), file_with({"js"})), ElementsAre("go=js"));
  const ConformFile left = file_with({"go", "js"}), right = file_with({"rust", "go"});
  const ConformDiff diff = compare_runs(left, right);
  EXPECT_THAT(diff.only_before, ElementsAre("js"));
  EXPECT_THAT(diff.only_after, ElementsAre("rust"));
  EXPECT_FALSE(diff.complete());
  EXPECT_THAT(compare_runs(left, file_with({"x", "y"})).subjects, IsEmpty());
}

TEST(ConformDiff, ARunThatEndedEarlyIsNotComplete) {
  const Written before({{"a/x", CaseVerdict::kPass}});
  Written after({{"a/x", CaseVerdict::kPass}});
  after.subject().failure = "interrupted";
  const ConformFile first = before.read(), second = after.read();
  const ConformDiff diff = compare_runs(first, second);
  EXPECT_FALSE(diff.complete());
  EXPECT_THAT(diff_text(diff, false), HasSubstr("incomplete: interrupted"));
}

TEST(ConformDiff, WritesJson) {
  const ConformFile before = Written({{"a/x", CaseVerdict::kPass}}).read();
  const ConformFile after = Written({{"a/x", CaseVerdict::kLeak}}).read();
  const ConformDiff diff = compare_runs(before, after);
  const auto json = boost::json::parse(diff_json(diff, make_envelope("diff", "1"), 1));
  const auto& subject = json.at("results").at(0);
  EXPECT_EQ(subject.at("counts").at("broken").as_int64(), 1);
  EXPECT_EQ(subject.at("cases").at(0).at("old").as_string(), "pass");
  EXPECT_EQ(subject.at("cases").at(0).at("new").as_string(), "leak");
  EXPECT_EQ(json.at("exit_code").as_int64(), 1);
}

TEST(ConformFile, EachMistakeIsNamed) {
  const Written written({{"a/x", CaseVerdict::kPass}});
  const std::string good = written.text();
  struct Row {
    std::string_view from, to, says;
  };
  for (const Row& row : {
           Row{"\"kind\":\"conform\"", "\"kind\":\"check\"", "no result of assay conform"},
           Row{"\"version\":1}", "\"version\":2}", "format version 2"},
           Row{"\"verdict\":\"pass\"", "\"verdict\":\"fine\"", "does not know"},
           Row{"\"case\":\"a/x\"", "\"case\":7", "\"case\" is of another type"},
           Row{"\"results\":[", "\"result\":[", "\"results\" is missing"},
           Row{"\"edition\":\"1.0\"", "\"edition\":\"one\"", "no edition"},
       }) {
    std::string text = good;
    const std::size_t at = text.find(row.from);
    ASSERT_NE(at, std::string::npos) << row.from;
    text.replace(at, row.from.size(), row.to);
    const auto file = read_conform_file({"f.json", text});
    ASSERT_FALSE(file) << row.to;
    EXPECT_THAT(file.error().to_string(), HasSubstr(std::string(row.says)));
    EXPECT_THAT(file.error().to_string(), HasSubstr("f.json:"));
  }
  EXPECT_FALSE(read_conform_file({"f.json", "[]"}));
  EXPECT_FALSE(read_conform_file({"f.json", "{\"kind\":"}));
}

TEST(ConformFile, AResultTwiceIsRefused) {
  const Written written({{"a/x", CaseVerdict::kPass}, {"a/x", CaseVerdict::kLeak}});
  const auto file = read_conform_file({"f.json", written.text()});
  ASSERT_FALSE(file);
  EXPECT_THAT(file.error().to_string(), HasSubstr("two results of boto3 for a/x"));
}

}  // namespace
}  // namespace assay
