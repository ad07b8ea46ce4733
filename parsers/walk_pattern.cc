#include "parsers/walk_pattern.h"

#include <algorithm>

#include "parsers/segment_split.h"
#include "spec/utf8.h"

namespace assay {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;
// A state that stays for fewer characters than these is left again at once.
constexpr std::size_t kWorthIt = 10;
// Automata of fewer states are not worth taking apart.
constexpr std::uint32_t kSmall = 64;

}  // namespace

WalkPattern::WalkPattern(const Automaton& automaton, std::string_view source, SimdLevel level)
    : automaton_(&automaton), match_(simd_functions(level).match) {
  if (automaton.state_count() == 0) return;  // a fallback decides
  program_ = SegmentProgram::lower(automaton);
  if (!program_ && automaton.state_count() > kSmall) program_ = lower_split(source, automaton);
  if (!program_) prepare_steps();
}

void WalkPattern::prepare_steps() {
  const Automaton& automaton = *automaton_;
  for (char32_t byte = 0; byte < class_of_.size(); ++byte) {
    class_of_[byte] = automaton.class_of(byte);
  }
  stays_of_.assign(automaton.state_count(), kNone);
  for (std::uint32_t state = 0; state < automaton.state_count(); ++state) {
    bool any = false;
    for (std::uint32_t c = 0; c < automaton.class_count() && !any; ++c) {
      any = automaton.step_class(state, static_cast<Automaton::Class>(c)) == state;
    }
    if (!any) continue;
    Stays stays{};
    for (std::size_t byte = 0; byte < class_of_.size(); ++byte) {
      stays[byte] = automaton.step_class(state, class_of_[byte]) == state;
    }
    const auto count = static_cast<std::size_t>(std::ranges::count(stays, 1));
    if (count < kWorthIt || automaton.dead(state)) continue;
    const auto known = std::ranges::find(stays_, stays);
    stays_of_[state] = static_cast<std::uint32_t>(known - stays_.begin());
    if (known == stays_.end()) stays_.push_back(stays);
  }
}

bool WalkPattern::step_through(std::string_view utf8) const noexcept {
  Automaton::State state = automaton_->start();
  const auto* const begin = reinterpret_cast<const unsigned char*>(utf8.data());
  const auto* const end = begin + utf8.size();
  const auto* at = begin;
  while (at != end) {
    if (stays_of_[state] != kNone) {
      const Stays& stays = stays_[stays_of_[state]];
      while (end - at >= 8 && (stays[at[0]] & stays[at[1]] & stays[at[2]] & stays[at[3]] &
                               stays[at[4]] & stays[at[5]] & stays[at[6]] & stays[at[7]]) != 0) {
        at += 8;
      }
      while (at != end && stays[*at] != 0) ++at;
      if (at == end) break;
    }
    if (*at < class_of_.size()) {
      state = automaton_->step_class(state, class_of_[*at++]);
    } else {
      auto offset = static_cast<std::size_t>(at - begin);
      const char32_t scalar = decode_utf8(utf8, offset);
      if (scalar == kBadScalar) return false;
      at = begin + offset;
      state = automaton_->step(state, scalar);
    }
    if (automaton_->dead(state)) return false;
  }
  return automaton_->accepting(state);
}

}  // namespace assay
