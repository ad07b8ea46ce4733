#include <assay/contract.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "cli/cli_test_util.h"
#include "cli/explain_evidence.h"
#include "cli/words.h"
#include "conformance/verdict.h"

namespace assay::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(Explain, AConstraint) {
  const CommandResult result = run({"explain", "mwaa-serverless/IdString@length.max"});
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.out, StartsWith("mwaa-serverless/IdString@length.max: Member must have length "
                                     "between 1 and 255, inclusive\n"
                                     "  severity    error\n"
                                     "  basis       documented"));
  EXPECT_THAT(result.out, HasSubstr("  holds       \"a\" 255 times\n"
                                    "  breaks      \"a\" 256 times\n"
                                    "  checked in  GetWorkflowRun request /RunId\n"));
  EXPECT_THAT(result.out, HasSubstr("/RunDetail/TaskInstances/*\n"));
}

// A page speaks of its own operation only.
TEST(Explain, StatusesByOperation) {
  const CommandResult page = run({"explain", "mwaa-serverless/AccessDeniedException@status"});
  EXPECT_THAT(page.out, HasSubstr("checked in  GetWorkflowRun error AccessDeniedException\n"));
  EXPECT_THAT(page.out, testing::Not(HasSubstr("CreateWorkflow")));
  const CommandResult model =
      run({"explain", "mwaa-serverless/AccessDeniedException@status.model"});
  EXPECT_THAT(model.out, HasSubstr("  basis       model"));
  EXPECT_THAT(model.out, HasSubstr("checked in  CreateWorkflow error AccessDeniedException\n"));
  EXPECT_THAT(model.out, testing::Not(HasSubstr("GetWorkflowRun ")));
}

TEST(Explain, KeysOfMaps) {
  EXPECT_THAT(run({"explain", "mwaa-serverless/TagKey@length.max"}).out,
              HasSubstr("TagResource request /Tags/{key}\n"));
}

TEST(Explain, EveryIdSaysEverything) {
  const Contract& contract = Contract::embedded();
  for (ConstraintIndex i = 0; i < contract.constraint_count(); ++i) {
    const std::string id(contract.constraint(i).id);
    const CommandResult result = run({"explain", id});
    EXPECT_EQ(result.code, 0) << id;
    for (const std::string_view label :
         {"severity", "basis", "source", "holds", "breaks", "checked in", "a client"}) {
      EXPECT_THAT(result.out, HasSubstr("\n  " + std::string(label))) << id;
    }
  }
}

TEST(Explain, EveryWordThatIsPrinted) {
  for (const Word& word : words()) {
    EXPECT_EQ(run({"explain", std::string(word.name)}).code, 0) << word.name;
  }
  for (int i = 0; i <= static_cast<int>(CaseVerdict::kSkipped); ++i) {
    const std::string name(to_string(static_cast<CaseVerdict>(i)));
    EXPECT_EQ(run({"explain", name}).code, 0) << name;
  }
  for (const std::string name : {"valid", "invalid", "unchecked", "MUST", "should", "MAY", "error",
                                 "inferred", "reading", "known"}) {
    EXPECT_EQ(run({"explain", name}).code, 0) << name;
  }
}

TEST(Explain, OptionsOfVerbs) {
  const CommandResult result = run({"explain", "--fail-on"});
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.out, StartsWith("--fail-on (option of assay check)\n"));
}

TEST(Explain, NearMisses) {
  const CommandResult result = run({"explain", "IdString@lenght.max"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.err, HasSubstr("did you mean\n  mwaa-serverless/IdString@length.max"));
  EXPECT_THAT(run({"explain", "--fail-onn"}).err, HasSubstr("--fail-on"));
  EXPECT_THAT(run({"explain", "qqqqqqqq"}).err, HasSubstr("--list prints every name"));
  EXPECT_EQ(run({"explain"}).code, 2);
}

TEST(Explain, ListHoldsEveryName) {
  const std::string list = run({"explain", "--list"}).out;
  const Contract& contract = Contract::embedded();
  for (ConstraintIndex i = 0; i < contract.constraint_count(); ++i) {
    EXPECT_THAT(list, HasSubstr(std::string(contract.constraint(i).id)));
  }
  for (const Word& word : words()) EXPECT_THAT(list, HasSubstr(std::string(word.name)));
}

TEST(Words, NamesAreThereOnceAKind) {
  std::set<std::pair<std::string_view, WordKind>> seen;
  for (const Word& word : words()) {
    EXPECT_TRUE(seen.insert({word.name, word.kind}).second) << word.name;
    EXPECT_FALSE(word.says.empty()) << word.name;
  }
}

TEST(EvidenceText, CompactForms) {
  EXPECT_EQ(evidence_text("value", R"("a\u0000b")"), "\"a<00>b\"");
  EXPECT_EQ(evidence_text("value", R"({"$repeat":"a","times":255})"), "\"a\" 255 times");
  EXPECT_EQ(evidence_text("value", R"({"$concat":["x",{"$repeat":"a","times":2}]})"),
            "\"x\" + \"a\" 2 times");
  EXPECT_EQ(evidence_text("string", R"({"$base64":"Hw=="})"), "a JSON string that holds bytes 1F");
  EXPECT_EQ(evidence_text("value", "2147483648"), "2147483648");
  EXPECT_EQ(evidence_text("exchange", "{}"), "an exchange, unchanged");
  EXPECT_EQ(evidence_text("error-exchange", R"({"response":{"status":418}})"),
            "an exchange that ends in an error with response.status = 418");
  EXPECT_EQ(evidence_text("exchange", R"({"request":{"headers":{"X-Amz-Target":null}}})"),
            "an exchange with request.headers.X-Amz-Target taken away");
}

}  // namespace
}  // namespace assay::cli
