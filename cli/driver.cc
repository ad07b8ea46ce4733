// assay driver: the embedded reference client as a subject, and the first check of a new driver.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>
#include <string>

#include "cli/exit_code.h"
#include "cli/model_options.h"
#include "cli/verb.h"
#include "cli/version.h"
#include "conformance/reference_driver.h"
#include "conformance/request_check.h"
#include "conformance/smoke.h"
#include "conformance/subject.h"
#include "conformance/suite.h"
#include "conformance/text_codec.h"

namespace assay::cli {
namespace {

int smoke(const std::string& command, Console& console) {
  const ScratchDirectory home;
  RunnerOptions limits;
  limits.canary = embedded_suite().canary;
  Runner runner(shell_command(command, home.path()), limits,
                make_request_check(Contract::embedded()));
  const auto checks = run_smoke(runner);
  if (!checks) {
    console.err << "assay driver: " << checks.error().to_string() << '\n';
    return kExitIncomplete;
  }
  const Hello& hello = runner.hello();
  console.out << printable(fmt::format("{} {} ({})", hello.sdk, hello.version, hello.runtime), 200)
              << '\n';
  std::size_t failures = 0;
  for (const SmokeCheck& check : *checks) {
    failures += !check.problem.empty();
    console.out << fmt::format("{} {}\n", check.problem.empty() ? "ok  " : "FAIL", check.what);
    if (check.problem.empty()) continue;
    console.out << fmt::format("       {}\n", printable(check.problem, 400));
    if (!check.outcome.empty()) console.out << fmt::format("       got {}\n", check.outcome);
  }
  console.out << fmt::format("{} checks, {} failed\n", checks->size(), failures);
  return failures > 0 ? kExitFindings : kExitOk;
}

Run add_driver(CLI::App& app) {
  CLI::App* reference = app.add_subcommand(
      "reference",
      "speak the driver protocol on standard input and output, as the embedded reference client");
  CLI::App* smoke_app = app.add_subcommand(
      "smoke", "known answers for a new driver, so that its bugs are not booked on its SDK");
  auto command = std::make_shared<std::string>();
  smoke_app->add_option("CMD", *command, "the command that starts the driver; /bin/sh reads it")
      ->type_name("CMD")
      ->required();
  app.require_subcommand(1);
  auto models = std::make_shared<ModelOptions>();
  add_model_options(*reference, *models, "Whose operations it calls");
  return [reference, command, models](Console& console) -> int {
    if (!reference->parsed()) return smoke(*command, console);
    const auto contracts = load_contracts(*models);
    if (!contracts) return model_error(console, "driver", contracts.error());
    return run_reference_driver(*contracts, tool_version(), console.in, console.out, console.err)
               ? kExitOk
               : kExitUsage;
  };
}

}  // namespace

Verb driver_verb() {
  return {.name = "driver",
          .job = Job::kSdkAuthor,
          .summary = "check a driver of your own (smoke), or be one (reference)",
          .footer =
              "Examples\n"
              "  assay driver smoke './my-driver'\n"
              "  echo '{\"type\":\"hello\",\"protocol\":1}' | assay driver reference\n"
              "The protocol: conformance/PROTOCOL.md",
          .add = add_driver};
}

}  // namespace assay::cli
