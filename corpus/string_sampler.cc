#include "corpus/string_sampler.h"

#include <algorithm>
#include <array>

#include "corpus/utf8.h"

namespace assay {
namespace {

// Beyond this many table entries longer words are not looked for: the sampler then takes the
// longest length that it knows. Only patterns of thousands of states get there.
constexpr std::uint64_t kMaxWork = 400'000'000;
constexpr std::uint32_t kMaxLength = 65'537;
constexpr std::uint32_t kMaxDrawn = 4'096;  // where the shape allows more
constexpr int kFilterAttempts = 64;

bool inside(const std::vector<ScalarRange>& ranges, char32_t scalar) noexcept {
  return std::ranges::any_of(ranges, [scalar](const ScalarRange& range) {
    return range.first <= scalar && scalar <= range.last;
  });
}

// A character of a class: mostly a plain one, now and then an end of a range or any of it.
char32_t pick_scalar(const std::vector<ScalarRange>& ranges, Randomness& random) {
  const std::uint64_t mode = random.below(8);
  if (mode < 5) {
    constexpr std::u32string_view kPlain = U"a0A-_./: z9Z";
    const std::size_t offset = random.below(kPlain.size());
    for (std::size_t i = 0; i < kPlain.size(); ++i) {
      const char32_t scalar = kPlain[(i + offset) % kPlain.size()];
      if (inside(ranges, scalar)) return scalar;
    }
  }
  const ScalarRange& range = ranges[random.below(ranges.size())];
  if (mode == 5) return range.first;
  if (mode == 6) return range.last;
  return range.first + static_cast<char32_t>(random.below(range.last - range.first + 1));
}

const std::vector<ScalarRange>& all_scalars() {
  static const std::vector<ScalarRange> ranges = {{0, 0xD7FF}, {0xE000, 0x10FFFF}};
  return ranges;
}

// Characters on which implementations differ, for strings that just miss a language.
constexpr char32_t kTrouble[] = {U'\n',  U' ',    U'*',     0x00,   U'\r',  U'/',   U'@',   U'[',
                                 U'`',   U'{',    U'"',     U'\\',  0x7F,   0x80,   0x85,   0xA0,
                                 0xB5,   0xE9,    0x0301,   0x0660, 0x2028, 0x2029, 0xFEFF, 0xFF10,
                                 0xFF21, 0x1F600, 0x10FFFF, U'-',   U'.',   U'a',   U'0',   U'A'};

std::string spliced(const std::vector<char32_t>& scalars, std::size_t at, std::size_t removed,
                    std::optional<char32_t> inserted) {
  std::string out;
  for (std::size_t i = 0; i <= scalars.size(); ++i) {
    if (i == at && inserted) append_utf8(out, *inserted);
    if (i < scalars.size() && (i < at || i >= at + removed)) append_utf8(out, scalars[i]);
  }
  return out;
}

}  // namespace

std::vector<ConstraintIndex> broken_string_constraints(const ContractTables& tables,
                                                       const ShapeTable& shape,
                                                       std::string_view utf8) {
  std::vector<ConstraintIndex> broken;
  const std::uint32_t length = scalar_count(utf8);
  if (shape.length_min_id != kNoIndex && length < shape.length_min) {
    broken.push_back(shape.length_min_id);
  }
  if (shape.length_max_id != kNoIndex && length > shape.length_max) {
    broken.push_back(shape.length_max_id);
  }
  if (shape.pattern != kNoIndex && !tables.patterns[shape.pattern].matches(utf8)) {
    broken.push_back(shape.pattern_id);
  }
  if (shape.kind == ShapeKind::kEnum) {
    const auto first = tables.enum_values.begin() + shape.first_enum;
    if (std::find(first, first + shape.enum_count, utf8) == first + shape.enum_count) {
      broken.push_back(shape.enum_id);
    }
  }
  return broken;
}

StringSampler::StringSampler(const PatternTable& pattern, std::uint32_t length_min,
                             std::uint32_t length_max)
    : StringSampler(pattern.candidates(), length_min, length_max) {
  if (pattern.fallback) filter_ = &pattern;
}

StringSampler::StringSampler(const Automaton* automaton, std::uint32_t length_min,
                             std::uint32_t length_max)
    : automaton_(automaton), length_min_(length_min), length_max_(length_max) {
  if (!automaton_) return;
  const std::uint32_t states = automaton_->state_count();
  steps_.resize(states);
  accepts_in_.emplace_back((states + 63) / 64);
  for (std::uint32_t state = 0; state < states; ++state) {
    if (automaton_->accepting(state)) accepts_in_[0][state / 64] |= 1ull << (state % 64);
    for (std::uint32_t c = 0; c < automaton_->class_count(); ++c) {
      const auto scalar_class = static_cast<Automaton::Class>(c);
      const auto& ranges = automaton_->class_ranges(scalar_class);
      if (ranges.empty()) continue;
      const std::uint32_t to = automaton_->step(state, ranges.front().first);
      if (!automaton_->dead(to)) steps_[state].emplace_back(to, scalar_class);
    }
  }
}

bool StringSampler::reachable(std::uint32_t length) {
  if (!automaton_) return true;
  const std::uint32_t states = automaton_->state_count();
  while (accepts_in_.size() <= length) {
    if (static_cast<std::uint64_t>(accepts_in_.size()) * states * 4 > kMaxWork) return false;
    const StateSet& before = accepts_in_.back();
    StateSet next(before.size());
    for (std::uint32_t state = 0; state < states; ++state) {
      const bool can = std::ranges::any_of(
          steps_[state], [&before](const auto& step) { return has(before, step.first); });
      if (can) next[state / 64] |= 1ull << (state % 64);
    }
    accepts_in_.push_back(std::move(next));
  }
  return has(accepts_in_[length], automaton_->start());
}

std::uint32_t StringSampler::length_limit() const noexcept {
  return std::max(length_min_, std::min(length_max_, kMaxDrawn));
}

// The first length from `from` towards `to` that the language has.
std::optional<std::uint32_t> StringSampler::nearest(std::uint32_t from, std::uint32_t to) {
  for (std::uint32_t length = from;; length = from < to ? length + 1 : length - 1) {
    if (reachable(length)) return length;
    if (length == to) return std::nullopt;
  }
}

std::optional<std::uint32_t> StringSampler::shortest() {
  return nearest(length_min_, length_limit());
}

std::optional<std::uint32_t> StringSampler::longest() {
  return nearest(length_limit(), length_min_);
}

std::optional<std::string> StringSampler::sample(Randomness& random) {
  const auto low = shortest();
  if (!low) return std::nullopt;
  const std::uint32_t high = length_limit();
  std::uint32_t want = *low;
  switch (random.below(16)) {
    case 0:
    case 1:
      break;
    case 2:
      want = longest().value_or(*low);
      break;
    case 3:
      want = static_cast<std::uint32_t>(random.between(*low, high));
      break;
    default:
      want = static_cast<std::uint32_t>(
          random.between(*low, std::min<std::int64_t>(high, std::int64_t{*low} + 40)));
  }
  auto length = nearest(want, high);
  if (!length) length = low;
  return sample_of_length(*length, random);
}

std::optional<std::string> StringSampler::sample_of_length(std::uint32_t length,
                                                           Randomness& random) {
  if (!reachable(length)) return std::nullopt;
  if (!filter_) return draw(length, random);
  for (int attempt = 0; attempt < kFilterAttempts; ++attempt) {
    std::string word = draw(length, random);
    if (filter_->matches(word)) return word;
  }
  return std::nullopt;
}

// REQUIRES: reachable(length).
std::string StringSampler::draw(std::uint32_t length, Randomness& random) {
  std::string out;
  if (!automaton_) {
    for (std::uint32_t i = 0; i < length; ++i) append_utf8(out, pick_scalar(all_scalars(), random));
    return out;
  }
  std::uint32_t state = automaton_->start();
  for (std::uint32_t left = length; left > 0; --left) {
    const StateSet& goal = accepts_in_[left - 1];
    const auto& steps = steps_[state];
    const std::size_t offset = random.below(steps.size());
    for (std::size_t i = 0;; ++i) {
      const auto& [to, scalar_class] = steps[(i + offset) % steps.size()];
      if (!has(goal, to)) continue;
      append_utf8(out, pick_scalar(automaton_->class_ranges(scalar_class), random));
      state = to;
      break;
    }
  }
  return out;
}

std::optional<std::string> StringSampler::too_short(Randomness& random) {
  if (length_min_ == 0) return std::nullopt;
  const auto length = nearest(length_min_ - 1, 0);
  if (length) return sample_of_length(*length, random);
  std::string plain;  // no word of the language is short enough: the pattern breaks as well
  for (std::uint32_t i = 0; i + 1 < length_min_; ++i) plain += 'a';
  return plain;
}

std::optional<std::string> StringSampler::too_long(Randomness& random) {
  if (length_max_ >= kMaxLength) return std::nullopt;
  const std::uint32_t past = length_max_ + 1;
  const std::uint32_t want =
      random.chance(1, 4) ? past + static_cast<std::uint32_t>(random.below(64)) : past;
  auto length = nearest(want, past + 64);
  if (!length) length = nearest(past, past + 64);
  if (length) return sample_of_length(*length, random);
  return std::string(past, 'a');  // the language has no word that long
}

std::optional<std::string> StringSampler::off_pattern(Randomness& random) {
  if (!automaton_ && !filter_) return std::nullopt;
  const auto misses = [this](const std::string& candidate) {
    const std::uint32_t length = scalar_count(candidate);
    return length >= length_min_ && length <= length_max_ &&
           !(filter_ ? filter_->matches(candidate) : automaton_->matches(candidate));
  };
  for (int attempt = 0; attempt < 64; ++attempt) {
    const auto word = sample(random);
    if (!word) break;
    std::vector<char32_t> scalars;
    for (std::size_t at = 0; at < word->size();) scalars.push_back(decode_utf8(*word, at));
    const char32_t trouble = random.pick(kTrouble);
    const std::size_t at = random.below(scalars.size() + 1);
    std::string candidate;
    switch (random.below(4)) {
      case 0:
        candidate = spliced(scalars, scalars.size(), 0, trouble);
        break;
      case 1:
        candidate = spliced(scalars, at, 0, trouble);
        break;
      case 2:
        candidate = spliced(scalars, at, 1, trouble);
        break;
      default:
        candidate = spliced(scalars, at, 1, std::nullopt);
        break;
    }
    if (misses(candidate)) return candidate;
  }
  for (const char32_t trouble : kTrouble) {
    std::string candidate;
    for (std::uint32_t i = 0; i < std::max(1u, length_min_); ++i) append_utf8(candidate, trouble);
    if (misses(candidate)) return candidate;
  }
  return std::nullopt;
}

}  // namespace assay
