// A pattern arranged for speed: runs of characters that leave the automaton where it is are passed
// over eight at a time.
#ifndef ASSAY_PARSERS_WALK_PATTERN_H_
#define ASSAY_PARSERS_WALK_PATTERN_H_

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "spec/automaton.h"

namespace assay {

class WalkPattern {
 public:
  explicit WalkPattern(const Automaton& automaton);

  // Whether the whole text is in the language; the same answer as Automaton::matches.
  // REQUIRES: utf8 is valid UTF-8.
  bool matches(std::string_view utf8) const noexcept;

  // Too large to run twice over one text without a thought.
  bool large() const noexcept { return automaton_->state_count() > 64; }

 private:
  // For every byte whether a state stays what it is; never so for bytes beyond ASCII.
  using Stays = std::array<std::uint8_t, 256>;

  const Automaton* automaton_;
  std::array<Automaton::Class, 128> class_of_;
  std::vector<Stays> stays_;
  std::vector<std::uint32_t> stays_of_;  // by state, into stays_; kNone: not worth it
};

}  // namespace assay

#endif  // ASSAY_PARSERS_WALK_PATTERN_H_
