#include "spec/smithy_shapes.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

namespace assay {
namespace {

struct KindName {
  std::string_view name;
  ShapeKind kind;
};

constexpr KindName kTypes[] = {
    {"structure", ShapeKind::kStructure},
    {"union", ShapeKind::kUnion},
    {"list", ShapeKind::kList},
    {"map", ShapeKind::kMap},
    {"string", ShapeKind::kString},
    {"enum", ShapeKind::kEnum},
    {"blob", ShapeKind::kBlob},
    {"byte", ShapeKind::kByte},
    {"short", ShapeKind::kShort},
    {"integer", ShapeKind::kInteger},
    {"long", ShapeKind::kLong},
    {"intEnum", ShapeKind::kIntEnum},
    {"bigInteger", ShapeKind::kBigInteger},
    {"float", ShapeKind::kFloat},
    {"double", ShapeKind::kDouble},
    {"bigDecimal", ShapeKind::kBigDecimal},
    {"boolean", ShapeKind::kBoolean},
    {"timestamp", ShapeKind::kTimestamp},
    {"document", ShapeKind::kDocument},
};

// Source: Smithy 2.0, prelude model.
constexpr KindName kPrelude[] = {
    {"String", ShapeKind::kString},
    {"Blob", ShapeKind::kBlob},
    {"BigInteger", ShapeKind::kBigInteger},
    {"BigDecimal", ShapeKind::kBigDecimal},
    {"Timestamp", ShapeKind::kTimestamp},
    {"Document", ShapeKind::kDocument},
    {"Boolean", ShapeKind::kBoolean},
    {"PrimitiveBoolean", ShapeKind::kBoolean},
    {"Byte", ShapeKind::kByte},
    {"PrimitiveByte", ShapeKind::kByte},
    {"Short", ShapeKind::kShort},
    {"PrimitiveShort", ShapeKind::kShort},
    {"Integer", ShapeKind::kInteger},
    {"PrimitiveInteger", ShapeKind::kInteger},
    {"Long", ShapeKind::kLong},
    {"PrimitiveLong", ShapeKind::kLong},
    {"Float", ShapeKind::kFloat},
    {"PrimitiveFloat", ShapeKind::kFloat},
    {"Double", ShapeKind::kDouble},
    {"PrimitiveDouble", ShapeKind::kDouble},
    {"Unit", ShapeKind::kStructure},
};

const KindName* find_kind(std::span<const KindName> kinds, std::string_view name) noexcept {
  const auto found = std::find_if(kinds.begin(), kinds.end(),
                                  [&](const KindName& kind) { return kind.name == name; });
  return found == kinds.end() ? nullptr : &*found;
}

bool is_identifier(std::string_view name) noexcept {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  return !name.empty() && letter(name[0]) && std::all_of(name.begin(), name.end(), [&](char c) {
    return letter(c) || (c >= '0' && c <= '9');
  });
}

}  // namespace

std::string_view local_name(std::string_view id) noexcept {
  const std::size_t hash = id.find('#');
  return hash == std::string_view::npos ? id : id.substr(hash + 1);
}

bool SmithyShapes::index_shapes(const JsonValue& shapes) {
  for (const JsonValue::Member& shape : shapes.members) {
    if (shape.name.find('#') == std::string::npos || !is_identifier(local_name(shape.name))) {
      return fail(fmt::format("\"{}\" is no shape id: namespace#Name is due", shape.name),
                  shape.value);
    }
    if (!shape.value.is_object() || shape.value.string_or("type", "").empty()) {
      return fail(fmt::format("{} must be an object with a type", shape.name), shape.value);
    }
    shapes_.emplace(shape.name, &shape.value);
  }
  return true;
}

bool SmithyShapes::read_shapes() {
  for (std::uint32_t i = 0; i < pending_.size(); ++i) {
    if (pending_[i] != nullptr && !read_shape(i, *pending_[i])) return false;
  }
  return true;
}

bool SmithyShapes::fail(SmithyError error) {
  error_ = std::move(error);
  return false;
}

bool SmithyShapes::fail(std::string message, const JsonValue& at) {
  return fail({ErrorCode::kModelStructure, std::move(message), at.begin});
}

bool SmithyShapes::unsupported(std::string message, const JsonValue& at) {
  return fail({ErrorCode::kUnsupported, std::move(message), at.begin});
}

bool SmithyShapes::target_of(const JsonValue& reference, const JsonValue*& target) {
  const JsonValue* id = reference.find("target");
  if (id == nullptr || !id->is_string()) return fail("a target is missing here", reference);
  const auto found = shapes_.find(id->text);
  if (found == shapes_.end()) {
    return fail({ErrorCode::kUnknownShape, fmt::format("no shape {}", id->text), id->begin});
  }
  target = found->second;
  return true;
}

bool SmithyShapes::shape_index(const JsonValue& reference, std::uint32_t& index) {
  const JsonValue* id = reference.find("target");
  if (id == nullptr || !id->is_string()) return fail("a target is missing here", reference);
  constexpr std::string_view kPreludeNamespace = "smithy.api#";
  if (id->text.starts_with(kPreludeNamespace)) {
    if (find_kind(kPrelude, local_name(id->text)) == nullptr) {
      return fail({ErrorCode::kUnknownShape, fmt::format("no shape {}", id->text), id->begin});
    }
    index = add_shape(id->text, nullptr);
    return true;
  }
  const auto found = shapes_.find(id->text);
  if (found == shapes_.end()) {
    return fail({ErrorCode::kUnknownShape, fmt::format("no shape {}", id->text), id->begin});
  }
  const auto [named, is_new] = id_by_name_.emplace(local_name(found->first), found->first);
  if (!is_new && named->second != found->first) {
    return fail(fmt::format("{} and {} have one name within one service", named->second, id->text),
                *id);
  }
  index = add_shape(found->first, found->second);
  return true;
}

std::uint32_t SmithyShapes::add_shape(std::string_view id, const JsonValue* shape) {
  const auto [entry, is_new] =
      index_by_id_.emplace(id, static_cast<std::uint32_t>(model_.shapes.size()));
  if (!is_new) return entry->second;
  ModelShape& out = model_.shapes.emplace_back();
  out.name = local_name(id);
  out.prelude = shape == nullptr;
  if (shape == nullptr) {
    out.kind = find_kind(kPrelude, out.name)->kind;
  } else {
    out.offset = shape->begin;
  }
  pending_.push_back(shape);
  return entry->second;
}

bool SmithyShapes::read_shape(std::uint32_t index, const JsonValue& shape) {
  ModelShape out = std::move(model_.shapes[index]);
  const std::string_view type = shape.string_or("type", "");
  const KindName* kind = find_kind(kTypes, type);
  if (kind == nullptr) {
    if (type == "set") return unsupported("the type set is not supported, list replaces it", shape);
    return fail(fmt::format("{} has the type {}, which no member may target", out.name, type),
                shape);
  }
  out.kind = kind->kind;
  if (const JsonValue* mixins = shape.find("mixins")) {
    return unsupported("mixins are not supported", *mixins);
  }
  auto traits = read_traits(shape);
  if (!traits) return fail(std::move(traits.error()));
  out.traits = std::move(traits->model);
  out.error = traits->error;
  if (!read_members(shape, out)) return false;
  if (traits->enum_trait != nullptr && out.kind == ShapeKind::kString &&
      !read_enum_trait(*traits->enum_trait, out)) {
    return false;
  }
  model_.shapes[index] = std::move(out);
  return true;
}

bool SmithyShapes::read_members(const JsonValue& shape, ModelShape& out) {
  const auto due = [&](std::string_view name) {
    const JsonValue* member = shape.find(name);
    if (member == nullptr) return fail(fmt::format("{} has no {}", out.name, name), shape);
    return read_member(name, *member, out);
  };
  switch (out.kind) {
    case ShapeKind::kList:
      return due("member");
    case ShapeKind::kMap:
      return due("key") && due("value");
    case ShapeKind::kEnum:
    case ShapeKind::kIntEnum:
      return read_enum_members(shape, out);
    case ShapeKind::kStructure:
    case ShapeKind::kUnion: {
      const JsonValue* members = shape.find("members");
      if (members == nullptr) return true;
      if (!members->is_object()) return fail("members must be an object", *members);
      return std::all_of(members->members.begin(), members->members.end(),
                         [&](const JsonValue::Member& member) {
                           return read_member(member.name, member.value, out);
                         });
    }
    default:
      return true;
  }
}

bool SmithyShapes::read_member(std::string_view name, const JsonValue& member, ModelShape& out) {
  if (!is_identifier(name)) return fail(fmt::format("\"{}\" is no member name", name), member);
  ModelMember result;
  result.name = name;
  result.offset = member.begin;
  auto traits = read_traits(member);
  if (!traits) return fail(std::move(traits.error()));
  result.traits = std::move(traits->model);
  if (result.traits.required && out.kind != ShapeKind::kStructure) {
    return fail({ErrorCode::kModelStructure,
                 "smithy.api#required applies to members of structures alone",
                 *result.traits.required});
  }
  if (!shape_index(member, result.target)) return false;
  out.members.push_back(std::move(result));
  return true;
}

bool SmithyShapes::read_enum_members(const JsonValue& shape, ModelShape& out) {
  const JsonValue* members = shape.find("members");
  if (members == nullptr || !members->is_object() || members->members.empty()) {
    return fail(fmt::format("{} has no members", out.name), shape);
  }
  out.enum_offset = members->begin;
  for (const JsonValue::Member& member : members->members) {
    const JsonValue* value = find_trait(member.value, "smithy.api#enumValue");
    if (out.kind == ShapeKind::kEnum) {
      if (value != nullptr && !value->is_string()) {
        return fail("smithy.api#enumValue of an enum must be a string", *value);
      }
      out.enum_values.push_back(value == nullptr ? member.name : value->text);
    } else {
      const auto number = value == nullptr ? std::nullopt : value->integer();
      if (!number) {
        return fail("a member of an intEnum needs smithy.api#enumValue with an integer",
                    value == nullptr ? member.value : *value);
      }
      out.int_enum_values.push_back(number.value_or(0));
    }
  }
  return true;
}

bool SmithyShapes::read_enum_trait(const JsonValue& trait, ModelShape& out) {
  if (!trait.is_array() || trait.items.empty()) {
    return fail("smithy.api#enum must be an array of definitions", trait);
  }
  for (const JsonValue& definition : trait.items) {
    const JsonValue* value = definition.find("value");
    if (value == nullptr || !value->is_string()) {
      return fail("a definition of smithy.api#enum needs a value", definition);
    }
    out.enum_values.push_back(value->text);
  }
  out.kind = ShapeKind::kEnum;
  out.enum_offset = trait.begin;
  return true;
}

}  // namespace assay
