#include "conformance/json_members.h"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/text_codec.h"

namespace assay {

using Kind = JsonValue::Kind;

JsonMembers::JsonMembers(const JsonValue& object, JsonSource source, std::string_view what)
    : object_(object), source_(source), what_(what) {
  if (!object.is_object()) fail(fmt::format("{} must be a JSON object", what), object);
}

void JsonMembers::fail(std::string message, const JsonValue& at) {
  if (error_) return;
  error_ =
      error_at(ErrorCode::kInputFormat, std::move(message), source_.text, source_.file, at.begin);
}

const JsonValue* JsonMembers::take(std::string_view name) {
  taken_.push_back(name);
  return object_.find(name);
}

const JsonValue* JsonMembers::require(std::string_view name) {
  const JsonValue* value = take(name);
  if (!value) fail(fmt::format("{} lacks the member \"{}\"", what_, name), object_);
  return value;
}

const JsonValue* JsonMembers::take_kind(std::string_view name, Kind kind, std::string_view is) {
  const JsonValue* value = take(name);
  if (value && value->kind != kind) {
    fail(fmt::format("member \"{}\" of {} must be {}", name, what_, is), *value);
    return nullptr;
  }
  return value;
}

std::string JsonMembers::text(std::string_view name) {
  require(name);
  return text_or(name, "");
}

std::string JsonMembers::text_or(std::string_view name, std::string_view fallback) {
  const JsonValue* value = take_kind(name, Kind::kString, "a string");
  return std::string(value ? std::string_view(value->text) : fallback);
}

bool JsonMembers::boolean(std::string_view name) {
  require(name);
  return boolean_or(name, false);
}

bool JsonMembers::boolean_or(std::string_view name, bool fallback) {
  const JsonValue* value = take_kind(name, Kind::kBoolean, "true or false");
  return value ? value->boolean : fallback;
}

std::int64_t JsonMembers::integer(std::string_view name, std::int64_t least, std::int64_t most) {
  require(name);
  return integer_or_none(name, least, most).value_or(least);
}

std::optional<std::int64_t> JsonMembers::integer_or_none(std::string_view name, std::int64_t least,
                                                         std::int64_t most) {
  const JsonValue* value = take(name);
  if (!value) return std::nullopt;
  const auto number = value->kind == Kind::kNumber ? value->integer() : std::nullopt;
  if (!number || *number < least || *number > most) {
    fail(fmt::format("member \"{}\" of {} must be an integer from {} to {}", name, what_, least,
                     most),
         *value);
    return std::nullopt;
  }
  return number;
}

std::vector<std::string> JsonMembers::texts_or_none(std::string_view name) {
  std::vector<std::string> result;
  const JsonValue* value = array_or_none(name);
  if (!value) return result;
  for (const JsonValue& item : value->items) {
    if (!item.is_string()) fail(fmt::format("\"{}\" of {} holds strings", name, what_), item);
    result.push_back(item.text);
  }
  return result;
}

std::vector<std::pair<std::string, std::string>> JsonMembers::text_map_or_none(
    std::string_view name) {
  std::vector<std::pair<std::string, std::string>> result;
  const JsonValue* value = object_or_none(name);
  if (!value) return result;
  for (const auto& member : value->members) {
    if (!member.value.is_string()) {
      fail(fmt::format("\"{}\" of {} holds strings", name, what_), member.value);
    }
    result.emplace_back(member.name, member.value.text);
  }
  return result;
}

Tagged JsonMembers::tagged(std::string_view name) {
  require(name);
  return tagged_or_none(name).value_or(Tagged{});
}

std::optional<Tagged> JsonMembers::tagged_or_none(std::string_view name) {
  const JsonValue* value = take(name);
  if (!value) return std::nullopt;
  auto result = read_tagged(*value, source_);
  if (!result) {
    if (!error_) error_ = result.error();
    return std::nullopt;
  }
  return *std::move(result);
}

const JsonValue* JsonMembers::object_or_none(std::string_view name) {
  return take_kind(name, Kind::kObject, "an object");
}

const JsonValue* JsonMembers::array_or_none(std::string_view name) {
  return take_kind(name, Kind::kArray, "an array");
}

const JsonValue* JsonMembers::array(std::string_view name) {
  require(name);
  return array_or_none(name);
}

const JsonValue* JsonMembers::any_or_none(std::string_view name) { return take(name); }

std::optional<Error> JsonMembers::finish() {
  for (const auto& member : object_.members) {
    if (std::ranges::find(taken_, member.name) == taken_.end()) {
      fail(fmt::format("{} has no member \"{}\"", what_, printable(member.name, 60)), member.value);
    }
  }
  return error_;
}

}  // namespace assay
