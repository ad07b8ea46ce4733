// Two models of one service, as languages.
#include "spec/lint_drift.h"

#include <gtest/gtest.h>

#include "spec/contract_test_util.h"
#include "spec/embedded_contract.h"
#include "spec/lint_test_util.h"
#include "spec/smithy_reader.h"

namespace assay {
namespace {

using test::described;
using test::find_finding;
using test::model_of;

std::vector<LintFinding> drift(std::string_view ours, std::string_view theirs) {
  const std::string our_text = model_of(ours), their_text = model_of(theirs);
  const auto our_model = read_smithy(our_text, "ours.json");
  const auto their_model = read_smithy(their_text, "theirs.json");
  if (!our_model || !their_model) {
    ADD_FAILURE() << (our_model ? their_model : our_model).error().to_string();
    return {};
  }
  return lint_drift({*our_model}, {*their_model});
}

// Of models whose input has one member S, written as {"target": ...}, with further shapes.
std::string input_of(std::string_view member, std::string_view shapes = "") {
  return R"("x#In": {"type": "structure", "members": {"S": )" + std::string(member) + "}}" +
         (shapes.empty() ? "" : ", ") + std::string(shapes);
}

std::string string_of(std::string_view traits, std::string_view name = "S") {
  return input_of("{\"target\": \"x#" + std::string(name) + "\"}",
                  "\"x#" + std::string(name) + "\": {\"type\": \"string\", \"traits\": {" +
                      std::string(traits) + "}}");
}

TEST(LintDrift, StringsAsLanguages) {
  struct Case {
    const char* ours;
    const char* theirs;
    const char* finding;    // "" for none
    const char* only_ours;  // nullptr: no such witness
    const char* only_theirs;
  };
  constexpr Case kCases[] = {
      {R"("smithy.api#pattern": "^[0-9]{1}$")", R"("smithy.api#pattern": "^\\d$")", "", nullptr,
       nullptr},
      {R"("smithy.api#pattern": "^.*$", "smithy.api#length": {"min": 1})",
       R"("smithy.api#pattern": "^.+$")", "", nullptr, nullptr},
      {R"("smithy.api#pattern": "^[a-f]$")", R"("smithy.api#pattern": "^[c-z]$")", "drift.pattern",
       "a", "g"},
      {R"("smithy.api#pattern": "^[a-z]{3}$")", R"("smithy.api#pattern": "[a-z]{3}")",
       "drift.pattern", nullptr, "aaaa"},
      {R"("smithy.api#length": {"min": 2})", R"("smithy.api#length": {"min": 3})", "drift.length",
       "aa", nullptr},
      {R"("smithy.api#length": {"max": 2})", R"("smithy.api#length": {"max": 4})", "drift.length",
       nullptr, "aaa"},
      {R"("smithy.api#pattern": "^a{2}$", "smithy.api#length": {"max": 9})",
       R"("smithy.api#pattern": "^aa$")", "", nullptr, nullptr},
      {R"("smithy.api#pattern": "^(ab)*$", "smithy.api#length": {"max": 4})",
       R"("smithy.api#pattern": "^(ab)*$", "smithy.api#length": {"max": 5})", "", nullptr, nullptr},
      {R"("smithy.api#enum": [{"value": "A"}])", R"("smithy.api#pattern": "^A$")", "", nullptr,
       nullptr},
      {R"("smithy.api#enum": [{"value": "A"}])", R"("smithy.api#pattern": "^[AB]$")", "drift.enum",
       nullptr, "B"},
      {R"("smithy.api#enum": [{"value": "A"}, {"value": "C"}])",
       R"("smithy.api#enum": [{"value": "B"}, {"value": "C"}])", "drift.enum", "A", "B"},
      {R"("smithy.api#sensitive": {})", "", "drift.sensitive", nullptr, nullptr},
  };
  for (const Case& each : kCases) {
    // Names of shapes do not matter.
    const auto findings = drift(string_of(each.ours), string_of(each.theirs, "Other"));
    const std::string wanted =
        *each.finding == '\0' ? "" : std::string(each.finding) + " Run input/S";
    EXPECT_EQ(described(findings), wanted) << each.ours << " | " << each.theirs;
    std::string ours = "none", theirs = "none";
    for (const LintFinding& finding : findings) {
      for (const LintWitness& witness : finding.witnesses) {
        (witness.label.starts_with("this") ? ours : theirs) = witness.text;
      }
    }
    EXPECT_EQ(ours, each.only_ours == nullptr ? "none" : each.only_ours) << each.ours;
    EXPECT_EQ(theirs, each.only_theirs == nullptr ? "none" : each.only_theirs) << each.theirs;
  }
}

TEST(LintDrift, StructuresAndKinds) {
  struct Case {
    const char* ours;
    const char* theirs;
    const char* findings;
  };
  constexpr Case kCases[] = {
      {R"({"target": "smithy.api#String"})", R"({"target": "smithy.api#String"})", ""},
      {R"({"target": "smithy.api#String"})", R"({"target": "smithy.api#Integer"})",
       "drift.type Run input/S"},
      {R"({"target": "smithy.api#Integer"})", R"({"target": "smithy.api#Long"})",
       "drift.type Run input/S"},
      {R"({"target": "smithy.api#Timestamp"})",
       R"({"target": "smithy.api#Timestamp",
           "traits": {"smithy.api#timestampFormat": "date-time"}})",
       "drift.type Run input/S"},
      {R"({"target": "smithy.api#String", "traits": {"smithy.api#required": {}}})",
       R"({"target": "smithy.api#String"})", "drift.required Run input/S"},
      {R"({"target": "smithy.api#Integer", "traits": {"smithy.api#range": {"min": 1}}})",
       R"({"target": "smithy.api#Integer", "traits": {"smithy.api#range": {"min": 1.0}}})", ""},
      {R"({"target": "smithy.api#Integer", "traits": {"smithy.api#range": {"min": 1, "max": 3}}})",
       R"({"target": "smithy.api#Integer", "traits": {"smithy.api#range": {"min": 2}}})",
       "drift.range Run input/S, drift.range Run input/S"},
      {R"({"target": "smithy.api#String"}, "T": {"target": "smithy.api#String"})",
       R"({"target": "smithy.api#String"}, "U": {"target": "smithy.api#String"})",
       "drift.member Run input/U, drift.member Run input/T"},
  };
  for (const Case& each : kCases) {
    EXPECT_EQ(described(drift(input_of(each.ours), input_of(each.theirs))), each.findings)
        << each.ours << " | " << each.theirs;
  }
}

// Readers leave out bodies that are streams.
TEST(LintDrift, BodiesThatAreNotDescribed) {
  const std::string text = model_of(input_of(R"({"target": "smithy.api#String"})"));
  const auto model = read_smithy(text, "model.json");
  ASSERT_TRUE(model);
  Model other = *model;
  other.operations[0].input = other.operations[0].output = kNoIndex;
  EXPECT_EQ(described(lint_drift({*model}, {other})), "");
  EXPECT_EQ(described(lint_drift({other}, {*model})), "");
}

TEST(LintDrift, RecursionEnds) {
  const std::string tree =
      input_of(R"({"target": "x#T"})", R"("x#T": {"type": "structure", "members": {
        "Next": {"target": "x#T"}, "V": {"target": "smithy.api#String"}}})");
  EXPECT_EQ(described(drift(tree, tree)), "");
}

// The embedded model with the page's statuses against itself without them.
TEST(LintDrift, DocumentedStatuses) {
  const ContractSources sources = embedded_sources();
  const auto model = read_smithy(sources.model.text, sources.model.name);
  ASSERT_TRUE(model);
  const auto findings = lint_drift({*model, &Contract::embedded()}, {*model});
  EXPECT_EQ(described(findings),
            "drift.status AccessDeniedException, drift.status OperationTimeoutException, "
            "drift.status ResourceNotFoundException, drift.status ThrottlingException");
  EXPECT_EQ(findings.at(0).message,
            "this model allows status 400 and 403 for AccessDeniedException, the other one 403");
  EXPECT_EQ(findings.at(0).witnesses.at(0).text, "400");
}

}  // namespace
}  // namespace assay
