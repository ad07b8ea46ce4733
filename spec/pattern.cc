#include "spec/pattern.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "spec/automaton_builder.h"
#include "spec/pattern_alphabet.h"
#include "spec/pattern_compile.h"
#include "spec/pattern_determinize.h"
#include "spec/pattern_nfa.h"
#include "spec/pattern_parser.h"

namespace assay {
namespace {

// What one state of the budget buys at the stages that do not count states. Public patterns that
// have an automaton use a third of it; hostile ones stop within a tenth of a second.
constexpr std::uint64_t kInstructionsPerState = 8;
constexpr std::uint64_t kStepsPerState = 400;

// Of the shortest match and of the longest.
struct MatchLengths {
  std::uint64_t min = 0, max = 0;
};

std::uint64_t sum(std::uint64_t a, std::uint64_t b) {
  return a > PatternNode::kUnbounded - b ? PatternNode::kUnbounded : a + b;
}
std::uint64_t product(std::uint64_t a, std::uint64_t b) {
  if (a == 0 || b == 0) return 0;
  return a > PatternNode::kUnbounded / b ? PatternNode::kUnbounded : a * b;
}

MatchLengths lengths_of(const PatternAst& ast) {
  std::vector<MatchLengths> lengths(ast.nodes.size());  // children come first
  for (std::size_t i = 0; i < ast.nodes.size(); ++i) {
    const PatternNode& node = ast.nodes[i];
    MatchLengths& own = lengths[i];
    if (node.kind == PatternNodeKind::kSet) own = {1, 1};
    if (node.kind == PatternNodeKind::kAlternate) own.min = PatternNode::kUnbounded;
    for (const std::uint32_t child : node.children) {
      const MatchLengths& each = lengths[child];
      if (node.kind == PatternNodeKind::kAlternate) {
        own = {std::min(own.min, each.min), std::max(own.max, each.max)};
      } else if (node.kind == PatternNodeKind::kRepeat) {
        own = {product(each.min, node.min), product(each.max, node.max)};
      } else {
        own = {sum(own.min, each.min), sum(own.max, each.max)};
      }
    }
  }
  return lengths[ast.root];
}

// Whether more states than `max_states` are sure to be needed: an automaton is as long as its
// shortest match, and one without loops as long as its longest. Cheaper than to find out.
bool is_too_long(const PatternAst& ast, Anchoring anchoring, std::uint32_t max_states) {
  // With an empty set the lengths say nothing.
  for (const ScalarSet& set : ast.sets) {
    if (set.ranges().empty()) return false;
  }
  const MatchLengths lengths = lengths_of(ast);
  const bool ends = anchoring == Anchoring::kFull && lengths.max != PatternNode::kUnbounded;
  return (ends ? lengths.max : lengths.min) > max_states;
}

// Takes the steps of every stage from `steps`.
Expected<Automaton> compile_within(PatternAst& ast, const PatternOptions& options,
                                   std::uint64_t& steps) {
  const std::uint32_t max_states = options.max_states;
  const Expected<PatternNfa> nfa = build_nfa(ast, max_states * kInstructionsPerState, max_states);
  if (!nfa) {
    steps -= std::min(steps, max_states * kInstructionsPerState);
    return std::unexpected(nfa.error());
  }
  steps -= std::min<std::uint64_t>(steps, nfa->instructions.size());
  const Error over_budget = state_budget_error(0, max_states);
  if (is_too_long(ast, options.anchoring, max_states)) return std::unexpected(over_budget);

  // \b tells \w from the rest, so the alphabet must as well.
  if (ast.word_boundaries) ast.sets.push_back(word_scalars());
  const std::optional<PatternAlphabet> alphabet = partition_scalars(ast.sets, steps);
  if (!alphabet) return std::unexpected(over_budget);

  const std::optional<AutomatonTables> tables =
      determinize(*nfa, *alphabet, options.anchoring, ast.word_boundaries, {max_states, steps});
  if (!tables) return std::unexpected(over_budget);
  return AutomatonBuilder::build(*tables);
}

}  // namespace

Expected<Automaton> compile_pattern(std::string_view pattern, const PatternOptions& options) {
  Expected<PatternAst> ast = parse_pattern(pattern, options.dot);
  if (!ast) return std::unexpected(ast.error());
  return compile_ast(*std::move(ast), options);
}

Expected<Automaton> compile_ast(PatternAst ast, const PatternOptions& options) {
  const std::uint64_t own = options.max_states * kStepsPerState;
  if (options.shared_steps == nullptr) {
    std::uint64_t steps = own;
    return compile_within(ast, options, steps);
  }
  const std::uint64_t granted = std::min(own, *options.shared_steps);
  std::uint64_t left = granted;
  auto automaton = compile_within(ast, options, left);
  *options.shared_steps -= granted - left;
  if (!automaton && granted < own) {
    automaton.error().message =
        "the patterns before this one have used up the steps that a model's patterns share; "
        "repeat less often in those that are over budget";
  }
  return automaton;
}

}  // namespace assay
