// What only the text of a Smithy JSON AST shows: namespaces and traits that the Model forgets.
#include <fmt/format.h>

#include <map>
#include <string>

#include "spec/json_tree.h"
#include "spec/lint_context.h"
#include "spec/smithy_shapes.h"
#include "spec/smithy_traits.h"

namespace assay {
namespace {

class SourceLint {
 public:
  explicit SourceLint(const JsonValue& shapes) : shapes_(shapes) {
    for (const JsonValue::Member& shape : shapes.members) {
      if (shape.value.is_object()) by_id_.emplace(shape.name, &shape.value);
    }
  }

  void run() {
    check_names();
    for (const JsonValue::Member& shape : shapes_.members) {
      if (shape.value.string_or("type", "") == "operation") check_codes(shape);
    }
  }

  std::vector<LintFinding> take() { return std::move(findings_); }

 private:
  LintFinding& add(std::string_view id, std::string_view shape, std::uint64_t offset,
                   std::string message) {
    const LintRule* rule = find_lint_rule(id);
    LintFinding& finding = findings_.emplace_back();
    finding.id = rule->id;
    finding.severity = rule->severity;
    finding.shape = shape;
    finding.offset = offset;
    finding.message = std::move(message);
    return finding;
  }

  void check_names() {
    std::map<std::string_view, std::string_view> seen;
    for (const JsonValue::Member& shape : shapes_.members) {
      if (find_trait(shape.value, "smithy.api#error") == nullptr) continue;
      const auto [first, is_new] = seen.emplace(local_name(shape.name), shape.name);
      if (is_new) continue;
      add("lint/error.same-name", first->first, shape.value.begin,
          fmt::format("{} and {} are one type on the wire, {}", first->second, shape.name,
                      first->first))
          .witnesses.push_back({"type of both", std::string(first->first)});
    }
  }

  // The code that clients of the query protocol see.
  std::string_view code_of(const JsonValue& error) const {
    const JsonValue* trait = find_trait(error, "aws.protocols#awsQueryError");
    return trait == nullptr ? std::string_view() : trait->string_or("code", "");
  }

  void check_codes(const JsonValue::Member& operation) {
    const JsonValue* errors = operation.value.find("errors");
    if (errors == nullptr || !errors->is_array()) return;
    std::map<std::string_view, std::string_view> seen;
    for (const JsonValue& reference : errors->items) {
      const std::string_view id = reference.string_or("target", "");
      const auto shape = by_id_.find(id);
      if (shape == by_id_.end()) continue;
      const std::string_view code = code_of(*shape->second);
      if (code.empty()) continue;
      const auto [first, is_new] = seen.emplace(code, id);
      if (is_new || first->second == id) continue;
      add("lint/error.same-code", local_name(operation.name), reference.begin,
          fmt::format("{} and {} have one awsQueryError code", local_name(first->second),
                      local_name(id)))
          .witnesses.push_back({"code of both", std::string(code)});
    }
  }

  const JsonValue& shapes_;
  std::map<std::string_view, const JsonValue*> by_id_;
  std::vector<LintFinding> findings_;
};

}  // namespace

std::vector<LintFinding> lint_source(std::string_view text) {
  const auto tree = parse_json(text, "");
  if (!tree || !tree->is_object() || tree->find("smithy") == nullptr) return {};
  const JsonValue* shapes = tree->find("shapes");
  if (shapes == nullptr || !shapes->is_object()) return {};
  SourceLint lint(*shapes);
  lint.run();
  std::vector<LintFinding> findings = lint.take();
  place_findings(text, findings);
  return findings;
}

}  // namespace assay
