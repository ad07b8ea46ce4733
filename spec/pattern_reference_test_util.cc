#include "spec/pattern_reference_test_util.h"

#include <cstddef>

namespace assay {
namespace {

using View = std::u32string_view;

// A borrowed callable: bool(position in the text).
class Then {
 public:
  template <typename F>
  Then(const F& f)  // NOLINT: converts like std::function_ref
      : object_(&f), call_([](const void* object, std::size_t at) {
          return (*static_cast<const F*>(object))(at);
        }) {}
  bool operator()(std::size_t at) const { return call_(object_, at); }

 private:
  const void* object_;
  bool (*call_)(const void*, std::size_t);
};

bool word(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool space(char32_t c) {
  return View(
             U"\t\n\v\f\r \u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
             U"\u2009\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF")
             .find(c) != View::npos;
}

// Length of the atom that stands first in `p`; 0 when there is none or it is malformed.
std::size_t atom_length(View p) {
  if (p.empty()) return 0;
  if (p[0] == '\\') return p.size() < 2 ? 0 : 2;
  if (p[0] == '[') {
    for (std::size_t i = 1; i < p.size(); ++i) {
      if (p[i] == '\\') {
        ++i;
      } else if (p[i] == ']') {
        return i + 1;
      }
    }
    return 0;
  }
  if (p[0] == '(') {
    std::size_t depth = 0;
    for (std::size_t i = 0; i < p.size();) {
      if (p[i] == '(') ++depth;
      if (p[i] == ')' && --depth == 0) return i + 1;
      const bool compound = p[i] == '\\' || p[i] == '[';
      const std::size_t step = compound ? atom_length(p.substr(i)) : 1;
      if (step == 0) return 0;
      i += step;
    }
    return 0;
  }
  return View(U")*+?{}]|").find(p[0]) == View::npos ? 1 : 0;
}

bool assertion(View atom) {
  return atom == U"^" || atom == U"$" || atom == U"\\b" || atom == U"\\B";
}

struct Quantifier {
  std::size_t length = 0;  // 0: none
  std::size_t min = 1, max = 1;
  bool valid = true;
};

constexpr std::size_t kMany = static_cast<std::size_t>(-1);

Quantifier read_quantifier(View p) {
  Quantifier q;
  if (p.empty()) return q;
  if (p[0] == '*') q = {1, 0, kMany, true};
  if (p[0] == '+') q = {1, 1, kMany, true};
  if (p[0] == '?') q = {1, 0, 1, true};
  if (p[0] == '{') {
    const std::size_t close = p.find(U'}');
    q = {close + 1, 0, 0, close != View::npos};
    bool comma = false, digits = false, upper = false;
    for (std::size_t i = 1; q.valid && i < close; ++i) {
      if (p[i] == ',' && !comma && digits) {
        comma = true;
      } else if (p[i] >= '0' && p[i] <= '9') {
        std::size_t& bound = comma ? q.max : q.min;
        bound = bound * 10 + (p[i] - '0');
        (comma ? upper : digits) = true;
      } else {
        q.valid = false;
      }
    }
    if (!digits) q.valid = false;
    if (!comma) q.max = q.min;
    if (comma && !upper) q.max = kMany;
    if (q.max < q.min) q.valid = false;
  }
  if (q.length != 0 && q.valid && p.size() > q.length && p[q.length] == '?') ++q.length;
  return q;
}

View inside_group(View group) {
  View inner = group.substr(1, group.size() - 2);
  if (inner.substr(0, 2) == U"?:") return inner.substr(2);
  if (inner.substr(0, 2) == U"?<") return inner.substr(inner.find(U'>') + 1);
  return inner;
}

bool valid_pattern(View p) {
  while (!p.empty()) {
    if (p[0] == '|') {
      p.remove_prefix(1);
      continue;
    }
    const std::size_t length = atom_length(p);
    if (length == 0) return false;
    const View atom = p.substr(0, length);
    if (atom[0] == '(' && !valid_pattern(inside_group(atom))) return false;
    p.remove_prefix(length);
    const Quantifier q = read_quantifier(p);
    if (!q.valid || (q.length != 0 && assertion(atom))) return false;
    p.remove_prefix(q.length);
  }
  return true;
}

bool in_escape(char32_t letter, char32_t c) {
  switch (letter) {
    case 'd':
      return c >= '0' && c <= '9';
    case 'D':
      return !in_escape('d', c);
    case 'w':
      return word(c);
    case 'W':
      return !word(c);
    case 's':
      return space(c);
    case 'S':
      return !space(c);
    case 'n':
      return c == '\n';
    case 't':
      return c == '\t';
    case 'r':
      return c == '\r';
    default:
      return c == letter;
  }
}

bool in_class(View p, char32_t c) {  // p without the brackets
  const bool negated = !p.empty() && p[0] == '^';
  if (negated) p.remove_prefix(1);
  bool found = false;
  while (!p.empty()) {
    if (p[0] == '\\') {
      found = found || in_escape(p[1], c);
      p.remove_prefix(2);
    } else if (p.size() > 2 && p[1] == '-') {
      found = found || (p[0] <= c && c <= p[2]);
      p.remove_prefix(3);
    } else {
      found = found || p[0] == c;
      p.remove_prefix(1);
    }
  }
  return found != negated;
}

struct Match {
  View text;
  DotDialect dot;

  bool in_dot(char32_t c) const {
    if (c == '\n') return false;
    if (dot == DotDialect::kPython) return true;
    if (c == 0x85) return dot != DotDialect::kJava;
    return c != '\r' && c != 0x2028 && c != 0x2029;
  }

  bool one(View atom, char32_t c) const {
    if (atom == U".") return in_dot(c);
    if (atom[0] == '[') return in_class(atom.substr(1, atom.size() - 2), c);
    if (atom[0] == '\\') return in_escape(atom[1], c);
    return atom[0] == c;
  }

  bool holds(View atom, std::size_t at) const {
    if (atom == U"^") return at == 0;
    if (atom == U"$") return at == text.size();
    const bool boundary = (at > 0 && word(text[at - 1])) != (at < text.size() && word(text[at]));
    return boundary == (atom == U"\\b");
  }

  bool atom(View p, std::size_t at, const Then& then) const {
    if (p[0] == '(') return alternatives(inside_group(p), at, then);
    if (assertion(p)) return holds(p, at) && then(at);
    return at < text.size() && one(p, text[at]) && then(at + 1);
  }

  // RepeatMatcher of ECMA-262 22.2.2.3.1: past the lower bound an iteration must consume.
  bool repeat(View p, std::size_t min, std::size_t max, std::size_t at, const Then& then) const {
    if (max == 0) return then(at);
    const auto again = [&](std::size_t next) {
      if (min == 0 && next == at) return false;
      return repeat(p, min == 0 ? 0 : min - 1, max == kMany ? max : max - 1, next, then);
    };
    return atom(p, at, again) || (min == 0 && then(at));
  }

  bool sequence(View p, std::size_t at, const Then& then) const {
    if (p.empty()) return then(at);
    const std::size_t length = atom_length(p);
    const Quantifier q = read_quantifier(p.substr(length));
    const View rest = p.substr(length + q.length);
    return repeat(p.substr(0, length), q.min, q.max, at,
                  [&](std::size_t next) { return sequence(rest, next, then); });
  }

  bool alternatives(View p, std::size_t at, const Then& then) const {
    std::size_t end = 0;
    while (end < p.size() && p[end] != '|') {
      end += atom_length(p.substr(end));
      end += read_quantifier(p.substr(end)).length;
    }
    return sequence(p.substr(0, end), at, then) ||
           (end < p.size() && alternatives(p.substr(end + 1), at, then));
  }
};

}  // namespace

bool ReferenceMatcher::valid() const { return valid_pattern(pattern_); }

bool ReferenceMatcher::matches(std::u32string_view text) const {
  const Match match{text, options_.dot};
  if (options_.anchoring == Anchoring::kFull) {
    return match.alternatives(pattern_, 0, [&](std::size_t end) { return end == text.size(); });
  }
  for (std::size_t begin = 0; begin <= text.size(); ++begin) {
    if (match.alternatives(pattern_, begin, [](std::size_t) { return true; })) return true;
  }
  return false;
}

std::u32string decode_text(std::string_view utf8) {
  std::u32string text;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[at++]);
    int tail = lead < 0xC0 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    char32_t c = tail == 0 ? lead : lead & (0x3Fu >> tail);
    for (; tail > 0; --tail) c = c << 6 | (static_cast<unsigned char>(utf8[at++]) & 0x3Fu);
    text.push_back(c);
  }
  return text;
}

std::string encode_text(std::u32string_view text) {
  std::string utf8;
  for (const char32_t c : text) {
    const int tail = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    const unsigned leads[] = {0, 0xC0, 0xE0, 0xF0};
    utf8.push_back(static_cast<char>(leads[tail] | c >> (6 * tail)));
    for (int i = tail - 1; i >= 0; --i) {
      utf8.push_back(static_cast<char>(0x80 | (c >> (6 * i) & 0x3F)));
    }
  }
  return utf8;
}

}  // namespace assay
