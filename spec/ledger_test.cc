#include "spec/ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spec/contract_test_util.h"

namespace assay {
namespace {

using test::MarkedText;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string line_of(std::string_view id, std::string_view more = "") {
  return R"({"id": ")" + std::string(id) +
         R"(", "sources": [{"source": "page", "section": "1", "says": "x"}], )"
         R"("evidence": {"in": "value", "holds": "a", "breaks": 1})" +
         std::string(more) + "}\n";
}

TEST(Ledger, ReadsLinesWithRawEvidence) {
  const std::string text =
      line_of("a/B@c") + "\n" +
      R"( {"id":"a/D@e","sources":[{"source":"s","section":"2","says":"y","reading":true}],)"
      R"("evidence":{"in":"exchange","breaks": {"k" : [1.50] } ,"holds":"\u0061"},)"
      R"("implies":["a/B@c"]} )";
  const auto lines = read_ledger(text, "l.jsonl");
  ASSERT_TRUE(lines.has_value()) << lines.error().to_string();
  ASSERT_EQ(lines->size(), 2U);
  const LedgerLine& last = (*lines)[1];
  EXPECT_EQ(last.id, "a/D@e");
  EXPECT_EQ(last.line, 3U);
  EXPECT_EQ(last.in, "exchange");
  EXPECT_EQ(last.holds, R"("\u0061")");
  EXPECT_EQ(last.breaks, R"({"k" : [1.50] })");
  EXPECT_THAT(last.implies, ElementsAre("a/B@c"));
  ASSERT_EQ(last.sources.size(), 1U);
  EXPECT_TRUE(last.sources[0].reading);
  EXPECT_TRUE(read_ledger("", "l.jsonl")->empty());
}

TEST(Ledger, RefusesLinesWithTheirPlace) {
  struct Case {
    std::string text;  // § marks the place
    ErrorCode code;
    std::string says;
  };
  constexpr ErrorCode kLedger = ErrorCode::kLedgerStructure;
  const std::string kSources = R"("sources": [{"source": "s", "section": "1", "says": "x"}])";
  const Case cases[] = {
      {R"({"id": "a"§)", ErrorCode::kJsonSyntax, "'}' is missing"},
      {R"(§[])", kLedger, "a line of a ledger is a JSON object"},
      {R"(§{})", kLedger, "the line has no id"},
      {R"({"id": §""})", kLedger, "the line has no id"},
      {R"(§{"id": "a"})", kLedger, "at least one source"},
      {R"({"id": "a", "sources": §[]})", kLedger, "at least one source"},
      {R"({"id": "a", "sources": [§{"source": "s"}]})", kLedger, "a source needs"},
      {R"({"id": "a", "severity": §"error"})", kLedger, "no member \"severity\""},
      {R"(§{"id": "a", )" + kSources + "}", kLedger, "evidence must be an object"},
      {R"({"id": "a", )" + kSources + R"(, "evidence": §{"in": "air"}})", kLedger,
       "in must be one of value, anything"},
      {R"({"id": "a", )" + kSources + R"(, "evidence": §{"in": "value", "holds": 1}})", kLedger,
       "needs both holds and breaks"},
      {R"({"id": "a", )" + kSources + R"(, "evidence": {"in": "value", "why": §1}})", kLedger,
       "no member \"why\""},
      {R"({"id": "a", )" + kSources +
           R"(, "evidence": {"in": "value", "holds": 1, "breaks": 2}, "implies": §"b"})",
       kLedger, "an array of ids"},
      {R"({"id": "a", )" + kSources +
           R"(, "evidence": {"in": "value", "holds": 1, "breaks": 2}, "implies": ["b", §1]})",
       kLedger, "an array of ids"},
  };
  for (const Case& c : cases) {
    const MarkedText marked(line_of("first") + c.text + "\n" + line_of("third"));
    const auto lines = read_ledger(marked.text, "l.jsonl");
    ASSERT_FALSE(lines.has_value()) << c.text;
    EXPECT_EQ(lines.error().code, c.code) << c.text;
    EXPECT_THAT(lines.error().message, HasSubstr(c.says));
    EXPECT_EQ(lines.error().file, "l.jsonl");
    EXPECT_EQ(lines.error().line, 2U) << c.text;
    EXPECT_EQ(lines.error().offset, marked.offset) << c.text << lines.error().to_string();
  }
  const auto twice = read_ledger(line_of("a") + line_of("a"), "l.jsonl");
  ASSERT_FALSE(twice.has_value());
  EXPECT_EQ(twice.error().to_string(), "l.jsonl:2:8: error: a second line for a");
}

// A contract of two constraints, demo/T@type and demo/T@length.max.
Expected<Contract> with_ledger(const std::string& ledger) {
  return Contract::compile(
      {{"model.json", test::model_of(
                          R"("x#In": {"type": "structure", "members": {"A": {"target": "x#T"}}},
                          "x#T": {"type": "string", "traits": {"smithy.api#length": {"max": 1}}})")},
       {},
       {"l.jsonl", ledger}});
}

TEST(ContractLedger, GivesSourcesBasisAndEvidence) {
  const auto contract = with_ledger(line_of("demo/T@length.max") +
                                    line_of("demo/T@type", R"(, "implies": ["limit/size"])"));
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  const auto type = contract->find_constraint("demo/T@type");
  const ConstraintInfo info = contract->constraint(*type);
  EXPECT_EQ(info.basis, Basis::kDocumented);
  ASSERT_EQ(info.sources.size(), 1U);
  EXPECT_EQ(info.sources[0].source, "page");
  const LedgerTable& line = contract->tables().ledger.back();
  EXPECT_EQ(line.constraint, *type);
  EXPECT_EQ(line.holds, "\"a\"");
  EXPECT_EQ(line.breaks, "1");
  EXPECT_THAT(line.implies, ElementsAre(index_of(ProtocolRule::kLimitSize)));
  EXPECT_EQ(contract->tables().constraints[*type].ledger_line, 2U);
}

TEST(ContractLedger, TakesItsBasisFromTheNearestSource) {
  const auto basis = [](std::string_view source) {
    std::string text = line_of("demo/T@length.max") + line_of("demo/T@type");
    text.replace(text.find("page"), 4, source);
    const auto contract = with_ledger(text);
    return contract->constraint(*contract->find_constraint("demo/T@length.max")).basis;
  };
  EXPECT_EQ(basis("page"), Basis::kDocumented);
  EXPECT_EQ(basis("detail page"), Basis::kDocumented);
  EXPECT_EQ(basis("model"), Basis::kModel);
  EXPECT_EQ(basis("RFC 8259"), Basis::kProtocol);
}

TEST(ContractLedger, HasExactlyOneLineForEachConstraint) {
  const auto refused = [](const std::string& ledger) {
    const auto contract = with_ledger(ledger);
    if (contract) return std::string("compiled");
    EXPECT_EQ(contract.error().code, ErrorCode::kLedgerStructure);
    return contract.error().to_string();
  };
  const std::string both = line_of("demo/T@length.max") + line_of("demo/T@type");
  EXPECT_EQ(refused(line_of("demo/T@type")), "l.jsonl: error: no line for demo/T@length.max");
  EXPECT_EQ(refused(both + line_of("demo/T@pattern")),
            "l.jsonl:3:8: error: the contract has no constraint demo/T@pattern");
  EXPECT_EQ(refused(both + line_of("demo/T@type")),
            "l.jsonl:3:8: error: a second line for demo/T@type");
  EXPECT_EQ(refused(both + line_of("limit/size")),
            "l.jsonl:3:8: error: limit/size belongs to the protocol, not to this service");
  EXPECT_EQ(refused(line_of("demo/T@length.max") +
                    line_of("demo/T@type", R"(, "implies": ["demo/T@gone"])")),
            "l.jsonl:2:8: error: demo/T@type implies demo/T@gone, which is no constraint");
}

}  // namespace
}  // namespace assay
