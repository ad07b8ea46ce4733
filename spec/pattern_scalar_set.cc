#include "spec/pattern_scalar_set.h"

#include <algorithm>
#include <utility>

#include "spec/utf8.h"

namespace assay {

ScalarSet::ScalarSet(std::vector<ScalarRange> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const ScalarRange& a, const ScalarRange& b) { return a.first < b.first; });
  const auto add = [&](char32_t first, char32_t last) {
    if (first > last) return;
    if (!ranges_.empty() && first <= ranges_.back().last + 1) {
      ranges_.back().last = std::max(ranges_.back().last, last);
    } else {
      ranges_.push_back({first, last});
    }
  };
  // Two passes: what ends before the surrogates never merges with what begins after them.
  for (const ScalarRange& range : ranges) {
    add(range.first, std::min<char32_t>(range.last, 0xD7FF));
  }
  for (const ScalarRange& range : ranges) {
    add(std::max<char32_t>(range.first, 0xE000), range.last);
  }
}

ScalarSet ScalarSet::complement() const {
  std::vector<ScalarRange> rest;
  char32_t next = 0;
  for (const ScalarRange& range : ranges_) {
    if (range.first > next) rest.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  if (next <= kMaxScalar) rest.push_back({next, kMaxScalar});
  return ScalarSet(std::move(rest));
}

bool ScalarSet::contains(char32_t scalar) const noexcept {
  const auto range = std::lower_bound(
      ranges_.begin(), ranges_.end(), scalar,
      [](const ScalarRange& candidate, char32_t value) { return candidate.last < value; });
  return range != ranges_.end() && range->first <= scalar;
}

const ScalarSet& digit_scalars() {
  static const ScalarSet set({{'0', '9'}});
  return set;
}

const ScalarSet& word_scalars() {
  static const ScalarSet set({{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}});
  return set;
}

const ScalarSet& space_scalars() {
  // WhiteSpace (ECMA-262 12.2: TAB VT FF ZWNBSP and the category Zs) and LineTerminator (12.3).
  static const ScalarSet set({{0x09, 0x0D},
                              {0x20, 0x20},
                              {0xA0, 0xA0},
                              {0x1680, 0x1680},
                              {0x2000, 0x200A},
                              {0x2028, 0x2029},
                              {0x202F, 0x202F},
                              {0x205F, 0x205F},
                              {0x3000, 0x3000},
                              {0xFEFF, 0xFEFF}});
  return set;
}

}  // namespace assay
