#include "spec/pattern.h"

#include <optional>
#include <utility>

#include "spec/automaton_builder.h"
#include "spec/pattern_alphabet.h"
#include "spec/pattern_compile.h"
#include "spec/pattern_determinize.h"
#include "spec/pattern_nfa.h"
#include "spec/pattern_parser.h"

namespace assay {
namespace {

// What one state of the budget buys at the stages that do not count states. Real patterns use a
// few hundredths of it; hostile ones stop within a second.
constexpr std::uint64_t kInstructionsPerState = 8;
constexpr std::uint64_t kStepsPerState = 2'000;

}  // namespace

Expected<Automaton> compile_pattern(std::string_view pattern, const PatternOptions& options) {
  Expected<PatternAst> ast = parse_pattern(pattern, options.dot);
  if (!ast) return std::unexpected(ast.error());
  return compile_ast(*std::move(ast), options);
}

Expected<Automaton> compile_ast(PatternAst ast, const PatternOptions& options) {
  const std::uint64_t max_steps = options.max_states * kStepsPerState;
  const Expected<PatternNfa> nfa =
      build_nfa(ast, options.max_states * kInstructionsPerState, options.max_states);
  if (!nfa) return std::unexpected(nfa.error());

  // \b tells \w from the rest, so the alphabet must as well.
  if (ast.word_boundaries) ast.sets.push_back(word_scalars());
  const std::optional<PatternAlphabet> alphabet = partition_scalars(ast.sets, max_steps);
  if (!alphabet) return std::unexpected(state_budget_error(0, options.max_states));

  const std::optional<AutomatonTables> tables = determinize(
      *nfa, *alphabet, options.anchoring, ast.word_boundaries, {options.max_states, max_steps});
  if (!tables) return std::unexpected(state_budget_error(0, options.max_states));
  return AutomatonBuilder::build(*tables);
}

}  // namespace assay
