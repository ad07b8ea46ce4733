// Every derived vector gets from the checker exactly what it was constructed to get.
#include "corpus/vectors.h"

#include <assay/checker.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "corpus/minimal_value.h"
#include "parsers/input.h"

namespace assay {
namespace {

// Checks the cases of one contract, and collects how they differ.
class VectorCheck {
 public:
  explicit VectorCheck(const Contract& contract)
      : contract_(contract), checker_(contract), storage_(256) {}

  void file(const VectorFile& file) {
    for (const VectorGroup& group : file.groups) {
      for (const VerdictSet& set : group.sets) {
        for (const VectorCase& one : set.cases) check(group, set, one);
      }
    }
  }

  std::size_t cases() const { return cases_; }
  const std::set<ConstraintIndex>& seen() const { return seen_; }
  // At most ten of each group; empty when all is as it must be.
  const std::string& differences() const { return differences_; }

 private:
  void check(const VectorGroup& group, const VerdictSet& set, const VectorCase& one) {
    ++cases_;
    seen_.insert(set.broken.begin(), set.broken.end());
    compare(group, set, one, found_in(group, one), "");
    if (group.kind != VectorKind::kText && group.kind != VectorKind::kJson) return;
    // The value again where it stands in a message; one frame a case keeps that short.
    if (group.frames.empty()) return;
    const VectorFrame& frame = group.frames[cases_ % group.frames.size()];
    VectorGroup framed;
    framed.kind = frame.kind;
    framed.operation = frame.operation;
    const std::string value = group.kind == VectorKind::kText ? json_string(one.bytes) : one.bytes;
    VectorCase message;
    message.bytes = frame.before + value + frame.after;
    std::set<ConstraintIndex> found = found_in(framed, message);
    // A value knows nothing of rules across members.
    for (const RuleTable& rule : contract_.tables().rules) found.erase(rule.constraint);
    compare(group, set, message, found, frame.pointer);
  }

  std::set<ConstraintIndex> found_in(const VectorGroup& group, const VectorCase& one) {
    Findings findings(storage_);
    std::set<ConstraintIndex> ids;
    switch (group.kind) {
      case VectorKind::kText:
      case VectorKind::kJson:
        checker_.check_value(group.shape, one.bytes, findings);
        break;
      case VectorKind::kRequest:
        checker_.check_input(group.operation, one.bytes, findings);
        break;
      case VectorKind::kResponse:
        checker_.check_output(group.operation, one.bytes, findings);
        break;
      case VectorKind::kError:
        checker_.check_error_body(group.operation, one.bytes, findings);
        break;
      case VectorKind::kExchange: {
        EvidenceCase evidence;
        evidence.request = one.request;
        evidence.response = one.response;
        const EvidenceView view(evidence);
        checker_.check_exchange(view.exchange(), group.operation, findings);
        break;
      }
      case VectorKind::kHttp:
        return found_in_http(group, one);
    }
    for (const Violation& violation : findings.stored()) ids.insert(violation.constraint);
    return ids;
  }

  std::set<ConstraintIndex> found_in_http(const VectorGroup& group, const VectorCase& one) {
    InputOptions options;
    options.kind = InputKind::kHttp;
    Input input = Input::of_text("vector.http", one.bytes, options);
    std::set<ConstraintIndex> ids;
    for (auto item = input.next(); item && *item != nullptr; item = input.next()) {
      for (const InputFinding& finding : (*item)->findings) ids.insert(finding.constraint);
      if ((*item)->kind != InputItem::Kind::kExchange) continue;
      Findings findings(storage_);
      checker_.check_exchange((*item)->exchange, group.operation, findings);
      for (const Violation& violation : findings.stored()) ids.insert(violation.constraint);
    }
    return ids;
  }

  void compare(const VectorGroup& group, const VerdictSet& set, const VectorCase& one,
               const std::set<ConstraintIndex>& found, const std::string& where) {
    if (found == std::set<ConstraintIndex>(set.broken.begin(), set.broken.end())) return;
    if (++of_group_[group.id] > 10) return;
    const auto names = [&](const auto& ids) {
      std::string all;
      for (const ConstraintIndex id : ids) {
        all += fmt::format(" {}", contract_.tables().constraints[id].id);
      }
      return all;
    };
    std::string body = one.bytes;
    if (one.request) body += one.request->body;
    if (one.response) body += one.response->body;
    differences_ += fmt::format("{}#{} {} {}\n  expected{}\n  found{}\n  {}\n", group.id,
                                case_id(group.kind, one), where, one.note, names(set.broken),
                                names(found), body.substr(0, 300));
  }

  const Contract& contract_;
  Checker checker_;
  std::vector<Violation> storage_;
  std::set<ConstraintIndex> seen_;
  std::map<std::string, int> of_group_;
  std::string differences_;
  std::size_t cases_ = 0;
};

void check_tier(const Contract& contract, VectorTier tier, VectorCheck& check) {
  DeriveOptions options;
  options.tier = tier;
  const auto derived = derive_vectors(contract, options, [&](VectorFile&& file) {
    check.file(file);
    return true;
  });
  ASSERT_TRUE(derived) << derived.error().to_string();
  EXPECT_EQ(check.differences(), "");
}

TEST(VectorsTest, SmallTierOfTheEmbeddedContract) {
  VectorCheck check(Contract::embedded());
  check_tier(Contract::embedded(), VectorTier::kSmall, check);
  EXPECT_GT(check.cases(), 2'000u);
}

TEST(VectorsTest, MediumTierOfTheEmbeddedContract) {
  VectorCheck check(Contract::embedded());
  check_tier(Contract::embedded(), VectorTier::kMedium, check);
  EXPECT_GT(check.cases(), 5'000u);
}

TEST(VectorsTest, SmallTierOfPublicModels) {
  const std::filesystem::path models =
      std::filesystem::path(ASSAY_SOURCE_DIR) / ".." / "shared" / "models";
  if (!std::filesystem::is_directory(models)) {
    std::cout << "skipped: no shared data\n";
    GTEST_SKIP();
  }
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(models)) {
    if (entry.path().extension() == ".json") files.insert(entry.path());
  }
  ASSERT_FALSE(files.empty());
  for (const std::filesystem::path& file : files) {
    const auto contract = Contract::load(file.string());
    ASSERT_TRUE(contract) << contract.error().to_string();
    SCOPED_TRACE(file.filename().string());
    const auto begin = std::chrono::steady_clock::now();
    VectorCheck check(*contract);
    check_tier(*contract, VectorTier::kSmall, check);
    std::cout << fmt::format(
        "{}: {} cases in {:.1f} s\n", contract->service(), check.cases(),
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    EXPECT_GT(check.cases(), 100u);
  }
}

}  // namespace
}  // namespace assay
