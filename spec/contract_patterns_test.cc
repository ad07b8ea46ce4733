// Patterns that no automaton holds: the contract is compiled all the same, and says so.
#include <assay/contract.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spec/contract_tables.h"
#include "spec/contract_test_util.h"
#include "spec/json_tree.h"

namespace assay {
namespace {

using test::MarkedText;
using test::model_of;
using ::testing::HasSubstr;

// The model with one member of shape T; § marks the place of the note.
MarkedText model_with(const std::string& shape) {
  return MarkedText(
      model_of(R"("x#In": {"type": "structure", "members": {"A": {"target": "x#T"}}}, "x#T": {)" +
               shape + "}"));
}

struct PatternCase {
  std::string shape;
  ContractNote::Kind kind;
  std::string reason;
  bool candidates;  // whether generators have an automaton to draw from
};

TEST(ContractPatterns, SayWhatNoAutomatonHolds) {
  constexpr auto kFallback = ContractNote::Kind::kFallbackPattern;
  constexpr auto kUnchecked = ContractNote::Kind::kUncheckedPattern;
  const PatternCase cases[] = {
      {R"~("type": "string", "traits": {"smithy.api#pattern": "\ud83d\ude00\n§(?=a)"})~", kFallback,
       "look-ahead", true},
      {R"("type": "string", "traits": {"smithy.api#pattern": "(a)§\\1"})", kFallback, "", false},
      {R"("type": "string", "traits": {"smithy.api#pattern": "§(a|b)*a(a|b){30}"})", kFallback,
       "states", false},
      {R"("type": "string", "traits": {"smithy.api#pattern": "a+§+"})", kFallback, "", false},
      {R"("type": "string", "traits": {"smithy.api#pattern": "\u00e9§[a-"})", kUnchecked,
       "PCRE2: ", false},
  };
  for (const PatternCase& c : cases) {
    const MarkedText marked = model_with(c.shape);
    const auto contract = Contract::compile({{"model.json", marked.text}, {}, {}});
    ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
    ASSERT_EQ(contract->notes().size(), 1U) << c.shape;
    const ContractNote& note = contract->notes()[0];
    EXPECT_EQ(note.kind, c.kind) << c.shape;
    EXPECT_THAT(std::string(note.reason), HasSubstr(c.reason)) << c.shape;
    const TextPlace place = place_of(marked.text, marked.offset);
    EXPECT_EQ(note.line, place.line) << c.shape;
    EXPECT_EQ(note.column, place.column) << c.shape << note.reason;
    const auto constraint = contract->find_constraint(note.id);
    ASSERT_TRUE(constraint.has_value()) << note.id;
    const auto unchecked = contract->find_constraint("demo/T@pattern.unchecked");
    ASSERT_TRUE(unchecked.has_value());
    EXPECT_EQ(contract->constraint(*unchecked).severity, Severity::kNote);

    const ContractTables& tables = contract->tables();
    const ShapeTable& shape = tables.shapes[*contract->find_shape("T")];
    EXPECT_EQ(shape.pattern_unchecked, *unchecked);
    if (c.kind == kUnchecked) {
      EXPECT_EQ(shape.pattern, kNoIndex);
      EXPECT_EQ(note.id, "demo/T@pattern.unchecked");
      EXPECT_FALSE(contract->find_constraint("demo/T@pattern").has_value());
    } else {
      ASSERT_NE(shape.pattern, kNoIndex);
      EXPECT_EQ(note.id, "demo/T@pattern");
      EXPECT_NE(tables.patterns[shape.pattern].fallback, nullptr);
      EXPECT_EQ(tables.patterns[shape.pattern].candidates() != nullptr, c.candidates) << c.shape;
    }
  }
}

TEST(ContractPatterns, OneNoteForEachShapeThatHasThePattern) {
  const auto contract = test::compile_model(R"("x#In": {"type": "structure", "members": {
    "A": {"target": "smithy.api#String", "traits": {"smithy.api#pattern": "^(?!x).$"}},
    "B": {"target": "smithy.api#String", "traits": {"smithy.api#pattern": "^(?!x).$"}},
    "C": {"target": "smithy.api#String", "traits": {"smithy.api#pattern": "^.$"}}}})");
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  ASSERT_EQ(contract->notes().size(), 2U);
  EXPECT_EQ(contract->notes()[0].id, "demo/In.A@pattern");
  EXPECT_EQ(contract->notes()[1].id, "demo/In.B@pattern");
  ASSERT_EQ(contract->tables().patterns.size(), 2U);
  EXPECT_TRUE(contract->tables().patterns[0].matches("y"));
  EXPECT_FALSE(contract->tables().patterns[0].matches("x"));
  EXPECT_TRUE(contract->tables().patterns[1].matches("x"));
}

TEST(ContractPatterns, TheEmbeddedContractHasNone) {
  EXPECT_TRUE(Contract::embedded().notes().empty());
}

}  // namespace
}  // namespace assay
