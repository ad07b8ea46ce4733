#include "corpus/export_params.h"

#include <fmt/format.h>

#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "spec/utf8.h"

namespace assay {
namespace {

namespace json = boost::json;

int digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = -1;
  if (at + count <= text.size()) {
    std::from_chars(text.data() + at, text.data() + at + count, value);
  }
  return value;
}

std::int64_t seconds_of(int year, int month, int day, std::string_view clock) {
  const std::chrono::sys_days days{std::chrono::year{year} / static_cast<unsigned>(month) /
                                   static_cast<unsigned>(day)};
  return std::int64_t{days.time_since_epoch().count()} * 86'400 + digits(clock, 0, 2) * 3'600 +
         digits(clock, 3, 2) * 60 + digits(clock, 6, 2);
}

// REQUIRES: a timestamp of the class that must be accepted.
json::value instant_of(TimestampFormat format, const std::string& text) {
  if (format == TimestampFormat::kHttpDate) {  // Sun, 22 Nov 2026 09:37:00 GMT
    constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const auto month = static_cast<int>(kMonths.find(std::string_view(text).substr(8, 3)) / 3) + 1;
    return seconds_of(digits(text, 12, 4), month, digits(text, 5, 2),
                      std::string_view(text).substr(17));
  }
  const std::int64_t seconds = seconds_of(digits(text, 0, 4), digits(text, 5, 2),
                                          digits(text, 8, 2), std::string_view(text).substr(11));
  const std::size_t dot = text.find('.');
  if (dot == std::string::npos) return seconds;
  // At most three digits: in milliseconds first, so that only the quotient is rounded.
  std::string fraction = text.substr(dot + 1, text.find_first_of("Zz", dot) - dot - 1);
  fraction.resize(3, '0');
  const int milliseconds = digits(fraction, 0, 3);
  if (milliseconds == 0) return seconds;
  return static_cast<double>(seconds * 1000 + milliseconds) / 1000;
}

json::value number_of(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

// The bytes of valid base64, where they are text.
std::optional<json::value> text_of_base64(std::string_view base64) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : base64) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) break;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>(static_cast<unsigned char>(bits >> held & 0xFF));
  }
  for (std::size_t at = 0; at < bytes.size();) {
    if (decode_utf8(bytes, at) == kBadScalar) return std::nullopt;
  }
  return json::value(bytes);
}

json::value document_of(const JsonValue& value) {
  switch (value.kind) {
    case JsonValue::Kind::kBoolean:
      return value.boolean;
    case JsonValue::Kind::kNumber:
      if (const auto integer = value.integer()) return *integer;
      return number_of(value.text);
    case JsonValue::Kind::kString:
      return json::value(value.text);
    case JsonValue::Kind::kArray: {
      json::array items;
      for (const JsonValue& item : value.items) items.push_back(document_of(item));
      return items;
    }
    case JsonValue::Kind::kObject: {
      json::object members;
      for (const JsonValue::Member& member : value.members) {
        members[member.name] = document_of(member.value);
      }
      return members;
    }
    default:
      return nullptr;
  }
}

std::optional<json::value> members_of(const ContractTables& tables, const ShapeTable& shape,
                                      const JsonValue& value) {
  json::object members;
  for (std::uint32_t i = 0; i < shape.member_count; ++i) {
    const MemberTable& member = tables.members[shape.first_member + i];
    const JsonValue* found = value.find(member.name);
    if (found == nullptr || found->kind == JsonValue::Kind::kNull) continue;
    auto child = export_params(tables, member.target, *found);
    if (!child) return std::nullopt;
    members[member.name] = std::move(*child);
  }
  return members;
}

std::optional<json::value> items_of(const ContractTables& tables, const ShapeTable& shape,
                                    const JsonValue& value) {
  json::array items;
  for (const JsonValue& item : value.items) {
    if (item.kind == JsonValue::Kind::kNull) {
      items.push_back(nullptr);
      continue;
    }
    auto child = export_params(tables, tables.members[shape.first_member].target, item);
    if (!child) return std::nullopt;
    items.push_back(std::move(*child));
  }
  return items;
}

std::optional<json::value> entries_of(const ContractTables& tables, const ShapeTable& shape,
                                      const JsonValue& value) {
  json::object entries;
  for (const JsonValue::Member& entry : value.members) {
    if (entry.value.kind == JsonValue::Kind::kNull) {
      entries[entry.name] = nullptr;
      continue;
    }
    auto child = export_params(tables, tables.members[shape.first_member + 1].target, entry.value);
    if (!child) return std::nullopt;
    entries[entry.name] = std::move(*child);
  }
  return entries;
}

std::string_view botocore_type(const ShapeTable& shape) {
  switch (shape.kind) {
    case ShapeKind::kStructure:
    case ShapeKind::kUnion:
    case ShapeKind::kDocument:
      return "structure";
    case ShapeKind::kList:
      return "list";
    case ShapeKind::kMap:
      return "map";
    case ShapeKind::kBlob:
      return "blob";
    case ShapeKind::kBoolean:
      return "boolean";
    case ShapeKind::kFloat:
      return "float";
    case ShapeKind::kDouble:
    case ShapeKind::kBigDecimal:
      return "double";
    case ShapeKind::kLong:
    case ShapeKind::kBigInteger:
      return "long";
    case ShapeKind::kByte:
    case ShapeKind::kShort:
    case ShapeKind::kInteger:
    case ShapeKind::kIntEnum:
      return "integer";
    case ShapeKind::kTimestamp:
      return "timestamp";
    default:
      return "string";
  }
}

json::object botocore_shape(const ContractTables& tables, const ShapeTable& shape) {
  json::object out;
  out["type"] = botocore_type(shape);
  const auto reference = [&](std::uint32_t i) {
    const ShapeIndex target = tables.members[shape.first_member + i].target;
    return json::object{{"shape", tables.shapes[target].name}};
  };
  if (shape.kind == ShapeKind::kList) out["member"] = reference(0);
  if (shape.kind == ShapeKind::kMap) {
    out["key"] = reference(0);
    out["value"] = reference(1);
  }
  if (shape.kind == ShapeKind::kStructure || shape.kind == ShapeKind::kUnion) {
    json::object members;
    for (std::uint32_t i = 0; i < shape.member_count; ++i) {
      members[tables.members[shape.first_member + i].name] = reference(i);
    }
    out["members"] = std::move(members);
  }
  if (shape.kind == ShapeKind::kUnion) out["union"] = true;
  if (shape.kind == ShapeKind::kDocument) {
    out["members"] = json::object();
    out["document"] = true;
  }
  if (shape.kind == ShapeKind::kTimestamp) {
    constexpr std::array<std::string_view, 3> kFormats = {"iso8601", "unixTimestamp", "rfc822"};
    out["timestampFormat"] = kFormats[static_cast<std::size_t>(shape.timestamp_format)];
  }
  return out;
}

}  // namespace

std::optional<json::value> export_params(const ContractTables& tables, ShapeIndex index,
                                         const JsonValue& value) {
  const ShapeTable& shape = tables.shapes[index];
  switch (shape.kind) {
    case ShapeKind::kStructure:
    case ShapeKind::kUnion:
      return members_of(tables, shape, value);
    case ShapeKind::kList:
      return items_of(tables, shape, value);
    case ShapeKind::kMap:
      return entries_of(tables, shape, value);
    case ShapeKind::kBlob:
      return text_of_base64(value.text);
    case ShapeKind::kTimestamp:
      if (value.kind == JsonValue::Kind::kString) {
        return instant_of(shape.timestamp_format, value.text);
      }
      return document_of(value);
    case ShapeKind::kByte:
    case ShapeKind::kShort:
    case ShapeKind::kInteger:
    case ShapeKind::kLong:
    case ShapeKind::kIntEnum:
    case ShapeKind::kBigInteger: {
      const auto integer = value.integer();
      if (!integer) return std::nullopt;
      return *integer;
    }
    default:
      return document_of(value);
  }
}

json::object botocore_shapes(const ContractTables& tables, ShapeIndex root) {
  json::object shapes;
  std::vector<ShapeIndex> open = {root};
  while (!open.empty()) {
    const ShapeTable& shape = tables.shapes[open.back()];
    open.pop_back();
    if (shapes.contains(shape.name)) continue;
    shapes[shape.name] = botocore_shape(tables, shape);
    for (std::uint32_t i = 0; i < shape.member_count; ++i) {
      open.push_back(tables.members[shape.first_member + i].target);
    }
  }
  return shapes;
}

}  // namespace assay
