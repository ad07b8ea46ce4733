#include "cli/conform_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

#include "cli/last_run.h"

namespace assay::cli {
namespace {

bool is_format(std::string_view word) {
  return word == "text" || word == "json" || word == "ndjson" || word == "junit" ||
         word == "markdown" || word == "matrix" || word == "html";
}

}  // namespace

Expected<std::vector<OutputFile>> output_files(const ConformOptions& options) {
  std::vector<OutputFile> files;
  for (const std::string& report : options.reports) {
    const std::size_t equals = std::min(report.find('='), report.size());
    OutputFile file{report.substr(0, equals), report.substr(std::min(equals + 1, report.size()))};
    if (!is_format(file.format) || file.path.empty()) {
      return std::unexpected(
          Error{.code = ErrorCode::kUsage,
                .message = fmt::format("--report: {} is not FORMAT=FILE with text, json, ndjson, "
                                       "junit, markdown, matrix or html",
                                       report),
                .file = {}});
    }
    files.push_back(std::move(file));
  }
  if (!options.out.empty()) files.push_back({"json", options.out});
  return files;
}

std::string known_file(const ConformOptions& options, const std::string& name, bool single,
                       bool templates) {
  for (const std::string& given : options.known_failing) {
    if (given.starts_with(name + "=")) return given.substr(name.size() + 1);
  }
  for (const std::string& given : options.known_failing) {
    if (single && given.find('=') == std::string::npos) return given;
  }
  const std::string standard =
      fmt::format("conformance/{}{}.known-failing", name.substr(0, name.find_first_of("@ ")),
                  templates ? ".templates" : "");
  std::error_code error;
  const bool wanted = std::filesystem::exists(standard, error) || options.update_known;
  return wanted && std::filesystem::is_directory("conformance", error) ? standard : std::string();
}

void add_conform_options(CLI::App& app, ConformOptions& options) {
  add_subject_options(app, options.subjects);
  const std::string cases = "Cases";
  add_model_options(app, options.models, cases);
  add_operation_option(app, options.models, "only the cases of this operation", cases);
  app.add_option("--run", options.run, "only cases whose id matches; * is any characters; repeats")
      ->type_name("GLOB")
      ->expected(1)
      ->take_all()
      ->group(cases);
  app.add_option("--last-failed", options.last_failed,
                 "only cases that missed in the run that FILE is the result of (default: "
                 "build/conform/last.json, which ./dev conform writes)")
      ->expected(0, 1)
      ->default_str(std::string(kLastRunFile))
      ->type_name("[FILE]")
      ->group(cases);
  app.add_option(
         "--repeat", options.repeat,
         "run every case so many times; one that does not end alike each time fails the run")
      ->check(CLI::Range(1, 100))
      ->type_name("N")
      ->group(cases);
  app.add_flag("--list", options.list, "print the cases and run nothing")->group(cases);
  app.add_option("--suite", options.suite,
                 "this edition: newer cases are run and reported, and fail nothing")
      ->type_name("X.Y")
      ->group(cases);
  app.add_option("--processes", options.processes,
                 "driver processes of one SDK at most (default 2); a driver that cannot run beside "
                 "itself wants 1")
      ->check(CLI::Range(1, 16))
      ->type_name("N")
      ->group(cases);
  const std::string verdicts = "Verdict";
  app.add_option("--gate", options.gate, "misses from this level on fail: should (default), must")
      ->check(CLI::IsMember({"must", "should"}))
      ->type_name("LEVEL")
      ->group(verdicts);
  app.add_option("--known-failing", options.known_failing,
                 "known failures (default: conformance/NAME.known-failing); repeats")
      ->type_name("[NAME=]FILE")
      ->expected(1)
      ->take_all()
      ->group(verdicts);
  app.add_flag("--update-known", options.update_known,
               "write that file: what people wrote stays, no reason is invented")
      ->group(verdicts);
  app.add_flag("--enforce-expiry", options.enforce_expiry,
               "a known failure past its date fails the run")
      ->group(verdicts);
  const std::string output = "Output";
  app.add_option(
         "--format", options.format,
         "of standard output: text (default), json, ndjson, junit, markdown, matrix (a page in "
         "Markdown), html (a page to look through)")
      ->check(CLI::IsMember({"text", "json", "ndjson", "junit", "markdown", "matrix", "html"}))
      ->type_name("FORMAT")
      ->group(output);
  app.add_option("--report", options.reports, "also write a report to a file; repeats")
      ->type_name("FORMAT=FILE")
      ->expected(1)
      ->take_all()
      ->group(output);
  app.add_option("--history-url", options.history,
                 "in html, where earlier runs of a case are to be found; {case} and {subject} "
                 "stand for theirs")
      ->check([](const std::string& url) {
        const bool good = (url.starts_with("https://") || url.starts_with("http://")) &&
                          url.find("{case}") != std::string::npos;
        return good ? std::string() : "is no http(s) address with {case} in it: " + url;
      })
      ->type_name("URL")
      ->group(output);
  app.add_option("--out", options.out, "the same as --report json=FILE")
      ->type_name("FILE")
      ->group(output);
  app.add_flag("--verbose,-v", options.verbose, "every miss in full, also the known ones")
      ->group(output);
}

}  // namespace assay::cli
