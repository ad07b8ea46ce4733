#include "spec/pattern_parser.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "spec/fault.h"
#include "spec/pattern_escape.h"
#include "spec/utf8.h"

namespace assay {
namespace {

using Kind = PatternNodeKind;

ScalarSet dot_scalars(DotDialect dialect) {
  std::vector<ScalarRange> excluded = {{'\n', '\n'}};
  if (dialect != DotDialect::kPython) {
    if (!planted("dot-takes-carriage-return")) excluded.push_back({'\r', '\r'});
    if (!planted("dot-takes-line-separator")) excluded.push_back({0x2028, 0x2029});
  }
  if (dialect == DotDialect::kJava || planted("dot-excludes-next-line")) {
    excluded.push_back({0x85, 0x85});
  }
  if (planted("dot-takes-line-feed")) excluded.erase(excluded.begin());
  if (planted("dot-without-astral")) excluded.push_back({0x10000, kMaxScalar});
  return ScalarSet(std::move(excluded)).complement();
}

// With the other case of every ASCII letter.
ScalarSet both_cases(const ScalarSet& set) {
  std::vector<ScalarRange> ranges = set.ranges();
  for (char32_t letter = 'a'; letter <= 'z'; ++letter) {
    const char32_t upper = letter - 'a' + 'A';
    if (set.contains(letter)) ranges.push_back({upper, upper});
    if (set.contains(upper)) ranges.push_back({letter, letter});
  }
  return ScalarSet(std::move(ranges));
}

struct SetOrder {
  bool operator()(const ScalarSet& left, const ScalarSet& right) const {
    return std::lexicographical_compare(
        left.ranges().begin(), left.ranges().end(), right.ranges().begin(), right.ranges().end(),
        [](const ScalarRange& a, const ScalarRange& b) {
          return a.first != b.first ? a.first < b.first : a.last < b.last;
        });
  }
};

// Parses without recursion: `groups_` holds what the enclosing groups have gathered so far.
class Parser {
 public:
  Parser(std::string_view pattern, DotDialect dot) : pattern_(pattern), dot_(dot_scalars(dot)) {}

  Expected<PatternAst> parse() {
    for (std::size_t at = 0; at < pattern_.size();) {
      if (decode_utf8(pattern_, at) == kBadScalar) {
        return std::unexpected(error(at, "the pattern is not UTF-8 from here on"));
      }
    }
    groups_.push_back({});
    while (at_ < pattern_.size()) {
      if (const std::optional<Error> bad = parse_term()) return std::unexpected(*bad);
    }
    if (groups_.size() > 1) {
      return std::unexpected(error(groups_.back().offset,
                                   "the group is not closed; add ), or write \\( for a "
                                   "parenthesis itself"));
    }
    ast_.root = planted("newline-before-end") ? finish_with_newline() : finish_group();
    return std::move(ast_);
  }

 private:
  struct Group {
    std::size_t offset = 0;
    std::vector<std::uint32_t> alternatives;
    std::vector<std::uint32_t> sequence;
  };

  static Error error(std::size_t offset, std::string message) {
    return pattern_error(ErrorCode::kPatternSyntax, offset, std::move(message));
  }
  static Error refused(std::size_t offset, std::string message) {
    return pattern_error(ErrorCode::kPatternRefused, offset, std::move(message));
  }

  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < pattern_.size() ? pattern_[at_ + ahead] : '\0';
  }

  std::uint32_t add_node(PatternNode node) {
    ast_.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(ast_.nodes.size() - 1);
  }

  std::uint32_t add_set(const ScalarSet& as_written, std::size_t offset) {
    const ScalarSet set = planted("pattern-case-ignored") ? both_cases(as_written) : as_written;
    const auto [known, is_new] =
        set_indexes_.try_emplace(set, static_cast<std::uint32_t>(ast_.sets.size()));
    if (is_new) ast_.sets.push_back(set);
    PatternNode node;
    node.kind = Kind::kSet;
    node.consumes = true;
    node.offset = offset;
    node.set = known->second;
    return add_node(std::move(node));
  }

  std::uint32_t add_parent(Kind kind, std::vector<std::uint32_t> children) {
    if (children.size() == 1) return children.front();
    PatternNode node;
    node.kind = children.empty() ? Kind::kEmpty : kind;
    node.consumes = std::any_of(children.begin(), children.end(),
                                [&](std::uint32_t child) { return ast_.nodes[child].consumes; });
    node.offset = children.empty() ? at_ : ast_.nodes[children.front()].offset;
    node.children = std::move(children);
    return add_node(std::move(node));
  }

  void finish_alternative() {
    Group& group = groups_.back();
    group.alternatives.push_back(add_parent(Kind::kSequence, std::move(group.sequence)));
    group.sequence.clear();
  }

  std::uint32_t finish_group() {
    finish_alternative();
    if (planted("alternation-last-lost") && groups_.back().alternatives.size() > 1) {
      groups_.back().alternatives.pop_back();
    }
    const std::uint32_t node = add_parent(Kind::kAlternate, std::move(groups_.back().alternatives));
    groups_.pop_back();
    return node;
  }

  std::uint32_t finish_with_newline() {
    const std::uint32_t text = finish_group();
    PatternNode newline;
    newline.kind = Kind::kRepeat;
    newline.max = 1;
    newline.consumes = true;
    newline.children = {add_set(ScalarSet({{'\n', '\n'}}), 0)};
    groups_.push_back({});
    append(text);
    append(add_node(std::move(newline)));
    return finish_group();
  }

  std::optional<Error> parse_term() {
    const std::size_t start = at_;
    switch (peek()) {
      case '(':
        return open_group();
      case ')':
        if (groups_.size() == 1) {
          return error(start, "this ) closes no group; write \\) for a parenthesis itself");
        }
        ++at_;
        return quantify(finish_group());
      case '|':
        ++at_;
        finish_alternative();
        return std::nullopt;
      case '^':
        return add_assertion(PatternAssertion::kBegin, 1);
      case '$':
        return add_assertion(PatternAssertion::kEnd, 1);
      case '*':
      case '+':
      case '?':
        return error(start, "there is nothing to repeat here; escape it, as in \\*");
      case '{':
        return error(start, "this { repeats nothing; write \\{ for a brace itself");
      case '}':
        return error(start, "this } closes nothing; write \\} for a brace itself");
      case ']':
        return error(start, "this ] closes no class; write \\] for a bracket itself");
      case '.':
        ++at_;
        return quantify(add_set(dot_, start));
      case '[': {
        const Expected<ScalarSet> set = read_class(pattern_, at_);
        if (!set) return set.error();
        return quantify(add_set(*set, start));
      }
      case '\\':
        return parse_escape();
      default:
        const char32_t literal = decode_utf8(pattern_, at_);
        return quantify(add_set(ScalarSet({{literal, literal}}), start));
    }
  }

  std::optional<Error> add_assertion(PatternAssertion assertion, std::size_t length) {
    PatternNode node;
    node.kind = Kind::kAssert;
    node.assertion = assertion;
    node.offset = at_;
    at_ += length;
    groups_.back().sequence.push_back(add_node(std::move(node)));
    return std::nullopt;
  }

  std::optional<Error> parse_escape() {
    const std::size_t start = at_;
    const char next = peek(1);
    if (next == 'b' || next == 'B') {
      ast_.word_boundaries = true;
      return add_assertion(
          next == 'b' ? PatternAssertion::kWordBoundary : PatternAssertion::kNotWordBoundary, 2);
    }
    if ((next >= '1' && next <= '9') || next == 'k') {
      return refused(start,
                     "back-references are not regular and not supported; write out what "
                     "may be repeated");
    }
    const Expected<PatternAtom> atom = read_escape(pattern_, at_, false);
    if (!atom) return atom.error();
    return quantify(add_set(atom->scalars(), start));
  }

  // At `(`.
  std::optional<Error> open_group() {
    const std::size_t start = at_;
    const std::string_view rest = pattern_.substr(start);
    const auto begins = [&](std::string_view text) { return rest.substr(0, text.size()) == text; };
    if (begins("(?=") || begins("(?!")) {
      return refused(start, "look-ahead is not supported; state what is allowed instead");
    }
    if (begins("(?<=") || begins("(?<!")) {
      return refused(start, "look-behind is not supported; state what is allowed instead");
    }
    if (begins("(?>")) return refused(start, "atomic groups are not ECMA-262; write (?:...)");
    if (begins("(?P")) {
      return error(start, "this group is not ECMA-262; write (?<name>...) or (?:...)");
    }
    if (begins("(?<")) {
      if (const std::optional<Error> bad = skip_group_name()) return bad;
    } else if (begins("(?:")) {
      at_ += 3;
    } else if (begins("(?")) {
      const std::size_t flags_end = std::min(
          rest.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-", 2),
          rest.size());
      if (flags_end > 2 && flags_end < rest.size() &&
          (rest[flags_end] == ')' || rest[flags_end] == ':')) {
        return refused(start, "flags inside a pattern are not supported; write out what they mean");
      }
      return error(start,
                   "this group is not ECMA-262; write (?:...), or \\( for a parenthesis "
                   "itself");
    } else {
      ++at_;
    }
    if (groups_.size() > kMaxPatternNesting) {
      return refused(start, "groups are nested more than 1000 deep; flatten the pattern");
    }
    groups_.push_back({start, {}, {}});
    return std::nullopt;
  }

  // At `(?<` of a named group. Names are not kept, so two groups may share one.
  std::optional<Error> skip_group_name() {
    const std::size_t start = at_;
    std::size_t end = start + 3;
    const auto in_name = [](char c, bool first) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
             (!first && c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    };
    while (end < pattern_.size() && in_name(pattern_[end], end == start + 3)) ++end;
    if (end == start + 3 || end == pattern_.size() || pattern_[end] != '>') {
      return error(start, "a group name is letters and digits closed by >, as in (?<year>...)");
    }
    at_ = end + 1;
    return std::nullopt;
  }

  // A number at `at`, stepped over; digits beyond any sensible count keep the largest value.
  std::optional<std::uint64_t> read_count(std::size_t& at) const {
    const std::size_t start = at;
    std::uint64_t value = 0;
    for (; at < pattern_.size() && pattern_[at] >= '0' && pattern_[at] <= '9'; ++at) {
      value = std::min<std::uint64_t>(value * 10 + static_cast<std::uint64_t>(pattern_[at] - '0'),
                                      std::uint64_t{1} << 60);
    }
    if (at == start) return std::nullopt;
    return value;
  }

  // At `{` after an atom.
  std::optional<Error> read_bounds(PatternNode& repeat) {
    std::size_t at = at_ + 1;
    const std::optional<std::uint64_t> min = read_count(at);
    if (!min && pattern_.substr(at, 1) == "," && pattern_.substr(at + 1, 1) != "}") {
      return error(at_, "the lower bound is missing; write {0,...}");
    }
    bool good = min.has_value();
    repeat.min = repeat.max = min.value_or(0);
    if (good && pattern_.substr(at, 1) == ",") {
      ++at;
      repeat.max = read_count(at).value_or(PatternNode::kUnbounded);
    }
    if (!good || pattern_.substr(at, 1) != "}") {
      return error(at_,
                   "this { begins no repetition such as {2} or {1,3}; write \\{ for a brace "
                   "itself");
    }
    if (repeat.max < repeat.min) {
      return error(at_, "the bounds are out of order; write the smaller one first");
    }
    const bool exact = repeat.min == repeat.max, open = repeat.max == PatternNode::kUnbounded;
    if (planted("bounds-max-less-one") && !open && !exact) --repeat.max;
    if (planted("bounds-max-plus-one") && !open) ++repeat.max;
    if (planted("bounds-min-less-one") && repeat.min != 0) --repeat.min;
    if (planted("bounds-exact-open") && exact) repeat.max = PatternNode::kUnbounded;
    at_ = at + 1;
    return std::nullopt;
  }

  // What can only match the empty string and asserts nothing leaves no trace in the tree.
  void append(std::uint32_t node) {
    if (ast_.nodes[node].kind != Kind::kEmpty) groups_.back().sequence.push_back(node);
  }

  // Appends the atom with the quantifier that follows it, if any.
  std::optional<Error> quantify(std::uint32_t atom) {
    PatternNode repeat;
    repeat.kind = Kind::kRepeat;
    repeat.offset = at_;
    repeat.max = PatternNode::kUnbounded;
    switch (peek()) {
      case '*':
        ++at_;
        repeat.min = planted("star-as-plus") ? 1 : 0;
        break;
      case '+':
        ++at_;
        repeat.min = planted("plus-as-star") ? 0 : 1;
        break;
      case '?':
        ++at_;
        repeat.max = planted("question-as-star") ? PatternNode::kUnbounded : 1;
        repeat.min = planted("question-as-once") ? 1 : 0;
        break;
      case '{':
        if (const std::optional<Error> bad = read_bounds(repeat)) return bad;
        break;
      default:
        append(atom);
        return std::nullopt;
    }
    if (peek() == '?') ++at_;  // lazy: the same strings match
    if (peek() == '+') {
      return refused(at_, "possessive quantifiers are not ECMA-262; leave the + out");
    }
    const bool consumes = ast_.nodes[atom].consumes;
    if (repeat.max == 0 || (!consumes && repeat.min == 0)) return std::nullopt;
    // Assertions that hold once hold any number of times.
    if (!consumes || (repeat.min == 1 && repeat.max == 1) ||
        (planted("group-quantifier-lost") && ast_.nodes[atom].kind == Kind::kSequence)) {
      append(atom);
      return std::nullopt;
    }
    repeat.consumes = true;
    repeat.children = {atom};
    append(add_node(std::move(repeat)));
    return std::nullopt;
  }

  std::string_view pattern_;
  ScalarSet dot_;
  std::size_t at_ = 0;
  std::vector<Group> groups_;
  std::map<ScalarSet, std::uint32_t, SetOrder> set_indexes_;
  PatternAst ast_;
};

}  // namespace

Expected<PatternAst> parse_pattern(std::string_view pattern, DotDialect dot) {
  return Parser(pattern, dot).parse();
}

}  // namespace assay
