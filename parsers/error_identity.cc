#include "parsers/error_identity.h"

#include <algorithm>
#include <utility>

#include "parsers/http_check.h"
#include "spec/fault.h"
#include "spec/protocol_rules.h"

namespace assay {
namespace {

using std::string_view;

constexpr string_view kTypeHeader = "x-amzn-errortype";

std::uint32_t find_common(string_view name) noexcept {
  const auto errors = common_errors();
  for (std::uint32_t i = 0; i + planted("error-common-last-lost") < errors.size(); ++i) {
    if (errors[i].name == name) return i;
  }
  return kNoIndex;
}

bool has_member(const ContractTables& tables, ShapeIndex shape, string_view name) noexcept {
  if (shape == kNoIndex) return false;
  const ShapeTable& table = tables.shapes[shape];
  for (std::uint32_t i = 0; i < table.member_count; ++i) {
    if (tables.members[table.first_member + i].name == name) return true;
  }
  return false;
}

void add(const Contract& contract, ProtocolRule rule, const ErrorName& name,
         Findings& findings) noexcept {
  Violation violation;
  violation.constraint = index_of(rule);
  violation.severity = contract.tables().constraints[index_of(rule)].severity;
  violation.part = name.part;
  violation.header = name.header;
  violation.begin = name.begin;
  violation.end = name.end;
  findings.add(violation);
}

// A name that differs from the one that decided.
void check_conflict(const Contract& contract, const ErrorIdentity& identity, const ErrorName& other,
                    Findings& findings) noexcept {
  if (!other.present()) return;
  const string_view name = short_error_name(other.text);
  if (name.empty() || name == identity.name || planted("error-conflict-silent")) return;
  Violation violation;
  violation.constraint = index_of(ProtocolRule::kErrorTypeConflict);
  violation.severity = contract.tables().constraints[violation.constraint].severity;
  violation.part = other.part;
  violation.header = other.header;
  violation.begin = other.begin;
  violation.end = other.end;
  violation.second_part = identity.source.part;
  violation.second_header = identity.source.header;
  violation.second_begin = identity.source.begin;
  violation.second_end = identity.source.end;
  findings.add(violation);
}

void check_conflicts(const Contract& contract, const ErrorIdentity& identity,
                     const ErrorNames& names, std::span<const Header> headers,
                     Findings& findings) noexcept {
  for (std::uint32_t i = find_header(headers, kTypeHeader); i != kNoIndex;
       i = find_header(headers, kTypeHeader, i + 1)) {
    if (names.header.present() && i == names.header.header) continue;
    check_conflict(contract, identity, error_name_of_header(headers, i), findings);
  }
  check_conflict(contract, identity, names.header, findings);
  check_conflict(contract, identity, names.type_member, findings);
  // A modelled error may have a member `code` that means something else.
  const bool own_member =
      identity.modeled() &&
      has_member(contract.tables(), contract.tables().errors[identity.error].shape, "code");
  if (!own_member) check_conflict(contract, identity, names.code_member, findings);
}

// A status that no source allows, or only the model.
ConstraintIndex status_finding(const ErrorTable& error, int status) noexcept {
  if (error.documented_status != 0) {
    if (status == error.documented_status) return kNoIndex;
    if (planted("status-by-class") && status / 100 == error.documented_status / 100)
      return kNoIndex;
    if (status != error.model_status) return error.status;
    return planted("status-of-model-documented") ? kNoIndex : error.status_model;
  }
  if (error.model_status != 0) return status == error.model_status ? kNoIndex : error.status;
  return status / 100 == (error.client_fault != planted("status-faults-swapped") ? 4 : 5)
             ? kNoIndex
             : error.status;
}

void check_status(const Contract& contract, const ErrorIdentity& identity, int status,
                  string_view version, Findings& findings) noexcept {
  if (status == 0) return;
  ConstraintIndex broken = kNoIndex;
  if (identity.modeled()) {
    broken = status_finding(contract.tables().errors[identity.error], status);
  } else if (identity.common != kNoIndex && common_errors()[identity.common].status != status &&
             !planted("status-common-unchecked")) {
    broken = index_of(ProtocolRule::kErrorCommonStatus);
  }
  if (broken == kNoIndex) return;
  Violation violation;
  violation.constraint = broken;
  violation.severity = contract.tables().constraints[broken].severity;
  violation.part = HttpPart::kStatusLine;
  const StatusPlace place = place_of_status(status, version);
  violation.begin = place.begin;
  violation.end = place.end;
  violation.measured = status;
  findings.add(violation);
}

}  // namespace

ErrorName error_name_of_header(std::span<const Header> headers, std::uint32_t index) noexcept {
  ErrorName name;
  name.text = headers[index].value;
  name.part = HttpPart::kResponseHeader;
  name.header = static_cast<std::uint16_t>(std::min<std::uint32_t>(index, UINT16_MAX));
  name.end = static_cast<std::uint32_t>(std::min<std::size_t>(name.text.size(), UINT32_MAX));
  return name;
}

ErrorName error_type_header(std::span<const Header> headers) noexcept {
  for (std::uint32_t i = find_header(headers, kTypeHeader); i != kNoIndex;
       i = find_header(headers, kTypeHeader, i + 1)) {
    if (!headers[i].value.empty()) return error_name_of_header(headers, i);
  }
  return {};
}

string_view short_error_name(string_view text) noexcept {
  if (planted("error-type-hash-first")) text.remove_prefix(text.rfind('#') + 1);
  if (!planted("error-colon-kept")) text = text.substr(0, text.find(':'));
  const std::size_t hash = planted("error-hash-first-found") ? text.find('#') : text.rfind('#');
  if (hash == string_view::npos || planted("error-hash-kept")) return text;
  return text.substr(hash + 1);
}

std::uint32_t find_modeled_error(const ContractTables& tables, OperationIndex operation,
                                 string_view name) noexcept {
  if (operation >= tables.operations.size()) return kNoIndex;
  const OperationTable& table = tables.operations[operation];
  for (std::uint32_t i = 0; i < table.error_count; ++i) {
    const string_view modelled = tables.errors[table.first_error + i].name;
    if (modelled == name ||
        (planted("error-name-case-ignored") && equal_ignoring_case(modelled, name)) ||
        (planted("error-name-prefix") && name.starts_with(modelled))) {
      return table.first_error + i;
    }
  }
  return kNoIndex;
}

bool status_fits(const ErrorTable& error, int status) noexcept {
  return status_finding(error, status) == kNoIndex;
}

ErrorIdentity identify_error(const Contract& contract, OperationIndex operation,
                             const ErrorNames& names) noexcept {
  ErrorIdentity identity;
  const ErrorName* order[] = {&names.header, &names.type_member, &names.code_member};
  if (planted("error-body-first")) std::swap(order[0], order[1]);
  if (planted("error-code-before-type")) std::swap(order[1], order[2]);
  for (const ErrorName* candidate : order) {
    if (!candidate->present()) continue;
    if (planted("error-header-ignored") && candidate == &names.header) continue;
    if (planted("error-code-ignored") && candidate == &names.code_member) continue;
    identity.name = short_error_name(candidate->text);
    if (identity.name.empty() && planted("error-empty-name-decides")) return identity;
    if (identity.name.empty()) continue;
    identity.source = *candidate;
    identity.error = find_modeled_error(contract.tables(), operation, identity.name);
    if (identity.error == kNoIndex) identity.common = find_common(identity.name);
    return identity;
  }
  return identity;
}

ErrorIdentity check_error_identity(const Contract& contract, OperationIndex operation,
                                   const ErrorNames& names, std::span<const Header> headers,
                                   int status, string_view version, Findings& findings) noexcept {
  const ErrorIdentity identity = identify_error(contract, operation, names);
  if (!identity.named()) {
    // A text that holds no name is to blame; else the body as a whole, which names nothing.
    ErrorName place;
    place.part = HttpPart::kResponseBody;
    for (const ErrorName* name : {&names.code_member, &names.type_member, &names.header}) {
      if (name->present()) place = *name;
    }
    if (!planted("error-untyped-silent")) add(contract, ProtocolRule::kErrorType, place, findings);
    return identity;
  }
  if (identity.error == kNoIndex && identity.common == kNoIndex &&
      !planted("error-unknown-silent")) {
    add(contract, ProtocolRule::kErrorTypeUnknown, identity.source, findings);
  }
  check_conflicts(contract, identity, names, headers, findings);
  check_status(contract, identity, status, version, findings);
  return identity;
}

bool check_error_under_200(const Contract& contract, OperationIndex operation,
                           const ErrorNames& names, Findings& findings) noexcept {
  const ContractTables& tables = contract.tables();
  const ShapeIndex output =
      operation < tables.operations.size() ? tables.operations[operation].output : kNoIndex;
  const string_view output_name = output == kNoIndex ? string_view() : tables.shapes[output].name;
  const ErrorName* source = nullptr;
  if (names.header.present() && !short_error_name(names.header.text).empty()) {
    source = &names.header;
  } else if (names.type_member.present()) {
    const string_view name = short_error_name(names.type_member.text);
    if (!name.empty() && name != output_name && !has_member(tables, output, "__type")) {
      source = &names.type_member;
    }
  }
  if (source == nullptr && names.code_member.present() && !has_member(tables, output, "code")) {
    const string_view name = short_error_name(names.code_member.text);
    if (find_modeled_error(tables, operation, name) != kNoIndex || find_common(name) != kNoIndex) {
      source = &names.code_member;
    }
  }
  if (source == nullptr || planted("error-under-200-silent")) return false;
  add(contract, ProtocolRule::kErrorUnder200, *source, findings);
  return true;
}

}  // namespace assay
