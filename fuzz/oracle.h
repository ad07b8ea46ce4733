// What every fuzz target shares: the contract, checkers, coverage of constraints, and the rules
// that no input may break.
#ifndef ASSAY_FUZZ_ORACLE_H_
#define ASSAY_FUZZ_ORACLE_H_

#include <assay/checker.h>
#include <assay/diagnostic.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "corpus/mutator.h"
#include "fuzz/constraint_sides.h"

namespace assay::fuzz {

// Findings of one check, in storage of its own.
struct Outcome {
  Verdict verdict = Verdict::kValid;
  std::vector<Violation> findings;
  std::size_t total = 0;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

const Contract& contract();
// The checker with simdjson's stage 1, and one with the plain scanner: no answer may depend on the
// way the text is indexed, nor on what was checked before.
Checker& checker();
Checker& second_checker();
Value& value();
MessageMutator& mutator();

// Runs a check and marks its constraints as covered: one extra counter each, so that the engine
// keeps an input for every constraint although all of them share the same code.
template <typename Check>
Outcome run(Check check) {
  static std::vector<Violation> storage(1024);
  Findings findings(storage);
  Outcome out;
  out.verdict = check(findings);
  out.findings.assign(findings.stored().begin(), findings.stored().end());
  out.total = findings.total();
  return out;
}
// `texts`: what was checked, and against which structures.
void cover(const Outcome& outcome, std::initializer_list<CheckedText> texts = {});

// Aborts with ORACLE:<rule> <detail>. Each rule calls it from a function of its own, not inlined.
[[noreturn, gnu::noinline]] void stop(const char* rule, std::string_view detail);

// The rules. Each has a function of its own that aborts with ORACLE:<rule>, so that two broken
// rules never share their top frames.
//
// verdict = invalid <=> a finding of severity error that is no limit; unchecked => a limit.
void expect_verdict_follows_findings(const Outcome& outcome);
// Every place lies within its part; findings of one part are ordered by their begin.
void expect_places(const Outcome& outcome, const Exchange& exchange);
// Both checkers say the same.
void expect_same(const Outcome& first, const Outcome& second);
// check(x) valid => bind(x) succeeds.
void expect_bound(const Outcome& outcome, BindStatus status);
// Every finding can be shown, and nothing below a sensitive member is.
void expect_diagnoses(const Outcome& outcome, const Subject& subject);

// All of the above but binding: verdict, places, both ways to index, diagnoses. `check` runs one
// check with a given Checker.
template <typename Check>
Outcome expect_check(Check check, const Subject& subject,
                     std::initializer_list<CheckedText> texts) {
  const Outcome outcome = check(checker());
  cover(outcome, texts);
  expect_verdict_follows_findings(outcome);
  expect_places(outcome, subject.exchange);
  expect_same(outcome, check(second_checker()));
  expect_diagnoses(outcome, subject);
  return outcome;
}

// The custom mutation: half of the time by the contract, otherwise the engine's own.
// `root`: the structure that the text is.
std::size_t mutate(ShapeIndex root, std::uint8_t* data, std::size_t size, std::size_t max_size,
                   unsigned seed);
// The part of the data from `begin` on; what precedes it is kept.
std::size_t mutate_from(std::size_t begin, ShapeIndex root, std::uint8_t* data, std::size_t size,
                        std::size_t max_size, unsigned seed);

}  // namespace assay::fuzz

#endif  // ASSAY_FUZZ_ORACLE_H_
