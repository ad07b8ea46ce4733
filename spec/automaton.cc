#include "spec/automaton.h"

#include <algorithm>
#include <cassert>

#include "spec/utf8.h"

namespace assay {

Automaton::Class Automaton::class_of(char32_t scalar) const noexcept {
  if (scalar < ascii_class_.size()) return ascii_class_[scalar];
  const auto range = std::lower_bound(
      class_by_range_.begin(), class_by_range_.end(), scalar,
      [](const RangeClass& candidate, char32_t value) { return candidate.last < value; });
  return range->scalar_class;
}

bool Automaton::matches(std::string_view utf8) const noexcept {
  assert(!accepting_.empty());
  const std::uint32_t* const rows = rows_.data();
  const std::uint32_t dead_row = dead_ == UINT32_MAX ? UINT32_MAX : dead_ * class_count_;
  std::uint32_t row = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto byte = static_cast<unsigned char>(utf8[at]);
    Class scalar_class = 0;
    if (byte < 0x80) {
      scalar_class = ascii_class_[byte];
      ++at;
    } else {
      const char32_t scalar = decode_utf8(utf8, at);
      if (scalar == kBadScalar) return false;
      scalar_class = class_of(scalar);
    }
    row = rows[row + scalar_class];
    if (row == dead_row) return false;
  }
  return accepting(row / class_count_);
}

}  // namespace assay
