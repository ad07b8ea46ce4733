// Every small pattern against every short string, as RE2 tests itself: the compiled automaton and
// the backtracking reference must agree.
#include <gtest/gtest.h>

#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "spec/pattern.h"
#include "spec/pattern_reference_test_util.h"

namespace assay {
namespace {

std::vector<std::u32string> strings_up_to(std::u32string_view alphabet, std::size_t length) {
  std::vector<std::u32string> strings = {U""};
  for (std::size_t i = 0; i < strings.size(); ++i) {
    if (strings[i].size() == length) break;
    const std::u32string prefix = strings[i];
    for (const char32_t c : alphabet) strings.push_back(prefix + c);
  }
  return strings;
}

class Comparison {
 public:
  explicit Comparison(const std::vector<std::u32string>& texts) : texts_(texts) {
    for (const std::u32string& text : texts) utf8_.push_back(encode_text(text));
  }

  void compare(const std::u32string& pattern) {
    const std::string utf8 = encode_text(pattern);
    for (const Anchoring anchoring : {Anchoring::kFull, Anchoring::kSearch}) {
      PatternOptions options;
      options.anchoring = anchoring;
      const ReferenceMatcher reference(pattern, options);
      const Expected<Automaton> automaton = compile_pattern(utf8, options);
      if (automaton.has_value() != reference.valid()) {
        ADD_FAILURE() << utf8 << (automaton ? " compiles" : " fails: " + automaton.error().message);
        return;
      }
      if (!automaton) {
        ++refused_;
        EXPECT_NE(automaton.error().code, ErrorCode::kStateBudget) << utf8;
        EXPECT_LE(automaton.error().offset, utf8.size()) << utf8;
        return;
      }
      for (std::size_t i = 0; i < texts_.size(); ++i) {
        ++pairs_;
        const bool expected = reference.matches(texts_[i]);
        accepted_ += expected ? 1 : 0;
        if (automaton->matches(utf8_[i]) != expected) {
          ADD_FAILURE() << '/' << utf8 << "/ on \"" << utf8_[i] << "\", "
                        << (anchoring == Anchoring::kFull ? "full" : "search") << ": expected "
                        << expected;
          return;
        }
      }
    }
    ++compiled_;
  }

  void log(std::string_view name) const {
    std::cout << name << ": " << compiled_ << " patterns compiled, " << refused_ << " refused, "
              << pairs_ << " pairs compared, " << accepted_ << " matched\n";
  }
  std::uint64_t compiled_ = 0, refused_ = 0, pairs_ = 0, accepted_ = 0;

 private:
  const std::vector<std::u32string>& texts_;
  std::vector<std::string> utf8_;
};

TEST(PatternExhaustive, EveryStringOfTokensIsReadAlike) {
  // Malformed ones too: both sides must refuse the same.
  const std::vector<std::u32string> tokens = {U"a", U"\u00E9", U".", U"^", U"$", U"\\b",  U"*",
                                              U"?", U"{2}",    U"|", U"(", U")", U"[^a]", U"\n"};
  const std::vector<std::u32string> texts = strings_up_to(U"a\n\u00E9", 3);
  Comparison comparison(texts);
  std::vector<std::u32string> patterns = {U""};
  std::size_t begin = 0;
  for (int size = 0; size <= 5; ++size) {
    const std::size_t end = patterns.size();
    for (std::size_t i = begin; i < end && !HasFailure(); ++i) {
      comparison.compare(patterns[i]);
      if (size == 5) continue;
      for (const std::u32string& token : tokens) patterns.push_back(patterns[i] + token);
    }
    begin = end;
  }
  comparison.log("strings of up to 5 tokens");
  EXPECT_GT(comparison.pairs_, 5'000'000u);
  EXPECT_GT(comparison.accepted_, 100'000u);
  EXPECT_GT(comparison.refused_, 100'000u);
}

// Expressions as trees: all shapes of up to `atoms` atoms with up to `unary` quantifiers.
struct Generator {
  std::vector<std::u32string> atoms;
  std::vector<std::u32string> quantifiers;

  std::vector<std::u32string> generate(int atom_count, int unary_count) const {
    std::vector<std::u32string> all;
    if (unary_count > 0) {
      for (const std::u32string& body : generate(atom_count, unary_count - 1)) {
        for (const std::u32string& quantifier : quantifiers) {
          all.push_back(U"(?:" + body + U")" + quantifier);
        }
      }
    }
    if (atom_count == 1) {
      if (unary_count == 0) all.insert(all.end(), atoms.begin(), atoms.end());
      return all;
    }
    for (int left_atoms = 1; left_atoms < atom_count; ++left_atoms) {
      for (int left_unary = 0; left_unary <= unary_count; ++left_unary) {
        const auto rights = generate(atom_count - left_atoms, unary_count - left_unary);
        for (const std::u32string& left : generate(left_atoms, left_unary)) {
          for (const std::u32string& right : rights) {
            all.push_back(U"(?:" + left + U")(?:" + right + U")");
            all.push_back(U"(" + left + U"|" + right + U")");
          }
        }
      }
    }
    return all;
  }
};

TEST(PatternExhaustive, EverySmallTreeMatchesAlike) {
  const std::vector<std::u32string> texts = strings_up_to(U"ab\n\u00E9", 3);
  Comparison comparison(texts);
  const Generator wide = {{U"a", U"b", U".", U"[^a]", U"^", U"$", U"\\b", U"\\B", U"\\w", U""},
                          {U"*", U"+", U"?", U"{2}", U"{0,2}?", U"{1,}"}};
  const Generator narrow = {{U"a", U".", U"$", U"\\b"}, {U"*", U"?", U"{2,3}"}};
  const auto run = [&](const std::vector<std::u32string>& patterns) {
    for (const std::u32string& pattern : patterns) {
      if (HasFailure()) return;
      comparison.compare(pattern);
    }
  };
  run(wide.generate(1, 0));
  run(wide.generate(1, 1));
  run(wide.generate(1, 2));
  run(wide.generate(2, 0));
  run(wide.generate(2, 1));
  run(narrow.generate(3, 0));
  run(narrow.generate(3, 1));
  run(Generator{narrow.atoms, {U"*", U"{2,3}"}}.generate(3, 2));
  comparison.log("trees of up to 3 atoms");
  EXPECT_EQ(comparison.refused_, 0u);
  EXPECT_GT(comparison.pairs_, 5'000'000u);
}

}  // namespace
}  // namespace assay
