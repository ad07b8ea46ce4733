// Pattern text -> syntax tree.
#ifndef ASSAY_SPEC_PATTERN_PARSER_H_
#define ASSAY_SPEC_PATTERN_PARSER_H_

#include <assay/error.h>

#include <cstdint>
#include <string_view>

#include "spec/pattern.h"
#include "spec/pattern_ast.h"

namespace assay {

// Groups within groups; deeper nesting is refused.
inline constexpr std::uint32_t kMaxPatternNesting = 1000;

// Errors: kPatternSyntax, kPatternRefused; offset <= pattern.size().
Expected<PatternAst> parse_pattern(std::string_view pattern, DotDialect dot);

}  // namespace assay

#endif  // ASSAY_SPEC_PATTERN_PARSER_H_
