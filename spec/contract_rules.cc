// Third stage: documented statuses and rules across members, from rules.json.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "spec/contract_builder.h"
#include "spec/json_tree.h"
#include "spec/ledger.h"
#include "spec/rule_places.h"

namespace assay {
namespace {

struct RuleForm {
  std::string_view name;
  RuleKind kind;
  std::uint32_t places;
};

constexpr RuleForm kForms[] = {
    {"equal", RuleKind::kEqual, 2},           {"echo", RuleKind::kEcho, 2},
    {"ordered", RuleKind::kOrdered, 2},       {"absent-when", RuleKind::kAbsentWhen, 2},
    {"difference", RuleKind::kDifference, 3}, {"at-least", RuleKind::kAtLeast, 1},
};

constexpr std::string_view kPlaceNames[] = {"first", "second", "third"};

bool is_string_like(ShapeKind kind) noexcept {
  return kind == ShapeKind::kString || kind == ShapeKind::kEnum;
}
bool is_integer(ShapeKind kind) noexcept {
  return kind >= ShapeKind::kByte && kind <= ShapeKind::kIntEnum;
}

// What a rule of `kind` can compare at its place number `place`; empty: fits.
std::string_view misfit(RuleKind kind, std::uint32_t place, ShapeKind shape) noexcept {
  const bool timestamp = shape == ShapeKind::kTimestamp;
  switch (kind) {
    case RuleKind::kEqual:
    case RuleKind::kEcho:
      return is_string_like(shape) ? "" : "a string or an enum";
    case RuleKind::kOrdered:
      return timestamp ? "" : "a timestamp";
    case RuleKind::kAbsentWhen:
      return place == 0 || is_string_like(shape) ? "" : "a string or an enum";
    case RuleKind::kDifference:
      if (place == 0) return is_integer(shape) ? "" : "an integer of at most 64 bits";
      return timestamp ? "" : "a timestamp";
    case RuleKind::kAtLeast:
      return is_integer(shape) ? "" : "an integer of at most 64 bits";
  }
  return "";
}

class RuleStage {
 public:
  RuleStage(ContractBuilder& builder, const SourceFile& file)
      : builder_(builder), tables_(builder.tables), file_(file) {}

  bool run() {
    auto tree = parse_json(file_.text, file_.name);
    if (!tree) return builder_.fail(std::move(tree.error()));
    return read_file(*tree);
  }

 private:
  bool fail(std::string message, const JsonValue& at) {
    return builder_.fail(
        error_at(ErrorCode::kRuleStructure, std::move(message), file_.text, file_.name, at.begin));
  }

  bool only(const JsonValue& object, std::string_view what,
            std::initializer_list<std::string_view> names) {
    if (!object.is_object()) return fail(fmt::format("{} must be an object", what), object);
    for (const JsonValue::Member& member : object.members) {
      if (std::find(names.begin(), names.end(), member.name) == names.end()) {
        return fail(fmt::format("{} has no member \"{}\"", what, member.name), member.value);
      }
    }
    return true;
  }

  bool items_of(const JsonValue& object, std::string_view name, std::span<const JsonValue>& items) {
    const JsonValue* array = object.find(name);
    if (array == nullptr) return true;
    if (!array->is_array()) return fail(fmt::format("{} must be an array", name), *array);
    items = array->items;
    return true;
  }

  bool read_file(const JsonValue& root) {
    if (!only(root, "the file", {"format", "service", "operations"})) return false;
    const JsonValue* format = root.find("format");
    if (format == nullptr || format->integer() != 1) {
      return fail("format must be 1", format == nullptr ? root : *format);
    }
    const JsonValue* service = root.find("service");
    if (service == nullptr || service->text != tables_.service) {
      return fail(fmt::format("service must be \"{}\", as in the model", tables_.service),
                  service == nullptr ? root : *service);
    }
    const JsonValue* operations = root.find("operations");
    if (operations == nullptr || !operations->is_object()) {
      return fail("operations must be an object", operations == nullptr ? root : *operations);
    }
    for (const JsonValue::Member& member : operations->members) {
      const auto found = tables_.operation_by_name.find(member.name);
      if (found == tables_.operation_by_name.end()) {
        return fail(fmt::format("the model has no operation {}", member.name), member.value);
      }
      if (!read_operation(member.value, tables_.operations[found->second])) return false;
    }
    return true;
  }

  bool read_operation(const JsonValue& object, OperationTable& operation) {
    if (!only(object, "an operation", {"statuses", "rules"})) return false;
    std::span<const JsonValue> statuses, rules;
    if (!items_of(object, "statuses", statuses) || !items_of(object, "rules", rules)) return false;
    for (const JsonValue& status : statuses) {
      if (!read_status(status, operation)) return false;
    }
    RulePlaces places(tables_, operation);
    operation.first_rule = static_cast<std::uint32_t>(tables_.rules.size());
    for (const JsonValue& rule : rules) {
      if (!read_rule(rule, operation, places)) return false;
    }
    operation.rule_count = static_cast<std::uint32_t>(tables_.rules.size()) - operation.first_rule;
    places.finish();
    return true;
  }

  bool read_status(const JsonValue& object, const OperationTable& operation) {
    if (!only(object, "a status", {"error", "documented", "source"})) return false;
    const JsonValue* name = object.find("error");
    const JsonValue* status = object.find("documented");
    const JsonValue* source = object.find("source");
    if (name == nullptr || status == nullptr || source == nullptr) {
      return fail("a status needs error, documented and source", object);
    }
    const auto number = status->integer().value_or(0);
    if (number < 100 || number > 999) return fail("documented must be an HTTP status", *status);
    const auto errors =
        std::span(tables_.errors).subspan(operation.first_error, operation.error_count);
    const auto error = std::find_if(errors.begin(), errors.end(), [&](const ErrorTable& table) {
      return table.name == name->text;
    });
    if (error == errors.end()) {
      return fail(fmt::format("{} declares no error \"{}\"", operation.name, name->text), *name);
    }
    if (error->documented_status != 0) {
      return fail(fmt::format("a second status for {}", name->text), *name);
    }
    // One id has one meaning, whatever operation answers with the error.
    auto& documented = builder_.documented_statuses[error->shape];
    if (documented.status != 0 && documented.status != number) {
      return fail(
          fmt::format("another operation documents {} for {}", documented.status, name->text),
          *status);
    }
    NewSource said;
    if (std::string wrong = read_source(*source, said); !wrong.empty()) {
      return fail(std::move(wrong), *source);
    }
    error->documented_status = static_cast<std::uint16_t>(number);
    documented = {error->documented_status, std::move(said)};
    return true;
  }

  bool read_rule(const JsonValue& object, const OperationTable& operation, RulePlaces& places) {
    if (!only(object, "a rule",
              {"name", "group", "kind", "severity", "basis", "first", "second", "third", "values",
               "tolerance", "bound", "requirement", "sources"})) {
      return false;
    }
    const std::string_view kind = object.string_or("kind", "");
    const auto form = std::find_if(std::begin(kForms), std::end(kForms),
                                   [&](const RuleForm& known) { return known.name == kind; });
    if (form == std::end(kForms)) {
      const JsonValue* at = object.find("kind");
      return fail("kind must be equal, echo, ordered, absent-when, difference or at-least",
                  at == nullptr ? object : *at);
    }
    RuleTable rule;
    rule.kind = form->kind;
    NewConstraint constraint;
    if (!read_places(object, *form, rule, places) || !read_figures(object, *form, rule) ||
        !read_constraint(object, operation, constraint)) {
      return false;
    }
    rule.constraint = builder_.add(std::move(constraint));
    tables_.rules.push_back(rule);
    return true;
  }

  bool read_places(const JsonValue& object, const RuleForm& form, RuleTable& rule,
                   RulePlaces& places) {
    for (std::uint32_t i = 0; i < 3; ++i) {
      const JsonValue* path = object.find(kPlaceNames[i]);
      if (i >= form.places) {
        if (path == nullptr) continue;
        return fail(fmt::format("a rule of kind {} has no {}", form.name, kPlaceNames[i]), *path);
      }
      if (path == nullptr || !path->is_string()) {
        return fail(fmt::format("a rule of kind {} needs {}", form.name, kPlaceNames[i]),
                    path == nullptr ? object : *path);
      }
      const bool in_input = form.kind == RuleKind::kEcho && i == 1;
      const auto place = places.find(path->text, in_input);
      if (!place) return fail(place.error(), *path);
      rule.slots[i] = place->slot;
      targets_[i] = place->shape;
      const std::string_view due = misfit(form.kind, i, tables_.shapes[place->shape].kind);
      if (!due.empty()) {
        return fail(
            fmt::format("{} of a rule of kind {} must be {}", kPlaceNames[i], form.name, due),
            *path);
      }
    }
    return true;
  }

  bool read_figures(const JsonValue& object, const RuleForm& form, RuleTable& rule) {
    const bool has_values = form.kind == RuleKind::kAbsentWhen;
    return read_figure(object, "tolerance", form.kind == RuleKind::kDifference, rule.tolerance) &&
           read_figure(object, "bound", form.kind == RuleKind::kAtLeast, rule.bound) &&
           read_values(object, has_values, rule);
  }

  bool read_figure(const JsonValue& object, std::string_view name, bool due, std::int64_t& figure) {
    const JsonValue* value = object.find(name);
    if (!due) {
      return value == nullptr || fail(fmt::format("a rule of this kind has no {}", name), *value);
    }
    const auto number = value == nullptr ? std::nullopt : value->integer();
    if (!number || (name == "tolerance" && *number < 0)) {
      return fail(fmt::format("a rule of this kind needs {}, a whole number", name),
                  value == nullptr ? object : *value);
    }
    figure = *number;
    return true;
  }

  bool read_values(const JsonValue& object, bool due, RuleTable& rule) {
    const JsonValue* values = object.find("values");
    if (!due) {
      return values == nullptr || fail("a rule of this kind has no values", *values);
    }
    if (values == nullptr || !values->is_array() || values->items.empty()) {
      return fail("a rule of this kind needs values, an array of strings",
                  values == nullptr ? object : *values);
    }
    const ShapeTable& shape = tables_.shapes[targets_[1]];
    const auto known = std::span(tables_.enum_values).subspan(shape.first_enum, shape.enum_count);
    rule.first_value = static_cast<std::uint32_t>(tables_.rule_values.size());
    rule.value_count = static_cast<std::uint32_t>(values->items.size());
    for (const JsonValue& value : values->items) {
      if (!value.is_string()) return fail("values must be strings", value);
      if (shape.kind == ShapeKind::kEnum &&
          std::find(known.begin(), known.end(), value.text) == known.end()) {
        return fail(fmt::format("{} has no value \"{}\"", shape.name, value.text), value);
      }
      tables_.rule_values.push_back(builder_.keep(value.text));
    }
    return true;
  }

  bool read_constraint(const JsonValue& object, const OperationTable& operation,
                       NewConstraint& constraint) {
    const JsonValue* name = object.find("name");
    const auto is_word = [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; };
    if (name == nullptr || !name->is_string() || name->text.empty() ||
        !std::all_of(name->text.begin(), name->text.end(), is_word)) {
      return fail("a rule needs a name of lower-case letters and hyphens",
                  name == nullptr ? object : *name);
    }
    constraint.id = fmt::format("{}@rule.{}", operation.name, name->text);
    if (tables_.constraint_by_id.contains(fmt::format("{}/{}", tables_.service, constraint.id))) {
      return fail(fmt::format("a second rule {}", name->text), *name);
    }
    const JsonValue* group = object.find("group");
    if (group != nullptr && !group->is_string()) return fail("group must be a string", *group);
    constraint.requirement = object.string_or("requirement", "");
    if (constraint.requirement.empty()) return fail("a rule needs a requirement", object);
    constraint.unit = object.string_or("kind", "") == "difference" ? "seconds" : "";
    return read_severity(object, constraint) && read_basis(object, constraint) &&
           read_sources(object, constraint);
  }

  bool read_severity(const JsonValue& object, NewConstraint& constraint) {
    const std::string_view word = object.string_or("severity", "");
    if (word != "warning" && word != "note" && word != "error") {
      return fail("severity must be error, warning or note", object);
    }
    constraint.severity = word == "error"     ? Severity::kError
                          : word == "warning" ? Severity::kWarning
                                              : Severity::kNote;
    return true;
  }

  bool read_basis(const JsonValue& object, NewConstraint& constraint) {
    const std::string_view word = object.string_or("basis", "");
    if (word != "inferred" && word != "documented" && word != "model") {
      return fail("basis must be documented, model or inferred", object);
    }
    constraint.basis = word == "inferred"     ? Basis::kInferred
                       : word == "documented" ? Basis::kDocumented
                                              : Basis::kModel;
    if (constraint.basis == Basis::kInferred && constraint.severity == Severity::kError) {
      return fail("an inferred rule is never an error", object);
    }
    return true;
  }

  bool read_sources(const JsonValue& object, NewConstraint& constraint) {
    std::span<const JsonValue> sources;
    if (!items_of(object, "sources", sources)) return false;
    if (sources.empty()) return fail("a rule needs sources", object);
    for (const JsonValue& item : sources) {
      std::string wrong = read_source(item, constraint.sources.emplace_back());
      if (!wrong.empty()) return fail(std::move(wrong), item);
    }
    return true;
  }

  ContractBuilder& builder_;
  ContractTables& tables_;
  const SourceFile& file_;
  ShapeIndex targets_[3] = {};
};

}  // namespace

bool build_rules(ContractBuilder& builder, const SourceFile& rules) {
  return rules.text.empty() || RuleStage(builder, rules).run();
}

}  // namespace assay
