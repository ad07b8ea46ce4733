#include "parsers/evidence_check_test_util.h"

#include <set>
#include <span>
#include <vector>

#include "parsers/input.h"

namespace assay {
namespace {

struct Found {
  std::vector<ConstraintIndex> ids;  // sorted, each once
  std::vector<Violation> violations;
};

Found found_in(std::span<const Violation> violations) {
  Found found;
  found.violations.assign(violations.begin(), violations.end());
  std::set<ConstraintIndex> ids;
  for (const Violation& violation : violations) ids.insert(violation.constraint);
  found.ids.assign(ids.begin(), ids.end());
  return found;
}

Found check_http(Checker& checker, const EvidenceCase& evidence) {
  InputOptions options;
  options.kind = InputKind::kHttp;
  Input input = Input::of_text("evidence.http", evidence.text, options);
  Found found;
  std::set<ConstraintIndex> ids;
  for (auto item = input.next(); item && *item != nullptr; item = input.next()) {
    for (const InputFinding& finding : (*item)->findings) ids.insert(finding.constraint);
    if ((*item)->kind != InputItem::Kind::kExchange) continue;
    std::vector<Violation> storage(64);
    Findings findings(storage);
    checker.check_exchange((*item)->exchange, evidence.operation, findings);
    for (const Violation& violation : findings.stored()) ids.insert(violation.constraint);
  }
  found.ids.assign(ids.begin(), ids.end());
  return found;
}

Found check(Checker& checker, const EvidenceCase& evidence) {
  if (evidence.kind == EvidenceKind::kHttp) return check_http(checker, evidence);
  std::vector<Violation> storage(64);
  Findings findings(storage);
  switch (evidence.kind) {
    case EvidenceKind::kValue:
      checker.check_value(evidence.shape, evidence.text, findings);
      break;
    case EvidenceKind::kInput:
      checker.check_input(evidence.operation, evidence.text, findings);
      break;
    case EvidenceKind::kOutput:
      checker.check_output(evidence.operation, evidence.text, findings);
      break;
    case EvidenceKind::kErrorBody:
      checker.check_error_body(evidence.operation, evidence.text, findings);
      break;
    default: {
      const EvidenceView view(evidence);
      checker.check_exchange(view.exchange(), evidence.operation, findings);
      break;
    }
  }
  return found_in(findings.stored());
}

std::string names_of(const Contract& contract, const std::vector<ConstraintIndex>& ids) {
  std::string names;
  for (const ConstraintIndex id : ids) {
    names += (names.empty() ? "" : ", ") + std::string(contract.constraint(id).id);
  }
  return names.empty() ? "nothing" : names;
}

std::string start_of(const EvidenceCase& evidence) {
  std::string text = evidence.text;
  if (evidence.request) text += evidence.request->body;
  if (evidence.response) text += evidence.response->body;
  return text.substr(0, 400);
}

}  // namespace

Checker evidence_checker(const Contract& contract) {
  Limits limits;
  limits.max_depth = kEvidenceLimits.max_depth;
  limits.max_body_bytes = kEvidenceLimits.max_body_bytes;
  limits.max_keys_per_object = kEvidenceLimits.max_keys_per_object;
  return Checker(contract, limits);
}

std::string evidence_difference(Checker& checker, const EvidenceCase& evidence) {
  const Contract& contract = checker.contract();
  const Found found = check(checker, evidence);
  std::string difference;
  if (found.ids != evidence.expected) {
    difference = "found " + names_of(contract, found.ids) + ", expected " +
                 names_of(contract, evidence.expected);
  }
  for (const Violation& violation : found.violations) {
    const ConstraintInfo info = contract.constraint(violation.constraint);
    if (violation.severity != info.severity) difference += "; severity of " + std::string(info.id);
    if (violation.begin > violation.end) difference += "; range of " + std::string(info.id);
  }
  if (difference.empty()) return "";
  return std::string(contract.constraint(evidence.constraint).id) +
         (evidence.breaks ? " breaks in " : " holds in ") + evidence.place + ": " + difference +
         "\n" + start_of(evidence);
}

}  // namespace assay
