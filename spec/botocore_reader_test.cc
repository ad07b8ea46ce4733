#include "spec/botocore_reader.h"

#include <assay/contract.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spec/contract_tables.h"
#include "spec/contract_test_util.h"
#include "spec/model_reader.h"

namespace assay {
namespace {

using test::MarkedText;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view kMetadata =
    R"("metadata": {"protocol": "json", "jsonVersion": "1.1", "targetPrefix": "Demo_2020",
    "serviceId": "My Demo", "signatureVersion": "v4", "endpointPrefix": "demo"})";

// One operation Run with input In; `shapes` are further shapes, In among them.
std::string model_with(const std::string& shapes) {
  return "{" + std::string(kMetadata) + R"(, "operations": {"Run": {"name": "Run",
"input": {"shape": "In"}, "errors": [{"shape": "Oops"}]}}, "shapes": {
"Oops": {"type": "structure", "exception": true, "fault": true, "members": {}},
)" + shapes +
         "}}";
}

Expected<Contract> compile(const std::string& text) {
  return Contract::compile({{"service-2.json", text}, {}, {}});
}

TEST(BotocoreReader, ReadsServiceOperationsAndErrors) {
  const auto contract = compile("{" + std::string(kMetadata) + R"(,
"operations": {
  "Run": {"name": "Run", "input": {"shape": "In"}, "output": {"shape": "Out"},
          "errors": [{"shape": "Oops"}, {"shape": "Busy"}, {"shape": "Oops"}]},
  "Open": {"name": "Open", "authtype": "none"}},
"shapes": {
  "In": {"type": "structure", "required": ["A"], "members": {"A": {"shape": "Name"}}},
  "Out": {"type": "structure", "members": {}},
  "Name": {"type": "string", "min": 1, "max": 3, "pattern": "[a-z]+"},
  "Oops": {"type": "structure", "exception": true, "fault": true, "members": {}},
  "Busy": {"type": "structure", "exception": true, "error": {"httpStatusCode": 429},
           "retryable": {"throttling": true}, "members": {}}}})");
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  EXPECT_EQ(contract->service(), "my-demo");
  EXPECT_EQ(contract->protocol(), "awsJson1_1");
  EXPECT_EQ(contract->target_prefix(), "Demo_2020");
  const ContractTables& tables = contract->tables();
  EXPECT_EQ(tables.signing_name, "demo");
  ASSERT_EQ(tables.operations.size(), 2U);
  EXPECT_EQ(tables.operations[0].target, "Demo_2020.Run");
  EXPECT_TRUE(tables.operations[0].needs_authorization);
  EXPECT_FALSE(tables.operations[1].needs_authorization);
  ASSERT_EQ(tables.errors.size(), 2U);
  EXPECT_EQ(tables.errors[0].model_status, 500);
  EXPECT_FALSE(tables.errors[0].client_fault);
  EXPECT_EQ(tables.errors[1].model_status, 429);
  EXPECT_TRUE(tables.errors[1].throttling);
  EXPECT_TRUE(contract->find_constraint("my-demo/In.A@required").has_value());
  EXPECT_TRUE(contract->find_constraint("my-demo/Name@length.max").has_value());
  // Without anchors, and the whole string all the same.
  const PatternTable& pattern =
      tables.patterns[tables.shapes[*contract->find_shape("Name")].pattern];
  EXPECT_TRUE(pattern.matches("ab"));
  EXPECT_FALSE(pattern.matches("1ab2"));
}

struct KindCase {
  std::string shape;
  ShapeKind kind;
};

TEST(BotocoreReader, KnowsEveryKind) {
  const KindCase cases[] = {
      {R"("type": "structure", "members": {})", ShapeKind::kStructure},
      {R"("type": "structure", "union": true, "members": {})", ShapeKind::kUnion},
      {R"("type": "structure", "document": true, "members": {})", ShapeKind::kDocument},
      {R"("type": "list", "member": {"shape": "In"})", ShapeKind::kList},
      {R"("type": "map", "key": {"shape": "K"}, "value": {"shape": "In"})", ShapeKind::kMap},
      {R"("type": "string")", ShapeKind::kString},
      {R"("type": "string", "enum": ["a", "b"])", ShapeKind::kEnum},
      {R"("type": "blob", "max": 5)", ShapeKind::kBlob},
      {R"("type": "integer", "min": 1, "max": 5, "box": true)", ShapeKind::kInteger},
      {R"("type": "long")", ShapeKind::kLong},
      {R"("type": "float", "min": 0.5)", ShapeKind::kFloat},
      {R"("type": "double")", ShapeKind::kDouble},
      {R"("type": "boolean")", ShapeKind::kBoolean},
      {R"("type": "timestamp", "timestampFormat": "iso8601")", ShapeKind::kTimestamp},
  };
  for (const KindCase& c : cases) {
    const auto contract = compile(model_with(
        R"("In": {"type": "structure", "members": {"A": {"shape": "T"}}}, "K": {"type": "string"},
           "T": {)" +
        c.shape + "}"));
    ASSERT_TRUE(contract.has_value()) << c.shape << contract.error().to_string();
    EXPECT_EQ(contract->tables().shapes[*contract->find_shape("T")].kind, c.kind) << c.shape;
  }
}

TEST(BotocoreReader, TimestampsAreEpochSecondsUnlessToldOtherwise) {
  const auto contract = compile(model_with(R"("In": {"type": "structure", "members": {
      "A": {"shape": "T"}, "B": {"shape": "T", "timestampFormat": "rfc822"}, "C": {"shape": "I"}}},
      "T": {"type": "timestamp", "sensitive": true},
      "I": {"type": "timestamp", "timestampFormat": "iso8601"})"));
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  const auto format = [&](std::string_view shape) {
    return contract->tables().shapes[*contract->find_shape(shape)].timestamp_format;
  };
  EXPECT_EQ(format("T"), TimestampFormat::kEpochSeconds);
  EXPECT_EQ(format("In.B"), TimestampFormat::kHttpDate);
  EXPECT_EQ(format("I"), TimestampFormat::kDateTime);
}

TEST(BotocoreReader, TakesShapesNamedLikeThePreludeForIt) {
  const auto contract = compile(model_with(R"("In": {"type": "structure", "members": {
      "A": {"shape": "Integer"}, "B": {"shape": "String"}}},
      "Integer": {"type": "integer", "box": true}, "String": {"type": "string", "max": 4})"));
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  EXPECT_TRUE(contract->find_constraint("my-demo/In.A@type").has_value());
  EXPECT_TRUE(contract->find_constraint("my-demo/String@length.max").has_value());
}

TEST(BotocoreReader, AnEventStreamLeavesTheRestUsable) {
  const auto contract = compile("{" + std::string(kMetadata) + R"(, "operations": {
  "Watch": {"name": "Watch", "input": {"shape": "In"}, "output": {"shape": "Out"}},
  "Run": {"name": "Run", "input": {"shape": "In"}}},
"shapes": {"In": {"type": "structure", "members": {}},
  "Out": {"type": "structure", "members": {"Stream": {"shape": "Events"}}},
  "Events": {"type": "structure", "eventstream": true, "members": {"E": {"shape": "Event"}}},
  "Event": {"type": "structure", "event": true, "members": {}}}})");
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  ASSERT_EQ(contract->notes().size(), 1U);
  EXPECT_EQ(contract->notes()[0].kind, ContractNote::Kind::kStream);
  EXPECT_EQ(contract->notes()[0].id, "my-demo/Watch@output.stream");
  EXPECT_EQ(contract->notes()[0].line, 6U);
  EXPECT_EQ(contract->tables().operations[0].input_stream, kNoIndex);
  EXPECT_NE(contract->tables().operations[0].output_stream, kNoIndex);
  EXPECT_EQ(contract->tables().operations[1].output_stream, kNoIndex);
}

struct BadModel {
  std::string text;  // § marks the place
  ErrorCode code;
  std::string says;
};

void expect_refused(const BadModel& c) {
  const MarkedText marked(c.text);
  const auto model = read_model(marked.text, "service-2.json");
  ASSERT_FALSE(model.has_value()) << c.text;
  EXPECT_EQ(model.error().code, c.code) << model.error().to_string();
  EXPECT_THAT(model.error().message, HasSubstr(c.says)) << c.text;
  EXPECT_EQ(model.error().offset, marked.offset) << c.text << model.error().to_string();
  EXPECT_GT(model.error().line, 0U);
}

TEST(BotocoreReader, RefusesWhatIsWrongWithItsPlace) {
  constexpr ErrorCode kStructure = ErrorCode::kModelStructure;
  constexpr ErrorCode kUnsupported = ErrorCode::kUnsupported;
  const BadModel cases[] = {
      {R"(§{"shapes": {}})", kStructure, "neither a Smithy JSON AST"},
      {R"({"metadata": §1})", kStructure, "an object metadata is due"},
      {R"(§{"metadata": {}})", kStructure, "an object shapes is due"},
      {R"({"metadata": {"protocol": §"rest-json"}, "shapes": {}})", kUnsupported,
       "\"rest-json\" is not supported"},
      {R"({"metadata": {"protocol": "json", "jsonVersion": §"2"}, "shapes": {}})", kUnsupported,
       "1.0 or 1.1"},
      {R"({"metadata": §{"protocol": "json", "jsonVersion": "1.0"}, "shapes": {}})", kStructure,
       "targetPrefix"},
      {"{" + std::string(kMetadata) + R"(, "shapes": {}, "operations": §{}})", kStructure,
       "no operations"},
      {model_with(R"("X": §1)"), kStructure, "\"X\" is no shape"},
      {model_with(R"("In": {"type": "structure", "members": {"A": {"shape": §"Gone"}}})"),
       ErrorCode::kUnknownShape, "no shape Gone"},
      {model_with(R"("In": {"type": "structure", "members": {"A": §{}}})"), kStructure,
       "a shape is missing"},
      {model_with(R"("In": {"type": "structure", "members": {"A": §1}})"), kStructure,
       "an object with a shape"},
      {model_with(R"("In": {"type": "structure", "required": [§"B"], "members": {}})"), kStructure,
       "required names B"},
      {model_with(R"("In": {"type": "structure", "members": {
          "A": {"shape": "In", "locationName": §"a"}}})"),
       kUnsupported, "locationName"},
      {model_with(R"("In": {"type": "structure", "members": {"A": {"shape": "In", "new": §1}}})"),
       kUnsupported, "new is not supported"},
      {model_with(R"("In": {"type": "structure", "wire": §1})"), kUnsupported,
       "wire is not supported"},
      {model_with(R"("In": {"type": "structure", "members": {"A": {"shape": "T"}}},
          "T": §{"type": "strange"})"),
       kStructure, "no type that is known"},
      {model_with(R"("In": {"type": "structure", "members": {"A": {"shape": "T"}}},
          "T": {"type": "string", "min": §2, "max": 1})"),
       kStructure, "min is above max"},
      {model_with(R"("In": {"type": "structure", "members": {"A": {"shape": "T"}}},
          "T": {"type": "string", "min": §-2})"),
       kStructure, "whole number"},
      {model_with(R"("In": {"type": "structure", "members": {"A": {"shape": "T"}}},
          "T": {"type": "string", "enum": [§1]})"),
       kStructure, "must be a string"},
      {model_with(R"("In": {"type": "structure", "members": {"A": {"shape": "T"}}},
          "T": {"type": "timestamp", "timestampFormat": §"julian"})"),
       kStructure, "iso8601"},
      {model_with(R"("In": {"type": "structure", "members": {"A": {"shape": "T"}}},
          "T": §{"type": "list"})"),
       kStructure, "T has no member"},
  };
  for (const BadModel& c : cases) expect_refused(c);
}

// Sources name what stands in the file, not what Smithy would call it.
TEST(BotocoreReader, SourcesUseTheFormsOwnWords) {
  const auto contract = compile(model_with(R"("In": {"type": "structure", "required": ["A"],
"members": {"A": {"shape": "Text"}, "B": {"shape": "Count"}, "C": {"shape": "List"}}},
"Text": {"type": "string", "min": 1, "max": 3, "pattern": "[a-z]+"},
"Count": {"type": "integer", "min": -2, "max": 9},
"List": {"type": "list", "member": {"shape": "Text"}, "max": 4})"));
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  const auto says = [&](const std::string& id) {
    const auto found = contract->find_constraint("my-demo/" + id);
    return found ? std::string(contract->constraint(*found).sources[0].says) : "no " + id;
  };
  EXPECT_EQ(says("Text@length.min"), "min 1");
  EXPECT_EQ(says("Text@length.max"), "max 3");
  EXPECT_EQ(says("Text@pattern"), "pattern, [a-z]+");
  EXPECT_EQ(says("Count@range.min"), "min -2");
  EXPECT_EQ(says("Count@range.max"), "max 9");
  EXPECT_EQ(says("List@length.max"), "max 4");
  EXPECT_EQ(says("In.A@required"), "required");
  for (ConstraintIndex i = 0; i < contract->constraint_count(); ++i) {
    const ConstraintInfo info = contract->constraint(i);
    if (!info.id.starts_with("my-demo/")) continue;
    for (const SourceNote& source : info.sources) {
      EXPECT_EQ(source.says.find("smithy.api#"), std::string_view::npos) << info.id;
    }
  }
}

}  // namespace
}  // namespace assay
