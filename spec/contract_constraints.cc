// Second stage: an id, a sentence and a severity for everything that a value can break.
// Sentences follow the validation messages of Smithy's protocol tests.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <optional>
#include <utility>

#include "spec/contract_builder.h"
#include "spec/json_tree.h"

namespace assay {
namespace {

bool is_text(ShapeKind kind) noexcept {
  return kind == ShapeKind::kString || kind == ShapeKind::kEnum;
}
bool is_collection(ShapeKind kind) noexcept {
  return kind == ShapeKind::kList || kind == ShapeKind::kMap;
}

std::string_view type_requirement(const ShapeTable& shape) noexcept {
  switch (shape.kind) {
    case ShapeKind::kStructure:
    case ShapeKind::kUnion:
    case ShapeKind::kMap:
      return "must be a JSON object";
    case ShapeKind::kList:
      return "must be a JSON array";
    case ShapeKind::kString:
    case ShapeKind::kEnum:
      return "must be a JSON string";
    case ShapeKind::kBlob:
      return "must be a JSON string (base64)";
    case ShapeKind::kFloat:
    case ShapeKind::kDouble:
      return "must be a JSON number or one of the strings \"NaN\", \"Infinity\", \"-Infinity\"";
    case ShapeKind::kBoolean:
      return "must be true or false";
    case ShapeKind::kTimestamp:
      if (shape.timestamp_format == TimestampFormat::kEpochSeconds) {
        return "must be a JSON number (epoch seconds)";
      }
      return shape.timestamp_format == TimestampFormat::kDateTime
                 ? "must be a JSON string (date-time)"
                 : "must be a JSON string (http-date)";
    default:
      return "must be a JSON number";
  }
}

std::string_view length_unit(ShapeKind kind) noexcept {
  switch (kind) {
    case ShapeKind::kList:
      return "items";
    case ShapeKind::kMap:
      return "entries";
    case ShapeKind::kBlob:
      return "bytes";
    default:
      return "characters";
  }
}

struct CompiledPattern {
  std::uint32_t index = kNoIndex;  // into patterns; kNoIndex: nothing reads it
  std::optional<Error> refusal;    // why no automaton holds it
  std::string unreadable;          // why PCRE2 does not read it either
};

class ConstraintStage {
 public:
  explicit ConstraintStage(ContractBuilder& builder) : builder_(builder) {}

  bool run() {
    for (ShapeIndex shape = 0; shape < builder_.tables.shapes.size(); ++shape) {
      if (!traits_fit(shape) || !add_constraints(shape)) return false;
    }
    for (ShapeIndex shape = 0; shape < builder_.tables.shapes.size(); ++shape) {
      const ShapeIndex base = builder_.origins[shape].base;
      if (base != kNoIndex) shape_at(shape).required_count = shape_at(base).required_count;
    }
    return true;
  }

 private:
  ShapeTable& shape_at(ShapeIndex shape) { return builder_.tables.shapes[shape]; }

  // A constraint trait on a shape that cannot have it would otherwise be lost silently.
  bool traits_fit(ShapeIndex shape) {
    const ModelTraits& traits = builder_.origins[shape].traits;
    const ShapeKind kind = shape_at(shape).kind;
    if (traits.length && !is_text(kind) && !is_collection(kind) && kind != ShapeKind::kBlob) {
      return builder_.misplaced(builder_.trait("length"), shape, traits.length->offset);
    }
    if (traits.pattern && !is_text(kind)) {
      return builder_.misplaced(builder_.trait("pattern"), shape, traits.pattern->offset);
    }
    if (traits.unique_items && kind != ShapeKind::kList) {
      return builder_.misplaced(builder_.trait("uniqueItems"), shape, *traits.unique_items);
    }
    const std::uint64_t offset = builder_.origins[shape].offset;
    if (traits.sparse && !is_collection(kind))
      return builder_.misplaced(builder_.trait("sparse"), shape, offset);
    if (traits.timestamp_format && kind != ShapeKind::kTimestamp) {
      return builder_.misplaced(builder_.trait("timestampFormat"), shape, offset);
    }
    return true;
  }

  bool add_constraints(ShapeIndex shape) {
    add_type(shape);
    add_length(shape);
    add_enum(shape);
    add_collection(shape);
    add_timestamp_or_blob(shape);
    add_pattern(shape);
    if (!build_number(builder_, shape)) return false;
    add_members(shape);
    return true;
  }

  void add_type(ShapeIndex shape) {
    if (!builder_.origins[shape].is_member || shape_at(shape).kind == ShapeKind::kDocument) return;
    shape_at(shape).type =
        builder_.add_trait(shape, "type", std::string(type_requirement(shape_at(shape))), "",
                           builder_.origins[shape].offset, "the type of the shape");
  }

  void add_length(ShapeIndex shape) {
    const auto& length = builder_.origins[shape].traits.length;
    if (!length) return;
    // No body of 32-bit size can break a maximum beyond 32 bits, none at all a minimum of 0.
    const bool has_max = length->max < kNoIndex;
    const bool has_min = length->min > 0;
    std::string requirement;
    if (length->min > 0 && length->max != UINT64_MAX) {
      requirement = fmt::format("Member must have length between {} and {}, inclusive", length->min,
                                length->max);
    } else if (has_min) {
      requirement = fmt::format("Member must have length greater than or equal to {}", length->min);
    } else {
      requirement = fmt::format("Member must have length less than or equal to {}", length->max);
    }
    const std::string_view unit = length_unit(shape_at(shape).kind);
    if (has_min) {
      shape_at(shape).length_min =
          static_cast<std::uint32_t>(std::min<std::uint64_t>(length->min, kNoIndex));
      shape_at(shape).length_min_id =
          builder_.add_trait(shape, "length.min", requirement, unit, length->offset,
                             builder_.bound("length", "min", std::to_string(length->min)));
    }
    if (has_max) {
      shape_at(shape).length_max = static_cast<std::uint32_t>(length->max);
      shape_at(shape).length_max_id =
          builder_.add_trait(shape, "length.max", requirement, unit, length->offset,
                             builder_.bound("length", "max", std::to_string(length->max)));
    }
  }

  void add_enum(ShapeIndex shape) {
    const ModelShape& origin = *builder_.origins[shape].shape;
    std::string values;
    if (origin.kind == ShapeKind::kEnum) {
      values = fmt::format("{}", fmt::join(origin.enum_values, ", "));
    } else if (origin.kind == ShapeKind::kIntEnum) {
      values = fmt::format("{}", fmt::join(origin.int_enum_values, ", "));
    } else {
      return;
    }
    shape_at(shape).enum_id = builder_.add_trait(
        shape, "enum", fmt::format("Member must satisfy enum value set: [{}]", values), "",
        origin.enum_offset, "the values of the enum");
  }

  void add_collection(ShapeIndex shape) {
    ShapeTable& table = shape_at(shape);
    if (is_collection(table.kind) && !table.sparse) {
      const std::uint32_t last = table.first_member + table.member_count - 1;
      const MemberTable& element = builder_.tables.members[last];
      // Null is a value of a document.
      if (shape_at(element.target).kind != ShapeKind::kDocument) {
        const std::string_view what = table.kind == ShapeKind::kList ? "items" : "values";
        const ConstraintIndex dense =
            builder_.add_trait(shape, "dense", fmt::format("{} must not be null", what), "",
                               builder_.origins[shape].offset, "not " + builder_.trait("sparse"));
        shape_at(shape).dense = dense;
      }
    }
    if (const auto& unique = builder_.origins[shape].traits.unique_items) {
      shape_at(shape).unique = builder_.add_trait(shape, "unique", "Member must have unique values",
                                                  "", *unique, builder_.trait("uniqueItems"));
    }
    if (shape_at(shape).kind == ShapeKind::kUnion) {
      shape_at(shape).one_member = builder_.add_by_kind(
          shape, "one-member", "must have exactly one member that is not null", "a union");
    }
  }

  void add_timestamp_or_blob(ShapeIndex shape) {
    const ShapeKind kind = shape_at(shape).kind;
    if (kind == ShapeKind::kBlob) {
      shape_at(shape).format =
          builder_.add_by_kind(shape, "format", "must be base64 with padding", "a blob");
    }
    if (kind != ShapeKind::kTimestamp) return;
    if (shape_at(shape).timestamp_format == TimestampFormat::kDateTime) {
      shape_at(shape).format =
          builder_.add_by_kind(shape, "format",
                               "must be a date-time: a calendar date, T, a time and Z, "
                               "as in 1985-04-12T23:20:50.52Z",
                               "timestampFormat date-time");
      shape_at(shape).tolerated = builder_.add_by_kind(
          shape, "tolerated",
          "a date-time has upper-case T and Z, no numeric offset, no second 60 and at "
          "most 3 fraction digits",
          "timestampFormat date-time", Severity::kNote);
    } else if (shape_at(shape).timestamp_format == TimestampFormat::kHttpDate) {
      shape_at(shape).format = builder_.add_by_kind(
          shape, "format", "must be an http-date, as in Tue, 29 Apr 2014 18:30:38 GMT",
          "timestampFormat http-date");
    }
  }

  void add_pattern(ShapeIndex shape) {
    const auto& pattern = builder_.origins[shape].traits.pattern;
    if (!pattern) return;
    const std::pair key{pattern->text, pattern->anchoring};
    auto known = patterns_.find(key);
    if (known == patterns_.end()) {
      PatternOptions options;
      options.anchoring = pattern->anchoring;
      options.shared_steps = &pattern_steps_;
      known = patterns_.emplace(key, compile(*pattern, options)).first;
    }
    const CompiledPattern& compiled = known->second;
    if (compiled.refusal) note_refusal(shape, *pattern, compiled);
    if (compiled.index == kNoIndex) return;
    shape_at(shape).pattern = compiled.index;
    shape_at(shape).pattern_id = builder_.add_trait(
        shape, "pattern",
        fmt::format("Member must satisfy regular expression pattern: {}", pattern->text), "",
        pattern->offset, fmt::format("{}, {}", builder_.trait("pattern"), pattern->text));
  }

  CompiledPattern compile(const ModelPattern& pattern, PatternOptions options) {
    CompiledPattern result;
    PatternTable table;
    if (auto automaton = compile_pattern(pattern.text, options)) {
      table.automaton = std::move(*automaton);
    } else {
      result.refusal = std::move(automaton.error());
      auto fallback = FallbackPattern::compile(pattern.text, pattern.anchoring);
      if (!fallback) {
        result.unreadable = std::move(fallback.error().message);
        return result;
      }
      table.fallback = std::make_shared<const FallbackPattern>(std::move(*fallback));
      auto candidates = compile_pattern(without_look_around(pattern.text), options);
      if (candidates && result.refusal->code == ErrorCode::kPatternRefused) {
        table.automaton = std::move(*candidates);
      }
    }
    table.source = builder_.keep(pattern.text);
    result.index = static_cast<std::uint32_t>(builder_.tables.patterns.size());
    builder_.tables.patterns.push_back(std::move(table));
    return result;
  }

  // Neither is an error: the rest of the model is as good as without this pattern.
  void note_refusal(ShapeIndex shape, const ModelPattern& pattern,
                    const CompiledPattern& compiled) {
    const bool readable = compiled.index != kNoIndex;
    NewConstraint constraint;
    constraint.id = fmt::format("{}@pattern.unchecked", shape_at(shape).name);
    constraint.requirement =
        readable ? fmt::format("pattern not decided within {} steps of PCRE2: {}", kFallbackSteps,
                               pattern.text)
                 : fmt::format("pattern not checked, since nothing reads it ({}): {}",
                               compiled.unreadable, pattern.text);
    constraint.severity = Severity::kNote;
    constraint.shape = shape;
    constraint.sources.push_back(builder_.model_source(
        pattern.offset, fmt::format("{}, {}", builder_.trait("pattern"), pattern.text)));
    shape_at(shape).pattern_unchecked = builder_.add(std::move(constraint));

    const std::string_view token = builder_.model.text.substr(pattern.offset);
    const TextPlace place = place_of(
        builder_.model.text, pattern.offset + offset_in_string(token, compiled.refusal->offset));
    ContractNote note;
    note.kind =
        readable ? ContractNote::Kind::kFallbackPattern : ContractNote::Kind::kUncheckedPattern;
    note.id = builder_.keep(fmt::format("{}/{}@pattern{}", builder_.tables.service,
                                        shape_at(shape).name, readable ? "" : ".unchecked"));
    note.reason = builder_.keep(
        readable ? compiled.refusal->message
                 : fmt::format("{}; {}", compiled.refusal->message, compiled.unreadable));
    note.line = place.line;
    note.column = place.column;
    builder_.tables.notes.push_back(note);
  }

  void add_members(ShapeIndex shape) {
    if (shape_at(shape).kind != ShapeKind::kStructure) return;
    if (builder_.origins[shape].base != kNoIndex) return;  // the members are the base's
    const ModelShape& origin = *builder_.origins[shape].shape;
    for (std::uint32_t i = 0; i < origin.members.size(); ++i) {
      const ModelMember& member = origin.members[i];
      if (!member.traits.required) continue;
      NewConstraint constraint;
      constraint.id = fmt::format("{}.{}@required", shape_at(shape).name, member.name);
      constraint.requirement = "Member must not be null";
      constraint.shape = shape;
      constraint.sources.push_back(
          builder_.model_source(*member.traits.required, builder_.trait("required")));
      MemberTable& table = builder_.tables.members[shape_at(shape).first_member + i];
      table.required = builder_.add(std::move(constraint));
      table.required_bit = shape_at(shape).required_count++;
    }
  }

  ContractBuilder& builder_;
  std::uint64_t pattern_steps_ = kStepsOfAllPatterns;
  std::map<std::pair<std::string, Anchoring>, CompiledPattern> patterns_;
};

}  // namespace

bool build_constraints(ContractBuilder& builder) { return ConstraintStage(builder).run(); }

}  // namespace assay
