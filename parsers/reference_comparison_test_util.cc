#include "parsers/reference_comparison_test_util.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "parsers/locate.h"
#include "spec/contract_tables.h"

namespace assay {
namespace {

std::string names(const std::vector<ConstraintIndex>& ids) {
  std::string text;
  for (const ConstraintIndex id : ids) {
    text += std::string(Contract::embedded().constraint(id).id) + " ";
  }
  return text;
}

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

Comparison::Comparison() : checker_(Contract::embedded()), reference_(Contract::embedded()) {}

std::string Comparison::difference(Kind kind, std::string_view body) {
  std::vector<Violation> storage(256);
  Findings findings(storage);
  reference::Result expected;
  Verdict verdict = Verdict::kValid;
  switch (kind) {
    case Kind::kInput:
      verdict = checker_.check_input(0, body, findings);
      expected = reference_.check_input(0, body);
      break;
    case Kind::kOutput:
      verdict = checker_.check_output(0, body, findings);
      expected = reference_.check_output(0, body);
      break;
    case Kind::kError:
      verdict = checker_.check_error_body(0, body, findings);
      expected = reference_.check_error_body(0, body);
      break;
  }
  std::vector<ConstraintIndex> ids;
  for (const Violation& violation : findings.stored()) ids.push_back(violation.constraint);
  std::sort(ids.begin(), ids.end());
  std::vector<ConstraintIndex> expected_ids = expected.ids();
  if (!expected_ids.empty()) ++with_findings_;
  if (expected.cut_short) {
    // Which error a broken text names, and so what its members must be, is anybody's guess; so
    // is whether the surrogate in a string that breaks off would have stood alone.
    const auto guess = [&](ConstraintIndex id) {
      return id == index_of(ProtocolRule::kBodySurrogate) ||
             (kind == Kind::kError && id > index_of(ProtocolRule::kBodyObject));
    };
    std::erase_if(ids, guess);
    std::erase_if(expected_ids, guess);
  }
  if (kind != Kind::kError && !expected.cut_short && ids == expected_ids) {
    const std::string places = different_places(kind, body, findings.stored(), expected);
    if (!places.empty()) return places;
  }
  const bool verdict_agrees = (verdict == Verdict::kUnchecked) == expected.unchecked;
  if (ids == expected_ids && verdict_agrees) return "";
  return "checker: " + names(ids) + "\nreference: " + names(expected_ids) +
         "\nbody: " + ::testing::PrintToString(std::string(body));
}

}  // namespace assay
