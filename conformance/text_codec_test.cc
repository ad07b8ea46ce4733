#include "conformance/text_codec.h"

#include <gtest/gtest.h>

#include "corpus/sha256.h"

namespace assay {
namespace {

TEST(CodeUnits, LoneSurrogatesSurvive) {
  EXPECT_EQ(from_code_units("0061 d83d de00"), "a\xF0\x9F\x98\x80");
  const auto lone = from_code_units("d800 0061 dc00");
  ASSERT_TRUE(lone);
  EXPECT_TRUE(has_surrogate(*lone));
  EXPECT_EQ(to_code_units(*lone), "d800 0061 dc00");
  EXPECT_EQ(to_code_units("a\xF0\x9F\x98\x80"), "0061 d83d de00");
  EXPECT_FALSE(has_surrogate("\xED\x9F\xBF"));
  for (const std::string_view bad : {"61", "zzzz", "0061d800", "0061  d800"}) {
    EXPECT_EQ(from_code_units(bad), std::nullopt) << bad;
  }
}

TEST(Instant, ReadsAndWrites) {
  const std::pair<std::string_view, Timestamp> cases[] = {
      {"1970-01-01T00:00:00Z", {0, 0}},
      {"2024-02-29T23:59:59.123456789Z", {1709251199, 123456789}},
      {"0001-01-01T00:00:00Z", {-62135596800, 0}},
      {"9999-12-31T23:59:59.9Z", {253402300799, 900000000}},
      {"1969-12-31T23:59:59Z", {-1, 0}}};
  for (const auto& [text, instant] : cases) {
    EXPECT_EQ(parse_instant(text), instant) << text;
    EXPECT_EQ(format_instant(instant), text);
  }
  EXPECT_EQ(format_instant({253402300800, 0}), "+010000-01-01T00:00:00Z");
  for (const std::string_view bad :
       {"2023-02-29T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:00:60Z",
        "2024-01-01T00:00:00", "2024-01-01T00:00:00+00:00", "2024-01-01 00:00:00Z",
        "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00.1234567890Z", "2024-13-01T00:00:00Z", "Z"}) {
    EXPECT_EQ(parse_instant(bad), std::nullopt) << bad;
  }
}

TEST(Glob, MatchesRuns) {
  struct Row {
    std::string_view pattern, text;
    bool match;
  };
  for (const Row& row :
       {Row{"*", "", true}, Row{"a/*", "a/b/c", true}, Row{"a/*", "b/a/c", false},
        Row{"*cut*", "x/cut-in", true}, Row{"a*b*c", "a-b-b-c", true}, Row{"a*b*c", "a-c-b", false},
        Row{"abc", "abc", true}, Row{"abc", "abcd", false}, Row{"a?c", "abc", false}}) {
    EXPECT_EQ(glob_match(row.pattern, row.text), row.match) << row.pattern << " " << row.text;
  }
}

TEST(Printable, EscapesAndCuts) {
  EXPECT_EQ(printable("a\n\x01\xFF", 100), "a\\n\\x01\\xff");
  EXPECT_EQ(printable("abcdef", 3), "abc...");
}

TEST(Sha256, KnownAnswer) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace assay
