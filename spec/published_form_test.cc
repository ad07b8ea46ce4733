// The embedded model against botocore's form of the same service, where that lies beside the
// project: every operation, member and constraint is in both, but for what is listed here.
#include <assay/contract.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "spec/contract_tables.h"
#include "spec/embedded_contract.h"
#include "spec/lint_drift.h"
#include "spec/lint_test_util.h"
#include "spec/model_reader.h"

namespace assay {
namespace {

// botocore gives every use of one range a shape of its own, and the integer of
// WorkflowRunDetail.Duration none.
constexpr std::string_view kOtherNames[][2] = {
    {"ListTaskInstancesRequestMaxResultsInteger", "ListTaskInstancesRequest.MaxResults"},
    {"ListWorkflowRunsRequestMaxResultsInteger", "ListWorkflowRunsRequest.MaxResults"},
    {"ListWorkflowVersionsRequestMaxResultsInteger", "ListWorkflowVersionsRequest.MaxResults"},
    {"ListWorkflowsRequestMaxResultsInteger", "ListWorkflowsRequest.MaxResults"},
    {"WorkflowRunDetail.Duration", "Duration"},
};

class PublishedForm : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::filesystem::path path = std::filesystem::path(ASSAY_SOURCE_DIR).parent_path() /
                                       "shared" / "models" /
                                       "mwaa-serverless-2024-07-26.service-2.json";
    std::ifstream in(path, std::ios::binary);
    if (!in) GTEST_SKIP() << "skipped: no shared data";
    text_.assign(std::istreambuf_iterator<char>(in), {});
  }

  std::string text_;
};

// What a person reads of every constraint of the service, by id: statuses and rules apart, which
// botocore's form does not have.
std::map<std::string, std::string> constraints_of(const Contract& contract) {
  std::map<std::string, std::string> out;
  const std::string prefix = std::string(contract.service()) + "/";
  for (ConstraintIndex i = 0; i < contract.constraint_count(); ++i) {
    const ConstraintInfo info = contract.constraint(i);
    if (!info.id.starts_with(prefix) || info.id.find("@status") != std::string_view::npos ||
        info.id.find("@rule.") != std::string_view::npos) {
      continue;
    }
    std::string id(info.id.substr(prefix.size()));
    for (const auto& [theirs, ours] : kOtherNames) {
      if (id.starts_with(std::string(theirs) + "@")) id.replace(0, theirs.size(), ours);
    }
    std::string requirement(info.requirement);
    // Patterns of the whole string: with anchors here, without them there.
    const std::size_t at = requirement.find("pattern: ^");
    if (at != std::string::npos && requirement.ends_with("$")) {
      requirement.pop_back();
      requirement.erase(at + 9, 1);
    }
    out.emplace(std::move(id),
                std::to_string(static_cast<int>(info.severity)) + ": " + requirement);
  }
  return out;
}

TEST_F(PublishedForm, HasTheSameOperationsAndErrors) {
  const auto published = Contract::compile({{"service-2.json", text_}, {}, {}});
  ASSERT_TRUE(published.has_value()) << published.error().to_string();
  const auto errors_of = [](const Contract& contract) {
    std::map<std::string, std::set<std::string>> out;
    for (const OperationTable& operation : contract.tables().operations) {
      std::set<std::string>& errors = out[std::string(operation.target)];
      for (std::uint32_t i = 0; i < operation.error_count; ++i) {
        const ErrorTable& error = contract.tables().errors[operation.first_error + i];
        errors.insert(std::string(error.name) + (error.client_fault ? " client" : " server"));
      }
    }
    return out;
  };
  EXPECT_EQ(errors_of(Contract::embedded()), errors_of(*published));
  EXPECT_EQ(Contract::embedded().operation_count(), published->operation_count());
  EXPECT_EQ(Contract::embedded().protocol(), published->protocol());
  EXPECT_EQ(Contract::embedded().tables().signing_name, published->tables().signing_name);
}

TEST_F(PublishedForm, HasTheSameConstraints) {
  const auto published = Contract::compile({{"service-2.json", text_}, {}, {}});
  ASSERT_TRUE(published.has_value()) << published.error().to_string();
  const auto ours = constraints_of(Contract::embedded());
  const auto theirs = constraints_of(*published);
  EXPECT_GT(ours.size(), 200u);
  for (const auto& [id, requirement] : ours) {
    const auto found = theirs.find(id);
    EXPECT_EQ(found == theirs.end() ? "" : found->second, requirement) << id;
  }
  for (const auto& [id, requirement] : theirs) {
    EXPECT_TRUE(ours.contains(id)) << "botocore alone has " << id << ": " << requirement;
  }
}

// As languages: nothing but statuses, of which botocore's form has none.
TEST_F(PublishedForm, AllowsTheSameMessages) {
  const ContractSources sources = embedded_sources();
  const auto ours = read_model(sources.model.text, sources.model.name);
  ASSERT_TRUE(ours.has_value()) << ours.error().to_string();
  const auto drift_from = [&](const std::string& text) {
    const auto theirs = read_model(text, "service-2.json");
    if (!theirs) return theirs.error().to_string();
    return test::described(lint_drift({*ours, &Contract::embedded()}, {*theirs}));
  };
  EXPECT_EQ(drift_from(text_),
            "drift.status AccessDeniedException, drift.status OperationTimeoutException, "
            "drift.status ResourceNotFoundException, drift.status ThrottlingException, "
            "drift.status ConflictException, drift.status ServiceQuotaExceededException");
  // Not blind: a bound moved by one is a difference.
  std::string moved = text_;
  const std::size_t key = moved.find("\"TagKeys\":{");
  const std::size_t bound = moved.find("\"max\":50", key);
  ASSERT_TRUE(key != std::string::npos && bound != std::string::npos);
  moved.replace(bound, 8, "\"max\":51");
  EXPECT_NE(drift_from(moved).find("drift.length UntagResource input/TagKeys"), std::string::npos);
}

}  // namespace
}  // namespace assay
