// Conforming messages, messages with one constraint broken, and their presentation.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "property/check_property.h"
#include "property/coverage.h"
#include "property/failure.h"
#include "property/fixture.h"
#include "spec/protocol_rules.h"

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

bool digit(char c) { return c >= '0' && c <= '9'; }
bool json_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

TEST(MessageProperty, ConformingBodyHasNoFinding) {
  Coverage coverage;
  check_property([&](Randomness& random) -> Outcome {
    Body body = the().body(random);
    const std::string text = write_message(body.tree, {&random});
    coverage.message();
    coverage.count(to_string(body.role));
    coverage.count(fmt::format("operation {}", body.operation));
    if (text.size() > 200) coverage.count("long");
    const Checked checked = the().check(body, text);
    if (checked.verdict == Verdict::kValid && checked.findings.empty()) return std::nullopt;
    return failure("a conforming message has findings", body, text, checked, {});
  });
  for (const char* role : {"request", "response", "error"}) coverage.expect(role, 15);
  coverage.expect("long", 15);
  coverage.expect_classes("operation ", 15);
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
  Coverage coverage;
  check_property(
      [&](Randomness& random) -> Outcome {
        Body body = the().body(random);
        auto broken = the().breaker.break_one(body.tree, body.role, body.operation, random);
        coverage.message();
        if (!broken) return std::nullopt;
        coverage.count("broken");
        coverage.count(to_string(body.role));
        coverage.count(fmt::format("operation {}", body.operation));
        coverage.count(fmt::format("constraint {}", broken->broken));
        const std::string text = write_message(broken->message, {&random});
        const Checked checked = the().check(body, text);
        const std::set<ConstraintIndex> expected(broken->expected.begin(), broken->expected.end());
        if (checked.ids(Severity::kNote) != expected) {
          return failure("expected" + the().names(expected), body, text, checked, expected);
        }
        const MessageNode& place = node_at(broken->message, broken->place);
        for (const Violation& found : checked.findings) {
          if (found.begin < place.begin || found.end > place.end || found.begin > found.end) {
            return failure(fmt::format("expected within {}..{}", place.begin, place.end), body,
                           text, checked, expected);
          }
        }
        return std::nullopt;
      },
      2000);
  coverage.expect("broken", 80);
  for (const char* role : {"request", "response", "error"}) coverage.expect(role, 10);
  coverage.expect_classes("operation ", 15);
  coverage.expect_classes("constraint ", 41);
}

// The range of a finding about a string, number or literal is that value; measured lengths are
// those of the value.
TEST(MessageProperty, RangesCoverTheValue) {
  Coverage coverage;
  check_property(
      [&](Randomness& random) -> Outcome {
        Body body = the().body(random);
        auto broken = the().breaker.break_one(body.tree, body.role, body.operation, random);
        coverage.message();
        if (!broken) return std::nullopt;
        const std::string text = write_message(broken->message, {&random});
        const Checked checked = the().check(body, text);
        const MessageNode& place = node_at(broken->message, broken->place);
        const bool scalar =
            place.kind != MessageNode::Kind::kObject && place.kind != MessageNode::Kind::kArray;
        if (!scalar) return std::nullopt;
        coverage.count("scalar");
        coverage.count(to_string(body.role));
        for (const Violation& found : checked.findings) {
          if (found.begin != place.begin || found.end != place.end) {
            return failure(fmt::format("expected exactly {}..{}", place.begin, place.end), body,
                           text, checked);
          }
        }
        return std::nullopt;
      },
      1000);
  coverage.expect("scalar", 10);
  for (const char* role : {"request", "response", "error"}) coverage.expect(role, 1);
}

TEST(MessageProperty, PresentationChangesNothing) {
  Coverage coverage;
  check_property([&](Randomness& random) -> Outcome {
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
    coverage.message();
    coverage.count(to_string(one.body.role));
    coverage.count(one.broken ? "broken" : "conforming");
    if (other_text.size() > plain_text.size()) coverage.count("another text");
    if (plain.verdict == other.verdict && ids_of(plain) == ids_of(other)) return std::nullopt;
    return failure("another presentation is judged differently", one.body, plain_text, plain) +
           failure("\nthe other presentation", one.body, other_text, other,
                   plain.ids(Severity::kNote));
  });
  for (const char* role : {"request", "response", "error"}) coverage.expect(role, 15);
  for (const char* kind : {"broken", "conforming"}) coverage.expect(kind, 12);
  coverage.expect("another text", 25);
}

// Of every beginning of a conforming message a check says one thing: it ends at its end. Whatever
// the end cuts, a name, a number, an escape, is not judged.
TEST(MessageProperty, EveryPrefixIsTruncatedAtItsEndAndNothingElse) {
  Coverage coverage;
  constexpr ConstraintIndex kTruncated = index_of(ProtocolRule::kBodyTruncated);
  check_property(
      [&](Randomness& random) -> Outcome {
        Body body = the().body(random);
        std::string text = write_message(body.tree, {&random});
        while (json_space(text.back())) text.pop_back();
        coverage.message();
        coverage.count(to_string(body.role));
        coverage.count(fmt::format("operation {}", body.operation));
        // All of a short text, a sample of a long one.
        const std::size_t step = 1 + text.size() / 256;
        const std::size_t brace = text.find('{');
        for (std::size_t size = random.below(step); size < text.size(); size += step) {
          const std::string_view prefix = std::string_view(text).substr(0, size);
          // Bodies without a byte have rules of their own; an empty response is an empty output.
          if (size <= brace) continue;
          if (digit(prefix.back())) coverage.count("cuts in digits");
          const Checked checked = the().check(body, prefix);
          std::vector<Violation> findings = checked.findings;
          // Only what was read can name the error.
          if (body.role == MessageRole::kError) {
            std::erase_if(findings, [](const Violation& found) {
              return found.constraint == index_of(ProtocolRule::kErrorType);
            });
          }
          const bool alone = findings.size() == 1 && findings[0].constraint == kTruncated &&
                             findings[0].begin + 4 > size && findings[0].end == size;
          if (checked.verdict != Verdict::kInvalid || !alone) {
            return failure("a prefix is not truncated at its end and nothing else", body, prefix,
                           checked, {kTruncated});
          }
        }
        return std::nullopt;
      },
      200);
  for (const char* role : {"request", "response", "error"}) coverage.expect(role, 15);
  coverage.expect("cuts in digits", 50);
  coverage.expect_classes("operation ", 15);
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
