#include "parsers/check_test_util.h"

#include <array>
#include <vector>

namespace assay {
namespace {

std::string_view part_name(HttpPart part) {
  constexpr std::array<std::string_view, 9> kNames{
      "nowhere", "request-line", "request-headers",  "request-header",
      "",        "status-line",  "response-headers", "response-header",
      ""};
  return kNames[static_cast<std::size_t>(part)];
}

template <typename Check>
std::string run(Checker& checker, Check check) {
  std::vector<Violation> storage(256);
  Findings findings(storage);
  const Verdict verdict = check(findings);
  std::string text = describe(checker.contract(), findings);
  const bool errors = findings.count(Severity::kError) != 0;
  if (verdict == Verdict::kUnchecked) text += " unchecked";
  if (verdict == Verdict::kValid && errors) text += " BUT VALID";
  if (verdict == Verdict::kInvalid && !errors) text += " BUT INVALID";
  return text;
}

}  // namespace

std::string describe(const Contract& contract, const Findings& findings) {
  std::string text;
  for (const Violation& violation : findings.stored()) {
    if (!text.empty()) text += ", ";
    std::string_view id = contract.constraint(violation.constraint).id;
    const std::string prefix = std::string(contract.service()) + "/";
    if (id.starts_with(prefix)) id.remove_prefix(prefix.size());
    text += id;
    text += ' ';
    const std::string_view part = part_name(violation.part);
    text += part.empty() ? std::to_string(violation.begin) + "-" + std::to_string(violation.end)
                         : std::string(part);
  }
  if (findings.dropped() != 0) text += " dropped";
  return text;
}

std::string checked_input(Checker& checker, std::string_view body) {
  return run(checker, [&](Findings& f) { return checker.check_input(0, body, f); });
}
std::string checked_output(Checker& checker, std::string_view body) {
  return run(checker, [&](Findings& f) { return checker.check_output(0, body, f); });
}
std::string checked_error(Checker& checker, std::string_view body) {
  return run(checker, [&](Findings& f) { return checker.check_error_body(0, body, f); });
}

std::string_view full_output() {
  return R"({"RunId":"ABCdef123","RunType":"ON_DEMAND",)"
         R"("WorkflowArn":"arn:aws:airflow-serverless:us-east-1:123456789012:)"
         R"(workflow/daily-load-a1B2c3D4e5","WorkflowVersion":"v7",)"
         R"("OverrideParameters":{"retries":3,"tags":["a",null,{"x":1.5e3}],"deep":{"k":"v\n"}},)"
         R"("RunDetail":{"RunId":"ABCdef123","RunType":"ON_DEMAND",)"
         R"("WorkflowArn":"arn:aws:airflow-serverless:us-east-1:123456789012:)"
         R"(workflow/daily-load-a1B2c3D4e5","WorkflowVersion":"v7",)"
         R"("CreatedAt":"2026-11-22T09:37:20Z","StartedOn":"2026-11-22T09:37:21.125Z",)"
         R"("CompletedOn":"2026-11-22T09:38:21.125Z","ModifiedAt":"2026-11-22T09:38:22Z",)"
         R"("Duration":60,"ErrorMessage":"none","TaskInstances":["ex_1","ex_2"],)"
         R"("RunState":"FAILED"}})";
}

}  // namespace assay
