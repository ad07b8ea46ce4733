// A pattern lowered to segments: what an automaton does along a run, a loop or a fixed stretch of
// its states is one operation over many bytes.
#ifndef ASSAY_PARSERS_SEGMENT_PROGRAM_H_
#define ASSAY_PARSERS_SEGMENT_PROGRAM_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "spec/automaton.h"

namespace assay {

// A set of bytes, for spans over well-formed UTF-8 that start at a character. A lead byte is a
// member when every character that it starts is; bytes within characters are members when any lead
// byte is: they only come after one that is.
struct ByteClass {
  // Bit h of ascii[l]: byte 16 h + l. Bit h of beyond[l]: byte 128 + 16 h + l.
  alignas(16) std::array<std::uint8_t, 16> ascii{};
  alignas(16) std::array<std::uint8_t, 16> beyond{};
  std::array<std::uint8_t, 256> member{};  // 0 or 1
  bool wide = false;                       // has members beyond ASCII
};

// Bytes one after the other, each in one of a few ranges: byte - first <= width, in any plane.
struct ByteChain {
  static constexpr std::uint32_t kMaxSize = 64;
  static constexpr std::uint32_t kMaxPlanes = 6;
  struct Plane {
    alignas(64) std::array<std::uint8_t, kMaxSize> first{};
    alignas(64) std::array<std::uint8_t, kMaxSize> width{};
  };
  std::uint32_t size = 0;
  std::uint32_t plane_count = 0;
  std::array<Plane, kMaxPlanes> planes{};
};

enum class SegmentKind : std::uint8_t {
  kEnd,    // nothing may follow
  kChain,  // `count` bytes, then `next`; the text may not end before that
  kRun,    // up to `count` characters of a class, then `next`; a character of another class steps
  kLoop,   // any number of characters of a class; a character of another class steps
  kStep,   // one character
};

// What the automaton does from one of its states on.
struct Segment {
  static constexpr std::uint16_t kDead = UINT16_MAX;

  SegmentKind kind = SegmentKind::kEnd;
  bool accepting = false;   // kLoop, kStep, kEnd: the text may end here
  std::uint32_t state = 0;  // of the automaton
  std::uint32_t count = 0;  // kChain, kRun
  std::uint32_t data = 0;   // kChain: into chains; kRun, kLoop: into classes
  std::uint16_t next = kDead;
  std::uint32_t accept_min = 1, accept_max = 0;  // kRun: characters after which the text may end
  std::array<std::uint16_t, 128> steps;          // by ASCII byte, the segment after it
};

// One class of characters, another for the first: the whole of many patterns.
struct SimpleSegments {
  std::uint32_t head = 0, rest = 0;         // into classes, neither wide
  std::uint32_t min = 0, max = UINT32_MAX;  // bytes
};

// The language of an automaton, exactly: every operation is read off its states and their steps,
// none is guessed.
class SegmentProgram {
 public:
  // None where there would be more than kMaxSegments, or nothing is gained: no chain, run or loop.
  // REQUIRES: `automaton` outlives the program.
  static constexpr std::uint32_t kMaxSegments = 256;
  static std::optional<SegmentProgram> lower(const Automaton& automaton);

  // The same for a language that is that of `head` followed by the bytes of `tail`.
  static std::optional<SegmentProgram> lower(Automaton head, ByteChain tail);

  const Automaton& automaton() const noexcept { return *automaton_; }
  const Segment& segment(std::uint32_t index) const noexcept { return segments_[index]; }
  std::uint32_t segment_count() const noexcept {
    return static_cast<std::uint32_t>(segments_.size());
  }
  const ByteClass& byte_class(std::uint32_t index) const noexcept { return classes_[index]; }
  const ByteChain& chain(std::uint32_t index) const noexcept { return chains_[index]; }
  // What every text has to end with, in front of which the automaton's language stands; or nullptr.
  const ByteChain* tail() const noexcept { return has_tail_ ? &chains_.back() : nullptr; }
  // Set where the program is nothing else.
  const SimpleSegments* simple() const noexcept { return is_simple_ ? &simple_ : nullptr; }
  // The segment of a state that a step leads to; kDead for the dead one.
  std::uint16_t segment_of(Automaton::State state) const noexcept { return segment_of_[state]; }

 private:
  friend class SegmentLowering;
  SegmentProgram() = default;

  std::unique_ptr<const Automaton> own_automaton_;
  const Automaton* automaton_ = nullptr;
  std::vector<Segment> segments_;  // the first one starts
  std::vector<ByteClass> classes_;
  std::vector<ByteChain> chains_;
  std::vector<std::uint16_t> segment_of_;  // by state
  SimpleSegments simple_;
  bool is_simple_ = false;
  bool has_tail_ = false;
};

// Adds a position to a chain. False where it has no room, or the set is empty or takes more ranges
// than there are planes.
bool append_to_chain(ByteChain& chain, const std::array<bool, 128>& ascii) noexcept;

}  // namespace assay

#endif  // ASSAY_PARSERS_SEGMENT_PROGRAM_H_
