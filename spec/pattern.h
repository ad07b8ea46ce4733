// Patterns as models write them (the ECMA-262 subset in use) compiled to minimal automata.
#ifndef ASSAY_SPEC_PATTERN_H_
#define ASSAY_SPEC_PATTERN_H_

#include <assay/error.h>

#include <cstdint>
#include <string_view>

#include "spec/automaton.h"

namespace assay {

// How an unanchored pattern reads. A property of the source format, never guessed.
enum class Anchoring : std::uint8_t {
  kFull,    // the whole string must match, as the service's page means it
  kSearch,  // a match anywhere is enough, as Smithy reads a pattern without anchors
};

// Which characters the dot leaves out.
enum class DotDialect : std::uint8_t {
  kEcma,    // LF CR U+2028 U+2029 (Smithy prescribes it)
  kJava,    // these and U+0085
  kPython,  // LF only; Perl, RE2 and PCRE likewise
};

struct PatternOptions {
  Anchoring anchoring = Anchoring::kFull;
  DotDialect dot = DotDialect::kEcma;
  // Budget of every stage of the construction, memory and steps included. At most 10,000,000.
  std::uint32_t max_states = 50'000;
  // Steps that several patterns share: each takes what its construction took, and is over budget
  // where nothing is left. nullptr: a pattern has only its own.
  std::uint64_t* shared_steps = nullptr;
};

// For the patterns of one model together: some twenty that are over budget, so that a hostile model
// takes seconds at most.
inline constexpr std::uint64_t kStepsOfAllPatterns = 400'000'000;

// Errors: kPatternSyntax, kPatternRefused, kStateBudget; `offset` and `column` count in `pattern`.
// Accepted beyond the u flag, where every dialect that takes it reads it alike: escapes of any
// ASCII punctuation (`\-`, `\_`), the hyphen beside a class escape (`[\w-.]`), POSIX names of ASCII
// sets that ECMA-262 leaves free (`\p{Print}`), two groups of one name. General categories
// (`\p{L}`) are those of the Unicode version that pattern_category_table.cc names; other
// properties, flags, look-around, back-references and groups nested more than 1,000 deep are
// refused. Source: ECMA-262 (2025) section 22.2, with the u flag.
Expected<Automaton> compile_pattern(std::string_view pattern, const PatternOptions& options = {});

}  // namespace assay

#endif  // ASSAY_SPEC_PATTERN_H_
