// The options of assay conform.
#ifndef ASSAY_CLI_CONFORM_OPTIONS_H_
#define ASSAY_CLI_CONFORM_OPTIONS_H_

#include <assay/error.h>

#include <string>
#include <vector>

#include "cli/model_options.h"
#include "cli/subjects.h"

namespace assay::cli {

struct ConformOptions {
  SubjectOptions subjects;
  ModelOptions models;
  std::vector<std::string> run;
  bool list = false;
  std::string last_failed;  // the result file of that run; empty: not asked for
  std::size_t repeat = 1;
  std::string suite;
  std::string gate = "should";
  std::string format = "text";
  std::vector<std::string> reports;
  std::string out;
  std::string history;
  std::vector<std::string> known_failing;
  bool update_known = false;
  bool enforce_expiry = false;
  bool verbose = false;
  std::size_t processes = 2;
};

struct OutputFile {
  std::string format;
  std::string path;
};

// All options, in their groups; they outlive the app.
void add_conform_options(CLI::App& app, ConformOptions& options);

// What --report and --out name. Errors: kUsage: no FORMAT=FILE.
Expected<std::vector<OutputFile>> output_files(const ConformOptions& options);

// The known-failing file of a subject: NAME=FILE, or FILE for a single subject; else
// conformance/NAME.known-failing below the current directory, where there is one; that of the SDK
// for a release or a working tree of it. Cases made from templates have a file of their own,
// NAME.templates.known-failing.
std::string known_file(const ConformOptions& options, const std::string& name, bool single,
                       bool templates);

}  // namespace assay::cli

#endif  // ASSAY_CLI_CONFORM_OPTIONS_H_
