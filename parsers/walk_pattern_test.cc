#include "parsers/walk_pattern.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "spec/pattern.h"

namespace assay {
namespace {

// The fast way must answer as the plain one does.
TEST(WalkPattern, AgreesWithTheAutomaton) {
  constexpr std::string_view kPatterns[] = {
      R"([a-zA-Z0-9]+[a-zA-Z0-9\.\-_]*)",
      ".+",
      ".*",
      "[a-z]*",
      "a",
      "",
      "[^a]*b",
      "([a-m]{20})*x?",
      R"(arn:aws(?:-(?:cn|us-gov))?:[a-z]{2}-[a-z]+-[0-9]{1}:([0-9]{12}):w/([a-zA-Z0-9]{0,20}-[a-z]{4}))",
      "[\\u00e9-\\u20ac]+[a-z]*",
  };
  constexpr std::string_view kPieces[] = {"a",
                                          "b",
                                          "z",
                                          "x",
                                          "-",
                                          ".",
                                          "_",
                                          "0",
                                          "9",
                                          "A",
                                          "\n",
                                          "\r",
                                          " ",
                                          "\xc2\x85",
                                          "\xe2\x80\xa8",
                                          "\xc3\xa9",
                                          "\xe2\x82\xac",
                                          "\x7f",
                                          std::string_view("\0", 1),
                                          "\xf0\x9f\x98\x80",
                                          "abcdefghijklm",
                                          "abcdefghijklmabcdefghij",
                                          "arn:aws:us-east-1:",
                                          "123456789012:w/"};
  std::mt19937 random(5);
  for (const std::string_view source : kPatterns) {
    const Expected<Automaton> automaton = compile_pattern(source);
    ASSERT_TRUE(automaton.has_value()) << source;
    const WalkPattern fast(*automaton);
    for (int i = 0; i < 3000; ++i) {
      std::string text;
      const std::size_t pieces = random() % 12;
      const bool uniform = i % 3 == 0;  // long runs of one piece
      const std::size_t piece = random() % std::size(kPieces);
      for (std::size_t k = 0; k < pieces; ++k) {
        text += kPieces[uniform && k + 1 != pieces ? piece : random() % std::size(kPieces)];
      }
      ASSERT_EQ(fast.matches(text), automaton->matches(text)) << source << ": " << text;
    }
    // A wrong character at every place of a run.
    for (std::size_t size = 0; size < 40; ++size) {
      for (std::size_t at = 0; at < size; ++at) {
        std::string text(size, 'a');
        text[at] = '!';
        ASSERT_EQ(fast.matches(text), automaton->matches(text)) << source << ": " << text;
      }
    }
  }
}

}  // namespace
}  // namespace assay
