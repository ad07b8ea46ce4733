#include "conformance/reference_value.h"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <cmath>

#include "conformance/tagged_number.h"
#include "conformance/text_codec.h"
#include "parsers/exchange_record.h"
#include "spec/contract_tables.h"
#include "spec/json_tree.h"

namespace assay {
namespace {

using Kind = Tagged::Kind;

std::string quote(std::string_view text) {
  return boost::json::serialize(boost::json::string(text.data(), text.size()));
}

// As the driver protocol spells a double.
std::string double_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  return fmt::format("{}", number);
}

// Numbers by their spelling: digits alone are an integer, all else a decimal.
Tagged typed_numbers(Tagged value) {
  if (value.kind == Kind::kNumber) {
    const bool integer = value.text.find_first_of(".eE") == std::string::npos;
    value.kind = integer ? Kind::kInteger : Kind::kDecimal;
    if (value.text == "-0") value.text = "0";
  }
  for (Tagged& item : value.items) item = typed_numbers(std::move(item));
  for (auto& member : value.members) member.second = typed_numbers(std::move(member.second));
  return value;
}

Tagged document(std::string_view text) {
  const auto json = parse_json(text, "document");
  // The text was checked when it was bound; only a deeper nesting than the tree holds fails here.
  if (!json) return {.kind = Kind::kOther, .text = "document"};
  return typed_numbers(tagged_from_json(*json));
}

Tagged convert(const Value& value, const Value::Node& node) {
  switch (node.kind) {
    case ValueKind::kStructure:
    case ValueKind::kMap: {
      Tagged result = Tagged::map();
      for (const auto* child = value.first_child(node); child; child = value.next(*child)) {
        Tagged item = convert(value, *child);
        bool again = false;  // of members that come twice the last one counts
        for (auto& member : result.members) {
          if (member.first != child->name) continue;
          member.second = item;
          again = true;
        }
        if (!again) result.members.emplace_back(std::string(child->name), std::move(item));
      }
      return result;
    }
    case ValueKind::kList: {
      Tagged result{.kind = Kind::kList};
      for (const auto* child = value.first_child(node); child; child = value.next(*child)) {
        result.items.push_back(convert(value, *child));
      }
      return result;
    }
    case ValueKind::kString:
      return Tagged::string(node.text);
    case ValueKind::kInteger:
      return Tagged::integer(node.integer);
    case ValueKind::kDouble:
      return {.kind = Kind::kDouble, .text = double_text(node.number)};
    case ValueKind::kDecimal:
      return {.kind = Kind::kDecimal, .text = std::string(node.text)};
    case ValueKind::kBoolean:
      return {.kind = Kind::kBoolean, .boolean = node.boolean};
    case ValueKind::kTimestamp:
      return {.kind = Kind::kTimestamp, .timestamp = node.timestamp};
    case ValueKind::kBlob: {
      auto bytes = decode_base64(node.text);
      if (!bytes) return {.kind = Kind::kOther, .text = "blob"};
      return {.kind = Kind::kBytes, .text = *std::move(bytes)};
    }
    case ValueKind::kDocument:
      return document(node.text);
    case ValueKind::kNull:
      break;
  }
  return {};
}

Error bad_input(std::string message) {
  return {.code = ErrorCode::kInputFormat, .message = std::move(message), .file = {}};
}

// Writes one value after another into a text.
class InputWriter {
 public:
  explicit InputWriter(const Contract& contract) : tables_(contract.tables()) {}

  std::optional<Error> write(ShapeIndex index, const Tagged& value, std::string& out) {
    const ShapeTable& shape = tables_.shapes[index];
    switch (shape.kind) {
      case ShapeKind::kStructure:
      case ShapeKind::kUnion:
        return write_structure(shape, value, out);
      case ShapeKind::kList:
        return write_list(shape, value, out);
      case ShapeKind::kMap:
        return write_map(shape, value, out);
      case ShapeKind::kString:
      case ShapeKind::kEnum:
        if (value.kind != Kind::kString || has_surrogate(value.text)) break;
        out += quote(value.text);
        return std::nullopt;
      case ShapeKind::kBlob:
        if (value.kind != Kind::kBytes) break;
        out += quote(encode_base64(value.text));
        return std::nullopt;
      case ShapeKind::kByte:
      case ShapeKind::kShort:
      case ShapeKind::kInteger:
      case ShapeKind::kLong:
      case ShapeKind::kIntEnum:
      case ShapeKind::kBigInteger:
        if (value.kind != Kind::kInteger) break;
        out += value.text;
        return std::nullopt;
      case ShapeKind::kFloat:
      case ShapeKind::kDouble:
      case ShapeKind::kBigDecimal:
        if (value.kind != Kind::kDouble && value.kind != Kind::kInteger &&
            value.kind != Kind::kDecimal) {
          break;
        }
        out += parse_decimal(value.text) ? value.text : quote(value.text);  // NaN, Infinity
        return std::nullopt;
      case ShapeKind::kBoolean:
        if (value.kind != Kind::kBoolean) break;
        out += value.boolean ? "true" : "false";
        return std::nullopt;
      case ShapeKind::kTimestamp:
        return write_timestamp(shape, value, out);
      case ShapeKind::kDocument:
        return write_document(value, out);
    }
    return bad_input(fmt::format("a value of another type than {}", shape.name));
  }

 private:
  std::optional<Error> write_structure(const ShapeTable& shape, const Tagged& value,
                                       std::string& out) {
    if (value.kind != Kind::kMap) return bad_input(fmt::format("{} is a structure", shape.name));
    out += '{';
    std::size_t written = 0;
    for (std::uint32_t i = 0; i < shape.member_count; ++i) {
      const MemberTable& member = tables_.members[shape.first_member + i];
      const Tagged* child = value.find(member.name);
      if (!child || child->kind == Kind::kNull) {
        if (member.required == kNoIndex) continue;
        return bad_input(fmt::format("{} needs the member {}", shape.name, member.name));
      }
      if (written++ > 0) out += ',';
      out += quote(member.name) + ':';
      if (auto error = write(member.target, *child, out)) return error;
    }
    out += '}';
    std::size_t present = 0;
    for (const auto& entry : value.members) present += entry.second.kind != Kind::kNull;
    if (present != written) return bad_input(fmt::format("{} has no such member", shape.name));
    return std::nullopt;
  }

  std::optional<Error> write_list(const ShapeTable& shape, const Tagged& value, std::string& out) {
    if (value.kind != Kind::kList) return bad_input(fmt::format("{} is a list", shape.name));
    const ShapeIndex element = tables_.members[shape.first_member].target;
    out += '[';
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      if (i > 0) out += ',';
      if (auto error = write(element, value.items[i], out)) return error;
    }
    out += ']';
    return std::nullopt;
  }

  std::optional<Error> write_map(const ShapeTable& shape, const Tagged& value, std::string& out) {
    if (value.kind != Kind::kMap) return bad_input(fmt::format("{} is a map", shape.name));
    const ShapeIndex element = tables_.members[shape.first_member + 1].target;
    out += '{';
    for (std::size_t i = 0; i < value.members.size(); ++i) {
      if (i > 0) out += ',';
      out += quote(value.members[i].first) + ':';
      if (auto error = write(element, value.members[i].second, out)) return error;
    }
    out += '}';
    return std::nullopt;
  }

  std::optional<Error> write_timestamp(const ShapeTable& shape, const Tagged& value,
                                       std::string& out) {
    if (value.kind != Kind::kTimestamp) {
      return bad_input(fmt::format("{} is a timestamp", shape.name));
    }
    if (shape.timestamp_format == TimestampFormat::kDateTime) {
      out += quote(format_instant(value.timestamp));
    } else if (shape.timestamp_format == TimestampFormat::kEpochSeconds) {
      out += fmt::format("{}.{:09}", value.timestamp.seconds, value.timestamp.nanoseconds);
    } else {
      return bad_input(fmt::format("{}: HTTP dates are not written", shape.name));
    }
    return std::nullopt;
  }

  std::optional<Error> write_document(const Tagged& value, std::string& out) {
    switch (value.kind) {
      case Kind::kNull:
        out += "null";
        return std::nullopt;
      case Kind::kBoolean:
        out += value.boolean ? "true" : "false";
        return std::nullopt;
      case Kind::kInteger:
      case Kind::kDecimal:
      case Kind::kDouble:
        if (!parse_decimal(value.text)) break;
        out += value.text;
        return std::nullopt;
      case Kind::kString:
        if (has_surrogate(value.text)) break;
        out += quote(value.text);
        return std::nullopt;
      case Kind::kList:
        out += '[';
        for (std::size_t i = 0; i < value.items.size(); ++i) {
          if (i > 0) out += ',';
          if (auto error = write_document(value.items[i], out)) return error;
        }
        out += ']';
        return std::nullopt;
      case Kind::kMap:
        out += '{';
        for (std::size_t i = 0; i < value.members.size(); ++i) {
          if (i > 0) out += ',';
          out += quote(value.members[i].first) + ':';
          if (auto error = write_document(value.members[i].second, out)) return error;
        }
        out += '}';
        return std::nullopt;
      case Kind::kNumber:
      case Kind::kBytes:
      case Kind::kTimestamp:
      case Kind::kNaive:
      case Kind::kOther:
        break;
    }
    return bad_input("a value that a document cannot hold");
  }

  const ContractTables& tables_;
};

}  // namespace

Tagged tagged_from_value(const Value& value) { return convert(value, value.root()); }

Expected<std::string> write_input(const Contract& contract, ShapeIndex shape, const Tagged& input) {
  std::string out;
  if (auto error = InputWriter(contract).write(shape, input, out)) {
    return std::unexpected(*std::move(error));
  }
  return out;
}

}  // namespace assay
