#include "parsers/scalars.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/scalars_string.h"

namespace assay {
namespace {

std::string scanned(std::string_view text) {
  const NumberScan scan = scan_number(text.data(), 0, static_cast<std::uint32_t>(text.size()));
  constexpr std::string_view kNames[] = {"integer", "decimal", "cut", "wrong"};
  return std::string(kNames[static_cast<std::size_t>(scan.grammar)]) + " " +
         std::to_string(scan.end);
}

TEST(Scalars, NumberGrammar) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"0", "integer 1"},     {"-0", "integer 2"},     {"12", "integer 2"},  {"-", "cut 1"},
      {"-x", "wrong 1"},      {"01", "integer 1"},     {"1.", "cut 2"},      {"1.x", "wrong 2"},
      {"1.5", "decimal 3"},   {"1e", "cut 2"},         {"1e+", "cut 3"},     {"1e+x", "wrong 3"},
      {"1E-05", "decimal 5"}, {"1.5e3,", "decimal 5"}, {"0x1", "integer 1"}, {"+1", "wrong 0"},
      {".5", "wrong 0"},      {"1.5.2", "decimal 3"},  {"--1", "wrong 1"},   {"1e1.5", "decimal 3"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(scanned(text), expected) << text;
}

TEST(Scalars, Integers) {
  struct Case {
    std::string_view text;
    IntegerKind kind;
    std::int64_t value;
  };
  const Case cases[] = {
      {"0", IntegerKind::kPlain, 0},
      {"-0", IntegerKind::kPlain, 0},
      {"-17", IntegerKind::kPlain, -17},
      {"999999999999999999", IntegerKind::kPlain, 999999999999999999},
      {"9223372036854775807", IntegerKind::kPlain, INT64_MAX},
      {"-9223372036854775808", IntegerKind::kPlain, INT64_MIN},
      {"9223372036854775808", IntegerKind::kTooLarge, INT64_MAX},
      {"-9223372036854775809", IntegerKind::kTooLarge, INT64_MIN},
      {"18446744073709551616", IntegerKind::kTooLarge, INT64_MAX},
      {"99999999999999999999999999999", IntegerKind::kTooLarge, INT64_MAX},
      {"60.0", IntegerKind::kRespelt, 60},
      {"6e1", IntegerKind::kRespelt, 60},
      {"0.06E3", IntegerKind::kRespelt, 60},
      {"-600e-1", IntegerKind::kRespelt, -60},
      {"0e5", IntegerKind::kRespelt, 0},
      {"0.000", IntegerKind::kRespelt, 0},
      {"0.00e999999999999999999999", IntegerKind::kRespelt, 0},
      {"1000000000000000000000000e-24", IntegerKind::kRespelt, 1},
      {"9.223372036854775807e18", IntegerKind::kRespelt, INT64_MAX},
      {"9.223372036854775808e18", IntegerKind::kTooLarge, INT64_MAX},
      {"-9.223372036854775808e18", IntegerKind::kRespelt, INT64_MIN},
      {"1e19", IntegerKind::kTooLarge, INT64_MAX},
      {"1e400", IntegerKind::kTooLarge, INT64_MAX},
      {"-1e99999999999999999999", IntegerKind::kTooLarge, INT64_MIN},
      {"60.5", IntegerKind::kFractional, 0},
      {"1e-1", IntegerKind::kFractional, 0},
      {"12e-99999999999999999999", IntegerKind::kFractional, 0},
      {"0.10e0", IntegerKind::kFractional, 0},
  };
  for (const Case& c : cases) {
    const IntegerReading reading = read_integer(c.text);
    EXPECT_TRUE(reading.kind == c.kind) << c.text;
    EXPECT_EQ(reading.value, c.value) << c.text;
  }
}

TEST(Scalars, Doubles) {
  EXPECT_EQ(read_double("1.5e3"), 1500.0);
  EXPECT_EQ(read_double("-0"), 0.0);
  EXPECT_EQ(read_double("1e400"), HUGE_VAL);
  EXPECT_EQ(read_double("-1e400"), -HUGE_VAL);
  EXPECT_EQ(read_double("1e-400"), 0.0);
  EXPECT_EQ(read_double("0.00001e400"), HUGE_VAL);
  EXPECT_EQ(read_double("0.1"), 0.1);
  EXPECT_EQ(read_double("5e-324"), 5e-324);
}

TEST(Scalars, SameNumber) {
  const std::vector<std::vector<std::string_view>> groups = {
      {"0", "-0", "0.0", "0e7", "-0.00E-3"},
      {"60", "60.0", "6e1", "600e-1", "0.06e3"},
      {"-60", "-6e1"},
      {"60.5", "605e-1"},
      {"1e400", "10e399"},
      {"1", "1.0"},
      {"101"},
      {"10"},
      {"100"},
      {"2"},
      {"30"},
      {"-10"},
      {"11"},
  };
  for (std::size_t i = 0; i < groups.size(); ++i) {
    for (std::size_t k = 0; k < groups.size(); ++k) {
      for (const std::string_view a : groups[i]) {
        for (const std::string_view b : groups[k]) {
          EXPECT_EQ(same_number(a, b), i == k) << a << ' ' << b;
          EXPECT_EQ(hash_number(a) == hash_number(b), i == k) << a << ' ' << b;
        }
      }
    }
  }
}

TEST(Scalars, HashesOfSmallNumbersDiffer) {
  std::set<std::uint64_t> hashes;
  std::size_t count = 0;
  for (int value = -2000; value <= 2000; ++value) {
    for (const std::string_view exponent : {"", "e4", "e-4", "e9"}) {
      if (value % 10 == 0 && !(value == 0 && exponent.empty())) continue;  // other spellings
      hashes.insert(hash_number(std::to_string(value) + std::string(exponent)));
      ++count;
    }
  }
  EXPECT_EQ(hashes.size(), count);
}

TEST(Scalars, Base64) {
  const std::pair<std::string_view, std::int64_t> cases[] = {
      {"", 0},          {"QQ==", 1},  {"QUI=", 2},  {"QUJD", 3},   {"QUJDRA==", 4},
      {"+/+/", 3},      {"QQ", -1},   {"QQ=", -1},  {"Q===", -1},  {"====", -1},
      {"QQ==QQ==", -1}, {"QU D", -1}, {"-_-_", -1}, {"QUJ\n", -1}, {"=QUJ", -1},
  };
  for (const auto& [text, size] : cases) EXPECT_EQ(base64_size(text), size) << text;
}

TEST(Scalars, Backslash) {
  for (std::size_t size = 0; size < 140; ++size) {
    std::string text(size, 'a');
    for (char& c : text) c = static_cast<char>('\\' ^ (1 << (&c - text.data()) % 8));
    EXPECT_FALSE(has_backslash(text.data(), size));
    for (std::size_t at = 0; at < size; ++at) {
      std::string with = text;
      with[at] = '\\';
      EXPECT_TRUE(has_backslash(with.data(), size)) << size << ' ' << at;
    }
  }
}

TEST(Scalars, Escapes) {
  struct Case {
    std::string_view raw;
    EscapeFault fault;
    std::uint32_t begin, end, surrogate;
    std::string_view decoded;
  };
  constexpr std::uint32_t kNo = UINT32_MAX;
  const Case cases[] = {
      {"", EscapeFault::kNone, 0, 0, kNo, ""},
      {"plain", EscapeFault::kNone, 0, 0, kNo, "plain"},
      {R"(\"\\\/\b\f\n\r\t)", EscapeFault::kNone, 0, 0, kNo, "\"\\/\b\f\n\r\t"},
      {R"(a\u0041\u00e9\u20AC\ud83d\uDE00z)", EscapeFault::kNone, 0, 0, kNo,
       "aA\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z"},
      {R"(\u0000)", EscapeFault::kNone, 0, 0, kNo, std::string_view("\0", 1)},
      {R"(\udbff\udfff)", EscapeFault::kNone, 0, 0, kNo, "\xf4\x8f\xbf\xbf"},
      {R"(\ud800)", EscapeFault::kNone, 0, 0, 0, "\xef\xbf\xbd"},
      {R"(a\udc00)", EscapeFault::kNone, 0, 0, 1, "a\xef\xbf\xbd"},
      {R"(\ud800x\udc00)", EscapeFault::kNone, 0, 0, 0, "\xef\xbf\xbdx\xef\xbf\xbd"},
      {R"(\ud800\n)", EscapeFault::kNone, 0, 0, 0, "\xef\xbf\xbd\n"},
      {R"(\ud800\ud83d\ude00)", EscapeFault::kNone, 0, 0, 0, "\xef\xbf\xbd\xf0\x9f\x98\x80"},
      {R"(\ud83d\ude00\ude00)", EscapeFault::kNone, 0, 0, 12, "\xf0\x9f\x98\x80\xef\xbf\xbd"},
      {R"(a\x)", EscapeFault::kSyntax, 1, 3, kNo, ""},
      {R"(\u12)", EscapeFault::kSyntax, 0, 4, kNo, ""},
      {R"(\u12g4)", EscapeFault::kSyntax, 0, 5, kNo, ""},
      {R"(\U0041)", EscapeFault::kSyntax, 0, 2, kNo, ""},
      {R"(\ud800\q)", EscapeFault::kSyntax, 6, 8, kNo, ""},
  };
  for (const Case& c : cases) {
    const EscapeScan scan = scan_escapes(c.raw, false);
    EXPECT_TRUE(scan.fault == c.fault) << c.raw;
    EXPECT_EQ(scan.begin, c.begin) << c.raw;
    EXPECT_EQ(scan.end, c.end) << c.raw;
    EXPECT_EQ(scan.surrogate, c.surrogate) << c.raw;
    if (c.fault != EscapeFault::kNone) continue;
    std::string out(c.raw.size(), '\0');
    out.resize(decode_string(c.raw, out.data()));
    EXPECT_EQ(out, c.decoded) << c.raw;
  }
  // In a string that the end of the text cuts, the rest may have been to come.
  EXPECT_TRUE(scan_escapes(R"(\u12)", true).fault == EscapeFault::kCut);
  EXPECT_EQ(scan_escapes(R"(\ud800)", true).surrogate, kNo);
  EXPECT_EQ(scan_escapes(R"(\ud800x)", true).surrogate, 0u);
}

TEST(Scalars, HashesOfNamesSpread) {
  // Tables take the lowest bits: names that differ in any one byte must differ there too.
  for (const std::size_t size : {1u, 3u, 4u, 6u, 7u, 8u, 12u, 16u, 30u}) {
    for (std::size_t at = 0; at < size; ++at) {
      std::set<std::uint32_t> slots;
      for (int c = 0; c < 64; ++c) {
        std::string name(size, 'k');
        name[at] = static_cast<char>('0' + c);
        slots.insert(hash_text(name) & 1023);
      }
      EXPECT_GT(slots.size(), 50u) << size << ' ' << at;
    }
  }
}

TEST(Scalars, CountScalars) {
  EXPECT_EQ(count_scalars(""), 0u);
  EXPECT_EQ(count_scalars("abc"), 3u);
  EXPECT_EQ(count_scalars("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"), 3u);
}

TEST(Scalars, ShortTextsDiffer) {
  // Different texts of one length have different numbers: what the comparison of names rests on.
  EXPECT_NE(load_short("abc", 3), load_short("acb", 3));
  EXPECT_NE(load_short("ab", 2), load_short("ba", 2));
  EXPECT_NE(load_short("abcde", 5), load_short("abcdf", 5));
  EXPECT_NE(load_short("abcdefg", 7), load_short("xbcdefg", 7));
  for (std::size_t size = 1; size < 8; ++size) {
    const std::string text(size, 'a');
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = text;
      other[at] = 'b';
      EXPECT_NE(load_short(text.data(), size), load_short(other.data(), size)) << size << ' ' << at;
    }
  }
}

}  // namespace
}  // namespace assay
