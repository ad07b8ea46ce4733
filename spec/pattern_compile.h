// Syntax tree -> automaton; for those who take patterns apart.
#ifndef ASSAY_SPEC_PATTERN_COMPILE_H_
#define ASSAY_SPEC_PATTERN_COMPILE_H_

#include <assay/error.h>

#include "spec/automaton.h"
#include "spec/pattern.h"
#include "spec/pattern_ast.h"

namespace assay {

// The second half of compile_pattern. Errors: kStateBudget.
Expected<Automaton> compile_ast(PatternAst ast, const PatternOptions& options);

}  // namespace assay

#endif  // ASSAY_SPEC_PATTERN_COMPILE_H_
