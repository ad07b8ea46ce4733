// Exit codes, the same for every verb.
#ifndef ASSAY_CLI_EXIT_CODE_H_
#define ASSAY_CLI_EXIT_CODE_H_

namespace assay::cli {

enum ExitCode : int {
  kExitOk = 0,          // nothing at or above the gate
  kExitFindings = 1,    // findings at or above the gate
  kExitUsage = 2,       // usage, or input that cannot be used
  kExitIncomplete = 3,  // a limit stopped a walk, nothing was checked, a driver did not start
  kExitShrank = 4,      // a corpus, coverage or a canonical set shrank
};

}  // namespace assay::cli

#endif  // ASSAY_CLI_EXIT_CODE_H_
