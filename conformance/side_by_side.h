// Subjects side by side, and the cases of each in a few driver processes of its own.
#ifndef ASSAY_CONFORMANCE_SIDE_BY_SIDE_H_
#define ASSAY_CONFORMANCE_SIDE_BY_SIDE_H_

#include <assay/error.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "conformance/driver_process.h"
#include "conformance/runner.h"

namespace assay {

struct SideBySideOptions {
  RunnerOptions limits;
  // Makes the check of requests; once for each driver process, in the thread that uses it.
  std::function<RequestCheck()> request_check;
  // Likewise, for cases that are answered as the service would.
  std::function<CaseService()> service;
  // Driver processes of one subject at most: while one waits for a retry, the other works. A
  // process is started for every kCasesPerProcess cases at most.
  std::size_t processes = 2;
  std::function<bool()> stop;  // asked between cases; none: never
  // Called now and then in the calling thread: cases done, and misses among them, by subject.
  std::function<void(std::span<const std::size_t> done, std::span<const std::size_t> misses)> tick;

  static constexpr std::size_t kCasesPerProcess = 16;
};

// What became of one subject.
struct SideBySideResult {
  std::optional<Error> not_started;  // its driver: nothing else is set then
  Hello hello;
  std::vector<CaseResult>
      results;  // in the order of the cases; those that did not run are left out
  double seconds = 0;
  std::string failure;  // why it ended early; empty: it did not
};

// Runs the cases against every subject, all subjects at once. A result depends on its case alone: a
// driver makes a client for each call, and each case has a port of its own.
// Returns: one result for each command, in their order.
std::vector<SideBySideResult> run_side_by_side(std::span<const DriverCommand> subjects,
                                               std::span<const Case* const> cases,
                                               const SideBySideOptions& options);

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_SIDE_BY_SIDE_H_
