// A pattern up to the first line feed, then a text.
//
//   compile(p) = error e  =>  0 <= offset(e) <= size(p), and a message that says something
//   compile(p) = a        =>  compile(p) again is a
//   p is a pattern by the plain matcher  =>  compile(p) is an automaton, or over budget (p without
//                                            ranges, whose order that matcher does not judge)
//   then  matches(compile(p), t) = matches_plainly(p, t), for the whole text and anywhere in it
//
// The plain matcher walks the text of the pattern and backtracks; it shares nothing with the
// compiler. It is asked only where it is quick.
//
// By hand: cmake --preset fuzz && cmake --build build/fuzz --target fuzz_compile_pattern &&
//          mkdir -p /tmp/corpus && build/fuzz/fuzz/fuzz_compile_pattern /tmp/corpus
//          corpus/seeds/fuzz_compile_pattern -dict=build/fuzz/fuzz/fuzz_compile_pattern.dict
//          -max_total_time=60
#include <algorithm>

#include "fuzz/target.h"
#include "spec/pattern.h"
#include "spec/pattern_reference_test_util.h"

using namespace assay;

namespace {

[[gnu::noinline, noreturn]] void oracle_pattern_error(std::string_view detail) {
  fuzz::stop("pattern-error", detail);
}
[[gnu::noinline, noreturn]] void oracle_pattern_again(std::string_view detail) {
  fuzz::stop("pattern-again", detail);
}
[[gnu::noinline, noreturn]] void oracle_pattern_refused(std::string_view detail) {
  fuzz::stop("pattern-refused", detail);
}
[[gnu::noinline, noreturn]] void oracle_pattern_match(std::string_view detail) {
  fuzz::stop("pattern-match", detail);
}

constexpr std::size_t kMostPattern = 512;

// Whether backtracking ends soon: short, and few things to repeat.
bool quick(std::u32string_view pattern, std::u32string_view text) {
  const auto repeats = std::ranges::count_if(
      pattern, [](char32_t c) { return c == '*' || c == '+' || c == '?' || c == '{'; });
  const auto choices = std::ranges::count(pattern, U'|');
  const bool counted = pattern.find(U'{') != pattern.npos;
  return pattern.size() <= 32 && text.size() <= 12 && repeats <= (counted ? 2 : 4) && choices <= 6;
}

// Automata match no text that is not UTF-8, and this one every other.
bool is_utf8(std::string_view text) {
  static const Automaton everything = compile_pattern("[\\s\\S]*").value();
  return everything.matches(text);
}

// A number of repetitions that no short text needs keeps the plain matcher busy.
bool counts_high(std::u32string_view pattern) {
  std::size_t digits = 0;
  for (const char32_t c : pattern) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits > 1) return true;
  }
  return false;
}

// Whether the plain matcher knows every escape and every group of it. In a class it takes the
// escapes of sets, and no hyphen beside an escape.
bool known(std::u32string_view pattern) {
  bool in_class = false, escape = false, hyphen = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char32_t c = pattern[i];
    const char32_t next = i + 1 < pattern.size() ? pattern[i + 1] : 0;
    if (c == '(' && next == '?' && (i + 2 >= pattern.size() || pattern[i + 2] != ':')) return false;
    if (c == '[' && !in_class) {
      in_class = true;
      escape = hyphen = false;
    }
    if (c == ']') in_class = false;
    hyphen = hyphen || c == '-';
    if (c == '\\') {
      const bool plain = next > 0x20 && next < 0x7F && !(next >= '0' && next <= '9') &&
                         !(next >= 'a' && next <= 'z') && !(next >= 'A' && next <= 'Z');
      const std::u32string_view sets = in_class ? U"dDwWsS" : U"dDwWsSbB";
      if (!plain && sets.find(next) == sets.npos) return false;
      escape = true;
      ++i;
    }
    if (in_class && escape && (hyphen || next == '-')) return false;
  }
  return true;
}

void compare(std::string_view source, std::string_view text, Anchoring anchoring) {
  PatternOptions options;
  options.anchoring = anchoring;
  options.max_states = 2'000;
  const auto automaton = compile_pattern(source, options);
  const std::string shown(source.substr(0, 80));
  if (!automaton) {
    const Error& error = automaton.error();
    if (error.message.empty() || error.offset > source.size()) oracle_pattern_error(shown);
  } else {
    const auto again = compile_pattern(source, options);
    if (!again || !(*again == *automaton)) oracle_pattern_again(shown);
  }
  if (!is_utf8(source) || !is_utf8(text)) {
    if (automaton && !is_utf8(text) && automaton->matches(text)) {
      oracle_pattern_match("a text that is not UTF-8");
    }
    return;
  }
  const std::u32string pattern = decode_text(source), scalars = decode_text(text);
  if (!quick(pattern, scalars) || counts_high(pattern) || !known(pattern)) return;
  const ReferenceMatcher plain(pattern, options);
  if (!plain.valid()) return;
  if (!automaton) {
    // Whether a range runs upwards is nothing that the plain matcher looks at.
    const bool ranges = pattern.find(U'[') != pattern.npos && pattern.find(U'-') != pattern.npos;
    if (automaton.error().code == ErrorCode::kStateBudget || ranges) return;
    oracle_pattern_refused(shown);
  }
  if (automaton->matches(text) != plain.matches(scalars)) oracle_pattern_match(shown);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text_of(data, size);
  const std::size_t end = std::min(input.find('\n'), input.size());
  if (end > kMostPattern) return 0;  // longer ones say nothing new, slowly
  const std::string_view text = input.substr(std::min(end + 1, input.size()));
  compare(input.substr(0, end), text, Anchoring::kFull);
  compare(input.substr(0, end), text, Anchoring::kSearch);
  return 0;
}
