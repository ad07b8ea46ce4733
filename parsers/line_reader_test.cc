#include "parsers/line_reader.h"

#include <gtest/gtest.h>

#include <string>

namespace assay {
namespace {

// Lines as "text" + end: n newline, e end, l too long.
std::string lines_of(std::string_view text, std::size_t limit, bool drop_rest = true) {
  ByteSource source = ByteSource::of_text("t", text);
  std::string all;
  std::string line;
  while (true) {
    const LineEnd end = read_line(source, limit, line, drop_rest);
    all += line + (end == LineEnd::kNewline ? "<n>" : end == LineEnd::kEnd ? "<e>" : "<l>");
    if (end == LineEnd::kEnd) return all;
  }
}

TEST(LineReader, Table) {
  EXPECT_EQ(lines_of("", 9), "<e>");
  EXPECT_EQ(lines_of("a", 9), "a<e>");
  EXPECT_EQ(lines_of("a\n", 9), "a<n><e>");
  EXPECT_EQ(lines_of("a\r\nb\n\nc", 9), "a<n>b<n><n>c<e>");
  EXPECT_EQ(lines_of("a\rb\n", 9), "a\rb<n><e>");
  EXPECT_EQ(lines_of("abc\nabcd\nab\n", 3), "abc<n>abc<l>ab<n><e>");
  EXPECT_EQ(lines_of("abcd", 3), "abc<l><e>");
  EXPECT_EQ(lines_of("abcd\nx\n", 3, false), "abc<l>d<n>x<n><e>");
  EXPECT_EQ(lines_of(std::string_view("a\0b\n", 4), 9), std::string("a\0b<n><e>", 9));
}

TEST(ByteSource, CountsLinesAndColumns) {
  ByteSource source = ByteSource::of_text("t", "ab\ncd\n\ne");
  source.consume(1);
  EXPECT_EQ(source.place().column, 2u);
  source.consume(3);
  EXPECT_EQ(source.place().line, 2u);
  EXPECT_EQ(source.place().column, 2u);
  source.skip(100);
  EXPECT_EQ(source.place().line, 4u);
  EXPECT_EQ(source.place().column, 2u);
  EXPECT_EQ(source.offset(), 8u);
  EXPECT_TRUE(source.at_end());
}

}  // namespace
}  // namespace assay
