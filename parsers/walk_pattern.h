// A pattern arranged for speed: a segment program where one holds its language, else its automaton
// with runs of characters that leave it where it is passed over eight at a time.
#ifndef ASSAY_PARSERS_WALK_PATTERN_H_
#define ASSAY_PARSERS_WALK_PATTERN_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "parsers/segment_program.h"
#include "parsers/simd_functions.h"
#include "spec/automaton.h"

namespace assay {

class WalkPattern {
 public:
  // `source`: what the automaton may have been compiled from; helps with large ones.
  // REQUIRES: `automaton` outlives the pattern; the machine has the level.
  explicit WalkPattern(const Automaton& automaton, std::string_view source = {},
                       SimdLevel level = best_simd_level());

  // Whether the whole text is in the language; the same answer as Automaton::matches.
  // REQUIRES: utf8 is valid UTF-8.
  bool matches(std::string_view utf8) const noexcept {
    return program_ ? match_(*program_, utf8) : step_through(utf8);
  }

  // nullptr where the automaton has to do.
  const SegmentProgram* program() const noexcept { return program_ ? &*program_ : nullptr; }

  // Too slow to run twice over one text without a thought.
  bool large() const noexcept { return !program_ && automaton_->state_count() > 64; }

 private:
  // For every byte whether a state stays what it is; never so for bytes beyond ASCII.
  using Stays = std::array<std::uint8_t, 256>;

  void prepare_steps();
  bool step_through(std::string_view utf8) const noexcept;

  const Automaton* automaton_;
  std::optional<SegmentProgram> program_;
  bool (*match_)(const SegmentProgram& program, std::string_view text) noexcept;
  std::array<Automaton::Class, 128> class_of_{};
  std::vector<Stays> stays_;
  std::vector<std::uint32_t> stays_of_;  // by state, into stays_; kNone: not worth it
};

}  // namespace assay

#endif  // ASSAY_PARSERS_WALK_PATTERN_H_
