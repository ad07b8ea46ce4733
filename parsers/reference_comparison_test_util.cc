#include "parsers/reference_comparison_test_util.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <vector>

#include "parsers/locate.h"
#include "spec/contract_tables.h"

namespace assay {
namespace {

// Findings with their places, where the two disagree. Findings about the text have none here.
std::string different_places(Comparison::Kind kind, std::string_view body,
                             std::span<const Violation> violations,
                             const reference::Result& expected) {
  const Contract& contract = Contract::embedded();
  const OperationTable& operation = contract.tables().operations[0];
  const BodyMap map(contract, kind == Comparison::Kind::kInput ? operation.input : operation.output,
                    body);
  const auto has_place = [](ConstraintIndex id) {
    return id > index_of(ProtocolRule::kBodyEmpty) && id != index_of(ProtocolRule::kErrorUnder200);
  };
  std::vector<std::string> found, wanted;
  for (const Violation& violation : violations) {
    if (!has_place(violation.constraint)) continue;
    found.push_back(std::string(contract.constraint(violation.constraint).id) + " " +
                    map.pointer_at(violation.begin));
  }
  constexpr std::string_view kSensitive = "/OverrideParameters";  // places stop there
  for (const reference::Finding& finding : expected.findings) {
    if (!has_place(finding.constraint)) continue;
    const bool below = finding.pointer.starts_with(std::string(kSensitive) + "/");
    wanted.push_back(std::string(contract.constraint(finding.constraint).id) + " " +
                     (below ? std::string(kSensitive) : finding.pointer));
  }
  std::sort(found.begin(), found.end());
  std::sort(wanted.begin(), wanted.end());
  if (found == wanted) return "";
  return "checker: " + ::testing::PrintToString(found) +
         "\nreference: " + ::testing::PrintToString(wanted) +
         "\nbody: " + ::testing::PrintToString(std::string(body));
}

}  // namespace

Comparison::Comparison() : differential_(Contract::embedded()) {}

std::string Comparison::difference(Kind kind, std::string_view body) {
  std::string difference = differential_.difference(kind, 0, body);
  const reference::Result& expected = differential_.expected();
  if (!expected.findings.empty()) ++with_findings_;
  if (!difference.empty()) {
    return difference + "\nbody: " + ::testing::PrintToString(std::string(body));
  }
  if (kind == Kind::kError || expected.cut_short) return "";
  return different_places(kind, body, differential_.findings(), expected);
}

}  // namespace assay
