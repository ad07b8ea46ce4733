// Patterns that other dialects of regular expressions read differently, each with a string on
// which they differ. Sources: ECMA-262 section 22.2.2; java.util.regex.Pattern; Python's re.
#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "spec/automaton_algebra.h"
#include "spec/lint_context.h"
#include "spec/pattern_category.h"
#include "spec/utf8.h"

namespace assay {
namespace {

// What \d, \w and \s stand for.
struct EscapeSets {
  const ScalarSet* digit;
  const ScalarSet* word;
  const ScalarSet* space;
};

ScalarSet joined(const ScalarSet& left, const ScalarSet& right) {
  std::vector<ScalarRange> ranges = left.ranges();
  ranges.insert(ranges.end(), right.ranges().begin(), right.ranges().end());
  return ScalarSet(std::move(ranges));
}

EscapeSets ecma_sets() { return {&digit_scalars(), &word_scalars(), &space_scalars()}; }

EscapeSets java_sets() {
  static const ScalarSet kSpace({{'\t', '\r'}, {' ', ' '}});
  return {&digit_scalars(), &word_scalars(), &kSpace};
}

EscapeSets python_sets() {
  static const ScalarSet kDigit = category_scalars("Nd").value();
  static const ScalarSet kWord =
      joined(joined(category_scalars("L").value(), category_scalars("N").value()),
             ScalarSet({{'_', '_'}}));
  static const ScalarSet kSpace({{'\t', '\r'},
                                 {0x1C, ' '},
                                 {0x85, 0x85},
                                 {0xA0, 0xA0},
                                 {0x1680, 0x1680},
                                 {0x2000, 0x200A},
                                 {0x2028, 0x2029},
                                 {0x202F, 0x202F},
                                 {0x205F, 0x205F},
                                 {0x3000, 0x3000}});
  return {&kDigit, &kWord, &kSpace};
}

std::string ranges_text(const ScalarSet& set) {
  std::string out;
  for (const ScalarRange& range : set.ranges()) {
    out += fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(range.first));
    if (range.last != range.first) {
      out += fmt::format("-\\u{{{:x}}}", static_cast<std::uint32_t>(range.last));
    }
  }
  return out;
}

// What of a pattern a dialect changes: escapes of one letter (either case), or `$`.
struct Rewrite {
  char escape = '\0';  // 'd', 'w', 's'; '\0': none
  const ScalarSet* set = nullptr;
  bool end = false;
};

// The pattern with those parts written out. `found`: whether there were any.
// REQUIRES: the pattern is well formed.
std::string rewritten(std::string_view text, const Rewrite& rewrite, bool& found) {
  std::string out;
  bool in_class = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size()) {
      const char next = text[++i];
      const bool positive = rewrite.escape != '\0' && next == rewrite.escape;
      const bool negative = rewrite.escape != '\0' && next == rewrite.escape - 'a' + 'A';
      if (!positive && !negative) {
        out += {c, next};
        continue;
      }
      found = true;
      const std::string ranges = ranges_text(positive ? *rewrite.set : rewrite.set->complement());
      out += in_class ? ranges : "[" + ranges + "]";
      // A hyphen beside a class escape is a hyphen, not a range.
      if (in_class && text.substr(i + 1, 1) == "-" && text.substr(i + 2, 1) != "]") {
        out += "\\-";
        ++i;
      }
      continue;
    }
    if (c == '[') in_class = true;
    if (c == ']') in_class = false;
    if (c == '$' && !in_class && rewrite.end) {
      found = true;
      out += "(?:\\n?$)";
    } else {
      out += c;
    }
  }
  return out;
}

class Dialects {
 public:
  Dialects(LintContext& context, const LintShape& shape, const LintPattern& pattern)
      : context_(context), shape_(shape), pattern_(pattern) {}

  void run() {
    check_dot();
    check_end();
    check_escape("lint/pattern.dialect-digit", 'd', &EscapeSets::digit);
    check_escape("lint/pattern.dialect-word", 'w', &EscapeSets::word);
    check_escape("lint/pattern.dialect-space", 's', &EscapeSets::space);
  }

 private:
  struct Reading {
    std::string_view dialect;
    Automaton language;
  };

  std::optional<Automaton> compile(std::string_view text, DotDialect dot = DotDialect::kEcma) {
    PatternOptions options;
    options.anchoring = pattern_.anchoring;
    options.dot = dot;
    auto language = compile_pattern(text, options);
    return language ? std::optional(std::move(*language)) : std::nullopt;
  }

  void check_dot() {
    std::vector<Reading> readings;
    if (auto java = compile(pattern_.text, DotDialect::kJava)) {
      readings.push_back({"Java", std::move(*java)});
    }
    if (auto python = compile(pattern_.text, DotDialect::kPython)) {
      readings.push_back({"Python, Perl and RE2", std::move(*python)});
    }
    report("lint/pattern.dialect-dot", "the dot", readings);
  }

  void check_end() {
    bool found = false;
    const std::string text = rewritten(pattern_.text, {'\0', nullptr, true}, found);
    if (!found) return;
    std::vector<Reading> readings;
    if (auto other = compile(text))
      readings.push_back({"Python, Java and Perl", std::move(*other)});
    report("lint/pattern.dialect-end", "$", readings);
  }

  void check_escape(std::string_view id, char letter, const ScalarSet* EscapeSets::* set) {
    bool found = false;
    const std::string same = rewritten(pattern_.text, {letter, ecma_sets().*set, false}, found);
    if (!found) return;
    // Written out for ECMA-262 it must be the language itself, or rewriting lost something.
    const auto ecma = compile(same);
    if (!ecma || *ecma != *pattern_.language) return;
    std::vector<Reading> readings;
    for (const auto& [dialect, sets] :
         {std::pair<std::string_view, EscapeSets>{"Java", java_sets()},
          std::pair<std::string_view, EscapeSets>{"Python", python_sets()}}) {
      if (auto language = compile(rewritten(pattern_.text, {letter, sets.*set, false}, found))) {
        readings.push_back({dialect, std::move(*language)});
      }
    }
    report(id, fmt::format("\\{}", letter), readings);
  }

  void report(std::string_view id, std::string_view what, const std::vector<Reading>& readings) {
    std::vector<LintWitness> witnesses;
    for (const Reading& reading : readings) {
      const auto more = difference_witness(reading.language, *pattern_.language);
      if (more && *more) {
        witnesses.push_back(
            {fmt::format("accepted by {}, not by ECMA-262", reading.dialect), **more});
      }
      const auto less = difference_witness(*pattern_.language, reading.language);
      if (less && *less) {
        witnesses.push_back(
            {fmt::format("accepted by ECMA-262, not by {}", reading.dialect), **less});
      }
    }
    if (witnesses.empty()) return;
    context_
        .add(id, shape_.name, shape_.traits.pattern->offset,
             fmt::format("{} of the pattern {} reads differently in other dialects", what,
                         pattern_.text))
        .witnesses = std::move(witnesses);
  }

  LintContext& context_;
  const LintShape& shape_;
  const LintPattern& pattern_;
};

}  // namespace

void lint_dialects(LintContext& context) {
  for_each_pattern(context, [&](const LintShape& shape, const LintPattern& pattern) {
    if (pattern.language) Dialects(context, shape, pattern).run();
  });
}

}  // namespace assay
