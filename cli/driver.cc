// assay driver reference: the embedded reference client as a subject.
#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "cli/exit_code.h"
#include "cli/verb.h"
#include "cli/version.h"
#include "conformance/reference_driver.h"

namespace assay::cli {
namespace {

Run add_driver(CLI::App& app) {
  app.add_subcommand("reference",
                     "speak the driver protocol on standard input and output, as the embedded "
                     "reference client");
  app.require_subcommand(1);
  return [](Console& console) {
    return run_reference_driver(Contract::embedded(), tool_version(), console.in, console.out,
                                console.err)
               ? kExitOk
               : kExitUsage;
  };
}

}  // namespace

Verb driver_verb() {
  return {.name = "driver",
          .job = Job::kSdkAuthor,
          .summary = "the embedded reference client as a driver: an example to write one by",
          .footer =
              "Example\n"
              "  echo '{\"type\":\"hello\",\"protocol\":1}' | assay driver reference",
          .add = add_driver};
}

}  // namespace assay::cli
