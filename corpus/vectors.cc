#include "corpus/vectors.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "corpus/message_flags.h"
#include "corpus/string_sampler.h"
#include "corpus/string_vectors.h"
#include "corpus/vector_parts.h"
#include "corpus/vector_values.h"

namespace assay {
namespace {

constexpr std::ptrdiff_t kMostFrames = 2;  // in requests, and as many in responses and errors

bool is_text(const ShapeTable& shape) {
  return shape.kind == ShapeKind::kString || shape.kind == ShapeKind::kEnum ||
         shape.kind == ShapeKind::kBlob ||
         (shape.kind == ShapeKind::kTimestamp &&
          shape.timestamp_format != TimestampFormat::kEpochSeconds);
}

using TimestampTexts = std::map<TimestampFormat, StringVectors>;

// Where values of a shape stand in the messages of the operations.
struct ShapeUse {
  std::vector<VectorFrame> frames;
  bool read = false;  // in responses or errors, which clients read

  bool has_room(VectorKind kind) const {
    const bool request = kind == VectorKind::kRequest;
    return std::ranges::count_if(frames, [&](const VectorFrame& frame) {
             return (frame.kind == VectorKind::kRequest) == request;
           }) < kMostFrames;
  }
};
using Places = std::map<ShapeIndex, ShapeUse>;

Places places_of(const Contract& contract, const std::vector<OperationIndex>& operations) {
  std::vector<BodyRoot> roots;
  for (const OperationIndex operation : operations) {
    for (const BodyRoot& root : bodies_of(contract, operation)) roots.push_back(root);
  }
  for (const BodyRoot& root : errors_of(contract, operations)) roots.push_back(root);
  Places places;
  for (const BodyRoot& root : roots) {
    std::set<ShapeIndex> here;
    for (const ShapePlace& place : places_below(contract.tables(), root.shape)) {
      ShapeUse& use = places[place.shape];
      use.read = use.read || root.kind != VectorKind::kRequest;
      if (!use.has_room(root.kind) || is_map_key(contract.tables(), root.shape, place)) continue;
      if (!here.insert(place.shape).second) continue;
      if (auto frame = frame_at(contract, root, place)) use.frames.push_back(std::move(*frame));
    }
  }
  return places;
}

// Shapes in the order of their names.
std::vector<ShapeIndex> by_name(const Contract& contract, const Places& places) {
  std::vector<ShapeIndex> shapes;
  for (const auto& [shape, use] : places) shapes.push_back(shape);
  std::ranges::sort(shapes, {}, [&](ShapeIndex shape) { return contract.shape_name(shape); });
  return shapes;
}

// The family of an origin ("hsi") and what follows it.
std::pair<std::string, std::string> split_origin(const std::string& origin) {
  const std::size_t slash = origin.find('/');
  if (slash == std::string::npos) return {origin, ""};
  return {origin.substr(0, slash), origin.substr(slash + 1)};
}

// The texts of a constraint. Those of timestamps depend on the format alone, and many shapes share
// one: `timestamps` keeps them.
Expected<StringVectors> derive_texts(const ContractTables& tables, const ShapeTable& shape,
                                     VectorTier tier, TimestampTexts& timestamps) {
  if (shape.kind == ShapeKind::kEnum) return derive_enum_vectors(tables, shape, tier);
  if (shape.kind != ShapeKind::kTimestamp) return derive_string_vectors(tables, shape, tier);
  const auto found = timestamps.find(shape.timestamp_format);
  if (found != timestamps.end()) return found->second;
  auto derived = derive_timestamp_vectors(shape.timestamp_format, tier);
  if (derived) timestamps.emplace(shape.timestamp_format, *derived);
  return derived;
}

Expected<bool> add_texts(const Contract& contract, VectorTier tier, TimestampTexts& timestamps,
                         VectorGroup& group) {
  const ContractTables& tables = contract.tables();
  const ShapeTable& shape = tables.shapes[group.shape];
  const bool timestamp = shape.kind == ShapeKind::kTimestamp;
  auto derived = derive_texts(tables, shape, tier, timestamps);
  if (!derived) return std::unexpected(std::move(derived.error()));
  group.theorem = std::move(derived->theorem);
  VectorGroupBuilder builder(contract, group);
  for (StringVector& vector : derived->vectors) {
    std::vector<ConstraintIndex> broken;
    if (!timestamp) {
      broken = broken_string_constraints(tables, shape, vector.text);
      if (shape.pattern == kNoIndex && shape.pattern_unchecked != kNoIndex) {
        broken.push_back(shape.pattern_unchecked);
      }
    } else if (vector.verdict == VectorVerdict::kInvalid) {
      broken.push_back(shape.format != kNoIndex ? shape.format : shape.type);
    } else if (vector.verdict == VectorVerdict::kTolerated) {
      // Only texts that date-time tolerates are worth a note.
      if (shape.tolerated != kNoIndex) broken.push_back(shape.tolerated);
    }
    VectorCase one;
    auto [family, rest] = split_origin(vector.origin);
    one.bytes = std::move(vector.text);
    one.origin = std::move(rest);
    one.instant = vector.instant;
    if (!timestamp) {
      builder.add(std::move(one), std::move(broken), names_of_flags(vector.flags), family);
    } else {
      const ClientRule client = timestamp_rule(shape.timestamp_format, vector.verdict, one.bytes);
      builder.add(std::move(one), std::move(broken), names_of_flags(vector.flags), family, client);
    }
  }
  return true;
}

bool is_constrained_string(const ShapeTable& shape) {
  return shape.length_min_id != kNoIndex || shape.length_max_id != kNoIndex ||
         shape.pattern != kNoIndex;
}

}  // namespace

ClientRule timestamp_rule(TimestampFormat format, VectorVerdict verdict, std::string_view text) {
  if (verdict == VectorVerdict::kInvalid) return ClientRule::kShouldReject;
  if (verdict == VectorVerdict::kValid) {
    const bool edge = text.starts_with("0001") || text.starts_with("9999");
    return edge ? ClientRule::kShouldAccept : ClientRule::kMustAccept;
  }
  // Of the other formats no form has become usual beside the one that is prescribed.
  if (format != TimestampFormat::kDateTime) return ClientRule::kMayAccept;
  if (text.find_first_of("tz") != std::string_view::npos) return ClientRule::kMayAccept;
  if (text.size() > 19 && text.substr(17, 2) == "60") return ClientRule::kMayAccept;
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return ClientRule::kShouldAccept;
  std::size_t digits = 0;
  while (dot + 1 + digits < text.size() && text[dot + 1 + digits] >= '0' &&
         text[dot + 1 + digits] <= '9') {
    ++digits;
  }
  const bool usual = digits <= 3 || digits == 6 || digits == 9;
  return usual ? ClientRule::kShouldAccept : ClientRule::kMayAccept;
}

VectorGroup value_group(const Contract& contract, ShapeIndex shape, VectorKind kind) {
  VectorGroup group;
  group.id = fmt::format("{}/{}", contract.service(), contract.shape_name(shape));
  group.title = fmt::format("Values of {}", contract.shape_name(shape));
  group.kind = kind;
  group.shape = shape;
  return group;
}

namespace {

// A group without sets where nothing of the shape can vary.
Expected<VectorGroup> value_vectors(const Contract& contract, const DeriveOptions& options,
                                    TimestampTexts& timestamps, ShapeIndex index) {
  const ShapeTable& shape = contract.tables().shapes[index];
  VectorGroup group =
      value_group(contract, index, is_text(shape) ? VectorKind::kText : VectorKind::kJson);
  switch (shape.kind) {
    case ShapeKind::kString:
      if (!is_constrained_string(shape)) break;
      [[fallthrough]];
    case ShapeKind::kEnum:
    case ShapeKind::kTimestamp: {
      auto added = add_texts(contract, options.tier, timestamps, group);
      if (!added) return std::unexpected(std::move(added.error()));
      break;
    }
    case ShapeKind::kBlob:
      add_blob_cases(contract, group);
      break;
    case ShapeKind::kList:
    case ShapeKind::kMap:
    case ShapeKind::kUnion:
      add_collection_cases(contract, group);
      break;
    case ShapeKind::kStructure:
    case ShapeKind::kDocument:
    case ShapeKind::kBoolean:
      break;
    default:
      add_number_cases(contract, group);
      break;
  }
  return group;
}

}  // namespace

Expected<bool> derive_vectors(const Contract& contract, const DeriveOptions& options,
                              const VectorSink& sink) {
  const std::vector<OperationIndex> operations = operations_of(contract, options);
  Places places = places_of(contract, operations);
  TimestampTexts timestamps;
  VectorFile others;
  others.name = "values/other";
  others.title = "Values of numbers, blobs, lists, maps and unions";
  for (const ShapeIndex shape : by_name(contract, places)) {
    auto group = value_vectors(contract, options, timestamps, shape);
    if (!group) return std::unexpected(std::move(group.error()));
    if (group->sets.empty()) continue;
    const ShapeUse& use = places[shape];
    group->frames = use.frames;
    for (VerdictSet& set : group->sets) {
      if (!use.read) set.client = ClientRule::kNone;
    }
    const ShapeKind kind = contract.tables().shapes[shape].kind;
    if (kind != ShapeKind::kString && kind != ShapeKind::kEnum && kind != ShapeKind::kTimestamp) {
      others.groups.push_back(std::move(*group));
      continue;
    }
    VectorFile file;
    file.name = fmt::format("values/{}", contract.shape_name(shape));
    file.title = group->title;
    file.groups.push_back(std::move(*group));
    if (!sink(std::move(file))) return false;
  }
  const bool small = options.tier == VectorTier::kSmall;
  if (small && !others.groups.empty() && !sink(std::move(others))) return false;
  for (const OperationIndex operation : operations) {
    if (!sink(message_vectors(contract, options, operation))) return false;
  }
  if (!sink(error_vectors(contract, options))) return false;
  if (!small) return true;
  if (!sink(text_vectors(contract, options))) return false;
  auto http = http_vectors(contract, options);
  if (!http) return std::unexpected(std::move(http.error()));
  return sink(std::move(*http));
}

}  // namespace assay
