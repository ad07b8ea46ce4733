// Generators, breaker, mutator and both checkers on public models: every operation of a large
// service, one with a recursive union, one with many unions.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "corpus/mutator.h"
#include "parsers/reference/checker.h"
#include "property/agreement.h"
#include "property/fixture.h"

namespace assay {
namespace {

class Service {
 public:
  explicit Service(Contract contract) : contract_(std::move(contract)) {}

  const ContractTables& tables() const { return contract_.tables(); }
  Checker& checker() { return checker_; }
  MessageGenerator& generator() { return generator_; }

  // A body of every role: the request, the response, each error.
  template <typename Use>
  void for_each_body(OperationIndex operation, Randomness& random, Use&& use) {
    const OperationTable& table = tables().operations[operation];
    if (table.input != kNoIndex) {
      use(Body{operation, MessageRole::kInput, 0, generator_.input(operation, random)});
    }
    if (table.output != kNoIndex) {
      use(Body{operation, MessageRole::kOutput, 0, generator_.output(operation, random)});
    }
    for (std::uint32_t i = table.first_error; i < table.first_error + table.error_count; ++i) {
      use(Body{operation, MessageRole::kError, i, generator_.error(i, random)});
    }
  }

  // One broken constraint, where there is a choice one that was not broken before.
  std::optional<BrokenMessage> break_new(const Body& body, Randomness& random) {
    auto sites = breaker_.sites(body.tree, body.role, body.operation);
    std::erase_if(sites, [&](const BreakSite& site) { return tried_[site.constraint] > 3; });
    if (sites.empty()) return breaker_.break_one(body.tree, body.role, body.operation, random);
    const BreakSite& site = sites[random.below(sites.size())];
    ++tried_[site.constraint];
    return breaker_.break_at(body.tree, body.role, body.operation, site, random);
  }
  std::size_t tried() const { return tried_.size(); }

  Checked check(const Body& body, std::string_view text) {
    return PropertyFixture::check(checker_, body, text);
  }
  reference::Result reference(const Body& body, std::string_view text) {
    return reference_check(reference_, body, text);
  }
  void mutate(Body& body, Randomness& random) { mutator_.mutate_tree(body.tree, random); }
  std::string mutate_bytes(const std::string& text, Randomness& random) {
    return mutator_.mutate_bytes(text, random);
  }

  template <typename Ids>
  std::string names(const Ids& ids) const {
    std::string out;
    for (const ConstraintIndex id : ids) out += fmt::format(" {}", tables().constraints[id].id);
    return out.empty() ? " nothing" : out;
  }

 private:
  Contract contract_;
  // Small values: there are many messages, and a recursive union grows fast.
  MessageGenerator generator_{contract_, {.max_items = 3, .max_depth = 5}};
  MessageBreaker breaker_{generator_};
  MessageMutator mutator_{generator_};
  Checker checker_{contract_};
  reference::Checker reference_{contract_};
  std::map<ConstraintIndex, std::size_t> tried_;
};

std::vector<ConstraintIndex> ids_of(const Checked& checked) {
  std::vector<ConstraintIndex> ids;
  for (const Violation& found : checked.findings) ids.push_back(found.constraint);
  return ids;
}

class ModelsProperty : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const auto path = std::filesystem::path(ASSAY_SOURCE_DIR).parent_path() / "shared" / "models" /
                      (std::string(GetParam()) + ".json");
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "skipped: no shared data";
    auto contract = Contract::load(path.string());
    ASSERT_TRUE(contract) << contract.error().to_string();
    service_ = std::make_unique<Service>(std::move(*contract));
  }

  // Runs a property of one operation with a few seeds for every operation.
  template <typename Use>
  void for_each_operation(std::uint64_t seeds, Use&& use) {
    for (OperationIndex operation = 0; operation < service_->tables().operations.size();
         ++operation) {
      for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SCOPED_TRACE(
            fmt::format("{} seed {}", service_->tables().operations[operation].name, seed));
        SeededRandomness random(operation * 1000 + seed);
        use(operation, random);
        if (HasFatalFailure()) return;
      }
    }
  }

  std::unique_ptr<Service> service_;
};

TEST_P(ModelsProperty, ConformingMessagesHaveNoFinding) {
  Service& service = *service_;
  for_each_operation(8, [&](OperationIndex operation, Randomness& random) {
    service.for_each_body(operation, random, [&](Body body) {
      const std::string text = write_message(body.tree, {&random});
      const Checked checked = service.check(body, text);
      ASSERT_TRUE(checked.verdict == Verdict::kValid && checked.findings.empty())
          << service.names(ids_of(checked)) << "\n"
          << text;
    });
    const OperationTable& table = service.tables().operations[operation];
    for (std::uint32_t error = 0; error <= table.error_count; ++error) {
      const GeneratedExchange exchange = generate_exchange(
          service.generator(), operation,
          error == table.error_count ? std::nullopt : std::optional(table.first_error + error),
          {&random}, random);
      const GeneratedView view(exchange);
      std::vector<Violation> storage(64);
      Findings findings(storage);
      const Verdict verdict = service.checker().check_exchange(view.exchange(), 0, findings);
      ASSERT_TRUE(verdict == Verdict::kValid && findings.total() == 0) << write_http(exchange);
    }
  });
}

TEST_P(ModelsProperty, OneBrokenConstraintIsFoundAloneAndInItsPlace) {
  Service& service = *service_;
  std::set<ConstraintIndex> seen;
  for_each_operation(100, [&](OperationIndex operation, Randomness& random) {
    service.for_each_body(operation, random, [&](Body body) {
      auto broken = service.break_new(body, random);
      if (!broken) return;
      seen.insert(broken->broken);
      const std::string text = write_message(broken->message, {&random});
      const Checked checked = service.check(body, text);
      const std::set<ConstraintIndex> expected(broken->expected.begin(), broken->expected.end());
      ASSERT_EQ(service.names(checked.ids(Severity::kNote)), service.names(expected)) << text;
      const MessageNode& place = node_at(broken->message, broken->place);
      for (const Violation& found : checked.findings) {
        ASSERT_TRUE(found.begin >= place.begin && found.begin <= found.end &&
                    found.end <= place.end)
            << service.names(expected) << " at " << found.begin << ".." << found.end << "\n"
            << text;
      }
    });
  });
  // Nearly everything that a body can break, whatever it takes to get there.
  std::size_t all = 0;
  for (const ConstraintTable& constraint : service.tables().constraints) {
    all += constraint.shape != kNoIndex && !constraint.id.ends_with("@status") ? 1 : 0;
  }
  std::cout << GetParam() << ": " << seen.size() << " constraints broken, of " << all << "\n";
  EXPECT_GT(seen.size(), all * 9 / 10);
}

TEST_P(ModelsProperty, ReferenceCheckerFindsTheSameInMutatedMessages) {
  Service& service = *service_;
  std::size_t messages = 0, broken = 0;
  for_each_operation(30, [&](OperationIndex operation, Randomness& random) {
    service.for_each_body(operation, random, [&](Body body) {
      const std::uint64_t damage = random.below(4);
      if (damage != 0) service.mutate(body, random);
      std::string text = write_message(body.tree, {&random});
      if (damage == 0) text = service.mutate_bytes(text, random);
      const Checked checked = service.check(body, text);
      const reference::Result expected = service.reference(body, text);
      const auto ids = comparable(body, expected.cut_short, ids_of(checked));
      ASSERT_EQ(service.names(ids),
                service.names(comparable(body, expected.cut_short, expected.ids())))
          << text;
      ASSERT_EQ(checked.verdict == Verdict::kUnchecked, expected.unchecked) << text;
      ++messages;
      broken += ids.empty() ? 0 : 1;
    });
  });
  EXPECT_GT(broken, messages / 3);
}

INSTANTIATE_TEST_SUITE_P(Public, ModelsProperty,
                         ::testing::Values("kms-2014-11-01", "dynamodb-2012-08-10",
                                           "verifiedpermissions-2021-12-01"),
                         [](const auto& parameter) {
                           const std::string name = parameter.param;
                           return name.substr(0, name.find('-'));
                         });

}  // namespace
}  // namespace assay
