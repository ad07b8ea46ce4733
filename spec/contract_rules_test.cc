#include <assay/contract.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spec/contract_tables.h"
#include "spec/contract_test_util.h"
#include "spec/json_tree.h"

namespace assay {
namespace {

using test::MarkedText;
using ::testing::HasSubstr;

// Service demo with operations Run and Walk, which share input, output and errors.
constexpr std::string_view kModel = R"({"smithy": "2.0", "shapes": {
"x#Demo": {"type": "service", "operations": [{"target": "x#Run"}, {"target": "x#Walk"}],
           "traits": {"aws.protocols#awsJson1_0": {}}},
"x#Run": {"type": "operation", "input": {"target": "x#In"}, "output": {"target": "x#Out"},
          "errors": [{"target": "x#Bad"}, {"target": "x#Down"}]},
"x#Walk": {"type": "operation", "input": {"target": "x#In"}, "output": {"target": "x#Out"},
           "errors": [{"target": "x#Bad"}]},
"x#In": {"type": "structure", "members": {"Id": {"target": "smithy.api#String"}}},
"x#Out": {"type": "structure", "members": {
  "Id": {"target": "smithy.api#String"}, "State": {"target": "x#State"},
  "From": {"target": "smithy.api#Timestamp"}, "To": {"target": "smithy.api#Timestamp"},
  "Took": {"target": "smithy.api#Long"}, "Big": {"target": "smithy.api#BigInteger"},
  "Items": {"target": "x#Items"}, "Inner": {"target": "x#Out"}}},
"x#Items": {"type": "list", "member": {"target": "smithy.api#String"}},
"x#State": {"type": "enum", "members": {"ON": {}, "OFF": {}}},
"x#Bad": {"type": "structure", "traits": {"smithy.api#error": "client"}},
"x#Down": {"type": "structure", "traits": {"smithy.api#error": "server",
           "smithy.api#httpError": 503}}}})";

Expected<Contract> compile_rules(std::string_view rules) {
  return Contract::compile(
      {{"model.json", std::string(kModel)}, {"rules.json", std::string(rules)}, {}});
}

std::string rules_of_run(std::string_view body) {
  return R"({"format": 1, "service": "demo", "operations": {"Run": {)" + std::string(body) + "}}}";
}

std::string rule_of(std::string_view body) {
  return rules_of_run(R"("rules": [{"name": "r", "severity": "warning", "basis": "inferred",
    "requirement": "so it must be",
    "sources": [{"source": "page", "section": "1", "says": "x", "reading": true}], )" +
                      std::string(body) + "}]");
}

std::string status_of(std::string_view body) {
  return rules_of_run(R"("statuses": [)" + std::string(body) + "]");
}

const std::string kDownIs500 = R"({"error": "Down", "documented": 500,
  "source": {"source": "page", "section": "Errors", "says": "500"}})";

TEST(ContractRules, AreRefusedWithTheirPlace) {
  const std::pair<std::string, std::string> cases[] = {
      {R"(§[])", "the file must be an object"},
      {R"(§{})", "format must be 1"},
      {R"({"format": §2})", "format must be 1"},
      {R"({"format": 1, "service": §"other"})", "service must be \"demo\""},
      {R"(§{"format": 1, "service": "demo"})", "operations must be an object"},
      {R"({"format": 1, "service": "demo", "operations": {}, "note": §1})", "no member \"note\""},
      {R"({"format": 1, "service": "demo", "operations": {"Stop": §{}}})", "no operation Stop"},
      {rules_of_run(R"("rules": §{})"), "rules must be an array"},
      {rules_of_run(R"("statuses": §{})"), "statuses must be an array"},
      {rules_of_run(R"("status": §[])"), "an operation has no member \"status\""},
      {rules_of_run(R"("rules": [§1])"), "a rule must be an object"},
      {status_of(R"(§{"error": "Down"})"), "a status needs error, documented and source"},
      {status_of(R"({"error": "Down", "documented": §99, "source": {}})"), "an HTTP status"},
      {status_of(R"({"error": "Down", "documented": 500, "source": §{}})"), "a source needs"},
      {status_of(R"({"error": §"Up", "documented": 500, "source": {}})"),
       "Run declares no error \"Up\""},
      {status_of(kDownIs500 + R"(, {"error": §"Down", "documented": 500, "source": {}})"),
       "a second status for Down"},
      {rule_of(R"("kind": §"same")"), "kind must be equal, echo"},
      {rule_of(R"("kind": "equal", "first": "/output/Id")"), "a rule of kind equal needs second"},
      {rule_of(R"("kind": "equal", "first": §"Id", "second": "/output/Id")"),
       "must begin with /output/"},
      {rule_of(R"("kind": "equal", "first": §"/input/Id", "second": "/output/Id")"),
       "must begin with /output/"},
      {rule_of(R"("kind": "echo", "first": "/output/Id", "second": §"/output/Id")"),
       "must begin with /input/"},
      {rule_of(R"("kind": "equal", "first": "/output/Id", "second": §"/output/Gone")"),
       "Out has no member \"Gone\""},
      {rule_of(R"("kind": "equal", "first": "/output/Id", "second": §"/output/Inner/")"),
       "Out has no member \"\""},
      {rule_of(R"("kind": "equal", "first": "/output/Id", "second": §"/output/Items/member")"),
       "Items has no member \"member\""},
      {rule_of(R"("kind": "equal", "first": "/output/Id", "second": §"/output/Took")"),
       "second of a rule of kind equal must be a string or an enum"},
      {rule_of(R"("kind": "ordered", "first": §"/output/Id", "second": "/output/To")"),
       "must be a timestamp"},
      {rule_of(R"("kind": "at-least", "first": §"/output/Big", "bound": 0)"),
       "must be an integer of at most 64 bits"},
      {rule_of(R"("kind": "at-least", "first": "/output/Took", "bound": §0.5)"), "needs bound"},
      {rule_of(
           R"("kind": "at-least", "first": "/output/Took", "bound": 0, "second": §"/output/Id")"),
       "a rule of kind at-least has no second"},
      {rule_of(R"("kind": "equal", "first": "/output/Id", "second": "/output/Id", "bound": §1)"),
       "has no bound"},
      {rule_of(R"("kind": "difference", "first": "/output/Took", "second": "/output/To",
                  "third": "/output/From", "tolerance": §-1)"),
       "needs tolerance, a whole number"},
      {rule_of(R"("kind": "difference", "first": "/output/Took", "second": "/output/To",
                  "third": §"/output/Id", "tolerance": 1)"),
       "third of a rule of kind difference must be a timestamp"},
      {rule_of(R"("kind": "absent-when", "first": "/output/To", "second": §"/output/Took",
                  "values": ["ON"])"),
       "a string or an enum"},
      {rule_of(R"("kind": "absent-when", "first": "/output/To", "second": "/output/State",
                  "values": §[])"),
       "needs values"},
      {rule_of(R"("kind": "absent-when", "first": "/output/To", "second": "/output/State",
                  "values": ["ON", §"AWAY"])"),
       "State has no value \"AWAY\""},
      {rule_of(R"("kind": "ordered", "first": "/output/From", "second": "/output/To",
                  "values": §["ON"])"),
       "has no values"},
      {rule_of(R"("kind": "ordered", "first": "/output/From", "second": "/output/To",
                  "when": §1)"),
       "a rule has no member \"when\""},
      {rule_of(R"("kind": "ordered", "first": "/output/From", "second": "/output/To",
                  "group": §1)"),
       "group must be a string"},
  };
  for (const auto& [rules, says] : cases) {
    const MarkedText marked(rules);
    const auto contract = compile_rules(marked.text);
    ASSERT_FALSE(contract.has_value()) << rules;
    const Error& error = contract.error();
    EXPECT_EQ(error.code, ErrorCode::kRuleStructure) << rules << "\n" << error.to_string();
    EXPECT_THAT(error.message, HasSubstr(says)) << rules;
    EXPECT_EQ(error.file, "rules.json");
    if (rules == marked.text) continue;  // the place is the whole rule
    EXPECT_EQ(error.offset, marked.offset) << rules << "\n" << error.to_string();
    EXPECT_EQ(error.column, place_of(marked.text, marked.offset).column);
  }
  EXPECT_EQ(compile_rules("{,}").error().to_string(),
            "rules.json:1:2: error: a member name in double quotes is due");
}

TEST(ContractRules, NeedNameSeverityBasisAndSources) {
  const std::string whole =
      rule_of(R"("kind": "ordered", "first": "/output/From", "second": "/output/To")");
  ASSERT_TRUE(compile_rules(whole).has_value()) << compile_rules(whole).error().to_string();
  struct Case {
    std::string_view what, instead, says;
  };
  const Case cases[] = {
      {R"("name": "r",)", "", "a rule needs a name"},
      {R"("name": "r",)", R"("name": "R 1",)", "a rule needs a name"},
      {R"("severity": "warning")", R"("severity": "fatal")", "severity must be"},
      {R"("severity": "warning")", R"("severity": "error")", "an inferred rule is never an error"},
      {R"("basis": "inferred")", R"("basis": "hearsay")", "basis must be"},
      {R"("requirement": "so it must be",)", "", "a rule needs a requirement"},
      {R"("says": "x", )", "", "a source needs the strings source, section and says"},
      {R"("reading": true)", R"("reading": 1)", "reading must be true or false"},
      {R"("reading": true)", R"("author": "me")", "a source has no member \"author\""},
      {R"({"source": "page", "section": "1", "says": "x", "reading": true})", "",
       "a rule needs sources"},
      {R"({"source": "page", "section": "1", "says": "x", "reading": true})", "1",
       "a source is an object"},
  };
  for (const Case& c : cases) {
    std::string rules = whole;
    const std::size_t at = rules.find(c.what);
    ASSERT_NE(at, std::string::npos) << c.what;
    rules.replace(at, c.what.size(), c.instead);
    const auto contract = compile_rules(rules);
    ASSERT_FALSE(contract.has_value()) << rules;
    EXPECT_EQ(contract.error().code, ErrorCode::kRuleStructure);
    EXPECT_THAT(contract.error().message, HasSubstr(c.says)) << rules;
    EXPECT_NE(contract.error().line, 0U);
  }
}

TEST(ContractRules, FillTheTables) {
  const auto contract = compile_rules(rules_of_run(R"("rules": [
    {"name": "inner", "kind": "equal", "severity": "note", "basis": "model",
     "requirement": "a", "sources": [{"source": "s", "section": "1", "says": "x"}],
     "first": "/output/Id", "second": "/output/Inner/Inner/Id"},
    {"name": "away", "kind": "absent-when", "severity": "error", "basis": "documented",
     "requirement": "b", "sources": [{"source": "s", "section": "1", "says": "x"}],
     "first": "/output/Inner", "second": "/output/State", "values": ["ON", "OFF"]},
    {"name": "took", "kind": "difference", "severity": "warning", "basis": "inferred",
     "requirement": "c", "sources": [{"source": "s", "section": "1", "says": "x"}],
     "first": "/output/Took", "second": "/output/To", "third": "/output/From", "tolerance": 2},
    {"name": "floor", "kind": "at-least", "severity": "warning", "basis": "inferred",
     "requirement": "d", "sources": [{"source": "s", "section": "1", "says": "x"}],
     "first": "/output/Took", "bound": -3}])"));
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  const ContractTables& tables = contract->tables();
  ASSERT_EQ(tables.rules.size(), 4U);
  EXPECT_EQ(tables.operations[0].rule_count, 4U);
  EXPECT_EQ(tables.operations[1].rule_count, 0U);
  EXPECT_EQ(tables.operations[1].slot_count, 0U);
  // Id, Inner/Inner/Id, Inner, State, Took, To, From: Took is one slot for two rules.
  EXPECT_EQ(tables.operations[0].slot_count, 7U);
  EXPECT_EQ(tables.rules[2].slots[0], tables.rules[3].slots[0]);
  EXPECT_EQ(tables.rules[2].tolerance, 2);
  EXPECT_EQ(tables.rules[3].bound, -3);
  EXPECT_EQ(tables.rules[3].slots[1], kNoIndex);
  EXPECT_EQ(tables.rules[1].value_count, 2U);
  EXPECT_EQ(tables.rule_values[tables.rules[1].first_value + 1], "OFF");
  const ConstraintInfo away = contract->constraint(tables.rules[1].constraint);
  EXPECT_EQ(away.id, "demo/Run@rule.away");
  EXPECT_EQ(away.severity, Severity::kError);
  EXPECT_EQ(away.basis, Basis::kDocumented);
  // /output/Inner both fills a slot and leads on.
  bool both = false;
  for (const PlaceTable& place : tables.places) {
    both |= place.slot == tables.rules[1].slots[0] && place.next_state != kNoIndex;
  }
  EXPECT_TRUE(both);
}

TEST(ContractRules, RefuseASecondRuleOfOneName) {
  const std::string rule = R"({"name": "r", "kind": "at-least", "severity": "warning",
    "basis": "inferred", "requirement": "d", "first": "/output/Took", "bound": 0,
    "sources": [{"source": "s", "section": "1", "says": "x"}]})";
  const auto contract = compile_rules(rules_of_run("\"rules\": [" + rule + ", " + rule + "]"));
  ASSERT_FALSE(contract.has_value());
  EXPECT_EQ(contract.error().code, ErrorCode::kRuleStructure);
  EXPECT_EQ(contract.error().message, "a second rule r");
}

TEST(ContractStatuses, KeepPageAndModelApart) {
  const auto contract = compile_rules(status_of(kDownIs500));
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  const ContractTables& tables = contract->tables();
  const ErrorTable& bad = tables.errors[0];
  const ErrorTable& down = tables.errors[1];
  EXPECT_EQ(bad.documented_status, 0);
  EXPECT_EQ(bad.model_status, 400);
  EXPECT_EQ(contract->constraint(bad.status).requirement, "HTTP status must be 400");
  EXPECT_EQ(contract->constraint(bad.status).basis, Basis::kModel);
  EXPECT_EQ(bad.status_model, kNoIndex);
  EXPECT_EQ(down.documented_status, 500);
  EXPECT_EQ(down.model_status, 503);
  EXPECT_EQ(contract->constraint(down.status).id, "demo/Down@status");
  EXPECT_EQ(contract->constraint(down.status).basis, Basis::kDocumented);
  const ConstraintInfo disputed = contract->constraint(down.status_model);
  EXPECT_EQ(disputed.id, "demo/Down@status.disputed");
  EXPECT_EQ(disputed.severity, Severity::kWarning);
  ASSERT_EQ(disputed.sources.size(), 2U);
  EXPECT_EQ(disputed.sources[0].says, "500");
  EXPECT_EQ(disputed.sources[1].says, "HTTP status 503");
  // Walk answers with the same error, which no page documents: one id, one meaning.
  EXPECT_EQ(tables.errors[2].status, bad.status);
}

// Run's page says nothing of Walk: there the model alone counts, under an id of its own.
TEST(ContractStatuses, ArePerOperation) {
  const auto contract = compile_rules(status_of(
      R"({"error": "Bad", "documented": 418,
          "source": {"source": "page of Run", "section": "Errors", "says": "418"}})"));
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  const ContractTables& tables = contract->tables();
  const ErrorTable& of_run = tables.errors[0];
  const ErrorTable& of_walk = tables.errors[2];
  ASSERT_EQ(of_run.name, "Bad");
  ASSERT_EQ(of_walk.name, "Bad");
  EXPECT_EQ(of_run.documented_status, 418);
  EXPECT_EQ(contract->constraint(of_run.status).id, "demo/Bad@status");
  EXPECT_EQ(contract->constraint(of_run.status_model).id, "demo/Bad@status.disputed");
  EXPECT_EQ(of_walk.documented_status, 0);
  EXPECT_EQ(of_walk.status_model, kNoIndex) << "nothing disputes it";
  const ConstraintInfo info = contract->constraint(of_walk.status);
  EXPECT_EQ(info.id, "demo/Bad@status.model");
  EXPECT_EQ(info.requirement, "HTTP status must be 400");
  EXPECT_EQ(info.severity, Severity::kError);
  EXPECT_EQ(info.basis, Basis::kModel);
  ASSERT_EQ(info.sources.size(), 1U);
  EXPECT_EQ(info.sources[0].source, "model");
}

TEST(ContractStatuses, AreOneWhereEveryPageSaysTheSame) {
  const std::string bad = R"({"statuses": [{"error": "Bad", "documented": 400,
      "source": {"source": "page", "section": "Errors", "says": "400"}}]})";
  const auto contract = compile_rules(R"({"format": 1, "service": "demo", "operations": {"Run": )" +
                                      bad + R"(, "Walk": )" + bad + "}}");
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  const ContractTables& tables = contract->tables();
  EXPECT_EQ(tables.errors[2].status, tables.errors[0].status);
  EXPECT_EQ(contract->find_constraint("demo/Bad@status.model"), std::nullopt);
  EXPECT_EQ(contract->find_constraint("demo/Bad@status.disputed"), std::nullopt);
}

TEST(ContractStatuses, RefuseTwoMeaningsOfOneId) {
  const auto status = [](int documented) {
    return R"("statuses": [{"error": "Bad", "documented": )" + std::to_string(documented) +
           R"(, "source": {"source": "page", "section": "1", "says": "x"}}])";
  };
  const auto rules = [&](int run, int walk) {
    return R"({"format": 1, "service": "demo", "operations": {"Run": {)" + status(run) +
           R"(}, "Walk": {)" + status(walk) + "}}}";
  };
  EXPECT_TRUE(compile_rules(rules(400, 400)).has_value());
  const auto contract = compile_rules(rules(400, 404));
  ASSERT_FALSE(contract.has_value());
  EXPECT_EQ(contract.error().code, ErrorCode::kRuleStructure);
  EXPECT_EQ(contract.error().message, "another operation documents 400 for Bad");
}

}  // namespace
}  // namespace assay
