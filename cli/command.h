// The command line as a whole: verbs, help, usage errors.
#ifndef ASSAY_CLI_COMMAND_H_
#define ASSAY_CLI_COMMAND_H_

#include <string>
#include <vector>

#include "cli/verb.h"

namespace assay::cli {

// Runs the command with its arguments (the program's name left out). Returns its exit code.
int run_command(const std::vector<std::string>& arguments, Console& console);

// Makes interrupted() true on SIGINT and SIGTERM (the second one ends the process), and turns a
// reader that has gone away into a failed write.
void handle_signals() noexcept;

// Sets what interrupted() says, as a signal would; for tests.
void request_interrupt(bool wanted) noexcept;

}  // namespace assay::cli

#endif  // ASSAY_CLI_COMMAND_H_
