// Reader of ledger files: one JSON object a line, one line an id.
#ifndef ASSAY_SPEC_LEDGER_H_
#define ASSAY_SPEC_LEDGER_H_

#include <assay/error.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "spec/contract_builder.h"
#include "spec/json_tree.h"

namespace assay {

// Units: offsets in bytes of the file; line from 1.
struct LedgerLine {
  std::string id;
  std::vector<NewSource> sources;
  std::string in;                  // what the evidence is: "value", "exchange" ...
  std::string_view holds, breaks;  // JSON text, within the file
  std::vector<std::string> implies;
  std::uint32_t line = 0;
  std::uint64_t offset = 0;  // of the id
};

// Errors: kJsonSyntax, kLedgerStructure (also for an id with a second line).
// Source: spec/schemas/ledger.json.
Expected<std::vector<LedgerLine>> read_ledger(std::string_view text, std::string_view file);

// The source objects of ledger and rules: {"source", "section", "says", "reading"}. The message of
// what is wrong; empty when nothing is.
std::string read_source(const JsonValue& value, NewSource& source);

}  // namespace assay

#endif  // ASSAY_SPEC_LEDGER_H_
