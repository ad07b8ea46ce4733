// Parts of patterns that say nothing, say it twice, or match one string in several ways.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "spec/automaton_algebra.h"
#include "spec/lint_context.h"
#include "spec/utf8.h"

namespace assay {
namespace {

// More alternatives than this are compared as texts only.
constexpr std::size_t kMostCompared = 64;

// A scalar of both sets, letters and digits first.
std::optional<char32_t> shared(const ScalarSet& left, const ScalarSet& right) {
  for (char32_t scalar = 'a'; scalar <= 'z'; ++scalar) {
    if (left.contains(scalar) && right.contains(scalar)) return scalar;
  }
  const auto& a = left.ranges();
  const auto& b = right.ranges();
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const char32_t first = std::max(a[i].first, b[j].first);
    if (first <= std::min(a[i].last, b[j].last)) return first;
    ++(a[i].last < b[j].last ? i : j);
  }
  return std::nullopt;
}

bool within(const ScalarSet& inner, const ScalarSet& outer) {
  return std::all_of(inner.ranges().begin(), inner.ranges().end(), [&](const ScalarRange& range) {
    return std::any_of(outer.ranges().begin(), outer.ranges().end(), [&](const ScalarRange& o) {
      return o.first <= range.first && range.last <= o.last;
    });
  });
}

std::string repeated(char32_t scalar, std::uint64_t count) {
  std::string text;
  for (std::uint64_t i = 0; i < count; ++i) append_utf8(text, scalar);
  return text;
}

class Redundancy {
 public:
  Redundancy(LintContext& context, const LintShape& shape, const LintPattern& pattern)
      : context_(context), shape_(shape), pattern_(pattern), text_(pattern.text) {}

  void run() { visit(pattern_.branches); }

 private:
  std::string_view part_text(const PatternPart& part) const {
    return text_.substr(part.begin, part.end - part.begin);
  }

  LintFinding& add(std::string_view id, std::size_t at, std::string message) {
    return context_.add(id, shape_.name,
                        offset_in_pattern(context_.model(), *shape_.traits.pattern, at),
                        std::move(message));
  }

  void visit(const std::vector<PatternBranch>& branches) {
    if (branches.size() > 1) compare(branches);
    for (const PatternBranch& branch : branches) {
      for (std::size_t i = 0; i < branch.parts.size(); ++i) {
        const PatternPart& part = branch.parts[i];
        check_once(part);
        check_nested(part);
        if (i + 1 < branch.parts.size()) check_neighbours(part, branch.parts[i + 1]);
        if (part.kind == PatternPart::Kind::kGroup) visit(part.branches);
      }
    }
  }

  void check_once(const PatternPart& part) {
    if (!part.quantified() || part.min != 1 || part.max != 1) return;
    const std::string_view quantifier = text_.substr(part.atom_end, part.end - part.atom_end);
    add("lint/pattern.repeat-once", part.atom_end,
        fmt::format("{} is redundant: {} alone says the same", quantifier,
                    text_.substr(part.begin, part.atom_end - part.begin)));
  }

  // X+Y* with characters in both: where X+ ends is not determined.
  void check_neighbours(const PatternPart& left, const PatternPart& right) {
    if (left.kind != PatternPart::Kind::kSet || right.kind != PatternPart::Kind::kSet) return;
    if (!left.varies() || !right.varies()) return;
    const std::optional<char32_t> scalar = shared(left.set, right.set);
    if (!scalar || left.min > kMostRepeats || right.min > kMostRepeats) return;
    std::string message = fmt::format("{} and {} share characters, so the pattern is ambiguous",
                                      part_text(left), part_text(right));
    const bool simpler = left.max == PatternPart::kUnbounded &&
                         right.max == PatternPart::kUnbounded && within(left.set, right.set);
    if (simpler) {
      const std::string_view atom = text_.substr(left.begin, left.atom_end - left.begin);
      std::string once;
      if (left.min == 1) once = atom;
      if (left.min > 1) once = fmt::format("{}{{{}}}", atom, left.min);
      message += fmt::format("; {}{} says the same", once, part_text(right));
    }
    add("lint/pattern.ambiguous", left.begin, std::move(message))
        .witnesses.push_back(
            {"matches both in more than one way", repeated(*scalar, left.min + right.min + 1)});
  }

  // (X+)*: the string may be one turn or several.
  void check_nested(const PatternPart& part) {
    if (part.kind != PatternPart::Kind::kGroup || part.max < 2 || part.branches.size() != 1) return;
    const std::vector<PatternPart>& parts = part.branches.front().parts;
    if (parts.size() != 1 || parts.front().kind != PatternPart::Kind::kSet) return;
    const PatternPart& inner = parts.front();
    const std::optional<char32_t> scalar = shared(inner.set, inner.set);
    if (!inner.varies() || !scalar) return;
    const std::uint64_t turns = std::max<std::uint64_t>(2, part.min);
    if (inner.min > kMostRepeats || turns > kMostRepeats) return;
    add("lint/pattern.ambiguous", part.begin,
        fmt::format("{} repeats a repetition, so the pattern is ambiguous", part_text(part)))
        .witnesses.push_back(
            {"matches it in more than one way", repeated(*scalar, turns * inner.min + 1)});
  }

  void compare(const std::vector<PatternBranch>& branches) {
    const auto text_of = [&](const PatternBranch& branch) {
      return text_.substr(branch.begin, branch.end - branch.begin);
    };
    std::vector<std::optional<Automaton>> languages(branches.size());
    if (branches.size() <= kMostCompared) {
      for (std::size_t i = 0; i < branches.size(); ++i) {
        if (has_assertion(branches[i])) continue;
        if (auto language = compile_pattern(text_of(branches[i]))) {
          languages[i] = std::move(*language);
        }
      }
    }
    std::set<std::string_view> texts;
    for (std::size_t i = 0; i < branches.size(); ++i) {
      const std::string_view text = text_of(branches[i]);
      if (!texts.insert(text).second) {
        add("lint/pattern.alternative", branches[i].begin,
            fmt::format("the alternative {} stands there twice", text));
        continue;
      }
      if (!languages[i] || is_empty(*languages[i])) continue;
      for (std::size_t j = 0; j < branches.size(); ++j) {
        // Of two that are equal, the later one is redundant.
        if (i == j || !languages[j]) continue;
        if (i < j && *languages[i] == *languages[j]) continue;
        const auto outside = difference_witness(*languages[i], *languages[j], kMostPairs);
        if (!outside || *outside) continue;
        add("lint/pattern.alternative", branches[i].begin,
            fmt::format("the alternative {} adds nothing: {} matches all of it", text,
                        text_of(branches[j])))
            .witnesses.push_back({"both match", *shortest_accepted(*languages[i])});
        break;
      }
    }
  }

  static bool has_assertion(const PatternBranch& branch) {
    return std::any_of(branch.parts.begin(), branch.parts.end(), [](const PatternPart& part) {
      return part.kind == PatternPart::Kind::kAssert ||
             std::any_of(part.branches.begin(), part.branches.end(), has_assertion);
    });
  }

  static constexpr std::uint64_t kMostRepeats = 1000;
  static constexpr std::size_t kMostPairs = 100'000;

  LintContext& context_;
  const LintShape& shape_;
  const LintPattern& pattern_;
  std::string_view text_;
};

}  // namespace

void lint_redundancy(LintContext& context) {
  for_each_pattern(context, [&](const LintShape& shape, const LintPattern& pattern) {
    Redundancy(context, shape, pattern).run();
  });
}

}  // namespace assay
