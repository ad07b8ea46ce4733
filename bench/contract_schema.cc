#include "bench/contract_schema.h"

#include <boost/json.hpp>
#include <cstdlib>
#include <string_view>

#include "spec/contract_tables.h"

namespace assay::bench {
namespace {

namespace json = boost::json;

// Every tolerated and must-accept form; days per month are beyond a regular expression's reach.
constexpr std::string_view kDateTime =
    "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:"
    "([0-5][0-9]|60)(\\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$";

class Writer {
 public:
  Writer(const ContractTables& tables, Dot dot, bool loose)
      : tables_(tables), dot_(dot), loose_(loose) {}

  json::object shape(ShapeIndex index, bool nullable) {
    const ShapeTable& shape = tables_.shapes[index];
    json::object schema;
    switch (shape.kind) {
      case ShapeKind::kStructure:
        structure(shape, schema);
        break;
      case ShapeKind::kList:
        schema["items"] = this->shape(tables_.members[shape.first_member].target, shape.sparse);
        type("array", schema);
        bounds(shape, "minItems", "maxItems", schema);
        break;
      case ShapeKind::kMap:
        schema["additionalProperties"] =
            this->shape(tables_.members[shape.first_member + 1].target, shape.sparse);
        type("object", schema);
        bounds(shape, "minProperties", "maxProperties", schema);
        break;
      case ShapeKind::kDocument:
        return schema;
      case ShapeKind::kEnum:
        type("string", schema);
        enumeration(shape, nullable, schema);
        break;
      case ShapeKind::kString:
        string(shape, schema);
        break;
      case ShapeKind::kTimestamp:
        type("string", schema);
        schema["pattern"] = json::string(kDateTime);
        break;
      case ShapeKind::kInteger:
        type("integer", schema);
        schema["minimum"] = INT32_MIN;
        schema["maximum"] = INT32_MAX;
        break;
      default:
        std::abort();  // no body of this contract has another kind
    }
    if (nullable) schema["type"] = json::array{schema["type"], "null"};
    return schema;
  }

 private:
  static void type(std::string_view name, json::object& schema) {
    schema["type"] = json::string(name);
  }

  static void bounds(const ShapeTable& shape, std::string_view least, std::string_view most,
                     json::object& schema) {
    if (shape.length_min_id != kNoIndex) schema[least] = shape.length_min;
    if (shape.length_max_id != kNoIndex) schema[most] = shape.length_max;
  }

  void structure(const ShapeTable& shape, json::object& schema) {
    json::object properties;
    json::array required;
    for (std::uint32_t i = 0; i < shape.member_count; ++i) {
      const MemberTable& member = tables_.members[shape.first_member + i];
      const bool optional = member.required == kNoIndex;
      properties[member.name] = this->shape(member.target, optional);
      if (!optional) required.emplace_back(json::string(member.name));
    }
    type("object", schema);
    schema["properties"] = std::move(properties);
    if (!required.empty()) schema["required"] = std::move(required);
  }

  void enumeration(const ShapeTable& shape, bool nullable, json::object& schema) {
    json::array values;
    for (std::uint32_t i = 0; i < shape.enum_count; ++i) {
      values.emplace_back(json::string(tables_.enum_values[shape.first_enum + i]));
    }
    if (nullable) values.emplace_back(nullptr);
    schema["enum"] = std::move(values);
  }

  void string(const ShapeTable& shape, json::object& schema) {
    type("string", schema);
    bounds(shape, "minLength", "maxLength", schema);
    if (shape.pattern == kNoIndex) return;
    std::string pattern(tables_.patterns[shape.pattern].source);
    // Groups that do not capture are unknown to some; what is captured is not asked for.
    for (std::size_t at; (at = pattern.find("(?:")) != std::string::npos;) pattern.erase(at + 1, 2);
    // So is an escaped hyphen; at the end of a class it means the same.
    constexpr std::string_view kEscaped = "\\.\\-_]", kPlain = "._-]";
    for (std::size_t at; (at = pattern.find(kEscaped)) != std::string::npos;) {
      pattern.replace(at, kEscaped.size(), kPlain);
    }
    constexpr std::string_view kBound = "{0,254}";
    if (const std::size_t at = pattern.find(kBound); loose_ && at != std::string::npos) {
      pattern.replace(at, kBound.size(), "*");
    }
    if (dot_ == Dot::kSpellOut && (pattern == "^.+$" || pattern == "^.*$")) {
      pattern.replace(1, 1, "[^\n\r\u2028\u2029]");
    }
    schema["pattern"] = pattern;
  }

  const ContractTables& tables_;
  Dot dot_;
  bool loose_;
};

}  // namespace

std::string contract_schema(const Contract& contract, ShapeIndex shape, Dot dot, bool loose) {
  return json::serialize(Writer(contract.tables(), dot, loose).shape(shape, false));
}

std::vector<std::string> beyond_schema() {
  return {"mwaa-serverless/TimestampValue@format", "awsJson1_0/error@under-200"};
}

}  // namespace assay::bench
