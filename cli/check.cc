// assay check: whether messages keep the contract.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>
#include <utility>

#include "cli/check_run.h"
#include "cli/exit_code.h"
#include "cli/model_options.h"
#include "cli/report_options.h"
#include "cli/text_file.h"
#include "cli/validators.h"
#include "cli/verb.h"
#include "cli/version.h"
#include "parsers/baseline.h"
#include "parsers/report_formats.h"
#include "spec/embedded_contract.h"

namespace assay::cli {
namespace {

constexpr std::size_t kMostBodyBytes = (std::size_t{1} << 32) - 64;  // offsets have 32 bits

struct CheckOptions {
  std::vector<std::string> inputs;
  std::string as = "response";
  std::string shape;
  std::string input_kind = "auto";
  ModelOptions models;
  std::string fail_on = "error";
  bool no_inferred = false;
  Limits limits;
  unsigned threads = 0;
  std::string baseline;
  bool update_baseline = false;
  OutputOptions output;
};

// What the person should hear beside the report: on standard error, so that it mixes with no
// format. Text on standard output says the first two itself.
void say_what_happened(const CheckOptions& options, const ReportSummary& summary,
                       Console& console) {
  const bool text = options.output.format == "text" && !options.output.quiet;
  if (!text && summary.unusable > 0) {
    console.err << fmt::format("assay check: {} could not be used\n",
                               plural(summary.unusable, "input"));
  }
  if (!text && !options.output.quiet) console.err << summary_line(summary) << '\n';
  if (summary.interrupted) {
    console.err << "assay check: interrupted; the report holds what was found until then\n";
  } else if (summary.exit_code == kExitIncomplete && summary.unchecked == 0) {
    console.err << (summary.other_services > 0
                        ? "assay check: nothing was checked: every exchange is of another service; "
                          "--model loads the model of one\n"
                        : "assay check: nothing was checked: the input holds no message, or an "
                          "empty one\n");
  }
}

// What the baseline knew, or writes it anew. Returns the exit code.
int end_baseline(const CheckOptions& options, const BaselineFilter& filter, int code,
                 Console& console) {
  if (options.update_baseline) {
    if (code == kExitUsage || code == kExitIncomplete) {
      console.err << "assay check: --update-baseline: not written: not everything was checked\n";
      return code;
    }
    if (auto error = write_text_file(options.baseline, write_baseline(filter.seen()))) {
      console.err << fmt::format("assay check: --update-baseline: {}\n", error->to_string());
      return kExitUsage;
    }
    console.err << fmt::format("{} in {}\n", plural(filter.seen().size(), "known finding"),
                               options.baseline);
    return kExitOk;
  }
  if (options.output.quiet) return code;
  const auto stale = filter.stale();
  console.err << fmt::format("{}: {} known and left out, {} stale\n", options.baseline,
                             plural(filter.known(), "finding"), stale.size());
  for (const BaselineKey& key : stale) {
    console.err << fmt::format("  not found any more: {}\n", key.describe());
  }
  return code;
}

int run_check(const CheckOptions& options, Console& console) {
  const auto fail = [&](std::string_view message) {
    return usage_error(console, "check", message);
  };
  CheckSettings settings;
  settings.limits = options.limits;
  settings.limits.inferred_rules = !options.no_inferred;
  settings.payloads = options.output.payloads;
  settings.progress = !options.output.quiet;
  settings.body_kind = options.as == "request" ? BodyKind::kInput
                       : options.as == "error" ? BodyKind::kError
                                               : BodyKind::kOutput;
  settings.gate = *parse_gate(options.fail_on);
  settings.threads = options.threads;
  const auto kind = parse_input_kind(options.input_kind);
  if (!kind) {
    return fail(fmt::format("--input-kind: {} is no kind; use auto, json, ndjson, har or http",
                            options.input_kind));
  }
  settings.input_kind = *kind;

  Expected<std::vector<Contract>> contracts = load_contracts(options.models);
  if (!contracts) return model_error(console, "check", contracts.error());
  std::optional<ShapeChoice> shape;
  if (!options.shape.empty()) {
    const auto chosen = choose_shape(options.shape, *contracts);
    if (!chosen) return fail(chosen.error().message);
    shape = *chosen;
  }
  const auto operation = choose_operation(options.models.operation, *contracts);
  if (operation) {
    settings.bare = *operation;
  } else if (!options.models.operation.empty()) {
    return fail(operation.error().message);
  } else {
    settings.bare_problem = operation.error().message;  // only bare bodies need one
  }
  if (options.update_baseline && options.baseline.empty()) {
    return fail("--update-baseline: --baseline FILE says which file");
  }
  BaselineCounts known;
  if (!options.baseline.empty() && !options.update_baseline) {
    const auto file = read_text_file(options.baseline);
    if (!file) return fail(fmt::format("--baseline: {}", file.error().to_string()));
    auto baseline = read_baseline(*file);
    if (!baseline) return fail(fmt::format("--baseline: {}", baseline.error().to_string()));
    known = *std::move(baseline);
  }
  auto reports = Reports::open(options.output, settings.gate, console);
  if (!reports) {
    return reports.error().code == ErrorCode::kUsage
               ? fail(reports.error().message)
               : (console.err << fmt::format("assay check: {}\n", reports.error().to_string()),
                  kExitUsage);
  }
  ReportEnvelope envelope = make_envelope("check", tool_version());
  for (const Contract& contract : *contracts) envelope.models.push_back(model_of(contract));
  (*reports)->begin(envelope);

  BaselineFilter filter(std::move(known), settings.gate, **reports);
  Reporter& reporter = options.baseline.empty() ? static_cast<Reporter&>(**reports) : filter;
  CheckRun run(std::move(*contracts), settings, reporter, console);
  if (shape) {
    for (const std::string& value : options.inputs) {
      if (run.stopped()) break;
      run.check_value(shape->contract, shape->shape, value);
    }
  } else {
    for (const std::string& path : options.inputs) {
      if (run.stopped()) break;
      run.check_file(path);
    }
  }
  ReportSummary summary = run.finish();
  say_what_happened(options, summary, console);
  if (!options.baseline.empty()) {
    summary.exit_code = end_baseline(options, filter, filter.exit_code(summary.exit_code), console);
  }
  for (const Error& error : (*reports)->commit()) {
    console.err << fmt::format("assay check: --report: {}\n", error.to_string());
    summary.exit_code = kExitUsage;
  }
  return summary.exit_code;
}

Run add_check(CLI::App& app) {
  auto options = std::make_shared<CheckOptions>();
  const std::string what = "What is checked", how = "How";
  app.add_option("FILE", options->inputs,
                 ".json: one body; .ndjson, .jsonl: a line is a body or an exchange record; .har: "
                 "HTTP Archive; .http: HTTP/1.1 messages back to back; -: standard input")
      ->required()
      ->type_name("FILE...")
      ->expected(1 << 24)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);  // with it CLI11 takes "[a,b]" apart, a name or a JSON value
  app.add_option("--as", options->as, "what bare bodies are: request, response (default) or error")
      ->type_name("WHAT")
      ->check(one_of({"request", "response", "error"}))
      ->group(what);
  add_operation_option(
      app, options->models,
      fmt::format("whose bare bodies they are; in captures the target decides "
                  "(default: {} of the embedded model, or the only one of a model)",
                  kEmbeddedOperation),
      what);
  app.add_option("--shape", options->shape,
                 "check values of one shape instead: assay check --shape IdString VALUE...")
      ->type_name("NAME")
      ->group(what);
  app.add_option("--input-kind", options->input_kind,
                 "auto (default: by the name), json, ndjson, har or http")
      ->type_name("KIND")
      ->group(what);
  add_model_options(app, options->models, what);
  app.add_option("--fail-on", options->fail_on,
                 "exit 1 from this severity on: error (default), warning, note or never")
      ->type_name("SEVERITY")
      ->check(one_of({"error", "warning", "note", "never"}))
      ->group(how);
  app.add_flag("--no-inferred", options->no_inferred,
               "leave out the rules that no source states (warnings of basis inferred)")
      ->group(how);
  app.add_option("--max-depth", options->limits.max_depth,
                 "nested objects and arrays (default 512); deeper: unchecked")
      ->type_name("N")
      ->check(CLI::Range(1u, 1'000'000u))
      ->group(how);
  app.add_option("--max-bytes", options->limits.max_body_bytes,
                 "bytes of one body (default 16777216); larger: unchecked")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{1}, kMostBodyBytes))
      ->group(how);
  app.add_option("--threads", options->threads,
                 "for the lines of .ndjson (default: one a core for a file, 1 for standard input); "
                 "what is printed does not depend on it")
      ->type_name("N")
      ->check(CLI::Range(1u, 256u))
      ->group(how);
  app.add_option("--baseline", options->baseline,
                 "findings of this file are known: left out of every report, and no failure")
      ->type_name("FILE")
      ->group(how);
  app.add_flag("--update-baseline", options->update_baseline,
               "write that file: what is found now is known from now on")
      ->group(how);
  add_output_options(app, options->output);
  return [options](Console& console) { return run_check(*options, console); };
}

}  // namespace

Verb check_verb() {
  return {.name = "check",
          .job = Job::kCi,
          .summary = "check messages against the contract: bodies, captures, archives",
          .footer =
              "Examples\n"
              "  assay check response.json\n"
              "  assay check --as request body.json\n"
              "  assay check traffic.ndjson --report junit=a.xml --report sarif=a.sarif\n"
              "  curl -s ... | assay check -\n"
              "  assay check --baseline known.json traffic.ndjson\n"
              "  assay check --shape IdString manual__2026-11-22 'a b'\n"
              "  assay check --model botocore:kms --model botocore:dynamodb traffic.ndjson\n"
              "  assay check --model kms.json --operation Encrypt --as request body.json\n\n"
              "Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 unusable input;\n"
              "3 incomplete: a limit, nothing checked, interrupted.",
          .add = add_check};
}

}  // namespace assay::cli
