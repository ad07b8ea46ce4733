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
#include "parsers/verdict_names.h"
#include "parsers/verdict_subject.h"
#include "parsers/verdict_values.h"
#include "parsers/walk_plan.h"
#include "parsers/walk_scratch.h"
#include "spec/fault.h"

namespace assay {

template <typename Simd>
class VerdictWalk : private VerdictNames<Simd> {
 public:
  explicit VerdictWalk(const VerdictSubject& subject) noexcept
      : VerdictNames<Simd>(subject),
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
  using Values = VerdictNames<Simd>;
  using Values::data_;
  using Values::end_;
  using Values::escapes;
  using Values::find_member;
  using Values::has_backslash;
  using Values::is;
  using Values::is_false;
  using Values::is_space;
  using Values::last_backslash_;
  using Values::length;
  using Values::limit_;
  using Values::no_name_twice;
  using Values::number;
  using Values::place_;
  using Values::plan_;
  using Values::remember;
  using Values::scratch_;
  using Values::string;
  using Values::subject_;

  enum class Stop : std::uint8_t {
    kValue,  // before a value that is no string as it usually stands there
    kClose,  // past the bracket
    kDecline,
  };

  bool run() noexcept;
  // Not inlined, unlike what members() does all the time.
  [[gnu::noinline]] bool string_apart(const PlanShape& shape, std::uint32_t begin,
                                      std::uint32_t end) noexcept {
    return string(shape, begin, end, place_.slot);
  }
  void strings(Frame& frame, const PlanShape& item, std::uint32_t& next) noexcept;
  Stop members(Frame& frame, std::uint32_t& next) noexcept;

  const std::uint32_t* const tokens_;
  const std::uint32_t count_;
  const PlanEntry* entry_ = nullptr;  // of the member whose value comes
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

// Passes over the members of a structure whose values are strings; `next` is the token of a name.
// Where it stops before a value, `next` is the token of that, and place_ and entry_ say what it is.
template <typename Simd>
[[gnu::noinline]] auto VerdictWalk<Simd>::members(Frame& frame, std::uint32_t& next) noexcept
    -> Stop {
  // Copies, so that no store makes the compiler look them up again.
  const char* const data = data_;
  const std::uint32_t end = end_;
  const std::uint32_t* token = tokens_ + next;
  const std::uint32_t* const past = tokens_ + count_;
  const PlanEntry* const entries = frame.entries;
  const PlanPlace* const places = frame.places;
  std::uint8_t* link = scratch_.links() + frame.shape->first_link + frame.predicted;
  std::uint64_t seen = frame.seen;
  for (;;) {
    // A name, its colon, its value and what follows: the closing bracket at least.
    if (past - token < 4) return Stop::kDecline;
    std::uint32_t position = *link;
    if (!entries[position].key.starts(data + token[0], end - token[0])) {
      position = find_member(*frame.shape, token);
      if (position == kNoIndex) return Stop::kDecline;
      *link = static_cast<std::uint8_t>(position);
    }
    const PlanEntry& entry = entries[position];
    link = scratch_.links() + frame.shape->first_link + position + 1;
    if ((seen >> position & 1) != 0 && !planted("fast-member-twice")) return Stop::kDecline;
    seen |= entry.bits;
    frame.count += entry.member != kNoIndex;
    const std::uint32_t value = token[2], after = token[3];
    if (entry.target == nullptr || data[value] != '"' || data[after - 1] != '"') {
      frame.seen = seen;
      frame.predicted = position + 1;
      place_ = places == nullptr ? PlanPlace{} : places[position];
      entry_ = &entry;
      next = static_cast<std::uint32_t>(token - tokens_) + 2;
      return Stop::kValue;
    }
    const std::uint32_t to_fill = places == nullptr ? kNoIndex : places[position].slot;
    if (!string(*entry.target, value, after, to_fill)) return Stop::kDecline;
    token += 4;
    if (data[after] == ',') continue;
    if (data[after] != '}') return Stop::kDecline;
    frame.seen = seen;
    next = static_cast<std::uint32_t>(token - tokens_);
    return Stop::kClose;
  }
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
        if (has_backslash(raw) && escapes(raw, false) == Escapes::kUnclear) {
          const EscapeScan scan = scan_escapes(raw, false);
          if (scan.fault != EscapeFault::kNone || scan.surrogate != UINT32_MAX) return false;
        }
        break;
      }
      if (!string_apart(*shape, at, string_end(token_or_end(next)))) return false;
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
  if (next >= count) {
    // The frame of the root is left as it was.
    return frame->kind == FrameKind::kRoot && (bottom[1].seen & subject_.unwanted) == 0;
  }
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

structure_member:
  switch (members(*frame, next)) {
    case Stop::kValue:
      entry = entry_;
      shape = entry->target;
      goto value;
    case Stop::kClose:
      goto close;
    case Stop::kDecline:
      return false;
  }

map_entry: {
  if (next + 1 >= count) return false;
  const std::uint32_t begin = tokens[next], colon = tokens[next + 1];
  if (data[begin] != '"' || data[colon] != ':') return false;
  next += 2;
  const std::uint32_t end = string_end(colon);
  place_ = {};
  if (!string_apart(plan_.shape(frame->entries[0].shape), begin, end) && !planted("fast-key")) {
    return false;
  }
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
      if ((~frame->seen & frame->shape->required_bits) != 0 && !planted("fast-absent")) {
        return false;
      }
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
