// Last stage: sources, basis and evidence from the ledger; every constraint of the service has
// exactly one line there.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "spec/contract_builder.h"
#include "spec/json_tree.h"
#include "spec/ledger.h"

namespace assay {
namespace {

bool names(const std::vector<NewSource>& sources, std::string_view name) {
  return std::any_of(sources.begin(), sources.end(),
                     [&](const NewSource& source) { return source.source == name; });
}

// The service's own pages come first, then its model; what neither states is the protocol's.
Basis basis_of(const std::vector<NewSource>& sources) {
  if (names(sources, "page") || names(sources, "detail page")) return Basis::kDocumented;
  return names(sources, "model") ? Basis::kModel : Basis::kProtocol;
}

}  // namespace

bool build_ledger(ContractBuilder& builder, const SourceFile& ledger) {
  ContractTables& tables = builder.tables;
  if (ledger.text.empty()) return true;
  const std::string_view text = builder.keep(ledger.text);
  auto lines = read_ledger(text, ledger.name);
  if (!lines) return builder.fail(std::move(lines.error()));
  const auto fail = [&](std::string message, const LedgerLine& line) {
    return builder.fail(
        error_at(ErrorCode::kLedgerStructure, std::move(message), text, ledger.name, line.offset));
  };
  for (const LedgerLine& line : *lines) {
    const auto found = tables.constraint_by_id.find(line.id);
    if (found == tables.constraint_by_id.end()) {
      return fail(fmt::format("the contract has no constraint {}", line.id), line);
    }
    if (found->second < index_of(ProtocolRule::kCount)) {
      return fail(fmt::format("{} belongs to the protocol, not to this service", line.id), line);
    }
    ConstraintTable& constraint = tables.constraints[found->second];
    constraint.ledger_line = line.line;
    // The basis of a rule stands in rules.json.
    if (line.id.find("@rule.") == std::string::npos) constraint.basis = basis_of(line.sources);
    builder.set_sources(found->second, line.sources);
    LedgerTable& table = tables.ledger.emplace_back();
    table.constraint = found->second;
    table.in = builder.keep(line.in);
    table.holds = line.holds;
    table.breaks = line.breaks;
    for (const std::string& id : line.implies) {
      const auto implied = tables.constraint_by_id.find(id);
      if (implied == tables.constraint_by_id.end()) {
        return fail(fmt::format("{} implies {}, which is no constraint", line.id, id), line);
      }
      table.implies.push_back(implied->second);
    }
  }
  for (const ConstraintTable& constraint : tables.constraints) {
    const bool is_protocol = &constraint - tables.constraints.data() <
                             static_cast<std::ptrdiff_t>(index_of(ProtocolRule::kCount));
    if (!is_protocol && constraint.ledger_line == 0) {
      return builder.fail(
          {ErrorCode::kLedgerStructure, fmt::format("no line for {}", constraint.id), ledger.name});
    }
  }
  return true;
}

}  // namespace assay
