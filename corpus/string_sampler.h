// Strings of a shape's language, and strings that just miss it.
#ifndef ASSAY_CORPUS_STRING_SAMPLER_H_
#define ASSAY_CORPUS_STRING_SAMPLER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/randomness.h"
#include "spec/automaton.h"
#include "spec/contract_tables.h"

namespace assay {

// The string constraints of `shape` that a value breaks: length, pattern, enum; in that order.
std::vector<ConstraintIndex> broken_string_constraints(const ContractTables& tables,
                                                       const ShapeTable& shape,
                                                       std::string_view utf8);

// Draws strings by walks over the minimal automaton. Every walk knows how many characters are
// left and takes only steps from which the automaton can still accept in exactly that many.
class StringSampler {
 public:
  // `automaton` may be nullptr: any character. It must outlive the sampler.
  // Cost: states * classes, and as much again for each length up to the longest one drawn.
  StringSampler(const Automaton* automaton, std::uint32_t length_min, std::uint32_t length_max);
  // Of a pattern with a fallback, words of its candidates that it matches; a few attempts each.
  StringSampler(const PatternTable& pattern, std::uint32_t length_min, std::uint32_t length_max);

  // A string of the language within the bounds; nullopt when there is none within reach.
  std::optional<std::string> sample(Randomness& random);
  // A string of the language of exactly that many characters, bounds aside.
  std::optional<std::string> sample_of_length(std::uint32_t length, Randomness& random);
  // The shortest and the longest lengths within the bounds that the language has.
  std::optional<std::uint32_t> shortest();
  std::optional<std::uint32_t> longest();

  // Strings that break one constraint, others only where that cannot be avoided.
  std::optional<std::string> too_short(Randomness& random);
  std::optional<std::string> too_long(Randomness& random);
  std::optional<std::string> off_pattern(Randomness& random);

 private:
  using StateSet = std::vector<std::uint64_t>;
  static bool has(const StateSet& set, std::uint32_t state) noexcept {
    return (set[state / 64] >> (state % 64) & 1) != 0;
  }
  std::string draw(std::uint32_t length, Randomness& random);
  bool reachable(std::uint32_t length);  // whether a word of that length exists
  std::uint32_t length_limit() const noexcept;
  std::optional<std::uint32_t> nearest(std::uint32_t from, std::uint32_t to);

  const Automaton* automaton_;
  const PatternTable* filter_ = nullptr;  // where the automaton holds more than the language
  std::uint32_t length_min_, length_max_;
  std::vector<std::vector<std::pair<std::uint32_t, Automaton::Class>>> steps_;  // by state
  std::vector<StateSet> accepts_in_;  // [k]: states that accept in exactly k more characters
};

}  // namespace assay

#endif  // ASSAY_CORPUS_STRING_SAMPLER_H_
