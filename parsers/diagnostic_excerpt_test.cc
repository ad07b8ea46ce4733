#include "parsers/diagnostic_excerpt.h"

#include <gtest/gtest.h>

#include <string>

#include "parsers/diagnostic_width.h"

namespace assay {
namespace {

// The excerpt, a line feed, and a line with carets under what is pointed at.
std::string drawn(std::string_view text, std::uint32_t begin, std::uint32_t end,
                  const std::vector<ByteRange>& masks = {}, std::size_t columns = kExcerptColumns) {
  const Excerpt excerpt = make_excerpt(text, begin, end, masks, columns);
  return excerpt.text + "\n" + std::string(excerpt.caret_begin, ' ') +
         std::string(excerpt.caret_length, '^');
}

std::uint32_t at(std::string_view text, std::string_view what) {
  return static_cast<std::uint32_t>(text.find(what));
}

TEST(Excerpt, PointsAtTheBytes) {
  EXPECT_EQ(drawn(R"({"RunId":"a b"})", 9, 14),
            "{\"RunId\":\"a b\"}\n"
            "         ^^^^^");
}

TEST(Excerpt, ShowsOneLineOnly) {
  const std::string text = "{\n  \"RunId\": 17,\n  \"X\": 1\n}";
  EXPECT_EQ(drawn(text, at(text, "17"), at(text, "17") + 2),
            "  \"RunId\": 17,\n"
            "           ^^");
}

TEST(Excerpt, RangeOverLinesEndsWithTheLine) {
  const std::string text = "{\"a\": [\n1,\n2]}";
  EXPECT_EQ(drawn(text, 6, 13), "{\"a\": [\n      ^");
}

TEST(Excerpt, EndOfTextHasACaretBehindIt) {
  EXPECT_EQ(drawn(R"({"RunId":"r)", 11, 11), "{\"RunId\":\"r\n           ^");
  EXPECT_EQ(drawn("", 0, 0), "\n^");
  EXPECT_EQ(drawn("{\n", 2, 2), "\n^");
}

TEST(Excerpt, WideAndCombiningCharactersKeepTheCaretInLine) {
  // A wide character takes two columns, a combining mark none.
  EXPECT_EQ(drawn("\"日本\":1", 9, 10), "\"日本\":1\n       ^");
  EXPECT_EQ(drawn("\"e\u0301\":1", 6, 7), "\"e\u0301\":1\n    ^");
  EXPECT_EQ(drawn("\"\U0001F600\" x", 7, 8), "\"\U0001F600\" x\n     ^");
  EXPECT_EQ(drawn("日本", 3, 6), "日本\n  ^^");
}

TEST(Excerpt, MakesControlAndInvalidBytesVisible) {
  EXPECT_EQ(drawn(std::string_view("a\0b", 3), 1, 2), "a<00>b\n ^^^^");
  EXPECT_EQ(drawn("a\x1b[31mb", 1, 2), "a<1B>[31mb\n ^^^^");
  EXPECT_EQ(drawn("a\xff"
                  "b",
                  1, 2),
            "a<FF>b\n ^^^^");
  EXPECT_EQ(drawn("a\xe2\x82"
                  "b",
                  3, 4),
            "a<E2><82>b\n         ^");
  EXPECT_EQ(drawn("a\u202Eb", 1, 4), "a<U+202E>b\n ^^^^^^^^");
  EXPECT_EQ(drawn("a\tb", 2, 3), "a<09>b\n     ^");
}

TEST(Excerpt, LeadingTabsAreIndentation) {
  EXPECT_EQ(drawn("\t\t\"a\": x", 7, 8), "  \"a\": x\n       ^");
}

TEST(Excerpt, CarriageReturnAtTheEndOfALineIsShownOnlyWhenPointedAt) {
  EXPECT_EQ(drawn("{\r\n}", 0, 1), "{\n^");
  EXPECT_EQ(drawn("{\r\n}", 1, 2), "{<0D>\n ^^^^");
}

TEST(Excerpt, LongLinesAreCutAroundTheCaret) {
  const std::string text = std::string(500, 'a') + "X" + std::string(500, 'b');
  const Excerpt excerpt = make_excerpt(text, 500, 501, {}, 40);
  EXPECT_EQ(excerpt.text.size(), 40u);
  EXPECT_EQ(excerpt.text[excerpt.caret_begin], 'X');
  EXPECT_EQ(excerpt.caret_length, 1u);
  EXPECT_TRUE(excerpt.text.starts_with("...a"));
  EXPECT_TRUE(excerpt.text.ends_with("b..."));
}

TEST(Excerpt, LongRangesAreCutWithTheLine) {
  const std::string text = "\"" + std::string(5000, 'x') + "\"";
  const Excerpt excerpt = make_excerpt(text, 0, 5002, {}, 40);
  EXPECT_EQ(excerpt.text.size(), 37u);  // nothing to cut on the left
  EXPECT_EQ(excerpt.caret_begin, 0u);
  EXPECT_EQ(excerpt.caret_begin + excerpt.caret_length, 34u);
}

// Wherever the caret is in whatever line, it points at what it should.
TEST(Excerpt, EveryPlaceOfALongLineOfWideCharacters) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += i % 3 == 0 ? "日" : i % 3 == 1 ? "a" : "é";
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = decode_scalar(std::string_view(text).substr(i)).size;
    const Excerpt excerpt = make_excerpt(text, static_cast<std::uint32_t>(i),
                                         static_cast<std::uint32_t>(i + size), {}, 40);
    ASSERT_LE(printed_columns(excerpt.text), 40u);
    // The character in that column is the one that was asked for.
    std::size_t column = 0, byte = 0;
    while (column < excerpt.caret_begin) {
      const DecodedScalar scalar = decode_scalar(std::string_view(excerpt.text).substr(byte));
      column += static_cast<std::size_t>(column_width(scalar.scalar));
      byte += scalar.size;
    }
    ASSERT_EQ(column, excerpt.caret_begin) << i;
    ASSERT_EQ(excerpt.text.substr(byte, size), text.substr(i, size)) << i;
    i += size;
  }
}

TEST(Excerpt, MasksWhatMustNotBeShown) {
  const std::string text = R"({"Secret":{"k":"canary"},"RunId":17})";
  const ByteRange mask{at(text, "{\"k"), at(text, ",\"RunId")};
  EXPECT_EQ(drawn(text, at(text, "17"), at(text, "17") + 2, {mask}),
            "{\"Secret\":***,\"RunId\":17}\n"
            "                      ^^");
  EXPECT_EQ(drawn(text, at(text, "canary"), at(text, "canary") + 6, {mask}),
            "{\"Secret\":***,\"RunId\":17}\n"
            "          ^^^");
}

TEST(Excerpt, AMaskLongerThanTheWindowShowsNothing) {
  const std::string text = "{\"k\":\"" + std::string(5000, 'c') + "\"}";
  const ByteRange mask{5, 5008};
  for (std::uint32_t i = 5; i < 5008; i += 7) {
    const Excerpt excerpt = make_excerpt(text, i, i + 1, {mask}, 40);
    ASSERT_EQ(excerpt.text.find('c'), std::string::npos);
  }
}

TEST(VisibleText, IsUtf8WithoutControls) {
  std::string every;
  for (int i = 0; i < 256; ++i) every += static_cast<char>(i);
  const std::string out = visible_text(every);
  for (std::size_t i = 0; i < out.size();) {
    const DecodedScalar scalar = decode_scalar(std::string_view(out).substr(i));
    ASSERT_TRUE(scalar.valid);
    ASSERT_GE(column_width(scalar.scalar), 0);
    i += scalar.size;
  }
}

TEST(DecodeScalar, RefusesWhatIsNoUtf8) {
  for (const std::string_view bad :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\xFF"}) {
    EXPECT_FALSE(decode_scalar(bad).valid) << visible_text(bad);
    EXPECT_EQ(decode_scalar(bad).size, 1u);
  }
  EXPECT_EQ(decode_scalar("\xF4\x8F\xBF\xBF").scalar, char32_t{0x10FFFF});
  EXPECT_EQ(decode_scalar("\xED\x9F\xBF").scalar, char32_t{0xD7FF});
}

}  // namespace
}  // namespace assay
