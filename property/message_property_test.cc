// Conforming messages, messages with one constraint broken, and their presentation.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "property/check_property.h"
#include "property/fixture.h"

namespace assay {
namespace {

using Outcome = std::optional<std::string>;

PropertyFixture& the() { return PropertyFixture::instance(); }

// A conforming body or, half of the time, one with a constraint broken.
struct Case {
  Body body;
  std::optional<BrokenMessage> broken;
  MessageNode& tree() { return broken ? broken->message : body.tree; }
};

Case any_case(Randomness& random) {
  Case out;
  out.body = the().body(random);
  if (random.chance(1, 2)) {
    out.broken = the().breaker.break_one(out.body.tree, out.body.role, out.body.operation, random);
  }
  return out;
}

bool json_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

TEST(MessageProperty, ConformingBodyHasNoFinding) {
  check_property([](Randomness& random) -> Outcome {
    Body body = the().body(random);
    const std::string text = write_message(body.tree, {&random});
    const Checked checked = the().check(body, text);
    if (checked.verdict == Verdict::kValid && checked.findings.empty()) return std::nullopt;
    return failure("a conforming message has findings", body, text, checked);
  });
}

TEST(MessageProperty, ConformingExchangeHasNoFinding) {
  check_property([](Randomness& random) -> Outcome {
    const OperationIndex index = the().operation(random);
    const OperationTable& operation = the().tables.operations[index];
    std::optional<std::uint32_t> error;
    if (random.chance(1, 2)) {
      error =
          operation.first_error + static_cast<std::uint32_t>(random.below(operation.error_count));
    }
    const GeneratedExchange exchange =
        generate_exchange(the().generator, index, error, {&random}, random);
    const GeneratedView view(exchange);
    const Checked checked = the().check(view.exchange());
    if (checked.verdict == Verdict::kValid && checked.findings.empty()) return std::nullopt;
    return fmt::format("a conforming exchange has findings\n{}\n{}", write_http(exchange),
                       the().describe(checked));
  });
}

TEST(MessageProperty, OneBrokenConstraintIsFoundAloneAndInItsPlace) {
  std::set<ConstraintIndex> seen;
  check_property(
      [&seen](Randomness& random) -> Outcome {
        Body body = the().body(random);
        auto broken = the().breaker.break_one(body.tree, body.role, body.operation, random);
        if (!broken) return std::nullopt;
        seen.insert(broken->broken);
        const std::string text = write_message(broken->message, {&random});
        const Checked checked = the().check(body, text);
        const std::set<ConstraintIndex> expected(broken->expected.begin(), broken->expected.end());
        if (checked.ids(Severity::kNote) != expected) {
          return failure("expected" + the().names(expected), body, text, checked);
        }
        const MessageNode& place = node_at(broken->message, broken->place);
        for (const Violation& found : checked.findings) {
          if (found.begin < place.begin || found.end > place.end || found.begin > found.end) {
            return failure(fmt::format("expected within {}..{}", place.begin, place.end), body,
                           text, checked);
          }
        }
        return std::nullopt;
      },
      2000);
  if (std::getenv("ASSAY_REPLAY") || std::getenv("RC_PARAMS")) return;
  EXPECT_GT(seen.size(), 40u) << "constraints that were broken at least once";
}

// The range of a finding about a string, number or literal is that value; measured lengths are
// those of the value.
TEST(MessageProperty, RangesCoverTheValue) {
  check_property(
      [](Randomness& random) -> Outcome {
        Body body = the().body(random);
        auto broken = the().breaker.break_one(body.tree, body.role, body.operation, random);
        if (!broken) return std::nullopt;
        const std::string text = write_message(broken->message, {&random});
        const Checked checked = the().check(body, text);
        const MessageNode& place = node_at(broken->message, broken->place);
        const bool scalar =
            place.kind != MessageNode::Kind::kObject && place.kind != MessageNode::Kind::kArray;
        if (!scalar) return std::nullopt;
        for (const Violation& found : checked.findings) {
          if (found.begin != place.begin || found.end != place.end) {
            return failure(fmt::format("expected exactly {}..{}", place.begin, place.end), body,
                           text, checked);
          }
        }
        return std::nullopt;
      },
      1000);
}

TEST(MessageProperty, PresentationChangesNothing) {
  check_property([](Randomness& random) -> Outcome {
    Case one = any_case(random);
    const auto ids_of = [&](const Checked& checked) {
      std::vector<ConstraintIndex> ids;
      for (const Violation& found : checked.findings) ids.push_back(found.constraint);
      std::ranges::sort(ids);
      return ids;
    };
    const std::string plain_text = write_message(one.tree());
    const Checked plain = the().check(one.body, plain_text);
    const std::string other_text = write_message(one.tree(), {&random});
    const Checked other = the().check(one.body, other_text);
    if (plain.verdict == other.verdict && ids_of(plain) == ids_of(other)) return std::nullopt;
    return failure("another presentation is judged differently", one.body, plain_text, plain) +
           failure("\nthe other presentation", one.body, other_text, other);
  });
}

TEST(MessageProperty, EveryPrefixIsInvalid) {
  check_property(
      [](Randomness& random) -> Outcome {
        Body body = the().body(random);
        std::string text = write_message(body.tree, {&random});
        while (json_space(text.back())) text.pop_back();
        // All of a short text, a sample of a long one.
        const std::size_t step = 1 + text.size() / 256;
        for (std::size_t size = 0; size < text.size(); size += step) {
          const std::string_view prefix = std::string_view(text).substr(0, size);
          // An empty response is a warning alone: a client takes it for an empty output.
          if (body.role == MessageRole::kOutput && std::ranges::all_of(prefix, json_space)) {
            continue;
          }
          const Checked checked = the().check(body, prefix);
          if (checked.verdict != Verdict::kInvalid) {
            return failure("a prefix is not invalid", body, prefix, checked);
          }
        }
        return std::nullopt;
      },
      150);
}

TEST(MessageProperty, FindingsAreOrderedAndCountedWhateverTheRoom) {
  check_property([](Randomness& random) -> Outcome {
    Case one = any_case(random);
    const std::string text = write_message(one.tree(), {&random});
    const Checked checked = the().check(one.body, text);
    for (std::size_t i = 0; i < checked.findings.size(); ++i) {
      const Violation& found = checked.findings[i];
      if (found.end > text.size() || found.begin > found.end) {
        return failure("a finding out of bounds", one.body, text, checked);
      }
      if (i > 0 && found.begin < checked.findings[i - 1].begin) {
        return failure("findings out of order", one.body, text, checked);
      }
    }
    if (the().check(one.body, text).findings != checked.findings) {
      return failure("a second check differs", one.body, text, checked);
    }
    return std::nullopt;
  });
}

}  // namespace
}  // namespace assay
