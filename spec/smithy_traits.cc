#include "spec/smithy_traits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace assay {
namespace {

// Honoured, by this file or by smithy_reader.cc.
constexpr std::string_view kHonoured[] = {
    "aws.api#service",
    "aws.auth#sigv4",
    "aws.protocols#awsJson1_0",
    "aws.protocols#awsJson1_1",
    "aws.protocols#awsQueryCompatible",
    "smithy.api#auth",
    "smithy.api#enum",
    "smithy.api#enumValue",
    "smithy.api#error",
    "smithy.api#httpError",
    "smithy.api#length",
    "smithy.api#optionalAuth",
    "smithy.api#pattern",
    "smithy.api#range",
    "smithy.api#required",
    "smithy.api#retryable",
    "smithy.api#sensitive",
    "smithy.api#sparse",
    "smithy.api#timestampFormat",
    "smithy.api#uniqueItems",
};

// Without meaning for the bytes of an awsJson message: documentation, code generation, other
// protocols, and the HTTP bindings, which awsJson ignores.
constexpr std::string_view kNeutral[] = {
    "aws.protocols#awsQuery",
    "aws.protocols#awsQueryError",
    "aws.protocols#ec2Query",
    "aws.protocols#ec2QueryName",
    "aws.protocols#httpChecksum",
    "aws.protocols#restJson1",
    "aws.protocols#restXml",
    "smithy.api#addedDefault",
    "smithy.api#authDefinition",
    "smithy.api#box",
    "smithy.api#clientOptional",
    "smithy.api#cors",
    "smithy.api#default",
    "smithy.api#deprecated",
    "smithy.api#documentation",
    "smithy.api#endpoint",
    "smithy.api#examples",
    "smithy.api#externalDocumentation",
    "smithy.api#hostLabel",
    "smithy.api#http",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#httpChecksumRequired",
    "smithy.api#httpDigestAuth",
    "smithy.api#httpHeader",
    "smithy.api#httpLabel",
    "smithy.api#httpPayload",
    "smithy.api#httpPrefixHeaders",
    "smithy.api#httpQuery",
    "smithy.api#httpQueryParams",
    "smithy.api#httpResponseCode",
    "smithy.api#idRef",
    "smithy.api#idempotencyToken",
    "smithy.api#idempotent",
    "smithy.api#input",
    "smithy.api#internal",
    "smithy.api#jsonName",
    "smithy.api#mediaType",
    "smithy.api#mixin",
    "smithy.api#nestedProperties",
    "smithy.api#noReplace",
    "smithy.api#notProperty",
    "smithy.api#output",
    "smithy.api#paginated",
    "smithy.api#private",
    "smithy.api#property",
    "smithy.api#readonly",
    "smithy.api#recommended",
    "smithy.api#references",
    "smithy.api#requiresLength",
    "smithy.api#resourceIdentifier",
    "smithy.api#since",
    "smithy.api#suppress",
    "smithy.api#tags",
    "smithy.api#title",
    "smithy.api#unitType",
    "smithy.api#unstable",
    "smithy.api#xmlAttribute",
    "smithy.api#xmlFlattened",
    "smithy.api#xmlName",
    "smithy.api#xmlNamespace",
    "smithy.protocols#rpcv2Cbor",
};

static_assert(std::is_sorted(std::begin(kHonoured), std::end(kHonoured)));
static_assert(std::is_sorted(std::begin(kNeutral), std::end(kNeutral)));

// Only the traits of these namespaces can be part of a protocol.
constexpr std::string_view kProtocolNamespaces[] = {"aws.protocols#", "smithy.api#",
                                                    "smithy.protocols#"};

bool may_change_the_wire(std::string_view id) noexcept {
  const bool known = std::binary_search(std::begin(kHonoured), std::end(kHonoured), id) ||
                     std::binary_search(std::begin(kNeutral), std::end(kNeutral), id);
  return !known && std::any_of(std::begin(kProtocolNamespaces), std::end(kProtocolNamespaces),
                               [&](std::string_view prefix) { return id.starts_with(prefix); });
}

std::unexpected<SmithyError> malformed(std::string message, const JsonValue& at) {
  return smithy_error(ErrorCode::kModelStructure, std::move(message), at);
}

SmithyExpected<std::uint64_t> whole_number(const JsonValue& value, std::string_view what) {
  std::uint64_t number = 0;
  const char* const last = value.text.data() + value.text.size();
  if (value.kind == JsonValue::Kind::kNumber) {
    const auto [end, status] = std::from_chars(value.text.data(), last, number);
    if (status == std::errc() && end == last) return number;
  }
  return malformed(fmt::format("{} must be a whole number, 0 or more", what), value);
}

SmithyExpected<ModelLength> read_length(const JsonValue& trait) {
  const JsonValue* min = trait.find("min");
  const JsonValue* max = trait.find("max");
  if (min == nullptr && max == nullptr) {
    return malformed("smithy.api#length must be an object with min, max or both", trait);
  }
  ModelLength length;
  length.offset = trait.begin;
  if (min != nullptr) {
    const auto number = whole_number(*min, "min of smithy.api#length");
    if (!number) return std::unexpected(number.error());
    length.min = *number;
  }
  if (max != nullptr) {
    const auto number = whole_number(*max, "max of smithy.api#length");
    if (!number) return std::unexpected(number.error());
    length.max = *number;
  }
  if (length.min > length.max) {
    return malformed("smithy.api#length has a min above its max", trait);
  }
  return length;
}

SmithyExpected<ModelRange> read_range(const JsonValue& trait) {
  ModelRange range;
  range.offset = trait.begin;
  for (const auto& [name, bound] : {std::pair{"min", &range.min}, std::pair{"max", &range.max}}) {
    const JsonValue* value = trait.find(name);
    if (value == nullptr) continue;
    if (value->kind != JsonValue::Kind::kNumber) {
      return malformed(fmt::format("{} of smithy.api#range must be a number", name), *value);
    }
    *bound = value->text;
  }
  if (range.min.empty() && range.max.empty()) {
    return malformed("smithy.api#range must be an object with min, max or both", trait);
  }
  return range;
}

SmithyExpected<TimestampFormat> read_timestamp_format(const JsonValue& trait) {
  if (trait.is_string()) {
    if (trait.text == "date-time") return TimestampFormat::kDateTime;
    if (trait.text == "epoch-seconds") return TimestampFormat::kEpochSeconds;
    if (trait.text == "http-date") return TimestampFormat::kHttpDate;
  }
  return malformed("smithy.api#timestampFormat must be date-time, epoch-seconds or http-date",
                   trait);
}

SmithyExpected<ModelError> read_error(const JsonValue& shape, const JsonValue& trait) {
  ModelError error;
  error.offset = trait.begin;
  if (!trait.is_string() || (trait.text != "client" && trait.text != "server")) {
    return malformed("smithy.api#error must be \"client\" or \"server\"", trait);
  }
  error.client_fault = trait.text == "client";
  // Without httpError the protocol answers with the class's first status.
  error.status = error.client_fault ? 400 : 500;
  if (const JsonValue* status = find_trait(shape, "smithy.api#httpError")) {
    const auto number = whole_number(*status, "smithy.api#httpError");
    if (!number) return std::unexpected(number.error());
    if (*number < 100 || *number > 999) {
      return malformed("smithy.api#httpError must be an HTTP status", *status);
    }
    error.status = static_cast<std::uint16_t>(*number);
    error.offset = status->begin;
  }
  if (const JsonValue* retryable = find_trait(shape, "smithy.api#retryable")) {
    error.retryable = true;
    const JsonValue* throttling = retryable->find("throttling");
    error.throttling = throttling != nullptr && throttling->boolean;
  }
  return error;
}

SmithyExpected<void> read_constraint(const JsonValue::Member& trait, ModelTraits& traits) {
  const JsonValue& value = trait.value;
  const std::string_view id = trait.name;
  if (id == "smithy.api#required") traits.required = value.begin;
  if (id == "smithy.api#uniqueItems") traits.unique_items = value.begin;
  if (id == "smithy.api#sensitive") traits.sensitive = true;
  if (id == "smithy.api#sparse") traits.sparse = true;
  if (id == "smithy.api#length") {
    auto length = read_length(value);
    if (!length) return std::unexpected(std::move(length.error()));
    traits.length = *length;
  }
  if (id == "smithy.api#range") {
    auto range = read_range(value);
    if (!range) return std::unexpected(std::move(range.error()));
    traits.range = std::move(*range);
  }
  if (id == "smithy.api#pattern") {
    if (!value.is_string()) return malformed("smithy.api#pattern must be a string", value);
    // Smithy: a pattern without anchors may match anywhere.
    traits.pattern = ModelPattern{value.text, Anchoring::kSearch, value.begin};
  }
  if (id == "smithy.api#timestampFormat") {
    auto format = read_timestamp_format(value);
    if (!format) return std::unexpected(std::move(format.error()));
    traits.timestamp_format = *format;
  }
  return {};
}

}  // namespace

std::unexpected<SmithyError> smithy_error(ErrorCode code, std::string message,
                                          const JsonValue& at) {
  return std::unexpected(SmithyError{code, std::move(message), at.begin});
}

const JsonValue* find_trait(const JsonValue& shape, std::string_view id) noexcept {
  const JsonValue* traits = shape.find("traits");
  return traits == nullptr ? nullptr : traits->find(id);
}

SmithyExpected<void> refuse_unknown_traits(const JsonValue& shape) {
  const JsonValue* traits = shape.find("traits");
  if (traits == nullptr) return {};
  if (!traits->is_object()) return malformed("traits must be an object", *traits);
  for (const JsonValue::Member& trait : traits->members) {
    if (may_change_the_wire(trait.name)) {
      return smithy_error(
          ErrorCode::kUnsupported,
          fmt::format("the trait {} is not supported and may change messages", trait.name),
          trait.value);
    }
  }
  return {};
}

SmithyExpected<SmithyShapeTraits> read_traits(const JsonValue& shape) {
  SmithyShapeTraits result;
  if (auto known = refuse_unknown_traits(shape); !known) return std::unexpected(known.error());
  const JsonValue* traits = shape.find("traits");
  if (traits == nullptr) return result;
  for (const JsonValue::Member& trait : traits->members) {
    if (auto read = read_constraint(trait, result.model); !read) {
      return std::unexpected(std::move(read.error()));
    }
  }
  result.enum_trait = traits->find("smithy.api#enum");
  if (const JsonValue* error = traits->find("smithy.api#error")) {
    auto read = read_error(shape, *error);
    if (!read) return std::unexpected(std::move(read.error()));
    result.error = *read;
  }
  return result;
}

}  // namespace assay
