#include "parsers/segment_split.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "spec/pattern_ast.h"
#include "spec/pattern_compile.h"
#include "spec/pattern_parser.h"

namespace assay {
namespace {

// The parts of a pattern that stand one after the other, whatever the groups around them.
void flatten(const PatternAst& ast, std::uint32_t node, std::vector<std::uint32_t>& parts) {
  if (ast.nodes[node].kind != PatternNodeKind::kSequence) {
    parts.push_back(node);
    return;
  }
  for (const std::uint32_t child : ast.nodes[node].children) flatten(ast, child, parts);
}

bool is_assertion(const PatternNode& node, PatternAssertion assertion) {
  return node.kind == PatternNodeKind::kAssert && node.assertion == assertion;
}

// Puts what a part stands for in front of `sets`, the last position first. False where it has no
// fixed length in ASCII bytes.
bool prepend_fixed(const PatternAst& ast, const PatternNode& part,
                   std::vector<std::uint32_t>& reversed) {
  if (part.kind == PatternNodeKind::kSet) {
    const auto& ranges = ast.sets[part.set].ranges();
    if (ranges.empty() || ranges.back().last > 0x7f) return false;
    reversed.push_back(part.set);
    return reversed.size() <= ByteChain::kMaxSize;
  }
  if (part.kind != PatternNodeKind::kRepeat || part.min != part.max) return false;
  for (std::uint64_t i = 0; i < part.min; ++i) {
    std::vector<std::uint32_t> inner;
    flatten(ast, part.children.front(), inner);
    for (auto child = inner.rbegin(); child != inner.rend(); ++child) {
      if (!prepend_fixed(ast, ast.nodes[*child], reversed)) return false;
    }
  }
  return true;
}

std::optional<ByteChain> make_chain(const PatternAst& ast,
                                    const std::vector<std::uint32_t>& reversed) {
  ByteChain chain;
  for (auto set = reversed.rbegin(); set != reversed.rend(); ++set) {
    std::array<bool, 128> ascii{};
    for (char32_t byte = 0; byte < 128; ++byte) ascii[byte] = ast.sets[*set].contains(byte);
    if (!append_to_chain(chain, ascii)) return std::nullopt;
  }
  return chain;
}

}  // namespace

std::optional<SegmentProgram> lower_split(std::string_view source, const Automaton& whole) {
  Expected<PatternAst> ast = parse_pattern(source, DotDialect::kEcma);
  if (!ast || ast->word_boundaries) return std::nullopt;
  std::vector<std::uint32_t> parts;
  flatten(*ast, ast->root, parts);
  // Both ends are anchored anyway; the comparison below says whether that is what is meant. Any
  // other assertion may look at what is taken off.
  std::ptrdiff_t assertions = std::ranges::count(ast->nodes, PatternNodeKind::kAssert,
                                                 [](const PatternNode& node) { return node.kind; });
  if (!parts.empty() && is_assertion(ast->nodes[parts.back()], PatternAssertion::kEnd)) {
    parts.pop_back();
    --assertions;
  }
  if (!parts.empty() && is_assertion(ast->nodes[parts.front()], PatternAssertion::kBegin)) {
    --assertions;
  }
  if (assertions != 0) return std::nullopt;
  std::vector<std::uint32_t> reversed;
  while (!parts.empty()) {
    const std::size_t before = reversed.size();
    if (!prepend_fixed(*ast, ast->nodes[parts.back()], reversed)) {
      reversed.resize(before);
      break;
    }
    parts.pop_back();
  }
  if (reversed.empty() || parts.empty()) return std::nullopt;
  const std::optional<ByteChain> tail = make_chain(*ast, reversed);
  if (!tail) return std::nullopt;

  const Expected<Automaton> again = compile_ast(*ast, {});
  if (!again || !(*again == whole)) return std::nullopt;
  PatternNode front;
  front.kind = PatternNodeKind::kSequence;
  front.children = std::move(parts);
  front.consumes = true;
  ast->root = static_cast<std::uint32_t>(ast->nodes.size());
  ast->nodes.push_back(std::move(front));
  Expected<Automaton> head = compile_ast(*std::move(ast), {});
  if (!head) return std::nullopt;
  return SegmentProgram::lower(*std::move(head), *tail);
}

}  // namespace assay
