#include "conformance/known_failing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Expected<KnownFailures> parse(std::string text) {
  return parse_known_failing({"k", std::move(text)});
}

TEST(KnownFailing, ReadsFields) {
  const auto known = parse(
      "# comment\n\n"
      "a/* kind=silent-loss issue=https://example.com/1 until=2027-01-31 why=\"it # \\\"is\\\"\" # "
      "c\n"
      "b kind=\"wrong value\" why=x\n");
  ASSERT_TRUE(known) << known.error().to_string();
  ASSERT_EQ(known->entries.size(), 2u);
  const KnownFailure& entry = known->entries[0];
  EXPECT_EQ(entry.pattern, "a/*");
  EXPECT_EQ(entry.kind, CaseVerdict::kSilentLoss);
  EXPECT_EQ(entry.issue, "https://example.com/1");
  EXPECT_EQ(entry.until, "2027-01-31");
  EXPECT_EQ(entry.why, "it # \"is\"");
  EXPECT_EQ(entry.line, 3u);
  EXPECT_EQ(known->entries[1].kind, CaseVerdict::kWrongValue);
}

TEST(KnownFailing, EachMistakeIsNamed) {
  struct Row {
    std::string text;
    std::string_view says;
  };
  for (const Row& row : {
           Row{"a", "kind is missing"},
           Row{"a kind=pass", "no kind of miss"},
           Row{"a kind=skipped", "no kind of miss"},
           Row{"a kind=oops", "no kind of miss"},
           Row{"a kind=leak why", "no field NAME=VALUE"},
           Row{"a kind=leak because=x", "no field is called"},
           Row{"a kind=leak until=2027-02-30", "no date"},
           Row{"a kind=leak until=tomorrow", "no date"},
           Row{"a kind=leak why=\"x", "not closed"},
           Row{"a kind=leak issue=http://x/#1", "quotation marks"},
       }) {
    const auto known = parse("# first\n" + row.text + "\n");
    ASSERT_FALSE(known) << row.text;
    EXPECT_THAT(known.error().to_string(), HasSubstr(std::string(row.says)));
    EXPECT_THAT(known.error().to_string(), HasSubstr("k:2"));
  }
}

const Case kA{.id = "f/a", .title = "t"}, kB{.id = "f/b", .title = "t"},
    kC{.id = "g/c", .title = "t"};

CaseResult result(const Case& item, CaseVerdict verdict) {
  return {.item = &item, .verdict = verdict};
}

struct ApplyRow {
  std::string text;
  CaseVerdict a, b;  // of f/a and f/b
  std::vector<bool> covered;
  std::vector<std::string> stale;
};

TEST(KnownFailing, Applies) {
  using enum CaseVerdict;
  for (const ApplyRow& row : {
           ApplyRow{"f/a kind=leak why=x", kLeak, kPass, {true, false}, {}},
           ApplyRow{"f/* kind=leak why=x", kLeak, kLeak, {true, true}, {}},
           ApplyRow{"f/* kind=leak why=x", kLeak, kPass, {true, false}, {"k:1: f/b passes now"}},
           ApplyRow{"f/a kind=leak why=x", kPass, kPass, {false, false}, {"k:1: f/a passes now"}},
           ApplyRow{"f/a kind=leak why=x",
                    kCrash,
                    kPass,
                    {false, false},
                    {"k:1: f/a fails as crash, not as leak"}},
           ApplyRow{"f/* kind=leak why=x\nf/b kind=crash why=y", kLeak, kCrash, {true, true}, {}},
           ApplyRow{"f/a kind=leak why=x", kSkipped, kPass, {false, false}, {}},
           ApplyRow{"z kind=leak why=x", kPass, kPass, {false, false}, {"k:1: no case matches z"}},
       }) {
    const CaseResult results[] = {result(kA, row.a), result(kB, row.b)};
    const KnownOutcome outcome =
        apply_known_failing(*parse(row.text), results, "2026-01-01", false);
    EXPECT_EQ(outcome.covered[0] != UINT32_MAX, row.covered[0]) << row.text;
    EXPECT_EQ(outcome.covered[1] != UINT32_MAX, row.covered[1]) << row.text;
    EXPECT_EQ(outcome.stale, row.stale) << row.text;
  }
}

TEST(KnownFailing, ExpiryAndReasons) {
  const auto known = parse("f/a kind=leak until=2026-01-31 why=\"\"\n");
  const CaseResult results[] = {result(kA, CaseVerdict::kLeak)};
  EXPECT_THAT(apply_known_failing(*known, results, "2026-01-31", false).expired, IsEmpty());
  const KnownOutcome late = apply_known_failing(*known, results, "2026-02-01", false);
  EXPECT_THAT(late.expired, ElementsAre("k:1: f/a was to end by 2026-01-31"));
  EXPECT_THAT(late.without_reason, ElementsAre("k:1: f/a"));
  EXPECT_THAT(apply_known_failing(*parse("z kind=leak why=x"), results, "", true).stale, IsEmpty());
}

TEST(KnownFailing, UpdatesAndKeepsWhatPeopleWrote) {
  using enum CaseVerdict;
  const auto known = parse(
      "# ours\n"
      "f/a   kind=leak  why=\"spaced  as written\"  # note\n"
      "f/b kind=crash why=gone\n"
      "g/* kind=hang issue=i why=\"two words\"\n");
  const CaseResult results[] = {result(kA, kLeak), result(kB, kPass), result(kC, kWrongValue)};
  EXPECT_EQ(update_known_failing(*known, results, false),
            "# ours\n"
            "f/a   kind=leak  why=\"spaced  as written\"  # note\n"
            "g/c kind=wrong-value why=\"\"\n");
  // A pattern of which one case is mended is split.
  const CaseResult split[] = {result(kA, kLeak), result(kB, kPass)};
  EXPECT_EQ(
      update_known_failing(*parse("f/* kind=leak until=2027-01-01 why=\"a b\"\n"), split, false),
      "f/a kind=leak until=2027-01-01 why=\"a b\"\n");
  // Entries of cases that were not run stay in a narrowed run.
  EXPECT_EQ(update_known_failing(*parse("z kind=leak why=x\n"), split, true),
            "z kind=leak why=x\nf/a kind=leak why=\"\"\n");
  const std::string updated = update_known_failing(KnownFailures{}, split, false);
  EXPECT_THAT(apply_known_failing(*parse(updated), split, "", false).stale, IsEmpty());
}

}  // namespace
}  // namespace assay
