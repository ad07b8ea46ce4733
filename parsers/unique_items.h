// Lists whose items must be unique: items compared as values, not as texts.
#ifndef ASSAY_PARSERS_UNIQUE_ITEMS_H_
#define ASSAY_PARSERS_UNIQUE_ITEMS_H_

#include <cstdint>

#include "parsers/walk_scratch.h"

namespace assay {

// Where a value of a text that was walked already ends, and a hash: equal values have equal hashes
// whatever their spelling, white space and order of members.
struct ValueHash {
  std::uint64_t hash = 0;
  std::uint32_t end = 0;
};
// REQUIRES: a grammatical value of a depth within the limit begins at `begin`.
ValueHash hash_value(const char* data, std::uint32_t begin, WalkScratch& scratch) noexcept;

// Whether two values are the same; exact for strings, numbers and literals, by 64 bits of hash for
// lists and objects.
bool same_value(const char* data, const KeyRecord& a, const KeyRecord& b,
                WalkScratch& scratch) noexcept;

// Calls `report(begin, end)` for every item on the stack of names, from `base` on, that came
// before. Sets the ends and hashes of the records.
template <typename Report>
void find_repeated_items(const char* data, std::uint32_t base, WalkScratch& scratch,
                         Report report) noexcept {
  for (std::uint32_t i = base; i < scratch.key_count(); ++i) {
    KeyRecord& record = scratch.key(i);
    const ValueHash value = hash_value(data, record.begin, scratch);
    record.end = value.end;
    record.hash = static_cast<std::uint32_t>(value.hash);
    record.tag = static_cast<std::uint32_t>(value.hash >> 32);
  }
  scratch.find_repeated(
      base, [&](const KeyRecord& a, const KeyRecord& b) { return same_value(data, a, b, scratch); },
      [&](const KeyRecord&, const KeyRecord& later) { report(later.begin, later.end); });
}

}  // namespace assay

#endif  // ASSAY_PARSERS_UNIQUE_ITEMS_H_
