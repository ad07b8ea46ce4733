#include "spec/lint_parts.h"

#include <algorithm>
#include <utility>

#include "spec/pattern_escape.h"
#include "spec/pattern_parser.h"
#include "spec/utf8.h"

namespace assay {
namespace {

ScalarSet dot_scalars() {
  return ScalarSet({{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}}).complement();
}

// Reads what parse_pattern has accepted, so nothing can go wrong but what `ok` then says.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<PatternBranch> read_branches() {
    std::vector<PatternBranch> branches(1);
    branches.back().begin = at_;
    while (ok_ && at_ < text_.size() && text_[at_] != ')') {
      if (text_[at_] == '|') {
        branches.back().end = at_++;
        branches.emplace_back().begin = at_;
        continue;
      }
      branches.back().parts.push_back(read_part());
    }
    branches.back().end = at_;
    return branches;
  }

  bool ok() const noexcept { return ok_ && at_ == text_.size(); }

 private:
  PatternPart read_part() {
    PatternPart part;
    part.begin = at_;
    switch (text_[at_]) {
      case '(':
        read_group(part);
        break;
      case '[':
        if (auto set = read_class(text_, at_)) {
          part.set = std::move(*set);
        } else {
          ok_ = false;
        }
        break;
      case '.':
        ++at_;
        part.set = dot_scalars();
        break;
      case '^':
      case '$':
        ++at_;
        part.kind = PatternPart::Kind::kAssert;
        break;
      case '\\':
        read_backslash(part);
        break;
      default: {
        const char32_t scalar = decode_utf8(text_, at_);
        if (scalar == kBadScalar) {
          ok_ = false;
          break;
        }
        part.set = ScalarSet({{scalar, scalar}});
      }
    }
    part.atom_end = part.end = at_;
    if (ok_) read_quantifier(part);
    return part;
  }

  void read_group(PatternPart& part) {
    part.kind = PatternPart::Kind::kGroup;
    ++at_;
    if (text_.substr(at_, 2) == "?:") {
      at_ += 2;
    } else if (text_.substr(at_, 2) == "?<") {
      at_ = std::min(text_.find('>', at_), text_.size() - 1) + 1;
    }
    part.branches = read_branches();
    ok_ = ok_ && at_ < text_.size();
    if (ok_) ++at_;
  }

  void read_backslash(PatternPart& part) {
    const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (next == 'b' || next == 'B') {
      at_ += 2;
      part.kind = PatternPart::Kind::kAssert;
      return;
    }
    const auto atom = read_escape(text_, at_, false);
    ok_ = atom.has_value();
    if (ok_) part.set = atom->scalars();
  }

  std::uint64_t read_number() {
    std::uint64_t value = 0;
    for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_) {
      value = std::min<std::uint64_t>(value * 10 + static_cast<std::uint64_t>(text_[at_] - '0'),
                                      std::uint64_t{1} << 60);
    }
    return value;
  }

  void read_quantifier(PatternPart& part) {
    const char c = at_ < text_.size() ? text_[at_] : '\0';
    if (c == '*' || c == '+' || c == '?') {
      ++at_;
      part.min = c == '+' ? 1 : 0;
      part.max = c == '?' ? 1 : PatternPart::kUnbounded;
    } else if (c == '{') {
      ++at_;
      part.min = part.max = read_number();
      if (text_.substr(at_, 1) == ",") {
        ++at_;
        part.max = text_.substr(at_, 1) == "}" ? PatternPart::kUnbounded : read_number();
      }
      ok_ = text_.substr(at_, 1) == "}";
      if (ok_) ++at_;
    } else {
      return;
    }
    if (at_ < text_.size() && text_[at_] == '?') ++at_;  // lazy
    part.end = at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

}  // namespace

std::vector<PatternBranch> pattern_parts(std::string_view pattern) {
  if (!parse_pattern(pattern, DotDialect::kEcma)) return {};
  Scanner scanner(pattern);
  std::vector<PatternBranch> branches = scanner.read_branches();
  if (!scanner.ok()) return {};
  return branches;
}

}  // namespace assay
