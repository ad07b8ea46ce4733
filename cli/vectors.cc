// assay vectors: test vectors through any validator, or as the tests of other frameworks.
#include "corpus/vectors.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "cli/exit_code.h"
#include "cli/model_options.h"
#include "cli/progress.h"
#include "cli/validators.h"
#include "cli/vector_runner.h"
#include "cli/verb.h"
#include "corpus/message_flags.h"
#include "corpus/vector_export.h"

namespace assay::cli {
namespace {

struct VectorsOptions {
  ModelOptions models;
  std::string action;
  std::string tier = "small";
  std::vector<std::string> groups, kinds;
  // run
  std::string command;
  double timeout = 10;
  std::size_t max_shown = 20;
  // export
  std::string format, out, name_space;
};

std::string_view words_of(Disagreement::What what) {
  switch (what) {
    case Disagreement::What::kAccepted:
      return "accepted what is invalid";
    case Disagreement::What::kRefused:
      return "refused what is valid";
    case Disagreement::What::kCrash:
      return "ended";
    default:
      return "hung";
  }
}

class VectorsRun {
 public:
  VectorsRun(const VectorsOptions& options, Console& console)
      : options_(options), console_(console), progress_(console, true) {}

  int run() {
    const bool feeds = options_.action == "run";
    if (feeds && options_.command.empty()) {
      return usage_error(console_, "vectors", "--command: name the validator to feed");
    }
    if (!feeds && options_.format.empty()) {
      return usage_error(console_, "vectors", "--format: smithy or botocore");
    }
    const auto contracts = load_contracts(options_.models);
    if (!contracts) return fail(contracts.error());
    DeriveOptions derive;
    derive.tier = options_.tier == "medium" ? VectorTier::kMedium : VectorTier::kSmall;
    std::size_t index = 0;
    if (!options_.models.operation.empty()) {
      const auto chosen = choose_operation(options_.models.operation, *contracts);
      if (!chosen) return fail(chosen.error());
      index = chosen->contract;
      derive.operations = {chosen->operation};
    } else if (contracts->size() != 1) {
      return usage_error(console_, "vectors", "--model: one model at a time");
    }
    return feeds ? feed((*contracts)[index], derive) : convert((*contracts)[index], derive);
  }

 private:
  int fail(const Error& error) {
    progress_.clear();
    if (error.code == ErrorCode::kUsage) return usage_error(console_, "vectors", error.message);
    console_.err << fmt::format("assay vectors: {}\n", error.to_string());
    return kExitUsage;
  }

  bool wanted(const VectorGroup& group) const {
    const auto has = [&](const std::string& part) {
      return group.id.find(part) != std::string::npos;
    };
    return (options_.groups.empty() || std::ranges::any_of(options_.groups, has)) &&
           (options_.kinds.empty() ||
            std::ranges::find(options_.kinds, name_of(group.kind)) != options_.kinds.end());
  }

  int feed(const Contract& contract, const DeriveOptions& derive) {
    VectorRunner runner(
        contract,
        {.command = options_.command,
         .timeout = std::chrono::milliseconds(static_cast<std::int64_t>(options_.timeout * 1000))});
    bool stopped = false;
    const auto each = [&](const VectorGroup& group) {
      if (!wanted(group)) return true;
      for (const VerdictSet& set : group.sets) {
        for (const VectorCase& one : set.cases) {
          if (interrupted() || !runner.run(group, set, one)) return false;
          progress_.update([&] {
            return fmt::format("{} cases, {} wrong: {}", runner.result().cases,
                               runner.result().disagreements.size(), group.id);
          });
        }
      }
      return true;
    };
    const auto done = derive_vectors(contract, derive, [&](VectorFile&& file) {
      stopped = !std::ranges::all_of(file.groups, each);
      return !stopped;
    });
    progress_.clear();
    if (!done) return fail(done.error());
    report(runner.result());
    if (stopped || runner.result().cases == 0) {
      console_.err << fmt::format("assay vectors: {}\n",
                                  !runner.error().empty() ? runner.error()
                                  : stopped
                                      ? "interrupted"
                                      : "nothing was checked: no case of --group and --kind, or "
                                        "the command skipped them all");
      return kExitIncomplete;
    }
    return runner.result().disagreements.empty() ? kExitOk : kExitFindings;
  }

  void report(const VectorRunResult& result) {
    std::size_t shown = 0;
    for (const Disagreement& each : result.disagreements) {
      if (shown++ == options_.max_shown) break;
      console_.out << fmt::format("{}: {}\n  {}\n", each.id, words_of(each.what), each.input);
      if (!each.detail.empty()) console_.out << fmt::format("  {}\n", each.detail);
    }
    if (result.disagreements.size() > options_.max_shown) {
      console_.out << fmt::format("... {} more; --show says how many are printed\n",
                                  result.disagreements.size() - options_.max_shown);
    }
    bool head = false;
    for (const auto& [name, flag] : result.flags) {
      if (flag.wrong == 0) continue;
      if (!std::exchange(head, true)) {
        console_.out << fmt::format("{:<20} {:>7} {:>7}  what follows\n", "flag", "wrong", "of");
      }
      const VectorFlagInfo* info = find_vector_flag(name);
      console_.out << fmt::format("{:<20} {:>7} {:>7}  {}\n", name, flag.wrong, flag.cases,
                                  info != nullptr ? info->missed : "");
    }
    console_.out << fmt::format(
        "{} cases: {} agree, {} do not; {} skipped; tolerated ones: {} accepted, {} refused\n",
        result.cases, result.agreed, result.disagreements.size(), result.skipped,
        result.tolerated_accepted, result.tolerated_refused);
  }

  int convert(const Contract& contract, const DeriveOptions& derive) {
    VectorExport exported(contract,
                          options_.format == "smithy" ? ExportForm::kSmithy : ExportForm::kBotocore,
                          options_.name_space);
    const auto done = derive_vectors(contract, derive, [&](VectorFile&& file) {
      for (const VectorGroup& group : file.groups) {
        if (wanted(group)) exported.add(group);
      }
      return !interrupted();
    });
    if (!done) return fail(done.error());
    if (!*done) return kExitIncomplete;
    const std::string text = exported.text();
    if (options_.out.empty()) {
      console_.out << text;
    } else {
      std::ofstream file(options_.out, std::ios::binary);
      if (!(file << text) || !file.flush()) {
        return fail(Error{
            .code = ErrorCode::kUnreadable, .message = "cannot be written", .file = options_.out});
      }
    }
    console_.err << fmt::format("{} of {} cases are expressible as {} tests\n",
                                exported.expressed(), exported.seen(), options_.format);
    for (const auto& [reason, count] : exported.left_out()) {
      console_.err << fmt::format("{:>8}  {}\n", count, reason);
    }
    return exported.expressed() > 0 ? kExitOk : kExitIncomplete;
  }

  const VectorsOptions& options_;
  Console& console_;
  Progress progress_;
};

Run add_vectors(CLI::App& app) {
  auto options = std::make_shared<VectorsOptions>();
  app.add_option("ACTION", options->action, "run or export")
      ->required()
      ->check(one_of({"run", "export"}));
  add_model_options(app, options->models, "Contract");
  add_operation_option(app, options->models, "only the vectors of this one", "Contract");
  app.add_option("--tier", options->tier, "small (default) or medium")
      ->type_name("TIER")
      ->check(one_of({"small", "medium"}));
  app.add_option("--group", options->groups, "only groups whose id has TEXT in it; repeats")
      ->type_name("TEXT");
  app.add_option("--kind", options->kinds,
                 "only text, json, request, response, error, exchange or http; repeats")
      ->type_name("KIND")
      ->check(one_of({"text", "json", "request", "response", "error", "exchange", "http"}));
  app.add_option("--command", options->command,
                 "run: a shell command that answers each line of input with a line: valid, "
                 "tolerated, invalid or skip")
      ->type_name("CMD");
  app.add_option("--timeout", options->timeout, "run: seconds that a case may take (default 10)")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.1, 3600.0));
  app.add_option("--show", options->max_shown, "run: wrong cases to print (default 20)")
      ->type_name("N");
  app.add_option("--format", options->format,
                 "export: smithy (traits of smithy.test) or botocore (its protocol tests)")
      ->type_name("FORM")
      ->check(one_of({"smithy", "botocore"}));
  app.add_option("--namespace", options->name_space,
                 "export: of the shapes (default: com.amazonaws. and the service's name)")
      ->type_name("NAME");
  app.add_option("--out", options->out, "export: a file (default: standard output)")
      ->type_name("FILE");
  return [options](Console& console) { return VectorsRun(*options, console).run(); };
}

}  // namespace

Verb vectors_verb() {
  return {
      .name = "vectors",
      .job = Job::kCi,
      .summary = "feed test vectors to any validator, or export them to other frameworks",
      .footer =
          "Examples\n"
          "  assay vectors run --command 'node validate.mjs' --kind text --group IdString\n"
          "  assay vectors run --command ./validate --tier medium\n"
          "  assay vectors export --format smithy --out tests.json\n\n"
          "A line of input is a JSON object: id, kind, shape or operation, and text (base64\n"
          "where it is not UTF-8). docs/vectors.md shows a validator of ten lines.\n\n"
          "Exit codes: 0 all agree, or exported; 1 some do not; 2 usage; 3 the command does not\n"
          "start, ends or hangs too often, nothing was checked, interrupted.",
      .add = add_vectors};
}

}  // namespace assay::cli
