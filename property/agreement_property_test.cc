// The checker against itself and against the slow reference checker, on valid, broken and damaged
// bodies.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "corpus/mutator.h"
#include "parsers/checker_access.h"
#include "parsers/reference/checker.h"
#include "property/agreement.h"
#include "property/check_property.h"
#include "property/coverage.h"
#include "property/failure.h"
#include "property/fixture.h"

namespace assay {
namespace {

using Outcome = std::optional<std::string>;

PropertyFixture& the() { return PropertyFixture::instance(); }

struct Damaged {
  Body body;
  std::string text;
};

// A body as it is sent, with a constraint broken, mutated by the contract, or its bytes changed.
Damaged any_text(Randomness& random) {
  static MessageMutator mutator(the().generator);
  Damaged out;
  out.body = the().body(random);
  const std::uint64_t damage = random.below(6);
  if (damage == 1) {
    auto broken = the().breaker.break_one(out.body.tree, out.body.role, out.body.operation, random);
    if (broken) out.body.tree = std::move(broken->message);
  }
  if (damage >= 2 && damage <= 4) mutator.mutate_tree(out.body.tree, random);
  out.text = write_message(out.body.tree, {&random});
  if (damage >= 4) out.text = mutator.mutate_bytes(out.text, random);
  return out;
}

TEST(AgreementProperty, ReferenceCheckerFindsTheSame) {
  Coverage coverage;
  const reference::Checker reference_checker(Contract::embedded());
  check_property(
      [&](Randomness& random) -> Outcome {
        const Damaged damaged = any_text(random);
        const Checked checked = the().check(damaged.body, damaged.text);
        const reference::Result expected =
            reference_check(reference_checker, damaged.body, damaged.text);
        std::vector<ConstraintIndex> ids;
        for (const Violation& found : checked.findings) ids.push_back(found.constraint);
        ids = comparable(damaged.body, expected.cut_short, std::move(ids));
        coverage.message();
        coverage.count(to_string(damaged.body.role));
        coverage.count(fmt::format("operation {}", damaged.body.operation));
        coverage.count(ids.empty() ? "conforming" : "broken");
        if (!ids.empty() && about_text(ids.front())) coverage.count("unreadable");
        if (ids == comparable(damaged.body, expected.cut_short, expected.ids()) &&
            (checked.verdict == Verdict::kUnchecked) == expected.unchecked) {
          if (expected.cut_short || expected.unchecked) return std::nullopt;
          coverage.count("placed");
          if (places_agree(checked, expected)) return std::nullopt;
        }
        std::string reference;
        for (const reference::Finding& finding : expected.findings) {
          reference += fmt::format("\n  {} at {}", the().tables.constraints[finding.constraint].id,
                                   finding.pointer);
          for (const reference::Place& place : finding.places) {
            reference += fmt::format(" {}..{}", place.begin, place.end);
          }
        }
        const std::vector<ConstraintIndex> expected_ids = expected.ids();
        return failure("the reference checker says" + reference, damaged.body, damaged.text,
                       checked, {expected_ids.begin(), expected_ids.end()});
      },
      4000);
  for (const char* role : {"request", "response", "error"}) coverage.expect(role, 15);
  for (const char* kind : {"conforming", "broken"}) coverage.expect(kind, 25);
  coverage.expect("unreadable", 5);
  coverage.expect("placed", 50);
  coverage.expect_classes("operation ", 15);
}

TEST(AgreementProperty, PlainScannerLeadsToTheSame) {
  check_property(
      [](Randomness& random) -> Outcome {
        static Checker plain =
            CheckerAccess::with_engine(Contract::embedded(), {}, IndexEngine::kPlain);
        const Damaged damaged = any_text(random);
        const Checked fast = the().check(damaged.body, damaged.text);
        const Checked slow = PropertyFixture::check(plain, damaged.body, damaged.text);
        if (fast.verdict == slow.verdict && fast.findings == slow.findings) return std::nullopt;
        return failure("stage 1", damaged.body, damaged.text, fast) +
               failure("\nplain scanner", damaged.body, damaged.text, slow);
      },
      4000);
}

}  // namespace
}  // namespace assay
