// assay fuzz: targets overnight, and what they found.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/fuzz_options.h"
#include "cli/validators.h"
#include "cli/verb.h"

namespace assay::cli {
namespace {

void add_state(CLI::App& app, FuzzOptions& options) {
  app.add_option("--state", options.state,
                 "folder of corpora, findings and reports (default: fuzz-state)")
      ->type_name("DIR");
  app.add_option("--known", options.known,
                 "file of known findings, lines \"ID reason\" (default: known-findings in --state)")
      ->type_name("FILE");
}

void add_programs(CLI::App& app, FuzzOptions& options, const char* help) {
  app.add_option("--programs", options.programs, help)->type_name("DIR");
}

Run add_fuzz(CLI::App& app) {
  auto options = std::make_shared<FuzzOptions>();
  CLI::App* run = app.add_subcommand("run", "run targets on all cores; continue what was begun");
  CLI::App* report = app.add_subcommand("report", "what was found, and whether to go on");
  CLI::App* repro = app.add_subcommand("repro", "run the input of a finding again");
  CLI::App* exported = app.add_subcommand("export", "write findings as regression cases");
  app.require_subcommand(1);
  for (CLI::App* sub : {run, report, repro, exported}) add_state(*sub, *options);
  add_programs(
      *run, *options,
      "folder of fuzz_* programs with their .dict and .options; given twice: the first has "
      "sanitizers, the second is fast and explores");
  add_programs(*repro, *options, "folder of the programs (default: those of the run)");
  run->add_option("--corpus", options->corpus, "folder that holds seeds/ and regressions/")
      ->type_name("DIR");
  run->add_option("--target", options->targets, "only this one; may be repeated")
      ->type_name("NAME");
  run->add_option("--for", options->duration, "how long, e.g. 90s, 30m, 8h (default: 60s)")
      ->type_name("TIME");
  run->add_option("--jobs,-j", options->jobs, "processes at a time (default: one a core)")
      ->type_name("N");
  run->add_option("--slice", options->slice, "seconds of one process (default: by --for)")
      ->type_name("SECONDS");
  run->add_option("--report-every", options->report_every,
                  "seconds between writing reports (default: 120)")
      ->type_name("SECONDS");
  run->add_option("--minimize", options->minimize, "seconds to minimise an input (default: 60)")
      ->type_name("SECONDS");
  run->add_option("--stop-below", options->stop_below,
                  "end when the chance of a new edge in the next hour is below so many percent")
      ->type_name("PERCENT");
  report
      ->add_option("--format", options->format,
                   "text (default), markdown, json, junit, sarif or html")
      ->check(one_of({"text", "markdown", "json", "junit", "sarif", "html"}))
      ->type_name("FORMAT");
  report->add_flag("--with-payloads", options->payloads, "show the inputs of findings");
  repro->add_option("ID", options->ids, "of findings")->type_name("ID");
  repro->add_flag("--all", options->all, "every finding");
  exported->add_option("ID", options->ids, "of findings")->type_name("ID");
  exported->add_flag("--all", options->all, "every finding that reproduces");
  exported->add_option("--to", options->to, "folder: a case is DIR/TARGET/NAME")
      ->type_name("DIR")
      ->required();
  return [options, run, report, repro](Console& console) -> int {
    if (run->parsed()) return fuzz_run(*options, console);
    if (report->parsed()) return fuzz_report(*options, console);
    if (repro->parsed()) return fuzz_repro(*options, console);
    return fuzz_export(*options, console);
  };
}

}  // namespace

Verb fuzz_verb() {
  return {
      .name = "fuzz",
      .job = Job::kOvernight,
      .summary = "run fuzz targets for hours, keep and explain what they find",
      .footer =
          "Examples\n"
          "  assay fuzz run --programs build/fuzz/fuzz --corpus corpus --for 8h\n"
          "  assay fuzz report\n"
          "  assay fuzz repro F-7c1e\n"
          "  assay fuzz export F-7c1e --to corpus/regressions\n\n"
          "./dev fuzz builds the project's own targets and runs them. Reports are rewritten in\n"
          "--state every few minutes: report.md, report.json, report.html, junit.xml,\n"
          "findings.sarif. A run that was killed continues where it was.\n\n"
          "Exit codes: 0 nothing new; 1 new findings; 2 usage, unusable input; 3 interrupted, or "
          "no\n"
          "target works; 4 a corpus shrank.",
      .add = add_fuzz};
}

}  // namespace assay::cli
