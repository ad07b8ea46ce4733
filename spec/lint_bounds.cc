// Lengths against patterns, ranges against themselves, enum values against their own shape.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "spec/automaton_algebra.h"
#include "spec/lint_context.h"
#include "spec/lint_lengths.h"
#include "spec/utf8.h"

namespace assay {
namespace {

std::uint64_t scalars_in(std::string_view text) noexcept {
  return static_cast<std::uint64_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

bool is_text(ShapeKind kind) noexcept {
  return kind == ShapeKind::kString || kind == ShapeKind::kEnum;
}

void empty_language(LintContext& context, const LintShape& shape, const LintPattern& pattern) {
  context.mark_empty(shape.name);
  context.add("lint/shape.empty", shape.name, shape.traits.pattern->offset,
              fmt::format("{} accepts no string: nothing matches its pattern {}", shape.name,
                          pattern.text));
}

void nothing_of_length(LintContext& context, const LintShape& shape, const LintPattern& pattern,
                       const ModelLength& length, const LengthRange& accepted) {
  const auto range = [](std::uint64_t min, std::uint64_t max, std::uint64_t unbounded) {
    if (max == unbounded) return fmt::format("{} or more", min);
    return min == max ? fmt::format("{}", min) : fmt::format("{} to {}", min, max);
  };
  context.mark_empty(shape.name);
  LintFinding& finding = context.add(
      "lint/shape.empty", shape.name, length.offset,
      fmt::format("{} accepts no string: its length must be {} characters, but what matches its "
                  "pattern has {}",
                  shape.name, range(length.min, length.max, UINT64_MAX),
                  range(accepted.min, accepted.max, LengthRange::kUnbounded)));
  finding.witnesses.push_back(
      {"shortest match of the pattern", *shortest_accepted(*pattern.language)});
}

void check_min(LintContext& context, const LintShape& shape, const LintPattern& pattern,
               const ModelLength& length, const LengthRange& accepted, const LengthLayers& layers) {
  if (length.min == 0) return;
  if (accepted.min > length.min) {
    LintFinding& finding = context.add(
        "lint/length.min-unreachable", shape.name, length.offset,
        fmt::format("minimum length {} is unreachable: the shortest match of the pattern has {}",
                    length.min, characters(accepted.min)));
    finding.witnesses.push_back({"shortest match", *shortest_accepted(*pattern.language)});
  } else if (accepted.min == length.min) {
    context.add("lint/length.implied", shape.name, length.offset,
                fmt::format("minimum length {} and the pattern {} say one thing twice: nothing "
                            "shorter matches",
                            length.min, pattern.text));
  } else if (!layers.accepts(length.min)) {
    const std::optional<std::uint64_t> first = layers.first_from(length.min);
    LintFinding& finding = context.add(
        "lint/length.min-unreachable", shape.name, length.offset,
        fmt::format("minimum length {0} is unreachable: no match of the pattern has {1}, the next "
                    "longer one has {2}",
                    length.min, characters(length.min), first.value_or(0)));
    if (first && *first <= LengthLayers::kMaxWitness) {
      finding.witnesses.push_back({"shortest allowed", layers.example(*first)});
    }
  } else if (accepted.min == 0 && length.min == 1) {
    context.add("lint/length.implied", shape.name, length.offset,
                fmt::format("minimum length 1 takes back the empty string that the pattern {} "
                            "allows: let one of the two say it",
                            pattern.text));
  }
}

void check_max(LintContext& context, const LintShape& shape, const LintPattern& pattern,
               const ModelLength& length, const LengthRange& accepted, const LengthLayers& layers) {
  if (length.max == UINT64_MAX) return;
  if (accepted.max == length.max) {
    context.add("lint/length.implied", shape.name, length.offset,
                fmt::format("maximum length {} and the pattern {} say one thing twice: nothing "
                            "longer matches",
                            length.max, pattern.text));
    return;
  }
  if (layers.accepts(length.max)) return;
  const std::uint64_t longest = layers.last().value_or(0);
  LintFinding& finding = context.add(
      "lint/length.max-unreachable", shape.name, length.offset,
      accepted.max < length.max
          ? fmt::format("maximum length {} is unreachable: the longest match of the pattern has {}",
                        length.max, characters(longest))
          : fmt::format("maximum length {0} is unreachable: no match of the pattern has {1}, the "
                        "longest allowed one has {2}",
                        length.max, characters(length.max), longest));
  if (longest <= LengthLayers::kMaxWitness) {
    finding.witnesses.push_back({"longest allowed", layers.example(longest)});
  }
}

void check_lengths(LintContext& context, const LintShape& shape) {
  const ModelTraits& traits = shape.traits;
  if (traits.length && traits.length->min > traits.length->max) {
    context.mark_empty(shape.name);
    context.add("lint/shape.empty", shape.name, traits.length->offset,
                fmt::format("{} accepts nothing: the minimum length {} is above the maximum {}",
                            shape.name, traits.length->min, traits.length->max));
    return;
  }
  if (!traits.pattern || !is_text(shape.shape->kind)) return;
  const LintPattern& pattern = context.pattern(*traits.pattern);
  if (!pattern.language) return;
  const std::optional<LengthRange> accepted = accepted_lengths(*pattern.language);
  if (!accepted) return empty_language(context, shape, pattern);
  if (!traits.length) return;
  const ModelLength& length = *traits.length;
  // Without a maximum, what matters happens up to the minimum and one turn of the states further.
  const std::uint64_t bound =
      length.max != UINT64_MAX ? length.max : length.min + pattern.language->state_count();
  const auto layers = LengthLayers::walk(*pattern.language, bound);
  if (!layers) {
    context.add("lint/length.unknown", shape.name, length.offset,
                fmt::format("the lengths up to {} that the pattern allows were not computed: more "
                            "than {} steps",
                            bound, LengthLayers::kMaxWork));
    return;
  }
  if (!layers->first_from(length.min)) {
    return nothing_of_length(context, shape, pattern, length, *accepted);
  }
  check_min(context, shape, pattern, length, *accepted, *layers);
  check_max(context, shape, pattern, length, *accepted, *layers);
}

void check_range(LintContext& context, const LintShape& shape) {
  const auto& range = shape.traits.range;
  if (!range || range->min.empty() || range->max.empty()) return;
  const auto number = [](const std::string& text) -> std::optional<double> {
    double value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    return status == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                     : std::nullopt;
  };
  const auto min = number(range->min), max = number(range->max);
  if (!min || !max || *min <= *max) return;
  context.mark_empty(shape.name);
  context.add("lint/range.empty", shape.name, range->offset,
              fmt::format("{} accepts no number: the minimum {} is above the maximum {}",
                          shape.name, range->min, range->max));
}

void check_enum(LintContext& context, const LintShape& shape) {
  if (shape.shape->kind != ShapeKind::kEnum) return;
  const ModelTraits& traits = shape.traits;
  const LintPattern* pattern = traits.pattern ? &context.pattern(*traits.pattern) : nullptr;
  std::size_t left = shape.shape->enum_values.size();
  for (const std::string& value : shape.shape->enum_values) {
    std::string broken;
    const std::uint64_t length = scalars_in(value);
    if (traits.length && (length < traits.length->min || length > traits.length->max)) {
      broken = fmt::format("its length is {}", length);
    } else if (pattern != nullptr && pattern->language && !pattern->language->matches(value)) {
      broken = fmt::format("it does not match {}", pattern->text);
    }
    if (broken.empty()) continue;
    --left;
    LintFinding& finding =
        context.add("lint/enum.value-never", shape.name, shape.shape->enum_offset,
                    fmt::format("the enum value can never be given: {}", broken));
    finding.witnesses.push_back({"value", value});
  }
  if (left == 0) {
    context.mark_empty(shape.name);
    context.add("lint/shape.empty", shape.name, shape.shape->enum_offset,
                fmt::format("{} accepts no string: {}", shape.name,
                            shape.shape->enum_values.empty() ? "it is an enum without values"
                                                             : "none of its values can be given"));
  }
}

}  // namespace

void lint_bounds(LintContext& context) {
  for (const LintShape& shape : context.shapes()) {
    check_lengths(context, shape);
    check_range(context, shape);
    check_enum(context, shape);
  }
}

}  // namespace assay
