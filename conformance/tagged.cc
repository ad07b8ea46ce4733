#include "conformance/tagged.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include "conformance/tagged_number.h"
#include "conformance/text_codec.h"
#include "parsers/exchange_record.h"

namespace assay {
namespace {

using Kind = Tagged::Kind;

bool is_integer_text(std::string_view text) noexcept {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || (text.size() > 1 && text[0] == '0')) return false;
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Error bad(std::string message, const JsonValue& value, const JsonSource& source) {
  return error_at(ErrorCode::kInputFormat, std::move(message), source.text, source.file,
                  value.begin);
}

Expected<std::string> read_key(const JsonValue& key, const JsonSource& source) {
  if (key.is_string()) return key.text;
  if (const JsonValue* units = key.find("$lone"); units && units->is_string()) {
    if (auto text = from_code_units(units->text)) return *std::move(text);
  }
  return std::unexpected(bad("a key of $map must be a string or $lone", key, source));
}

Expected<Tagged> read_map_tag(const JsonValue& pairs, const JsonSource& source) {
  Tagged result = Tagged::map();
  if (!pairs.is_array()) return std::unexpected(bad("$map holds a list of pairs", pairs, source));
  for (const JsonValue& pair : pairs.items) {
    if (!pair.is_array() || pair.items.size() != 2) {
      return std::unexpected(bad("$map holds pairs of key and value", pair, source));
    }
    auto key = read_key(pair.items[0], source);
    if (!key) return std::unexpected(key.error());
    auto value = read_tagged(pair.items[1], source);
    if (!value) return value;
    if (result.find(*key)) return std::unexpected(bad("key twice in $map", pair, source));
    result.members.emplace_back(*std::move(key), *std::move(value));
  }
  return result;
}

Expected<Tagged> read_tag(std::string_view tag, const JsonValue& value, const JsonSource& source) {
  if (tag == "$map") return read_map_tag(value, source);
  if (!value.is_string()) {
    return std::unexpected(bad(fmt::format("{} holds a string", tag), value, source));
  }
  Tagged result{.text = value.text};
  if (tag == "$integer") {
    result.kind = Kind::kInteger;
    if (is_integer_text(value.text)) return result;
  } else if (tag == "$double") {
    result.kind = Kind::kDouble;
    if (parse_double(value.text)) return result;
  } else if (tag == "$decimal" || tag == "$number") {
    result.kind = tag == "$number" ? Kind::kNumber : Kind::kDecimal;
    if (parse_decimal(value.text)) return result;
  } else if (tag == "$timestamp") {
    result.kind = Kind::kTimestamp;
    result.text.clear();
    if (const auto instant = parse_instant(value.text)) {
      result.timestamp = *instant;
      return result;
    }
  } else if (tag == "$naive") {
    result.kind = Kind::kNaive;
    return result;
  } else if (tag == "$other") {
    result.kind = Kind::kOther;
    return result;
  } else if (tag == "$bytes") {
    result.kind = Kind::kBytes;
    if (auto bytes = decode_base64(value.text)) {
      result.text = *std::move(bytes);
      return result;
    }
  } else if (tag == "$lone") {
    result.kind = Kind::kString;
    if (auto text = from_code_units(value.text)) {
      result.text = *std::move(text);
      return result;
    }
  } else {
    return std::unexpected(bad(fmt::format("unknown tag {}", tag), value, source));
  }
  return std::unexpected(
      bad(fmt::format("\"{}\" is no {}", printable(value.text, 60), tag), value, source));
}

std::string quote(std::string_view text) {
  return boost::json::serialize(boost::json::string(text.data(), text.size()));
}

std::string tagged_string(std::string_view text) {
  return has_surrogate(text) ? fmt::format("{{\"$lone\":\"{}\"}}", to_code_units(text))
                             : quote(text);
}

std::string map_json(const Tagged& value) {
  const bool plain = std::ranges::none_of(value.members, [](const auto& member) {
    return member.first.starts_with('$') || has_surrogate(member.first);
  });
  std::string out = plain ? "{" : "{\"$map\":[";
  for (const auto& [name, child] : value.members) {
    if (&name != &value.members.front().first) out += ',';
    out += plain ? fmt::format("{}:{}", quote(name), to_json(child))
                 : fmt::format("[{},{}]", tagged_string(name), to_json(child));
  }
  return out + (plain ? "}" : "]}");
}

}  // namespace

const Tagged* Tagged::find(std::string_view name) const noexcept {
  for (const auto& member : members) {
    if (member.first == name) return &member.second;
  }
  return nullptr;
}

Tagged Tagged::string(std::string_view text) {
  return {.kind = Kind::kString, .text = std::string(text)};
}

Tagged Tagged::integer(std::int64_t value) {
  return {.kind = Kind::kInteger, .text = std::to_string(value)};
}

Expected<Tagged> read_tagged(const JsonValue& value, const JsonSource& source) {
  switch (value.kind) {
    case JsonValue::Kind::kNull:
      return Tagged{};
    case JsonValue::Kind::kBoolean:
      return Tagged{.kind = Kind::kBoolean, .boolean = value.boolean};
    case JsonValue::Kind::kString:
      return Tagged::string(value.text);
    case JsonValue::Kind::kNumber: {
      constexpr std::int64_t kSafe = std::int64_t{1} << 53;
      const auto integer = value.integer();
      if (!integer || !is_integer_text(value.text) || *integer > kSafe || *integer < -kSafe) {
        return std::unexpected(
            bad("a plain number is an integer within 2^53; use a tag", value, source));
      }
      return Tagged::integer(*integer);
    }
    case JsonValue::Kind::kArray: {
      Tagged result{.kind = Kind::kList};
      for (const JsonValue& item : value.items) {
        auto child = read_tagged(item, source);
        if (!child) return child;
        result.items.push_back(*std::move(child));
      }
      return result;
    }
    case JsonValue::Kind::kObject:
      break;
  }
  Tagged result = Tagged::map();
  for (const auto& member : value.members) {
    if (member.name.starts_with('$')) {
      if (value.members.size() == 1) return read_tag(member.name, member.value, source);
      return std::unexpected(
          bad("a tag stands alone in its object; keys with $ need $map", value, source));
    }
    auto child = read_tagged(member.value, source);
    if (!child) return child;
    result.members.emplace_back(member.name, *std::move(child));
  }
  return result;
}

Tagged tagged_from_json(const JsonValue& value) {
  switch (value.kind) {
    case JsonValue::Kind::kNull:
      return {};
    case JsonValue::Kind::kBoolean:
      return {.kind = Kind::kBoolean, .boolean = value.boolean};
    case JsonValue::Kind::kNumber:
      return {.kind = Kind::kNumber, .text = value.text};
    case JsonValue::Kind::kString:
      return Tagged::string(value.text);
    case JsonValue::Kind::kArray: {
      Tagged result{.kind = Kind::kList};
      for (const JsonValue& item : value.items) result.items.push_back(tagged_from_json(item));
      return result;
    }
    case JsonValue::Kind::kObject:
      break;
  }
  Tagged result = Tagged::map();
  for (const auto& member : value.members) {
    result.members.emplace_back(member.name, tagged_from_json(member.value));
  }
  return result;
}

std::string to_json(const Tagged& value) {
  switch (value.kind) {
    case Kind::kNull:
      return "null";
    case Kind::kBoolean:
      return value.boolean ? "true" : "false";
    case Kind::kInteger:
      // 15 digits are within 2^53.
      return value.text.size() <= 15 ? value.text
                                     : fmt::format("{{\"$integer\":\"{}\"}}", value.text);
    case Kind::kDouble:
      return fmt::format("{{\"$double\":\"{}\"}}", value.text);
    case Kind::kDecimal:
      return fmt::format("{{\"$decimal\":\"{}\"}}", value.text);
    case Kind::kNumber:
      return fmt::format("{{\"$number\":\"{}\"}}", value.text);
    case Kind::kString:
      return tagged_string(value.text);
    case Kind::kBytes:
      return fmt::format("{{\"$bytes\":\"{}\"}}", encode_base64(value.text));
    case Kind::kTimestamp:
      return fmt::format("{{\"$timestamp\":\"{}\"}}", format_instant(value.timestamp));
    case Kind::kNaive:
      return fmt::format("{{\"$naive\":{}}}", quote(value.text));
    case Kind::kOther:
      return fmt::format("{{\"$other\":{}}}", quote(value.text));
    case Kind::kMap:
      return map_json(value);
    case Kind::kList:
      break;
  }
  std::string out = "[";
  for (const Tagged& item : value.items) {
    if (&item != &value.items.front()) out += ',';
    out += to_json(item);
  }
  return out + "]";
}

}  // namespace assay
