#include "spec/botocore_shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "spec/model_names.h"

namespace assay {
namespace {

struct TypeName {
  std::string_view name;
  ShapeKind kind;
};

constexpr TypeName kTypes[] = {
    {"structure", ShapeKind::kStructure},
    {"list", ShapeKind::kList},
    {"map", ShapeKind::kMap},
    {"string", ShapeKind::kString},
    {"character", ShapeKind::kString},
    {"blob", ShapeKind::kBlob},
    {"byte", ShapeKind::kByte},
    {"short", ShapeKind::kShort},
    {"integer", ShapeKind::kInteger},
    {"long", ShapeKind::kLong},
    {"bigInteger", ShapeKind::kBigInteger},
    {"float", ShapeKind::kFloat},
    {"double", ShapeKind::kDouble},
    {"bigDecimal", ShapeKind::kBigDecimal},
    {"boolean", ShapeKind::kBoolean},
    {"timestamp", ShapeKind::kTimestamp},
};

// What may stand in a shape. `wrapper`, `flattened` and the like are of XML and the query protocol.
constexpr std::string_view kShapeKeys[] = {
    "box",
    "deprecated",
    "deprecatedMessage",
    "deprecatedSince",
    "document",
    "documentation",
    "enum",
    "error",
    "event",
    "eventstream",
    "exception",
    "fault",
    "flattened",
    "idempotencyToken",
    "key",
    "max",
    "member",
    "members",
    "min",
    "pattern",
    "payload",
    "required",
    "requiresLength",
    "retryable",
    "sensitive",
    "synthetic",
    "timestampFormat",
    "type",
    "union",
    "value",
    "wrapper",
    "xmlNamespace",
    "xmlOrder",
};
constexpr std::string_view kMemberKeys[] = {
    "box",           "contextParam",        "deprecated",  "deprecatedMessage", "deprecatedSince",
    "documentation", "endpointdiscoveryid", "eventheader", "eventpayload",      "flattened",
    "hostLabel",     "idempotencyToken",    "jsonvalue",   "location",          "locationName",
    "queryName",     "sensitive",           "shape",       "timestampFormat",   "xmlAttribute",
    "xmlNamespace",
};
static_assert(std::is_sorted(std::begin(kShapeKeys), std::end(kShapeKeys)));
static_assert(std::is_sorted(std::begin(kMemberKeys), std::end(kMemberKeys)));

template <std::size_t size>
SmithyExpected<void> refuse_unknown(const JsonValue& at, const std::string_view (&known)[size]) {
  for (const JsonValue::Member& key : at.members) {
    if (!std::binary_search(std::begin(known), std::end(known), key.name)) {
      return smithy_error(ErrorCode::kUnsupported,
                          fmt::format("{} is not supported and may change messages", key.name),
                          key.value);
    }
  }
  return {};
}

std::unexpected<SmithyError> malformed(std::string message, const JsonValue& at) {
  return smithy_error(ErrorCode::kModelStructure, std::move(message), at);
}

bool is_set(const JsonValue& shape, std::string_view name) noexcept {
  const JsonValue* value = shape.find(name);
  return value != nullptr && value->boolean;
}

SmithyExpected<TimestampFormat> timestamp_format(const JsonValue& value) {
  if (value.text == "iso8601") return TimestampFormat::kDateTime;
  if (value.text == "unixTimestamp") return TimestampFormat::kEpochSeconds;
  if (value.text == "rfc822") return TimestampFormat::kHttpDate;
  return malformed("timestampFormat must be iso8601, unixTimestamp or rfc822", value);
}

bool has_length(ShapeKind kind) noexcept {
  return kind == ShapeKind::kString || kind == ShapeKind::kEnum || kind == ShapeKind::kList ||
         kind == ShapeKind::kMap || kind == ShapeKind::kBlob;
}

// min and max are the length of what has one, else the range.
SmithyExpected<void> read_bounds(const JsonValue& shape, ModelShape& out) {
  const JsonValue* min = shape.find("min");
  const JsonValue* max = shape.find("max");
  if (min == nullptr && max == nullptr) return {};
  const JsonValue& first = min != nullptr ? *min : *max;
  for (const JsonValue* bound : {min, max}) {
    if (bound != nullptr && bound->kind != JsonValue::Kind::kNumber) {
      return malformed("min and max must be numbers", *bound);
    }
  }
  if (!has_length(out.kind)) {
    ModelRange range;
    range.offset = first.begin;
    if (min != nullptr) range.min = min->text;
    if (max != nullptr) range.max = max->text;
    out.traits.range = std::move(range);
    return {};
  }
  ModelLength length;
  length.offset = first.begin;
  for (const auto& [bound, into] : {std::pair{min, &length.min}, std::pair{max, &length.max}}) {
    if (bound == nullptr) continue;
    const char* const last = bound->text.data() + bound->text.size();
    const auto [end, status] = std::from_chars(bound->text.data(), last, *into);
    if (status != std::errc() || end != last) {
      return malformed("a length must be a whole number, 0 or more", *bound);
    }
  }
  if (length.min > length.max) return malformed("min is above max", first);
  out.traits.length = length;
  return {};
}

SmithyExpected<void> read_error(const JsonValue& shape, ModelShape& out) {
  const JsonValue* details = shape.find("error");
  if (details == nullptr && !is_set(shape, "exception")) return {};
  ModelError error;
  error.offset = details == nullptr ? shape.begin : details->begin;
  error.client_fault = !is_set(shape, "fault");
  const JsonValue* status = details == nullptr ? nullptr : details->find("httpStatusCode");
  error.status = error.client_fault ? 400 : 500;
  if (status != nullptr) {
    const auto number = status->integer();
    if (!number || *number < 100 || *number > 999) {
      return malformed("httpStatusCode must be an HTTP status", *status);
    }
    error.status = static_cast<std::uint16_t>(*number);
    error.offset = status->begin;
    error.client_fault = error.client_fault && *number < 500;
  }
  if (const JsonValue* retryable = shape.find("retryable")) {
    error.retryable = true;
    error.throttling = is_set(*retryable, "throttling");
  }
  out.error = error;
  return {};
}

SmithyExpected<void> read_enum(const JsonValue& values, ModelShape& out) {
  if (!values.is_array() || values.items.empty() || out.kind != ShapeKind::kString) {
    return malformed("enum must be an array of strings in a shape of type string", values);
  }
  for (const JsonValue& value : values.items) {
    if (!value.is_string()) return malformed("a value of an enum must be a string", value);
    out.enum_values.push_back(value.text);
  }
  out.kind = ShapeKind::kEnum;
  out.enum_offset = values.begin;
  return {};
}

SmithyExpected<void> read_kind(const JsonValue& shape, ModelShape& out) {
  const std::string_view type = shape.string_or("type", "");
  const auto found = std::find_if(std::begin(kTypes), std::end(kTypes),
                                  [&](const TypeName& each) { return each.name == type; });
  if (found == std::end(kTypes)) {
    return malformed(fmt::format("{} has no type that is known", out.name), shape);
  }
  out.kind = found->kind;
  if (out.kind == ShapeKind::kStructure && is_set(shape, "union")) out.kind = ShapeKind::kUnion;
  if (out.kind == ShapeKind::kStructure && is_set(shape, "document")) {
    out.kind = ShapeKind::kDocument;
  }
  return {};
}

}  // namespace

SmithyExpected<void> read_botocore_shape(const JsonValue& shape, ModelShape& out) {
  if (auto known = refuse_unknown(shape, kShapeKeys); !known) return known;
  if (auto kind = read_kind(shape, out); !kind) return kind;
  out.traits.sensitive = is_set(shape, "sensitive");
  if (auto bounds = read_bounds(shape, out); !bounds) return bounds;
  if (const JsonValue* pattern = shape.find("pattern")) {
    if (!pattern->is_string()) return malformed("pattern must be a string", *pattern);
    out.traits.pattern = ModelPattern{pattern->text, Anchoring::kFull, pattern->begin};
  }
  if (const JsonValue* format = shape.find("timestampFormat")) {
    const auto read = timestamp_format(*format);
    if (!read) return std::unexpected(read.error());
    out.traits.timestamp_format = *read;
  }
  if (const JsonValue* values = shape.find("enum")) {
    if (auto read = read_enum(*values, out); !read) return read;
  }
  if (auto error = read_error(shape, out); !error) return error;
  const ModelTraits& traits = out.traits;
  const bool plain = !traits.refine() && !out.error && out.kind != ShapeKind::kEnum;
  out.prelude = plain && prelude_kind(out.name) == out.kind && out.kind != ShapeKind::kStructure;
  return {};
}

SmithyExpected<ModelTraits> read_botocore_member(const JsonValue& member) {
  if (!member.is_object()) return malformed("an object with a shape is due here", member);
  if (auto known = refuse_unknown(member, kMemberKeys); !known) {
    return std::unexpected(known.error());
  }
  // With a location it is an HTTP binding, which awsJson ignores.
  const JsonValue* name = member.find("locationName");
  if (name != nullptr && member.find("location") == nullptr) {
    return smithy_error(ErrorCode::kUnsupported,
                        "locationName is not supported: a member has its own name in awsJson",
                        *name);
  }
  ModelTraits traits;
  traits.sensitive = is_set(member, "sensitive");
  if (const JsonValue* format = member.find("timestampFormat")) {
    const auto read = timestamp_format(*format);
    if (!read) return std::unexpected(read.error());
    traits.timestamp_format = *read;
  }
  return traits;
}

}  // namespace assay
