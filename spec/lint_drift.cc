#include "spec/lint_drift.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "spec/contract_tables.h"
#include "spec/lint_context.h"
#include "spec/lint_drift_strings.h"
#include "spec/lint_language.h"

namespace assay {
namespace {

// A shape as one model uses it.
struct Use {
  const ModelShape* shape = nullptr;
  ModelTraits traits;
  std::uint64_t offset = 0;
};

std::string_view kind_name(ShapeKind kind) noexcept {
  switch (kind) {
    case ShapeKind::kStructure:
      return "a structure";
    case ShapeKind::kUnion:
      return "a union";
    case ShapeKind::kList:
      return "a list";
    case ShapeKind::kMap:
      return "a map";
    case ShapeKind::kString:
    case ShapeKind::kEnum:
      return "a string";
    case ShapeKind::kBlob:
      return "a blob";
    case ShapeKind::kByte:
      return "an integer of 8 bits";
    case ShapeKind::kShort:
      return "an integer of 16 bits";
    case ShapeKind::kInteger:
    case ShapeKind::kIntEnum:
      return "an integer of 32 bits";
    case ShapeKind::kLong:
      return "an integer of 64 bits";
    case ShapeKind::kBigInteger:
      return "an integer of any size";
    case ShapeKind::kFloat:
    case ShapeKind::kDouble:
      return "a floating-point number";
    case ShapeKind::kBigDecimal:
      return "a decimal number of any size";
    case ShapeKind::kBoolean:
      return "a boolean";
    case ShapeKind::kTimestamp:
      return "a timestamp";
    case ShapeKind::kDocument:
      return "a document";
  }
  return "unknown";
}

std::string_view format_name(TimestampFormat format) noexcept {
  switch (format) {
    case TimestampFormat::kDateTime:
      return "a date-time";
    case TimestampFormat::kEpochSeconds:
      return "epoch seconds";
    case TimestampFormat::kHttpDate:
      break;
  }
  return "an http-date";
}

class Drift {
 public:
  Drift(const LintSide& ours, const LintSide& theirs)
      : ours_(ours), theirs_(theirs), context_(ours.model) {}

  std::vector<LintFinding> run() {
    const auto& our_operations = ours_.model.operations;
    const auto& their_operations = theirs_.model.operations;
    const auto named = [](const std::vector<ModelOperation>& all, std::string_view name) {
      return std::find_if(all.begin(), all.end(),
                          [&](const ModelOperation& each) { return each.name == name; });
    };
    for (const ModelOperation& operation : our_operations) {
      const auto other = named(their_operations, operation.name);
      if (other != their_operations.end()) {
        compare_operations(operation, *other);
      } else {
        add("operation", operation.name, operation.offset,
            fmt::format("{} is in this model only", operation.name));
      }
    }
    for (const ModelOperation& operation : their_operations) {
      if (named(our_operations, operation.name) != our_operations.end()) continue;
      add("operation", operation.name, 0,
          fmt::format("{} is in the other model only", operation.name));
    }
    return context_.take();
  }

 private:
  LintFinding& add(std::string_view rule, std::string at, std::uint64_t offset,
                   std::string message) {
    return context_.add(fmt::format("lint/drift.{}", rule), std::move(at), offset,
                        std::move(message));
  }

  static Use use_of(const LintSide& side, std::uint32_t shape, std::uint64_t offset) {
    const ModelShape& found = side.model.shapes[shape];
    return {&found, found.traits, found.prelude ? offset : found.offset};
  }
  static Use use_of(const LintSide& side, const ModelMember& member) {
    const ModelShape& found = side.model.shapes[member.target];
    return {&found, merged_traits(found.traits, member.traits), member.offset};
  }

  void compare_operations(const ModelOperation& ours, const ModelOperation& theirs) {
    const auto compare_body = [&](std::uint32_t our_shape, std::uint32_t their_shape,
                                  std::string_view role) {
      // A body that is not described cannot drift.
      if (our_shape == kNoIndex || their_shape == kNoIndex) return;
      compare(use_of(ours_, our_shape, ours.offset), use_of(theirs_, their_shape, theirs.offset),
              fmt::format("{} {}", ours.name, role));
    };
    compare_body(ours.input, theirs.input, "input");
    compare_body(ours.output, theirs.output, "output");
    const auto errors = [](const LintSide& side, const ModelOperation& operation) {
      std::map<std::string_view, std::uint32_t> out;
      for (const std::uint32_t error : operation.errors) {
        out.emplace(side.model.shapes[error].name, error);
      }
      return out;
    };
    const auto our_errors = errors(ours_, ours), their_errors = errors(theirs_, theirs);
    for (const auto& [name, index] : our_errors) {
      const auto other = their_errors.find(name);
      if (other == their_errors.end()) {
        add("error", ours.name, ours.offset,
            fmt::format("{} declares the error {} in this model only", ours.name, name));
        continue;
      }
      compare_statuses(index, other->second);
      compare(use_of(ours_, index, ours.offset), use_of(theirs_, other->second, theirs.offset),
              std::string(name));
    }
    for (const auto& [name, index] : their_errors) {
      if (our_errors.contains(name)) continue;
      add("error", ours.name, ours.offset,
          fmt::format("{} declares the error {} in the other model only", ours.name, name));
    }
  }

  // The statuses that a model with its documented ones allows.
  static std::set<std::uint16_t> statuses(const LintSide& side, const ModelShape& error) {
    std::set<std::uint16_t> out = {error.error->status};
    if (side.contract == nullptr) return out;
    for (const ErrorTable& table : side.contract->tables().errors) {
      if (table.name == error.name && table.documented_status != 0) {
        out.insert(table.documented_status);
      }
    }
    return out;
  }

  void compare_statuses(std::uint32_t ours, std::uint32_t theirs) {
    const ModelShape& our_error = ours_.model.shapes[ours];
    const ModelShape& their_error = theirs_.model.shapes[theirs];
    if (!our_error.error || !their_error.error || !seen_errors_.insert(ours).second) return;
    const auto our_statuses = statuses(ours_, our_error);
    const auto their_statuses = statuses(theirs_, their_error);
    if (our_statuses == their_statuses) return;
    LintFinding& finding = add("status", our_error.name, our_error.error->offset,
                               fmt::format("this model allows status {} for {}, the other one {}",
                                           fmt::join(our_statuses, " and "), our_error.name,
                                           fmt::join(their_statuses, " and ")));
    const auto only = [&](const std::set<std::uint16_t>& in, const std::set<std::uint16_t>& not_in,
                          const char* label) {
      for (const std::uint16_t status : in) {
        if (!not_in.contains(status)) finding.witnesses.push_back({label, std::to_string(status)});
      }
    };
    only(our_statuses, their_statuses, kOnlyOurs);
    only(their_statuses, our_statuses, kOnlyTheirs);
  }

  void compare(const Use& ours, const Use& theirs, const std::string& at) {
    // A pair of shapes is compared once, however many members lead to it; refined uses by place.
    if (!seen_.insert({ours.shape, theirs.shape, ours.offset, theirs.offset}).second) return;
    if (ours.traits.sensitive != theirs.traits.sensitive) {
      add("sensitive", at, ours.offset,
          fmt::format("{} is sensitive in {} model only", at,
                      ours.traits.sensitive ? "this" : "the other"));
    }
    const std::string_view our_kind = kind_name(ours.shape->kind);
    const std::string_view their_kind = kind_name(theirs.shape->kind);
    if (our_kind != their_kind) {
      add("type", at, ours.offset,
          fmt::format("{} is {} in this model and {} in the other", at, our_kind, their_kind));
      return;
    }
    compare_lengths(ours, theirs, at);
    compare_ranges(ours, theirs, at);
    switch (ours.shape->kind) {
      case ShapeKind::kStructure:
      case ShapeKind::kUnion:
        compare_members(ours, theirs, at);
        break;
      case ShapeKind::kList:
      case ShapeKind::kMap:
        compare_elements(ours, theirs, at);
        break;
      case ShapeKind::kString:
      case ShapeKind::kEnum:
        compare_strings(ours, theirs, at);
        break;
      case ShapeKind::kInteger:
      case ShapeKind::kIntEnum:
        compare_integer_enums(ours, theirs, at);
        break;
      case ShapeKind::kTimestamp:
        compare_timestamps(ours, theirs, at);
        break;
      default:
        break;
    }
  }

  // Of strings, the languages say whether a bound matters.
  void compare_lengths(const Use& ours, const Use& theirs, const std::string& at) {
    if (ours.shape->kind == ShapeKind::kString || ours.shape->kind == ShapeKind::kEnum) return;
    const ModelLength our_length = ours.traits.length.value_or(ModelLength{});
    const ModelLength their_length = theirs.traits.length.value_or(ModelLength{});
    const std::uint64_t place = ours.traits.length ? our_length.offset : ours.offset;
    const auto bound = [](std::uint64_t value) {
      return value == UINT64_MAX ? std::string("none") : std::to_string(value);
    };
    if (our_length.min != their_length.min) {
      add("length", at, place,
          fmt::format("the minimum length of {} is {} in this model and {} in the other", at,
                      our_length.min, their_length.min))
          .witnesses.push_back(
              {our_length.min < their_length.min ? kOnlyOurs : kOnlyTheirs,
               fmt::format("length {}", std::min(our_length.min, their_length.min))});
    }
    if (our_length.max != their_length.max) {
      add("length", at, place,
          fmt::format("the maximum length of {} is {} in this model and {} in the other", at,
                      bound(our_length.max), bound(their_length.max)))
          .witnesses.push_back(
              {our_length.max > their_length.max ? kOnlyOurs : kOnlyTheirs,
               fmt::format("length {}", std::min(our_length.max, their_length.max) + 1)});
    }
  }

  void compare_ranges(const Use& ours, const Use& theirs, const std::string& at) {
    const ModelRange our_range = ours.traits.range.value_or(ModelRange{});
    const ModelRange their_range = theirs.traits.range.value_or(ModelRange{});
    const auto bound = [](const std::string& text) { return text.empty() ? "none" : text; };
    const auto compare_bound = [&](std::string_view name, const std::string& our_bound,
                                   const std::string& their_bound) {
      if (same_bound(our_bound, their_bound)) return;
      add("range", at, ours.traits.range ? our_range.offset : ours.offset,
          fmt::format("the {} of {} is {} in this model and {} in the other", name, at,
                      bound(our_bound), bound(their_bound)));
    };
    compare_bound("minimum", our_range.min, their_range.min);
    compare_bound("maximum", our_range.max, their_range.max);
  }

  void compare_members(const Use& ours, const Use& theirs, const std::string& at) {
    const auto named = [](const ModelShape& shape, std::string_view name) {
      return std::find_if(shape.members.begin(), shape.members.end(),
                          [&](const ModelMember& member) { return member.name == name; });
    };
    for (const ModelMember& member : ours.shape->members) {
      const std::string place = fmt::format("{}/{}", at, member.name);
      const auto other = named(*theirs.shape, member.name);
      if (other == theirs.shape->members.end()) {
        add("member", place, member.offset, fmt::format("{} is in this model only", place));
        continue;
      }
      if (member.traits.required.has_value() != other->traits.required.has_value()) {
        add("required", place, member.offset,
            fmt::format("{} is required in {} model only", place,
                        member.traits.required ? "this" : "the other"))
            .witnesses.push_back(
                {member.traits.required ? kOnlyTheirs : kOnlyOurs, "a message without it"});
      }
      compare(use_of(ours_, member), use_of(theirs_, *other), place);
    }
    for (const ModelMember& member : theirs.shape->members) {
      if (named(*ours.shape, member.name) != ours.shape->members.end()) continue;
      const std::string place = fmt::format("{}/{}", at, member.name);
      add("member", place, ours.offset, fmt::format("{} is in the other model only", place));
    }
  }

  void compare_elements(const Use& ours, const Use& theirs, const std::string& at) {
    if (ours.traits.sparse != theirs.traits.sparse) {
      add("type", at, ours.offset,
          fmt::format("{} may hold null in {} model only", at,
                      ours.traits.sparse ? "this" : "the other"))
          .witnesses.push_back({ours.traits.sparse ? kOnlyOurs : kOnlyTheirs, "[null]"});
    }
    if (ours.traits.unique_items.has_value() != theirs.traits.unique_items.has_value()) {
      add("type", at, ours.offset,
          fmt::format("{} must have unique items in {} model only", at,
                      ours.traits.unique_items ? "this" : "the other"));
    }
    for (std::size_t i = 0; i < std::min(ours.shape->members.size(), theirs.shape->members.size());
         ++i) {
      const ModelMember& element = ours.shape->members[i];
      const std::string place =
          fmt::format("{}/{}", at, element.name == "key" ? std::string_view("{key}") : "*");
      compare(use_of(ours_, element), use_of(theirs_, theirs.shape->members[i]), place);
    }
  }

  void compare_strings(const Use& ours, const Use& theirs, const std::string& at) {
    const bool our_enum = ours.shape->kind == ShapeKind::kEnum;
    const bool their_enum = theirs.shape->kind == ShapeKind::kEnum;
    if (our_enum && their_enum) {
      compare_values(ours.shape->enum_values, theirs.shape->enum_values, ours, at);
      return;
    }
    const std::uint64_t place = ours.traits.pattern ? ours.traits.pattern->offset : ours.offset;
    for (StringDrift& drift :
         string_drift({*ours.shape, ours.traits}, {*theirs.shape, theirs.traits}, at)) {
      const std::uint64_t offset =
          drift.rule == "length" && ours.traits.length ? ours.traits.length->offset : place;
      add(drift.rule, at, offset, std::move(drift.message)).witnesses = std::move(drift.witnesses);
    }
  }

  template <typename Value>
  void compare_values(const std::vector<Value>& ours, const std::vector<Value>& theirs,
                      const Use& use, const std::string& at) {
    const std::set<Value> our_values(ours.begin(), ours.end());
    const std::set<Value> their_values(theirs.begin(), theirs.end());
    if (our_values == their_values) return;
    LintFinding& finding =
        add("enum", at, use.shape->enum_offset, fmt::format("the enum values of {} differ", at));
    for (const Value& value : our_values) {
      if (!their_values.contains(value)) {
        finding.witnesses.push_back({kOnlyOurs, fmt::format("{}", value)});
      }
    }
    for (const Value& value : their_values) {
      if (!our_values.contains(value)) {
        finding.witnesses.push_back({kOnlyTheirs, fmt::format("{}", value)});
      }
    }
  }

  void compare_integer_enums(const Use& ours, const Use& theirs, const std::string& at) {
    if (ours.shape->kind == theirs.shape->kind) {
      compare_values(ours.shape->int_enum_values, theirs.shape->int_enum_values, ours, at);
      return;
    }
    add("enum", at, ours.offset,
        fmt::format("{} is closed to a set of values in {} model only", at,
                    ours.shape->kind == ShapeKind::kIntEnum ? "this" : "the other"));
  }

  void compare_timestamps(const Use& ours, const Use& theirs, const std::string& at) {
    const TimestampFormat our_format =
        ours.traits.timestamp_format.value_or(TimestampFormat::kEpochSeconds);
    const TimestampFormat their_format =
        theirs.traits.timestamp_format.value_or(TimestampFormat::kEpochSeconds);
    if (our_format == their_format) return;
    add("type", at, ours.offset,
        fmt::format("{} is {} in this model and {} in the other", at, format_name(our_format),
                    format_name(their_format)));
  }

  const LintSide& ours_;
  const LintSide& theirs_;
  LintContext context_;
  std::set<std::tuple<const ModelShape*, const ModelShape*, std::uint64_t, std::uint64_t>> seen_;
  std::set<std::uint32_t> seen_errors_;
};

}  // namespace

std::vector<LintFinding> lint_drift(const LintSide& model, const LintSide& other) {
  return Drift(model, other).run();
}

}  // namespace assay
