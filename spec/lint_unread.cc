// What no check looks at, so that nobody takes silence for a verdict.
#include <fmt/format.h>

#include "spec/lint_context.h"
#include "spec/pattern_fallback.h"

namespace assay {
namespace {

void unread_body(LintContext& context, const ModelOperation& operation, std::string_view role,
                 const std::optional<std::uint64_t>& offset) {
  if (!offset) return;
  context.add(
      "lint/body.unread", operation.name, *offset,
      fmt::format("the body of the {} is a stream or may be compressed, and is not checked", role));
}

}  // namespace

void lint_unread(LintContext& context) {
  for (const ModelOperation& operation : context.model().operations) {
    unread_body(context, operation, "request", operation.input_stream);
    unread_body(context, operation, "response", operation.output_stream);
  }
  for_each_pattern(context, [&](const LintShape& shape, const LintPattern& pattern) {
    if (pattern.language) return;
    const auto fallback = FallbackPattern::compile(pattern.text, pattern.anchoring);
    if (fallback) return;
    LintFinding& finding =
        context.add("lint/pattern.unchecked", shape.name, shape.traits.pattern->offset,
                    fmt::format("nothing reads the pattern ({}): no value is checked against it",
                                fallback.error().message));
    finding.witnesses.push_back({"pattern", std::string(pattern.text)});
  });
}

}  // namespace assay
