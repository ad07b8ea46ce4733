// The checker against the slow reference, on mutants of messages: the same verdict and, where the
// text can be read, the same findings.
#include <assay/checker.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/check_test_util.h"
#include "parsers/reference/checker.h"
#include "spec/protocol_rules.h"

namespace assay {
namespace {

constexpr std::string_view kArn =
    "arn:aws:airflow-serverless:us-east-1:123456789012:workflow/daily-load-a1B2c3D4e5";

bool stops_the_reference(ConstraintIndex constraint) {
  constexpr std::array kRules{ProtocolRule::kBodySurrogate, ProtocolRule::kBodySyntax,
                              ProtocolRule::kBodyUtf8,      ProtocolRule::kBodyControl,
                              ProtocolRule::kBodyTrailing,  ProtocolRule::kBodyTruncated};
  return std::ranges::any_of(kRules, [&](ProtocolRule r) { return index_of(r) == constraint; });
}

// What both must agree on: the first thing wrong with the text, or else everything. The reference
// reads nothing past it.
std::vector<ConstraintIndex> comparable(std::vector<ConstraintIndex> ids) {
  std::vector<ConstraintIndex> stopping;
  std::ranges::copy_if(ids, std::back_inserter(stopping), stops_the_reference);
  if (!stopping.empty()) return {stopping.front()};
  std::ranges::sort(ids);
  return ids;
}

std::string names(const Contract& contract, const std::vector<ConstraintIndex>& ids) {
  std::string text;
  for (const ConstraintIndex id : ids) text += std::string(contract.constraint(id).id) + " ";
  return text;
}

class Mutator {
 public:
  explicit Mutator(std::uint32_t seed) : random_(seed) {}

  std::string operator()(std::string text) {
    static constexpr std::string_view kPieces[] = {"{",
                                                   "}",
                                                   "[",
                                                   "]",
                                                   ",",
                                                   ":",
                                                   "\"",
                                                   "\\",
                                                   "0",
                                                   "-",
                                                   ".",
                                                   "e",
                                                   "1e9",
                                                   " ",
                                                   "\n",
                                                   "\t",
                                                   "null",
                                                   "true",
                                                   "\"\"",
                                                   "\\u0",
                                                   "\\ud83d",
                                                   "\\u0041",
                                                   "\xc3\xa9",
                                                   "\xff",
                                                   "\xef\xbb\xbf",
                                                   "\x01",
                                                   "\x0c",
                                                   "\"RunId\":",
                                                   "\"x\":1,",
                                                   "{}",
                                                   "[]",
                                                   "false",
                                                   "60.0",
                                                   "\"a\":{\"a\":1},"};
    const std::size_t edits = 1 + below(3);
    for (std::size_t i = 0; i < edits; ++i) {
      const std::size_t at = below(text.size() + 1);
      switch (below(5)) {
        case 0:
          text.insert(at, kPieces[below(std::size(kPieces))]);
          break;
        case 1:
          text.erase(at, 1 + below(3));
          break;
        case 2:
          if (at < text.size()) text[at] = static_cast<char>(below(256));
          break;
        case 3:
          if (below(4) == 0) text.resize(at);
          break;
        default: {
          const std::size_t from = below(text.size() + 1);
          text.insert(at, text.substr(from, below(24)));
        }
      }
    }
    return text;
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }
  std::mt19937 random_;
};

template <typename Check, typename ReferenceCheck>
void compare(std::string_view seed_text, Check check, ReferenceCheck reference_check) {
  const Contract& contract = Contract::embedded();
  Mutator mutate(7);
  std::vector<Violation> storage(4096);
  for (int i = 0; i < 20'000; ++i) {
    const std::string body = mutate(std::string(seed_text));
    // The headers decide what an empty body means; the reference names no error past a mark.
    if (body.empty() || body.starts_with("\xef\xbb\xbf")) continue;
    Findings findings(storage);
    const Verdict verdict = check(body, findings);
    std::vector<ConstraintIndex> ids;
    for (const Violation& violation : findings.stored()) ids.push_back(violation.constraint);
    const reference::Result expected = reference_check(body);
    ASSERT_EQ(names(contract, comparable(ids)), names(contract, comparable(expected.ids())))
        << body << "\n"
        << describe(contract, findings);
    const bool invalid = std::ranges::any_of(expected.findings, [&](const auto& finding) {
      return contract.constraint(finding.constraint).severity == Severity::kError;
    });
    ASSERT_EQ(verdict == Verdict::kInvalid, invalid) << body;
  }
}

TEST(CheckerReference, Outputs) {
  Checker checker(Contract::embedded());
  const reference::Checker reference(Contract::embedded());
  compare(
      full_output(), [&](auto body, auto& f) { return checker.check_output(0, body, f); },
      [&](auto body) { return reference.check_output(0, body); });
}

TEST(CheckerReference, Inputs) {
  Checker checker(Contract::embedded());
  const reference::Checker reference(Contract::embedded());
  const std::string seed = R"({"RunId":"a.b-c","WorkflowArn":")" + std::string(kArn) + "\"}";
  compare(
      seed, [&](auto body, auto& f) { return checker.check_input(0, body, f); },
      [&](auto body) { return reference.check_input(0, body); });
}

TEST(CheckerReference, Errors) {
  Checker checker(Contract::embedded());
  const reference::Checker reference(Contract::embedded());
  for (const std::string_view seed :
       {R"({"__type":"ns#ThrottlingException:http://x","Message":"m","ServiceCode":"s",)"
        R"("QuotaCode":"q","RetryAfterSeconds":5})",
        R"({"message":"m","Reason":"other","FieldList":[{"Name":"n","Message":"m"}],)"
        R"("code":"ValidationException"})"}) {
    compare(
        seed, [&](auto body, auto& f) { return checker.check_error_body(0, body, f); },
        [&](auto body) { return reference.check_error_body(0, body); });
  }
}

}  // namespace
}  // namespace assay
