// Changes to minimal messages, as a ledger writes them.
#ifndef ASSAY_CORPUS_EVIDENCE_MESSAGE_H_
#define ASSAY_CORPUS_EVIDENCE_MESSAGE_H_

#include <assay/contract.h>

#include <cstdint>
#include <optional>
#include <string>

#include "corpus/evidence.h"
#include "corpus/evidence_form.h"
#include "corpus/minimal_value.h"
#include "spec/contract_tables.h"
#include "spec/json_tree.h"

namespace assay {

// The name of a member that no shape has.
inline constexpr const char* kUnknownMember = "member that no shape has";

// What an edit made: nullopt in `text` where it does not apply to this message; `bad` where it is
// no edit at all.
struct EditResult {
  std::optional<std::string> text;
  bool bad = false;
};

// The body of shape `root` (kNoIndex: no members) with smallest members `base`, changed.
EditResult edit_body(const ContractTables& tables, ShapeIndex root, ObjectText base,
                     const JsonValue& edit, const FormScope& scope);

// Method, path, status, headers, body, body_end. Returns false where `edit` is no edit or does not
// apply.
bool edit_message(const ContractTables& tables, ShapeIndex root, EvidenceMessage& message,
                  const JsonValue& edit, const FormScope& scope);

// The message as HTTP/1.1 text, framed by {"lines", "payload"}; nullopt where `framing` is none.
std::optional<std::string> http_text(const EvidenceMessage& message, const JsonValue& framing);

}  // namespace assay

#endif  // ASSAY_CORPUS_EVIDENCE_MESSAGE_H_
