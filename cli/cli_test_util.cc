#include "cli/cli_test_util.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/command.h"

namespace assay::cli {

CommandResult run(const std::vector<std::string>& arguments, const CommandSetup& setup) {
  std::istringstream in(setup.input);
  std::ostringstream out, err;
  Console console{.in = in, .out = out, .err = err};
  console.out_is_terminal = console.err_is_terminal = setup.terminal;
  console.no_color = setup.no_color;
  CommandResult result;
  result.code = run_command(arguments, console);
  result.out = out.str();
  result.err = err.str();
  return result;
}

std::string write_file(std::string_view name, std::string_view text) {
  // Tests run at the same time, each in a process of its own.
  const std::filesystem::path directory =
      std::filesystem::path(testing::TempDir()) / ("assay-cli-" + std::to_string(getpid()));
  std::filesystem::create_directories(directory);
  const std::filesystem::path path = directory / name;
  std::ofstream file(path, std::ios::binary);
  file << text;
  return path.string();
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace assay::cli
