#include "spec/lint_context.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <tuple>

#include "spec/json_tree.h"

namespace assay {

ModelTraits merged_traits(const ModelTraits& target, const ModelTraits& member) {
  ModelTraits traits = target;
  if (member.length) traits.length = member.length;
  if (member.range) traits.range = member.range;
  if (member.pattern) traits.pattern = member.pattern;
  if (member.timestamp_format) traits.timestamp_format = member.timestamp_format;
  if (member.unique_items) traits.unique_items = member.unique_items;
  traits.required = member.required;
  traits.sensitive = target.sensitive || member.sensitive;
  return traits;
}

std::string characters(std::uint64_t count) {
  return fmt::format("{} character{}", count, count == 1 ? "" : "s");
}

LintContext::LintContext(const Model& model, const Contract* contract)
    : model_(model), contract_(contract) {
  for (const ModelShape& shape : model.shapes) {
    if (shape.prelude) continue;
    shapes_.push_back({shape.name, &shape, shape.traits, shape.offset, true});
    for (const ModelMember& member : shape.members) {
      if (!member.traits.refine()) continue;
      const ModelShape& target = model.shapes[member.target];
      shapes_.push_back({shape.name + "." + member.name, &target,
                         merged_traits(target.traits, member.traits), member.offset,
                         member.traits.pattern.has_value()});
    }
  }
}

const LintPattern& LintContext::pattern(const ModelPattern& pattern) {
  const auto [entry, is_new] = patterns_.try_emplace({pattern.text, pattern.anchoring});
  LintPattern& out = entry->second;
  if (!is_new) return out;
  out.text = entry->first.first;
  out.anchoring = pattern.anchoring;
  PatternOptions options;
  options.anchoring = pattern.anchoring;
  auto language = compile_pattern(out.text, options);
  if (language) {
    out.language = std::move(*language);
  } else {
    out.error = std::move(language.error());
  }
  out.branches = pattern_parts(out.text);
  return out;
}

LintFinding& LintContext::add(std::string_view id, std::string shape, std::uint64_t offset,
                              std::string message) {
  const LintRule* rule = find_lint_rule(id);
  assert(rule != nullptr);
  LintFinding& finding = findings_.emplace_back();
  finding.id = rule->id;
  finding.severity = rule->severity;
  finding.shape = std::move(shape);
  finding.offset = offset;
  finding.message = std::move(message);
  return finding;
}

std::vector<LintFinding> LintContext::take() {
  place_findings(model_.text, findings_);
  return std::move(findings_);
}

std::uint64_t offset_in_pattern(const Model& model, const ModelPattern& pattern,
                                std::uint64_t offset) {
  if (pattern.offset >= model.text.size()) return pattern.offset;
  return pattern.offset + offset_in_string(model.text.substr(pattern.offset), offset);
}

void place_findings(std::string_view text, std::vector<LintFinding>& findings) {
  std::sort(findings.begin(), findings.end(), [](const LintFinding& a, const LintFinding& b) {
    return std::tie(a.offset, a.id, a.shape, a.message) <
           std::tie(b.offset, b.id, b.shape, b.message);
  });
  std::uint64_t at = 0, line_begin = 0;
  std::uint32_t line = 1;
  for (LintFinding& finding : findings) {
    const std::uint64_t offset = std::min<std::uint64_t>(finding.offset, text.size());
    for (; at < offset; ++at) {
      if (text[at] != '\n') continue;
      ++line;
      line_begin = at + 1;
    }
    finding.line = line;
    finding.column = static_cast<std::uint32_t>(offset - line_begin + 1);
  }
}

std::vector<LintFinding> lint_model(const Model& model, const Contract* contract) {
  LintContext context(model, contract);
  lint_bounds(context);
  lint_inhabited(context);
  lint_syntax(context);
  lint_redundancy(context);
  lint_dialects(context);
  lint_arns(context);
  lint_errors(context);
  lint_requirements(context);
  lint_unread(context);
  return context.take();
}

}  // namespace assay
