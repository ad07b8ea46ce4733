// What the stages of the contract compiler share: the tables under construction, the shapes they
// come from, the first error.
#ifndef ASSAY_SPEC_CONTRACT_BUILDER_H_
#define ASSAY_SPEC_CONTRACT_BUILDER_H_

#include <assay/contract.h>
#include <assay/error.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "spec/contract_tables.h"
#include "spec/model.h"

namespace assay {

// A source that owns its texts until it goes into the tables.
struct NewSource {
  std::string source, section, says;
  bool reading = false;
};

struct NewConstraint {
  std::string id;  // without the service: "IdString@length.max"
  std::string requirement;
  std::string_view unit;  // a literal
  Severity severity = Severity::kError;
  Basis basis = Basis::kModel;
  ShapeIndex shape = kNoIndex;
  std::vector<NewSource> sources;
};

// What a page says of the status of an error.
struct DocumentedStatus {
  std::uint16_t status = 0;
  NewSource source;
};

// What an entry of the shape table comes from.
struct ShapeOrigin {
  const ModelShape* shape = nullptr;
  ModelTraits traits;          // of the shape, overridden by those of the member that refines it
  std::uint64_t offset = 0;    // of the shape or member in the model
  ShapeIndex base = kNoIndex;  // of a refined list, map or structure: has its members
  bool is_member = false;      // has a JSON type to break: operations' own structures are bodies,
                               // and the keys of maps are strings in any JSON text
};

class ContractBuilder {
 public:
  ContractBuilder(ContractTables& into, const Model& from);

  ContractTables& tables;
  const Model& model;
  std::vector<ShapeOrigin> origins;                            // one for each of tables.shapes
  std::map<ShapeIndex, DocumentedStatus> documented_statuses;  // by the shape of the error

  // A view that lives as long as the tables.
  std::string_view keep(std::string text);
  ConstraintIndex add(NewConstraint constraint);
  // From a trait at `offset`: severity error, basis model.
  ConstraintIndex add_trait(ShapeIndex shape, std::string_view suffix, std::string requirement,
                            std::string_view unit, std::uint64_t offset, std::string says);
  // What follows from the shape's kind and the protocol, without a trait.
  ConstraintIndex add_by_kind(ShapeIndex shape, std::string_view suffix, std::string requirement,
                              std::string_view says, Severity severity = Severity::kError);
  void set_sources(ConstraintIndex constraint, const std::vector<NewSource>& sources);

  // How the model's own form calls a trait ("length", "required"): "smithy.api#length", or "min or
  // max" in botocore's; and what stands there: "smithy.api#length, min 1", or "min 1".
  std::string trait(std::string_view name) const;
  std::string bound(std::string_view name, std::string_view side, std::string_view value) const;

  // "model.json:12" with what stands there; for constraints that no ledger describes.
  NewSource model_source(std::uint64_t offset, std::string says) const;

  // Always false, so that a stage can end with it. The first error stays.
  bool fail(Error error);
  bool fail_in_model(ErrorCode code, std::string message, std::uint64_t offset);
  bool misplaced(std::string_view trait, ShapeIndex shape, std::uint64_t offset);
  Error take_error() noexcept { return std::move(error_); }

 private:
  Error error_;
  std::vector<std::uint64_t> line_begins_;  // of the model's text
};

// The stages, in this order. False: take_error() says why.
bool build_shapes(ContractBuilder& builder);
bool build_constraints(ContractBuilder& builder);
bool build_number(ContractBuilder& builder, ShapeIndex shape);  // part of the one before
bool build_streams(ContractBuilder& builder);
bool build_rules(ContractBuilder& builder, const SourceFile& rules);
bool build_statuses(ContractBuilder& builder);
bool build_ledger(ContractBuilder& builder, const SourceFile& ledger);

}  // namespace assay

#endif  // ASSAY_SPEC_CONTRACT_BUILDER_H_
