// Checks of option values with messages that say what to do.
#ifndef ASSAY_CLI_VALIDATORS_H_
#define ASSAY_CLI_VALIDATORS_H_

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <vector>

namespace assay::cli {

// "--fail-on: foo is none of error, warning, note, never".
inline CLI::Validator one_of(std::vector<std::string> words) {
  return CLI::Validator(
      [words = std::move(words)](const std::string& given) {
        if (std::find(words.begin(), words.end(), given) != words.end()) return std::string();
        return fmt::format("{} is none of {}", given.empty() ? "\"\"" : given,
                           fmt::join(words, ", "));
      },
      "");
}

}  // namespace assay::cli

#endif  // ASSAY_CLI_VALIDATORS_H_
