#include "parsers/segment_program.h"

#include <algorithm>
#include <utility>

#include "spec/pattern_scalar_set.h"

namespace assay {
namespace {

using Class = Automaton::Class;
using State = Automaton::State;
using AsciiSet = std::array<bool, 128>;

// Fewer characters than these are stepped over as fast as they are spanned.
constexpr std::uint32_t kWorthSpanning = 4;
// Looking at larger automata takes longer than their patterns are worth.
constexpr std::uint64_t kMaxTransitions = 1u << 22;

// The scalars that a lead byte of UTF-8 starts. REQUIRES: 0xc2 <= lead <= 0xf4.
ScalarRange scalars_of_lead(unsigned lead) noexcept {
  if (lead < 0xe0) return {(lead & 0x1fu) << 6, ((lead & 0x1fu) << 6) | 0x3fu};
  if (lead == 0xe0) return {0x800, 0xfff};
  if (lead == 0xed) return {0xd000, 0xd7ff};
  if (lead < 0xf0) return {(lead & 0xfu) << 12, ((lead & 0xfu) << 12) | 0xfffu};
  if (lead == 0xf0) return {0x10000, 0x3ffff};
  if (lead == 0xf4) return {0x100000, 0x10ffff};
  return {(lead & 7u) << 18, ((lead & 7u) << 18) | 0x3ffffu};
}

void put(ByteClass& bytes, unsigned byte) noexcept {
  bytes.member[byte] = 1;
  auto& table = byte < 128 ? bytes.ascii : bytes.beyond;
  table[byte & 15] = static_cast<std::uint8_t>(table[byte & 15] | 1u << (byte >> 4 & 7));
}

// As few ranges as cover every scalar of the given ones: neighbours across the surrogates stay two.
ByteClass make_class(const std::vector<ScalarRange>& ranges) {
  const ScalarSet set(ranges);
  ByteClass bytes;
  for (unsigned byte = 0; byte < 128; ++byte) {
    if (set.contains(byte)) put(bytes, byte);
  }
  for (unsigned lead = 0xc2; lead <= 0xf4; ++lead) {
    const ScalarRange of_lead = scalars_of_lead(lead);
    const bool whole = std::ranges::any_of(set.ranges(), [&](const ScalarRange& range) {
      return range.first <= of_lead.first && of_lead.last <= range.last;
    });
    if (!whole) continue;
    put(bytes, lead);
    bytes.wide = true;
  }
  if (bytes.wide) {
    for (unsigned byte = 0x80; byte < 0xc0; ++byte) put(bytes, byte);
  }
  return bytes;
}

bool same(const ByteClass& a, const ByteClass& b) noexcept { return a.member == b.member; }

}  // namespace

bool append_to_chain(ByteChain& chain, const AsciiSet& ascii) noexcept {
  if (chain.size == ByteChain::kMaxSize) return false;
  std::array<std::pair<unsigned, unsigned>, ByteChain::kMaxPlanes> ranges{};
  std::uint32_t count = 0;
  for (unsigned byte = 0; byte < 128; ++byte) {
    if (!ascii[byte]) continue;
    const unsigned first = byte;
    while (byte + 1 < 128 && ascii[byte + 1]) ++byte;
    if (count == ByteChain::kMaxPlanes) return false;
    ranges[count++] = {first, byte - first};
  }
  if (count == 0) return false;
  chain.plane_count = std::max(chain.plane_count, count);
  for (std::uint32_t plane = 0; plane < ByteChain::kMaxPlanes; ++plane) {
    const auto& [first, width] = ranges[plane < count ? plane : 0];
    chain.planes[plane].first[chain.size] = static_cast<std::uint8_t>(first);
    chain.planes[plane].width[chain.size] = static_cast<std::uint8_t>(width);
  }
  ++chain.size;
  return true;
}

// Turns states into segments, from the start on as they are reached.
class SegmentLowering {
 public:
  explicit SegmentLowering(const Automaton& automaton) : automaton_(automaton) {
    program_.automaton_ = &automaton;
    program_.segment_of_.assign(automaton.state_count(), Segment::kDead);
    for (unsigned byte = 0; byte < 128; ++byte) class_of_[byte] = automaton.class_of(byte);
  }

  std::optional<SegmentProgram> run() {
    if (std::uint64_t{automaton_.state_count()} * automaton_.class_count() > kMaxTransitions) {
      return std::nullopt;
    }
    reach(automaton_.start());
    bool gained = false;
    for (std::size_t i = 0; i < states_.size(); ++i) {
      if (states_.size() > SegmentProgram::kMaxSegments) return std::nullopt;
      Segment segment = lower(states_[i]);
      gained |= segment.kind != SegmentKind::kStep && segment.kind != SegmentKind::kEnd;
      program_.segments_.push_back(segment);
    }
    if (states_.size() > SegmentProgram::kMaxSegments || !gained) return std::nullopt;
    find_simple();
    return std::move(program_);
  }

 private:
  State target(State state, std::uint32_t c) const {
    return automaton_.step_class(state, static_cast<Class>(c));
  }

  std::uint16_t reach(State state) {
    if (automaton_.dead(state)) return Segment::kDead;
    std::uint16_t& index = program_.segment_of_[state];
    if (index == Segment::kDead) {
      index = static_cast<std::uint16_t>(states_.size());
      states_.push_back(state);
    }
    return index;
  }

  // The classes that lead from one state to another; all scalars of them.
  std::vector<ScalarRange> scalars(State from, State to) const {
    std::vector<ScalarRange> ranges;
    for (std::uint32_t c = 0; c < automaton_.class_count(); ++c) {
      if (target(from, c) != to) continue;
      const auto& of_class = automaton_.class_ranges(static_cast<Class>(c));
      ranges.insert(ranges.end(), of_class.begin(), of_class.end());
    }
    return ranges;
  }

  std::uint32_t add_class(State from, State to) {
    const ByteClass bytes = make_class(scalars(from, to));
    for (std::uint32_t i = 0; i < program_.classes_.size(); ++i) {
      if (same(program_.classes_[i], bytes)) return i;
    }
    program_.classes_.push_back(bytes);
    return static_cast<std::uint32_t>(program_.classes_.size() - 1);
  }

  // The only state that a state leads to beside the dead one; itself when there is none or more.
  State only_target(State state) const {
    State only = state;
    for (std::uint32_t c = 0; c < automaton_.class_count(); ++c) {
      const State to = target(state, c);
      if (automaton_.dead(to) || to == only) continue;
      if (only != state || to == state) return state;
      only = to;
    }
    for (std::uint32_t c = 0; c < automaton_.class_count(); ++c) {
      if (target(state, c) == state) return state;
    }
    return only;
  }

  // The state that most ASCII characters lead to.
  State main_target(State state) const {
    std::vector<std::pair<State, std::uint32_t>> votes;
    for (const Class c : class_of_) {
      const State to = target(state, c);
      if (automaton_.dead(to)) continue;
      const auto known = std::ranges::find(votes, to, &std::pair<State, std::uint32_t>::first);
      if (known == votes.end()) {
        votes.emplace_back(to, 1);
      } else {
        ++known->second;
      }
    }
    if (votes.empty()) return state;
    return std::ranges::max_element(votes, {}, &std::pair<State, std::uint32_t>::second)->first;
  }

  // Whether `next` does what `state` does, with another state in the place of `from`.
  bool goes_on(State state, State from, State next, State to) const {
    for (std::uint32_t c = 0; c < automaton_.class_count(); ++c) {
      const bool runs = target(state, c) == from;
      if (runs ? target(next, c) != to : target(next, c) != target(state, c)) return false;
      if (!runs && target(next, c) == to) return false;
    }
    return true;
  }

  bool find_chain(Segment& segment) {
    ByteChain chain;
    State state = segment.state;
    while (!automaton_.accepting(state)) {
      const State to = only_target(state);
      if (to == state || to == segment.state) break;
      AsciiSet ascii{};
      for (unsigned byte = 0; byte < 128; ++byte)
        ascii[byte] = target(state, class_of_[byte]) == to;
      const std::vector<ScalarRange> ranges = scalars(state, to);
      if (std::ranges::any_of(ranges, [](const ScalarRange& r) { return r.last > 0x7f; })) break;
      if (!append_to_chain(chain, ascii)) break;
      state = to;
    }
    if (chain.size < 2) return false;
    segment.kind = SegmentKind::kChain;
    segment.count = chain.size;
    segment.data = static_cast<std::uint32_t>(program_.chains_.size());
    program_.chains_.push_back(chain);
    segment.next = reach(state);
    return true;
  }

  // Measures the run that starts at a state: sets count, where texts may end, and the state after.
  bool find_run(Segment& segment, State& after) const {
    const State first = segment.state;
    const State second = main_target(first);
    if (second == first) return false;
    segment.accept_min = 1;
    segment.accept_max = 0;
    // Texts may end after a stretch of counts without gaps.
    const auto may_end = [&](std::uint32_t count, State state) {
      if (!automaton_.accepting(state)) return true;
      if (segment.accept_min > segment.accept_max) {
        segment.accept_min = segment.accept_max = count;
        return true;
      }
      if (segment.accept_max + 1 != count) return false;
      segment.accept_max = count;
      return true;
    };
    may_end(0, first);
    if (!may_end(1, second)) return false;
    std::uint32_t count = 1;
    State state = second;
    while (count < automaton_.state_count()) {
      const State to = main_target(state);
      if (to == state || automaton_.dead(to) || !goes_on(first, second, state, to)) break;
      if (!may_end(count + 1, to)) break;
      state = to;
      ++count;
    }
    segment.count = count;
    after = state;
    return count >= kWorthSpanning;
  }

  void take_run(Segment& segment, State after) {
    const State second = main_target(segment.state);
    segment.kind = SegmentKind::kRun;
    segment.data = add_class(segment.state, second);
    segment.next = reach(after);
    fill_steps(segment, second);
  }

  bool find_loop(Segment& segment) {
    std::uint32_t members = 0;
    for (const Class c : class_of_) members += target(segment.state, c) == segment.state;
    if (members < kWorthSpanning) return false;
    segment.kind = SegmentKind::kLoop;
    segment.data = add_class(segment.state, segment.state);
    fill_steps(segment, UINT32_MAX);
    return true;
  }

  // `without`: a target that other means lead to.
  void fill_steps(Segment& segment, State without) {
    for (std::uint32_t c = 0; c < automaton_.class_count(); ++c) {
      if (target(segment.state, c) != without) reach(target(segment.state, c));
    }
    for (unsigned byte = 0; byte < 128; ++byte) {
      const State to = target(segment.state, class_of_[byte]);
      segment.steps[byte] = to == without ? Segment::kDead : reach(to);
    }
  }

  Segment lower(State state) {
    Segment segment;
    segment.state = state;
    segment.accepting = automaton_.accepting(state);
    segment.steps.fill(Segment::kDead);
    bool goes = false;
    for (std::uint32_t c = 0; c < automaton_.class_count() && !goes; ++c) {
      goes = !automaton_.dead(target(state, c));
    }
    if (!goes) return segment;
    if (find_loop(segment)) return segment;
    Segment run = segment;
    State after = state;
    const bool runs = find_run(run, after);
    if ((runs && run.count > ByteChain::kMaxSize) || !find_chain(segment)) {
      if (runs) {
        take_run(run, after);
        return run;
      }
    } else {
      return segment;
    }
    segment.kind = SegmentKind::kStep;
    fill_steps(segment, UINT32_MAX);
    return segment;
  }

  bool ends(const Segment& segment, State without) const {
    for (std::uint32_t c = 0; c < automaton_.class_count(); ++c) {
      const State to = target(segment.state, c);
      if (to != without && !automaton_.dead(to)) return false;
    }
    return true;
  }

  bool ascii_only(State from, State to) const {
    return std::ranges::all_of(scalars(from, to),
                               [](const ScalarRange& range) { return range.last <= 0x7f; });
  }

  void find_simple() {
    const Segment& first = program_.segments_.front();
    SimpleSegments& simple = program_.simple_;
    if (first.kind == SegmentKind::kRun) {
      // From the second state on a run does what it did in the first: only the last may do more.
      const Segment& last = program_.segments_[first.next];
      program_.is_simple_ = first.accept_min <= first.accept_max &&
                            last.kind == SegmentKind::kEnd && !program_.classes_[first.data].wide &&
                            run_ends(first) && ascii_only(first.state, main_target(first.state));
      simple = {first.data, first.data, first.accept_min, first.accept_max};
      return;
    }
    const Segment* loop = &first;
    if (first.kind == SegmentKind::kStep) {
      std::uint16_t next = Segment::kDead;
      for (const std::uint16_t step : first.steps) {
        if (step == Segment::kDead) continue;
        if (next != Segment::kDead && step != next) return;
        next = step;
      }
      if (next == Segment::kDead || next == 0) return;
      loop = &program_.segments_[next];
      if (!ascii_only(first.state, loop->state) || !ends(first, loop->state)) return;
    }
    if (loop->kind != SegmentKind::kLoop || !loop->accepting || !ends(*loop, loop->state)) return;
    if (!ascii_only(loop->state, loop->state)) return;
    if (loop == &first) {
      simple = {first.data, first.data, 0, UINT32_MAX};
    } else {
      const State head = first.state, rest = loop->state;
      const bool may_be_empty = first.accepting;
      // An empty text has no head to look at, which the two classes cannot say.
      if (may_be_empty) return;
      simple = {add_class(head, rest), loop->data, 1, UINT32_MAX};
    }
    program_.is_simple_ = true;
  }

  bool run_ends(const Segment& run) const {
    return std::ranges::all_of(run.steps,
                               [](std::uint16_t step) { return step == Segment::kDead; }) &&
           ends(run, main_target(run.state));
  }

  const Automaton& automaton_;
  SegmentProgram program_;
  std::array<Class, 128> class_of_{};
  std::vector<State> states_;  // by segment
};

std::optional<SegmentProgram> SegmentProgram::lower(const Automaton& automaton) {
  return SegmentLowering(automaton).run();
}

std::optional<SegmentProgram> SegmentProgram::lower(Automaton head, ByteChain tail) {
  auto own = std::make_unique<const Automaton>(std::move(head));
  std::optional<SegmentProgram> program = lower(*own);
  if (!program) return std::nullopt;
  program->own_automaton_ = std::move(own);
  program->chains_.push_back(tail);
  program->has_tail_ = true;
  program->is_simple_ = false;
  return program;
}

}  // namespace assay
