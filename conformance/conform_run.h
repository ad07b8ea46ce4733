// What a run of the suite against some subjects gave.
#ifndef ASSAY_CONFORMANCE_CONFORM_RUN_H_
#define ASSAY_CONFORMANCE_CONFORM_RUN_H_

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "conformance/known_failing.h"
#include "conformance/protocol.h"
#include "conformance/runner.h"
#include "conformance/suite.h"

namespace assay {

inline constexpr std::size_t kVerdictCount = static_cast<std::size_t>(CaseVerdict::kSkipped) + 1;

// Cases of one level: those that passed, and all that were not skipped.
struct LevelCount {
  std::size_t passed = 0;
  std::size_t total = 0;
};

struct SubjectRun {
  std::string name;    // as it was asked for: "boto3"
  std::string replay;  // how replay names it: "--sdk boto3"
  Hello hello = {};
  std::vector<CaseResult> results = {};
  std::string known_file = {};  // empty: none
  KnownOutcome known = {};
  double seconds = 0;
  std::string failure = {};  // why the run ended early; empty: it did not
  // Cases that ended otherwise when they were run again: "awsJson1_0/x: pass, then hang".
  std::vector<std::string> unstable = {};
};

// Counts for the matrix; cases that are newer than the edition asked for are left out.
struct SubjectCounts {
  std::array<LevelCount, 3> levels{};                 // by Level
  std::array<std::size_t, kVerdictCount> verdicts{};  // by CaseVerdict, MUST and SHOULD only
};

struct ConformRun {
  const Suite* suite = nullptr;
  Edition edition;        // asked for
  bool narrowed = false;  // --run
  Level gate = Level::kShould;
  std::size_t runs = 1;  // of each case; the results are of the first
  std::vector<SubjectRun> subjects;

  bool counts_case(const Case& item) const noexcept { return item.since <= edition; }
  SubjectCounts counts(const SubjectRun& subject) const;
  bool is_known(const SubjectRun& subject, std::size_t result) const noexcept;
  // A miss at or above the gate that no known-failing line covers.
  bool is_finding(const SubjectRun& subject, std::size_t result) const noexcept;
  std::size_t findings(const SubjectRun& subject) const noexcept;
};

// Compares the results of one more run with those of the first, in their order or not.
void compare_repeated(SubjectRun& subject, const std::vector<CaseResult>& again);

// Misses that look alike: one verdict, one level, one family of cases.
struct Cause {
  CaseVerdict verdict = CaseVerdict::kPass;
  Level level = Level::kMay;
  std::string family;                // "awsJson1_0/body"
  std::vector<std::size_t> results;  // indexes in SubjectRun::results
};
// The largest first.
std::vector<Cause> group_by_cause(const SubjectRun& subject);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_CONFORM_RUN_H_
