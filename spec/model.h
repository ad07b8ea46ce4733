// A service model as a reader leaves it: shapes with places, targets resolved, nothing compiled.
// Of the form of the source (Smithy JSON AST and its like) only its name is left, for wording.
#ifndef ASSAY_SPEC_MODEL_H_
#define ASSAY_SPEC_MODEL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "spec/contract_tables.h"
#include "spec/pattern.h"

namespace assay {

// Units: every `offset` is in bytes of the model's text and names the trait (or shape) it is in.
struct ModelLength {
  std::uint64_t min = 0;
  std::uint64_t max = UINT64_MAX;
  std::uint64_t offset = 0;
};

struct ModelRange {
  std::string min, max;  // decimal, as written; empty: none
  std::uint64_t offset = 0;
};

struct ModelPattern {
  std::string text;
  Anchoring anchoring = Anchoring::kSearch;
  std::uint64_t offset = 0;  // of the JSON string that holds it
};

struct ModelError {
  bool client_fault = true;
  bool retryable = false, throttling = false;
  std::uint16_t status = 0;
  std::uint64_t offset = 0;
};

// The traits that the protocol honours.
struct ModelTraits {
  std::optional<ModelLength> length;
  std::optional<ModelRange> range;
  std::optional<ModelPattern> pattern;
  std::optional<TimestampFormat> timestamp_format;
  std::optional<std::uint64_t> required;      // its offset
  std::optional<std::uint64_t> unique_items;  // its offset
  bool sensitive = false;
  bool sparse = false;

  // On a member: makes it another shape than its target.
  bool refine() const noexcept {
    return length || range || pattern || timestamp_format || unique_items || sensitive;
  }
};

struct ModelMember {
  std::string name;
  std::uint32_t target = kNoIndex;  // into Model::shapes
  std::uint64_t offset = 0;
  ModelTraits traits;
};

struct ModelShape {
  std::string name;      // without its namespace
  bool prelude = false;  // a shape of the modelling language, not of the service
  ShapeKind kind = ShapeKind::kStructure;
  std::uint64_t offset = 0;
  ModelTraits traits;
  std::vector<ModelMember> members;  // lists: "member"; maps: "key", "value"
  std::vector<std::string> enum_values;
  std::vector<std::int64_t> int_enum_values;
  std::uint64_t enum_offset = 0;
  std::optional<ModelError> error;
};

struct ModelOperation {
  std::string name;
  std::uint64_t offset = 0;
  std::uint32_t input = kNoIndex, output = kNoIndex;  // into Model::shapes
  std::vector<std::uint32_t> errors;
  bool needs_authorization = true;
  // Offset of the member that makes the body a stream of events or bytes, which is not read; the
  // shape is not given then.
  std::optional<std::uint64_t> input_stream, output_stream;
};

enum class ModelForm : std::uint8_t {
  kSmithy,
  kBotocore
};

// Shapes: only what the operations reach, operations and errors in the model's order.
struct Model {
  ModelForm form = ModelForm::kSmithy;
  std::string file;       // as diagnostics name it
  std::string_view text;  // what the offsets count in; outlives the Model
  std::string service, target_prefix, protocol, signing_name;
  std::vector<ModelOperation> operations;
  std::vector<ModelShape> shapes;
  bool query_compatible = false;  // awsQueryCompatible: a header carries the codes of errors
};

}  // namespace assay

#endif  // ASSAY_SPEC_MODEL_H_
