// Errors: statuses on which sources disagree, names that do not tell errors apart. And required
// members that say less than they seem to.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "spec/contract_tables.h"
#include "spec/lint_context.h"

namespace assay {
namespace {

void check_statuses(LintContext& context) {
  if (context.contract() == nullptr) return;
  const Contract& contract = *context.contract();
  std::map<std::string_view, const ModelShape*> shapes;
  for (const ModelShape& shape : context.model().shapes) {
    if (shape.error) shapes.emplace(shape.name, &shape);
  }
  std::set<std::string_view> seen;
  for (const ErrorTable& error : contract.tables().errors) {
    if (error.documented_status == 0 || error.documented_status == error.model_status) continue;
    const auto shape = shapes.find(error.name);
    if (shape == shapes.end() || !seen.insert(error.name).second) continue;
    LintFinding& finding = context.add(
        "lint/error.status-disputed", std::string(error.name), shape->second->error->offset,
        fmt::format("the page documents status {} for {}, the model says {}",
                    error.documented_status, error.name, error.model_status));
    if (error.status == kNoIndex) continue;
    for (const SourceNote& source : contract.constraint(error.status).sources) {
      finding.sources.push_back(
          {std::string(source.source), std::string(source.section), std::string(source.says)});
    }
  }
}

bool is_message(std::string_view name) { return name == "message" || name == "Message"; }

void check_common_names(LintContext& context) {
  for (const ModelShape& shape : context.model().shapes) {
    if (!shape.error) continue;
    for (const CommonError& common : common_errors()) {
      if (common.name != shape.name) continue;
      std::string differs;
      if (common.status != shape.error->status) {
        differs = fmt::format("status {} where the common one has {}", shape.error->status,
                              common.status);
      }
      for (const ModelMember& member : shape.members) {
        if (!member.traits.required || is_message(member.name)) continue;
        differs +=
            fmt::format("{}the required member {}", differs.empty() ? "" : ", ", member.name);
      }
      if (differs.empty()) continue;
      context.add("lint/error.common-name", shape.name, shape.error->offset,
                  fmt::format("{} is also an error that any AWS service may answer; this one has "
                              "{}, and nothing in a response tells them apart",
                              shape.name, differs));
    }
  }
}

}  // namespace

void lint_errors(LintContext& context) {
  check_statuses(context);
  check_common_names(context);
}

void lint_requirements(LintContext& context) {
  for (const ModelShape& shape : context.model().shapes) {
    if (shape.kind != ShapeKind::kStructure) continue;
    for (const ModelMember& member : shape.members) {
      if (!member.traits.required) continue;
      const ModelShape& target = context.model().shapes[member.target];
      if (target.kind != ShapeKind::kString) continue;
      const ModelTraits traits = merged_traits(target.traits, member.traits);
      if (traits.length && traits.length->min > 0) continue;
      if (traits.pattern) {
        const LintPattern& pattern = context.pattern(*traits.pattern);
        if (!pattern.language || !pattern.language->matches("")) continue;
      }
      const std::string_view how = traits.pattern  ? "its pattern allows it"
                                   : traits.length ? "its minimum length is 0"
                                                   : "it has no constraint";
      context
          .add("lint/required.empty-allowed", shape.name + "." + member.name, member.offset,
               fmt::format("the required member {} may be empty: {}", member.name, how))
          .witnesses.push_back({"accepted", ""});
    }
  }
}

}  // namespace assay
