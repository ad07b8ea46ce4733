// assay protocol-tests: Smithy's protocol tests against our own checker and bind.
#include "conformance/protocol_tests.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "cli/exit_code.h"
#include "cli/protocol_tests_report.h"
#include "cli/verb.h"
#include "cli/version.h"
#include "parsers/report_file.h"
#include "spec/model_reader.h"

namespace assay::cli {
namespace {

struct ProtocolTestsOptions {
  std::vector<std::string> files;
  std::string format = "text";
  std::vector<std::string> reports;
  bool verbose = false;
};

constexpr std::string_view kFormats = "text, json or junit";

bool is_format(std::string_view word) {
  return word == "text" || word == "json" || word == "junit";
}

std::string format_run(std::string_view format, const ProtocolTestRun& run,
                       const ReportEnvelope& envelope, bool verbose) {
  if (format == "json") return protocol_tests_json(run, envelope);
  if (format == "junit") return protocol_tests_junit(run);
  return protocol_tests_text(run, verbose);
}

std::optional<Error> run_file(const std::string& path, ProtocolTestRun& run) {
  const auto file = read_model_file(path);  // packed or not, as models are
  if (!file) return file.error();
  const auto tests = read_protocol_tests(file->text, path);
  if (!tests) return tests.error();
  for (const ProtocolTest& test : *tests) {
    if (interrupted()) return std::nullopt;
    auto result = run_protocol_test(test);
    if (!result) return result.error();
    run.add({test, std::move(*result)});
  }
  return std::nullopt;
}

int run_protocol_tests(const ProtocolTestsOptions& options, Console& console) {
  struct Output {
    std::string format, path;
  };
  std::vector<Output> outputs;
  for (const std::string& report : options.reports) {
    const std::size_t equals = std::min(report.find('='), report.size());
    Output output{report.substr(0, equals), report.substr(std::min(equals + 1, report.size()))};
    if (!is_format(output.format) || output.path.empty()) {
      return usage_error(console, "protocol-tests",
                         fmt::format("--report: {} is not FORMAT=FILE with {}", report, kFormats));
    }
    outputs.push_back(std::move(output));
  }
  ProtocolTestRun run;
  for (const std::string& path : options.files) {
    if (auto error = run_file(path, run)) {
      console.err << fmt::format("assay protocol-tests: {}\n", error->to_string());
      ++run.unusable;
    }
  }
  run.exit_code = run.unusable > 0      ? kExitUsage
                  : interrupted()       ? kExitIncomplete
                  : run.failed > 0      ? kExitFindings
                  : run.results.empty() ? kExitIncomplete
                                        : kExitOk;
  if (run.results.empty() && run.unusable == 0) {
    console.err << "assay protocol-tests: nothing was run: no file holds a case\n";
  }
  const ReportEnvelope envelope = make_envelope("protocol-tests", tool_version());
  for (const Output& output : outputs) {
    auto file = ReportFile::create(output.path, Writing::kAtomic);
    std::optional<Error> error;
    if (file) {
      file->stream() << format_run(output.format, run, envelope, true);
      error = file->commit();
    } else {
      error = file.error();
    }
    if (!error) continue;
    console.err << fmt::format("assay protocol-tests: --report: {}\n", error->to_string());
    run.exit_code = kExitUsage;
  }
  console.out << format_run(options.format, run, envelope, options.verbose) << std::flush;
  return run.exit_code;
}

Run add_protocol_tests(CLI::App& app) {
  auto options = std::make_shared<ProtocolTestsOptions>();
  app.add_option("FILE", options->files,
                 "suites of protocol tests as botocore carries them (tests/unit/protocols/), with "
                 "protocol json; .gz too")
      ->required()
      ->type_name("FILE...");
  app.add_option("--format", options->format, "of standard output: text (default), json or junit")
      ->check(CLI::IsMember({"text", "json", "junit"}))
      ->type_name("FORMAT");
  app.add_option("--report", options->reports, "also write a report to a file; repeats")
      ->type_name("FORMAT=FILE")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  app.add_flag("--verbose,-v", options->verbose, "a line for every test, also those that pass");
  return [options](Console& console) { return run_protocol_tests(*options, console); };
}

}  // namespace

Verb protocol_tests_verb() {
  return {.name = "protocol-tests",
          .job = Job::kSdkAuthor,
          .summary = "run Smithy's protocol tests against assay's own parser and checker",
          .footer =
              "Responses are judged by the value that a client gets from them, requests by the\n"
              "checker, which must also notice that a request is broken.\n"
              "Examples\n"
              "  assay protocol-tests input/json_1_0.json output/json_1_0.json\n"
              "  assay protocol-tests output/json.json --report junit=protocol.xml\n\n"
              "Exit codes: 0 every test passed or is an exception with a reason; 1 failures;\n"
              "2 unusable file; 3 nothing was run, interrupted.",
          .add = add_protocol_tests};
}

}  // namespace assay::cli
