// Lines by the chunk say what a Checker says of one line after the other.
#include <assay/line_checker.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/check_test_util.h"
#include "parsers/line_scan.h"

namespace assay {
namespace {

using std::string_view;

// A line with findings, as either way tells it.
struct Told {
  std::uint64_t line = 0;
  std::string body;
  Verdict verdict = Verdict::kValid;
  std::vector<Violation> violations;
  friend bool operator==(const Told&, const Told&) = default;
};

struct Answer {
  std::vector<Told> told;
  std::uint64_t lines = 0, blank = 0;
  std::array<std::uint64_t, 3> verdicts{};
  friend bool operator==(const Answer&, const Answer&) = default;
};

constexpr Limits kLimits{.max_depth = 16, .max_body_bytes = 4096};

std::vector<Violation> stored(const Findings& findings) {
  return {findings.stored().begin(), findings.stored().end()};
}

Answer line_by_line(BodyKind kind, string_view text) {
  static Checker checker(Contract::embedded(), kLimits);
  static std::vector<Violation> storage(256);
  Answer answer;
  while (!text.empty()) {
    const std::size_t newline = std::min(text.find('\n'), text.size());
    string_view line = text.substr(0, newline);
    text.remove_prefix(std::min(newline + 1, text.size()));
    ++answer.lines;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t\r") == string_view::npos) {
      ++answer.blank;
      continue;
    }
    Findings findings(storage);
    const Verdict verdict = kind == BodyKind::kInput   ? checker.check_input(0, line, findings)
                            : kind == BodyKind::kError ? checker.check_error_body(0, line, findings)
                                                       : checker.check_output(0, line, findings);
    ++answer.verdicts[static_cast<std::size_t>(verdict)];
    if (findings.total() == 0) continue;
    answer.told.push_back({answer.lines, std::string(line), verdict, stored(findings)});
  }
  return answer;
}

Answer by_chunk(LineChecker& checker, BodyKind kind, string_view text) {
  static std::vector<Violation> storage(256);
  Findings findings(storage);
  Answer answer;
  const LineCounts counts = checker.check(0, kind, text, findings, [&](const CheckedLine& line) {
    answer.told.push_back({line.line, std::string(line.body), line.verdict, stored(findings)});
  });
  answer.lines = counts.lines;
  answer.blank = counts.blank;
  answer.verdicts = {counts.valid, counts.invalid, counts.unchecked};
  return answer;
}

// One checker for each size of chunks.
std::vector<LineChecker>& checkers() {
  static std::vector<LineChecker> all = [] {
    std::vector<LineChecker> made;
    for (std::size_t size = 1; size <= 64; ++size) {
      made.emplace_back(Contract::embedded(), kLimits, size);
    }
    for (const std::size_t size : {100u, 1000u, 5000u, 100'000u}) {
      made.emplace_back(Contract::embedded(), kLimits, size);
    }
    return made;
  }();
  return all;
}

void expect_agreement(string_view text) {
  for (const BodyKind kind : {BodyKind::kOutput, BodyKind::kInput, BodyKind::kError}) {
    const Answer wanted = line_by_line(kind, text);
    for (std::size_t i = 0; i < checkers().size(); ++i) {
      ASSERT_EQ(by_chunk(checkers()[i], kind, text), wanted) << "checker " << i << '\n' << text;
    }
  }
}

TEST(LineChecker, EveryKindOfLine) {
  const std::string full(full_output());
  const std::string big = R"({"RunId":")" + std::string(5000, 'a') + "\"}";
  for (const std::string& text :
       std::vector<std::string>{"",
                                "\n",
                                "\r\n",
                                " \t\r\n\n",
                                "{}",
                                "{}\n",
                                "{}\r\n",
                                "{}\r",
                                "{}\n{}",
                                "{}\n\n{}\n",
                                "{\"RunId\":\"a\"}\n{\"RunId\":\"\"}\n{\"RunId\":\"b\"}\n",
                                "\xef\xbb\xbf{\"RunId\":\"a\"}\n\xef\xbb\xbf{}\n",
                                "{\"RunId\":\"a\n\"}\n{}\n",  // a raw newline in a string
                                "{\"RunId\":\n\"a\"}\n{}\n",  // and between tokens
                                "{\"RunId\":\"a\"\n}\n",
                                "{}{}\n{}\n",
                                "[\n]\n",
                                "1\n\"a\"\nnull\n",
                                "{\"RunId\":\"a\\\n\"}\n",
                                "\\\n\"a\"\n{}\n",
                                "{}\\\n{}\n",
                                "\"\n\"\n{}\n",
                                "{\"RunId\":\"\xff\"}\n{}\n",
                                "{}\xc3\n\xa9{}\n",
                                std::string("{}\n\0\n{}\n", 8),
                                "{\"RunId\":\"a\"}\r\r\n{}\n",
                                "tru\ne\n",
                                "12\n34\n",
                                "{\"RunId\":\"a\"}\x1a\n{}\n",
                                "{\"assayExchange\":1}\n{}\n",
                                "{\"New\":1}\n{\"__type\":\"ThrottlingException\"}\n",
                                full + "\n{\"RunId\":\"-\"}\n" + full + "\n",
                                full + "\n" + big + "\n" + full,
                                big,
                                big + "\n{}\n" + full + "\r\n" + full + "\n"}) {
    expect_agreement(text);
  }
}

TEST(LineChecker, RandomFiles) {
  std::mt19937 random(5);
  const std::array<std::string, 12> lines{
      "{}",
      R"({"RunId":"a"})",
      R"({"RunId":""})",
      "{\"RunId\":\"a",
      "\"}",
      "",
      " ",
      R"({"RunId":1})",
      R"({"RunDetail":{"RunId":"b","TaskInstances":["x","y",null]}})",
      "[1,2",
      "\xff",
      "\\"};
  const std::array<std::string, 5> ends{"\n", "\n", "\r\n", "\r\r\n", "\n\n"};
  for (int i = 0; i < 150; ++i) {
    std::string text;
    for (std::size_t left = random() % 12; left > 0; --left) {
      // Mostly lines without fault, so that chunks are indexed too.
      text += lines[random() % 3 == 0 ? random() % lines.size() : random() % 3];
      text += ends[random() % ends.size()];
    }
    if (random() % 2 == 0 && !text.empty()) text.pop_back();
    if (random() % 4 == 0 && !text.empty())
      text[random() % text.size()] = static_cast<char>(random());
    expect_agreement(text);
    if (HasFatalFailure()) return;
  }
}

TEST(LineChecker, CountsPastItsStorage) {
  LineChecker checker(Contract::embedded());
  std::array<Violation, 1> storage;
  Findings findings(storage);
  std::size_t total = 0, dropped = 0;
  checker.check(0, BodyKind::kOutput, "{\"RunId\":\"\",\"RunType\":\"\"}\n{}\n", findings,
                [&](const CheckedLine& line) {
                  EXPECT_EQ(line.line, 1u);
                  total = findings.total();
                  dropped = findings.dropped();
                });
  EXPECT_GT(total, 1u);
  EXPECT_EQ(dropped, total - 1);
}

LineTotals scan(LineScan& scan, string_view text, std::vector<LineSpan>& lines, bool every) {
  static Checker checker(Contract::embedded(), kLimits);
  return scan.scan(&checker, {0, BodyKind::kOutput}, text, every,
                   [&](const LineSpan& line) { lines.push_back(line); });
}

// Otherwise all would agree, and nothing be gained.
TEST(LineScan, SettlesLinesWithoutFindings) {
  const std::string line(full_output());
  std::string text;
  for (int i = 0; i < 100; ++i) text += line + "\n";
  LineScan chunks;
  std::vector<LineSpan> lines;
  EXPECT_EQ(scan(chunks, text, lines, false).settled, 100u);
  EXPECT_TRUE(lines.empty());
  const LineTotals totals = scan(chunks, text + "{\"RunId\":\"\"}\n{}\n", lines, false);
  EXPECT_EQ(totals.settled, 101u);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].number, 100u);
  EXPECT_EQ(lines[0].begin, text.size());
  lines.clear();
  scan(chunks, text, lines, true);
  EXPECT_EQ(lines.size(), 100u);
}

TEST(LineScan, ADamagedChunkIsLeftToACloserLook) {
  LineScan chunks(64);
  std::vector<LineSpan> lines;
  const std::string text = "{\"RunId\":\"\xff\"}\n{}\n" + std::string(80, ' ') + "\n{}\n";
  const LineTotals totals = scan(chunks, text, lines, false);
  EXPECT_EQ(totals.lines, 4u);
  EXPECT_EQ(totals.blank, 1u);
  EXPECT_EQ(totals.settled, 1u);  // that of the last chunk
  EXPECT_EQ(lines.size(), 2u);
  lines.clear();
  LineScan plain(64, IndexEngine::kPlain);
  EXPECT_EQ(scan(plain, text, lines, false).settled, 0u);
}

TEST(LineScan, WholeLines) {
  EXPECT_EQ(whole_lines("ab\ncd", 5), 5u);
  EXPECT_EQ(whole_lines("ab\ncd", 4), 3u);
  EXPECT_EQ(whole_lines("ab\ncd", 3), 3u);
  EXPECT_EQ(whole_lines("ab\ncd", 2), 0u);
  EXPECT_EQ(whole_lines("", 1), 0u);
}

}  // namespace
}  // namespace assay
