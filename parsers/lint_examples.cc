#include "parsers/lint_examples.h"

#include <assay/checker.h>
#include <assay/diagnostic.h>
#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

#include "parsers/timestamp.h"
#include "spec/contract_tables.h"
#include "spec/json_tree.h"
#include "spec/smithy_shapes.h"
#include "spec/smithy_traits.h"

namespace assay {
namespace {

class Examples {
 public:
  Examples(std::string_view text, const Contract& contract)
      : text_(text), contract_(contract), checker_(contract) {}

  void check_operation(OperationIndex operation, const JsonValue& shape) {
    const JsonValue* examples = find_trait(shape, "smithy.api#examples");
    if (examples == nullptr || !examples->is_array()) return;
    for (const JsonValue& example : examples->items) {
      if (example.is_object()) check_example(operation, example);
    }
  }

  ExampleLint take() { return std::move(out_); }

 private:
  void check_example(OperationIndex operation, const JsonValue& example) {
    const std::string_view title = example.string_or("title", "without a title");
    const JsonValue* lenient = example.find("allowConstraintErrors");
    const JsonValue* input = example.find("input");
    if (input != nullptr && (lenient == nullptr || !lenient->boolean)) {
      const std::string_view body = body_of(*input);
      Findings findings(storage_);
      checker_.check_input(operation, body, findings);
      HttpRequest request;
      request.body = body;
      report({.contract = &contract_, .exchange = {&request, nullptr}, .operation = operation},
             findings, "lint/example.input", title, *input);
    }
    if (const JsonValue* output = example.find("output")) {
      const std::string_view body = body_of(*output);
      Findings findings(storage_);
      checker_.check_output(operation, body, findings);
      HttpResponse response;
      response.body = body;
      report({.contract = &contract_, .exchange = {nullptr, &response}, .operation = operation},
             findings, "lint/example.output", title, *output);
    }
    if (const JsonValue* error = example.find("error")) check_error(operation, *error, title);
  }

  void check_error(OperationIndex operation, const JsonValue& error, std::string_view title) {
    const JsonValue* content = error.find("content");
    const auto shape = contract_.find_shape(local_name(error.string_or("shapeId", "")));
    if (content == nullptr || !shape) return;
    const std::string_view body = body_of(*content);
    Findings findings(storage_);
    checker_.check_value(*shape, body, findings);
    HttpResponse response;
    response.body = body;
    report({.contract = &contract_,
            .exchange = {nullptr, &response},
            .operation = operation,
            .shape = *shape,
            .response_kind = BodyKind::kShape},
           findings, "lint/example.error", title, *content);
  }

  std::string_view body_of(const JsonValue& value) {
    ++out_.checked;
    return text_.substr(value.begin, value.end - value.begin);
  }

  void report(const Subject& subject, const Findings& findings, std::string_view id,
              std::string_view title, const JsonValue& value) {
    if (findings.total() == 0) return;
    Diagnoser diagnoser(subject);
    for (const Violation& violation : findings.stored()) {
      if (written_otherwise(violation, value)) continue;
      const Diagnostic diagnostic = diagnoser.diagnose(violation);
      LintFinding& finding = out_.findings.emplace_back();
      finding.id = find_lint_rule(id)->id;
      finding.severity = find_lint_rule(id)->severity;
      finding.shape = contract_.operation_name(subject.operation);
      finding.offset = value.begin + violation.begin;
      const TextPlace place = place_of(text_, finding.offset);
      finding.line = place.line;
      finding.column = place.column;
      finding.message = fmt::format(
          "in the example \"{}\", {}: {} [{}]", title,
          diagnostic.place.pointer.empty() ? "the body as a whole" : diagnostic.place.pointer,
          diagnostic.message, diagnostic.id);
      if (!diagnostic.measured.empty()) {
        finding.witnesses.push_back({"found", diagnostic.measured});
      }
    }
    if (findings.dropped() > 0) {
      out_.findings.back().message += fmt::format(" (and {} more)", findings.dropped());
    }
  }

  // What the text of an example may spell differently from the wire, and what is no break.
  bool written_otherwise(const Violation& violation, const JsonValue& value) const {
    const ContractTables& tables = contract_.tables();
    if (violation.severity == Severity::kNote &&
        violation.constraint != index_of(ProtocolRule::kResponseUnknownMember)) {
      return true;
    }
    const ShapeIndex index = tables.constraints[violation.constraint].shape;
    if (index == kNoIndex) return false;
    const ShapeTable& shape = tables.shapes[index];
    if (shape.kind == ShapeKind::kBlob) return violation.constraint == shape.format;
    if (shape.kind != ShapeKind::kTimestamp) return false;
    const std::string_view found =
        text_.substr(value.begin + violation.begin, violation.end - violation.begin);
    if (found.empty()) return false;
    if (found.front() != '"') {
      const bool number = found.front() == '-' || (found.front() >= '0' && found.front() <= '9');
      return number && read_epoch_seconds(found).judgement != Judgement::kMustReject;
    }
    return found.size() > 2 &&
           read_date_time(found.substr(1, found.size() - 2)).judgement != Judgement::kMustReject;
  }

  std::string_view text_;
  const Contract& contract_;
  Checker checker_;
  std::array<Violation, 64> storage_{};
  ExampleLint out_;
};

}  // namespace

ExampleLint lint_examples(std::string_view text, const Contract& contract) {
  const auto tree = parse_json(text, "");
  if (!tree || !tree->is_object() || tree->find("smithy") == nullptr) return {};
  const JsonValue* shapes = tree->find("shapes");
  if (shapes == nullptr || !shapes->is_object()) return {};
  Examples examples(text, contract);
  for (const JsonValue::Member& shape : shapes->members) {
    if (shape.value.string_or("type", "") != "operation") continue;
    const auto operation = contract.find_operation(local_name(shape.name));
    if (operation) examples.check_operation(*operation, shape.value);
  }
  return examples.take();
}

}  // namespace assay
