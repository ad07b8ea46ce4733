// What the sub-verbs of assay fuzz are told.
#ifndef ASSAY_CLI_FUZZ_OPTIONS_H_
#define ASSAY_CLI_FUZZ_OPTIONS_H_

#include <assay/error.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/verb.h"

namespace assay::cli {

struct FuzzOptions {
  std::string state = "fuzz-state";
  std::vector<std::string> programs;  // folders
  std::string corpus;
  std::vector<std::string> targets;
  std::string duration = "60s";
  unsigned jobs = 0;  // 0: one a core
  double slice = 0;   // seconds; 0: by the duration
  double report_every = 120;
  double minimize = 60;
  double stop_below = 0;  // percent
  std::string known;      // file; empty: known-findings in the state
  bool payloads = false;
  std::string format = "text";
  std::vector<std::string> ids;
  bool all = false;
  std::string to;
};

// "8h", "30m", "90s", "1h30m", "300" (seconds). Nullopt: none of these, or nothing.
std::optional<double> parse_duration(std::string_view text) noexcept;

// The lines of --known, or of known-findings in the state where there are some.
Expected<std::map<std::string, std::string>> read_known_findings(
    const FuzzOptions& options, const std::filesystem::path& state);

int fuzz_run(const FuzzOptions& options, Console& console);
int fuzz_report(const FuzzOptions& options, Console& console);
int fuzz_repro(const FuzzOptions& options, Console& console);
int fuzz_export(const FuzzOptions& options, Console& console);

}  // namespace assay::cli

#endif  // ASSAY_CLI_FUZZ_OPTIONS_H_
