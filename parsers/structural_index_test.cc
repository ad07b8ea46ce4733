#include "parsers/structural_index.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/check_test_util.h"

namespace assay {
namespace {

constexpr std::size_t kRoom = 1 << 16;

// Both ways give the same index, whatever the text.
void expect_agreement(std::string_view text) {
  static StructuralIndex stage1(kRoom);
  static StructuralIndex plain(kRoom, IndexEngine::kPlain);
  const IndexedText a = stage1.index(text);
  const IndexedText b = plain.index(text);
  EXPECT_EQ(a.token_count, b.token_count) << text;
  EXPECT_TRUE(std::equal(a.tokens, a.tokens + a.token_count, b.tokens, b.tokens + b.token_count))
      << text;
  EXPECT_EQ(a.end, b.end) << text;
  EXPECT_EQ(a.size, text.size());
  EXPECT_EQ(b.size, text.size());
  EXPECT_EQ(a.open_string, b.open_string) << text;
  EXPECT_TRUE(a.reason == b.reason) << text;
}

TEST(StructuralIndex, SmallTexts) {
  for (const std::string_view text : {"",
                                      " ",
                                      "{}",
                                      "[1,2]",
                                      R"({"a":"b"})",
                                      R"("a\"b")",
                                      R"("a\\")",
                                      R"("a\\\"")",
                                      R"(\"a")",
                                      R"(x\"y")",
                                      R"(abc"def")",
                                      R"("abc"def)",
                                      R"("a""b")",
                                      "1 2",
                                      "\x0c\x1a",
                                      "a\x0c"
                                      "b",
                                      "\"\x7f\"",
                                      "\"a",
                                      "\"a\\",
                                      "\"\x01\"",
                                      "\x01",
                                      "\xff",
                                      "\"\xc3",
                                      "\xc3\xa9",
                                      "\"\xf4\x90\x80\x80\"",
                                      "\"\xed\xa0\x80\"",
                                      "\"\xc0\x80\"",
                                      "\"\xf0\x9f\x98\x80\""}) {
    expect_agreement(text);
  }
}

TEST(StructuralIndex, EveryPrefixOfAMessage) {
  const std::string_view text = full_output();
  for (std::size_t size = 0; size <= text.size(); ++size) expect_agreement(text.substr(0, size));
}

TEST(StructuralIndex, RandomTexts) {
  std::mt19937 random(1);
  constexpr std::string_view kBytes = "{}[]:,\"\\\\ \n\t\raz09-.eEtfnu/\x0c\x1a\x7f\xc3\xa9";
  for (int i = 0; i < 20'000; ++i) {
    std::string text(random() % 200, ' ');
    for (char& c : text) c = kBytes[random() % kBytes.size()];
    expect_agreement(text);
    for (char& c : text) c = static_cast<char>(random());
    expect_agreement(text);
  }
}

TEST(StructuralIndex, FirstBadByte) {
  struct Case {
    std::string_view text;
    TextEnd reason;
    std::uint32_t end, bad_end, open_string;
  };
  const Case cases[] = {
      {"{\"a\":\"b\x01", TextEnd::kControl, 7, 8, 5},
      {"{\"a\":\"b\xff\"}", TextEnd::kUtf8, 7, 8, 5},
      {"{\"a\" \xe2\x82", TextEnd::kUtf8, 5, 7, UINT32_MAX},
      {"{\"a\":\"b", TextEnd::kOpenString, 7, 0, 5},
      {"{\"a\":\"b\\\"", TextEnd::kOpenString, 9, 0, 5},
      {"{\"a\":", TextEnd::kEnd, 5, 0, UINT32_MAX},
  };
  StructuralIndex index(kRoom);
  for (const Case& c : cases) {
    const IndexedText text = index.index(c.text);
    EXPECT_TRUE(text.reason == c.reason) << c.text;
    EXPECT_EQ(text.end, c.end) << c.text;
    EXPECT_EQ(text.bad_end, c.bad_end) << c.text;
    EXPECT_EQ(text.open_string, c.open_string) << c.text;
  }
}

// The page behind the text cannot be read: a single byte too far ends the test.
TEST(StructuralIndex, ReadsNothingPastTheText) {
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  void* const memory =
      mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(memory, MAP_FAILED);
  char* const wall = static_cast<char*>(memory) + page;
  ASSERT_EQ(mprotect(wall, page, PROT_NONE), 0);
  Checker checker(Contract::embedded());
  Value value;
  std::vector<Violation> storage(64);
  const std::string_view message = full_output();
  for (std::size_t size = 0; size <= message.size(); ++size) {
    for (const std::string_view text :
         {message.substr(0, size), message.substr(message.size() - size)}) {
      std::copy(text.begin(), text.end(), wall - size);
      const std::string_view body(wall - size, size);
      Findings findings(storage);
      checker.check_output(0, body, findings);
      checker.check_error_body(0, body, findings);
      checker.bind_output(0, body, value);
      expect_agreement(body);
    }
  }
  munmap(memory, 2 * page);
}

TEST(StructuralIndex, Utf8Sequences) {
  // Against the definition: every text of up to two bytes, and every three- and four-byte sequence
  // at the edges of the ranges.
  const auto valid = [](std::string_view text) { return utf8_sequence(text, 0) == text.size(); };
  for (int a = 0; a < 256; ++a) {
    EXPECT_EQ(valid(std::string(1, static_cast<char>(a))), a < 0x80) << a;
    for (int b = 0; b < 256; ++b) {
      const std::string two{static_cast<char>(a), static_cast<char>(b)};
      EXPECT_EQ(valid(two), a >= 0xc2 && a <= 0xdf && b >= 0x80 && b <= 0xbf) << a << ' ' << b;
      const std::string three = two + '\x80';
      const int scalar = (a & 15) << 12 | (b & 63) << 6;
      const bool form = a >= 0xe0 && a <= 0xef && b >= 0x80 && b <= 0xbf;
      EXPECT_EQ(valid(three), form && scalar >= 0x800 && !(scalar >= 0xd800 && scalar < 0xe000))
          << a << ' ' << b;
      const int large = (a & 7) << 18 | (b & 63) << 12;
      const bool four = a >= 0xf0 && a <= 0xf7 && b >= 0x80 && b <= 0xbf;
      EXPECT_EQ(valid(three + '\xbf'), four && large >= 0x10000 && large <= 0x10ffff)
          << a << ' ' << b;
    }
  }
}

}  // namespace
}  // namespace assay
