// Patterns that are no ECMA-262, or read as one differently than their author may have meant.
#include <fmt/format.h>

#include "spec/automaton_algebra.h"
#include "spec/lint_context.h"

namespace assay {
namespace {

void not_compiled(LintContext& context, const LintShape& shape, const LintPattern& pattern) {
  const bool syntax = pattern.error->code == ErrorCode::kPatternSyntax;
  const std::uint64_t offset =
      offset_in_pattern(context.model(), *shape.traits.pattern, pattern.error->offset);
  LintFinding& finding = context.add(
      syntax ? "lint/pattern.syntax" : "lint/pattern.fallback", shape.name, offset,
      fmt::format("{}: {}", syntax ? "the pattern is not ECMA-262" : "the pattern has no automaton",
                  pattern.error->message));
  finding.witnesses.push_back({"pattern", std::string(pattern.text)});
}

void check_anchors(LintContext& context, const LintShape& shape, const LintPattern& pattern) {
  if (pattern.anchoring != Anchoring::kSearch) return;
  const auto whole = compile_pattern(pattern.text);
  if (!whole) return;
  const auto witness = difference_witness(*pattern.language, *whole);
  if (!witness || !*witness) return;
  LintFinding& finding =
      context.add("lint/pattern.unanchored", shape.name, shape.traits.pattern->offset,
                  fmt::format("the pattern {} is not anchored: it may match anywhere in the string",
                              pattern.text));
  finding.witnesses.push_back({"accepted, but no match of the whole", **witness});
}

// The first escape that the u flag refuses: of a character that needs none, or a hyphen that
// stands beside a class escape and so begins no range.
void check_unicode_mode(LintContext& context, const LintShape& shape, const LintPattern& pattern) {
  const std::string_view text = pattern.text;
  bool in_class = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '[') in_class = true;
    if (text[i] == ']') in_class = false;
    if (text[i] != '\\' || ++i >= text.size()) continue;
    const char c = text[i];
    const bool letter_or_digit =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    constexpr std::string_view kSyntaxCharacters = "^$\\.*+?()[]{}|/";
    if (letter_or_digit || kSyntaxCharacters.find(c) != std::string_view::npos ||
        (in_class && c == '-')) {
      continue;
    }
    context.add("lint/pattern.unicode-mode", shape.name,
                offset_in_pattern(context.model(), *shape.traits.pattern, i - 1),
                fmt::format("the escape \\{0} is refused with the u flag; write {0}", c));
    return;
  }
}

}  // namespace

void lint_syntax(LintContext& context) {
  for_each_pattern(context, [&](const LintShape& shape, const LintPattern& pattern) {
    if (!pattern.language) return not_compiled(context, shape, pattern);
    check_anchors(context, shape, pattern);
    check_unicode_mode(context, shape, pattern);
  });
}

}  // namespace assay
