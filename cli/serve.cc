// assay serve: the mock service for people.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <chrono>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>
#include <thread>

#include "cli/exit_code.h"
#include "cli/model_options.h"
#include "cli/suggest.h"
#include "cli/verb.h"
#include "conformance/serve_answers.h"
#include "conformance/subject.h"
#include "conformance/suite_reader.h"

namespace assay::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kTick{50};

struct Options {
  std::uint16_t port = 8000;
  std::string id, scenario, script;
  std::vector<std::string> faults;
  std::uint64_t seed = 1;
  bool verify_signature = false;
  bool list = false;
  std::string time;
  ModelOptions models;
};

// "90s", "10m", "8h", "90".
std::optional<std::chrono::milliseconds> parse_time(std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  const std::string_view unit(at, static_cast<std::size_t>(end - at));
  const double seconds = unit.empty() || unit == "s" ? 1
                         : unit == "m"               ? 60
                         : unit == "h"               ? 3600
                                                     : 0;
  if (error != std::errc() || seconds == 0 || !(value >= 0 && value * seconds < 1e8)) {
    return std::nullopt;
  }
  return std::chrono::milliseconds(static_cast<std::int64_t>(value * seconds * 1000));
}

int list_scenarios(Console& console) {
  for (const ScenarioInfo& scenario : scenarios()) {
    console.out << fmt::format("{:<12} {}\n", scenario.name, scenario.what);
  }
  console.out << "CASE         the responses of a case; assay conform --list prints all\n";
  return kExitOk;
}

std::string unknown_scenario(const std::string& name, const Suite& suite) {
  std::vector<std::string_view> names;
  for (const ScenarioInfo& scenario : scenarios()) names.push_back(scenario.name);
  for (const Case& item : suite.cases) names.push_back(item.id);
  std::string message = fmt::format("{}: no such scenario, and no case", name);
  const auto near = nearest(name, names, 3);
  for (std::size_t i = 0; i < near.size(); ++i) {
    message += fmt::format("{}\n  {}", i == 0 ? "; did you mean" : "", near[i]);
  }
  return message;
}

// What is served, from the options. Errors: kUsage, and those of a script.
Expected<ServeOptions> serve_options(const Options& options, const Suite& suite) {
  const auto fail = [](std::string message) {
    return std::unexpected(
        Error{.code = ErrorCode::kUsage, .message = std::move(message), .file = {}});
  };
  ServeOptions serve{.seed = options.seed, .verify_signature = options.verify_signature};
  if (!options.id.empty()) serve.scenario = options.id;
  if (!options.scenario.empty()) serve.scenario = options.scenario;
  if (!is_scenario(serve.scenario, suite)) return fail(unknown_scenario(serve.scenario, suite));
  if (!options.id.empty() && !suite.find(options.id)) {
    return fail(fmt::format("--case: {} is a scenario; use --scenario", options.id));
  }
  if (!options.script.empty()) {
    std::ifstream in(options.script, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    if (!in) {
      return std::unexpected(Error{.code = ErrorCode::kUnreadable,
                                   .message = "--script: cannot be read",
                                   .file = options.script});
    }
    auto script = read_script_file({options.script, std::move(text)});
    if (!script) return std::unexpected(script.error());
    serve.script = *std::move(script);
  }
  double sum = 0;
  for (const std::string& text : options.faults) {
    auto fault = parse_fault_rate(text);
    if (!fault) return fail("--fault-rate: " + fault.error().message);
    sum += fault->rate;
    serve.faults.push_back(*std::move(fault));
  }
  if (sum > 1) return fail("--fault-rate: the rates are more than 1 in sum");
  return serve;
}

int serve(const Options& options, Console& console) {
  if (options.list) return list_scenarios(console);
  const Suite& suite = embedded_suite();
  auto serve = serve_options(options, suite);
  if (!serve) return usage_error(console, "serve", serve.error().to_string());
  std::optional<std::chrono::milliseconds> limit;
  if (!options.time.empty()) {
    limit = parse_time(options.time);
    if (!limit) return usage_error(console, "serve", "--for: is written as 90s, 10m or 8h");
  }
  const auto contracts = load_contracts(options.models);
  if (!contracts) return model_error(console, "serve", contracts.error());
  serve->log = [&console](const std::string& line) { console.out << line << std::endl; };
  const bool scripted = !serve->script.empty();
  const std::string scenario = serve->scenario;
  auto mock = MockService::start(serve_answers(*contracts, suite, *std::move(serve)),
                                 {.port = options.port, .record = false});
  if (!mock) {
    console.err << "assay serve: " << mock.error().to_string() << '\n';
    return kExitIncomplete;
  }
  console.err << fmt::format(
      "serving {} on {}\n  AWS_ENDPOINT_URL={} AWS_ACCESS_KEY_ID={} AWS_SECRET_ACCESS_KEY={} "
      "AWS_REGION={}\n",
      scripted ? options.script : scenario, (*mock)->endpoint(), (*mock)->endpoint(),
      kTestAccessKeyId, kTestSecretAccessKey, kTestRegion);
  const auto begin = Clock::now();
  while (!interrupted() && (!limit || Clock::now() - begin < *limit)) {
    std::this_thread::sleep_for(kTick);
  }
  (*mock)->stop();
  return kExitOk;
}

Run add_serve(CLI::App& app) {
  auto options = std::make_shared<Options>();
  const std::string what = "What is answered";
  app.add_option("--case", options->id,
                 "the responses of this case, the last again and again; nobody is let go")
      ->type_name("CASE")
      ->group(what);
  app.add_option("--scenario", options->scenario,
                 "a scenario (--list), or the id of a case; default: service. A request chooses "
                 "another by the header X-Assay-Scenario")
      ->type_name("NAME")
      ->group(what);
  app.add_option("--script", options->script,
                 "responses of a file: {\"responses\": [...]}, as a case has them")
      ->type_name("FILE")
      ->group(what);
  app.add_flag("--list", options->list, "print the scenarios and serve nothing")->group(what);
  app.add_option("--seed", options->seed, "of what is drawn: outputs and faults (default 1)")
      ->type_name("N")
      ->group(what);
  app.add_option("--fault-rate", options->faults,
                 "how often a fault comes instead, from 0 to 1: reset=0.05; repeats")
      ->type_name("FAULT=RATE")
      ->expected(1)
      ->take_all()
      ->group(what);
  app.add_flag("--verify-signature", options->verify_signature,
               "refuse requests that are not signed with the credentials that are printed")
      ->group(what);
  const std::string where = "Where, how long";
  app.add_option("--port", options->port, "on 127.0.0.1 (default 8000; 0: any that is free)")
      ->type_name("PORT")
      ->group(where);
  app.add_option("--for", options->time, "stop after this time: 90s, 10m, 8h (default: a signal)")
      ->type_name("TIME")
      ->group(where);
  add_model_options(app, options->models, "Models");
  auto* id = app.get_option("--case");
  auto* scenario = app.get_option("--scenario");
  auto* script = app.get_option("--script");
  id->excludes(scenario)->excludes(script);
  scenario->excludes(script);
  return [options](Console& console) { return serve(*options, console); };
}

}  // namespace

Verb serve_verb() {
  return {.name = "serve",
          .job = Job::kSdkAuthor,
          .summary = "the mock service on a port of its own, for a debugger or a test",
          .footer =
              "Examples\n"
              "  assay serve                                   # answers as the service would\n"
              "  assay serve --case awsJson1_0/body/cut-in-string --port 8000\n"
              "  assay serve --fault-rate reset=0.05 --fault-rate throttle=0.1 --seed 7\n"
              "  assay serve --model botocore:kms --for 10m\n"
              "Exit codes: 0 stopped by a signal or by --for, 2 usage, 3 the port is taken.",
          .add = add_serve};
}

}  // namespace assay::cli
