// Wrong patterns: every pattern with one thing changed, and how many of those its vectors tell.
#include <assay/contract.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/string_vectors.h"
#include "spec/automaton_algebra.h"
#include "spec/automaton_product.h"
#include "spec/pattern.h"

namespace assay {
namespace {

// The pattern with one place changed, in every way that is known here.
class PatternMutator {
 public:
  explicit PatternMutator(std::string_view pattern) : pattern_(pattern) {}

  std::set<std::string> all() {
    bool in_class = false;
    for (std::size_t at = 0; at < pattern_.size(); ++at) {
      const char c = pattern_[at];
      if (c == '\\') {
        at = escape(at, in_class);
      } else if (c == '[' && !in_class) {
        in_class = true;
        if (at + 1 < pattern_.size() && pattern_[at + 1] == '^') ++at;
        for (const char* added : {" ", "/", ":", "@", "`", "_", "\\n", "\\u00E9", "\\u0660"}) {
          replace(at + 1, 0, added);
        }
      } else if (c == ']' && in_class) {
        in_class = false;
      } else if (in_class) {
        in_range(at);
      } else if (c == '{') {
        at = counter(at);
      } else {
        outside(at);
      }
    }
    mutants_.erase(pattern_);
    return std::move(mutants_);
  }

 private:
  void replace(std::size_t at, std::size_t count, const std::string& text) {
    std::string mutant = pattern_;
    mutants_.insert(mutant.replace(at, count, text));
  }
  static bool plain(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

  // Returns the last character of the escape.
  std::size_t escape(std::size_t at, bool in_class) {
    const char c = at + 1 < pattern_.size() ? pattern_[at + 1] : '\0';
    if (c == 'p' || c == 'P') return pattern_.find('}', at);
    if (c == 'u') return at + 5;
    if (c == 'x') return at + 3;
    if (c == 'd') {
      for (const char* set : {"\\w", "1-9", "0-8", "\\d\\u0660-\\u0669"}) {
        replace(at, 2, in_class ? set : "[" + std::string(set) + "]");
      }
    } else if (c == 'w') {
      for (const char* set :
           {"a-zA-Z0-9", "a-zA-Z_", "\\w\\-", "\\w\\u00C0-\\u00FF", "\\w\\u017F"}) {
        replace(at, 2, in_class ? set : "[" + std::string(set) + "]");
      }
    } else if (c == '.' && !in_class) {
      replace(at, 2, ".");
      replace(at, 2, "");
    } else if (std::ispunct(static_cast<unsigned char>(c)) != 0) {
      replace(at, 2, in_class ? "" : "(?:" + pattern_.substr(at, 2) + ")?");
    }
    return at + 1;
  }

  // One end of a range, or a character of the class.
  void in_range(std::size_t at) {
    const char c = pattern_[at];
    const bool before = at + 1 < pattern_.size() && pattern_[at + 1] == '-';
    const bool behind = at > 0 && pattern_[at - 1] == '-';
    if (plain(c) && (before || behind)) {
      for (const int by : {-1, 1}) {
        const char moved = static_cast<char>(c + by);
        replace(at, 1, plain(moved) ? std::string(1, moved) : "\\" + std::string(1, moved));
      }
    } else if (c != '-') {
      replace(at, 1, "");
    }
  }

  std::size_t counter(std::size_t at) {
    const std::size_t end = pattern_.find('}', at);
    const std::string body = pattern_.substr(at + 1, end - at - 1);
    const std::size_t comma = body.find(',');
    const int least = std::stoi(body);
    const bool open = comma != body.npos && comma + 1 == body.size();
    const int most = comma == body.npos ? least : open ? -1 : std::stoi(body.substr(comma + 1));
    const auto with = [&](int low, int high) {
      if (low < 0 || (!open && high < std::max(low, 1))) return;
      replace(at, end - at + 1,
              "{" + std::to_string(low) + "," + (open ? "" : std::to_string(high)) + "}");
    };
    with(least - 1, most);
    with(least + 1, most);
    with(least, most - 1);
    with(least, most + 1);
    replace(at, end - at + 1, "+");
    return end;
  }

  void outside(std::size_t at) {
    const char c = pattern_[at];
    const bool lazy = at > 0 && std::string_view("*+}").find(pattern_[at - 1]) != std::string::npos;
    switch (c) {
      case '*':
        replace(at, 1, "+");
        replace(at, 1, "?");
        replace(at, 1, "");
        break;
      case '+':
        replace(at, 1, "*");
        replace(at, 1, "");
        replace(at, 1, "{2,}");
        break;
      case '?':
        if (at > 0 && pattern_[at - 1] != '(' && !lazy) {
          replace(at, 1, "");
          replace(at, 1, "*");
        }
        break;
      case '.':
        replace(at, 1, "[\\s\\S]");
        replace(at, 1, "[^\\n]");
        replace(at, 1, "[ -~]");
        replace(at, 1, "[^\\n\\r\\u0085\\u2028\\u2029]");
        break;
      case '^':
      case '$':
        replace(at, 1, "");
        if (c == '$') replace(at, 1, "\\n?$");
        break;
      case '|':
      case '(':
      case ')':
        break;
      default: {
        // Letters that belong to (?: or (?= are no literals.
        if (at > 0 && pattern_[at - 1] == '?' && at > 1 && pattern_[at - 2] == '(') break;
        replace(at, 1, "");
        replace(at, 1, "(?:" + std::string(1, c) + ")?");
        replace(at, 1, "(?:" + std::string(1, c) + ")+");
        replace(at, 1, ".");
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalpha(byte) != 0) {
          replace(at, 1, "[" + std::string(1, c) + static_cast<char>(c ^ 0x20) + "]");
          replace(at, 1, std::string(1, c == 'z' ? 'a' : static_cast<char>(c + 1)));
        }
      }
    }
  }

  std::string pattern_;
  std::set<std::string> mutants_;
};

struct Score {
  std::size_t killed = 0, made = 0;
  std::string survivors;
};

// The part of the language that is long enough.
Automaton long_enough(const Automaton& automaton, std::uint32_t least) {
  if (least == 0 || least > 300) return automaton;
  const auto longer = compile_pattern("[\\s\\S]{" + std::to_string(least) + ",}");
  if (!longer) return automaton;
  auto both = intersection(automaton, *longer);
  return both ? std::move(*both) : automaton;
}

// Those that the length leaves to the pattern.
std::vector<StringVector> visible_vectors(const ContractTables& tables, const ShapeTable& shape,
                                          VectorTier tier) {
  auto derived = derive_string_vectors(tables, shape, tier);
  EXPECT_TRUE(derived) << derived.error().to_string();
  std::cout << shape.name << ": " << derived->vectors.size() << " vectors; lost \""
            << derived->theorem.lost << "\"\n";
  std::erase_if(derived->vectors, [&](const StringVector& vector) {
    const auto length =
        static_cast<std::size_t>(std::count_if(vector.text.begin(), vector.text.end(), [](char c) {
          return static_cast<signed char>(c) > -65;
        }));
    return length < shape.length_min || length > shape.length_max;
  });
  return std::move(derived->vectors);
}

// `sample`: of patterns with many states every so-manieth mutant, of others four times as many.
void score_shape(const ContractTables& tables, const ShapeTable& shape, Anchoring anchoring,
                 std::size_t sample, Score& small, Score& medium) {
  const PatternTable& pattern = tables.patterns[shape.pattern];
  const auto small_vectors = visible_vectors(tables, shape, VectorTier::kSmall);
  const auto medium_vectors = visible_vectors(tables, shape, VectorTier::kMedium);
  const Automaton right = long_enough(pattern.automaton, shape.length_min);
  const std::size_t stride = pattern.automaton.state_count() > 400 ? sample : sample / 4;
  std::size_t number = 0;
  for (const std::string& mutant : PatternMutator(pattern.source).all()) {
    if (number++ % stride != 0) continue;
    PatternOptions options;
    options.anchoring = anchoring;
    const auto wrong = compile_pattern(mutant, options);
    if (!wrong || *wrong == pattern.automaton) continue;
    // Whether some text within the bounds tells them apart.
    const Automaton wrong_language = long_enough(*wrong, shape.length_min);
    bool visible = false;
    for (const bool more : {true, false}) {
      const auto witness = more ? difference_witness(wrong_language, right)
                                : difference_witness(right, wrong_language);
      visible |= witness && *witness && (*witness)->size() <= shape.length_max;
    }
    if (!visible) continue;
    const auto judge = [&](const std::vector<StringVector>& vectors, Score& score) {
      ++score.made;
      const bool kills = std::any_of(vectors.begin(), vectors.end(), [&](const auto& vector) {
        return wrong->matches(vector.text) != (vector.verdict == VectorVerdict::kValid);
      });
      score.killed += kills ? 1 : 0;
      if (!kills) score.survivors += "\n  " + std::string(shape.name) + ": " + mutant;
    };
    judge(small_vectors, small);
    judge(medium_vectors, medium);
  }
}

void score_contract(const Contract& contract, Anchoring anchoring, std::size_t sample, Score& small,
                    Score& medium) {
  const ContractTables& tables = contract.tables();
  std::set<std::uint32_t> done;
  for (const ShapeTable& shape : tables.shapes) {
    if (shape.kind != ShapeKind::kString || shape.pattern == kNoIndex) continue;
    if (tables.patterns[shape.pattern].fallback || !done.insert(shape.pattern).second) continue;
    score_shape(tables, shape, anchoring, sample, small, medium);
  }
}

TEST(PatternMutants, OfTheEmbeddedContractAreTold) {
  Score small, medium;
  score_contract(Contract::embedded(), Anchoring::kSearch, 4, small, medium);
  std::cout << small.killed << " and " << medium.killed << " of " << small.made << " told\n";
  EXPECT_GE(small.made, 150u);
  EXPECT_GE(small.killed * 100, small.made * 98) << small.survivors;
  EXPECT_EQ(medium.killed, medium.made) << medium.survivors;
}

TEST(PatternMutants, OfPublicModelsAreTold) {
  const std::filesystem::path folder =
      std::filesystem::path(ASSAY_SOURCE_DIR).parent_path() / "shared" / "models";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "skipped: no shared data";
  Score small, medium;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string path = entry.path().string();
    if (!path.ends_with(".json")) continue;
    const auto contract = Contract::load(path);
    ASSERT_TRUE(contract) << contract.error().to_string();
    const bool botocore = path.ends_with("service-2.json");
    score_contract(*contract, botocore ? Anchoring::kFull : Anchoring::kSearch, 16, small, medium);
  }
  std::cout << small.killed << " and " << medium.killed << " of " << small.made
            << " told; the small tier misses" << small.survivors << "\nthe medium tier misses"
            << medium.survivors << "\n";
  EXPECT_GE(small.killed * 100, small.made * 97) << small.survivors;
  EXPECT_GE(medium.killed * 100, medium.made * 99) << medium.survivors;
}

}  // namespace
}  // namespace assay
