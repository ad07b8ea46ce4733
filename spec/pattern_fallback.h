// Patterns that no automaton of ours can hold - look-around, back-references, too many states,
// dialects beyond ECMA-262 - matched by PCRE2 under limits.
#ifndef ASSAY_SPEC_PATTERN_FALLBACK_H_
#define ASSAY_SPEC_PATTERN_FALLBACK_H_

#include <assay/error.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "spec/pattern.h"

struct pcre2_real_code_8;  // PCRE2's own

namespace assay {

enum class PatternMatch : std::uint8_t {
  kYes,
  kNo,
  kUndecided,  // kFallbackSteps or the memory of the scratch did not suffice
};

// Of PCRE2's own count: calls of its matching function for one string.
inline constexpr std::uint32_t kFallbackSteps = 1'000'000;

// What matching needs beside the pattern: one a thread. Everything is allocated here.
class FallbackScratch {
 public:
  FallbackScratch();
  ~FallbackScratch();
  FallbackScratch(FallbackScratch&&) noexcept;
  FallbackScratch& operator=(FallbackScratch&&) noexcept;

 private:
  friend class FallbackPattern;
  struct State;
  std::unique_ptr<State> state_;
};

// Immutable; any number of threads share one. Read as ECMA-262 has it wherever PCRE2 differs: the
// dot, `$`, `\s`, `\u`, empty classes, back-references to groups that took no part.
class FallbackPattern {
 public:
  // Errors: kPatternSyntax with PCRE2's reason.
  static Expected<FallbackPattern> compile(std::string_view pattern, Anchoring anchoring);

  // Text that is not UTF-8 is not matched. Allocates nothing.
  PatternMatch match(std::string_view utf8, FallbackScratch& scratch) const noexcept;

 private:
  struct Deleter {
    void operator()(pcre2_real_code_8* code) const noexcept;
  };
  explicit FallbackPattern(pcre2_real_code_8* code) : code_(code) {}
  std::unique_ptr<pcre2_real_code_8, Deleter> code_;
};

// The pattern with every look-around taken out: its language holds that of the pattern.
std::string without_look_around(std::string_view pattern);

}  // namespace assay

#endif  // ASSAY_SPEC_PATTERN_FALLBACK_H_
