// The bodies on which contenders must agree with the reference before any of them is timed.
#ifndef ASSAY_BENCH_AGREEMENT_H_
#define ASSAY_BENCH_AGREEMENT_H_

#include <assay/contract.h>

#include <cstddef>
#include <string>
#include <vector>

#include "bench/contender.h"

namespace assay::bench {

// A body with what the reference checker finds in it.
struct JudgedBody {
  Body body = Body::kOutput;
  PaddedText text;
  std::vector<ConstraintIndex> ids;  // sorted, one entry a finding
  Tally expected;                    // unreadable: the text is not JSON
  bool duplicates = false;           // which of two a rule looks at is open
  bool has_zero = false;             // U+0000, escaped
  bool cut_short = false;            // open is also what else is found in a text that breaks off
};

// Conforming, broken and mutated bodies, the same ones in every run; those past a limit are left
// out. Every constraint that a body can break is broken at least once: stops the program where
// one is not. Errors are reported on stderr.
std::vector<JudgedBody> judged_bodies();

// What comparing one contender gave.
struct Agreement {
  std::size_t compared = 0, broken = 0;
  std::string disagreement;  // the first one; empty: none
};

Agreement compare(const Contender& contender, const std::vector<JudgedBody>& bodies);

}  // namespace assay::bench

#endif  // ASSAY_BENCH_AGREEMENT_H_
