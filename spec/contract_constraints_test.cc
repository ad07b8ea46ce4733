#include <assay/contract.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spec/contract_tables.h"
#include "spec/contract_test_util.h"
#include "spec/json_tree.h"

namespace assay {
namespace {

using test::compile_model;
using test::MarkedText;
using test::model_of;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;

// The ids and sentences of everything but the protocol.
std::vector<std::string> constraints_of(std::string_view shapes) {
  const auto contract = compile_model(shapes);
  if (!contract) return {contract.error().to_string()};
  std::vector<std::string> result;
  for (ConstraintIndex i = index_of(ProtocolRule::kCount); i < contract->constraint_count(); ++i) {
    const ConstraintInfo info = contract->constraint(i);
    result.push_back(std::string(info.id.substr(info.id.find('/') + 1)) + ": " +
                     std::string(info.requirement));
  }
  return result;
}

// With x#In holding one member A of the given target.
std::vector<std::string> constraints_of_target(const std::string& target,
                                               const std::string& shapes) {
  return constraints_of(R"("x#In": {"type": "structure", "members": {"A": )" + target + "}}" +
                        (shapes.empty() ? "" : ", ") + shapes);
}

struct KindCase {
  std::string shape;
  std::vector<std::string> constraints;
};

TEST(ContractConstraints, FollowFromEveryKindOfShape) {
  const std::string kFloats =
      "must be a JSON number or one of the strings \"NaN\", \"Infinity\", \"-Infinity\"";
  const std::string kIntegral = "T@integral: must be a whole number";
  const std::string kSpelling = "T@spelling: an integer is written without fraction and exponent";
  const std::string kNumber = "T@type: must be a JSON number";
  const KindCase cases[] = {
      {R"("type": "structure")", {"T@type: must be a JSON object"}},
      {R"("type": "union", "members": {"N": {"target": "smithy.api#Unit"}})",
       {"T@type: must be a JSON object",
        "T@one-member: must have exactly one member that is not null",
        "T.N@type: must be a JSON object"}},
      {R"("type": "list", "member": {"target": "smithy.api#String"})",
       {"T@type: must be a JSON array", "T@dense: items must not be null",
        "T.member@type: must be a JSON string"}},
      {R"("type": "list", "member": {"target": "smithy.api#Document"})",
       {"T@type: must be a JSON array"}},
      {R"("type": "list", "member": {"target": "smithy.api#Boolean"},
          "traits": {"smithy.api#sparse": {}})",
       {"T@type: must be a JSON array", "T.member@type: must be true or false"}},
      {R"("type": "map", "key": {"target": "smithy.api#String"},
          "value": {"target": "smithy.api#Blob"})",
       {"T@type: must be a JSON object", "T@dense: values must not be null",
        "T.value@type: must be a JSON string (base64)",
        "T.value@format: must be base64 with padding"}},
      {R"("type": "string")", {"T@type: must be a JSON string"}},
      {R"("type": "enum", "members": {"A": {}, "B": {"traits": {"smithy.api#enumValue": "b"}}})",
       {"T@type: must be a JSON string", "T@enum: Member must satisfy enum value set: [A, b]"}},
      {R"("type": "string", "traits": {"smithy.api#enum": [{"value": "x"}, {"value": "y"}]})",
       {"T@type: must be a JSON string", "T@enum: Member must satisfy enum value set: [x, y]"}},
      {R"("type": "blob")",
       {"T@type: must be a JSON string (base64)", "T@format: must be base64 with padding"}},
      {R"("type": "byte")",
       {kNumber, "T@range.int8: Member must be between -128 and 127, inclusive", kIntegral,
        kSpelling}},
      {R"("type": "short")",
       {kNumber, "T@range.int16: Member must be between -32768 and 32767, inclusive", kIntegral,
        kSpelling}},
      {R"("type": "integer")",
       {kNumber, "T@range.int32: Member must be between -2147483648 and 2147483647, inclusive",
        kIntegral, kSpelling}},
      {R"("type": "long")",
       {kNumber,
        "T@range.int64: Member must be between -9223372036854775808 and 9223372036854775807, "
        "inclusive",
        kIntegral, kSpelling}},
      {R"("type": "intEnum", "members": {"A": {"traits": {"smithy.api#enumValue": -1}}})",
       {kNumber, "T@enum: Member must satisfy enum value set: [-1]",
        "T@range.int32: Member must be between -2147483648 and 2147483647, inclusive", kIntegral,
        kSpelling}},
      {R"("type": "bigInteger")", {kNumber, kIntegral, kSpelling}},
      {R"("type": "float")", {"T@type: " + kFloats}},
      {R"("type": "double")", {"T@type: " + kFloats}},
      {R"("type": "bigDecimal")", {kNumber}},
      {R"("type": "boolean")", {"T@type: must be true or false"}},
      {R"("type": "timestamp")", {"T@type: must be a JSON number (epoch seconds)"}},
      {R"("type": "timestamp", "traits": {"smithy.api#timestampFormat": "http-date"})",
       {"T@type: must be a JSON string (http-date)",
        "T@format: must be an http-date, as in Tue, 29 Apr 2014 18:30:38 GMT"}},
      {R"("type": "timestamp", "traits": {"smithy.api#timestampFormat": "date-time"})",
       {"T@type: must be a JSON string (date-time)",
        "T@format: must be a date-time: a calendar date, T, a time and Z, as in "
        "1985-04-12T23:20:50.52Z",
        "T@tolerated: a date-time has upper-case T and Z, no numeric offset, no second 60 and at "
        "most 3 fraction digits"}},
      {R"("type": "document")", {}},
  };
  for (const KindCase& c : cases) {
    EXPECT_THAT(constraints_of_target(R"({"target": "x#T"})", R"("x#T": {)" + c.shape + "}"),
                ElementsAreArray(c.constraints))
        << c.shape;
  }
}

TEST(ContractConstraints, FollowFromTraits) {
  const std::string kString = "T@type: must be a JSON string";
  const KindCase cases[] = {
      {R"("type": "string", "traits": {"smithy.api#length": {"min": 1, "max": 9}})",
       {kString, "T@length.min: Member must have length between 1 and 9, inclusive",
        "T@length.max: Member must have length between 1 and 9, inclusive"}},
      {R"("type": "string", "traits": {"smithy.api#length": {"min": 2}})",
       {kString, "T@length.min: Member must have length greater than or equal to 2"}},
      {R"("type": "string", "traits": {"smithy.api#length": {"max": 3}})",
       {kString, "T@length.max: Member must have length less than or equal to 3"}},
      {R"("type": "string", "traits": {"smithy.api#length": {"min": 0}})", {kString}},
      {R"("type": "string", "traits": {"smithy.api#length": {"max": 5000000000}})", {kString}},
      {R"("type": "string", "traits": {"smithy.api#pattern": "a\u002bb\n"})",
       {kString, "T@pattern: Member must satisfy regular expression pattern: a+b\n"}},
      {R"("type": "bigInteger", "traits": {"smithy.api#range": {"min": -5, "max": 5}})",
       {"T@type: must be a JSON number", "T@integral: must be a whole number",
        "T@spelling: an integer is written without fraction and exponent",
        "T@range.min: Member must be between -5 and 5, inclusive",
        "T@range.max: Member must be between -5 and 5, inclusive"}},
      {R"("type": "bigDecimal", "traits": {"smithy.api#range": {"min": 0.5}})",
       {"T@type: must be a JSON number",
        "T@range.min: Member must be greater than or equal to 0.5"}},
      {R"("type": "bigDecimal", "traits": {"smithy.api#range": {"max": 1e3}})",
       {"T@type: must be a JSON number", "T@range.max: Member must be less than or equal to 1e3"}},
      {R"("type": "list", "member": {"target": "smithy.api#Document"},
          "traits": {"smithy.api#length": {"max": 2}, "smithy.api#uniqueItems": {}})",
       {"T@type: must be a JSON array",
        "T@length.max: Member must have length less than or equal to 2",
        "T@unique: Member must have unique values"}},
      {R"("type": "structure", "members": {
          "N": {"target": "smithy.api#Document", "traits": {"smithy.api#required": {}}},
          "O": {"target": "smithy.api#Document", "traits": {"smithy.api#default": 1}}})",
       {"T@type: must be a JSON object", "T.N@required: Member must not be null"}},
  };
  for (const KindCase& c : cases) {
    EXPECT_THAT(constraints_of_target(R"({"target": "x#T"})", R"("x#T": {)" + c.shape + "}"),
                ElementsAreArray(c.constraints))
        << c.shape;
  }
}

TEST(ContractConstraints, MeasureInTheUnitOfTheShape) {
  const std::pair<std::string, std::string_view> cases[] = {
      {R"("type": "string")", "characters"},
      {R"("type": "blob")", "bytes"},
      {R"("type": "list", "member": {"target": "smithy.api#String"})", "items"},
      {R"("type": "map", "key": {"target": "smithy.api#String"},
          "value": {"target": "smithy.api#String"})",
       "entries"},
  };
  for (const auto& [shape, unit] : cases) {
    const auto contract = compile_model(
        R"("x#In": {"type": "structure", "members": {"A": {"target": "x#T"}}}, "x#T": {)" + shape +
        R"(, "traits": {"smithy.api#length": {"max": 9}}})");
    ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
    const auto index = contract->find_constraint("demo/T@length.max");
    ASSERT_TRUE(index.has_value());
    EXPECT_EQ(contract->constraint(*index).unit, unit);
  }
}

TEST(ContractConstraints, StandOnTheMemberThatRefinesAShape) {
  EXPECT_THAT(
      constraints_of(R"("x#In": {"type": "structure", "members": {
        "A": {"target": "x#T"},
        "B": {"target": "x#T", "traits": {"smithy.api#length": {"max": 2}}},
        "C": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}}},
        "D": {"target": "x#L", "traits": {"smithy.api#length": {"max": 1}}}}},
      "x#T": {"type": "string", "traits": {"smithy.api#length": {"max": 9}}},
      "x#L": {"type": "list", "member": {"target": "smithy.api#Document"}})"),
      ElementsAreArray({"In.C@required: Member must not be null", "T@type: must be a JSON string",
                        "T@length.max: Member must have length less than or equal to 9",
                        "In.B@type: must be a JSON string",
                        "In.B@length.max: Member must have length less than or equal to 2",
                        "In.C@type: must be a JSON string", "In.D@type: must be a JSON array",
                        "In.D@length.max: Member must have length less than or equal to 1"}));
}

TEST(ContractShapes, AreFlatAndRefinedShapesShareTheirElements) {
  const auto contract = compile_model(R"("x#In": {"type": "structure", "members": {
        "D": {"target": "x#L", "traits": {"smithy.api#length": {"max": 1}}},
        "Self": {"target": "x#In"}}},
      "x#L": {"type": "list", "member": {"target": "x#L", "traits": {"smithy.api#length":
        {"max": 7}}}, "traits": {"smithy.api#sensitive": {}, "smithy.api#sparse": {}}})");
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  const ContractTables& tables = contract->tables();
  const ShapeTable& refined = tables.shapes[*contract->find_shape("In.D")];
  const ShapeTable& base = tables.shapes[*contract->find_shape("L")];
  EXPECT_EQ(refined.kind, ShapeKind::kList);
  EXPECT_EQ(refined.first_member, base.first_member);
  EXPECT_EQ(refined.member_count, 1U);
  EXPECT_TRUE(refined.sensitive);
  EXPECT_TRUE(refined.sparse);
  EXPECT_EQ(refined.length_max, 1U);
  EXPECT_EQ(base.length_max, kNoIndex);
  const ShapeTable& element = tables.shapes[tables.members[base.first_member].target];
  EXPECT_EQ(element.name, "L.member");
  EXPECT_EQ(element.length_max, 7U);
  EXPECT_EQ(element.first_member, base.first_member);
  const ShapeTable& in = tables.shapes[*contract->find_shape("In")];
  EXPECT_EQ(tables.members[in.first_member + 1].target, *contract->find_shape("In"));
  EXPECT_NE(in.type, kNoIndex) << "In is a member, too";
}

TEST(ContractShapes, GiveAnOperationWithoutInputOrOutputAnEmptyStructure) {
  const auto contract = compile_model(R"("x#In": {"type": "structure"})");
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  const ContractTables& tables = contract->tables();
  const ShapeTable& output = tables.shapes[tables.operations[0].output];
  EXPECT_EQ(output.name, "Run.output");
  EXPECT_EQ(output.kind, ShapeKind::kStructure);
  EXPECT_EQ(output.member_count, 0U);
  EXPECT_EQ(output.type, kNoIndex);
}

TEST(ContractShapes, NumberTheRequiredMembers) {
  const auto contract = compile_model(R"("x#In": {"type": "structure", "members": {
        "A": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}}},
        "B": {"target": "smithy.api#String"},
        "C": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}}}}})");
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  const ContractTables& tables = contract->tables();
  const ShapeTable& in = tables.shapes[tables.operations[0].input];
  EXPECT_EQ(in.required_count, 2U);
  EXPECT_EQ(tables.members[in.first_member].required_bit, 0U);
  EXPECT_EQ(tables.members[in.first_member + 1].required_bit, kNoIndex);
  EXPECT_EQ(tables.members[in.first_member + 2].required_bit, 1U);
}

TEST(ContractPatterns, MatchAnywhereUnlessAnchored) {
  const auto contract = compile_model(
      R"("x#In": {"type": "structure", "members": {"A": {"target": "x#A"}, "S": {"target": "x#S"}}},
      "x#A": {"type": "string", "traits": {"smithy.api#pattern": "^b$"}},
      "x#S": {"type": "string", "traits": {"smithy.api#pattern": "b"}})");
  ASSERT_TRUE(contract.has_value()) << contract.error().to_string();
  const ContractTables& tables = contract->tables();
  const auto matches = [&](std::string_view shape, std::string_view text) {
    return tables.patterns[tables.shapes[*contract->find_shape(shape)].pattern].automaton.matches(
        text);
  };
  EXPECT_TRUE(matches("A", "b"));
  EXPECT_FALSE(matches("A", "abc"));
  EXPECT_TRUE(matches("S", "abc"));
  EXPECT_FALSE(matches("S", "ac"));
}

TEST(ContractConstraints, RefuseTraitsThatCannotBeCompiled) {
  struct Case {
    std::string shape;  // § marks the place
    ErrorCode code;
    std::string says;
  };
  const Case cases[] = {
      {R"("type": "integer", "traits": {"smithy.api#length": §{"max": 1}})",
       ErrorCode::kModelStructure, "smithy.api#length does not apply to T"},
      {R"("type": "string", "traits": {"smithy.api#range": §{"max": 1}})",
       ErrorCode::kModelStructure, "smithy.api#range does not apply to T"},
      {R"("type": "blob", "traits": {"smithy.api#pattern": §"a"})", ErrorCode::kModelStructure,
       "smithy.api#pattern does not apply to T"},
      {R"("type": "map", "key": {"target": "smithy.api#String"},
          "value": {"target": "smithy.api#String"}, "traits": {"smithy.api#uniqueItems": §{}})",
       ErrorCode::kModelStructure, "smithy.api#uniqueItems does not apply to T"},
      {R"("type": "integer", "traits": {"smithy.api#range": §{"max": 1.5}})",
       ErrorCode::kModelStructure, "whole bounds, not 1.5"},
      {R"("type": "bigInteger", "traits": {"smithy.api#range": §{"max": 9223372036854775808}})",
       ErrorCode::kUnsupported, "beyond 64 bits"},
      {R"("type": "integer", "traits": {"smithy.api#range": §{"min": 2, "max": 1}})",
       ErrorCode::kModelStructure, "min above its max"},
      {R"("type": "double", "traits": {"smithy.api#range": §{"min": 0.2, "max": 0.1}})",
       ErrorCode::kModelStructure, "min above its max"},
  };
  for (const Case& c : cases) {
    const MarkedText marked(
        model_of(R"("x#In": {"type": "structure", "members": {"A": {"target": "x#T"}}}, "x#T": {)" +
                 c.shape + "}"));
    const auto contract = Contract::compile({{"model.json", marked.text}, {}, {}});
    ASSERT_FALSE(contract.has_value()) << c.shape;
    EXPECT_EQ(contract.error().code, c.code) << c.shape << contract.error().to_string();
    EXPECT_THAT(contract.error().message, HasSubstr(c.says));
    EXPECT_EQ(contract.error().file, "model.json");
    EXPECT_EQ(contract.error().offset, marked.offset)
        << c.shape << contract.error().to_string() << " "
        << marked.text.substr(contract.error().offset, 20);
    EXPECT_EQ(contract.error().line, place_of(marked.text, marked.offset).line);
  }
  for (const std::string trait :
       {"\"smithy.api#sparse\": {}", "\"smithy.api#timestampFormat\": \"date-time\""}) {
    const auto contract = compile_model(
        R"("x#In": {"type": "structure", "members": {"A": {"target": "x#T"}}},
           "x#T": {"type": "string", "traits": {)" +
        trait + "}}");
    ASSERT_FALSE(contract.has_value());
    EXPECT_EQ(contract.error().code, ErrorCode::kModelStructure);
    EXPECT_THAT(contract.error().message, HasSubstr("does not apply to T"));
  }
}

}  // namespace
}  // namespace assay
