// Runs the command in the process of a test.
#ifndef ASSAY_CLI_CLI_TEST_UTIL_H_
#define ASSAY_CLI_CLI_TEST_UTIL_H_

#include <string>
#include <string_view>
#include <vector>

namespace assay::cli {

struct CommandResult {
  int code = 0;
  std::string out, err;
};

struct CommandSetup {
  std::string input;  // standard input of in-process readers
  bool terminal = false;
  bool no_color = false;
};

CommandResult run(const std::vector<std::string>& arguments, const CommandSetup& setup = {});

// Writes a file in the directory of temporary files of this test; returns its path.
std::string write_file(std::string_view name, std::string_view text);
std::string read_file(const std::string& path);

}  // namespace assay::cli

#endif  // ASSAY_CLI_CLI_TEST_UTIL_H_
