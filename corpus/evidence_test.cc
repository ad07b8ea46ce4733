#include "corpus/evidence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/minimal_value.h"
#include "spec/json_tree.h"
#include "spec/protocol_rules.h"

namespace assay {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

const LedgerTable& line_of(std::string_view id) {
  const ContractTables& tables = Contract::embedded().tables();
  const auto constraint = Contract::embedded().find_constraint(id);
  EXPECT_TRUE(constraint) << id;
  const auto line =
      std::find_if(tables.ledger.begin(), tables.ledger.end(),
                   [&](const LedgerTable& entry) { return entry.constraint == *constraint; });
  EXPECT_NE(line, tables.ledger.end()) << id;
  return *line;
}

std::vector<EvidenceCase> cases_of(std::string_view id, const EvidenceLimits& limits = {}) {
  auto cases = evidence_cases(Contract::embedded(), line_of(id), limits);
  EXPECT_TRUE(cases) << id << ": " << cases.error().message;
  return cases ? std::move(*cases) : std::vector<EvidenceCase>();
}

// In messages of one operation.
std::vector<std::string> places_of(std::string_view id, EvidenceKind kind, bool breaks,
                                   std::string_view operation = "GetWorkflowRun") {
  std::vector<std::string> places;
  const auto index = Contract::embedded().find_operation(operation);
  for (const EvidenceCase& evidence : cases_of(id)) {
    if (evidence.kind != kind || evidence.breaks != breaks || evidence.operation != index) continue;
    places.push_back(evidence.place);
  }
  return places;
}

JsonValue form(std::string_view text) { return *parse_json(text, "form"); }

TEST(EvidenceTest, EveryConstraintHasBothSides) {
  const Contract& contract = Contract::embedded();
  EvidenceLimits limits;
  limits.max_body_bytes = 10'000;
  for (ConstraintIndex index = 0; index < contract.constraint_count(); ++index) {
    const std::string id(contract.constraint(index).id);
    const auto cases = cases_of(id, limits);
    const auto breaks = std::count_if(cases.begin(), cases.end(),
                                      [](const EvidenceCase& evidence) { return evidence.breaks; });
    EXPECT_GT(breaks, 0) << id;
    EXPECT_LT(breaks, static_cast<std::ptrdiff_t>(cases.size())) << id;
  }
}

TEST(EvidenceTest, IsTheSameEveryTime) {
  for (const LedgerTable& line : Contract::embedded().tables().ledger) {
    EvidenceLimits limits;
    limits.max_body_bytes = 10'000;
    const auto first = evidence_cases(Contract::embedded(), line, limits);
    const auto second = evidence_cases(Contract::embedded(), line, limits);
    ASSERT_TRUE(first && second);
    ASSERT_EQ(first->size(), second->size());
    for (std::size_t index = 0; index < first->size(); ++index) {
      EXPECT_EQ((*first)[index].text, (*second)[index].text);
      EXPECT_EQ((*first)[index].place, (*second)[index].place);
    }
  }
}

TEST(EvidenceTest, ValuesStandWhereverTheirShapeOccurs) {
  constexpr std::string_view kId = "mwaa-serverless/IdString@length.max";
  EXPECT_THAT(places_of(kId, EvidenceKind::kValue, true), ElementsAre("value alone"));
  EXPECT_THAT(places_of(kId, EvidenceKind::kInput, true),
              ElementsAre("request of GetWorkflowRun /RunId"));
  EXPECT_THAT(places_of(kId, EvidenceKind::kOutput, true),
              UnorderedElementsAre("response of GetWorkflowRun /RunId",
                                   "response of GetWorkflowRun /RunDetail/RunId",
                                   "response of GetWorkflowRun /RunDetail/TaskInstances/0"));
  EXPECT_THAT(places_of(kId, EvidenceKind::kErrorBody, true), IsEmpty());
  EXPECT_EQ(places_of(kId, EvidenceKind::kExchange, true).size(), 4u);

  constexpr std::string_view kMessage = "mwaa-serverless/ErrorMessage@length.max";
  EXPECT_THAT(places_of(kMessage, EvidenceKind::kErrorBody, false),
              UnorderedElementsAre("AccessDeniedException of GetWorkflowRun /Message",
                                   "InternalServerException of GetWorkflowRun /Message",
                                   "OperationTimeoutException of GetWorkflowRun /Message",
                                   "ResourceNotFoundException of GetWorkflowRun /Message",
                                   "ThrottlingException of GetWorkflowRun /Message",
                                   "ValidationException of GetWorkflowRun /Message",
                                   "ValidationException of GetWorkflowRun /FieldList/0/Message"));
}

TEST(EvidenceTest, ValuesStandInEveryOperation) {
  constexpr std::string_view kId = "mwaa-serverless/IdString@length.max";
  EXPECT_THAT(places_of(kId, EvidenceKind::kInput, true, "GetTaskInstance"),
              UnorderedElementsAre("request of GetTaskInstance /RunId",
                                   "request of GetTaskInstance /TaskInstanceId"));
  EXPECT_THAT(places_of(kId, EvidenceKind::kOutput, false, "ListWorkflowRuns"),
              ElementsAre("response of ListWorkflowRuns /WorkflowRuns/0/RunId"));
  // A key of a map, its value, an element of a list, a number, a map as a whole.
  EXPECT_THAT(
      places_of("mwaa-serverless/TagKey@length.max", EvidenceKind::kInput, true, "TagResource"),
      ElementsAre(StartsWith("request of TagResource /Tags/")));
  EXPECT_THAT(places_of("mwaa-serverless/TagValue@length.max", EvidenceKind::kOutput, true,
                        "ListTagsForResource"),
              ElementsAre(StartsWith("response of ListTagsForResource /Tags/")));
  EXPECT_THAT(
      places_of("mwaa-serverless/TagKeys@length.min", EvidenceKind::kInput, true, "UntagResource"),
      ElementsAre("request of UntagResource /TagKeys"));
  EXPECT_THAT(places_of("mwaa-serverless/ListWorkflowsRequest.MaxResults@range.max",
                        EvidenceKind::kInput, true, "ListWorkflows"),
              ElementsAre("request of ListWorkflows /MaxResults"));
  EXPECT_THAT(places_of("mwaa-serverless/GetWorkflowResponse.WorkflowArn@required",
                        EvidenceKind::kOutput, true, "GetWorkflow"),
              ElementsAre("response of GetWorkflow "));
}

// A status is of the operations whose page, or whose model alone, says it.
TEST(EvidenceTest, StatusesAreOfTheirOperations) {
  const auto operations = [](std::string_view id) {
    std::set<std::string_view> names;
    for (const EvidenceCase& evidence : cases_of(id)) {
      names.insert(Contract::embedded().operation_name(evidence.operation));
    }
    return names;
  };
  EXPECT_THAT(operations("mwaa-serverless/AccessDeniedException@status"),
              ElementsAre("GetWorkflowRun"));
  EXPECT_THAT(operations("mwaa-serverless/AccessDeniedException@status.disputed"),
              ElementsAre("GetWorkflowRun"));
  const auto others = operations("mwaa-serverless/AccessDeniedException@status.model");
  EXPECT_EQ(others.size(), 14u);
  EXPECT_FALSE(others.contains("GetWorkflowRun"));
  EXPECT_THAT(operations("mwaa-serverless/ConflictException@status"),
              ElementsAre("CreateWorkflow", "StartWorkflowRun", "UpdateWorkflow"));
}

TEST(EvidenceTest, MessagesAreCompleteAndMinimal) {
  for (const EvidenceCase& evidence : cases_of("mwaa-serverless/IdString@length.min")) {
    if (evidence.kind != EvidenceKind::kInput || evidence.operation != 0) continue;
    EXPECT_EQ(
        evidence.text,
        evidence.breaks
            ? R"({"WorkflowArn":"arn:aws:airflow-serverless:aa-a-0:000000000000:workflow/0-0000000000","RunId":""})"
            : R"({"WorkflowArn":"arn:aws:airflow-serverless:aa-a-0:000000000000:workflow/0-0000000000","RunId":"a"})");
  }
  const auto cases = cases_of("mwaa-serverless/ThrottlingException.QuotaCode@required");
  for (const EvidenceCase& evidence : cases) {
    if (evidence.kind != EvidenceKind::kExchange || !evidence.breaks) continue;
    ASSERT_TRUE(evidence.response);
    EXPECT_FALSE(evidence.request);
    EXPECT_EQ(evidence.response->status, evidence.operation == 0 ? 400 : 429);
    EXPECT_EQ(evidence.response->body, R"({"Message":"a","ServiceCode":""})");
  }
}

TEST(EvidenceTest, ExpectsTheIdAndWhatItImplies) {
  const Contract& contract = Contract::embedded();
  for (const EvidenceCase& evidence : cases_of("mwaa-serverless/IdString@length.min")) {
    std::vector<std::string_view> ids;
    for (const ConstraintIndex index : evidence.expected) {
      ids.push_back(contract.constraint(index).id);
    }
    if (evidence.breaks) {
      EXPECT_THAT(ids, UnorderedElementsAre("mwaa-serverless/IdString@length.min",
                                            "mwaa-serverless/IdString@pattern"));
    } else {
      EXPECT_THAT(ids, IsEmpty());
    }
  }
}

TEST(EvidenceTest, FramesAFormThatNoMemberTakes) {
  bool seen = false;
  for (const EvidenceCase& evidence : cases_of("awsJson1_0/body@surrogate")) {
    if (evidence.kind != EvidenceKind::kInput || evidence.breaks || evidence.operation != 0) {
      continue;
    }
    seen = true;
    EXPECT_THAT(evidence.expected, ElementsAre(index_of(ProtocolRule::kRequestUnknownMember)));
    EXPECT_THAT(evidence.text,
                ::testing::HasSubstr(R"("member that no shape has":"\ud83d\ude00")"));
  }
  EXPECT_TRUE(seen);
}

TEST(EvidenceTest, HttpTextIsFramedAsTheLineSays) {
  for (const EvidenceCase& evidence : cases_of("http/content-length@conflict")) {
    ASSERT_EQ(evidence.kind, EvidenceKind::kHttp);
    EXPECT_THAT(evidence.text, ::testing::AnyOf(StartsWith("POST / HTTP/1.1\r\n"),
                                                StartsWith("HTTP/1.1 200 Status\r\n")));
    EXPECT_EQ(evidence.text.find("Content-Length") != evidence.text.rfind("Content-Length"),
              evidence.breaks);
  }
}

TEST(EvidenceTest, RefusesWhatIsNoForm) {
  LedgerTable line = line_of("mwaa-serverless/IdString@length.max");
  line.breaks = R"({"$repeat":"a"})";
  const auto cases = evidence_cases(Contract::embedded(), line);
  ASSERT_FALSE(cases);
  EXPECT_EQ(cases.error().code, ErrorCode::kLedgerStructure);
  line.in = "body";
  line.breaks = R"({"no edit":1})";
  EXPECT_FALSE(evidence_cases(Contract::embedded(), line));
}

TEST(EvidenceFormTest, WritesLongValuesInShort) {
  const FormScope scope;
  EXPECT_EQ(text_of_form(form(R"({"$repeat":"ab","times":3})"), scope), "ababab");
  EXPECT_EQ(text_of_form(form(R"({"$concat":["x",{"$repeat":"y","times":2},"z"]})"), scope),
            "xyyz");
  EXPECT_EQ(text_of_form(form(R"({"$base64":"9JCAgA=="})"), scope), "\xF4\x90\x80\x80");
  EXPECT_EQ(text_of_form(form("1"), scope), std::nullopt);
}

TEST(EvidenceFormTest, KeepsTheSpellingOfNumbers) {
  EXPECT_EQ(json_of_form(form(R"({"a":[60.0,6E1,"\n",null,true]})"), {}),
            R"({"a":[60.0,6E1,"\u000a",null,true]})");
}

TEST(EvidenceFormTest, GoesUpToTheLimits) {
  FormScope scope;
  scope.limits.max_depth = 4;
  scope.limits.max_keys_per_object = 1;
  scope.depth = 2;
  EXPECT_EQ(json_of_form(form(R"({"$nest":0})"), scope), "[[]]");
  EXPECT_EQ(json_of_form(form(R"({"$nest":1})"), scope), "[[[]]]");
  EXPECT_EQ(json_of_form(form(R"({"$keys":1})"), scope), R"({"0":0,"1":0})");
}

TEST(MinimalValueTest, KeepsEveryConstraintOfItsShape) {
  const ContractTables& tables = Contract::embedded().tables();
  for (const ShapeTable& shape : tables.shapes) {
    if (shape.kind != ShapeKind::kString) continue;
    const auto text = minimal_string(tables, shape);
    ASSERT_TRUE(text) << shape.name;
    EXPECT_GE(text->size(), shape.length_min) << shape.name;
    if (shape.pattern != kNoIndex) {
      EXPECT_TRUE(tables.patterns[shape.pattern].automaton.matches(*text)) << shape.name;
    }
  }
}

}  // namespace
}  // namespace assay
