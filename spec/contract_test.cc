#include <assay/contract.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "spec/contract_tables.h"
#include "spec/contract_test_util.h"
#include "spec/protocol_ledger.h"

namespace assay {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const ShapeTable& shape_of(const Contract& contract, std::string_view name) {
  const auto shape = contract.find_shape(name);
  EXPECT_TRUE(shape.has_value()) << name;
  return contract.tables().shapes[shape.value_or(0)];
}

TEST(EmbeddedContract, KnowsItsService) {
  const Contract& contract = Contract::embedded();
  EXPECT_EQ(contract.service(), "mwaa-serverless");
  EXPECT_EQ(contract.target_prefix(), "AmazonMWAAServerless");
  EXPECT_EQ(contract.protocol(), "awsJson1_0");
  EXPECT_EQ(contract.tables().signing_name, "airflow-serverless");
  ASSERT_EQ(contract.operation_count(), 15U);
  // The first operation is the one of bare bodies.
  EXPECT_EQ(contract.operation_name(0), "GetWorkflowRun");
  EXPECT_EQ(contract.find_operation("GetWorkflowRun"), 0U);
  EXPECT_EQ(contract.find_operation("GetWorkflowRuns"), std::nullopt);
  const OperationTable& operation = contract.tables().operations[0];
  EXPECT_EQ(operation.target, "AmazonMWAAServerless.GetWorkflowRun");
  EXPECT_TRUE(operation.needs_authorization);
  EXPECT_EQ(contract.shape_name(operation.input), "GetWorkflowRunRequest");
  EXPECT_EQ(contract.shape_name(operation.output), "GetWorkflowRunResponse");
}

TEST(EmbeddedContract, HasTheConstraintsOfThePage) {
  struct Case {
    std::string_view id, requirement, unit;
    Severity severity;
    Basis basis;
  };
  const Case cases[] = {
      {"IdString@length.max", "Member must have length between 1 and 255, inclusive", "characters",
       Severity::kError, Basis::kDocumented},
      {"IdString@length.min", "Member must have length between 1 and 255, inclusive", "characters",
       Severity::kError, Basis::kDocumented},
      {"IdString@pattern",
       "Member must satisfy regular expression pattern: ^[a-zA-Z0-9]+[a-zA-Z0-9\\.\\-_]*$", "",
       Severity::kError, Basis::kDocumented},
      {"IdString@type", "must be a JSON string", "", Severity::kError, Basis::kDocumented},
      {"RunType@enum", "Member must satisfy enum value set: [ON_DEMAND, SCHEDULED]", "",
       Severity::kError, Basis::kDocumented},
      {"GetWorkflowRunRequest.RunId@required", "Member must not be null", "", Severity::kError,
       Basis::kDocumented},
      {"GenericString@length.max", "Member must have length between 1 and 255, inclusive",
       "characters", Severity::kError, Basis::kModel},
      {"Duration@range.int32", "Member must be between -2147483648 and 2147483647, inclusive", "",
       Severity::kError, Basis::kModel},
      {"Duration@spelling", "an integer is written without fraction and exponent", "",
       Severity::kWarning, Basis::kProtocol},
      {"TimestampValue@tolerated",
       "a date-time has upper-case T and Z, no numeric offset, no second 60 and at most 3 "
       "fraction digits",
       "", Severity::kNote, Basis::kProtocol},
      {"TaskInstanceIds@dense", "items must not be null", "", Severity::kError, Basis::kModel},
      {"GetWorkflowRun@rule.run-id-agrees", "RunId and RunDetail.RunId must be the same", "",
       Severity::kWarning, Basis::kInferred},
      {"GetWorkflowRun@rule.duration-is-the-difference",
       "Duration must be CompletedOn minus StartedOn, within 1 second", "seconds",
       Severity::kWarning, Basis::kInferred},
      {"GetWorkflowRun@rule.error-message-null-on-success",
       "ErrorMessage is described as null when the run succeeds", "", Severity::kNote,
       Basis::kDocumented},
      {"ThrottlingException@status", "HTTP status must be 400 (documented) or 429 (model)",
       "HTTP status", Severity::kError, Basis::kDocumented},
      {"ThrottlingException@status.disputed",
       "HTTP status must be 400 as documented; 429 stands only in the model", "HTTP status",
       Severity::kWarning, Basis::kDocumented},
      {"ValidationException@status", "HTTP status must be 400", "HTTP status", Severity::kError,
       Basis::kDocumented},
      {"ThrottlingException@status.model", "HTTP status must be 429", "HTTP status",
       Severity::kError, Basis::kModel},
      {"ConflictException@status", "HTTP status must be 409", "HTTP status", Severity::kError,
       Basis::kModel},
      {"Tags@length.max", "Member must have length less than or equal to 50", "entries",
       Severity::kError, Basis::kModel},
      {"TagKeys@length.min", "Member must have length between 1 and 50, inclusive", "items",
       Severity::kError, Basis::kModel},
      {"Tags@dense", "values must not be null", "", Severity::kError, Basis::kModel},
      {"ListWorkflowsRequest.MaxResults@range.max", "Member must be between 1 and 100, inclusive",
       "", Severity::kError, Basis::kModel},
      {"GetWorkflowResponse.WorkflowArn@required", "Member must not be null", "", Severity::kError,
       Basis::kModel},
      {"IsLatestVersion@type", "must be true or false", "", Severity::kError, Basis::kModel},
      {"WorkflowVersion@length.min", "Member must have length between 32 and 32, inclusive",
       "characters", Severity::kError, Basis::kModel},
  };
  const Contract& contract = Contract::embedded();
  for (const Case& c : cases) {
    const auto index = contract.find_constraint("mwaa-serverless/" + std::string(c.id));
    ASSERT_TRUE(index.has_value()) << c.id;
    const ConstraintInfo info = contract.constraint(*index);
    EXPECT_EQ(info.id, "mwaa-serverless/" + std::string(c.id));
    EXPECT_EQ(info.requirement, c.requirement) << c.id;
    EXPECT_EQ(info.unit, c.unit) << c.id;
    EXPECT_EQ(info.severity, c.severity) << c.id;
    EXPECT_EQ(info.basis, c.basis) << c.id;
    EXPECT_FALSE(info.sources.empty()) << c.id;
  }
  for (const std::string_view absent :
       {"ValidationException@status.disputed", "GetWorkflowRunRequest@type", "ObjectMap@dense",
        "ObjectMap.key@type", "ObjectMap.value@type", "InternalServerException@status.disputed",
        "ConflictException@status.model", "TagValue@length.min", "WorkflowVersionSummary@status"}) {
    EXPECT_EQ(contract.find_constraint("mwaa-serverless/" + std::string(absent)), std::nullopt)
        << absent;
  }
}

TEST(EmbeddedContract, HasSixKindsOfInferredRules) {
  const ContractTables& tables = Contract::embedded().tables();
  std::set<RuleKind> kinds;
  std::size_t inferred = 0;
  for (const RuleTable& rule : tables.rules) {
    const ConstraintTable& constraint = tables.constraints[rule.constraint];
    if (constraint.basis != Basis::kInferred) continue;
    EXPECT_EQ(constraint.severity, Severity::kWarning) << constraint.id;
    ++inferred;
    kinds.insert(rule.kind);
  }
  EXPECT_EQ(kinds.size(), 6U);
  EXPECT_EQ(inferred, 10U) << "four copies agree, two are echoed, and one of each other kind";
}

TEST(EmbeddedContract, LeadsToEveryPlaceOfARule) {
  const Contract& contract = Contract::embedded();
  const ContractTables& tables = contract.tables();
  const OperationTable& operation = tables.operations[0];
  const auto step = [&](std::uint32_t state, std::string_view member) -> const PlaceTable* {
    for (std::uint32_t i = 0; i < operation.place_count; ++i) {
      const PlaceTable& place = tables.places[operation.first_place + i];
      if (place.state == state && tables.members[place.member].name == member) return &place;
    }
    return nullptr;
  };
  const RuleTable& rule = tables.rules[operation.first_rule];
  ASSERT_EQ(rule.kind, RuleKind::kEqual);
  const PlaceTable* run_id = step(0, "RunId");
  const PlaceTable* detail = step(0, "RunDetail");
  ASSERT_TRUE(run_id != nullptr && detail != nullptr);
  EXPECT_EQ(run_id->slot, rule.slots[0]);
  EXPECT_EQ(run_id->next_state, kNoIndex);
  EXPECT_EQ(detail->slot, kNoIndex);
  const PlaceTable* inner = step(detail->next_state, "RunId");
  ASSERT_NE(inner, nullptr);
  EXPECT_EQ(inner->slot, rule.slots[1]);
  const PlaceTable* sent = step(1, "RunId");
  ASSERT_NE(sent, nullptr);
  std::set<std::uint32_t> slots;
  for (std::uint32_t i = 0; i < operation.place_count; ++i) {
    const PlaceTable& place = tables.places[operation.first_place + i];
    if (place.slot == kNoIndex) continue;
    EXPECT_TRUE(slots.insert(place.slot).second);
  }
  EXPECT_EQ(slots.size(), operation.slot_count);
  EXPECT_EQ(*slots.rbegin() + 1, operation.slot_count);
}

TEST(EmbeddedContract, DescribesEveryConstraintInALedger) {
  const ContractTables& tables = Contract::embedded().tables();
  std::vector<std::size_t> lines(tables.constraints.size());
  for (const LedgerTable& line : tables.ledger) {
    ++lines[line.constraint];
    EXPECT_FALSE(line.holds.empty());
    EXPECT_FALSE(line.breaks.empty());
    EXPECT_NE(line.holds, line.breaks) << tables.constraints[line.constraint].id;
  }
  for (ConstraintIndex i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(lines[i], 1U) << tables.constraints[i].id;
    EXPECT_NE(tables.constraints[i].ledger_line, 0U) << tables.constraints[i].id;
  }
}

TEST(EmbeddedContract, ImpliesWhatABreakingValueCannotAvoid) {
  const Contract& contract = Contract::embedded();
  const auto empty = contract.find_constraint("mwaa-serverless/IdString@length.min");
  const auto pattern = contract.find_constraint("mwaa-serverless/IdString@pattern");
  for (const LedgerTable& line : contract.tables().ledger) {
    if (line.constraint != empty) continue;
    EXPECT_THAT(line.implies, ElementsAre(*pattern));
    EXPECT_EQ(line.breaks, "\"\"");
    EXPECT_EQ(line.in, "value");
  }
}

TEST(EmbeddedContract, CompilesThePatternsOnceEach) {
  const Contract& contract = Contract::embedded();
  const ContractTables& tables = contract.tables();
  EXPECT_EQ(tables.patterns.size(), 9U);
  EXPECT_EQ(shape_of(contract, "IdString").pattern, shape_of(contract, "NameString").pattern);
  EXPECT_EQ(shape_of(contract, "WorkflowArn").pattern,
            shape_of(contract, "TaggableResourceArn").pattern);
  EXPECT_EQ(shape_of(contract, "GenericString").pattern,
            shape_of(contract, "ErrorMessage").pattern);
  const Automaton& id = tables.patterns[shape_of(contract, "IdString").pattern].automaton;
  EXPECT_TRUE(id.matches("abc-1"));
  EXPECT_FALSE(id.matches("!abc-1"));
  EXPECT_FALSE(id.matches("abc-1!"));
}

TEST(ProtocolRules, HaveUniqueIdsAndSourcesInEveryContract) {
  const auto rules = protocol_rules();
  ASSERT_EQ(rules.size(), index_of(ProtocolRule::kCount));
  const Contract& contract = Contract::embedded();
  std::set<std::string_view> ids;
  for (ConstraintIndex i = 0; i < rules.size(); ++i) {
    EXPECT_TRUE(ids.insert(rules[i].id).second) << rules[i].id;
    EXPECT_EQ(contract.find_constraint(rules[i].id), i);
    EXPECT_EQ(contract.constraint(i).requirement, rules[i].requirement);
    EXPECT_FALSE(contract.constraint(i).sources.empty()) << rules[i].id;
    EXPECT_FALSE(rules[i].sources.empty()) << rules[i].id;
  }
  EXPECT_EQ(rules[index_of(ProtocolRule::kBodyUtf8)].id, "awsJson1_0/body@utf8");
  EXPECT_EQ(rules[index_of(ProtocolRule::kErrorUnder200)].id, "awsJson1_0/error@under-200");
  EXPECT_EQ(rules[index_of(ProtocolRule::kLimitRecorded)].id, "limit/recorded");
}

// Severities as the design lists them: everything else is an error.
TEST(ProtocolRules, HaveTheSeveritiesOfTheTable) {
  std::set<std::string_view> warnings, notes;
  for (const ConstraintInfo& rule : protocol_rules()) {
    if (rule.severity == Severity::kWarning) warnings.insert(rule.id);
    if (rule.severity == Severity::kNote) notes.insert(rule.id);
  }
  EXPECT_THAT(warnings,
              ElementsAre("aws/sigv4@authorization.malformed", "awsJson1_0/body@duplicate-member",
                          "awsJson1_0/body@empty", "awsJson1_0/error@type.conflict",
                          "awsJson1_0/error@type.unknown", "awsJson1_0/request@unknown-member",
                          "awsJson1_0/response@request-id"));
  EXPECT_THAT(notes, ElementsAre("awsJson1_0/request@content-type.parameters",
                                 "awsJson1_0/response@content-type.parameters",
                                 "awsJson1_0/response@unknown-member"));
}

TEST(ProtocolRules, NeedALedgerLineEach) {
  const auto line = [](std::string_view id, std::string_view implies) {
    return R"({"id": ")" + std::string(id) +
           R"(", "sources": [{"source": "s", "section": "1", "says": "x"}], "evidence": )"
           R"({"in": "body", "holds": 1, "breaks": 2}, "implies": [)" +
           std::string(implies) + "]}\n";
  };
  std::string all;
  for (const ConstraintInfo& rule : protocol_rules()) all += line(rule.id, "");
  EXPECT_TRUE(compile_protocol(all, "l").has_value());
  const auto refused = [](const std::string& text) {
    const auto tables = compile_protocol(text, "l");
    return tables ? "compiled" : tables.error().to_string();
  };
  EXPECT_EQ(refused(all.substr(all.find('\n') + 1)),
            "l: error: no line for awsJson1_0/body@syntax");
  EXPECT_THAT(refused(line("awsJson1_0/none", "") + all),
              HasSubstr("l:1:8: error: the protocol has no rule awsJson1_0/none"));
  EXPECT_THAT(refused(line("awsJson1_0/body@syntax", "\"x/y\"") + all.substr(all.find('\n') + 1)),
              HasSubstr("l:1:8: error: awsJson1_0/body@syntax implies x/y"));
  EXPECT_THAT(refused("x" + all), HasSubstr("l:1:1: error: not a JSON value"));
}

TEST(CommonErrors, AreSortedAndHaveStatuses) {
  const auto errors = common_errors();
  EXPECT_EQ(errors.size(), 16U);
  EXPECT_TRUE(std::is_sorted(errors.begin(), errors.end(),
                             [](const auto& a, const auto& b) { return a.name < b.name; }));
  for (const CommonError& error : errors) {
    EXPECT_GE(error.status, 400) << error.name;
    EXPECT_LE(error.status, 503) << error.name;
  }
}

TEST(Contract, IsHashedOverAllItsSources) {
  const std::string model = test::model_of(R"("x#In": {"type": "structure"})");
  const auto alone = Contract::compile({{"m", model}, {}, {}});
  const auto again = Contract::compile({{"other name", model}, {}, {}});
  const auto with_rules = Contract::compile(
      {{"m", model}, {"r", R"({"format": 1, "service": "demo", "operations": {}})"}, {}});
  ASSERT_TRUE(alone.has_value() && again.has_value() && with_rules.has_value());
  EXPECT_EQ(alone->model_hash().size(), 64U);
  EXPECT_EQ(alone->model_hash(), again->model_hash());
  EXPECT_NE(alone->model_hash(), with_rules->model_hash());
}

TEST(Contract, OutlivesItsSourcesAndItsCopies) {
  std::optional<Contract> kept;
  {
    std::string model = test::model_of(
        R"("x#In": {"type": "structure", "members": {"A": {"target": "x#Text"}}},
           "x#Text": {"type": "string", "traits": {"smithy.api#pattern": "^a$"}})");
    auto contract = Contract::compile({{"model.json", std::move(model)}, {}, {}});
    ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
    kept = *contract;
  }
  const auto index = kept->find_constraint("demo/Text@pattern");
  ASSERT_TRUE(index.has_value());
  const ConstraintInfo info = kept->constraint(*index);
  EXPECT_EQ(info.requirement, "Member must satisfy regular expression pattern: ^a$");
  ASSERT_EQ(info.sources.size(), 1U);
  EXPECT_EQ(info.sources[0].source, "model");
  EXPECT_EQ(info.sources[0].section, "model.json:7");
  EXPECT_EQ(info.sources[0].says, "smithy.api#pattern, ^a$");
}

}  // namespace
}  // namespace assay
