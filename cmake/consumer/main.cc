// Checks one response with the installed library; exit 0 when it finds what it must.
#include <assay/checker.h>
#include <assay/diagnostic.h>
#include <assay/get_workflow_run.h>

#include <array>
#include <cstdio>
#include <string_view>

int main() {
  assay::Checker checker(assay::Contract::embedded());
  const auto operation = checker.contract().find_operation("GetWorkflowRun").value();
  std::array<assay::Violation, 16> storage;
  assay::Findings findings(storage);

  constexpr std::string_view good = R"({"RunId":"run-1","RunType":"ON_DEMAND"})";
  if (checker.check_output(operation, good, findings) != assay::Verdict::kValid) return 1;

  findings.clear();
  constexpr std::string_view bad = R"({"RunId":"-run"})";
  if (checker.check_output(operation, bad, findings) != assay::Verdict::kInvalid) return 1;
  const auto id = checker.contract().constraint(findings.stored().front().constraint).id;
  std::printf("%.*s\n", static_cast<int>(id.size()), id.data());
  return id == "mwaa-serverless/IdString@pattern" ? 0 : 1;
}
