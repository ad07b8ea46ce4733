#include "parsers/reference/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <fmt/format.h>
#include <pcre2.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <optional>

namespace assay::reference {
namespace {

struct Range {
  std::uint32_t first, last;
};

// WhiteSpace and LineTerminator of ECMA-262, in order. Both engines have other sets for \s.
constexpr Range kBlank[] = {{0x9, 0xD},       {0x20, 0x20},     {0xA0, 0xA0},     {0x1680, 0x1680},
                            {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F},
                            {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};

std::string range(std::uint32_t first, std::uint32_t last) {
  return fmt::format("\\x{{{:x}}}-\\x{{{:x}}}", first, last);
}

std::string blanks(bool others) {
  std::string text;
  std::uint32_t next = 0;
  for (const Range& blank : kBlank) {
    // Surrogates are no characters.
    if (others && next < 0xD800 && blank.first > 0xDFFF) {
      text += range(next, 0xD7FF);
      next = 0xE000;
    }
    text += others ? range(next, blank.first - 1) : range(blank.first, blank.last);
    next = blank.last + 1;
  }
  return others ? text + range(next, 0x10FFFF) : text;
}

// Names that ECMA-262 does not have and models use: POSIX classes, of ASCII.
struct Named {
  std::string_view name, set;
};
constexpr Named kPosix[] = {
    {"ASCII", "\\x00-\\x7f"},
    {"Alnum", "0-9A-Za-z"},
    {"Alpha", "A-Za-z"},
    {"Blank", " \\t"},
    {"Cntrl", "\\x00-\\x1f\\x7f"},
    {"Digit", "0-9"},
    {"Graph", "!-~"},
    {"Lower", "a-z"},
    {"Print", " -~"},
    {"Punct", "!-/:-@\\[-`{-~"},
    {"Upper", "A-Z"},
    {"XDigit", "0-9A-Fa-f"},
};

std::optional<std::uint32_t> four_digits(std::string_view text) {
  if (text.size() < 6 || text[0] != '\\' || text[1] != 'u') return std::nullopt;
  const std::string digits(text.substr(2, 4));
  char* end = nullptr;
  const auto unit = static_cast<std::uint32_t>(std::strtoul(digits.c_str(), &end, 16));
  if (end != digits.c_str() + 4) return std::nullopt;
  return unit;
}

// A pattern of ECMA-262 in the words that RE2 and PCRE2 share.
std::string translated(std::string_view source) {
  constexpr std::string_view kSets = "dDwWsSpP";
  std::string out;
  bool in_class = false;
  const auto set_at = [&](std::size_t at) {
    return at + 1 < source.size() && source[at] == '\\' && kSets.find(source[at + 1]) != kSets.npos;
  };
  bool after_set = false;  // in a class: a set stands just before, so a hyphen is itself
  for (std::size_t at = 0; at < source.size();) {
    const char c = source[at];
    const bool was_after_set = after_set;
    after_set = false;
    if (c == '\\' && at + 1 < source.size()) {
      const char letter = source[at + 1];
      const auto unit = four_digits(source.substr(at));
      const auto low = unit ? four_digits(source.substr(at + 6)) : std::nullopt;
      after_set = in_class && set_at(at);
      if (unit && low && (*unit & 0xFC00) == 0xD800 && (*low & 0xFC00) == 0xDC00) {
        out += fmt::format("\\x{{{:x}}}", 0x10000 + ((*unit & 0x3FF) << 10) + (*low & 0x3FF));
        at += 12;
      } else if (unit) {
        out += fmt::format("\\x{{{:x}}}", *unit);
        at += 6;
      } else if (letter == 'u' && at + 2 < source.size() && source[at + 2] == '{') {
        out += "\\x";
        at += 2;
      } else if (letter == 's' || letter == 'S') {
        const std::string set = blanks(letter == 'S');
        out += in_class ? set : "[" + set + "]";
        at += 2;
      } else if ((letter == 'p' || letter == 'P') && source.find('}', at) != source.npos) {
        const std::size_t end = source.find('}', at) + 1;
        const std::string_view property = source.substr(at, end - at);
        const auto posix = std::find_if(
            std::begin(kPosix), std::end(kPosix),
            [&](const Named& each) { return property == fmt::format("\\p{{{}}}", each.name); });
        if (posix == std::end(kPosix)) {
          out += property;
        } else {
          out += in_class ? std::string(posix->set) : fmt::format("[{}]", posix->set);
        }
        at = end;
      } else if (letter == '/') {
        out += '/';
        at += 2;
      } else {
        out += source.substr(at, 2);
        at += 2;
      }
      continue;
    }
    if (!in_class && c == '.') {
      out += "[^\\n\\r\\x{2028}\\x{2029}]";
    } else if (in_class && c == '-' && (was_after_set || set_at(at + 1))) {
      out += "\\-";
    } else if (in_class && c == '[' && !source.substr(at).starts_with("[:")) {
      out += "\\[";
    } else {
      if (c == '[') in_class = true;
      if (c == ']') in_class = false;
      out += c;
    }
    ++at;
  }
  return out;
}

struct Code {
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
struct MatchData {
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};

}  // namespace

struct Pattern::Impl {
  std::unique_ptr<RE2> re2;
  std::unique_ptr<pcre2_code, Code> code;
};

Pattern::Pattern(std::string_view source) : impl_(std::make_unique<Impl>()) {
  const std::string text = translated(source);
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(64 << 20);
  impl_->re2 = std::make_unique<RE2>(text, options);
  if (impl_->re2->ok()) return;
  int error = 0;
  std::size_t offset = 0;
  impl_->code.reset(pcre2_compile(
      reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(),
      PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_ALLOW_EMPTY_CLASS, &error,
      &offset, nullptr));
}
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;

Pattern::Engine Pattern::engine() const {
  return impl_->re2->ok() ? Engine::kRe2 : impl_->code ? Engine::kPcre2 : Engine::kNone;
}

bool Pattern::matches(std::string_view utf8) const {
  if (impl_->re2->ok()) {
    return RE2::PartialMatch(re2::StringPiece(utf8.data(), utf8.size()), *impl_->re2);
  }
  const std::unique_ptr<pcre2_match_data, MatchData> data(pcre2_match_data_create(1, nullptr));
  const int result = pcre2_match(impl_->code.get(), reinterpret_cast<PCRE2_SPTR>(utf8.data()),
                                 utf8.size(), 0, 0, data.get(), nullptr);
  if (result < 0 && result != PCRE2_ERROR_NOMATCH) {
    std::fprintf(stderr, "PCRE2 gave up with error %d\n", result);
    std::abort();
  }
  return result >= 0;
}

}  // namespace assay::reference
