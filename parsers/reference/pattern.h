// Patterns as the reference checker reads them: by other engines than the library, in words of its
// own.
#ifndef ASSAY_PARSERS_REFERENCE_PATTERN_H_
#define ASSAY_PARSERS_REFERENCE_PATTERN_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace assay::reference {

// A model's pattern, searched for anywhere in a text. RE2 reads it or, where RE2 refuses it
// (look-around, long repetitions), PCRE2's backtracking matcher.
class Pattern {
 public:
  enum class Engine : std::uint8_t {
    kRe2,
    kPcre2,
    kNone  // both refuse it
  };

  explicit Pattern(std::string_view source);
  ~Pattern();
  Pattern(Pattern&&) noexcept;

  Engine engine() const;
  // REQUIRES: engine() is not kNone. Aborts when PCRE2 gives up, since then nothing is known.
  bool matches(std::string_view utf8) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace assay::reference

#endif  // ASSAY_PARSERS_REFERENCE_PATTERN_H_
