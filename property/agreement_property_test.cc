// The checker against itself and against the slow reference checker, on valid, broken and damaged
// bodies.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "corpus/mutator.h"
#include "parsers/checker_access.h"
#include "parsers/reference/checker.h"
#include "property/agreement.h"
#include "property/check_property.h"
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
  int broken = 0, unreadable = 0;
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
        broken += ids.empty() ? 0 : 1;
        unreadable += !ids.empty() && about_text(ids.front()) ? 1 : 0;
        if (ids == comparable(damaged.body, expected.cut_short, expected.ids()) &&
            (checked.verdict == Verdict::kUnchecked) == expected.unchecked) {
          return std::nullopt;
        }
        std::string reference;
        for (const reference::Finding& finding : expected.findings) {
          reference += fmt::format("\n  {} at {}", the().tables.constraints[finding.constraint].id,
                                   finding.pointer);
        }
        return failure("the reference checker says" + reference, damaged.body, damaged.text,
                       checked);
      },
      4000);
  if (std::getenv("ASSAY_REPLAY") || std::getenv("RC_PARAMS")) return;
  EXPECT_GT(broken, 1000);
  EXPECT_GT(unreadable, 200);
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
