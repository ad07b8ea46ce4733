// Everything a walk needs beside the text: one stack of open containers, one of names.
#ifndef ASSAY_PARSERS_WALK_SCRATCH_H_
#define ASSAY_PARSERS_WALK_SCRATCH_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "parsers/scalars_string.h"
#include "parsers/walk_plan.h"

namespace assay {

// A string in the text. Units: offsets of the opening quote and past the closing one.
struct StringToken {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool escaped = false;  // has a backslash

  std::string_view raw(const char* data) const noexcept {
    return {data + begin + 1, end - begin - 2};
  }
};

enum class FrameKind : std::uint8_t {
  kRoot,
  kStructure,  // also a union
  kMap,
  kList,
  kObject,  // of no shape: in a document, in an unknown member, where another type is due
  kArray,
};

// An open object or array.
struct Frame {
  FrameKind kind = FrameKind::kRoot;
  bool mismatch = false;             // its shape wants another type
  bool document = false;             // it is a whole document
  std::uint32_t begin = 0;           // of the bracket
  std::uint32_t count = 0;           // items, entries, members of a union
  std::uint32_t predicted = 0;       // the entry expected next
  std::uint32_t required_left = 0;   // required entries that have not come yet
  std::uint32_t key_base = 0;        // first of its names on the stack of names
  std::uint32_t sink = 0;            // the sink's own
  const PlanShape* shape = nullptr;  // nullptr: none
  const PlanEntry* entries = nullptr;
  const PlanPlace* places = nullptr;  // of the entries; nullptr: none that a rule looks at
  std::uint64_t seen = 0;  // entries 0..63 that have come; the fast tier: hashes of names
};

// A name that an object has used, or an item of a list whose items are unique.
// Without initialisers: the array of them must not be touched before it is used.
struct KeyRecord {
  std::uint32_t begin;  // of the opening quote, or of the item
  std::uint32_t end;
  std::uint32_t hash;
  std::uint32_t tag;  // the sink's own
};

// An open list or object of a value that is being hashed; see unique_items.h.
struct PartialHash {
  std::uint64_t sum;
  std::uint64_t name;
  bool object;
};

// Allocated once, committed by the system as it is used.
class WalkScratch {
 public:
  WalkScratch(const WalkPlan& plan, std::uint32_t max_depth, std::size_t max_bytes,
              std::uint32_t max_keys)
      : max_depth_(max_depth),
        max_keys_(max_keys),
        slot_count_(std::bit_ceil(std::size_t{max_keys} * 2 + 2)),
        words_((plan.max_entries() + 63) / 64),
        frames_(std::make_unique_for_overwrite<Frame[]>(std::size_t{max_depth} + 1)),
        // An item takes at least two bytes of text.
        keys_(std::make_unique_for_overwrite<KeyRecord[]>(max_bytes / 2 + 2)),
        slots_(std::make_unique_for_overwrite<std::uint32_t[]>(slot_count_)),
        more_seen_(std::make_unique_for_overwrite<std::uint64_t[]>(
            (std::size_t{max_depth} + 1) * (words_ > 1 ? words_ - 1 : 0) + 1)),
        partial_(std::make_unique_for_overwrite<PartialHash[]>(std::size_t{max_depth} + 1)),
        decoded_(std::make_unique_for_overwrite<char[]>(max_bytes + 1)),
        decoded_2_(std::make_unique_for_overwrite<char[]>(max_bytes + 1)),
        links_(std::make_unique<std::uint8_t[]>(plan.link_count() + 1)) {
    plan.reset_links(links_.get());
    if (plan.has_fallback()) fallback_.emplace();
  }

  std::uint32_t max_depth() const noexcept { return max_depth_; }
  std::uint32_t max_keys() const noexcept { return max_keys_; }
  Frame* frames() noexcept { return frames_.get(); }

  // Which entry came after which; see WalkPlan::link_count.
  std::uint8_t* links() noexcept { return links_.get(); }

  // REQUIRES: the plan has a fallback pattern.
  FallbackScratch& fallback() noexcept { return *fallback_; }

  PartialHash& partial(std::uint32_t depth) noexcept { return partial_[depth]; }

  // Where decode() writes: as many bytes as a body may have.
  char* decoded() noexcept { return decoded_.get(); }
  // The decoded string; valid until the next call.
  std::string_view decode(std::string_view raw) noexcept {
    return {decoded_.get(), decode_string(raw, decoded_.get())};
  }
  // Whether two raw strings are the same text.
  bool same_text(std::string_view a, std::string_view b) noexcept {
    const std::string_view x{decoded_.get(), decode_string(a, decoded_.get())};
    const std::string_view y{decoded_2_.get(), decode_string(b, decoded_2_.get())};
    return x == y;
  }

  // Marks an entry as seen; returns whether it was already.
  bool mark_seen(Frame& frame, std::uint32_t entry) noexcept {
    std::uint64_t& word = seen_word(frame, entry);
    const std::uint64_t bit = std::uint64_t{1} << (entry % 64);
    const bool before = (word & bit) != 0;
    word |= bit;
    return before;
  }
  bool seen(Frame& frame, std::uint32_t entry) noexcept {
    return (seen_word(frame, entry) >> (entry % 64) & 1) != 0;
  }
  void clear_seen(Frame& frame) noexcept {
    frame.seen = 0;
    if (words_ > 1) std::fill_n(more_seen(frame), words_ - 1, 0);
  }

  // The stack of names.
  std::uint32_t key_count() const noexcept { return key_count_; }
  void clear_keys() noexcept { key_count_ = 0; }
  void drop_keys(std::uint32_t base) noexcept { key_count_ = base; }
  void push_key(const KeyRecord& key) noexcept { keys_[key_count_++] = key; }
  KeyRecord& key(std::uint32_t index) noexcept { return keys_[index]; }

  // Calls `report(earlier, later)` for every name from `base` on that came before; `same` compares
  // two names of one hash. Cost: linear beyond 16 names.
  template <typename Same, typename Report>
  void find_repeated(std::uint32_t base, Same same, Report report) {
    const KeyRecord* const first = keys_.get() + base;
    const std::uint32_t count = key_count_ - base;
    if (count <= 16) {
      for (std::uint32_t later = 1; later < count; ++later) {
        for (std::uint32_t earlier = later; earlier-- > 0;) {
          if (first[earlier].hash == first[later].hash && same(first[earlier], first[later])) {
            report(first[earlier], first[later]);
            break;
          }
        }
      }
      return;
    }
    const std::uint32_t mask = std::bit_ceil(count * 2) - 1;
    std::fill_n(slots_.get(), std::size_t{mask} + 1, kNoIndex);
    for (std::uint32_t i = 0; i < count; ++i) {
      std::uint32_t slot = first[i].hash & mask;
      for (; slots_[slot] != kNoIndex; slot = (slot + 1) & mask) {
        const KeyRecord& earlier = first[slots_[slot]];
        if (earlier.hash == first[i].hash && same(earlier, first[i])) {
          report(earlier, first[i]);
          break;
        }
      }
      slots_[slot] = i;
    }
  }

 private:
  std::uint64_t* more_seen(const Frame& frame) noexcept {
    return more_seen_.get() + static_cast<std::size_t>(&frame - frames_.get()) * (words_ - 1);
  }
  std::uint64_t& seen_word(Frame& frame, std::uint32_t entry) noexcept {
    return entry < 64 ? frame.seen : more_seen(frame)[entry / 64 - 1];
  }

  std::uint32_t max_depth_;
  std::uint32_t max_keys_;
  std::size_t slot_count_;
  std::uint32_t words_;  // of bits for the entries of the largest structure
  std::uint32_t key_count_ = 0;
  std::unique_ptr<Frame[]> frames_;
  std::unique_ptr<KeyRecord[]> keys_;
  std::unique_ptr<std::uint32_t[]> slots_;
  std::unique_ptr<std::uint64_t[]> more_seen_;
  std::unique_ptr<PartialHash[]> partial_;
  std::unique_ptr<char[]> decoded_;
  std::unique_ptr<char[]> decoded_2_;
  std::unique_ptr<std::uint8_t[]> links_;
  std::optional<FallbackScratch> fallback_;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_WALK_SCRATCH_H_
