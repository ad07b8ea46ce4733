// Wrong units of length and wrong dots, where a pattern allows everything but line ends.
#include <assay/contract.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/string_vectors.h"
#include "corpus/vector_set.h"

namespace assay {
namespace {

using Text = std::u32string;

std::size_t scalars(const Text& text) { return text.size(); }
std::size_t bytes(const Text& text) { return encode_utf8(text).size(); }
std::size_t utf16_units(const Text& text) {
  return text.size() + static_cast<std::size_t>(std::count_if(
                           text.begin(), text.end(), [](char32_t c) { return c > 0xFFFF; }));
}
std::size_t utf16_bytes(const Text& text) { return 2 * utf16_units(text); }
// As far as combining marks and joiners go.
std::size_t graphemes(const Text& text) {
  std::size_t count = 0;
  bool joined = false;
  for (const char32_t c : text) {
    const bool extends = (c >= 0x300 && c <= 0x36F) || c == 0x200D || c == 0xFE0F;
    if (!extends && !joined) ++count;
    joined = c == 0x200D;
  }
  return count;
}
std::size_t composed(const Text& text) {  // e and an accent are one
  std::size_t count = text.size();
  for (std::size_t at = text.find(U"e\u0301"); at != text.npos;
       at = text.find(U"e\u0301", at + 1)) {
    --count;
  }
  return count;
}
std::size_t characters_of_three_bytes(const Text& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char32_t c) { return c <= 0xFFFF; }));
}

constexpr std::u32string_view kEcma = U"\n\r\u2028\u2029", kJava = U"\n\r\u0085\u2028\u2029",
                              kPython = U"\n", kNone = U"", kWindows = U"\n\r",
                              kNul = std::u32string_view(U"\n\r\u2028\u2029\0", 5);

struct Reading {
  const char* name;
  std::size_t (*length)(const Text&) = scalars;
  std::u32string_view line_ends = kEcma;
  bool trimmed = false;  // blanks at both ends do not count
};

bool accepts(const Reading& reading, const ShapeTable& shape, Text text) {
  if (reading.trimmed) {
    while (!text.empty() && text.back() == ' ') text.pop_back();
    while (!text.empty() && text.front() == ' ') text.erase(0, 1);
  }
  const std::size_t length = reading.length(text);
  return length >= shape.length_min && length <= shape.length_max &&
         text.find_first_of(reading.line_ends) == text.npos;
}

TEST(LengthUnits, WrongOnesAreTold) {
  const ContractTables& tables = Contract::embedded().tables();
  const Reading wrong[] = {
      {"bytes", bytes},
      {"UTF-16 units", utf16_units},
      {"bytes of UTF-16", utf16_bytes},
      {"graphemes", graphemes},
      {"composed characters", composed},
      {"characters of three bytes at most", characters_of_three_bytes},
      {"dot of Java", scalars, kJava},
      {"dot of Python", scalars, kPython},
      {"dot of everything", scalars, kNone},
      {"dot without U+2028", scalars, kWindows},
      {"dot without NUL", scalars, kNul},
      {"trimmed", scalars, kEcma, true},
  };
  for (const char* name : {"VersionId", "ErrorMessage", "GenericString"}) {
    const ShapeTable& shape = tables.shapes[tables.shape_by_name.at(name)];
    for (const VectorTier tier : {VectorTier::kSmall, VectorTier::kMedium}) {
      const auto derived = derive_string_vectors(tables, shape, tier);
      ASSERT_TRUE(derived) << derived.error().to_string();
      bool dialects = false;
      for (const StringVector& vector : derived->vectors) {
        ASSERT_EQ(accepts({"right"}, shape, decode_utf8(vector.text)),
                  vector.verdict == VectorVerdict::kValid)
            << vector.origin;
        dialects |= (vector.flags & kFlagDialectDot) != 0;
      }
      EXPECT_TRUE(dialects);
      for (const Reading& reading : wrong) {
        EXPECT_TRUE(std::any_of(derived->vectors.begin(), derived->vectors.end(),
                                [&](const StringVector& vector) {
                                  return accepts(reading, shape, decode_utf8(vector.text)) !=
                                         (vector.verdict == VectorVerdict::kValid);
                                }))
            << name << ": " << reading.name;
      }
    }
  }
}

}  // namespace
}  // namespace assay
