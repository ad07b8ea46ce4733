// Vectors out of the pattern's syntax: every alternative, every counter at its bounds.
#include <fmt/format.h>

#include <algorithm>

#include "corpus/string_task.h"
#include "corpus/string_vectors.h"
#include "spec/pattern_ast.h"
#include "spec/pattern_parser.h"

namespace assay {
namespace {

constexpr std::uint64_t kLongest = 131'080;

// Writes words of a syntax tree that take the shortest way but where they are told otherwise.
class BranchWriter {
 public:
  explicit BranchWriter(const PatternAst& ast)
      : ast_(ast), parent_(ast.nodes.size(), kNoIndex), shortest_(ast.nodes.size(), 0) {
    for (std::uint32_t n = 0; n < ast.nodes.size(); ++n) {  // children come before their parents
      const PatternNode& node = ast.nodes[n];
      for (const std::uint32_t child : node.children) parent_[child] = n;
      switch (node.kind) {
        case PatternNodeKind::kSet:
          shortest_[n] = ast.sets[node.set].ranges().empty() ? kNever : 1;
          break;
        case PatternNodeKind::kSequence:
          for (const std::uint32_t child : node.children) {
            shortest_[n] = std::min(kNever, shortest_[n] + shortest_[child]);
          }
          break;
        case PatternNodeKind::kAlternate:
          shortest_[n] = kNever;
          for (const std::uint32_t child : node.children) {
            shortest_[n] = std::min(shortest_[n], shortest_[child]);
          }
          break;
        case PatternNodeKind::kRepeat:
          shortest_[n] = repeated(node.children[0], node.min);
          break;
        case PatternNodeKind::kEmpty:
        case PatternNodeKind::kAssert:
          break;
      }
    }
  }

  // A word through the target, which is taken `count` times if it is a repetition, padded to
  // `least` characters by another repetition where there is one. None: too long, or no way there.
  std::optional<BranchWord> word(std::uint32_t target, std::uint64_t count, std::uint32_t least) {
    on_way_.assign(ast_.nodes.size(), kNoIndex);
    for (std::uint32_t n = target; parent_[n] != kNoIndex; n = parent_[n]) on_way_[parent_[n]] = n;
    target_ = target;
    count_ = count;
    filler_ = kNoIndex;
    BranchWord text;
    if (!write(ast_.root, true, text)) return std::nullopt;
    for (std::uint32_t n = 0; text.text.size() < least && n < ast_.nodes.size(); ++n) {
      const PatternNode& node = ast_.nodes[n];
      if (node.kind != PatternNodeKind::kRepeat || n == target || on_way_[n] != kNoIndex) continue;
      const std::uint64_t unit = shortest_[node.children[0]];
      if (unit == 0 || unit == kNever) continue;
      filler_ = n;
      filler_count_ = node.min + (least - text.text.size() + unit - 1) / unit;
      if (node.max != PatternNode::kUnbounded && filler_count_ > node.max) continue;
      BranchWord longer;
      if (write(ast_.root, true, longer) && longer.text.size() >= least) return longer;
    }
    return text;
  }

 private:
  static constexpr std::uint64_t kNever = kLongest + 1;

  std::uint64_t repeated(std::uint32_t child, std::uint64_t count) const {
    const std::uint64_t unit = shortest_[child];
    if (count == 0 || unit == 0) return 0;
    return count > kNever / unit ? kNever : std::min(kNever, unit * count);
  }

  bool write(std::uint32_t n, bool on_way, BranchWord& text) const {
    const PatternNode& node = ast_.nodes[n];
    const std::uint32_t way = on_way && n != target_ ? on_way_[n] : kNoIndex;
    switch (node.kind) {
      case PatternNodeKind::kSet:
        if (ast_.sets[node.set].ranges().empty()) return false;
        text.text += plain_scalar(ast_.sets[node.set].ranges());
        text.nodes.push_back(n);
        break;
      case PatternNodeKind::kSequence:
        for (const std::uint32_t child : node.children) {
          if (!write(child, child == way, text)) return false;
        }
        break;
      case PatternNodeKind::kAlternate: {
        std::uint32_t child = way;
        if (child == kNoIndex) {
          child = *std::min_element(
              node.children.begin(), node.children.end(),
              [this](std::uint32_t a, std::uint32_t b) { return shortest_[a] < shortest_[b]; });
        }
        return write(child, child == way, text);
      }
      case PatternNodeKind::kRepeat: {
        std::uint64_t count = node.min;
        if (n == target_) count = count_;
        if (n == filler_) count = filler_count_;
        if (way != kNoIndex) count = std::max<std::uint64_t>(1, count);
        if (repeated(node.children[0], count) > kLongest) return false;
        for (std::uint64_t i = 0; i < count; ++i) {
          const bool here = way != kNoIndex && i == 0;
          if (!write(node.children[0], here, text)) return false;
        }
        break;
      }
      case PatternNodeKind::kEmpty:
      case PatternNodeKind::kAssert:
        break;
    }
    return text.text.size() <= kLongest;
  }

  const PatternAst& ast_;
  std::vector<std::uint32_t> parent_;
  std::vector<std::uint64_t> shortest_;  // characters of the shortest word
  std::vector<std::uint32_t> on_way_;    // by node: its child on the way to the target
  std::uint32_t target_ = 0, filler_ = kNoIndex;
  std::uint64_t count_ = 0, filler_count_ = 0;
};

std::vector<std::uint64_t> counts_of(const PatternNode& repeat) {
  std::vector<std::uint64_t> counts = {repeat.min, repeat.min + 1};
  if (repeat.min > 0) counts.push_back(repeat.min - 1);
  if (repeat.max == PatternNode::kUnbounded) {
    counts.insert(counts.end(), {repeat.min + 2, repeat.min + 17});
  } else {
    counts.insert(counts.end(), {repeat.max, repeat.max + 1, repeat.max + 2});
    if (repeat.max > 0) counts.push_back(repeat.max - 1);
    counts.push_back(repeat.min + (repeat.max - repeat.min) / 2);
  }
  std::sort(counts.begin(), counts.end());
  counts.erase(std::unique(counts.begin(), counts.end()), counts.end());
  return counts;
}

}  // namespace

std::vector<BranchWord> branch_words(const StringTask& task) {
  std::vector<BranchWord> words;
  if (task.pattern == nullptr) return words;
  auto ast = parse_pattern(task.pattern->source, DotDialect::kEcma);
  if (!ast) ast = parse_pattern(without_look_around(task.pattern->source), DotDialect::kEcma);
  if (!ast) return words;
  BranchWriter writer(*ast);
  const auto add = [&](std::optional<BranchWord> word, std::uint32_t flag, std::string origin) {
    if (!word) return;
    word->flags = flag;
    word->origin = std::move(origin);
    words.push_back(std::move(*word));
  };
  for (std::uint32_t n = 0; n < ast->nodes.size(); ++n) {
    const PatternNode& node = ast->nodes[n];
    if (node.kind == PatternNodeKind::kAlternate) {
      for (std::size_t i = 0; i < node.children.size(); ++i) {
        const PatternNode& child = ast->nodes[node.children[i]];
        const std::uint64_t times = child.kind == PatternNodeKind::kRepeat ? child.min : 1;
        add(writer.word(node.children[i], times, task.min), kFlagBranch,
            fmt::format("branch/node {}/alternative {}", n, i));
      }
    } else if (node.kind == PatternNodeKind::kRepeat) {
      for (const std::uint64_t count : counts_of(node)) {
        add(writer.word(n, count, task.min), kFlagCounter,
            fmt::format("counter/node {}/{} times", n, count));
      }
    }
  }
  return words;
}

std::vector<VectorCandidate> branch_candidates(const StringTask& task) {
  std::vector<VectorCandidate> candidates;
  for (BranchWord& word : branch_words(task)) {
    candidates.push_back({std::move(word.text), word.flags, std::move(word.origin)});
  }
  return candidates;
}

}  // namespace assay
