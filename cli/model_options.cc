#include "cli/model_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <sstream>
#include <utility>

#include "cli/exit_code.h"
#include "cli/subjects.h"
#include "cli/suggest.h"
#include "spec/embedded_contract.h"
#include "spec/model_reader.h"

namespace assay::cli {
namespace {

constexpr std::string_view kEmbedded = "embedded";
constexpr std::size_t kMostListed = 12;

std::unexpected<Error> usage(std::string message) {
  return std::unexpected(
      Error{.code = ErrorCode::kUsage, .message = std::move(message), .file = {}});
}

Expected<SourceFile> read_text(std::string_view option, const std::string& path) {
  SourceFile out{.name = path, .text = {}};
  if (path.empty()) return out;
  std::error_code status;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!std::filesystem::is_regular_file(path, status) || !(text << file.rdbuf())) {
    return std::unexpected(Error{.code = ErrorCode::kUnreadable,
                                 .message = fmt::format("{}: cannot be read", option),
                                 .file = path});
  }
  out.text = std::move(text).str();
  return out;
}

// The Python that may have botocore: that of the boto3 driver where it is installed.
std::string python_at_hand() {
  std::error_code error;
  const std::string installed = default_drivers_dir() + "/boto3/venv/bin/python3";
  return std::filesystem::exists(installed, error) ? installed : "python3";
}

std::string_view given_name(const ModelOptions& options, std::size_t index) {
  return options.models.empty() ? kEmbedded : std::string_view(options.models[index]);
}

// "; did you mean A or B", or all of them when they are few.
std::string choices(std::string_view word, const std::vector<std::string_view>& names) {
  std::string out;
  for (const std::string_view near : nearest(word, names)) {
    out += out.empty() ? "; did you mean " : " or ";
    out += near;
  }
  if (!out.empty() || names.empty() || names.size() > kMostListed) return out;
  for (const std::string_view name : names) {
    out += out.empty() ? "; it has " : ", ";
    out += name;
  }
  return out;
}

std::string services_of(std::span<const Contract> contracts) {
  std::string out;
  for (const Contract& contract : contracts) {
    out += (out.empty() ? "" : ", ") + std::string(contract.service());
  }
  return out;
}

struct Found {
  std::size_t contract = 0;
  std::uint32_t index = 0;
};

// Finds NAME or SERVICE/NAME. `find` and `names` look into one contract.
template <typename Find, typename Names>
Expected<Found> find_in(std::string_view option, std::string_view what, std::string_view given,
                        std::span<const Contract> contracts, Find find, Names names) {
  const std::size_t slash = given.find('/');
  const bool qualified = slash != std::string_view::npos;
  const std::string_view service = qualified ? given.substr(0, slash) : std::string_view();
  const std::string_view name = qualified ? given.substr(slash + 1) : given;
  std::vector<Found> found;
  std::vector<std::string_view> known;
  bool has_service = false;
  for (std::size_t i = 0; i < contracts.size(); ++i) {
    if (qualified && contracts[i].service() != service) continue;
    has_service = true;
    if (const auto index = find(contracts[i], name)) found.push_back({i, *index});
    for (const std::string_view each : names(contracts[i])) known.push_back(each);
  }
  if (!has_service) {
    return usage(fmt::format("{}: no model of {} is loaded; loaded: {}", option, service,
                             services_of(contracts)));
  }
  if (found.empty()) {
    const std::string where = qualified ? std::string(service) : services_of(contracts);
    return usage(fmt::format("{}: {} {} no {} {}{}", option, where,
                             qualified || contracts.size() == 1 ? "has" : "have", what, name,
                             choices(name, known)));
  }
  if (found.size() > 1) {
    std::string candidates;
    for (const Found& each : found) {
      candidates += fmt::format("{}{}/{}", candidates.empty() ? "" : " or ",
                                contracts[each.contract].service(), name);
    }
    return usage(fmt::format("{}: several models have {}: say {}", option, name, candidates));
  }
  return found.front();
}

std::vector<std::string_view> operations_of(const Contract& contract) {
  std::vector<std::string_view> names;
  for (OperationIndex i = 0; i < contract.operation_count(); ++i) {
    names.push_back(contract.operation_name(i));
  }
  return names;
}

}  // namespace

void add_model_options(CLI::App& app, ModelOptions& options, const std::string& group) {
  app.add_option("--model", options.models,
                 "the model of a service instead of the embedded one: a Smithy JSON AST or "
                 "botocore's service-2.json (also .gz), botocore:SERVICE from the Python at hand, "
                 "or embedded; repeats")
      ->type_name("MODEL")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false)  // one value each time: what follows is a positional
      ->group(group);
  app.add_option("--rules", options.rules,
                 "rules across members and documented statuses of the one --model")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--ledger", options.ledger, "sources and evidence for ids of the one --model")
      ->type_name("FILE")
      ->group(group);
}

void add_operation_option(CLI::App& app, ModelOptions& options, const std::string& what,
                          const std::string& group) {
  app.add_option("--operation", options.operation,
                 what + "; SERVICE/NAME where several models have it")
      ->type_name("NAME")
      ->group(group);
}

ModelOptions with_named_service(ModelOptions options) {
  const std::size_t slash = options.operation.find('/');
  const std::string service = options.operation.substr(0, slash);
  if (slash != std::string::npos && options.models.empty() &&
      service != Contract::embedded().service()) {
    options.models.push_back("botocore:" + service);
  }
  return options;
}

Expected<ContractSources> read_model_sources(const std::string& model) {
  if (model == kEmbedded) return embedded_sources();
  auto file = read_model_file(model, python_at_hand());
  if (!file) return std::unexpected(std::move(file.error()));
  return ContractSources{.model = std::move(*file), .rules = {}, .ledger = {}};
}

Expected<ContractSources> read_sidecars(const ModelOptions& options) {
  ContractSources out;
  if (options.rules.empty() && options.ledger.empty()) return out;
  if (options.models.size() != 1 || options.models.front() == kEmbedded) {
    return usage(
        "--rules and --ledger belong to a model: give exactly one, and not the embedded one, which "
        "has its own");
  }
  auto rules = read_text("--rules", options.rules);
  if (!rules) return std::unexpected(std::move(rules.error()));
  auto ledger = read_text("--ledger", options.ledger);
  if (!ledger) return std::unexpected(std::move(ledger.error()));
  out.rules = std::move(*rules);
  out.ledger = std::move(*ledger);
  return out;
}

Expected<std::vector<Contract>> load_contracts(const ModelOptions& options) {
  auto sidecars = read_sidecars(options);
  if (!sidecars) return std::unexpected(std::move(sidecars.error()));
  std::vector<Contract> contracts;
  if (options.models.empty()) contracts.push_back(Contract::embedded());
  for (const std::string& model : options.models) {
    if (model == kEmbedded) {
      contracts.push_back(Contract::embedded());
    } else {
      auto sources = read_model_sources(model);
      if (!sources) return std::unexpected(std::move(sources.error()));
      if (!options.rules.empty()) sources->rules = sidecars->rules;
      if (!options.ledger.empty()) sources->ledger = sidecars->ledger;
      auto contract = Contract::compile(*sources);
      if (!contract) return std::unexpected(std::move(contract.error()));
      contracts.push_back(std::move(*contract));
    }
    for (std::size_t i = 0; i + 1 < contracts.size(); ++i) {
      if (contracts[i].service() != contracts.back().service()) continue;
      return usage(
          fmt::format("--model: {} and {} are both of {}, and ids could not tell them "
                      "apart: give one",
                      given_name(options, i), model, contracts[i].service()));
    }
  }
  return contracts;
}

std::optional<OperationIndex> default_operation(const Contract& contract) {
  if (&contract.tables() == &Contract::embedded().tables()) {
    return contract.find_operation(kEmbeddedOperation);
  }
  if (contract.operation_count() == 1) return OperationIndex{0};
  return std::nullopt;
}

Expected<OperationChoice> choose_operation(std::string_view given,
                                           std::span<const Contract> contracts) {
  if (given.empty()) {
    if (contracts.size() > 1) {
      return usage(fmt::format("--operation: which one? Say SERVICE/NAME; loaded: {}",
                               services_of(contracts)));
    }
    const Contract& contract = contracts.front();
    if (const auto operation = default_operation(contract)) return OperationChoice{0, *operation};
    if (contract.operation_count() == 0) return usage("--model: the model has no operation");
    std::string listed;
    const std::vector<std::string_view> names = operations_of(contract);
    for (std::size_t i = 0; i < names.size() && i < kMostListed; ++i) {
      listed += (i == 0 ? "" : ", ") + std::string(names[i]);
    }
    if (names.size() > kMostListed) {
      listed += fmt::format(" and {} more", names.size() - kMostListed);
    }
    return usage(fmt::format("--operation: which one? {} has {}", contract.service(), listed));
  }
  const auto found = find_in(
      "--operation", "operation", given, contracts,
      [](const Contract& contract, std::string_view name) { return contract.find_operation(name); },
      operations_of);
  if (!found) return std::unexpected(found.error());
  return OperationChoice{found->contract, found->index};
}

int model_error(Console& console, std::string_view verb, const Error& error) {
  if (error.code == ErrorCode::kUsage) return usage_error(console, verb, error.message);
  console.err << fmt::format("assay {}: {}\n", verb, error.to_string());
  return kExitUsage;
}

bool ModelChoice::covers(std::string_view service, std::string_view operation_name) const {
  for (std::size_t i = 0; i < contracts.size(); ++i) {
    if (contracts[i].service() != service) continue;
    const auto found = contracts[i].find_operation(operation_name);
    if (!operation) return found.has_value();
    return operation->contract == i && found == operation->operation;
  }
  return false;
}

Expected<ModelChoice> choose_models(const ModelOptions& options) {
  auto contracts = load_contracts(options);
  if (!contracts) return std::unexpected(std::move(contracts.error()));
  ModelChoice choice{.contracts = std::move(*contracts), .operation = {}};
  if (options.operation.empty()) return choice;
  const auto operation = choose_operation(options.operation, choice.contracts);
  if (!operation) return std::unexpected(operation.error());
  choice.operation = *operation;
  return choice;
}

Expected<std::vector<std::string>> model_arguments(const ModelOptions& options) {
  std::vector<std::string> out;
  const auto add = [&](std::string_view option, const std::string& path) {
    std::error_code status;
    const std::string whole = std::filesystem::absolute(path, status).string();
    out.insert(out.end(), {std::string(option), status ? path : whole});
  };
  for (const std::string& model : options.models) {
    if (model == kEmbedded) {
      out.insert(out.end(), {"--model", model});
      continue;
    }
    const auto file = read_model_file(model, python_at_hand());
    if (!file) return std::unexpected(file.error());
    add("--model", file->name);
  }
  if (!options.rules.empty()) add("--rules", options.rules);
  if (!options.ledger.empty()) add("--ledger", options.ledger);
  return out;
}

std::string model_words(const ModelOptions& options) {
  std::string out;
  for (const std::string& model : options.models) out += " --model " + model;
  if (!options.rules.empty()) out += " --rules " + options.rules;
  if (!options.ledger.empty()) out += " --ledger " + options.ledger;
  return out;
}

Expected<ShapeChoice> choose_shape(std::string_view given, std::span<const Contract> contracts) {
  const auto shapes_of = [](const Contract& contract) {
    std::vector<std::string_view> names;
    for (ShapeIndex i = 0; i < contract.shape_count(); ++i) names.push_back(contract.shape_name(i));
    return names;
  };
  const auto found = find_in(
      "--shape", "shape", given, contracts,
      [](const Contract& contract, std::string_view name) { return contract.find_shape(name); },
      shapes_of);
  if (!found) return std::unexpected(found.error());
  return ShapeChoice{found->contract, found->index};
}

std::string note_text(const ContractNote& note) {
  std::string_view kind = "body that is not read";
  if (note.kind == ContractNote::Kind::kFallbackPattern) kind = "pattern matched by PCRE2";
  if (note.kind == ContractNote::Kind::kUncheckedPattern) kind = "pattern that nothing reads";
  return fmt::format("{}: {} (line {} of the model)", kind, note.reason, note.line);
}

}  // namespace assay::cli
