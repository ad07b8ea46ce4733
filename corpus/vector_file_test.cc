#include "corpus/vector_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "corpus/message_flags.h"
#include "corpus/randomness.h"
#include "corpus/run_length.h"
#include "corpus/sha256.h"
#include "corpus/vectors.h"
#include "spec/json_tree.h"
#include "spec/protocol_rules.h"

namespace assay {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(RunLengthTest, LongRepetitionsBecomePieces) {
  EXPECT_THAT(runs_of("abc"), ElementsAre(Pair("abc", 1)));
  EXPECT_THAT(runs_of(""), ElementsAre(Pair("", 1)));
  EXPECT_THAT(runs_of("x" + std::string(1000, 'a') + "y"),
              ElementsAre(Pair("x", 1), Pair("a", 1000), Pair("y", 1)));
}

TEST(RunLengthTest, PiecesEndBetweenCharacters) {
  std::string text = "[";
  for (int i = 0; i < 100; ++i) text += "\"\xC3\xA9\",";
  text += "0]";
  const Runs runs = runs_of(text);
  EXPECT_EQ(expand(runs), text);
  for (const auto& [piece, times] : runs) {
    EXPECT_NE(static_cast<unsigned char>(piece[0]) & 0xC0, 0x80) << times;
  }
  EXPECT_LE(runs.size(), 3u);
}

TEST(RunLengthTest, ExpandingGivesTheTextBack) {
  SeededRandomness random(7);
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (auto left = random.below(6); left > 0; --left) {
      const std::string piece(random.below(4) + 1, static_cast<char>('a' + random.below(2)));
      for (auto times = random.below(60); times > 0; --times) text += piece;
      text += "\xE2\x82\xAC";
    }
    ASSERT_EQ(expand(runs_of(text)), text);
  }
}

TEST(MessageFlagsTest, NamesAreUniqueAndSaySomething) {
  std::set<std::string_view> names;
  for (const std::span<const VectorFlagInfo> table : {message_flags(), vector_flags()}) {
    for (const VectorFlagInfo& flag : table) {
      EXPECT_TRUE(names.insert(flag.name).second) << flag.name;
      EXPECT_TRUE(flag.why.ends_with('.') && flag.missed.ends_with('.')) << flag.name;
      EXPECT_EQ(find_vector_flag(flag.name), &flag);
    }
  }
  EXPECT_EQ(find_vector_flag("NoSuchFlag"), nullptr);
}

// The small tier of the embedded contract, as texts.
const std::vector<VectorText>& small_tier() {
  static const std::vector<VectorText> kTexts = [] {
    std::vector<VectorText> texts;
    const auto done = derive_vectors(Contract::embedded(), {}, [&](VectorFile&& file) {
      for (VectorText& text : write_vector_file(Contract::embedded(), VectorTier::kSmall, file)) {
        texts.push_back(std::move(text));
      }
      return true;
    });
    EXPECT_TRUE(done && *done);
    return texts;
  }();
  return kTexts;
}

TEST(VectorFileTest, IsJsonInAsciiWithKnownFlagsAndUniqueIds) {
  std::set<std::string> ids;
  for (const VectorText& file : small_tier()) {
    SCOPED_TRACE(file.name);
    EXPECT_LE(file.text.size(), kMaxVectorFileBytes);
    for (const char c : file.text) ASSERT_TRUE(c == '\n' || (c >= ' ' && c <= '~'));
    const auto parsed = parse_json(file.text, file.name);
    ASSERT_TRUE(parsed) << parsed.error().to_string();
    const JsonValue* flags = parsed->find("flags");
    ASSERT_NE(flags, nullptr);
    std::set<std::string> used;
    std::size_t cases = 0;
    for (const JsonValue& group : parsed->find("groups")->items) {
      for (const JsonValue& set : group.find("sets")->items) {
        for (const JsonValue& flag : set.find("flags")->items) used.insert(flag.text);
        for (const JsonValue& one : set.find("cases")->items) {
          const std::string id(group.string_or("id", ""));
          EXPECT_TRUE(ids.insert(id + "#" + std::string(one.string_or("id", ""))).second) << id;
          ++cases;
        }
      }
    }
    EXPECT_EQ(cases, file.cases);
    for (const std::string& flag : used) {
      EXPECT_NE(find_vector_flag(flag), nullptr) << flag;
      EXPECT_NE(flags->find(flag), nullptr) << flag;
    }
    EXPECT_EQ(flags->members.size(), used.size());
  }
}

TEST(VectorFileTest, TheHashIsThatOfAllBehindItsLine) {
  for (const VectorText& file : small_tier()) {
    const std::size_t line = file.text.find("\n  \"content\": ");
    ASSERT_NE(line, std::string::npos) << file.name;
    const std::size_t behind = file.text.find('\n', line + 1) + 1;
    const std::string hash = sha256_hex(std::string_view(file.text).substr(behind));
    EXPECT_EQ(file.text.substr(line + 1, behind - line - 2),
              "  \"content\": {\"sha256\":\"" + hash + "\"},")
        << file.name;
  }
}

// Every constraint that a check can find has a case that breaks it; limits, where a check stops,
// have no verdict.
TEST(VectorFileTest, EveryConstraintIsBroken) {
  const Contract& contract = Contract::embedded();
  std::set<ConstraintIndex> broken;
  const auto done = derive_vectors(contract, {}, [&](VectorFile&& file) {
    for (const VectorGroup& group : file.groups) {
      for (const VerdictSet& set : group.sets) broken.insert(set.broken.begin(), set.broken.end());
    }
    return true;
  });
  ASSERT_TRUE(done);
  for (ConstraintIndex i = 0; i < contract.constraint_count(); ++i) {
    EXPECT_TRUE(is_limit(i) || broken.contains(i)) << contract.constraint(i).id;
  }
}

TEST(VectorFileTest, TheSameContractGivesTheSameBytes) {
  std::size_t at = 0;
  const auto done = derive_vectors(Contract::embedded(), {}, [&](VectorFile&& file) {
    for (const VectorText& text :
         write_vector_file(Contract::embedded(), VectorTier::kSmall, file)) {
      EXPECT_EQ(text.text, small_tier()[at++].text) << text.name;
    }
    return true;
  });
  EXPECT_TRUE(done);
  EXPECT_EQ(at, small_tier().size());
}

TEST(VectorFileTest, ComparingNamesTheCases) {
  const std::vector<VectorText>& now = small_tier();
  const auto none = compare_vectors(now, now);
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->empty());
  std::vector<VectorText> old = now;
  VectorText& file = old[0];
  // One case less, and one that was valid before.
  const std::size_t line = file.text.find("\n        {\"id\":");
  const std::size_t next = file.text.find("\n        {\"id\":", line + 1);
  file.text.erase(line, next - line);
  const auto grown = compare_vectors(old, now);
  ASSERT_TRUE(grown) << grown.error().to_string();
  EXPECT_EQ(grown->added.size(), 1u);
  EXPECT_THAT(grown->gone, IsEmpty());
  const auto shrunk = compare_vectors(now, old);
  ASSERT_TRUE(shrunk);
  EXPECT_EQ(shrunk->gone, grown->added);
  old = now;
  const std::size_t verdict = old[0].text.find("\"verdict\":\"valid\"");
  old[0].text.replace(verdict, 17, "\"verdict\":\"wrong\"");
  const auto changed = compare_vectors(old, now);
  ASSERT_TRUE(changed);
  EXPECT_FALSE(changed->changed.empty());
  EXPECT_THAT(changed->gone, IsEmpty());
}

TEST(VectorFileTest, OtherFilesAreRefused) {
  const auto refused = compare_vectors({{"a.json", "{\"groups\":[{}]}", 0}}, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().file, "a.json");
  EXPECT_NE(refused.error().message.find("no file of vectors"), std::string::npos);
}

// An id depends on the input alone: permanent, whatever else is added.
TEST(VectorTest, IdsArePermanent) {
  VectorCase one;
  one.bytes = "a";
  EXPECT_EQ(case_id(VectorKind::kText, one), "8c84e8d007a7");
  EXPECT_NE(case_id(VectorKind::kJson, one), case_id(VectorKind::kText, one));
  one.note = "a note changes nothing";
  EXPECT_EQ(case_id(VectorKind::kText, one), "8c84e8d007a7");
}

TEST(VectorTest, WhatAClientDoes) {
  const Contract& contract = Contract::embedded();
  const auto rule = [&](VectorKind kind, std::vector<std::string_view> ids) {
    std::vector<ConstraintIndex> broken;
    for (const std::string_view id : ids) broken.push_back(*contract.find_constraint(id));
    return client_rule(contract, kind, broken);
  };
  using Kind = VectorKind;
  EXPECT_EQ(rule(Kind::kResponse, {}), ClientRule::kMustAccept);
  EXPECT_EQ(rule(Kind::kResponse, {"mwaa-serverless/RunType@enum"}), ClientRule::kMustAccept);
  EXPECT_EQ(rule(Kind::kResponse, {"mwaa-serverless/IdString@pattern"}), ClientRule::kShouldAccept);
  EXPECT_EQ(rule(Kind::kResponse, {"mwaa-serverless/Duration@spelling"}), ClientRule::kMayAccept);
  EXPECT_EQ(rule(Kind::kResponse, {"awsJson1_0/body@duplicate-member"}), ClientRule::kObserve);
  EXPECT_EQ(rule(Kind::kResponse, {"mwaa-serverless/IdString@type"}), ClientRule::kShouldReject);
  EXPECT_EQ(rule(Kind::kResponse, {"mwaa-serverless/Duration@range.int32"}),
            ClientRule::kExactOrReject);
  EXPECT_EQ(rule(Kind::kRequest, {"mwaa-serverless/IdString@type"}), ClientRule::kNone);
  EXPECT_EQ(rule(Kind::kError, {}), ClientRule::kMustRaise);
  EXPECT_EQ(rule(Kind::kError, {"awsJson1_0/body@syntax"}), ClientRule::kShouldRaise);
}

}  // namespace
}  // namespace assay
