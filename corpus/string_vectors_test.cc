#include "corpus/string_vectors.h"

#include <assay/contract.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "spec/pattern_fallback.h"

namespace assay {
namespace {

std::vector<std::filesystem::path> shared_models() {
  std::vector<std::filesystem::path> paths;
  const std::filesystem::path folder =
      std::filesystem::path(ASSAY_SOURCE_DIR).parent_path() / "shared" / "models";
  if (!std::filesystem::is_directory(folder)) return paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::size_t scalars_in(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return static_cast<signed char>(c) > -65; }));
}

// What PCRE2 says of pattern and length, which no automaton had a part in; none where it gives up.
class OtherMatcher {
 public:
  OtherMatcher(const ContractTables& tables, const ShapeTable& shape, Anchoring anchoring)
      : shape_(shape) {
    if (shape.pattern == kNoIndex) return;
    // Names that PCRE2 does not know.
    std::string source(tables.patterns[shape.pattern].source);
    for (const auto& [name, set] : {std::pair("\\p{Print}", "[\\u0020-\\u007E]"),
                                    std::pair("\\p{ASCII}", "[\\u0000-\\u007F]")}) {
      if (const std::size_t at = source.find(name); at != source.npos) {
        source.replace(at, std::string_view(name).size(), set);
      }
    }
    auto pattern = FallbackPattern::compile(source, anchoring);
    if (!pattern) {
      ADD_FAILURE() << pattern.error().to_string();
      return;
    }
    pattern_.emplace(std::move(*pattern));
  }
  std::optional<bool> accepts(std::string_view text) {
    const std::size_t length = scalars_in(text);
    if (length < shape_.length_min ||
        (shape_.length_max != kNoIndex && length > shape_.length_max)) {
      return false;
    }
    if (!pattern_) return true;
    const PatternMatch match = pattern_->match(text, scratch_);
    if (match == PatternMatch::kUndecided) return std::nullopt;
    return match == PatternMatch::kYes;
  }

 private:
  const ShapeTable& shape_;
  std::optional<FallbackPattern> pattern_;
  FallbackScratch scratch_;
};

void expect_sound(const Contract& contract, VectorTier tier, Anchoring anchoring) {
  const ContractTables& tables = contract.tables();
  for (const ShapeTable& shape : tables.shapes) {
    if (shape.kind != ShapeKind::kString) continue;
    if (shape.pattern == kNoIndex && shape.length_min_id == kNoIndex &&
        shape.length_max_id == kNoIndex) {
      continue;
    }
    const auto start = std::chrono::steady_clock::now();
    const auto derived = derive_string_vectors(tables, shape, tier);
    ASSERT_TRUE(derived) << derived.error().to_string();
    const auto& vectors = derived->vectors;
    EXPECT_LE(vectors.size(), max_vectors(tier));
    OtherMatcher other(tables, shape, anchoring);
    std::size_t valid = 0, bytes = 0, undecided = 0;
    for (std::size_t i = 0; i < vectors.size(); ++i) {
      const StringVector& vector = vectors[i];
      valid += vector.verdict == VectorVerdict::kValid ? 1 : 0;
      bytes += vector.text.size();
      const auto accepted = other.accepts(vector.text);
      undecided += accepted ? 0 : 1;
      EXPECT_EQ(vector.verdict == VectorVerdict::kValid,
                accepted.value_or(vector.verdict == VectorVerdict::kValid))
          << contract.service() << " " << shape.name << ": " << vector.origin;
      EXPECT_NE(vector.flags, 0u) << vector.origin;
      EXPECT_FALSE(vector.origin.empty());
      if (i == 0) continue;
      const std::string& before = vectors[i - 1].text;
      EXPECT_TRUE(before.size() < vector.text.size() ||
                  (before.size() == vector.text.size() && before < vector.text));
    }
    const auto spent = std::chrono::steady_clock::now() - start;
    std::cout << contract.service() << " " << shape.name << " states " << derived->theorem.states
              << " k " << derived->theorem.extra_states << ": " << vectors.size() << " vectors, "
              << valid << " valid, " << bytes << " bytes, "
              << std::chrono::duration_cast<std::chrono::milliseconds>(spent).count() << " ms\n";
    EXPECT_LE(undecided, vectors.size() / 10) << shape.name;
    EXPECT_FALSE(derived->theorem.statement.empty());
  }
}

TEST(StringVectors, OfTheEmbeddedContract) {
  expect_sound(Contract::embedded(), VectorTier::kSmall, Anchoring::kSearch);
  expect_sound(Contract::embedded(), VectorTier::kMedium, Anchoring::kSearch);
}

TEST(StringVectors, OfOneTaskAreTheSameEachTime) {
  const ContractTables& tables = Contract::embedded().tables();
  const ShapeTable& shape = tables.shapes[tables.shape_by_name.at("WorkflowArn")];
  const auto first = derive_string_vectors(tables, shape, VectorTier::kSmall);
  const auto second = derive_string_vectors(tables, shape, VectorTier::kSmall);
  ASSERT_TRUE(first && second);
  ASSERT_EQ(first->vectors.size(), second->vectors.size());
  for (std::size_t i = 0; i < first->vectors.size(); ++i) {
    EXPECT_EQ(first->vectors[i].text, second->vectors[i].text);
    EXPECT_EQ(first->vectors[i].origin, second->vectors[i].origin);
    EXPECT_EQ(first->vectors[i].flags, second->vectors[i].flags);
  }
  EXPECT_EQ(first->theorem.statement, second->theorem.statement);
  EXPECT_EQ(first->theorem.lost, second->theorem.lost);
  EXPECT_NE(first->theorem.lost, "");
}

TEST(StringVectors, FlagsAreNamedOnce) {
  std::set<std::string_view> names;
  std::uint32_t bits = 0;
  for (const VectorFlagInfo& flag : vector_flags()) {
    EXPECT_EQ(flag.bit & (flag.bit - 1), 0u);
    EXPECT_EQ(bits & flag.bit, 0u) << flag.name;
    EXPECT_TRUE(names.insert(flag.name).second) << flag.name;
    EXPECT_FALSE(flag.why.empty());
    EXPECT_FALSE(flag.missed.empty());
    bits |= flag.bit;
  }
  EXPECT_EQ(bits, (std::uint32_t{kFlagPart} << 1) - 1);
}

// The exhaustive tier of RunId: each scalar once at the start and once behind a letter.
TEST(StringVectors, ExhaustiveTierHasEveryScalarInEachCoreState) {
  const ContractTables& tables = Contract::embedded().tables();
  const ShapeTable& shape = tables.shapes[tables.shape_by_name.at("IdString")];
  std::uint64_t valid = 0, texts = 0;
  const std::uint64_t calls =
      for_each_exhaustive(tables, shape, [&](std::string_view text, VectorVerdict verdict) {
        ++texts;
        valid += verdict == VectorVerdict::kValid ? 1 : 0;
        const bool right = text.find_first_not_of(
                               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST"
                               "UVWXYZ0123456789.-_") == text.npos &&
                           text.find_first_of(".-_") != 0;
        ASSERT_EQ(verdict == VectorVerdict::kValid, right) << text;
      });
  EXPECT_EQ(calls, texts);
  EXPECT_EQ(calls, 2u * 1'112'064u);
  EXPECT_EQ(valid, 62u + 65u);
}

TEST(StringVectors, OfPublicModels) {
  const auto paths = shared_models();
  if (paths.empty()) GTEST_SKIP() << "skipped: no shared data";
  for (const auto& path : paths) {
    const auto contract = Contract::load(path.string());
    ASSERT_TRUE(contract) << contract.error().to_string();
    // botocore's form is read as a match of the whole text.
    const bool botocore = path.string().ends_with("service-2.json");
    expect_sound(*contract, VectorTier::kSmall, botocore ? Anchoring::kFull : Anchoring::kSearch);
  }
}

}  // namespace
}  // namespace assay
