// What the families of lint rules share: the shapes as they are used, compiled patterns, findings.
#ifndef ASSAY_SPEC_LINT_CONTEXT_H_
#define ASSAY_SPEC_LINT_CONTEXT_H_

#include <assay/contract.h>
#include <assay/error.h>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "spec/automaton.h"
#include "spec/lint.h"
#include "spec/lint_parts.h"
#include "spec/model.h"

namespace assay {

// A pattern under lint. `language` is absent when it cannot be compiled; `error` says why.
struct LintPattern {
  std::string_view text;
  Anchoring anchoring = Anchoring::kSearch;
  std::optional<Automaton> language;
  std::optional<Error> error;
  std::vector<PatternBranch> branches;  // empty when it is no pattern
};

// A shape, or a member whose own traits make another shape of its target.
struct LintShape {
  std::string name;  // "IdString", "Container.Member"
  const ModelShape* shape = nullptr;
  ModelTraits traits;  // those of the member override
  std::uint64_t offset = 0;
  bool pattern_is_own = true;  // false: the pattern is the target's and was linted there
};

class LintContext {
 public:
  explicit LintContext(const Model& model, const Contract* contract = nullptr);

  const Model& model() const noexcept { return model_; }
  const Contract* contract() const noexcept { return contract_; }
  const std::vector<LintShape>& shapes() const noexcept { return shapes_; }

  // Compiled once, however many shapes use it.
  const LintPattern& pattern(const ModelPattern& pattern);

  // REQUIRES: a rule has this id.
  LintFinding& add(std::string_view id, std::string shape, std::uint64_t offset,
                   std::string message);

  // Shapes and refined members that nothing satisfies by their own constraints.
  void mark_empty(std::string name) { empty_.insert(std::move(name)); }
  bool is_empty_shape(std::string_view name) const { return empty_.contains(name); }

  // The findings with their lines and columns, in the order of their places.
  std::vector<LintFinding> take();

 private:
  const Model& model_;
  const Contract* contract_;
  std::vector<LintShape> shapes_;
  std::map<std::pair<std::string, Anchoring>, LintPattern> patterns_;
  std::set<std::string, std::less<>> empty_;
  std::vector<LintFinding> findings_;
};

// Calls visit(shape, pattern) for every pattern at the shape or member that spells it.
template <typename Visit>
void for_each_pattern(LintContext& context, Visit&& visit) {
  for (const LintShape& shape : context.shapes()) {
    if (!shape.traits.pattern || !shape.pattern_is_own) continue;
    visit(shape, context.pattern(*shape.traits.pattern));
  }
}

// The place of a byte of a pattern in the model's text.
std::uint64_t offset_in_pattern(const Model& model, const ModelPattern& pattern,
                                std::uint64_t offset);

// Sorts by place and id, and fills in lines and columns in one pass over the text.
void place_findings(std::string_view text, std::vector<LintFinding>& findings);

// The traits of a member over those of its target.
ModelTraits merged_traits(const ModelTraits& target, const ModelTraits& member);

// "1 character", "68 characters".
std::string characters(std::uint64_t count);

// The families.
void lint_bounds(LintContext& context);        // lengths against patterns, ranges, enums
void lint_inhabited(LintContext& context);     // members that can never be given
void lint_syntax(LintContext& context);        // patterns that are no ECMA-262, anchors
void lint_redundancy(LintContext& context);    // parts that say nothing or say it twice
void lint_dialects(LintContext& context);      // patterns that read differently elsewhere
void lint_arns(LintContext& context);          // partitions and regions
void lint_errors(LintContext& context);        // statuses, names of errors
void lint_requirements(LintContext& context);  // required members that may be empty
void lint_unread(LintContext& context);        // what no check looks at: streams, unread patterns

}  // namespace assay

#endif  // ASSAY_SPEC_LINT_CONTEXT_H_
