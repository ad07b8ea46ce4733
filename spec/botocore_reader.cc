#include "spec/botocore_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "spec/botocore_shape.h"
#include "spec/model_names.h"

namespace assay {
namespace {

// Functions that return bool have put the error away when they return false.
class Reader {
 public:
  Reader(const JsonValue& root, std::string_view text, std::string_view file) : root_(root) {
    model_.form = ModelForm::kBotocore;
    model_.text = text;
    model_.file = file;
  }

  Expected<Model> read() {
    if (!read_metadata() || !read_operations() || !read_shapes()) {
      return std::unexpected(
          error_at(error_.code, error_.message, model_.text, model_.file, error_.offset));
    }
    return std::move(model_);
  }

 private:
  bool fail(ErrorCode code, std::string message, const JsonValue& at) {
    error_ = {code, std::move(message), at.begin};
    return false;
  }
  bool fail(std::string message, const JsonValue& at) {
    return fail(ErrorCode::kModelStructure, std::move(message), at);
  }
  bool fail(SmithyError error) {
    error_ = std::move(error);
    return false;
  }
  bool object(const JsonValue& holder, std::string_view name, const JsonValue*& value) {
    value = holder.find(name);
    if (value != nullptr && value->is_object()) return true;
    return fail(fmt::format("an object {} is due here", name), value == nullptr ? holder : *value);
  }

  bool read_metadata();
  bool read_operations();
  bool read_operation(std::string_view name, const JsonValue& operation);
  bool read_body(const JsonValue& operation, std::string_view role, std::uint32_t& index,
                 std::optional<std::uint64_t>& stream);
  bool read_errors(const JsonValue& operation, std::vector<std::uint32_t>& errors);
  bool shape_index(const JsonValue& reference, std::uint32_t& index);
  bool read_shapes();
  bool read_shape(std::uint32_t index, const JsonValue& shape);
  bool read_members(const JsonValue& shape, ModelShape& out);
  bool read_member(std::string_view name, const JsonValue& member, ModelShape& out);
  // The member that is an event stream or a stream of bytes; nullptr: none.
  const JsonValue* stream_of(const JsonValue& structure) const;

  const JsonValue& root_;
  const JsonValue* shapes_ = nullptr;
  Model model_;
  SmithyError error_;
  std::unordered_map<std::string_view, const JsonValue*> by_name_;
  std::unordered_map<std::string_view, std::uint32_t> index_by_name_;
  std::vector<const JsonValue*> pending_;  // one for each of model_.shapes
};

bool Reader::read_metadata() {
  const JsonValue* metadata = nullptr;
  if (!object(root_, "metadata", metadata) || !object(root_, "shapes", shapes_)) return false;
  for (const JsonValue::Member& shape : shapes_->members) {
    if (!is_identifier(shape.name) || !shape.value.is_object()) {
      return fail(fmt::format("\"{}\" is no shape", shape.name), shape.value);
    }
    by_name_.emplace(shape.name, &shape.value);
  }
  const std::string_view protocol = metadata->string_or("protocol", "");
  const JsonValue* protocols = metadata->find("protocols");
  const bool listed = protocols != nullptr &&
                      std::any_of(protocols->items.begin(), protocols->items.end(),
                                  [](const JsonValue& each) { return each.text == "json"; });
  if (protocol != "json" && !listed) {
    const JsonValue* at = metadata->find("protocol");
    return fail(ErrorCode::kUnsupported,
                fmt::format("the protocol \"{}\" is not supported, only json (awsJson)", protocol),
                at == nullptr ? *metadata : *at);
  }
  const std::string_view version = metadata->string_or("jsonVersion", "");
  if (version != "1.0" && version != "1.1") {
    const JsonValue* at = metadata->find("jsonVersion");
    return fail(ErrorCode::kUnsupported, "jsonVersion must be 1.0 or 1.1",
                at == nullptr ? *metadata : *at);
  }
  model_.protocol = version == "1.0" ? "awsJson1_0" : "awsJson1_1";
  model_.query_compatible = metadata->find("awsQueryCompatible") != nullptr;
  model_.target_prefix = metadata->string_or("targetPrefix", "");
  if (model_.target_prefix.empty()) return fail("metadata needs a targetPrefix", *metadata);
  model_.service = kebab(metadata->string_or("serviceId", model_.target_prefix));
  if (model_.service.empty()) {
    return fail("serviceId needs a letter or digit", *metadata);
  }
  if (metadata->string_or("signatureVersion", "").starts_with("v4")) {
    model_.signing_name =
        metadata->string_or("signingName", metadata->string_or("endpointPrefix", model_.service));
  }
  return true;
}

bool Reader::read_operations() {
  const JsonValue* operations = nullptr;
  if (!object(root_, "operations", operations)) return false;
  if (operations->members.empty()) return fail("the service has no operations", *operations);
  return std::all_of(operations->members.begin(), operations->members.end(),
                     [&](const JsonValue::Member& operation) {
                       return read_operation(operation.name, operation.value);
                     });
}

bool Reader::read_operation(std::string_view name, const JsonValue& operation) {
  if (!operation.is_object() || !is_identifier(name)) {
    return fail(fmt::format("\"{}\" is no operation", name), operation);
  }
  ModelOperation out;
  out.name = operation.string_or("name", name);
  out.offset = operation.begin;
  const JsonValue* schemes = operation.find("auth");
  const bool opted_out =
      operation.string_or("authtype", "") == "none" ||
      (schemes != nullptr &&
       std::any_of(schemes->items.begin(), schemes->items.end(),
                   [](const JsonValue& scheme) { return scheme.text == "smithy.api#noAuth"; }));
  out.needs_authorization = !model_.signing_name.empty() && !opted_out;
  if (const JsonValue* packed = operation.find("requestcompression")) {
    out.input_stream = packed->begin;
  }
  if (!read_body(operation, "input", out.input, out.input_stream) ||
      !read_body(operation, "output", out.output, out.output_stream) ||
      !read_errors(operation, out.errors)) {
    return false;
  }
  model_.operations.push_back(std::move(out));
  return true;
}

bool Reader::read_body(const JsonValue& operation, std::string_view role, std::uint32_t& index,
                       std::optional<std::uint64_t>& stream) {
  const JsonValue* reference = operation.find(role);
  if (reference == nullptr) return true;
  const auto found = by_name_.find(reference->string_or("shape", ""));
  if (found != by_name_.end()) {
    if (const JsonValue* member = stream_of(*found->second)) {
      stream = member->begin;
      return true;
    }
  }
  if (!shape_index(*reference, index)) return false;
  if (pending_[index]->string_or("type", "") != "structure") {
    return fail(fmt::format("the {} of an operation is a structure", role), *reference);
  }
  return true;
}

const JsonValue* Reader::stream_of(const JsonValue& structure) const {
  const JsonValue* members = structure.find("members");
  if (members == nullptr) return nullptr;
  const auto is_set = [](const JsonValue& at, std::string_view name) {
    const JsonValue* value = at.find(name);
    return value != nullptr && value->boolean;
  };
  for (const JsonValue::Member& member : members->members) {
    const auto target = by_name_.find(member.value.string_or("shape", ""));
    const bool streams = is_set(member.value, "streaming") ||
                         (target != by_name_.end() && (is_set(*target->second, "eventstream") ||
                                                       is_set(*target->second, "streaming")));
    if (streams) return &member.value;
  }
  return nullptr;
}

bool Reader::read_errors(const JsonValue& operation, std::vector<std::uint32_t>& errors) {
  const JsonValue* references = operation.find("errors");
  if (references == nullptr) return true;
  if (!references->is_array()) return fail("errors must be an array", *references);
  for (const JsonValue& reference : references->items) {
    std::uint32_t index = 0;
    if (!shape_index(reference, index)) return false;
    const JsonValue& shape = *pending_[index];
    if (shape.string_or("type", "") != "structure" ||
        (shape.find("exception") == nullptr && shape.find("error") == nullptr)) {
      return fail(fmt::format("{} is listed as an error but is no exception",
                              reference.string_or("shape", "")),
                  reference);
    }
    if (std::find(errors.begin(), errors.end(), index) == errors.end()) errors.push_back(index);
  }
  return true;
}

bool Reader::shape_index(const JsonValue& reference, std::uint32_t& index) {
  const JsonValue* name = reference.find("shape");
  if (name == nullptr || !name->is_string()) return fail("a shape is missing here", reference);
  const auto found = by_name_.find(name->text);
  if (found == by_name_.end()) {
    return fail(ErrorCode::kUnknownShape, fmt::format("no shape {}", name->text), *name);
  }
  const auto [entry, is_new] =
      index_by_name_.emplace(found->first, static_cast<std::uint32_t>(model_.shapes.size()));
  index = entry->second;
  if (!is_new) return true;
  ModelShape& shape = model_.shapes.emplace_back();
  shape.name = found->first;
  shape.offset = found->second->begin;
  pending_.push_back(found->second);
  return true;
}

bool Reader::read_shapes() {
  for (std::uint32_t i = 0; i < pending_.size(); ++i) {
    if (!read_shape(i, *pending_[i])) return false;
  }
  return true;
}

bool Reader::read_shape(std::uint32_t index, const JsonValue& shape) {
  ModelShape out = std::move(model_.shapes[index]);
  if (auto read = read_botocore_shape(shape, out); !read) return fail(std::move(read.error()));
  if (!read_members(shape, out)) return false;
  model_.shapes[index] = std::move(out);
  return true;
}

bool Reader::read_members(const JsonValue& shape, ModelShape& out) {
  const auto due = [&](std::string_view name) {
    const JsonValue* member = shape.find(name);
    if (member == nullptr) return fail(fmt::format("{} has no {}", out.name, name), shape);
    return read_member(name, *member, out);
  };
  if (out.kind == ShapeKind::kList) return due("member");
  if (out.kind == ShapeKind::kMap) return due("key") && due("value");
  if (out.kind != ShapeKind::kStructure && out.kind != ShapeKind::kUnion) return true;
  const JsonValue* members = shape.find("members");
  if (members == nullptr) return true;
  if (!members->is_object()) return fail("members must be an object", *members);
  for (const JsonValue::Member& member : members->members) {
    if (!read_member(member.name, member.value, out)) return false;
  }
  const JsonValue* required = shape.find("required");
  if (required == nullptr || out.kind == ShapeKind::kUnion) return true;
  for (const JsonValue& name : required->items) {
    const auto member =
        std::find_if(out.members.begin(), out.members.end(),
                     [&](const ModelMember& each) { return each.name == name.text; });
    if (member == out.members.end()) {
      return fail(fmt::format("required names {}, which is no member", name.text), name);
    }
    member->traits.required = name.begin;
  }
  return true;
}

bool Reader::read_member(std::string_view name, const JsonValue& member, ModelShape& out) {
  if (!is_identifier(name)) return fail(fmt::format("\"{}\" is no member name", name), member);
  ModelMember result;
  result.name = name;
  result.offset = member.begin;
  auto traits = read_botocore_member(member);
  if (!traits) return fail(std::move(traits.error()));
  result.traits = std::move(*traits);
  if (!shape_index(member, result.target)) return false;
  out.members.push_back(std::move(result));
  return true;
}

}  // namespace

Expected<Model> read_botocore(const JsonValue& root, std::string_view text, std::string_view file) {
  return Reader(root, text, file).read();
}

}  // namespace assay
