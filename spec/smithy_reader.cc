#include "spec/smithy_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "spec/model_names.h"
#include "spec/smithy_flatten.h"
#include "spec/smithy_shapes.h"

namespace assay {
namespace {

// The one service: its operations first, then every shape that they reach.
class Reader {
 public:
  Reader(std::string_view text, std::string_view file) : shapes_(model_) {
    model_.text = text;
    model_.file = file;
  }

  Expected<Model> read(JsonValue tree) {
    if (!read_tree(tree)) {
      const SmithyError& error = shapes_.error();
      return std::unexpected(
          error_at(error.code, error.message, model_.text, model_.file, error.offset));
    }
    return std::move(model_);
  }

 private:
  bool read_tree(JsonValue& root);
  const JsonValue* find_service(const JsonValue& shapes);
  bool read_service(const JsonValue& service);
  bool read_protocol(const JsonValue& service);
  bool collect_operations(const JsonValue& holder, std::vector<const JsonValue*>& operations);
  bool read_operation(std::string_view id, const JsonValue& operation, const JsonValue& service);
  bool read_authorization(const JsonValue& service, const JsonValue& operation, bool& needed);
  bool read_errors(const JsonValue& holder, std::vector<std::uint32_t>& errors);
  bool read_structure_reference(const JsonValue& operation, std::string_view role,
                                std::uint32_t& index, std::optional<std::uint64_t>& stream);

  Model model_;
  SmithyShapes shapes_;
  std::map<std::string_view, const JsonValue*> operations_;  // by name
};

bool Reader::read_tree(JsonValue& root) {
  if (!root.is_object()) return shapes_.fail("a model is a JSON object", root);
  const JsonValue* version = root.find("smithy");
  if (version == nullptr || !version->is_string()) {
    return shapes_.fail("not a Smithy model: the member \"smithy\" with the version is missing",
                        root);
  }
  const bool known = version->text == "2.0" || version->text == "2" || version->text == "1.0" ||
                     version->text == "1";
  if (!known) {
    return shapes_.unsupported(
        fmt::format("Smithy {} is not supported, only 1.0 and 2.0", version->text), *version);
  }
  const auto found =
      std::find_if(root.members.begin(), root.members.end(),
                   [](const JsonValue::Member& each) { return each.name == "shapes"; });
  if (found == root.members.end() || !found->value.is_object()) {
    return shapes_.fail("the model has no object \"shapes\"", root);
  }
  JsonValue* const shapes = &found->value;
  if (auto flat = flatten_shapes(*shapes); !flat) return shapes_.fail(std::move(flat.error()));
  if (!shapes_.index_shapes(*shapes)) return false;
  const JsonValue* service = find_service(*shapes);
  return service != nullptr && read_service(*service) && shapes_.read_shapes();
}

const JsonValue* Reader::find_service(const JsonValue& shapes) {
  const JsonValue* service = nullptr;
  for (const JsonValue::Member& shape : shapes.members) {
    const std::string_view type = shape.value.string_or("type", "");
    if (type != "service" || find_trait(shape.value, "smithy.api#mixin") != nullptr) continue;
    if (service != nullptr) {
      shapes_.fail(fmt::format("{} is a second service; a model has one", shape.name), shape.value);
      return nullptr;
    }
    service = &shape.value;
    model_.target_prefix = local_name(shape.name);
  }
  if (service == nullptr) shapes_.fail("the model has no service", shapes);
  return service;
}

bool Reader::read_service(const JsonValue& service) {
  if (auto known = refuse_unknown_traits(service); !known) return shapes_.fail(known.error());
  if (!read_protocol(service) || !shapes_.rename_shapes(service)) return false;
  model_.query_compatible = find_trait(service, "aws.protocols#awsQueryCompatible") != nullptr;
  model_.service = kebab(model_.target_prefix);
  if (const JsonValue* trait = find_trait(service, "aws.api#service")) {
    const std::string id = kebab(trait->string_or("sdkId", ""));
    if (id.empty())
      return shapes_.fail("aws.api#service needs an sdkId with a letter or digit", *trait);
    model_.service = id;
  }
  if (const JsonValue* trait = find_trait(service, "aws.auth#sigv4")) {
    model_.signing_name = trait->string_or("name", "");
    if (model_.signing_name.empty()) return shapes_.fail("aws.auth#sigv4 needs a name", *trait);
  }
  std::vector<const JsonValue*> references;
  if (!collect_operations(service, references)) return false;
  if (references.empty()) return shapes_.fail("the service has no operations", service);
  for (const JsonValue* reference : references) {
    const JsonValue* operation = nullptr;
    if (!shapes_.target_of(*reference, operation)) return false;
    const std::string_view id = reference->string_or("target", "");
    if (operation->string_or("type", "") != "operation") {
      return shapes_.fail(fmt::format("{} is not an operation", id), *reference);
    }
    // An operation may stand on the service and on a resource.
    const auto [known, is_new] = operations_.emplace(local_name(id), operation);
    if (!is_new && known->second == operation) continue;
    if (!is_new) {
      return shapes_.fail(fmt::format("a second operation named {}", known->first), *reference);
    }
    if (!read_operation(id, *operation, service)) return false;
  }
  return true;
}

bool Reader::read_protocol(const JsonValue& service) {
  for (const std::string_view protocol : {"awsJson1_0", "awsJson1_1"}) {
    if (find_trait(service, fmt::format("aws.protocols#{}", protocol)) != nullptr) {
      model_.protocol = protocol;
      return true;
    }
  }
  const JsonValue* traits = service.find("traits");
  if (traits != nullptr) {
    for (const JsonValue::Member& trait : traits->members) {
      if (trait.name.starts_with("aws.protocols#") || trait.name.starts_with("smithy.protocols#")) {
        return shapes_.unsupported(
            fmt::format("the protocol {} is not supported, only aws.protocols#awsJson1_0 and "
                        "aws.protocols#awsJson1_1",
                        trait.name),
            trait.value);
      }
    }
  }
  return shapes_.unsupported(
      "the service names no protocol; aws.protocols#awsJson1_0 or 1_1 is due", service);
}

// Operations stand on the service and on its resources, which nest.
bool Reader::collect_operations(const JsonValue& holder,
                                std::vector<const JsonValue*>& operations) {
  std::vector<const JsonValue*> holders = {&holder};
  std::vector<const JsonValue*> seen;
  for (std::size_t i = 0; i < holders.size(); ++i) {
    const JsonValue& at = *holders[i];
    for (const std::string_view role : {"create", "put", "read", "update", "delete", "list"}) {
      if (const JsonValue* reference = at.find(role)) operations.push_back(reference);
    }
    for (const std::string_view role : {"operations", "collectionOperations", "resources"}) {
      const JsonValue* references = at.find(role);
      if (references == nullptr) continue;
      if (!references->is_array())
        return shapes_.fail(fmt::format("{} must be an array", role), *references);
      for (const JsonValue& reference : references->items) {
        if (role != "resources") {
          operations.push_back(&reference);
          continue;
        }
        const JsonValue* resource = nullptr;
        if (!shapes_.target_of(reference, resource)) return false;
        if (std::find(holders.begin(), holders.end(), resource) == holders.end()) {
          holders.push_back(resource);
        }
      }
    }
  }
  return true;
}

bool Reader::read_operation(std::string_view id, const JsonValue& operation,
                            const JsonValue& service) {
  if (auto known = refuse_unknown_traits(operation); !known) return shapes_.fail(known.error());
  ModelOperation out;
  out.name = local_name(id);
  out.offset = operation.begin;
  if (!read_authorization(service, operation, out.needs_authorization) ||
      !read_structure_reference(operation, "input", out.input, out.input_stream) ||
      !read_structure_reference(operation, "output", out.output, out.output_stream) ||
      !read_errors(operation, out.errors) || !read_errors(service, out.errors)) {
    return false;
  }
  model_.operations.push_back(std::move(out));
  return true;
}

// Signed requests are due where the service signs and the operation does not opt out.
bool Reader::read_authorization(const JsonValue& service, const JsonValue& operation,
                                bool& needed) {
  needed = find_trait(service, "aws.auth#sigv4") != nullptr &&
           find_trait(operation, "smithy.api#optionalAuth") == nullptr;
  const JsonValue* schemes = find_trait(operation, "smithy.api#auth");
  if (schemes == nullptr) schemes = find_trait(service, "smithy.api#auth");
  if (schemes == nullptr) return true;
  if (!schemes->is_array()) return shapes_.fail("smithy.api#auth must be an array", *schemes);
  const bool only_signed = schemes->items.size() == 1 && schemes->items[0].text == "aws.auth#sigv4";
  needed = needed && only_signed;
  return true;
}

bool Reader::read_structure_reference(const JsonValue& operation, std::string_view role,
                                      std::uint32_t& index, std::optional<std::uint64_t>& stream) {
  const JsonValue* reference = operation.find(role);
  if (reference == nullptr) {
    index = shapes_.add_unit();
    return true;
  }
  if (const JsonValue* member = shapes_.stream_of(*reference)) {
    stream = member->begin;
    return true;
  }
  if (!shapes_.shape_index(*reference, index)) return false;
  const JsonValue* shape = shapes_.source(index);
  if (shape == nullptr ? model_.shapes[index].kind != ShapeKind::kStructure
                       : shape->string_or("type", "") != "structure") {
    return shapes_.fail(fmt::format("the {} of an operation is a structure", role), *reference);
  }
  return true;
}

bool Reader::read_errors(const JsonValue& holder, std::vector<std::uint32_t>& errors) {
  const JsonValue* references = holder.find("errors");
  if (references == nullptr) return true;
  if (!references->is_array()) return shapes_.fail("errors must be an array", *references);
  for (const JsonValue& reference : references->items) {
    std::uint32_t index = 0;
    if (!shapes_.shape_index(reference, index)) return false;
    const JsonValue* shape = shapes_.source(index);
    if (shape == nullptr || shape->string_or("type", "") != "structure" ||
        find_trait(*shape, "smithy.api#error") == nullptr) {
      return shapes_.fail(
          fmt::format("{} is listed as an error but is no structure with smithy.api#error",
                      reference.string_or("target", "")),
          reference);
    }
    if (std::find(errors.begin(), errors.end(), index) == errors.end()) errors.push_back(index);
  }
  return true;
}

}  // namespace

Expected<Model> read_smithy(std::string_view text, std::string_view file) {
  auto tree = parse_json(text, file);
  if (!tree) return std::unexpected(std::move(tree.error()));
  return read_smithy(std::move(*tree), text, file);
}

Expected<Model> read_smithy(JsonValue root, std::string_view text, std::string_view file) {
  return Reader(text, file).read(std::move(root));
}

}  // namespace assay
