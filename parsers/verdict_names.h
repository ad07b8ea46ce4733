// Names in the fast tier of a check: which member one is, and whether an object has one twice.
#ifndef ASSAY_PARSERS_VERDICT_NAMES_H_
#define ASSAY_PARSERS_VERDICT_NAMES_H_

#include <cstdint>
#include <string_view>

#include "parsers/scalars_string.h"
#include "parsers/verdict_values.h"
#include "parsers/walk_scratch.h"
#include "spec/fault.h"

namespace assay {

template <typename Simd>
class VerdictNames : protected VerdictValues<Simd> {
 protected:
  using Values = VerdictValues<Simd>;
  using Values::data_;
  using Values::decode;
  using Values::has_backslash;
  using Values::is_space;
  using Values::plan_;
  using Values::scratch_;
  using Values::Values;

  std::uint32_t find_member(const PlanShape& shape, const std::uint32_t* token) const noexcept;
  bool remember(Frame& frame, std::uint32_t begin, std::uint32_t end) noexcept;
  bool no_name_twice(const Frame& frame) noexcept;
};

// The entry that the name at a token is; kNoIndex where that is no name of the structure.
template <typename Simd>
[[gnu::noinline]] std::uint32_t VerdictNames<Simd>::find_member(
    const PlanShape& shape, const std::uint32_t* token) const noexcept {
  const std::uint32_t begin = token[0], colon = token[1];
  if (data_[begin] != '"' || data_[colon] != ':') return kNoIndex;
  std::uint32_t end = colon;
  while (data_[end - 1] != '"' && is_space(data_[end - 1])) --end;
  return plan_.find_entry(shape, PlanName({data_ + begin + 1, end - begin - 2}));
}

// Keeps a name of an object or map. Bits of its ends tell nearly always that it came once.
template <typename Simd>
bool VerdictNames<Simd>::remember(Frame& frame, std::uint32_t begin, std::uint32_t end) noexcept {
  if (scratch_.key_count() - frame.key_base >= scratch_.max_keys()) return false;
  std::string_view name{data_ + begin + 1, end - begin - 2};
  if (has_backslash(name) && !decode(name)) return false;
  constexpr std::uint64_t kMultiplier = 0x9e3779b97f4a7c15u;
  const std::uint64_t ends =
      name.size() < 8 ? load_short(name.data(), name.size())
                      : load_8(name.data()) ^ load_8(name.data() + name.size() - 8) * kMultiplier;
  const auto hash = static_cast<std::uint32_t>((ends ^ name.size()) * kMultiplier >> 32);
  const std::uint64_t bits = std::uint64_t{1} << (hash >> 26) | std::uint64_t{1}
                                                                    << (hash >> 20 & 63);
  frame.mismatch = frame.mismatch || (frame.seen & bits) == bits;
  frame.seen |= bits;
  scratch_.push_key({begin, end, hash, 0});
  return true;
}

template <typename Simd>
bool VerdictNames<Simd>::no_name_twice(const Frame& frame) noexcept {
  if (!frame.mismatch || planted("fast-key-twice")) return true;  // every name brought a new bit
  constexpr std::uint32_t kFew = 16;
  if (scratch_.key_count() - frame.key_base > kFew) {  // many may be alike at their ends
    for (std::uint32_t i = frame.key_base; i < scratch_.key_count(); ++i) {
      KeyRecord& key = scratch_.key(i);
      std::string_view name{data_ + key.begin + 1, key.end - key.begin - 2};
      if (has_backslash(name)) name = scratch_.decode(name);
      key.hash = hash_text(name);
    }
  }
  bool twice = false;
  scratch_.find_repeated(
      frame.key_base,
      [&](const KeyRecord& a, const KeyRecord& b) {
        const std::string_view x{data_ + a.begin + 1, a.end - a.begin - 2};
        const std::string_view y{data_ + b.begin + 1, b.end - b.begin - 2};
        return x == y || ((has_backslash(x) || has_backslash(y)) && scratch_.same_text(x, y));
      },
      [&](const KeyRecord&, const KeyRecord&) { twice = true; });
  return !twice;
}

}  // namespace assay

#endif  // ASSAY_PARSERS_VERDICT_NAMES_H_
