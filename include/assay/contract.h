// A Contract: what a service promises, compiled once from its model, immutable, shared freely.
#ifndef ASSAY_CONTRACT_H_
#define ASSAY_CONTRACT_H_

#include <assay/error.h>
#include <assay/finding.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace assay {

struct ContractTables;  // spec/contract_tables.h; not installed

using OperationIndex = std::uint32_t;
using ShapeIndex = std::uint32_t;

// A text with the name that diagnostics print for it.
struct SourceFile {
  std::string name;
  std::string text;
};

// What a Contract is compiled from. Only the model is needed.
struct ContractSources {
  SourceFile model;   // a Smithy JSON AST (1.0, 2.0) or botocore's service-2.json
  SourceFile rules;   // rules.json: rules across members, documented statuses
  SourceFile ledger;  // ledger.jsonl: sources, evidence and severities for ids
};

// A statement of one public source about a constraint.
struct SourceNote {
  std::string_view source;   // "page", "detail page", "model", "protocol", "RFC 8259" ...
  std::string_view section;  // where in it
  std::string_view says;     // names and figures only
  bool reading = false;      // true: our reading of it, false: its text
};

// Everything a person may want to know of one constraint. Views live as long as the Contract.
struct ConstraintInfo {
  std::string_view id;           // "mwaa-serverless/IdString@length.max"
  std::string_view requirement;  // "Member must have length between 1 and 255, inclusive"
  std::string_view unit;         // of Violation::measured: "characters", "items", ""
  Severity severity = Severity::kError;
  Basis basis = Basis::kModel;
  std::span<const SourceNote> sources;  // more than one where sources disagree or confirm
};

// Something of the model that is checked in another way than the rest, or cannot be checked. Views
// live as long as the Contract.
struct ContractNote {
  enum class Kind : std::uint8_t {
    kFallbackPattern,   // no automaton holds the pattern; PCRE2 matches it under limits
    kUncheckedPattern,  // nothing reads the pattern: a note at every value of the shape
    kStream,            // a body of events or bytes, which is not read: unchecked
  };
  Kind kind = Kind::kFallbackPattern;
  std::string_view id;      // "sfn/Name@pattern", "kinesis/SubscribeToShard@output.stream"
  std::string_view reason;  // "look-ahead is not supported"
  std::uint32_t line = 0;   // in the model; from 1
  std::uint32_t column = 0;
};

class Contract {
 public:
  // Compiles a contract. Errors: kJsonSyntax, kModelStructure, kUnknownShape, kUnsupported,
  // kPattern*, kStateBudget, kRuleStructure, kLedgerStructure, each with file, line and column.
  static Expected<Contract> compile(const ContractSources& sources);

  // The model alone, from a file (packed with gzip or not), or as "botocore:SERVICE" the newest one
  // of the botocore that python3 imports. Errors: kUnreadable and those of compile().
  static Expected<Contract> load(std::string_view model);

  // Amazon MWAA Serverless, GetWorkflowRun first; compiled on first use, part of the library.
  static const Contract& embedded();

  std::string_view service() const noexcept;        // "mwaa-serverless"
  std::string_view target_prefix() const noexcept;  // "AmazonMWAAServerless"
  std::string_view protocol() const noexcept;       // "awsJson1_0"
  std::string_view model_hash() const noexcept;     // SHA-256 over all sources, 64 hex digits

  std::uint32_t operation_count() const noexcept;
  std::string_view operation_name(OperationIndex operation) const noexcept;
  std::optional<OperationIndex> find_operation(std::string_view name) const noexcept;

  std::uint32_t shape_count() const noexcept;
  std::string_view shape_name(ShapeIndex shape) const noexcept;
  std::optional<ShapeIndex> find_shape(std::string_view name) const noexcept;

  std::uint32_t constraint_count() const noexcept;
  // REQUIRES: constraint < constraint_count().
  ConstraintInfo constraint(ConstraintIndex constraint) const noexcept;
  std::optional<ConstraintIndex> find_constraint(std::string_view id) const noexcept;

  // What a person should know of the model before trusting a verdict.
  std::span<const ContractNote> notes() const noexcept;

  // For the library's own floors.
  const ContractTables& tables() const noexcept { return *tables_; }

 private:
  explicit Contract(std::shared_ptr<const ContractTables> tables) : tables_(std::move(tables)) {}
  std::shared_ptr<const ContractTables> tables_;
};

}  // namespace assay

#endif  // ASSAY_CONTRACT_H_
