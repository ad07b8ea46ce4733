// Which shapes have a value at all.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "spec/lint_context.h"

namespace assay {
namespace {

class Inhabitants {
 public:
  Inhabitants(const LintContext& context, bool assumed)
      : context_(context), model_(context.model()), has_value_(model_.shapes.size(), assumed) {
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 0; i < model_.shapes.size(); ++i) {
        const bool now = compute(model_.shapes[i]);
        changed |= now != has_value_[i];
        has_value_[i] = now;
      }
    }
  }

  bool shape(std::size_t index) const { return has_value_[index]; }
  bool member(const ModelShape& holder, const ModelMember& member) const {
    return has_value_[member.target] &&
           !(member.traits.refine() && context_.is_empty_shape(holder.name + "." + member.name));
  }

 private:
  bool compute(const ModelShape& shape) const {
    if (shape.prelude) return true;
    if (context_.is_empty_shape(shape.name)) return false;
    const auto given = [&](const ModelMember& each) { return member(shape, each); };
    switch (shape.kind) {
      case ShapeKind::kStructure:
        return std::all_of(
            shape.members.begin(), shape.members.end(),
            [&](const ModelMember& each) { return !each.traits.required || given(each); });
      case ShapeKind::kUnion:
        return shape.members.empty() ||
               std::any_of(shape.members.begin(), shape.members.end(), given);
      case ShapeKind::kList:
      case ShapeKind::kMap:
        return !shape.traits.length || shape.traits.length->min == 0 || shape.traits.sparse ||
               std::all_of(shape.members.begin(), shape.members.end(), given);
      default:
        return true;
    }
  }

  const LintContext& context_;
  const Model& model_;
  std::vector<bool> has_value_;
};

}  // namespace

void lint_inhabited(LintContext& context) {
  // Without a value even if recursion came for nothing; without a finite one.
  const Inhabitants any(context, true), finite(context, false);
  const std::vector<ModelShape>& shapes = context.model().shapes;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const ModelShape& shape = shapes[i];
    if (any.shape(i) && !finite.shape(i)) {
      context.add("lint/shape.endless", shape.name, shape.offset,
                  fmt::format("{} has no finite value: it requires itself", shape.name));
    }
    if (shape.kind != ShapeKind::kStructure) continue;
    for (const ModelMember& member : shape.members) {
      if (!member.traits.required || any.member(shape, member)) continue;
      context.add("lint/member.never", shape.name + "." + member.name, member.offset,
                  fmt::format("the required member {} can never be given: nothing satisfies {}",
                              member.name, context.model().shapes[member.target].name));
    }
  }
}

}  // namespace assay
