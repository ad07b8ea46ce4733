#include "spec/lint_test_util.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sstream>

#include "spec/contract_test_util.h"
#include "spec/smithy_reader.h"

namespace assay::test {

std::vector<LintFinding> lint_shapes(std::string_view shapes) {
  const std::string text = model_of(shapes);
  const auto model = read_smithy(text, "model.json");
  if (!model) {
    ADD_FAILURE() << model.error().to_string();
    return {};
  }
  const auto contract = Contract::compile({{"model.json", text}, {}, {}});
  return lint_model(*model, contract ? &*contract : nullptr);
}

std::vector<LintFinding> lint_string(std::string_view traits) {
  return lint_shapes(fmt::format(R"("x#In": {{"type": "structure", "members": {{
    "S": {{"target": "x#S"}}}}}},
    "x#S": {{"type": "string", "traits": {{{}}}}})",
                                 traits));
}

std::string pattern_trait(std::string_view pattern) {
  std::string out = "\"smithy.api#pattern\": \"";
  for (const char c : pattern) {
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string described(const std::vector<LintFinding>& findings, std::string_view families) {
  std::string out;
  for (const LintFinding& finding : findings) {
    bool wanted = families.empty();
    std::istringstream words{std::string(families)};
    for (std::string word; words >> word;) wanted |= finding.id.starts_with("lint/" + word);
    if (!wanted) continue;
    if (!out.empty()) out += ", ";
    out += finding.id.substr(5);
    out += ' ';
    out += finding.shape;
  }
  return out;
}

const LintFinding* find_finding(const std::vector<LintFinding>& findings, std::string_view id) {
  for (const LintFinding& finding : findings) {
    if (finding.id.substr(5) == id) return &finding;
  }
  return nullptr;
}

}  // namespace assay::test
