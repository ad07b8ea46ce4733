// Fourth stage: what the status of each error must be, and where model and page disagree.
#include <fmt/format.h>

#include <map>
#include <utility>

#include "spec/contract_builder.h"

namespace assay {
namespace {

// A page speaks of the operations that it describes and of no other: an error that some operations
// document and others do not has ids for both.
class StatusStage {
 public:
  explicit StatusStage(ContractBuilder& builder)
      : builder_(builder), errors_(builder.tables.errors) {}

  void run() {
    for (ErrorTable& error : errors_) {
      const bool is_documented = error.documented_status != 0;
      const auto [entry, is_new] = ids_.emplace(std::pair(error.shape, is_documented), Ids{});
      if (is_new) entry->second = is_documented ? add_documented(error) : add_modelled(error);
      error.status = entry->second.status;
      error.status_model = entry->second.disputed;
    }
  }

 private:
  struct Ids {
    ConstraintIndex status = kNoIndex, disputed = kNoIndex;
  };

  NewConstraint start(const ErrorTable& error, std::string_view suffix) const {
    NewConstraint status;
    status.id = fmt::format("{}@{}", error.name, suffix);
    status.requirement = fmt::format("HTTP status must be {}", error.model_status);
    status.unit = "HTTP status";
    status.shape = error.shape;
    return status;
  }
  NewSource model_source(const ErrorTable& error) const {
    return builder_.model_source(builder_.origins[error.shape].shape->error->offset,
                                 fmt::format("HTTP status {}", error.model_status));
  }

  Ids add_modelled(const ErrorTable& error) {
    const bool elsewhere = builder_.documented_statuses.contains(error.shape);
    NewConstraint status = start(error, elsewhere ? "status.model" : "status");
    status.sources.push_back(model_source(error));
    return {builder_.add(std::move(status)), kNoIndex};
  }

  Ids add_documented(const ErrorTable& error) {
    NewConstraint status = start(error, "status");
    status.basis = Basis::kDocumented;
    status.sources = {builder_.documented_statuses.at(error.shape).source, model_source(error)};
    if (error.documented_status == error.model_status) return {builder_.add(std::move(status))};
    NewConstraint disputed = status;
    status.requirement = fmt::format("HTTP status must be {} (documented) or {} (model)",
                                     error.documented_status, error.model_status);
    disputed.id = fmt::format("{}@status.disputed", error.name);
    disputed.severity = Severity::kWarning;
    disputed.requirement =
        fmt::format("HTTP status must be {} as documented; {} stands only in the model",
                    error.documented_status, error.model_status);
    const ConstraintIndex index = builder_.add(std::move(status));
    return {index, builder_.add(std::move(disputed))};
  }

  ContractBuilder& builder_;
  std::vector<ErrorTable>& errors_;
  std::map<std::pair<ShapeIndex, bool>, Ids> ids_;  // one id has one meaning
};

}  // namespace

bool build_statuses(ContractBuilder& builder) {
  StatusStage(builder).run();
  return true;
}

}  // namespace assay
