// The fast tier of a check: whether there is nothing at all to find in a body.
//
// It knows no findings. Whatever it does not like - a broken constraint, a name it does not know, a
// spelling it was not made for - it declines, and the walk with the checking sink says what is
// there. So it may be narrower than that walk and never wider: a body that it takes has no finding
// of any severity.
#ifndef ASSAY_PARSERS_WALK_VERDICT_H_
#define ASSAY_PARSERS_WALK_VERDICT_H_

#include <cstdint>
#include <string_view>

#include "parsers/scalars_string.h"
#include "parsers/segment_match.h"
#include "parsers/verdict_subject.h"
#include "parsers/verdict_values.h"
#include "parsers/walk_plan.h"
#include "parsers/walk_scratch.h"
#include "spec/fault.h"

namespace assay {

template <typename Simd>
class VerdictWalk : private VerdictValues<Simd> {
 public:
  explicit VerdictWalk(const VerdictSubject& subject) noexcept
      : VerdictValues<Simd>(subject),
        tokens_(subject.text->tokens),
        count_(subject.text->token_count) {}

  // See SimdFunctions::clean.
  static bool clean(const VerdictSubject& subject, std::uint64_t& filled) noexcept {
    VerdictWalk walk(subject);
    if (!walk.run()) return false;
    filled |= walk.filled_;
    return true;
  }

 private:
  using Values = VerdictValues<Simd>;
  using Values::data_;
  using Values::decode;
  using Values::end_;
  using Values::escapes;
  using Values::has_backslash;
  using Values::is;
  using Values::is_false;
  using Values::is_space;
  using Values::last_backslash_;
  using Values::length;
  using Values::limit_;
  using Values::number;
  using Values::place_;
  using Values::plan_;
  using Values::scratch_;
  using Values::string;
  using Values::subject_;

  bool run() noexcept;
  void strings(Frame& frame, const PlanShape& item, std::uint32_t& next) noexcept;
  bool remember(Frame& frame, std::uint32_t begin, std::uint32_t end) noexcept;
  bool no_name_twice(const Frame& frame) noexcept;
  std::uint32_t find_member(const PlanShape& shape, std::uint32_t next) const noexcept;

  const std::uint32_t* const tokens_;
  const std::uint32_t count_;
};

// Passes over the strings of a list that are as they should be, without escapes and white space, up
// to the last or the first that is not; `next` is the token of the first.
template <typename Simd>
void VerdictWalk<Simd>::strings(Frame& frame, const PlanShape& item, std::uint32_t& next) noexcept {
  // What the classes hold is no backslash and ASCII, so bytes are characters.
  const char* const data = data_;
  const char* const limit = limit_;
  const std::uint32_t* const tokens = tokens_;
  const std::uint32_t count = count_;
  const std::uint32_t min = item.text_min, width = item.text_max - min;
  const ByteClass& head = *item.head;
  const ByteClass& rest = *item.rest;
  while (next + 1 < count) {
    const std::uint32_t begin = tokens[next], after = tokens[next + 1];
    if (data[begin] != '"' || data[after - 1] != '"' || data[after] != ',') return;
    const std::uint32_t size = after - begin - 2;
    if (size - min > width || head.member[static_cast<unsigned char>(data[begin + 1])] == 0 ||
        (!Simd::all(rest, data + begin + 2, size - 1, limit) && !planted("fast-items-unchecked"))) {
      return;  // perhaps it has an escape
    }
    ++frame.count;
    next += 2;
  }
}

// Keeps a name of an object or map. Bits of its ends tell nearly always that it came once.
template <typename Simd>
bool VerdictWalk<Simd>::remember(Frame& frame, std::uint32_t begin, std::uint32_t end) noexcept {
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
bool VerdictWalk<Simd>::no_name_twice(const Frame& frame) noexcept {
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

// The entry that the name at token `next` is; kNoIndex where that is no name of the structure.
template <typename Simd>
[[gnu::noinline]] std::uint32_t VerdictWalk<Simd>::find_member(const PlanShape& shape,
                                                               std::uint32_t next) const noexcept {
  const std::uint32_t begin = tokens_[next], colon = tokens_[next + 1];
  if (data_[begin] != '"' || data_[colon] != ':') return kNoIndex;
  std::uint32_t end = colon;
  while (data_[end - 1] != '"' && is_space(data_[end - 1])) --end;
  return plan_.find_entry(shape, PlanName({data_ + begin + 1, end - begin - 2}));
}

template <typename Simd>
bool VerdictWalk<Simd>::run() noexcept {
  // Copies, so that no store makes the compiler look them up again.
  const char* const data = data_;
  const std::uint32_t* const tokens = tokens_;
  const std::uint32_t count = count_;
  const auto token_or_end = [tokens, count, end = end_](std::uint32_t token) {
    return token < count ? tokens[token] : end;
  };
  // Past the closing quote of a string whose next token lies at `after`: as in WalkSteps.
  const auto string_end = [data](std::uint32_t after) {
    while (data[after - 1] != '"' && is_space(data[after - 1])) --after;
    return after;
  };
  Frame* const bottom = scratch_.frames();
  Frame* const top = bottom + scratch_.max_depth();
  Frame* frame = bottom;
  const PlanShape* shape = subject_.root;  // of the value to come; nullptr: none
  const PlanEntry* entry = nullptr;
  std::uint8_t* const links = scratch_.links();
  std::uint32_t next = 0;  // token
  std::uint32_t at = 0;
  place_ = {subject_.state, kNoIndex};
  scratch_.clear_keys();
  frame->kind = FrameKind::kRoot;
  if (count == 0 || data[tokens[0]] != '{') return false;
  this->survey(tokens[0]);

value:  // of `shape`
  if (next >= count) return false;
  at = tokens[next++];
  switch (data[at]) {
    case '"': {
      if (shape == nullptr) {
        if (last_backslash_ == nullptr) break;
        const std::uint32_t end = string_end(token_or_end(next));
        std::string_view raw{data + at + 1, end - at - 2};
        if (has_backslash(raw) && !escapes(raw, false)) {
          const EscapeScan scan = scan_escapes(raw, false);
          if (scan.fault != EscapeFault::kNone || scan.surrogate != UINT32_MAX) return false;
        }
        break;
      }
      if (!string(*shape, at, string_end(token_or_end(next)))) return false;
      break;
    }
    case '{':
      goto open_object;
    case '[':
      goto open_array;
    case 't':
    case 'f':
      if (data[at] == 't' ? !is(at, "true") : !is_false(at)) return false;
      if (shape != nullptr && shape->kind != ShapeKind::kBoolean &&
          shape->kind != ShapeKind::kDocument) {
        return false;
      }
      break;
    case 'n':
      if (!is(at, "null")) return false;
      if (shape == nullptr) break;
      if (frame->kind == FrameKind::kStructure) {
        if (entry->required != kNoIndex && !planted("fast-null-required")) return false;
        --frame->count;
      } else if (shape->kind != ShapeKind::kDocument && !frame->shape->sparse &&
                 !planted("fast-null-item")) {
        return false;
      }
      break;
    default: {
      const char c = data[at];
      if (c != '-' && (c < '0' || c > '9')) return false;
      if (!number(shape, at)) return false;
    }
  }

after_value:
  if (next >= count) return frame->kind == FrameKind::kRoot;
  at = tokens[next++];
  switch (frame->kind) {
    case FrameKind::kStructure:
      if (data[at] == ',') goto structure_member;
      if (data[at] == '}') goto close;
      return false;
    case FrameKind::kMap:
      if (data[at] == ',') goto map_entry;
      if (data[at] == '}') goto close;
      return false;
    case FrameKind::kList:
      if (data[at] == ',') goto list_item;
      if (data[at] == ']') goto close;
      return false;
    case FrameKind::kObject:
      if (data[at] == ',') goto object_member;
      if (data[at] == '}') goto close;
      return false;
    case FrameKind::kArray:
      if (data[at] == ',') goto array_item;
      if (data[at] == ']') goto close;
      return false;
    case FrameKind::kRoot:
      return planted("fast-trailing");
  }
  return false;

open_object:
  if (frame + planted("depth-limit-early") == top) return false;
  ++frame;
  frame->shape = shape;
  frame->count = 0;
  frame->seen = 0;
  frame->mismatch = false;
  frame->key_base = scratch_.key_count();
  if (shape != nullptr && shape->kind != ShapeKind::kDocument) {
    frame->entries = plan_.entries(*shape);
    frame->predicted = 0;
    switch (shape->kind) {
      case ShapeKind::kStructure:
      case ShapeKind::kUnion:
        if (shape->entry_count > 64) return false;
        if (shape->entry_count == 0 && (next >= count || data[tokens[next]] != '}')) return false;
        frame->kind = FrameKind::kStructure;
        frame->places = place_.next_state == kNoIndex
                            ? nullptr
                            : plan_.places(subject_.operation, place_.next_state);
        if (next < count && data[tokens[next]] == '}') goto close_empty;
        goto structure_member;
      case ShapeKind::kMap:
        frame->kind = FrameKind::kMap;
        if (next < count && data[tokens[next]] == '}') goto close_empty;
        goto map_entry;
      default:
        return false;
    }
  }
  frame->kind = FrameKind::kObject;
  if (next < count && data[tokens[next]] == '}') goto close_empty;
  goto object_member;

open_array:
  if (frame + planted("depth-limit-early") == top) return false;
  ++frame;
  frame->shape = shape;
  frame->count = 0;
  frame->mismatch = false;
  frame->key_base = scratch_.key_count();
  if (shape != nullptr && shape->kind != ShapeKind::kDocument) {
    if (shape->kind != ShapeKind::kList || shape->unique_items) return false;
    frame->kind = FrameKind::kList;
    frame->entries = plan_.entries(*shape);
    if (next < count && data[tokens[next]] == ']') goto close_empty;
    goto list_item;
  }
  frame->kind = FrameKind::kArray;
  if (next < count && data[tokens[next]] == ']') goto close_empty;
  goto array_item;

structure_member: {
  // A name, its colon, its value and what follows: the closing bracket at least.
  if (count - next < 4) return false;
  std::uint8_t& link = links[frame->shape->first_link + frame->predicted];
  std::uint32_t position = link;
  if (!frame->entries[position].key.starts(data + tokens[next], end_ - tokens[next])) {
    position = find_member(*frame->shape, next);
    if (position == kNoIndex) return false;
    link = static_cast<std::uint8_t>(position);
  }
  entry = frame->entries + position;
  frame->predicted = position + 1;
  if ((frame->seen >> position & 1) != 0 && !planted("fast-member-twice")) return false;
  frame->seen |= entry->bits;
  frame->count += entry->member != kNoIndex;
  shape = entry->target;
  place_ = frame->places == nullptr ? PlanPlace{} : frame->places[position];
  next += 2;
  at = tokens[next];
  const std::uint32_t after = tokens[next + 1];
  if (shape == nullptr || data[at] != '"' || data[after - 1] != '"') goto value;
  if (!string(*shape, at, after)) return false;
  next += 2;
  at = after;
  if (data[at] == ',') goto structure_member;
  if (data[at] == '}') goto close;
  return false;
}

map_entry: {
  if (next + 1 >= count) return false;
  const std::uint32_t begin = tokens[next], colon = tokens[next + 1];
  if (data[begin] != '"' || data[colon] != ':') return false;
  next += 2;
  const std::uint32_t end = string_end(colon);
  place_ = {};
  if (!string(plan_.shape(frame->entries[0].shape), begin, end) && !planted("fast-key"))
    return false;
  if (!remember(*frame, begin, end)) return false;
  ++frame->count;
  shape = &plan_.shape(frame->entries[1].shape);
  goto value;
}

list_item:
  place_ = {};
  shape = &plan_.shape(frame->entries[0].shape);
  if (shape->text == TextCheck::kClasses) strings(*frame, *shape, next);
  ++frame->count;
  goto value;

object_member: {
  if (next + 1 >= count) return false;
  const std::uint32_t begin = tokens[next], colon = tokens[next + 1];
  if (data[begin] != '"' || data[colon] != ':') return false;
  next += 2;
  if (!remember(*frame, begin, string_end(colon))) return false;
  shape = nullptr;
  goto value;
}

array_item:
  shape = nullptr;
  goto value;

close_empty:
  ++next;

close:
  switch (frame->kind) {
    case FrameKind::kStructure:
      if ((~frame->seen & frame->shape->required_bits) != 0 && !planted("fast-absent"))
        return false;
      if (frame->shape->kind == ShapeKind::kUnion && frame->count != 1) return false;
      break;
    case FrameKind::kMap:
      if (!no_name_twice(*frame)) return false;
      [[fallthrough]];
    case FrameKind::kList:
      if (!length(*frame->shape, frame->count)) return false;
      break;
    case FrameKind::kObject:
      if (!no_name_twice(*frame)) return false;
      break;
    case FrameKind::kArray:
    case FrameKind::kRoot:
      break;
  }
  scratch_.drop_keys(frame->key_base);
  --frame;
  goto after_value;
}

}  // namespace assay

#endif  // ASSAY_PARSERS_WALK_VERDICT_H_
