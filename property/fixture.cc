#include "property/fixture.h"

#include <assay/diagnostic.h>
#include <fmt/format.h>

#include <algorithm>

namespace assay {
namespace {

constexpr std::size_t kMostFindings = 4096;

Checked collected(Verdict verdict, const Findings& findings) {
  return {verdict, {findings.stored().begin(), findings.stored().end()}};
}

std::span<Violation> storage() {
  static std::vector<Violation> violations(kMostFindings);
  return violations;
}

}  // namespace

std::size_t Checked::at_least(Severity severity) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      findings, [severity](const Violation& found) { return found.severity >= severity; }));
}

std::set<ConstraintIndex> Checked::ids(Severity at_least) const {
  std::set<ConstraintIndex> ids;
  for (const Violation& found : findings) {
    if (found.severity >= at_least) ids.insert(found.constraint);
  }
  return ids;
}

PropertyFixture& PropertyFixture::instance() {
  static PropertyFixture fixture;
  return fixture;
}

OperationIndex PropertyFixture::operation(Randomness& random) const {
  if (random.below(2) == 0) return 0;
  return static_cast<OperationIndex>(random.below(contract.operation_count()));
}

Body PropertyFixture::body(Randomness& random) {
  Body body;
  body.operation = this->operation(random);
  const OperationTable& operation = tables.operations[body.operation];
  switch (random.below(3)) {
    case 0:
      body.tree = generator.output(body.operation, random);
      break;
    case 1:
      body.role = MessageRole::kInput;
      body.tree = generator.input(body.operation, random);
      break;
    default:
      body.role = MessageRole::kError;
      body.error =
          operation.first_error + static_cast<std::uint32_t>(random.below(operation.error_count));
      body.tree = generator.error(body.error, random);
  }
  return body;
}

ShapeIndex PropertyFixture::root_of(const Body& body) const {
  switch (body.role) {
    case MessageRole::kInput:
      return tables.operations[body.operation].input;
    case MessageRole::kOutput:
      return tables.operations[body.operation].output;
    case MessageRole::kError:
      return tables.errors[body.error].shape;
  }
  return kNoIndex;
}

Checked PropertyFixture::check(Checker& checker, const Body& body, std::string_view text) {
  Findings findings(storage());
  Verdict verdict = Verdict::kUnchecked;
  switch (body.role) {
    case MessageRole::kInput:
      verdict = checker.check_input(body.operation, text, findings);
      break;
    case MessageRole::kOutput:
      verdict = checker.check_output(body.operation, text, findings);
      break;
    case MessageRole::kError:
      verdict = checker.check_error_body(body.operation, text, findings);
      break;
  }
  return collected(verdict, findings);
}

Checked PropertyFixture::check(const Exchange& exchange) {
  Findings findings(storage());
  const Verdict verdict = checker.check_exchange(exchange, 0, findings);
  return collected(verdict, findings);
}

std::string PropertyFixture::names(const std::set<ConstraintIndex>& ids) const {
  std::string out;
  for (const ConstraintIndex id : ids) out += fmt::format(" {}", tables.constraints[id].id);
  return out.empty() ? " nothing" : out;
}

std::string PropertyFixture::describe(const Checked& checked) const {
  std::string out = fmt::format("verdict {}\n", assay::to_string(checked.verdict));
  for (const Violation& found : checked.findings) {
    out += fmt::format("  {} {} {}..{} measured {}\n", assay::to_string(found.severity),
                       tables.constraints[found.constraint].id, found.begin, found.end,
                       found.measured);
  }
  return out;
}

std::string_view to_string(MessageRole role) noexcept {
  switch (role) {
    case MessageRole::kInput:
      return "request";
    case MessageRole::kOutput:
      return "response";
    case MessageRole::kError:
      return "error";
  }
  return "";
}

}  // namespace assay
