// Fourth stage: what the status of each error must be, and where model and page disagree.
#include <fmt/format.h>

#include <map>

#include "spec/contract_builder.h"

namespace assay {

bool build_statuses(ContractBuilder& builder) {
  ContractTables& tables = builder.tables;
  struct Ids {
    ConstraintIndex status = kNoIndex, disputed = kNoIndex;
  };
  std::map<ShapeIndex, Ids> known;  // an error of several operations has its ids once
  for (ErrorTable& error : tables.errors) {
    const auto documented = builder.documented_statuses.find(error.shape);
    const bool is_documented = documented != builder.documented_statuses.end();
    if (is_documented) error.documented_status = documented->second.status;
    const auto [entry, is_new] = known.emplace(error.shape, Ids{});
    if (is_new) {
      const NewSource model =
          builder.model_source(builder.origins[error.shape].shape->error->offset,
                               fmt::format("HTTP status {}", error.model_status));
      NewConstraint status;
      status.id = fmt::format("{}@status", error.name);
      status.unit = "HTTP status";
      status.shape = error.shape;
      status.basis = is_documented ? Basis::kDocumented : Basis::kModel;
      if (is_documented) status.sources.push_back(documented->second.source);
      status.sources.push_back(model);
      const bool disputed = is_documented && error.documented_status != error.model_status;
      status.requirement =
          disputed ? fmt::format("HTTP status must be {} (documented) or {} (model)",
                                 error.documented_status, error.model_status)
                   : fmt::format("HTTP status must be {}",
                                 is_documented ? error.documented_status : error.model_status);
      NewConstraint by_model = status;
      entry->second.status = builder.add(std::move(status));
      if (disputed) {
        by_model.id = fmt::format("{}@status.disputed", error.name);
        by_model.severity = Severity::kWarning;
        by_model.requirement =
            fmt::format("HTTP status must be {} as documented; {} stands only in the model",
                        error.documented_status, error.model_status);
        entry->second.disputed = builder.add(std::move(by_model));
      }
    }
    error.status = entry->second.status;
    error.status_model = entry->second.disputed;
  }
  return true;
}

}  // namespace assay
