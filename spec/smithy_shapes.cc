#include "spec/smithy_shapes.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "spec/model_names.h"

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
    {"set", ShapeKind::kList},  // of Smithy 1.0: its items are unique
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

const KindName* find_kind(std::string_view name) noexcept {
  const auto found = std::find_if(std::begin(kTypes), std::end(kTypes),
                                  [&](const KindName& kind) { return kind.name == name; });
  return found == std::end(kTypes) ? nullptr : found;
}

constexpr std::string_view kStreaming = "smithy.api#streaming";

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

bool SmithyShapes::rename_shapes(const JsonValue& service) {
  const JsonValue* renames = service.find("rename");
  if (renames == nullptr) return true;
  if (!renames->is_object()) return fail("rename must be an object", *renames);
  for (const JsonValue::Member& rename : renames->members) {
    if (!rename.value.is_string() || !is_identifier(rename.value.text)) {
      return fail(fmt::format("{} is renamed to no name", rename.name), rename.value);
    }
    new_names_.emplace(rename.name, rename.value.text);
  }
  return true;
}

std::string_view SmithyShapes::name_of(std::string_view id) const noexcept {
  const auto renamed = new_names_.find(id);
  return renamed == new_names_.end() ? local_name(id) : renamed->second;
}

const JsonValue* SmithyShapes::stream_of(const JsonValue& reference) const noexcept {
  const auto shape_of = [&](const JsonValue& member) -> const JsonValue* {
    const auto found = shapes_.find(member.string_or("target", ""));
    return found == shapes_.end() ? nullptr : found->second;
  };
  const auto may_stream = [](const JsonValue& shape) {
    const std::string_view type = shape.string_or("type", "");
    return type == "union" || type == "blob";
  };
  const JsonValue* structure = shape_of(reference);
  const JsonValue* members = structure == nullptr ? nullptr : structure->find("members");
  if (members == nullptr) return nullptr;
  for (const JsonValue::Member& member : members->members) {
    const JsonValue* target = shape_of(member.value);
    const bool streams =
        (target != nullptr && may_stream(*target) && find_trait(*target, kStreaming) != nullptr);
    if (streams) return &member.value;
  }
  return nullptr;
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
    if (!prelude_kind(local_name(id->text))) {
      return fail({ErrorCode::kUnknownShape, fmt::format("no shape {}", id->text), id->begin});
    }
    index = add_shape(id->text, nullptr);
    return true;
  }
  const auto found = shapes_.find(id->text);
  if (found == shapes_.end()) {
    return fail({ErrorCode::kUnknownShape, fmt::format("no shape {}", id->text), id->begin});
  }
  const auto [named, is_new] = id_by_name_.emplace(name_of(found->first), found->first);
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
  out.name = name_of(id);
  out.prelude = shape == nullptr;
  if (shape == nullptr) {
    out.kind = *prelude_kind(local_name(id));
  } else {
    out.offset = shape->begin;
  }
  pending_.push_back(shape);
  return entry->second;
}

bool SmithyShapes::read_shape(std::uint32_t index, const JsonValue& shape) {
  ModelShape out = std::move(model_.shapes[index]);
  const std::string_view type = shape.string_or("type", "");
  const KindName* kind = find_kind(type);
  if (kind == nullptr) {
    return fail(fmt::format("{} has the type {}, which no member may target", out.name, type),
                shape);
  }
  out.kind = kind->kind;
  auto traits = read_traits(shape);
  if (!traits) return fail(std::move(traits.error()));
  out.traits = std::move(traits->model);
  out.error = traits->error;
  if (type == "set" && !out.traits.unique_items) out.traits.unique_items = shape.begin;
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
