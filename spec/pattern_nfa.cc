#include "spec/pattern_nfa.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "spec/pattern_escape.h"

namespace assay {
namespace {

using Instruction = PatternInstruction;

// Builds from the back: emit(node, next) gives the entry of what matches the node and then goes on
// at `next`. Depth of recursion: the nesting of the tree, which the parser bounds.
class NfaBuilder {
 public:
  NfaBuilder(const PatternAst& ast, std::size_t limit) : ast_(ast), limit_(limit) {}

  // The offset of the part that went past the limit; none when all fitted.
  std::optional<std::size_t> build(PatternNfa& nfa) {
    const std::uint32_t accept = add({Instruction::Kind::kAccept, {}, 0, 0, 0}, 0);
    nfa.start = emit(ast_.root, accept);
    nfa.instructions = std::move(instructions_);
    return exhausted_at_;
  }

 private:
  std::uint32_t add(const Instruction& instruction, std::size_t offset) {
    if (instructions_.size() == limit_) {
      if (!exhausted_at_) exhausted_at_ = offset;
      return 0;
    }
    instructions_.push_back(instruction);
    return static_cast<std::uint32_t>(instructions_.size() - 1);
  }

  std::uint32_t split(std::uint32_t next, std::uint32_t other, std::size_t offset) {
    return add({Instruction::Kind::kSplit, {}, 0, next, other}, offset);
  }

  std::uint32_t emit(std::uint32_t index, std::uint32_t next) {
    const PatternNode& node = ast_.nodes[index];
    if (exhausted_at_) return next;
    switch (node.kind) {
      case PatternNodeKind::kEmpty:
        return next;
      case PatternNodeKind::kSet:
        return add({Instruction::Kind::kSet, {}, node.set, next, 0}, node.offset);
      case PatternNodeKind::kAssert:
        return add({Instruction::Kind::kAssert, node.assertion, 0, next, 0}, node.offset);
      case PatternNodeKind::kSequence:
        for (auto child = node.children.rbegin(); child != node.children.rend(); ++child) {
          next = emit(*child, next);
        }
        return next;
      case PatternNodeKind::kAlternate: {
        std::uint32_t entry = emit(node.children.back(), next);
        for (auto child = node.children.rbegin() + 1; child != node.children.rend(); ++child) {
          entry = split(emit(*child, next), entry, node.offset);
        }
        return entry;
      }
      case PatternNodeKind::kRepeat:
        return emit_repeat(node, next);
    }
    return next;
  }

  std::uint32_t emit_repeat(const PatternNode& node, std::uint32_t next) {
    const std::uint32_t body = node.children.front();
    std::uint64_t copies = node.min;
    if (node.max == PatternNode::kUnbounded) {
      const std::uint32_t loop = split(0, next, node.offset);
      const std::uint32_t entry = emit(body, loop);
      if (!exhausted_at_) instructions_[loop].next = entry;
      next = copies == 0 ? loop : entry;
      if (copies != 0) --copies;
    } else {
      // (X(X(X)?)?)?: each way out leads straight to what follows.
      const std::uint32_t exit = next;
      for (std::uint64_t i = node.min; i < node.max && !exhausted_at_; ++i) {
        next = split(emit(body, next), exit, node.offset);
      }
    }
    for (std::uint64_t i = 0; i < copies && !exhausted_at_; ++i) next = emit(body, next);
    if (exhausted_at_) exhausted_at_ = node.offset;
    return next;
  }

  const PatternAst& ast_;
  std::size_t limit_;
  std::vector<Instruction> instructions_;
  std::optional<std::size_t> exhausted_at_;
};

}  // namespace

Expected<PatternNfa> build_nfa(const PatternAst& ast, std::size_t max_instructions,
                               std::uint32_t max_states) {
  PatternNfa nfa;
  if (const auto offset = NfaBuilder(ast, max_instructions).build(nfa)) {
    return std::unexpected(state_budget_error(*offset, max_states));
  }
  return nfa;
}

Error state_budget_error(std::size_t offset, std::uint32_t max_states) {
  return pattern_error(
      ErrorCode::kStateBudget, offset,
      fmt::format("the pattern needs more than the {} states allowed; repeat less often, or raise "
                  "the budget",
                  max_states));
}

}  // namespace assay
