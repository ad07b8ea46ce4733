#include "corpus/evidence_form.h"

#include <fmt/format.h>

#include "corpus/minimal_value.h"

namespace assay {
namespace {

std::optional<std::string> bytes_of_base64(std::string_view text) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (text.size() % 4 != 0) return std::nullopt;
  while (!text.empty() && text.back() == '=') text.remove_suffix(1);
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes += static_cast<char>(bits >> count & 0xFF);
    }
  }
  return bytes;
}

std::optional<std::int64_t> beyond(const JsonValue& form, std::int64_t limit) {
  const auto extra = form.integer();
  if (!extra || limit + *extra < 0) return std::nullopt;
  return limit + *extra;
}

}  // namespace

std::optional<std::string> text_of_form(const JsonValue& form, const FormScope& scope) {
  if (form.is_string()) return form.text == "$error" ? std::string(scope.error_name) : form.text;
  if (!form.is_object()) return std::nullopt;
  if (const JsonValue* base64 = form.find("$base64")) {
    return base64->is_string() ? bytes_of_base64(base64->text) : std::nullopt;
  }
  std::string text;
  if (const JsonValue* parts = form.find("$concat")) {
    if (!parts->is_array()) return std::nullopt;
    for (const JsonValue& part : parts->items) {
      const auto piece = text_of_form(part, scope);
      if (!piece) return std::nullopt;
      text += *piece;
    }
    return text;
  }
  const JsonValue* repeated = form.find("$repeat");
  const JsonValue* times = form.find("times");
  if (repeated == nullptr || times == nullptr) return std::nullopt;
  const auto piece = text_of_form(*repeated, scope);
  const auto count = times->integer();
  if (!piece || !count || *count < 0 || *count > 100'000) return std::nullopt;
  for (std::int64_t index = 0; index < *count; ++index) text += *piece;
  return text;
}

std::optional<std::string> json_of_form(const JsonValue& form, const FormScope& scope) {
  using Kind = JsonValue::Kind;
  FormScope inside = scope;
  ++inside.depth;
  switch (form.kind) {
    case Kind::kNull:
      return "null";
    case Kind::kBoolean:
      return form.boolean ? "true" : "false";
    case Kind::kNumber:
      return form.text;
    case Kind::kString:
      return json_string(*text_of_form(form, scope));
    case Kind::kArray: {
      std::string text = "[";
      for (const JsonValue& item : form.items) {
        const auto piece = json_of_form(item, inside);
        if (!piece) return std::nullopt;
        text += (text.size() > 1 ? "," : "") + *piece;
      }
      return text + "]";
    }
    case Kind::kObject:
      break;
  }
  if (const JsonValue* nest = form.find("$nest")) {
    const auto depth = beyond(*nest, std::int64_t{scope.limits.max_depth} - scope.depth);
    if (!depth) return std::nullopt;
    const auto size = static_cast<std::size_t>(*depth);
    return std::string(size, '[') + std::string(size, ']');
  }
  if (const JsonValue* keys = form.find("$keys")) {
    const auto count = beyond(*keys, scope.limits.max_keys_per_object);
    if (!count) return std::nullopt;
    std::string text = "{";
    for (std::int64_t index = 0; index < *count; ++index) {
      text += fmt::format("{}\"{}\":0", index == 0 ? "" : ",", index);
    }
    return text + "}";
  }
  if (form.members.size() <= 2 && !form.members.empty() && form.members[0].name.starts_with('$')) {
    const auto text = text_of_form(form, scope);
    return text ? std::optional(json_string(*text)) : std::nullopt;
  }
  ObjectText members;
  for (const JsonValue::Member& member : form.members) {
    auto piece = json_of_form(member.value, inside);
    if (!piece) return std::nullopt;
    members.emplace_back(member.name, std::move(*piece));
  }
  return json_object(members);
}

}  // namespace assay
