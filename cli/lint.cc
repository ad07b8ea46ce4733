// assay lint: what a model says against itself, and against another model of the same service.
#include "spec/lint.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <ostream>

#include "cli/exit_code.h"
#include "cli/model_options.h"
#include "cli/report_options.h"
#include "cli/validators.h"
#include "cli/verb.h"
#include "cli/version.h"
#include "parsers/lint_examples.h"
#include "parsers/lint_report.h"
#include "parsers/report_formats.h"
#include "spec/lint_context.h"
#include "spec/lint_drift.h"
#include "spec/model_reader.h"

namespace assay::cli {
namespace {

struct LintOptions {
  std::vector<std::string> given;
  ModelOptions models;
  std::string against;
  std::string fail_on = "error";
  OutputOptions output;
};

// A model as the lint sees it. `sources` owns the text that `model` points into.
struct LoadedModel {
  std::unique_ptr<ContractSources> sources;
  Model model;
  std::optional<Contract> contract;  // absent: the model has what no contract can be made of
};

Expected<LoadedModel> load(ContractSources sources) {
  LoadedModel out;
  out.sources = std::make_unique<ContractSources>(std::move(sources));
  auto model = read_model(out.sources->model.text, out.sources->model.name);
  if (!model) return std::unexpected(std::move(model.error()));
  out.model = std::move(*model);
  auto contract = Contract::compile(*out.sources);
  if (contract) {
    out.contract = std::move(*contract);
  } else if (contract.error().file != out.sources->model.name) {
    // What is wrong in the model is a finding; rules that do not fit it are not.
    return std::unexpected(std::move(contract.error()));
  }
  return out;
}

// A model that cannot be read has no hash; the report says why.
void add_to_envelope(const ContractSources& sources, ReportEnvelope& envelope) {
  const auto model = read_model(sources.model.text, sources.model.name);
  if (!model) return;
  envelope.models.push_back({model->service, model->protocol, model_hash(sources)});
}

class LintRun {
 public:
  LintRun(const LintOptions& options, const LoadedModel* against, Reporter& reporter)
      : gate_(*parse_gate(options.fail_on)), against_(against), reporter_(reporter) {
    summary_.noun = "model";
  }

  void lint(ContractSources sources) {
    ReportItem item;
    item.file = sources.model.name;
    item.number = ++summary_.items;
    item.name = "model";
    // Before the model is read: what it is refused for may be a finding.
    std::vector<LintFinding> findings = lint_source(sources.model.text);
    const std::string text = sources.model.text;
    Expected<LoadedModel> loaded = load(std::move(sources));
    if (loaded) {
      item.service = loaded->model.service;
      item.name = fmt::format("model of {}", loaded->model.service);
      add_findings(*loaded, findings);
    }
    place_findings(text, findings);  // of all families, in the order of their places
    for (const LintFinding& finding : findings) {
      reporter_.finding(lint_report(finding, text, item.file, item.number));
      const auto severity = static_cast<std::size_t>(finding.severity);
      ++item.findings[severity];
      ++summary_.findings[severity];
      gate_tripped_ |= gate_ && finding.severity >= *gate_;
    }
    if (!loaded) {
      item.error = loaded.error();
      ++summary_.unusable;
    } else if (item.findings[static_cast<std::size_t>(Severity::kError)] > 0) {
      item.verdict = Verdict::kInvalid;
      ++summary_.invalid;
    } else {
      ++summary_.valid;
    }
    reporter_.item(item);
  }

  void unusable(const Error& error) {
    ReportItem item;
    item.file = error.file;
    item.number = ++summary_.items;
    item.name = "model";
    item.error = error;
    ++summary_.unusable;
    reporter_.item(item);
  }

  ReportSummary finish(bool was_interrupted) {
    summary_.interrupted = was_interrupted;
    summary_.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
    summary_.exit_code = summary_.unusable > 0 ? kExitUsage
                         : was_interrupted     ? kExitIncomplete
                         : gate_tripped_       ? kExitFindings
                                               : kExitOk;
    reporter_.end(summary_);
    return summary_;
  }

 private:
  void add_findings(const LoadedModel& loaded, std::vector<LintFinding>& findings) const {
    const auto add = [&](std::vector<LintFinding>&& more) {
      for (LintFinding& finding : more) findings.push_back(std::move(finding));
    };
    const Contract* contract = loaded.contract ? &*loaded.contract : nullptr;
    add(lint_model(loaded.model, contract));
    if (contract != nullptr) add(lint_examples(loaded.sources->model.text, *contract).findings);
    if (against_ != nullptr) {
      add(lint_drift({loaded.model, contract},
                     {against_->model, against_->contract ? &*against_->contract : nullptr}));
    }
  }

  std::optional<Severity> gate_;
  const LoadedModel* against_;
  Reporter& reporter_;
  ReportSummary summary_;
  bool gate_tripped_ = false;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

int run_lint(const LintOptions& options, Console& console) {
  const auto fail = [&](const Error& error) {
    if (error.code == ErrorCode::kUsage) return usage_error(console, "lint", error.message);
    console.err << fmt::format("assay lint: {}\n", error.to_string());
    return static_cast<int>(kExitUsage);
  };
  auto sidecars = read_sidecars(options.models);
  if (!sidecars) return fail(sidecars.error());
  std::optional<LoadedModel> against;
  if (!options.against.empty()) {
    auto sources = read_model_sources(options.against);
    if (!sources) return fail(sources.error());
    auto loaded = load(std::move(*sources));
    if (!loaded) return fail(loaded.error());
    against = std::move(*loaded);
  }
  // All of them before the report begins, which names each with its hash.
  std::vector<std::string> names = options.models.models;
  if (names.empty()) names.emplace_back("embedded");
  std::vector<Expected<ContractSources>> models;
  ReportEnvelope envelope = make_envelope("lint", tool_version());
  for (const std::string& name : names) {
    auto sources = read_model_sources(name);
    if (sources) {
      if (!sidecars->rules.text.empty()) sources->rules = sidecars->rules;
      if (!sidecars->ledger.text.empty()) sources->ledger = sidecars->ledger;
      add_to_envelope(*sources, envelope);
    }
    models.push_back(std::move(sources));
  }
  if (against) add_to_envelope(*against->sources, envelope);
  auto reports = Reports::open(options.output, *parse_gate(options.fail_on), console);
  if (!reports) return fail(reports.error());
  (*reports)->begin(envelope);

  LintRun run(options, against ? &*against : nullptr, **reports);
  bool stopped = false;
  for (Expected<ContractSources>& sources : models) {
    stopped = interrupted() || !(*reports)->wanted();
    if (stopped) break;
    if (sources) {
      run.lint(std::move(*sources));
    } else {
      run.unusable(sources.error());
    }
  }
  ReportSummary summary = run.finish(stopped);
  if (options.output.format != "text" && !options.output.quiet) {
    console.err << summary_line(summary) << '\n';
  }
  for (const Error& error : (*reports)->commit()) {
    console.err << fmt::format("assay lint: --report: {}\n", error.to_string());
    summary.exit_code = kExitUsage;
  }
  return summary.exit_code;
}

Run add_lint(CLI::App& app) {
  auto options = std::make_shared<LintOptions>();
  app.add_option("MODEL", options->given,
                 "service models, each linted by itself; the same as --model (default: the "
                 "embedded one)")
      ->type_name("MODEL...");
  add_model_options(app, options->models, "Models");
  app.add_option(
         "--against", options->against,
         "another model of the same service: what the two allow differently, with witnesses "
         "in both directions")
      ->type_name("MODEL")
      ->group("Models");
  app.add_option("--fail-on", options->fail_on,
                 "exit 1 from this severity on: error (default), warning, note or never")
      ->type_name("SEVERITY")
      ->check(one_of({"error", "warning", "note", "never"}));
  add_output_options(app, options->output);
  return [options](Console& console) {
    std::vector<std::string>& models = options->models.models;
    models.insert(models.begin(), options->given.begin(), options->given.end());
    return run_lint(*options, console);
  };
}

}  // namespace

Verb lint_verb() {
  return {.name = "lint",
          .job = Job::kCi,
          .summary = "find what a model says against itself, with witnesses",
          .footer =
              "Examples\n"
              "  assay lint\n"
              "  assay lint service.json --fail-on warning\n"
              "  assay lint *.json --format json\n"
              "  assay lint botocore:apprunner\n"
              "  assay lint new.json --against old.json\n\n"
              "Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 unusable model;\n"
              "3 interrupted.",
          .add = add_lint};
}

}  // namespace assay::cli
