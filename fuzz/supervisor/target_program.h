// Programs of targets as a build or a fuzzing service lays them out: <target>, <target>.dict and
// <target>.options in one folder.
#ifndef ASSAY_FUZZ_SUPERVISOR_TARGET_PROGRAM_H_
#define ASSAY_FUZZ_SUPERVISOR_TARGET_PROGRAM_H_

#include <assay/error.h>

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "fuzz/supervisor/child_process.h"

namespace assay::fuzz {

struct TargetProgram {
  std::string name;
  std::filesystem::path explore;     // the fast build
  std::filesystem::path sanitized;   // the build that detects; the same where there is one only
  std::string explore_hash;          // of the program's bytes
  std::filesystem::path dictionary;  // empty: none
  std::map<std::string, std::string> options;  // of the engine: timeout, rss_limit_mb, ...
  std::vector<std::filesystem::path> seeds;    // folders

  // The program with its options; whoever calls adds modes and folders.
  ProcessCommand command(bool with_sanitizers, std::string log) const;
};

struct TargetSearch {
  // Folders of programs. The last one explores, the first one has the sanitizers.
  std::vector<std::filesystem::path> programs = {};
  std::filesystem::path corpus =
      {};  // holds seeds/<target>/ and regressions/<target>/; may be empty
  std::vector<std::string> names = {};  // only these; empty: all
};

// Programs named fuzz_*, or those that are asked for by name; sorted.
// Errors: kUnreadable: no such folder; kUsage: no program, or none of an asked name.
Expected<std::vector<TargetProgram>> find_targets(const TargetSearch& search);

// "[libfuzzer]" and its lines "name = value"; other sections are skipped.
std::map<std::string, std::string> parse_engine_options(std::string_view text);

// Called while a child runs; false stops it.
using Pump = std::function<bool()>;

struct ChildRun {
  ProcessEnd end;
  bool stopped = false;  // out of time, or the pump said so
  std::string output;
};
// Runs a command to its end. Its log is emptied first.
Expected<ChildRun> run_child(const ProcessCommand& command, double seconds, const Pump& pump);

}  // namespace assay::fuzz

#endif  // ASSAY_FUZZ_SUPERVISOR_TARGET_PROGRAM_H_
