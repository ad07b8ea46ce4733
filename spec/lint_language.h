// The strings that a shape allows, as one language.
#ifndef ASSAY_SPEC_LINT_LANGUAGE_H_
#define ASSAY_SPEC_LINT_LANGUAGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "spec/automaton.h"
#include "spec/model.h"

namespace assay {

// Units: lengths in scalars. `automaton` holds pattern or enum, and the minimum where it is small;
// absent when it cannot be made.
struct StringLanguage {
  std::optional<Automaton> automaton;
  std::uint64_t max = UINT64_MAX;
};

// REQUIRES: shape is a string or an enum; traits are those of its use.
StringLanguage string_language(const ModelShape& shape, const ModelTraits& traits);

// A string of `left` whose characters `right` does not allow, whatever the maximum of `right`
// says: a difference of bounds is one of its own. None when there is none.
std::optional<std::string> difference(const StringLanguage& left, const StringLanguage& right);

// Whether two decimal texts are one number; empty is none.
bool same_bound(std::string_view left, std::string_view right) noexcept;

}  // namespace assay

#endif  // ASSAY_SPEC_LINT_LANGUAGE_H_
