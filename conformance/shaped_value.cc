#include "conformance/shaped_value.h"

#include "conformance/text_codec.h"
#include "parsers/exchange_record.h"
#include "parsers/timestamp.h"

namespace assay {
namespace {

Tagged of_kind(Tagged::Kind kind, std::string text) {
  return {.kind = kind, .text = std::move(text)};
}

Tagged instant(const TimestampReading& reading) {
  return {.kind = Tagged::Kind::kTimestamp, .timestamp = reading.instant};
}

// The member of a structure or union; nullptr when the shape has none of that name.
const MemberTable* member_of(const ContractTables& tables, const ShapeTable& shape,
                             std::string_view name) {
  for (std::uint32_t i = 0; i < shape.member_count; ++i) {
    const MemberTable& member = tables.members[shape.first_member + i];
    if (member.name == name) return &member;
  }
  return nullptr;
}

Tagged of_object(const ContractTables& tables, const ShapeTable& shape, const JsonValue& json) {
  Tagged result = Tagged::map();
  for (const auto& entry : json.members) {
    const MemberTable* member = shape.kind == ShapeKind::kMap
                                    ? &tables.members[shape.first_member + 1]
                                    : member_of(tables, shape, entry.name);
    if (!member) continue;
    result.members.emplace_back(entry.name, tagged_of_shape(tables, member->target, entry.value));
  }
  return result;
}

Tagged of_text(const ShapeTable& shape, const JsonValue& json) {
  if (shape.kind == ShapeKind::kBlob) {
    if (auto bytes = decode_base64(json.text)) return of_kind(Tagged::Kind::kBytes, *bytes);
  }
  if (shape.kind == ShapeKind::kTimestamp) {
    return instant(shape.timestamp_format == TimestampFormat::kHttpDate
                       ? read_http_date(json.text)
                       : read_date_time(json.text));
  }
  return Tagged::string(json.text);
}

Tagged of_number(const ShapeTable& shape, const JsonValue& json) {
  switch (shape.kind) {
    case ShapeKind::kTimestamp:
      return instant(read_epoch_seconds(json.text));
    case ShapeKind::kByte:
    case ShapeKind::kShort:
    case ShapeKind::kInteger:
    case ShapeKind::kLong:
    case ShapeKind::kIntEnum:
    case ShapeKind::kBigInteger:
      return of_kind(Tagged::Kind::kInteger, json.text);
    default:
      return of_kind(Tagged::Kind::kNumber, json.text);
  }
}

}  // namespace

std::string_view kind_name(ShapeKind kind) noexcept {
  switch (kind) {
    case ShapeKind::kStructure:
      return "structure";
    case ShapeKind::kUnion:
      return "union";
    case ShapeKind::kList:
      return "list";
    case ShapeKind::kMap:
      return "map";
    case ShapeKind::kString:
      return "string";
    case ShapeKind::kEnum:
      return "enum";
    case ShapeKind::kBlob:
      return "blob";
    case ShapeKind::kInteger:
      return "integer";
    case ShapeKind::kLong:
      return "long";
    case ShapeKind::kFloat:
    case ShapeKind::kDouble:
      return "float";
    case ShapeKind::kBoolean:
      return "boolean";
    case ShapeKind::kTimestamp:
      return "timestamp";
    case ShapeKind::kDocument:
      return "document";
    case ShapeKind::kByte:
    case ShapeKind::kShort:
    case ShapeKind::kIntEnum:
    case ShapeKind::kBigInteger:
    case ShapeKind::kBigDecimal:
      return {};
  }
  return {};
}

bool is_kind_name(std::string_view name) noexcept {
  for (int kind = 0; kind <= static_cast<int>(ShapeKind::kDocument); ++kind) {
    if (!name.empty() && kind_name(static_cast<ShapeKind>(kind)) == name) return true;
  }
  return false;
}

Tagged tagged_of_shape(const ContractTables& tables, ShapeIndex index, const JsonValue& json) {
  const ShapeTable& shape = tables.shapes[index];
  if (shape.kind == ShapeKind::kDocument) return tagged_from_json(json);
  if (json.is_array() && shape.kind == ShapeKind::kList) {
    Tagged result{.kind = Tagged::Kind::kList};
    for (const JsonValue& item : json.items) {
      result.items.push_back(
          tagged_of_shape(tables, tables.members[shape.first_member].target, item));
    }
    return result;
  }
  const bool has_members = shape.kind == ShapeKind::kStructure || shape.kind == ShapeKind::kUnion ||
                           shape.kind == ShapeKind::kMap;
  if (json.is_object() && has_members) return of_object(tables, shape, json);
  if (json.is_string()) return of_text(shape, json);
  if (json.kind == JsonValue::Kind::kNumber) return of_number(shape, json);
  return tagged_from_json(json);
}

bool stands_in_structure(const ContractTables& tables, ShapeIndex root,
                         std::span<const std::uint32_t> path) {
  ShapeIndex at = root;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    at = tables.members[tables.shapes[at].first_member + path[i]].target;
  }
  return tables.shapes[at].kind == ShapeKind::kStructure;
}

}  // namespace assay
