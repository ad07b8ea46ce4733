// assay replay: one case again, with the bytes both ways.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "cli/exit_code.h"
#include "cli/model_options.h"
#include "cli/subjects.h"
#include "cli/suggest.h"
#include "cli/verb.h"
#include "conformance/judge.h"
#include "conformance/known_failing.h"
#include "conformance/request_check.h"
#include "conformance/runner.h"
#include "conformance/service_answer.h"
#include "conformance/suite.h"
#include "conformance/templates.h"
#include "conformance/text_codec.h"
#include "parsers/http_check.h"
#include "spec/contract_tables.h"

namespace assay::cli {
namespace {

constexpr std::size_t kMostShown = 4'000;  // bytes of a body

struct ReplayOptions {
  std::string id;
  SubjectOptions subjects;
  ModelOptions models;
};

// The value of a header as it may be shown.
std::string shown_value(std::string_view name, std::string_view value) {
  const bool secret = equal_ignoring_case(name, "Authorization") ||
                      equal_ignoring_case(name, "X-Amz-Security-Token");
  return secret ? "(masked)" : printable(value, 400);
}

void print_body(std::string_view body, Console& console) {
  if (body.empty()) {
    console.out << "    (no body)\n";
    return;
  }
  console.out << "    " << printable(body, kMostShown) << '\n';
  if (body.size() > kMostShown) {
    console.out << fmt::format("    ({} bytes in all)\n", body.size());
  }
}

void print_request(const ReceivedRequest& received, Console& console) {
  const WireRequest request = split_request(received.bytes);
  console.out << fmt::format("    {} {} {}\n", printable(request.method, 40),
                             printable(request.path, 200), printable(request.version, 20));
  for (const Header& header : request.headers) {
    console.out << fmt::format("    {}: {}\n", printable(header.name, 80),
                               shown_value(header.name, header.value));
  }
  print_body(request.view().body, console);
  if (!received.complete) console.out << "    (the request is not complete)\n";
}

void print_response(const WireResponse& response, Console& console) {
  if (response.raw || !response.steps.empty() || response.as_service) {
    console.out << "    " << describe_response(response, kMostShown) << '\n';
    return;
  }
  console.out << fmt::format("    HTTP/1.1 {} {}\n", response.status,
                             reason_phrase(response.status));
  for (const auto& [name, value] : response.headers) {
    console.out << fmt::format("    {}: {}\n", name, shown_value(name, value));
  }
  print_body(response.body, console);
}

void print_result(const CaseResult& result, Console& console) {
  const Case& item = *result.item;
  for (std::size_t i = 0; i < result.received.size(); ++i) {
    const ReceivedRequest& request = result.received[i];
    console.out << fmt::format("  request {} (after {} ms)\n", i + 1, request.begin_us / 1000);
    print_request(request, console);
    const std::size_t index = std::min(i, item.responses.size() - 1);
    console.out << fmt::format("  response {}\n", i + 1);
    print_response(item.responses[index], console);
  }
  if (result.received.empty()) console.out << "  no request was sent\n";
  if (result.outcome)
    console.out << fmt::format("  got    {}\n", describe_outcome(*result.outcome));
  console.out << fmt::format("  want   {}\n", describe_allowed(item));
  console.out << fmt::format("  {}{}{}\n", to_string(result.verdict),
                             result.reason.empty() ? "" : ": ", result.reason);
  if (!result.driver_errors.empty()) {
    console.out << "  standard error of the driver\n    "
                << printable(result.driver_errors, kMostShown) << '\n';
  }
}

void print_case(const Case& item, Console& console) {
  console.out << fmt::format("{}: {}\n  {} since {}, basis {} ({}:{})\n", item.id, item.title,
                             to_string(item.level), to_string(item.since), item.basis, item.file,
                             item.line);
  for (const CaseSource& source : item.sources) {
    console.out << fmt::format("  source {}{}{}: {} ({}){}{}\n", source.name,
                               source.section.empty() ? "" : ", ", source.section, source.says,
                               source.reading ? "reading" : "text", source.url.empty() ? "" : " ",
                               source.url);
  }
  console.out << fmt::format("  input  {}\n", printable(to_json(item.input), 400));
}

int unknown_case(const std::string& id, Console& console) {
  std::vector<std::string_view> ids;
  for (const Case& item : embedded_suite().cases) ids.push_back(item.id);
  std::string message = fmt::format("{}: no case has this id", id);
  const auto near = nearest(id, ids, 3);
  for (std::size_t i = 0; i < near.size(); ++i) {
    message += fmt::format("{}\n  {}", i == 0 ? "; did you mean" : "", near[i]);
  }
  if (near.empty()) message += "; assay conform --list prints all";
  return usage_error(console, "replay", message);
}

// The templates for the operation that an id SERVICE/OPERATION/... names; no case where none does.
Suite suite_of(const std::string& id, const ModelChoice& models) {
  for (const Contract& contract : models.contracts) {
    const ContractTables& tables = contract.tables();
    for (std::size_t i = 0; i < tables.operations.size(); ++i) {
      const std::string prefix =
          fmt::format("{}/{}/", contract.service(), tables.operations[i].name);
      if (id.starts_with(prefix)) return template_suite(contract, static_cast<OperationIndex>(i));
    }
  }
  return {};
}

int replay(const ReplayOptions& options, Console& console) {
  Suite made;
  const Suite& suite = embedded_suite();
  const Case* item = suite.find(options.id);
  const auto models = choose_models(options.models);
  if (!models) return model_error(console, "replay", models.error());
  if (!item) {
    made = suite_of(options.id, *models);
    item = made.find(options.id);
  }
  if (!item) return unknown_case(options.id, console);
  if (!models->covers(item->service, item->operation)) {
    console.err << fmt::format(
        "assay replay: nothing was run: the case is of {}/{}, which is not "
        "what --model and --operation name\n",
        item->service, item->operation);
    return kExitIncomplete;
  }
  const ScratchDirectory home;
  SubjectOptions subject_options = options.subjects;
  auto arguments = model_arguments(options.models);
  if (!arguments) return model_error(console, "replay", arguments.error());
  subject_options.model_arguments = *std::move(arguments);
  const auto subjects = find_subjects(subject_options, home.path(), false);
  if (!subjects) {
    console.err << "assay replay: " << subjects.error().to_string() << '\n';
    return kExitIncomplete;
  }
  print_case(*item, console);
  bool misses = false;
  for (const NamedSubject& subject : *subjects) {
    RunnerOptions limits;
    limits.canary = suite.canary;
    Runner runner(subject.command, limits, make_request_check(models->contracts),
                  make_case_service(models->contracts));
    auto hello = runner.start();
    if (!hello) {
      console.err << "assay replay: " << hello.error().to_string() << '\n';
      return kExitIncomplete;
    }
    const auto result = runner.run(*item);
    if (!result) {
      console.err << "assay replay: " << result.error().to_string() << '\n';
      return kExitIncomplete;
    }
    runner.finish();
    console.out << fmt::format("\n{} {} ({})\n", hello->sdk, hello->version, hello->runtime);
    print_result(*result, console);
    misses = misses || is_miss(result->verdict);
  }
  return misses ? kExitFindings : kExitOk;
}

Run add_replay(CLI::App& app) {
  auto options = std::make_shared<ReplayOptions>();
  app.add_option("CASE", options->id, "the id of a case, as conform prints it")
      ->type_name("CASE")
      ->required();
  add_subject_options(app, options->subjects);
  const std::string group = "Models";
  add_model_options(app, options->models, group);
  add_operation_option(app, options->models, "the case must be of this operation", group);
  return [options](Console& console) {
    options->models = with_named_service(std::move(options->models));
    return replay(*options, console);
  };
}

}  // namespace

Verb replay_verb() {
  return {.name = "replay",
          .job = Job::kSdkAuthor,
          .summary = "run one conformance case again and show the bytes both ways",
          .footer =
              "Examples\n"
              "  assay replay awsJson1_0/body/cut-in-string --sdk boto3\n"
              "  assay replay awsJson1_0/error/by-header-plain --driver './my-driver'\n"
              "Exit codes: 0 pass, 1 a miss, 2 usage, 3 the driver did not start.",
          .add = add_replay};
}

}  // namespace assay::cli
