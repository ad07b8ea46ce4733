#include "spec/smithy_flatten.h"

#include <assay/contract.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spec/contract_tables.h"
#include "spec/contract_test_util.h"
#include "spec/model_reader.h"

namespace assay {
namespace {

using test::compile_model;
using test::MarkedText;
using test::model_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> members_of(const Contract& contract, std::string_view name) {
  const ContractTables& tables = contract.tables();
  const ShapeTable& shape = tables.shapes[*contract.find_shape(name)];
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < shape.member_count; ++i) {
    const MemberTable& member = tables.members[shape.first_member + i];
    names.push_back(std::string(member.name) + (member.required == kNoIndex ? "" : "!"));
  }
  return names;
}

TEST(SmithyFlatten, AppliesTraitsToShapesAndMembers) {
  const auto applied = compile_model(R"(
"x#In": {"type": "structure", "members": {"A": {"target": "x#T"}, "B": {"target": "x#L"}}},
"x#In$A": {"type": "apply", "traits": {"smithy.api#required": {}}},
"x#L$member": {"type": "apply", "traits": {"smithy.api#length": {"max": 7}}},
"x#T": {"type": "string"}, "x#L": {"type": "list", "member": {"target": "x#T"}})");
  ASSERT_TRUE(applied.has_value()) << applied.error().to_string();
  EXPECT_THAT(members_of(*applied, "In"), ElementsAre("A!", "B"));
  EXPECT_TRUE(applied->find_constraint("demo/L.member@length.max").has_value());
}

TEST(SmithyFlatten, MixesMembersAndTraitsIn) {
  const auto contract = compile_model(R"(
"x#In": {"type": "structure", "mixins": [{"target": "x#M"}, {"target": "x#N"}], "members": {
  "C": {"target": "smithy.api#String"}}},
"x#In$A": {"type": "apply", "traits": {"smithy.api#required": {}}},
"x#M": {"type": "structure", "mixins": [{"target": "x#Base"}], "members": {
  "A": {"target": "smithy.api#String"}},
  "traits": {"smithy.api#mixin": {"localTraits": ["smithy.api#private"]},
             "smithy.api#private": {}}},
"x#N": {"type": "structure", "members": {"B": {"target": "smithy.api#String",
  "traits": {"smithy.api#length": {"max": 3}}}}, "traits": {"smithy.api#mixin": {}}},
"x#Base": {"type": "structure", "members": {"Z": {"target": "smithy.api#String"}},
  "traits": {"smithy.api#mixin": {}, "smithy.api#sensitive": {}}})");
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  EXPECT_THAT(members_of(*contract, "In"), ElementsAre("Z", "A!", "B", "C"));
  EXPECT_TRUE(contract->find_constraint("demo/In.B@length.max").has_value());
  EXPECT_TRUE(contract->tables().shapes[*contract->find_shape("In")].sensitive);
}

TEST(SmithyFlatten, OperationsAndServicesTakeErrorsFromMixins) {
  const auto contract = Contract::compile({{"model.json", R"({"smithy": "2", "shapes": {
"x#Demo": {"type": "service", "mixins": [{"target": "x#Common"}],
  "operations": [{"target": "x#Run"}], "rename": {"y#Late": "TooLate"},
  "traits": {"aws.protocols#awsJson1_0": {}}},
"x#Common": {"type": "service", "errors": [{"target": "x#Oops"}],
  "traits": {"smithy.api#mixin": {}}},
"x#Run": {"type": "operation", "mixins": [{"target": "x#Fails"}],
  "errors": [{"target": "x#Late"}]},
"x#Fails": {"type": "operation", "errors": [{"target": "y#Late"}],
  "traits": {"smithy.api#mixin": {}}},
"x#Oops": {"type": "structure", "traits": {"smithy.api#error": "server"}},
"x#Late": {"type": "structure", "traits": {"smithy.api#error": "client"}},
"y#Late": {"type": "structure", "traits": {"smithy.api#error": "client"}}}})"},
                                           {},
                                           {}});
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  std::vector<std::string> errors;
  for (const ErrorTable& error : contract->tables().errors) errors.emplace_back(error.name);
  EXPECT_THAT(errors, ElementsAre("TooLate", "Late", "Oops"));
}

TEST(SmithyFlatten, ReadsWhatOnlySmithyOneHas) {
  const auto contract = Contract::compile({{"model.json", R"({"smithy": "1.0", "shapes": {
"x#Demo": {"type": "service", "resources": [{"target": "x#Thing"}],
  "traits": {"aws.protocols#awsJson1_1": {}}},
"x#Thing": {"type": "resource", "put": {"target": "x#Put"}, "resources": [{"target": "x#Part"}]},
"x#Part": {"type": "resource", "list": {"target": "x#ListParts"},
  "collectionOperations": [{"target": "x#Count"}]},
"x#Put": {"type": "operation", "input": {"target": "x#In"}}, "x#ListParts": {"type": "operation"},
"x#Count": {"type": "operation"}, "x#Unbound": {"type": "operation"},
"x#In": {"type": "structure", "members": {"S": {"target": "x#S"}, "E": {"target": "x#E"},
  "P": {"target": "smithy.api#PrimitiveInteger", "traits": {"smithy.api#box": {}}}}},
"x#S": {"type": "set", "member": {"target": "smithy.api#String"}},
"x#E": {"type": "string", "traits": {"smithy.api#enum": [
  {"name": "A", "value": "a"}, {"value": "b"}]}}}})"},
                                           {},
                                           {}});
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  std::vector<std::string> operations;
  for (const OperationTable& operation : contract->tables().operations) {
    operations.emplace_back(operation.name);
  }
  EXPECT_THAT(operations, ElementsAre("Put", "ListParts", "Count"));
  EXPECT_TRUE(contract->find_constraint("demo/S@unique").has_value());
  EXPECT_TRUE(contract->find_constraint("demo/E@enum").has_value());
  EXPECT_TRUE(contract->find_constraint("demo/In.P@range.int32").has_value());
}

TEST(SmithyFlatten, AnEventStreamLeavesTheRestUsable) {
  const auto contract = compile_model(R"(
"x#In": {"type": "structure", "members": {"S": {"target": "x#Events"}}},
"x#Events": {"type": "union", "members": {"E": {"target": "x#E"}},
  "traits": {"smithy.api#streaming": {}}},
"x#E": {"type": "structure", "members": {"P": {"target": "smithy.api#Blob",
  "traits": {"smithy.api#eventPayload": {}}}}})");
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  ASSERT_EQ(contract->notes().size(), 1U);
  EXPECT_EQ(contract->notes()[0].id, "demo/Run@input.stream");
}

struct BadModel {
  std::string shapes;  // § marks the place
  std::string says;
};

TEST(SmithyFlatten, RefusesWhatIsWrongWithItsPlace) {
  const BadModel cases[] = {
      {R"("x#In": {"type": "structure"},
          "x#Gone": §{"type": "apply", "traits": {}})",
       "no shape x#Gone to apply to"},
      {R"("x#In": {"type": "structure", "members": {}},
          "x#In$A": §{"type": "apply", "traits": {}})",
       "no shape x#In$A to apply to"},
      {R"("x#In": {"type": "structure", "members": {"A": {"target": "smithy.api#String",
          "traits": {"smithy.api#length": {"max": 1}}}}},
          "x#In$A": {"type": "apply", "traits": {"smithy.api#length": §{"max": 2}}})",
       "with another value"},
      {R"("x#In": {"type": "structure", "mixins": [§{"target": "x#Gone"}]})", "no shape x#Gone"},
  };
  for (const BadModel& c : cases) {
    const MarkedText marked(model_of(c.shapes));
    const auto model = read_model(marked.text, "model.json");
    ASSERT_FALSE(model.has_value()) << c.shapes;
    EXPECT_THAT(model.error().message, HasSubstr(c.says));
    EXPECT_EQ(model.error().offset, marked.offset) << model.error().to_string();
  }
  const auto circle = read_model(model_of(R"(
"x#In": {"type": "structure", "mixins": [{"target": "x#M"}]},
"x#M": {"type": "structure", "mixins": [{"target": "x#In"}, {"target": "x#In"}]})"),
                                 "model.json");
  ASSERT_FALSE(circle.has_value());
  EXPECT_THAT(circle.error().message, HasSubstr("in a circle"));
}

}  // namespace
}  // namespace assay
