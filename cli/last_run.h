// The cases that missed in an earlier run, for --last-failed.
#ifndef ASSAY_CLI_LAST_RUN_H_
#define ASSAY_CLI_LAST_RUN_H_

#include <assay/error.h>

#include <span>
#include <string>
#include <vector>

#include "cli/subjects.h"
#include "conformance/conform_run.h"

namespace assay::cli {

// Where ./dev keeps the result of the last run.
inline constexpr std::string_view kLastRunFile = "build/conform/last.json";

struct LastMisses {
  std::string subject;
  std::vector<std::string> ids;  // sorted
};

// What these subjects missed in the run that `path` is the result of. A subject without a name of
// its own (--driver) may be any of the file.
// Errors: kUnreadable, kJsonSyntax, kInputFormat: no result; it has none of the subjects.
Expected<std::vector<LastMisses>> read_last_misses(const std::string& path,
                                                   std::span<const NamedSubject> subjects);

// "boto3: 27 of 65 now pass", a line a subject.
std::string describe_progress(std::span<const LastMisses> last, const ConformRun& run);

}  // namespace assay::cli

#endif  // ASSAY_CLI_LAST_RUN_H_
