// What stands below a sensitive member is never shown, whatever happens to the bytes around it.
#include <assay/diagnostic.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "corpus/mutator.h"
#include "property/check_property.h"
#include "property/coverage.h"
#include "property/fixture.h"

namespace assay {
namespace {

using Outcome = std::optional<std::string>;

constexpr std::string_view kCanary = "SECRET";

PropertyFixture& the() { return PropertyFixture::instance(); }

// Puts the canary below every sensitive member; returns whether there was one.
bool plant(MessageNode& node) {
  const bool sensitive = node.shape != kNoIndex && the().tables.shapes[node.shape].sensitive;
  if (sensitive && node.kind == MessageNode::Kind::kObject) {
    MessageNode::Member secret;
    secret.name = kCanary;
    secret.value = MessageNode::of(MessageNode::Kind::kString, std::string(kCanary));
    node.members.push_back(std::move(secret));
    return true;
  }
  bool planted = false;
  for (MessageNode& item : node.items) planted |= plant(item);
  for (MessageNode::Member& member : node.members) planted |= plant(member.value);
  return planted;
}

bool shows(const Diagnostic& diagnostic) {
  const auto has = [](const std::string& text) { return text.find(kCanary) != std::string::npos; };
  const auto place_has = [&](const Place& place) {
    return has(place.pointer) || has(place.excerpt) || has(place.part_name);
  };
  return has(diagnostic.message) || has(diagnostic.measured) || has(diagnostic.allowed) ||
         place_has(diagnostic.place) || (diagnostic.second && place_has(*diagnostic.second));
}

TEST(SecretProperty, NoDamageUncoversASensitiveValue) {
  Coverage coverage;
  check_property(
      [&](Randomness& random) -> Outcome {
        static MessageMutator mutator(the().generator);
        MessageNode output = the().generator.output(0, random);
        coverage.message();
        if (!plant(output)) return std::nullopt;
        coverage.count("planted");
        if (auto broken = the().breaker.break_one(output, MessageRole::kOutput, 0, random)) {
          output = std::move(broken->message);
        }
        std::string text = write_message(output, {&random, true, true, false});
        for (auto left = random.below(3); left > 0; --left) {
          text = mutator.mutate_bytes(text, random);
        }
        HttpResponse response;
        response.status = 200;
        response.body = text;
        Exchange exchange;
        exchange.response = &response;
        std::vector<Violation> storage(256);
        Findings findings(storage);
        the().checker.check_output(0, text, findings);
        Subject subject;
        subject.contract = &the().contract;
        subject.exchange = exchange;
        Diagnoser diagnoser(subject);
        for (const Violation& found : findings.stored()) {
          const Diagnostic diagnostic = diagnoser.diagnose(found);
          coverage.count("shown");
          if (!shows(diagnostic)) continue;
          return fmt::format("{} shows it: {}\n{}\n{}", diagnostic.id, diagnostic.place.pointer,
                             diagnostic.place.excerpt, text);
        }
        return std::nullopt;
      },
      2000);
  coverage.expect("planted", 25);
  coverage.expect("shown", 25);
}

}  // namespace
}  // namespace assay
