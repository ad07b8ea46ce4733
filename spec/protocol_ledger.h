// The protocol's rules with what their ledger says: the beginning of every contract's tables.
#ifndef ASSAY_SPEC_PROTOCOL_LEDGER_H_
#define ASSAY_SPEC_PROTOCOL_LEDGER_H_

#include <assay/error.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "spec/contract_tables.h"
#include "spec/ledger.h"

namespace assay {

// Everything is in the order of ProtocolRule but `ledger` and `lines`, which are in the file's.
struct ProtocolTables {
  std::vector<ConstraintInfo> rules;
  std::vector<std::vector<SourceNote>> sources;
  std::vector<std::uint32_t> ledger_lines;
  std::vector<LedgerTable> ledger;
  std::vector<LedgerLine> lines;  // own the texts of the others

  ProtocolTables() = default;
  ProtocolTables(ProtocolTables&&) = default;
  ProtocolTables& operator=(ProtocolTables&&) = default;
};

// Errors: kJsonSyntax, kLedgerStructure (a line for no rule, a rule without a line).
// REQUIRES: `ledger` outlives the result.
Expected<ProtocolTables> compile_protocol(std::string_view ledger, std::string_view file);

// Of the embedded ledger; the same for the life of the program.
const ProtocolTables& protocol_tables() noexcept;

}  // namespace assay

#endif  // ASSAY_SPEC_PROTOCOL_LEDGER_H_
