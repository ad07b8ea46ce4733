// What follows a backslash, and character classes: the parts of a pattern that stand for scalars.
#ifndef ASSAY_SPEC_PATTERN_ESCAPE_H_
#define ASSAY_SPEC_PATTERN_ESCAPE_H_

#include <assay/error.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "spec/pattern_scalar_set.h"

namespace assay {

Error pattern_error(ErrorCode code, std::size_t offset, std::string message);

// What one atom stands for: a single code point (lone surrogates included: they may end a range)
// or a set of scalars.
struct PatternAtom {
  std::optional<char32_t> single;
  ScalarSet set;

  ScalarSet scalars() const { return single ? ScalarSet({{*single, *single}}) : set; }
};

// The escape whose backslash stands at `position`, stepped over. Assertions and back-references
// are not read here.
// REQUIRES: pattern[position] == '\\'.
Expected<PatternAtom> read_escape(std::string_view pattern, std::size_t& position, bool in_class);

// The class whose bracket stands at `position`, stepped over.
// REQUIRES: pattern is valid UTF-8; pattern[position] == '['.
Expected<ScalarSet> read_class(std::string_view pattern, std::size_t& position);

// The set of \p{name}; offset is that of the backslash.
Expected<ScalarSet> property_scalars(std::string_view name, std::size_t offset);

}  // namespace assay

#endif  // ASSAY_SPEC_PATTERN_ESCAPE_H_
