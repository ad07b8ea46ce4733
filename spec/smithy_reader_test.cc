#include "spec/smithy_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spec/contract_test_util.h"
#include "spec/json_tree.h"

namespace assay {
namespace {

using test::MarkedText;
using test::model_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr ErrorCode kStructure = ErrorCode::kModelStructure;
constexpr ErrorCode kUnknown = ErrorCode::kUnknownShape;
constexpr ErrorCode kUnsupported = ErrorCode::kUnsupported;

struct BadModel {
  std::string text;  // § marks the place
  ErrorCode code;
  std::string says;
};

void expect_refused(const BadModel& c) {
  const MarkedText marked(c.text);
  const auto model = read_smithy(marked.text, "model.json");
  ASSERT_FALSE(model.has_value()) << c.text;
  EXPECT_EQ(model.error().code, c.code) << c.text << "\n" << model.error().to_string();
  EXPECT_THAT(model.error().message, HasSubstr(c.says)) << c.text;
  EXPECT_EQ(model.error().offset, marked.offset) << c.text << "\n" << model.error().to_string();
  const TextPlace place = place_of(marked.text, marked.offset);
  EXPECT_EQ(model.error().line, place.line);
  EXPECT_EQ(model.error().column, place.column);
  EXPECT_EQ(model.error().file, "model.json");
}

TEST(SmithyReader, RefusesTextsThatAreNoModel) {
  const BadModel cases[] = {
      {R"({"smithy": 2.0}§})", ErrorCode::kJsonSyntax, "text after the end"},
      {R"(§[])", kStructure, "a model is a JSON object"},
      {R"(§{"version": "2.0"})", kStructure, "not a Smithy model"},
      {R"({"smithy": §"3.0"})", kUnsupported, "Smithy 3.0 is not supported"},
      {R"(§{"smithy": "2.0"})", kStructure, "no object \"shapes\""},
      {R"({"smithy": "2.0", "shapes": §{}})", kStructure, "no service"},
      {R"({"smithy": "2.0", "shapes": {"Demo": §{"type": "service"}}})", kStructure,
       "\"Demo\" is no shape id"},
      {R"({"smithy": "2.0", "shapes": {"x#A-b": §{"type": "service"}}})", kStructure,
       "\"x#A-b\" is no shape id"},
      {R"({"smithy": "2.0", "shapes": {"x#Demo": §{}}})", kStructure,
       "must be an object with a type"},
  };
  for (const BadModel& c : cases) expect_refused(c);
}

std::string service_with(std::string_view rest) {
  return R"({"smithy": "2.0", "shapes": {"x#S": )" + std::string(rest) + "}}";
}

TEST(SmithyReader, RefusesServicesItCannotSpeak) {
  const BadModel cases[] = {
      {service_with(R"(§{"type": "service"})"), kUnsupported, "names no protocol"},
      {service_with(R"({"type": "service", "traits": {"aws.protocols#restJson1": §{}}})"),
       kUnsupported, "the protocol aws.protocols#restJson1 is not supported"},
      {service_with(R"({"type": "service", "traits": {"smithy.protocols#rpcv2Cbor": §{}}})"),
       kUnsupported, "the protocol smithy.protocols#rpcv2Cbor is not supported"},
      {service_with(R"({"type": "service", "traits": {"aws.protocols#future": §{}}})"),
       kUnsupported, "the trait aws.protocols#future is not supported"},
      {service_with(R"({"type": "service", "traits": §[]})"), kStructure, "traits must be"},
      {service_with(R"(§{"type": "service", "traits": {"aws.protocols#awsJson1_0": {}}})"),
       kStructure, "no operations"},
      {service_with(R"({"type": "service", "traits": {"aws.protocols#awsJson1_0": {},
        "aws.api#service": §{"sdkId": "!"}}})"),
       kStructure, "needs an sdkId"},
      {service_with(R"({"type": "service", "traits": {"aws.protocols#awsJson1_0": {},
        "aws.auth#sigv4": §{}}})"),
       kStructure, "needs a name"},
      {service_with(R"({"type": "service", "operations": [{"target": §"x#Gone"}],
        "traits": {"aws.protocols#awsJson1_0": {}}})"),
       kUnknown, "no shape x#Gone"},
      {service_with(R"({"type": "service", "operations": [§{"target": "x#S"}],
        "traits": {"aws.protocols#awsJson1_0": {}}})"),
       kStructure, "x#S is not an operation"},
      {service_with(R"({"type": "service", "operations": [{"target": "x#A"}, §{"target": "y#A"}],
        "traits": {"aws.protocols#awsJson1_0": {}}}, "x#A": {"type": "operation"},
        "y#A": {"type": "operation"})"),
       kStructure, "a second operation named A"},
      {service_with(R"({"type": "service", "operations": §{},
        "traits": {"aws.protocols#awsJson1_0": {}}})"),
       kStructure, "operations must be an array"},
      {service_with(R"({"type": "service"}, "x#T": §{"type": "service"})"), kStructure,
       "a second service"},
  };
  for (const BadModel& c : cases) expect_refused(c);
}

TEST(SmithyReader, RefusesShapesThatAreWrong) {
  const std::pair<std::string, std::pair<ErrorCode, std::string>> cases[] = {
      {R"("x#In": {"type": "structure", "members": §[]})", {kStructure, "members must be"}},
      {R"("x#In": {"type": "structure", "members": {"A": §{}}})",
       {kStructure, "a target is missing"}},
      {R"("x#In": {"type": "structure", "members": {"A": §{"target": 1}}})",
       {kStructure, "a target is missing"}},
      {R"("x#In": {"type": "structure", "members": {"A": {"target": §"x#Gone"}}})",
       {kUnknown, "no shape x#Gone"}},
      {R"("x#In": {"type": "structure", "members": {"A": {"target": §"smithy.api#Text"}}})",
       {kUnknown, "no shape smithy.api#Text"}},
      {R"("x#In": {"type": "structure", "members": {"a b": §{"target": "smithy.api#String"}}})",
       {kStructure, "is no member name"}},
      {R"("x#In": {"type": "structure", "members": {}, "mixins": §{}})",
       {kStructure, "mixins must be an array"}},
      {R"("x#In": {"type": "structure", "members": {"A": {"target": "x#L"}}},
          "x#L": §{"type": "list"})",
       {kStructure, "L has no member"}},
      {R"("x#In": {"type": "structure", "members": {"A": {"target": "x#L"}}},
          "x#L": {"type": "list", "member": {"target": "smithy.api#String",
                  "traits": {"smithy.api#required": §{}}}})",
       {kStructure, "smithy.api#required applies to members of structures alone"}},
      {R"("x#In": {"type": "structure", "members": {"A": {"target": §"x#\u001b[31m"}}})",
       {kUnknown, "no shape x#\\u001b[31m"}},
      {R"("x#In": {"type": "structure", "members": {"A": {"target": "x#L"}}},
          "x#L": §{"type": "map", "key": {"target": "smithy.api#String"}})",
       {kStructure, "L has no value"}},
      {R"("x#In": {"type": "structure", "members": {"A": {"target": "x#L"}}},
          "x#L": §{"type": "resource"})",
       {kStructure, "the type resource, which no member may target"}},
      {R"("x#In": {"type": "structure", "members": {"A": {"target": "x#E"}}},
          "x#E": §{"type": "enum", "members": {}})",
       {kStructure, "E has no members"}},
      {R"("x#In": {"type": "structure", "members": {"A": {"target": "x#E"}}},
          "x#E": {"type": "enum", "members": {"A": {"traits": {"smithy.api#enumValue": §1}}}})",
       {kStructure, "must be a string"}},
      {R"("x#In": {"type": "structure", "members": {"A": {"target": "x#E"}}},
          "x#E": {"type": "intEnum", "members": {"A": §{}}})",
       {kStructure, "with an integer"}},
      {R"("x#In": {"type": "structure", "members": {"A": {"target": "x#E"}}},
          "x#E": {"type": "string", "traits": {"smithy.api#enum": §[]}})",
       {kStructure, "must be an array"}},
      {R"("x#In": {"type": "structure", "members": {"A": {"target": "x#E"}}},
          "x#E": {"type": "string", "traits": {"smithy.api#enum": [§{"name": "A"}]}})",
       {kStructure, "needs a value"}},
      {R"("x#In": {"type": "structure", "members": {"A": {"target": "y#T"}, "B": {"target": §"z#T"}}},
          "y#T": {"type": "string"}, "z#T": {"type": "string"})",
       {kStructure, "y#T and z#T have one name"}},
  };
  for (const auto& [shapes, want] : cases) {
    expect_refused({model_of(shapes), want.first, want.second});
  }
}

TEST(SmithyReader, RefusesTraitsThatAreWrong) {
  const std::tuple<std::string, ErrorCode, std::string> cases[] = {
      {R"("smithy.api#streaming": §{})", kUnsupported, "smithy.api#streaming is not supported"},
      {R"("smithy.api#requestCompression": §{})", kUnsupported, "may change messages"},
      {R"("smithy.api#eventHeader": §{})", kUnsupported, "smithy.api#eventHeader is not"},
      {R"("smithy.api#eventPayload": §{})", kUnsupported, "smithy.api#eventPayload is not"},
      {R"("aws.protocols#newOne": §{})", kUnsupported, "aws.protocols#newOne"},
      {R"("smithy.protocols#newOne": §{})", kUnsupported, "smithy.protocols#newOne"},
      {R"("smithy.api#length": §{})", kStructure, "min, max or both"},
      {R"("smithy.api#length": {"min": §-1})", kStructure, "a whole number, 0 or more"},
      {R"("smithy.api#length": {"max": §"9"})", kStructure, "a whole number, 0 or more"},
      {R"("smithy.api#length": {"max": §1.5})", kStructure, "a whole number, 0 or more"},
      {R"("smithy.api#length": §{"min": 3, "max": 2})", kStructure, "min above its max"},
      {R"("smithy.api#range": §{})", kStructure, "min, max or both"},
      {R"("smithy.api#range": {"min": §true})", kStructure, "must be a number"},
      {R"("smithy.api#pattern": §7)", kStructure, "must be a string"},
      {R"("smithy.api#timestampFormat": §"iso")", kStructure, "date-time, epoch-seconds or"},
      {R"("smithy.api#error": §"both")", kStructure, "\"client\" or \"server\""},
      {R"("smithy.api#error": "client", "smithy.api#httpError": §99)", kStructure, "HTTP status"},
      {R"("smithy.api#error": "client", "smithy.api#httpError": §"x")", kStructure, "whole number"},
  };
  for (const auto& [traits, code, says] : cases) {
    expect_refused({model_of(R"("x#In": {"type": "structure", "members": {"A": {"target": "x#T"}}},
        "x#T": {"type": "structure", "traits": {)" +
                             traits + "}}"),
                    code, says});
  }
}

TEST(SmithyReader, RefusesOperationsThatAreWrong) {
  const auto model = [](std::string_view operation) {
    return R"({"smithy": "2.0", "shapes": {
      "x#S": {"type": "service", "operations": [{"target": "x#Run"}],
              "traits": {"aws.protocols#awsJson1_0": {}}},
      "x#Text": {"type": "string"}, "x#Plain": {"type": "structure"},
      "x#Run": )" +
           std::string(operation) + "}}";
  };
  const BadModel cases[] = {
      {model(R"({"type": "operation", "input": §{"target": "x#Text"}})"), kStructure,
       "the input of an operation is a structure"},
      {model(R"({"type": "operation", "output": §{"target": "smithy.api#String"}})"), kStructure,
       "the output of an operation is a structure"},
      {model(R"({"type": "operation", "errors": §{}})"), kStructure, "errors must be an array"},
      {model(R"({"type": "operation", "errors": [§{"target": "x#Plain"}]})"), kStructure,
       "no structure with smithy.api#error"},
      {model(R"({"type": "operation", "errors": [{"target": §"x#Gone"}]})"), kUnknown, "x#Gone"},
      {model(R"({"type": "operation", "traits": {"smithy.api#auth": §{}}})"), kStructure,
       "smithy.api#auth must be an array"},
      {model(R"({"type": "operation", "traits": {"smithy.api#later": §{}}})"), kUnsupported,
       "smithy.api#later"},
  };
  for (const BadModel& c : cases) expect_refused(c);
}

TEST(SmithyReader, TakesOperationsOfResourcesAndErrorsOfTheService) {
  const auto model = read_smithy(R"({"smithy": "2.0", "shapes": {
    "x#MyService": {"type": "service", "operations": [{"target": "x#A"}],
                    "resources": [{"target": "x#R"}], "errors": [{"target": "x#Down"}],
                    "traits": {"aws.protocols#awsJson1_1": {}, "aws.protocols#restJson1": {}}},
    "x#R": {"type": "resource", "read": {"target": "x#B"}, "operations": [{"target": "x#A"}],
            "collectionOperations": [{"target": "x#C"}], "resources": [{"target": "x#R2"}]},
    "x#R2": {"type": "resource", "list": {"target": "x#D"}, "resources": [{"target": "x#R"}]},
    "x#A": {"type": "operation", "errors": [{"target": "x#Bad"}, {"target": "x#Down"}]},
    "x#B": {"type": "operation"}, "x#C": {"type": "operation"}, "x#D": {"type": "operation"},
    "x#Bad": {"type": "structure", "traits": {"smithy.api#error": "client",
              "smithy.api#retryable": {"throttling": true}}},
    "x#Down": {"type": "structure", "traits": {"smithy.api#error": "server",
               "smithy.api#httpError": 503}}
  }})",
                                 "m.json");
  ASSERT_TRUE(model.has_value()) << model.error().to_string();
  EXPECT_EQ(model->service, "myservice");
  EXPECT_EQ(model->target_prefix, "MyService");
  EXPECT_EQ(model->protocol, "awsJson1_1");
  std::vector<std::string> names;
  for (const ModelOperation& operation : model->operations) names.push_back(operation.name);
  EXPECT_THAT(names, ElementsAre("A", "B", "C", "D"));
  ASSERT_EQ(model->operations[0].errors.size(), 2U);
  EXPECT_EQ(model->operations[1].errors.size(), 1U);
  const ModelError& bad = *model->shapes[model->operations[0].errors[0]].error;
  EXPECT_EQ(bad.status, 400);
  EXPECT_TRUE(bad.throttling);
  const ModelError& down = *model->shapes[model->operations[0].errors[1]].error;
  EXPECT_EQ(down.status, 503);
  EXPECT_FALSE(down.client_fault);
  EXPECT_FALSE(down.retryable);
  EXPECT_FALSE(model->operations[0].needs_authorization) << "the service does not sign";
}

TEST(SmithyReader, KnowsWhichOperationsAreSigned) {
  const std::pair<std::string, bool> cases[] = {
      {R"({})", true},
      {R"({"smithy.api#optionalAuth": {}})", false},
      {R"({"smithy.api#auth": []})", false},
      {R"({"smithy.api#auth": ["aws.auth#sigv4"]})", true},
      {R"({"smithy.api#auth": ["aws.auth#sigv4", "smithy.api#httpBearerAuth"]})", false},
  };
  for (const auto& [traits, needed] : cases) {
    const auto model = read_smithy(R"({"smithy": "2.0", "shapes": {
      "x#S": {"type": "service", "operations": [{"target": "x#A"}],
              "traits": {"aws.protocols#awsJson1_0": {}, "aws.auth#sigv4": {"name": "s"}}},
      "x#A": {"type": "operation", "traits": )" +
                                       traits + "}}}",
                                   "m.json");
    ASSERT_TRUE(model.has_value()) << model.error().to_string();
    EXPECT_EQ(model->signing_name, "s");
    EXPECT_EQ(model->operations[0].needs_authorization, needed) << traits;
  }
}

TEST(SmithyReader, ReadsOnlyWhatOperationsReach) {
  const auto model =
      read_smithy(model_of(R"("x#In": {"type": "structure", "members": {"A": {"target": "x#Self"}}},
        "x#Self": {"type": "structure", "members": {"Again": {"target": "x#Self"}}},
        "x#Stray": {"type": "structure", "traits": {"smithy.api#streaming": {}}})"),
                  "m.json");
  ASSERT_TRUE(model.has_value()) << model.error().to_string();
  std::vector<std::string> names;
  for (const ModelShape& shape : model->shapes) names.push_back(shape.name);
  EXPECT_THAT(names, ElementsAre("In", "Unit", "Self"));
}

}  // namespace
}  // namespace assay
