// The contracts that a verb works with: --model, --rules, --ledger, --operation, the same on each.
#ifndef ASSAY_CLI_MODEL_OPTIONS_H_
#define ASSAY_CLI_MODEL_OPTIONS_H_

#include <assay/contract.h>
#include <assay/error.h>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/verb.h"

namespace CLI {
class App;
}

namespace assay::cli {

struct ModelOptions {
  std::vector<std::string> models;  // as given; empty: the embedded one
  std::string rules, ledger;        // of the one model
  std::string operation;            // NAME or SERVICE/NAME; empty: not given
};

// --model, --rules and --ledger.
void add_model_options(CLI::App& app, ModelOptions& options, const std::string& group);

// --operation. Shapes: `what` says what the verb does with it; a sentence without a full stop.
void add_operation_option(CLI::App& app, ModelOptions& options, const std::string& what,
                          const std::string& group);

// A file, packed or not; "botocore:SERVICE"; "embedded", which brings its own rules and ledger.
// Errors: kUnreadable.
Expected<ContractSources> read_model_sources(const std::string& model);

// The texts of --rules and --ledger; empty where they are not given. Errors: kUsage when there is
// not exactly one model that they could belong to, or the one is embedded; kUnreadable.
Expected<ContractSources> read_sidecars(const ModelOptions& options);

// The options, with botocore's own model where --operation names a service (SERVICE/NAME) that is
// not the embedded one and no --model is given.
ModelOptions with_named_service(ModelOptions options);

// What the options name, in their order; the embedded contract where they name none.
// Errors: kUsage: two models of one service; those of read_sidecars, of reading a model, and of
// Contract::compile().
Expected<std::vector<Contract>> load_contracts(const ModelOptions& options);

// An operation of one of the loaded contracts.
struct OperationChoice {
  std::size_t contract = 0;
  OperationIndex operation = 0;
};

// The operation that `given` names: NAME, or SERVICE/NAME where several contracts have it. Where
// nothing is given: that of the embedded contract, or the only one there is, when it is the only
// contract. Errors: kUsage with the candidates.
Expected<OperationChoice> choose_operation(std::string_view given,
                                           std::span<const Contract> contracts);

// The operation of a contract that is meant where nothing says which.
std::optional<OperationIndex> default_operation(const Contract& contract);

// What the options name together. `operation` only where --operation is given.
struct ModelChoice {
  std::vector<Contract> contracts;
  std::optional<OperationChoice> operation;

  // Whether that operation of that service is among them, and the chosen one where one is.
  bool covers(std::string_view service, std::string_view operation_name) const;
};
// Errors: those of load_contracts and choose_operation.
Expected<ModelChoice> choose_models(const ModelOptions& options);

// The options once more for another process, which may stand elsewhere and see another Python:
// files by their absolute paths. Errors: those of reading a model.
Expected<std::vector<std::string>> model_arguments(const ModelOptions& options);
// As a person would give them: " --model kms.json"; empty where nothing is given.
std::string model_words(const ModelOptions& options);

// Prints an error of these functions as `verb` does. Returns kExitUsage.
int model_error(Console& console, std::string_view verb, const Error& error);

// A shape of one of the loaded contracts: NAME or SERVICE/NAME. Errors: kUsage with the candidates.
struct ShapeChoice {
  std::size_t contract = 0;
  ShapeIndex shape = 0;
};
Expected<ShapeChoice> choose_shape(std::string_view given, std::span<const Contract> contracts);

// A note without its id, for people: "fallback pattern: look-ahead is not supported (line 3)".
std::string note_text(const ContractNote& note);

}  // namespace assay::cli

#endif  // ASSAY_CLI_MODEL_OPTIONS_H_
