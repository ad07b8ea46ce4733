// Known failures of a subject: one a line, kept by people, checked at every run.
#ifndef ASSAY_CONFORMANCE_KNOWN_FAILING_H_
#define ASSAY_CONFORMANCE_KNOWN_FAILING_H_

#include <assay/contract.h>
#include <assay/error.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/runner.h"
#include "conformance/verdict.h"

namespace assay {

// PATTERN kind=KIND issue=URL until=DATE why="..."
//
// PATTERN is an id in which `*` stands for any characters; KIND a verdict with hyphens for blanks
// ("silent-loss"). issue and until may be left out. A field that holds a blank, a quotation mark
// or # stands in quotation marks, in which \" and \\ are escapes.
struct KnownFailure {
  std::string pattern;
  CaseVerdict kind = CaseVerdict::kPass;
  std::string issue = {};
  std::string until = {};  // "2027-03-31"; empty: no end
  std::string why = {};    // empty: nobody has written one yet
  std::uint32_t line = 0;
};

struct KnownFailures {
  std::string file;
  // As the file has them; blank and comment lines have no entry.
  struct Line {
    std::string text;
    std::uint32_t entry = UINT32_MAX;
  };
  std::vector<Line> lines;
  std::vector<KnownFailure> entries;
};

// Errors: kInputFormat with file and line.
Expected<KnownFailures> parse_known_failing(const SourceFile& file);

// What the entries say of one run.
struct KnownOutcome {
  std::vector<std::uint32_t> covered;  // by result: the entry that covers it, UINT32_MAX: none
  // "boto3.known-failing:3: awsJson1_0/x passes now", "... fails as leak, not as silent-loss".
  std::vector<std::string> stale;
  std::vector<std::string> expired;
  std::vector<std::string> without_reason;
  std::vector<KnownFailure> entries;  // that `covered` names
};

// Shapes: `today` as in `until`. `narrowed`: only some cases were run, so that an entry without
// one is no fault.
KnownOutcome apply_known_failing(const KnownFailures& known, std::span<const CaseResult> results,
                                 std::string_view today, bool narrowed);

// The text of the file after this run: what people wrote stays, entries that fail no more go,
// misses that nothing covers are added with an empty reason.
std::string update_known_failing(const KnownFailures& known, std::span<const CaseResult> results,
                                 bool narrowed);

bool is_miss(CaseVerdict verdict) noexcept;   // neither pass nor skipped
std::string hyphenated(CaseVerdict verdict);  // "silent-loss"

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_KNOWN_FAILING_H_
