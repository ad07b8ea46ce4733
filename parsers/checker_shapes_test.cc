// Every kind of shape, with a model of its own.
#include <assay/checker.h>
#include <gtest/gtest.h>

#include <iterator>
#include <string>
#include <string_view>

#include "parsers/check_test_util.h"
#include "spec/contract_tables.h"

namespace assay {
namespace {

constexpr std::string_view kModel = R"({"smithy": "2.0", "shapes": {
"x#Demo": {"type": "service", "version": "1", "operations": [{"target": "x#Run"}], "traits": {
  "aws.api#service": {"sdkId": "Demo"}, "aws.auth#sigv4": {"name": "demo"},
  "aws.protocols#awsJson1_0": {}}},
"x#Run": {"type": "operation", "input": {"target": "x#In"}, "output": {"target": "x#Out"}},
"x#In": {"type": "structure", "members": {}},
"x#Out": {"type": "structure", "members": {
  "byte": {"target": "smithy.api#Byte"},
  "short": {"target": "smithy.api#Short"},
  "long": {"target": "smithy.api#Long"},
  "big": {"target": "smithy.api#BigInteger"},
  "decimal": {"target": "smithy.api#BigDecimal"},
  "float": {"target": "smithy.api#Float"},
  "double": {"target": "x#Ratio"},
  "count": {"target": "x#Count"},
  "boolean": {"target": "smithy.api#Boolean"},
  "blob": {"target": "x#Bytes"},
  "epoch": {"target": "smithy.api#Timestamp"},
  "http": {"target": "x#HttpDate"},
  "document": {"target": "smithy.api#Document"},
  "level": {"target": "x#Level"},
  "choice": {"target": "x#Choice"},
  "set": {"target": "x#Set"},
  "things": {"target": "x#Things"},
  "sparse": {"target": "x#Sparse"},
  "dense": {"target": "x#Dense"},
  "keyed": {"target": "x#Keyed"},
  "nested": {"target": "x#Nested"}}},
"x#Ratio": {"type": "double", "traits": {"smithy.api#range": {"min": 0, "max": 1.5}}},
"x#Count": {"type": "integer", "traits": {"smithy.api#range": {"min": -2, "max": 7}}},
"x#Bytes": {"type": "blob", "traits": {"smithy.api#length": {"min": 1, "max": 3}}},
"x#HttpDate": {"type": "timestamp", "traits": {"smithy.api#timestampFormat": "http-date"}},
"x#Level": {"type": "intEnum", "members": {
  "LOW": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": 1}},
  "HIGH": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": 9}}}},
"x#Choice": {"type": "union", "members": {
  "text": {"target": "smithy.api#String"}, "number": {"target": "smithy.api#Integer"}}},
"x#Set": {"type": "list", "member": {"target": "smithy.api#String"},
  "traits": {"smithy.api#uniqueItems": {}, "smithy.api#length": {"min": 1, "max": 3}}},
"x#Things": {"type": "list", "member": {"target": "smithy.api#Document"},
  "traits": {"smithy.api#uniqueItems": {}}},
"x#Sparse": {"type": "list", "member": {"target": "smithy.api#Integer"},
  "traits": {"smithy.api#sparse": {}}},
"x#Dense": {"type": "map", "key": {"target": "smithy.api#String"},
  "value": {"target": "smithy.api#Integer"}},
"x#Key": {"type": "string", "traits": {"smithy.api#length": {"max": 2}}},
"x#Keyed": {"type": "map", "key": {"target": "x#Key"}, "value": {"target": "smithy.api#String"},
  "traits": {"smithy.api#length": {"max": 2}}},
"x#Nested": {"type": "structure", "members": {
  "name": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}}},
  "again": {"target": "x#Nested"}}}
}})";

// The same in botocore's form, which has neither intEnum nor uniqueItems nor sparse.
constexpr std::string_view kBotocoreModel = R"({"metadata": {"protocol": "json",
  "jsonVersion": "1.0", "targetPrefix": "Demo", "serviceId": "Demo"},
"operations": {"Run": {"name": "Run", "input": {"shape": "In"}, "output": {"shape": "Out"}}},
"shapes": {"In": {"type": "structure", "members": {}},
"Out": {"type": "structure", "members": {
  "byte": {"shape": "Byte"}, "short": {"shape": "Short"}, "long": {"shape": "Long"},
  "big": {"shape": "BigInteger"}, "decimal": {"shape": "BigDecimal"}, "float": {"shape": "Float"},
  "double": {"shape": "Ratio"}, "count": {"shape": "Count"}, "boolean": {"shape": "Boolean"},
  "blob": {"shape": "Bytes"}, "epoch": {"shape": "Timestamp"}, "http": {"shape": "HttpDate"},
  "document": {"shape": "Document"}, "choice": {"shape": "Choice"}, "dense": {"shape": "Dense"},
  "keyed": {"shape": "Keyed"}, "nested": {"shape": "Nested"}}},
"Byte": {"type": "byte"}, "Short": {"type": "short"}, "Long": {"type": "long"},
"BigInteger": {"type": "bigInteger"}, "BigDecimal": {"type": "bigDecimal"},
"Float": {"type": "float"}, "Boolean": {"type": "boolean"}, "Timestamp": {"type": "timestamp"},
"String": {"type": "string"}, "Integer": {"type": "integer", "box": true},
"Document": {"type": "structure", "document": true, "members": {}},
"Ratio": {"type": "double", "min": 0, "max": 1.5}, "Count": {"type": "integer", "min": -2, "max": 7},
"Bytes": {"type": "blob", "min": 1, "max": 3},
"HttpDate": {"type": "timestamp", "timestampFormat": "rfc822"},
"Choice": {"type": "structure", "union": true, "members": {
  "text": {"shape": "String"}, "number": {"shape": "Integer"}}},
"Dense": {"type": "map", "key": {"shape": "String"}, "value": {"shape": "Integer"}},
"Key": {"type": "string", "max": 2},
"Keyed": {"type": "map", "key": {"shape": "Key"}, "value": {"shape": "String"}, "max": 2},
"Nested": {"type": "structure", "required": ["name"], "members": {
  "name": {"shape": "String"}, "again": {"shape": "Nested"}}}
}})";

Contract compile(std::string_view model) {
  Expected<Contract> compiled = Contract::compile({{"model.json", std::string(model)}, {}, {}});
  if (!compiled) ADD_FAILURE() << compiled.error().to_string();
  return compiled ? *compiled : Contract::embedded();
}

const Contract& contract() {
  static const Contract instance = compile(kModel);
  return instance;
}

struct Case {
  std::string_view member, value, findings;
};

// Findings without their places, which other tests show.
std::string ids(Checker& checker, std::string_view body) {
  std::vector<Violation> storage(64);
  Findings findings(storage);
  checker.check_output(0, body, findings);
  std::string text;
  for (const Violation& violation : findings.stored()) {
    if (!text.empty()) text += ' ';
    std::string_view id = checker.contract().constraint(violation.constraint).id;
    id.remove_prefix(id.find('/') + 1);
    text += id;
  }
  return text;
}

std::string ids(std::string_view body) {
  static Checker checker(contract());
  return ids(checker, body);
}

constexpr Case kCases[] = {
    {"byte", "127", ""},
    {"byte", "-128", ""},
    {"byte", "128", "Out.byte@range.int8"},
    {"short", "-32769", "Out.short@range.int16"},
    {"short", "32767.0", "Out.short@spelling"},
    {"long", "9223372036854775807", ""},
    {"long", "9223372036854775808", "Out.long@range.int64"},
    {"long", "-9223372036854775809", "Out.long@range.int64"},
    {"big", "1e400", "Out.big@spelling"},
    {"big", "123456789012345678901234567890", ""},
    {"big", "1.5", "Out.big@integral"},
    {"decimal", "1.5e400", ""},
    {"decimal", "\"1.5\"", "Out.decimal@type"},
    {"float", "1.5", ""},
    {"float", "\"NaN\"", ""},
    {"float", "\"-Infinity\"", ""},
    {"float", "\"nan\"", "Out.float@type"},
    {"double", "0", ""},
    {"double", "1.5", ""},
    {"double", "1.5000001", "Ratio@range.max"},
    {"double", "-1e-300", "Ratio@range.min"},
    {"double", "\"Infinity\"", "Ratio@range.max"},
    {"double", "\"-Infinity\"", "Ratio@range.min"},
    {"count", "7", ""},
    {"count", "8", "Count@range.max"},
    {"count", "-3", "Count@range.min"},
    {"count", "2147483648", "Count@range.int32"},
    {"boolean", "true", ""},
    {"boolean", "\"true\"", "Out.boolean@type"},
    {"boolean", "1", "Out.boolean@type"},
    {"blob", "\"QUJD\"", ""},
    {"blob", "\"QU\\u004aD\"", ""},
    {"blob", "\"\"", "Bytes@length.min"},
    {"blob", "\"QUJDRA==\"", "Bytes@length.max"},
    {"blob", "\"QUJ\"", "Bytes@format"},
    {"blob", "5", "Bytes@type"},
    {"epoch", "1795340241.125", ""},
    {"epoch", "1.1234", ""},
    {"epoch", "1795340241125", ""},
    {"epoch", "1e400", "Out.epoch@type"},
    {"epoch", "\"2026-11-22T09:37:21Z\"", "Out.epoch@type"},
    {"http", "\"Tue, 29 Apr 2014 18:30:38 GMT\"", ""},
    {"http", "\"2026-11-22T09:37:21Z\"", "HttpDate@format"},
    {"http", "5", "HttpDate@type"},
    {"document", "[{\"a\":null}]", ""},
    {"document", "\"x\"", ""},
    {"document", "false", ""},
    {"document", "{\"a\":1,\"a\":2}", "body@duplicate-member"},
    {"level", "9", ""},
    {"level", "2", "Level@enum"},
    {"level", "9.0", "Level@spelling"},
    {"choice", "{\"text\":\"a\"}", ""},
    {"choice", "{\"text\":null,\"number\":1}", ""},
    {"choice", "{\"__type\":\"x\",\"number\":1}", ""},
    {"choice", "{\"text\":\"a\",\"number\":1}", "Choice@one-member"},
    {"choice", "{}", "Choice@one-member"},
    {"choice", "{\"text\":null}", "Choice@one-member"},
    {"choice", "{\"new\":1}", "response@unknown-member"},
    {"choice", "{\"new\":null}", "Choice@one-member response@unknown-member"},
    {"choice", "{\"new\":null,\"number\":1}", "response@unknown-member"},
    {"choice", "{\"__type\":null,\"number\":1}", ""},
    {"set", "[\"a\",\"b\",\"c\"]", ""},
    {"set", "[]", "Set@length.min"},
    {"set", "[\"a\",\"b\",\"c\",\"d\"]", "Set@length.max"},
    {"set", "[\"a\",\"\\u0061\"]", "Set@unique"},
    {"set", "[\"a\",null,\"a\"]", "Set@dense Set@unique"},
    {"things", "[1,1.5,\"1\",true,null,[],{},[1],{\"a\":1}]", ""},
    {"things", "[1,10e-1]", "Things@unique"},
    {"things", "[{\"a\":1,\"b\":[2]},{ \"b\" : [ 2.0 ] , \"a\" : 1 }]", "Things@unique"},
    {"things", "[[1,2],[2,1]]", ""},
    {"things", "[{\"a\":{\"b\":1}},{\"a\":1,\"b\":1}]", ""},
    {"things", "[{},[],[[]],[{}],[[],[]]]", ""},
    {"sparse", "[1,null,2]", ""},
    {"dense", "{\"a\":1,\"b\":null}", "Dense@dense"},
    {"dense", "{\"a\":1,\"a\":2}", "body@duplicate-member"},
    {"keyed", "{\"ab\":\"x\",\"abc\":\"y\"}", "Key@length.max"},
    {"keyed", "{\"a\":\"x\",\"b\":\"y\",\"c\":\"z\"}", "Keyed@length.max"},
    {"keyed", "{\"\\u00e9\\u00e9\":\"x\"}", ""},
    {"nested", "{\"name\":\"a\",\"again\":{\"name\":\"b\"}}", ""},
    {"nested", "{\"name\":\"a\",\"again\":{}}", "Nested.name@required"},
};

std::string body_of(const Case& c) {
  return "{\"" + std::string(c.member) + "\":" + std::string(c.value) + "}";
}

TEST(CheckerShapes, EveryKind) {
  for (const Case& c : kCases) EXPECT_EQ(ids(body_of(c)), c.findings) << body_of(c);
}

TEST(CheckerShapes, EveryKindInBotocoresForm) {
  const Contract botocore = compile(kBotocoreModel);
  Checker checker(botocore);
  const ShapeTable& out = botocore.tables().shapes[*botocore.find_shape("Out")];
  std::size_t members = 0;
  for (const Case& c : kCases) {
    bool there = false;
    for (std::uint32_t i = 0; i < out.member_count; ++i) {
      there = there || botocore.tables().members[out.first_member + i].name == c.member;
    }
    if (!there) continue;
    ++members;
    EXPECT_EQ(ids(checker, body_of(c)), c.findings) << body_of(c);
  }
  EXPECT_EQ(members, std::size(kCases) - 15);  // level, set, things, sparse
}

TEST(CheckerShapes, RecursionEndsAtTheLimit) {
  for (const std::string_view model : {kModel, kBotocoreModel}) {
    Checker checker(compile(model), {.max_depth = 100});
    const auto nested = [](int levels) {
      std::string body = "{\"nested\":";
      for (int i = 0; i < levels; ++i) body += "{\"name\":\"a\",\"again\":";
      return body + "null" + std::string(static_cast<std::size_t>(levels) + 1, '}');
    };
    EXPECT_EQ(ids(checker, nested(99)), "");
    EXPECT_EQ(ids(checker, nested(100)), "depth");
  }
}

// What a client or service takes for a member that is not there is no part of a message.
TEST(CheckerShapes, DefaultsChangeNoMessage) {
  const Contract defaults = compile(R"({"smithy": "2.0", "shapes": {
"x#Demo": {"type": "service", "operations": [{"target": "x#Run"}], "traits": {
  "aws.protocols#awsJson1_0": {}}},
"x#Run": {"type": "operation", "output": {"target": "x#Out"}},
"x#Out": {"type": "structure", "members": {
  "a": {"target": "smithy.api#Integer", "traits": {"smithy.api#default": 5,
    "smithy.api#addedDefault": {}}},
  "b": {"target": "smithy.api#PrimitiveBoolean", "traits": {"smithy.api#default": false,
    "smithy.api#required": {}}},
  "c": {"target": "smithy.api#String", "traits": {"smithy.api#required": {},
    "smithy.api#clientOptional": {}}}}}}})");
  Checker checker(defaults);
  EXPECT_EQ(ids(checker, R"({"b":true,"c":""})"), "");
  EXPECT_EQ(ids(checker, R"({"a":5,"b":false,"c":""})"), "");
  EXPECT_EQ(ids(checker, R"({"a":null,"b":false,"c":""})"), "");
  EXPECT_EQ(ids(checker, R"({"a":"5"})"), "Out.b@required Out.c@required Out.a@type");
}

TEST(CheckerShapes, ManyUniqueItems) {
  std::string body = "{\"things\":[";
  for (int i = 0; i < 1000; ++i) body += "{\"n\":" + std::to_string(i) + "},";
  EXPECT_EQ(ids(body + "0]}"), "");
  EXPECT_EQ(ids(body + "{\"n\":5e0}]}"), "Things@unique");
}

TEST(CheckerShapes, ManyMembers) {
  // More members than one word of bits: requirements and duplicates still hold for each.
  std::string model = R"({"smithy": "2.0", "shapes": {
"x#Demo": {"type": "service", "version": "1", "operations": [{"target": "x#Run"}], "traits": {
  "aws.api#service": {"sdkId": "Demo"}, "aws.protocols#awsJson1_0": {}}},
"x#Run": {"type": "operation", "input": {"target": "x#In"}},
"x#In": {"type": "structure", "members": {)";
  std::string body = "{";
  for (int i = 0; i < 200; ++i) {
    const std::string name = "\"member" + std::to_string(i) + "\"";
    model += (i == 0 ? "" : ",") + name +
             R"(: {"target": "smithy.api#String", "traits": {"smithy.api#required": {}}})";
    body += name + ":\"a\",";
  }
  model += "}}}}";
  const Expected<Contract> compiled = Contract::compile({{"model.json", model}, {}, {}});
  ASSERT_TRUE(compiled.has_value()) << compiled.error().to_string();
  Checker checker(*compiled);
  std::string whole = body;
  whole.back() = '}';
  EXPECT_EQ(checked_input(checker, whole), "");
  for (const int i : {0, 63, 64, 127, 128, 199}) {
    const std::string member = "\"member" + std::to_string(i) + "\":\"a\",";
    std::string without = body;
    without.erase(without.find(member), member.size());
    without.back() = '}';
    EXPECT_EQ(checked_input(checker, without),
              "In.member" + std::to_string(i) + "@required 0-" + std::to_string(without.size()));
    std::string twice = body + member;
    twice.back() = '}';
    EXPECT_TRUE(checked_input(checker, twice).starts_with("awsJson1_0/body@duplicate-member"));
  }
}

TEST(CheckerShapes, BindEveryKind) {
  Checker checker(contract());
  Value value;
  const std::string_view body =
      R"({"byte":1,"big":1e30,"decimal":1.50,"float":"NaN","double":2.5,"boolean":true,)"
      R"("blob":"QQ","epoch":1.5,"http":"Tue, 29 Apr 2014 18:30:38 GMT","document":[1, 2],)"
      R"("level":4,"choice":{"number":3},"set":["a","a"],"sparse":[1,null],"dense":{"a":1,"b":null}})";
  ASSERT_EQ(checker.bind_output(0, body, value), BindStatus::kOk);
  const auto at = [&](std::string_view name) -> const Value::Node& {
    const Value::Node* const node = value.find(value.root(), name);
    EXPECT_NE(node, nullptr) << name;
    return node == nullptr ? value.root() : *node;
  };
  EXPECT_EQ(at("byte").integer, 1);
  EXPECT_EQ(at("big").kind, ValueKind::kDecimal);
  EXPECT_EQ(at("big").text, "1e30");
  EXPECT_EQ(at("decimal").text, "1.50");
  EXPECT_NE(at("float").number, at("float").number);
  EXPECT_EQ(at("double").number, 2.5);
  EXPECT_TRUE(at("boolean").boolean);
  EXPECT_EQ(at("blob").text, "QQ");
  EXPECT_EQ(at("epoch").timestamp, (Timestamp{1, 500'000'000}));
  EXPECT_EQ(at("http").timestamp.seconds, 1398796238);
  EXPECT_EQ(at("document").text, "[1, 2]");
  EXPECT_EQ(at("level").integer, 4);
  EXPECT_EQ(value.find(at("choice"), "number")->integer, 3);
  EXPECT_EQ(at("set").child_count, 2u);
  EXPECT_EQ(at("sparse").child_count, 2u);
  EXPECT_EQ(value.next(*value.first_child(at("sparse")))->kind, ValueKind::kNull);
  EXPECT_EQ(at("dense").child_count, 1u);
  EXPECT_EQ(checker.bind_output(0, R"({"byte":128})", value), BindStatus::kBadInteger);
  EXPECT_EQ(checker.bind_output(0, R"({"big":0.5})", value), BindStatus::kBadInteger);
  EXPECT_EQ(checker.bind_output(0, R"({"float":"one"})", value), BindStatus::kBadType);
  EXPECT_EQ(checker.bind_output(0, R"({"epoch":"x"})", value), BindStatus::kBadType);
  EXPECT_EQ(checker.bind_output(0, R"({"epoch":1e19})", value), BindStatus::kBadTimestamp);
}

TEST(CheckerShapes, ValuesAlone) {
  Checker checker(Contract::embedded());
  const auto checked = [&](std::string_view shape, std::string_view text) {
    std::vector<Violation> storage(16);
    Findings findings(storage);
    checker.check_value(*checker.contract().find_shape(shape), text, findings);
    return describe(checker.contract(), findings);
  };
  EXPECT_EQ(checked("IdString", "run-1"), "");
  EXPECT_EQ(checked("IdString", ""), "IdString@length.min 0-0, IdString@pattern 0-0");
  EXPECT_EQ(checked("IdString", "\"run-1\""), "IdString@pattern 0-7");
  EXPECT_EQ(checked("IdString", "a\xff"), "awsJson1_0/body@utf8 1-2");
  EXPECT_EQ(checked("RunType", "SCHEDULED"), "");
  EXPECT_EQ(checked("RunType", "scheduled"), "RunType@enum 0-9");
  EXPECT_EQ(checked("TimestampValue", "2026-11-22T09:37:21Z"), "");
  EXPECT_EQ(checked("TimestampValue", "2026"), "TimestampValue@format 0-4");
  EXPECT_EQ(checked("Duration", "60"), "");
  EXPECT_EQ(checked("Duration", "6e1"), "Duration@spelling 0-3");
  EXPECT_EQ(checked("Duration", "x"), "awsJson1_0/body@syntax 0-1");
  EXPECT_EQ(checked("Duration", "null"), "Duration@type 0-4");
  EXPECT_EQ(checked("TaskInstanceIds", R"(["a","-"])"), "IdString@pattern 5-8");
  EXPECT_EQ(checked("TaskInstanceIds", R"("a")"), "TaskInstanceIds@type 0-3");
  EXPECT_EQ(checked("WorkflowRunDetail", R"({"RunId":5})"), "IdString@type 9-10");
}

}  // namespace
}  // namespace assay
