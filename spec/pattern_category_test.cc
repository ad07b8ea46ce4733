#include "spec/pattern_category.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string_view>
#include <vector>

#include "spec/utf8.h"

namespace assay {
namespace {

std::size_t size_of(const ScalarSet& set) {
  std::size_t size = 0;
  for (const ScalarRange& range : set.ranges()) size += range.last - range.first + 1;
  return size;
}

constexpr std::string_view kBriefNames[] = {
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe",
    "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn"};

TEST(PatternCategory, EveryScalarHasExactlyOneCategory) {
  std::vector<ScalarRange> all;
  std::size_t total = 0;
  for (const std::string_view name : kBriefNames) {
    const auto set = category_scalars(name);
    ASSERT_TRUE(set.has_value()) << name;
    total += size_of(*set);
    all.insert(all.end(), set->ranges().begin(), set->ranges().end());
  }
  EXPECT_EQ(total, 0x110000u - 0x800u);
  EXPECT_EQ(ScalarSet(all), ScalarSet({{0, kMaxScalar}}));
}

TEST(PatternCategory, ScalarsOfEachCategory) {
  struct Case {
    std::string_view name;
    char32_t inside, outside;
  };
  const Case cases[] = {{"Lu", U'A', U'a'},
                        {"Lu", 0x00C9, 0x00E9},
                        {"Ll", U'z', U'Z'},
                        {"Ll", 0x00DF, 0x1E9E},
                        {"Lt", 0x01C5, 0x01C4},
                        {"Lm", 0x02B0, U'a'},
                        {"Lo", 0x00AA, 0x00A9},
                        {"Lo", 0x4E00, 0x3006 - 1},
                        {"Lo", 0x20000, 0x1FFFF},
                        {"Mn", 0x0300, 0x02FF},
                        {"Mc", 0x0903, 0x0904},
                        {"Me", 0x0488, 0x0487},
                        {"Nd", U'9', U':'},
                        {"Nd", 0x0660, 0x065F},
                        {"Nl", 0x2160, 0x215F},
                        {"No", 0x00B2, U'2'},
                        {"Pc", U'_', U'-'},
                        {"Pd", U'-', U'_'},
                        {"Ps", U'(', U')'},
                        {"Pe", U']', U'['},
                        {"Pi", 0x00AB, 0x00BB},
                        {"Pf", 0x00BB, 0x00AB},
                        {"Po", U'!', U'$'},
                        {"Sm", U'+', U'-'},
                        {"Sc", 0x20AC, U'e'},
                        {"Sk", U'^', U'_'},
                        {"So", 0x1F600, U'+'},
                        {"Zs", U' ', U'\t'},
                        {"Zl", 0x2028, 0x2029},
                        {"Zp", 0x2029, 0x2028},
                        {"Cc", 0x7F, U' '},
                        {"Cf", 0x200B, 0x200A},
                        {"Co", 0xE000, 0xF900},
                        {"Cn", 0x10FFFF, 0x10FFFD},
                        {"L", 0x02B0, U'1'},
                        {"N", 0x2160, U'A'},
                        {"Z", 0x2028, U'\n'},
                        {"P", U'_', U'+'},
                        {"S", U'+', U'_'},
                        {"M", 0x0488, U'a'},
                        {"C", 0, U'a'},
                        {"LC", 0x01C5, 0x02B0},
                        {"Assigned", U'a', 0xFFFF},
                        {"Letter", U'q', U'1'},
                        {"Uppercase_Letter", U'Q', U'q'},
                        {"digit", U'0', U'a'},
                        {"punct", U'!', U'a'},
                        {"Combining_Mark", 0x0300, U'a'}};
  for (const Case& c : cases) {
    const auto set = category_scalars(c.name);
    ASSERT_TRUE(set.has_value()) << c.name;
    EXPECT_TRUE(set->contains(c.inside)) << c.name << " U+" << std::hex << std::uint32_t{c.inside};
    EXPECT_FALSE(set->contains(c.outside))
        << c.name << " U+" << std::hex << std::uint32_t{c.outside};
  }
}

TEST(PatternCategory, SurrogatesAreNoScalars) {
  EXPECT_EQ(size_of(*category_scalars("Cs")), 0u);
  EXPECT_EQ(size_of(*category_scalars("Surrogate")), 0u);
}

TEST(PatternCategory, OtherNamesHaveNoScalars) {
  for (const std::string_view name :
       {"", "l", "LU", "lu", "Lx", "Alphabetic", "Latin", "Letters"}) {
    EXPECT_FALSE(category_scalars(name).has_value()) << name;
  }
}

}  // namespace
}  // namespace assay
