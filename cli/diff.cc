// assay diff: two runs of the conformance suite compared.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "cli/exit_code.h"
#include "cli/text_file.h"
#include "cli/verb.h"
#include "cli/version.h"
#include "conformance/conform_diff.h"

namespace assay::cli {
namespace {

struct DiffOptions {
  std::string before, after;
  std::string format = "text";
  bool verbose = false;
};

Expected<ConformFile> read(const std::string& path) {
  const auto file = read_text_file(path);
  if (!file) return std::unexpected(file.error());
  return read_conform_file(*file);
}

int diff(const DiffOptions& options, Console& console) {
  const auto before = read(options.before);
  if (!before) return usage_error(console, "diff", before.error().to_string());
  const auto after = read(options.after);
  if (!after) return usage_error(console, "diff", after.error().to_string());
  const ConformDiff result = compare_runs(*before, *after);
  const int code = result.worse() > 0  ? kExitFindings
                   : result.complete() ? kExitOk
                                       : kExitIncomplete;
  if (options.format == "json") {
    console.out << diff_json(result, make_envelope("diff", tool_version()), code);
  } else if (options.format == "markdown") {
    console.out << diff_markdown(result);
  } else {
    console.out << diff_text(result, options.verbose);
  }
  console.out << std::flush;
  return code;
}

Run add_diff(CLI::App& app) {
  auto options = std::make_shared<DiffOptions>();
  app.add_option("OLD", options->before, "what assay conform --out wrote")
      ->type_name("OLD")
      ->required();
  app.add_option("NEW", options->after, "the same, later")->type_name("NEW")->required();
  const std::string output = "Output";
  app.add_option("--format", options->format, "of standard output: text (default), json, markdown")
      ->check(CLI::IsMember({"text", "json", "markdown"}))
      ->type_name("FORMAT")
      ->group(output);
  app.add_flag("--verbose,-v", options->verbose, "every case by name, also those that pass now")
      ->group(output);
  return [options](Console& console) { return diff(*options, console); };
}

}  // namespace

Verb diff_verb() {
  return {.name = "diff",
          .job = Job::kSdkAuthor,
          .summary = "what changed between two runs of conform: in the SDK, in all else",
          .footer =
              "Examples\n"
              "  assay conform --sdk boto3@1.42.0 --out before.json\n"
              "  assay conform --sdk boto3 --out after.json\n"
              "  assay diff before.json after.json\n"
              "Exit codes: 0 nothing that passed misses now, 1 something does, 2 usage or a file\n"
              "that is no result, 3 nothing could be compared or the second run had not ended.",
          .add = add_diff};
}

}  // namespace assay::cli
