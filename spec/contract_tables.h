// The flat, index-based tables that a Contract is: everything else walks these.
#ifndef ASSAY_SPEC_CONTRACT_TABLES_H_
#define ASSAY_SPEC_CONTRACT_TABLES_H_

#include <assay/contract.h>
#include <assay/finding.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "spec/automaton.h"
#include "spec/pattern_fallback.h"
#include "spec/protocol_rules.h"

namespace assay {

inline constexpr std::uint32_t kNoIndex = UINT32_MAX;

enum class ShapeKind : std::uint8_t {
  kStructure,
  kUnion,
  kList,
  kMap,
  kString,
  kEnum,
  kBlob,
  kByte,
  kShort,
  kInteger,
  kLong,
  kIntEnum,
  kBigInteger,
  kFloat,
  kDouble,
  kBigDecimal,
  kBoolean,
  kTimestamp,
  kDocument,
};

enum class TimestampFormat : std::uint8_t {
  kDateTime,
  kEpochSeconds,
  kHttpDate
};

// A shape as it is used. A prelude shape (smithy.api#Integer) or a shape refined by traits on a
// member has one entry for each member that uses it, named "Container.Member"; so every finding
// has an id that says where the constraint stands. List elements: "List.member"; maps: "Map.key",
// "Map.value". Constraint fields are kNoIndex where the shape has no such constraint.
struct ShapeTable {
  std::string_view name;  // "IdString", "InternalServerException.RetryAfterSeconds"
  ShapeKind kind = ShapeKind::kStructure;
  TimestampFormat timestamp_format = TimestampFormat::kEpochSeconds;
  bool sensitive = false;
  bool sparse = false;  // lists and maps: null elements are values
  bool unique_items = false;
  std::uint32_t first_member =
      0;  // into members: structures and unions; a list has one ("member"),
  std::uint32_t member_count = 0;  // a map two ("key", "value")
  std::uint32_t first_enum = 0;    // into enum_values / int_enum_values
  std::uint32_t enum_count = 0;
  std::uint32_t required_count = 0;
  std::uint32_t length_min = 0;         // characters, items, entries or bytes of a blob
  std::uint32_t length_max = kNoIndex;  // kNoIndex: none
  std::uint32_t pattern = kNoIndex;     // into patterns
  std::int64_t range_min = INT64_MIN, range_max = INT64_MAX;  // integers; modelled @range
  double range_min_double = 0, range_max_double = 0;          // float, double with @range
  ConstraintIndex type = kNoIndex;                            // @type: the JSON type
  ConstraintIndex length_min_id = kNoIndex, length_max_id = kNoIndex;
  ConstraintIndex pattern_id = kNoIndex;
  // @pattern.unchecked (note): no automaton holds the pattern. Without `pattern` nothing reads it
  // and it is said of every value; with one its fallback may give up, and the walk is unchecked.
  ConstraintIndex pattern_unchecked = kNoIndex;
  ConstraintIndex enum_id = kNoIndex;
  ConstraintIndex range_min_id = kNoIndex, range_max_id = kNoIndex;
  ConstraintIndex width = kNoIndex;      // @range.int32 and its like: the integer's own width
  ConstraintIndex fraction = kNoIndex;   // @integral: a fractional number where an integer is due
  ConstraintIndex spelling = kNoIndex;   // @spelling (warning): an integer spelt 60.0 or 6e1
  ConstraintIndex format = kNoIndex;     // @format: timestamp or base64 that must be rejected
  ConstraintIndex tolerated = kNoIndex;  // @tolerated (note): offset, >3 digits, lower case, :60
  ConstraintIndex dense = kNoIndex;      // @dense: null in a list or map that is not sparse
  ConstraintIndex unique = kNoIndex;
  ConstraintIndex one_member = kNoIndex;  // unions: exactly one
};

struct MemberTable {
  std::string_view name;  // as on the wire, unescaped
  ShapeIndex target = kNoIndex;
  ConstraintIndex required = kNoIndex;    // kNoIndex: optional
  std::uint32_t required_bit = kNoIndex;  // 0..required_count-1 within its structure
};

struct ErrorTable {
  ShapeIndex shape = kNoIndex;
  std::string_view name;                // "ThrottlingException"
  std::uint16_t documented_status = 0;  // of the page (rules.json); 0: none
  std::uint16_t model_status = 0;       // httpError trait, else 400 (client) or 500
  bool client_fault = true;
  bool retryable = false, throttling = false;
  ConstraintIndex status = kNoIndex;        // @status (error): a status that no source allows
  ConstraintIndex status_model = kNoIndex;  // @status.disputed (warning): only the model allows it
};

// Rules across members (rules.json). Each is skipped where a member that it needs is absent or
// itself invalid.
enum class RuleKind : std::uint8_t {
  kEqual,       // both places hold the same string
  kEcho,        // first: in the output, second: in the input; the same string
  kOrdered,     // timestamps: first <= second
  kAbsentWhen,  // first is absent when the enum string at second is one of `values`
  kDifference,  // integer at first = timestamp second - timestamp third, within `tolerance` seconds
  kAtLeast,     // integer at first >= bound
};

struct RuleTable {
  RuleKind kind = RuleKind::kEqual;
  ConstraintIndex constraint = kNoIndex;
  std::uint32_t slots[3] = {kNoIndex, kNoIndex, kNoIndex};  // see SlotTable
  std::int64_t bound = 0;                                   // kAtLeast
  std::int64_t tolerance = 0;                               // kDifference, seconds
  std::uint32_t first_value = 0, value_count = 0;           // kAbsentWhen, into rule_values
};

// A place that rules look at, found during the walk by a trie over member indexes: state 0 is the
// root of the output, state 1 that of the input; see OperationTable.
struct PlaceTable {
  std::uint32_t state = 0;              // in this state ...
  std::uint32_t member = 0;             // ... the member at this index in `members` ...
  std::uint32_t next_state = kNoIndex;  // ... leads to this state (structures below) ...
  std::uint32_t slot = kNoIndex;        // ... and fills this slot.
};

struct OperationTable {
  std::string_view name;
  std::string_view target;  // "AmazonMWAAServerless.GetWorkflowRun"
  ShapeIndex input = kNoIndex, output = kNoIndex;
  std::uint32_t first_error = 0, error_count = 0;  // into errors
  std::uint32_t first_rule = 0, rule_count = 0;    // into rules
  std::uint32_t first_place = 0, place_count = 0;  // into places
  std::uint32_t slot_count = 0;
  ConstraintIndex input_stream = kNoIndex;   // @input.stream (note): the body is not read
  ConstraintIndex output_stream = kNoIndex;  // @output.stream (note)
  bool needs_authorization = true;  // false: the service does not sign, or the operation opts out
};

// An error that any AWS service may answer, whatever the operation.
struct CommonError {
  std::string_view name;
  std::uint16_t status = 0;
};
std::span<const CommonError> common_errors() noexcept;

struct ConstraintTable {
  std::string_view id;
  std::string_view requirement;
  std::string_view unit;
  Severity severity = Severity::kError;
  Basis basis = Basis::kModel;
  std::uint32_t first_source = 0, source_count = 0;  // into sources
  ShapeIndex shape = kNoIndex;    // the shape (or the structure of the member) it stands on
  std::uint32_t ledger_line = 0;  // in ledger.jsonl, from 1; 0: none
};

// What the ledger says of one id beyond its sources: the evidence. Texts as they stand in the file.
// Lines of spec/protocol/ledger.jsonl (the protocol's own rules) come first.
struct LedgerTable {
  ConstraintIndex constraint = kNoIndex;
  std::string_view in;      // what `holds` and `breaks` are: "value" (of the shape), "exchange" ...
  std::string_view holds;   // JSON text of the evidence that just holds
  std::string_view breaks;  // JSON text of the evidence that just breaks
  std::vector<ConstraintIndex> implies;
};

struct PatternTable {
  std::string_view source;  // as the model spells it
  // The pattern's language; with a fallback, one that holds it, or default-constructed for none.
  Automaton automaton;
  std::shared_ptr<const FallbackPattern> fallback;  // nullptr: the automaton decides

  // For generators and tests; undecided is no match. Allocates where a fallback decides.
  bool matches(std::string_view utf8) const;
  // Draw from this and keep what matches(); nullptr: no such automaton.
  const Automaton* candidates() const noexcept {
    return automaton.state_count() == 0 ? nullptr : &automaton;
  }
};

struct ContractTables {
  std::string_view service, target_prefix, protocol, signing_name;
  std::string model_hash;
  std::vector<ShapeTable> shapes;
  std::vector<MemberTable> members;
  std::vector<std::string_view> enum_values;
  std::vector<std::int64_t> int_enum_values;
  std::vector<PatternTable> patterns;
  std::vector<OperationTable> operations;
  std::vector<ErrorTable> errors;
  std::vector<RuleTable> rules;
  std::vector<std::string_view> rule_values;
  std::vector<PlaceTable> places;
  std::vector<ConstraintTable> constraints;  // the protocol's first: index == ProtocolRule
  std::vector<SourceNote> sources;
  std::vector<LedgerTable> ledger;
  std::vector<ContractNote> notes;  // in the order of the shapes
  std::unordered_map<std::string_view, ConstraintIndex> constraint_by_id;
  std::unordered_map<std::string_view, ShapeIndex> shape_by_name;
  std::unordered_map<std::string_view, OperationIndex> operation_by_name;
  std::deque<std::string> text;  // owns every string above; grows without moving any
  // awsQueryCompatible: clients take an error's code from x-amzn-query-error.
  bool query_compatible = false;
};

}  // namespace assay

#endif  // ASSAY_SPEC_CONTRACT_TABLES_H_
