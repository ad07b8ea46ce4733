// The compact forms in which a ledger writes long values, see spec/schemas/ledger.json.
#ifndef ASSAY_CORPUS_EVIDENCE_FORM_H_
#define ASSAY_CORPUS_EVIDENCE_FORM_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "spec/json_tree.h"

namespace assay {

// The limits that evidence for `limit/...` goes up to.
struct EvidenceLimits {
  std::uint32_t max_depth = 512;
  std::size_t max_body_bytes = 16u << 20;
  std::uint32_t max_keys_per_object = 65'536;
};

// Where a form is to stand.
struct FormScope {
  EvidenceLimits limits;
  std::uint32_t depth = 1;      // objects and arrays around it
  std::string_view error_name;  // for the string "$error"
};

// The bytes of a string: itself, {"$repeat", "times"}, {"$concat"}, {"$base64"}. nullopt for
// anything else.
std::optional<std::string> text_of_form(const JsonValue& form, const FormScope& scope);

// JSON text of a value: the strings above, {"$nest": n}, {"$keys": n}, and every other value as
// the ledger spells it. nullopt for a form that is none.
std::optional<std::string> json_of_form(const JsonValue& form, const FormScope& scope);

}  // namespace assay

#endif  // ASSAY_CORPUS_EVIDENCE_FORM_H_
