#include "parsers/diagnostic_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "parsers/diagnostic_excerpt.h"
#include "parsers/diagnostic_json.h"
#include "spec/contract_tables.h"
#include "spec/protocol_rules.h"

namespace assay {
namespace {

bool is(const Violation& violation, ProtocolRule rule) noexcept {
  return violation.constraint == index_of(rule);
}

bool of_response(HttpPart part) noexcept {
  return part == HttpPart::kStatusLine || part == HttpPart::kResponseHeaders ||
         part == HttpPart::kResponseHeader || part == HttpPart::kResponseBody;
}

bool is_body(HttpPart part) noexcept {
  return part == HttpPart::kRequestBody || part == HttpPart::kResponseBody;
}

// The word and its plural: "3 items", "1 item".
std::string counted(std::int64_t count, std::string_view units) {
  if (count == 1 && units == "entries") units = "entry";
  if (count == 1 && units.size() > 1 && units.back() == 's') {
    units.remove_suffix(1);
  }
  return fmt::format("{} {}", count, units);
}

std::string body_against_declared(const Subject& subject, HttpPart part) {
  std::size_t have = 0;
  std::optional<std::uint64_t> declared;
  if (of_response(part) && subject.exchange.response != nullptr) {
    have = subject.exchange.response->body.size();
    declared = subject.exchange.response->declared_length;
  } else if (!of_response(part) && subject.exchange.request != nullptr) {
    have = subject.exchange.request->body.size();
    declared = subject.exchange.request->declared_length;
  }
  if (declared) return fmt::format("body of {} of {} bytes", have, *declared);
  return fmt::format("body of {}", counted(static_cast<std::int64_t>(have), "bytes"));
}

// At most twelve, "and N more".
std::string joined(const std::vector<std::string_view>& words) {
  constexpr std::size_t kMost = 12;
  std::string out;
  for (std::size_t i = 0; i < words.size() && i < kMost; ++i) {
    if (i > 0) out += ", ";
    out += words[i];
  }
  if (words.size() > kMost) out += fmt::format(" and {} more", words.size() - kMost);
  return out;
}

// The structure that an unknown member stands in: its pointer without the last segment, followed
// from the root.
ShapeIndex structure_at(const ContractTables& tables, ShapeIndex root, std::string_view pointer) {
  ShapeIndex at = root;
  const std::size_t last = pointer.rfind('/');
  if (last == std::string_view::npos) return kNoIndex;
  std::string_view rest = pointer.substr(0, last);
  while (!rest.empty() && at != kNoIndex) {
    const std::size_t end = std::min(rest.find('/', 1), rest.size());
    const std::string_view segment = rest.substr(1, end - 1);
    rest.remove_prefix(end);
    const ShapeTable& shape = tables.shapes[at];
    ShapeIndex next = kNoIndex;
    if (shape.kind == ShapeKind::kList) next = tables.members[shape.first_member].target;
    if (shape.kind == ShapeKind::kMap) next = tables.members[shape.first_member + 1].target;
    if (shape.kind == ShapeKind::kStructure || shape.kind == ShapeKind::kUnion) {
      for (std::uint32_t i = 0; i < shape.member_count; ++i) {
        const MemberTable& member = tables.members[shape.first_member + i];
        if (member.name == segment) next = member.target;
      }
    }
    at = next;
  }
  return at;
}

std::string known_members(const ContractTables& tables, const BrokenPlace& place) {
  if (place.root == kNoIndex) return {};
  const ShapeIndex at = structure_at(tables, place.root, place.pointer);
  if (at == kNoIndex) return {};
  const ShapeTable& shape = tables.shapes[at];
  if (shape.kind != ShapeKind::kStructure && shape.kind != ShapeKind::kUnion) return {};
  std::vector<std::string_view> names;
  for (std::uint32_t i = 0; i < shape.member_count; ++i) {
    names.push_back(tables.members[shape.first_member + i].name);
  }
  return names.empty() ? "no members" : joined(names);
}

std::string statuses_of(const ContractTables& tables, ConstraintIndex constraint) {
  for (const ErrorTable& error : tables.errors) {
    if (constraint != error.status && constraint != error.status_model) continue;
    if (error.documented_status == error.model_status || error.model_status == 0) {
      return error.documented_status == 0 ? "" : fmt::format("{}", error.documented_status);
    }
    if (error.documented_status == 0) return fmt::format("{} (model)", error.model_status);
    return fmt::format("{} (documented), {} (model)", error.documented_status, error.model_status);
  }
  return {};
}

}  // namespace

std::string measured_text(const Subject& subject, const BrokenPlace& place) {
  const Violation& violation = place.violation;
  if (is(violation, ProtocolRule::kContentLengthShort)) {
    return body_against_declared(subject, violation.part);
  }
  if (violation.part == HttpPart::kStatusLine && subject.exchange.response != nullptr) {
    return fmt::format("status {}", subject.exchange.response->status);
  }
  const std::string_view unit = subject.contract->constraint(violation.constraint).unit;
  if (unit == "HTTP status") return fmt::format("status {}", violation.measured);
  if (unit == "characters") {
    return fmt::format("string of {}", counted(violation.measured, unit));
  }
  if (unit == "items") return fmt::format("list of {}", counted(violation.measured, unit));
  if (unit == "entries") return fmt::format("map of {}", counted(violation.measured, unit));
  if (unit == "bytes") {
    const bool blob = is_body(violation.part) && !is_limit(violation.constraint);
    return fmt::format("{} of {}", blob ? "blob" : "body", counted(violation.measured, unit));
  }
  if (unit == "members") return fmt::format("object of {}", counted(violation.measured, unit));
  if (unit == "levels") return fmt::format("nesting of {}", counted(violation.measured, unit));
  if (!unit.empty()) return counted(violation.measured, unit);
  if (!is_body(violation.part) || subject.response_kind == BodyKind::kShape) return {};
  // A member that is absent has no value; what stands there is the structure around it.
  const std::string_view id = subject.contract->constraint(violation.constraint).id;
  if (id.ends_with("@required") && place.bytes != "null") {
    const std::string_view path = id.substr(0, id.size() - std::string_view("@required").size());
    return fmt::format("{} is absent", path.substr(path.rfind('.') + 1));
  }
  // What stands there is a name, not a value.
  if (is(violation, ProtocolRule::kRequestUnknownMember) ||
      is(violation, ProtocolRule::kResponseUnknownMember) ||
      is(violation, ProtocolRule::kDuplicateMember)) {
    return {};
  }
  return describe_json(place.bytes, place.masked);
}

std::string allowed_text(const Subject& subject, const BrokenPlace& place) {
  const ContractTables& tables = subject.contract->tables();
  const Violation& violation = place.violation;
  // In a response it is no fault of anybody's.
  if (is(violation, ProtocolRule::kRequestUnknownMember)) return known_members(tables, place);
  if (is(violation, ProtocolRule::kTargetUnknown) || is(violation, ProtocolRule::kTargetMissing)) {
    std::vector<std::string_view> targets;
    for (const OperationTable& operation : tables.operations) targets.push_back(operation.target);
    return joined(targets);
  }
  if (is(violation, ProtocolRule::kErrorTypeUnknown) &&
      subject.operation < tables.operations.size()) {
    const OperationTable& operation = tables.operations[subject.operation];
    std::vector<std::string_view> names;
    for (std::uint32_t i = 0; i < operation.error_count; ++i) {
      names.push_back(tables.errors[operation.first_error + i].name);
    }
    return joined(names) + (names.empty() ? "" : ", or a common error");
  }
  return statuses_of(tables, violation.constraint);
}

}  // namespace assay
