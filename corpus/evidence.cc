#include "corpus/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string_view>

#include "corpus/evidence_message.h"
#include "corpus/minimal_value.h"
#include "spec/json_tree.h"
#include "spec/protocol_rules.h"

namespace assay {
namespace {

// A body of an operation: its input, its output or one of its errors.
struct Root {
  enum class Kind : std::uint8_t {
    kInput,
    kOutput,
    kError
  };
  Kind kind = Kind::kInput;
  OperationIndex operation = 0;
  ShapeIndex shape = kNoIndex;
  std::uint32_t error = kNoIndex;
};

bool is_string_kind(const ShapeTable& shape) {
  return shape.kind == ShapeKind::kString || shape.kind == ShapeKind::kEnum ||
         shape.kind == ShapeKind::kBlob ||
         (shape.kind == ShapeKind::kTimestamp &&
          shape.timestamp_format != TimestampFormat::kEpochSeconds);
}

std::size_t scalar_count(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Builds the cases of one line, both sides.
class Builder {
 public:
  Builder(const Contract& contract, const LedgerTable& line, const EvidenceLimits& limits)
      : contract_(contract), tables_(contract.tables()), line_(line) {
    scope_.limits = limits;
    broken_ = line.implies;
    broken_.push_back(line.constraint);
  }

  Expected<std::vector<EvidenceCase>> build() {
    auto holds = parse_json(line_.holds, "evidence");
    if (!holds) return std::unexpected(holds.error());
    auto breaks = parse_json(line_.breaks, "evidence");
    if (!breaks) return std::unexpected(breaks.error());
    holds_ = &*holds;
    add_side(*holds, false);
    add_side(*breaks, true);
    if (bad_) {
      Error error;
      error.code = ErrorCode::kLedgerStructure;
      error.message = fmt::format("the evidence of {} is none of the forms of \"{}\"",
                                  tables_.constraints[line_.constraint].id, line_.in);
      return std::unexpected(std::move(error));
    }
    return std::move(cases_);
  }

 private:
  void add_side(const JsonValue& form, bool breaks) {
    form_ = &form;
    breaks_ = breaks;
    const std::string_view in = line_.in;
    const bool every_body = in == "body";
    if (in == "value") add_value_alone();
    for (OperationIndex operation = 0; operation < tables_.operations.size(); ++operation) {
      if (!of_operation(operation)) continue;
      if (in == "exchange") {
        add_exchange(operation);
      } else if (in == "http") {
        add_http(operation);
      }
      for (const Root& root : roots(operation)) {
        if (root.shape == kNoIndex) continue;
        if (in == "value") {
          add_values(root);
        } else if (in == "anything" || in == "string") {
          add_anywhere(root);
        } else if (in == "error-exchange") {
          if (root.kind == Root::Kind::kError) add_error_exchange(root);
        } else if (every_body || (root.kind == Root::Kind::kInput && in == "request-body") ||
                   (root.kind != Root::Kind::kInput && in == "response-body") ||
                   (root.kind == Root::Kind::kOutput && in == "output-body") ||
                   (root.kind == Root::Kind::kError && in == "error-body")) {
          add_body_edit(root);
        }
      }
    }
  }

  // Rules belong to one operation; everything else to all.
  bool of_operation(OperationIndex operation) const {
    for (std::uint32_t index = 0; index < tables_.rules.size(); ++index) {
      if (tables_.rules[index].constraint != line_.constraint) continue;
      const OperationTable& entry = tables_.operations[operation];
      return index >= entry.first_rule && index - entry.first_rule < entry.rule_count;
    }
    return true;
  }

  std::vector<Root> roots(OperationIndex operation) const {
    const OperationTable& entry = tables_.operations[operation];
    std::vector<Root> result = {{Root::Kind::kInput, operation, entry.input},
                                {Root::Kind::kOutput, operation, entry.output}};
    for (std::uint32_t index = 0; index < entry.error_count; ++index) {
      const std::uint32_t error = entry.first_error + index;
      result.push_back({Root::Kind::kError, operation, tables_.errors[error].shape, error});
    }
    return result;
  }

  FormScope scope_at(const Root& root, std::uint32_t depth) const {
    FormScope scope = scope_;
    scope.depth = depth;
    if (root.error != kNoIndex) scope.error_name = tables_.errors[root.error].name;
    return scope;
  }

  EvidenceCase start(EvidenceKind kind, OperationIndex operation, std::string place) const {
    EvidenceCase result;
    result.constraint = line_.constraint;
    result.breaks = breaks_;
    result.kind = kind;
    result.operation = operation;
    result.place = std::move(place);
    if (breaks_) result.expected = broken_;
    return result;
  }

  void finish(EvidenceCase result) {
    std::sort(result.expected.begin(), result.expected.end());
    const auto end = std::unique(result.expected.begin(), result.expected.end());
    result.expected.erase(end, result.expected.end());
    cases_.push_back(std::move(result));
  }

  std::string name_of(const Root& root) const {
    switch (root.kind) {
      case Root::Kind::kInput:
        return "request";
      case Root::Kind::kOutput:
        return "response";
      default:
        return std::string(tables_.errors[root.error].name);
    }
  }

  // A body alone and in its message. `alone`: an error's body may stand without the header too,
  // named by its own `__type`.
  void add_body(const Root& root, const std::string& pointer, const std::string& body,
                const ObjectText* alone, bool unknown = false) {
    const std::string place = fmt::format("{} of {} {}", name_of(root),
                                          contract_.operation_name(root.operation), pointer);
    const auto frame = [&](EvidenceCase& result) {
      if (!unknown) return;
      result.expected.push_back(index_of(root.kind == Root::Kind::kInput
                                             ? ProtocolRule::kRequestUnknownMember
                                             : ProtocolRule::kResponseUnknownMember));
    };
    if (root.kind != Root::Kind::kError) {
      EvidenceCase bare =
          start(root.kind == Root::Kind::kInput ? EvidenceKind::kInput : EvidenceKind::kOutput,
                root.operation, place);
      bare.text = body;
      frame(bare);
      finish(std::move(bare));
    } else if (alone != nullptr) {
      EvidenceCase bare = start(EvidenceKind::kErrorBody, root.operation, place);
      ObjectText members = {{"__type", json_string(tables_.errors[root.error].name)}};
      members.insert(members.end(), alone->begin(), alone->end());
      bare.text = json_object(members);
      frame(bare);
      finish(std::move(bare));
    }
    EvidenceCase whole = start(EvidenceKind::kExchange, root.operation, place);
    auto& message = root.kind == Root::Kind::kInput ? whole.request : whole.response;
    message = root.kind == Root::Kind::kInput    ? minimal_request(contract_, root.operation)
              : root.kind == Root::Kind::kOutput ? minimal_response(contract_, root.operation)
                                                 : minimal_error(contract_, root.error);
    if (!message) return;
    message->body = body;
    frame(whole);
    finish(std::move(whole));
  }

  void add_members(const Root& root, const std::string& pointer, const ObjectText& members,
                   bool unknown = false) {
    add_body(root, pointer, json_object(members), &members, unknown);
  }

  void add_value_alone() {
    const ShapeIndex shape = tables_.constraints[line_.constraint].shape;
    if (shape == kNoIndex) return;
    const bool text_only = is_string_kind(tables_.shapes[shape]);
    const auto text = text_only ? text_of_form(*form_, scope_) : json_of_form(*form_, scope_);
    if (!text) {
      bad_ = bad_ || !text_only;  // a string's wrong type cannot be told from its text
      return;
    }
    EvidenceCase alone = start(EvidenceKind::kValue, 0, "value alone");
    alone.shape = shape;
    alone.text = *text;
    finish(std::move(alone));
  }

  void add_values(const Root& root) {
    const ShapeIndex shape = tables_.constraints[line_.constraint].shape;
    if (shape == root.shape && form_->is_object()) {
      ObjectText members;
      for (const JsonValue::Member& member : form_->members) {
        const auto text = json_of_form(member.value, scope_at(root, 1));
        if (!text) {
          bad_ = true;
          return;
        }
        members.emplace_back(member.name, *text);
      }
      add_members(root, "", members);
    }
    for (const ShapePlace& place : places_below(tables_, root.shape)) {
      if (place.shape != shape) continue;
      const auto text = json_of_form(*form_, scope_at(root, place.depth()));
      if (!text) {
        bad_ = true;
        return;
      }
      add_at(root, place, *text);
    }
  }

  // Returns whether the place can carry the value at all.
  bool add_at(const Root& root, const ShapePlace& place, const std::string& json) {
    if (is_map_key(tables_, root.shape, place) && !json.starts_with('"')) return false;
    const auto members = members_with(tables_, root.shape, place, json);
    if (!members) return false;
    // A text that cannot be read may hide the name of an error: only the header is sure.
    const bool readable = line_.in == "value";
    add_body(root, place.pointer, json_object(*members), readable ? &*members : nullptr);
    return true;
  }

  void add_anywhere(const Root& root) {
    const bool in_string = line_.in == "string";
    bool placed = false;
    for (const ShapePlace& place : places_below(tables_, root.shape)) {
      const ShapeTable& shape = tables_.shapes[place.shape];
      if (shape.kind != ShapeKind::kDocument && !(in_string && takes_text(shape))) continue;
      const auto json = anywhere_json(root, place.depth());
      if (!json) return;
      placed = add_at(root, place, *json) || placed;
    }
    if (placed) return;
    const auto json = anywhere_json(root, 1);
    auto members = minimal_members(tables_, root.shape);
    if (!json || !members) return;
    members->emplace_back(kUnknownMember, *json);
    add_body(root, std::string("/") + kUnknownMember, json_object(*members), nullptr, true);
  }

  std::optional<std::string> anywhere_json(const Root& root, std::uint32_t depth) {
    const FormScope scope = scope_at(root, depth);
    const bool in_string = line_.in == "string";
    auto text = in_string ? text_of_form(*form_, scope) : json_of_form(*form_, scope);
    bad_ = bad_ || !text;
    if (text && in_string) *text = "\"" + *text + "\"";
    return text;
  }

  // Whether the text that holds is a value of the shape.
  bool takes_text(const ShapeTable& shape) const {
    if (shape.kind != ShapeKind::kString || shape.enum_count != 0) return false;
    const auto raw = text_of_form(*holds_, scope_);
    if (!raw) return false;
    const auto parsed = parse_json("\"" + *raw + "\"", "evidence");
    if (!parsed || !parsed->is_string()) return false;
    const std::size_t length = scalar_count(parsed->text);
    return length >= shape.length_min && length <= shape.length_max &&
           (shape.pattern == kNoIndex || tables_.patterns[shape.pattern].matches(parsed->text));
  }

  void add_body_edit(const Root& root) {
    auto base = minimal_members(tables_, root.shape);
    if (!base) return;
    const FormScope scope = scope_at(root, 1);
    const EditResult body = edit_body(tables_, root.shape, *base, *form_, scope);
    bad_ = bad_ || body.bad;
    if (!body.text) return;
    add_body(root, "", *body.text, nullptr);
  }

  bool edit_side(const Root& root, std::string_view side, std::optional<EvidenceMessage>& message) {
    const JsonValue* edit = form_->find(side);
    if (edit == nullptr) return true;
    if (!message || !edit_message(tables_, root.shape, *message, *edit, scope_at(root, 1))) {
      bad_ = true;
      return false;
    }
    return true;
  }

  void add_exchange(OperationIndex operation) {
    EvidenceCase whole = start(EvidenceKind::kExchange, operation,
                               fmt::format("exchange of {}", contract_.operation_name(operation)));
    whole.request = minimal_request(contract_, operation);
    whole.response = minimal_response(contract_, operation);
    if (!whole.request || !whole.response) return;
    const std::vector<Root> both = roots(operation);
    if (edit_side(both[0], "request", whole.request) &&
        edit_side(both[1], "response", whole.response)) {
      finish(std::move(whole));
    }
  }

  // A status is of the operations that answer with the error under that id.
  bool of_error(const Root& root) const {
    const ShapeIndex shape = tables_.constraints[line_.constraint].shape;
    if (shape == kNoIndex) return true;
    const auto has_it = [&](const ErrorTable& entry) {
      return entry.status == line_.constraint || entry.status_model == line_.constraint;
    };
    return shape == root.shape &&
           (has_it(tables_.errors[root.error]) || std::ranges::none_of(tables_.errors, has_it));
  }

  void add_error_exchange(const Root& root) {
    if (!of_error(root)) return;
    EvidenceCase whole =
        start(EvidenceKind::kExchange, root.operation,
              fmt::format("{} of {}", name_of(root), contract_.operation_name(root.operation)));
    whole.response = minimal_error(contract_, root.error);
    if (whole.response && edit_side(root, "response", whole.response)) finish(std::move(whole));
  }

  void add_http(OperationIndex operation) {
    for (const bool request : {true, false}) {
      const auto message =
          request ? minimal_request(contract_, operation) : minimal_response(contract_, operation);
      if (!message) continue;
      auto text = http_text(*message, *form_);
      bad_ = bad_ || !text;
      if (!text) return;
      EvidenceCase raw = start(EvidenceKind::kHttp, operation,
                               fmt::format("{} of {} as text", request ? "request" : "response",
                                           contract_.operation_name(operation)));
      raw.text = std::move(*text);
      finish(std::move(raw));
    }
  }

  const Contract& contract_;
  const ContractTables& tables_;
  const LedgerTable& line_;
  FormScope scope_;
  std::vector<ConstraintIndex> broken_;
  const JsonValue* holds_ = nullptr;
  const JsonValue* form_ = nullptr;
  bool breaks_ = false;
  bool bad_ = false;
  std::vector<EvidenceCase> cases_;
};

}  // namespace

Expected<std::vector<EvidenceCase>> evidence_cases(const Contract& contract,
                                                   const LedgerTable& line,
                                                   const EvidenceLimits& limits) {
  return Builder(contract, line, limits).build();
}

}  // namespace assay
