// The fast tier of a check: whether there is nothing at all to find in a body.
//
// It knows no findings. Whatever it does not like - a broken constraint, a name it does not know, a
// spelling it was not made for - it declines, and the walk with the checking sink says what is
// there. So it may be narrower than that walk and never wider: a body that it takes has no finding
// of any severity.
#ifndef ASSAY_PARSERS_WALK_VERDICT_H_
#define ASSAY_PARSERS_WALK_VERDICT_H_

#include <cmath>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "parsers/rules.h"
#include "parsers/scalars.h"
#include "parsers/segment_match.h"
#include "parsers/structural_scan.h"
#include "parsers/timestamp.h"
#include "parsers/verdict_subject.h"
#include "parsers/walk_plan.h"
#include "parsers/walk_scratch.h"

namespace assay {

// What Simd has to have beside that of SegmentMatch:
//   static bool has_backslash(const char* at, const char* end);
//   static bool date_time(const char* at, CivilTime& time);  of `YYYY-MM-DDTHH:MM`, 16 bytes
template <typename Simd>
class VerdictWalk {
 public:
  explicit VerdictWalk(const VerdictSubject& subject) noexcept
      : subject_(subject),
        plan_(*subject.plan),
        scratch_(*subject.scratch),
        data_(subject.text->data),
        tokens_(subject.text->tokens),
        count_(subject.text->token_count),
        end_(subject.text->end) {}

  // See SimdFunctions::clean.
  static bool clean(const VerdictSubject& subject, std::uint64_t& filled) noexcept {
    VerdictWalk walk(subject);
    if (!walk.run()) return false;
    filled |= walk.filled_;
    return true;
  }

 private:
  bool run() noexcept;
  static bool is_space(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
  bool ends_token(std::uint32_t at) const noexcept {
    if (at >= end_) return true;
    const char c = data_[at];
    return c == ',' || c == '}' || c == ']' || is_space(c);
  }
  // As WalkSteps::string_end.
  std::uint32_t string_end(std::uint32_t next) const noexcept {
    while (is_space(data_[next - 1])) --next;
    return next;
  }
  // The token at `next`, or the end of the text.
  std::uint32_t token_or_end(std::uint32_t next) const noexcept {
    return next < count_ ? tokens_[next] : end_;
  }
  bool is(std::uint32_t at, const char (&word)[5]) const noexcept {
    return end_ - at >= 4 && std::memcmp(data_ + at, word, 4) == 0 && ends_token(at + 4);
  }
  bool is_false(std::uint32_t at) const noexcept {
    return end_ - at >= 5 && std::memcmp(data_ + at, "false", 5) == 0 && ends_token(at + 5);
  }
  bool has_backslash(std::string_view raw) const noexcept {
    const char* const from = raw.data();
    return from < last_backslash_ && from + raw.size() > first_backslash_ &&
           Simd::has_backslash(from, from + raw.size());
  }

  void find_backslashes() noexcept;
  SlotValue* slot(std::uint32_t begin, std::uint32_t end) noexcept;
  bool decode(std::string_view& text) noexcept;
  static bool read_seconds(std::string_view text, CivilTime& time) noexcept;
  bool string(const PlanShape& shape, std::uint32_t begin, std::uint32_t end) noexcept;
  bool text(const PlanShape& shape, std::string_view text) const noexcept;
  bool timestamp(const PlanShape& shape, std::string_view text, Timestamp& instant) const noexcept;
  bool number(const PlanShape* shape, std::uint32_t begin) noexcept;
  bool integer(const PlanShape& shape, std::int64_t value) const noexcept;
  bool real(const PlanShape& shape, std::string_view text) const noexcept;
  bool length(const PlanShape& shape, std::uint64_t length) const noexcept {
    return length >= shape.length_min &&
           (shape.length_max == kNoIndex || length <= shape.length_max);
  }
  void strings(Frame& frame, const PlanShape& item, std::uint32_t& next) noexcept;
  bool remember(Frame& frame, std::uint32_t begin, std::uint32_t end) noexcept;
  bool no_name_twice(const Frame& frame) noexcept;

  const VerdictSubject& subject_;
  const WalkPlan& plan_;
  WalkScratch& scratch_;
  const char* const data_;
  const std::uint32_t* const tokens_;
  const std::uint32_t count_;
  const std::uint32_t end_;
  // Every backslash lies between the two.
  const char* first_backslash_ = nullptr;
  const char* last_backslash_ = nullptr;
  PlanPlace place_;  // of the value to come
  std::uint64_t filled_ = 0;
};

template <typename Simd>
void VerdictWalk<Simd>::find_backslashes() noexcept {
  constexpr std::ptrdiff_t kBlock = 256;
  const char* begin = data_;
  const char* end = data_ + end_;
  while (end - begin > kBlock && !Simd::has_backslash(begin, begin + kBlock)) begin += kBlock;
  if (end - begin <= kBlock && !Simd::has_backslash(begin, end)) return;
  while (end - begin > kBlock && !Simd::has_backslash(end - kBlock, end)) end -= kBlock;
  first_backslash_ = begin;
  last_backslash_ = end;
}

// The slot that a value without fault fills.
template <typename Simd>
SlotValue* VerdictWalk<Simd>::slot(std::uint32_t begin, std::uint32_t end) noexcept {
  if (place_.slot == kNoIndex) return nullptr;
  filled_ |= std::uint64_t{1} << place_.slot;
  SlotValue& slot = subject_.slots[place_.slot];
  slot.part = subject_.part;
  slot.begin = begin + subject_.offset;
  slot.end = end + subject_.offset;
  return &slot;
}

// Takes escapes out of a text; false where they are no text.
template <typename Simd>
bool VerdictWalk<Simd>::decode(std::string_view& text) noexcept {
  const EscapeScan scan = scan_escapes(text, false);
  if (scan.fault != EscapeFault::kNone || scan.surrogate != UINT32_MAX) return false;
  text = scratch_.decode(text);
  return true;
}

// What follows the minutes: `:SSZ` or `:SS.mmmZ`. REQUIRES: 20 or 24 characters.
template <typename Simd>
bool VerdictWalk<Simd>::read_seconds(std::string_view text, CivilTime& time) noexcept {
  const auto digit = [&](std::size_t at) { return static_cast<unsigned char>(text[at] - '0'); };
  if (text[16] != ':' || text.back() != 'Z' || digit(17) > 9 || digit(18) > 9) return false;
  time.second = digit(17) * 10 + digit(18);
  if (text.size() == 20) return true;
  if (text[19] != '.' || digit(20) > 9 || digit(21) > 9 || digit(22) > 9) return false;
  time.nanoseconds = (digit(20) * 100u + digit(21) * 10u + digit(22)) * 1'000'000u;
  return true;
}

template <typename Simd>
bool VerdictWalk<Simd>::timestamp(const PlanShape& shape, std::string_view text,
                                  Timestamp& instant) const noexcept {
  if (shape.table->timestamp_format == TimestampFormat::kDateTime &&
      (text.size() == 20 || text.size() == 24)) {
    CivilTime time;
    if (Simd::date_time(text.data(), time) && read_seconds(text, time)) {
      return instant_of(time, instant);
    }
  }
  TimestampReading reading;
  switch (shape.table->timestamp_format) {
    case TimestampFormat::kDateTime:
      reading = read_date_time(text);
      break;
    case TimestampFormat::kHttpDate:
      reading = read_http_date(text);
      break;
    case TimestampFormat::kEpochSeconds:
      return false;
  }
  instant = reading.instant;
  return reading.judgement == Judgement::kMustAccept;
}

template <typename Simd>
bool VerdictWalk<Simd>::text(const PlanShape& shape, std::string_view text) const noexcept {
  // Bytes bound characters: few bytes are few characters, one byte is at least one.
  if (text.size() > shape.length_max || shape.length_min > 1 || text.size() < shape.length_min) {
    if (!length(shape, count_scalars(text))) return false;
  }
  if (shape.pattern == nullptr) return !shape.odd_pattern;
  const SegmentProgram* const program = shape.pattern->program();
  return program != nullptr ? SegmentMatch<Simd>::match(*program, text)
                            : shape.pattern->matches(text);
}

template <typename Simd>
bool VerdictWalk<Simd>::string(const PlanShape& shape, std::uint32_t begin,
                               std::uint32_t end) noexcept {
  const std::string_view raw{data_ + begin + 1, end - begin - 2};
  std::string_view value = raw;
  const bool escaped = has_backslash(raw);
  if (escaped && !decode(value)) return false;
  switch (shape.kind) {
    case ShapeKind::kString:
      if (!text(shape, value)) return false;
      break;
    case ShapeKind::kEnum:
      if (plan_.find_enum(shape, PlanName(value)) == kNoIndex) return false;
      break;
    case ShapeKind::kBlob: {
      const std::int64_t size = base64_size(value);
      if (size < 0 || !length(shape, static_cast<std::uint64_t>(size))) return false;
      break;
    }
    case ShapeKind::kTimestamp: {
      Timestamp instant;
      if (!timestamp(shape, value, instant)) return false;
      if (SlotValue* const filled = slot(begin, end)) filled->timestamp = instant;
      return true;
    }
    case ShapeKind::kDocument:
      return true;
    default:
      return false;
  }
  if (SlotValue* const filled = slot(begin, end)) {
    filled->raw = raw;
    filled->escaped = escaped;
  }
  return true;
}

template <typename Simd>
bool VerdictWalk<Simd>::integer(const PlanShape& shape, std::int64_t value) const noexcept {
  const ShapeTable& table = *shape.table;
  const IntegerWidth width = width_of(shape.kind);
  if (value < width.min || value > width.max) return false;
  if (table.range_min_id != kNoIndex && value < table.range_min) return false;
  if (table.range_max_id != kNoIndex && value > table.range_max) return false;
  if (shape.kind != ShapeKind::kIntEnum || table.enum_id == kNoIndex) return true;
  const auto& values = plan_.tables().int_enum_values;
  for (std::uint32_t i = 0; i < table.enum_count; ++i) {
    if (values[table.first_enum + i] == value) return true;
  }
  return false;
}

template <typename Simd>
bool VerdictWalk<Simd>::real(const PlanShape& shape, std::string_view text) const noexcept {
  const ShapeTable& table = *shape.table;
  const double value = read_double(text);
  if (std::isinf(value)) return false;
  if (shape.kind == ShapeKind::kFloat && std::isinf(static_cast<float>(value))) return false;
  return (table.range_min_id == kNoIndex || !(value < table.range_min_double)) &&
         (table.range_max_id == kNoIndex || !(value > table.range_max_double));
}

// A number of a shape, or of none.
template <typename Simd>
bool VerdictWalk<Simd>::number(const PlanShape* shape, std::uint32_t begin) noexcept {
  const NumberScan scan = scan_number(data_, begin, end_);
  if (scan.grammar > NumberGrammar::kDecimal || !ends_token(scan.end)) return false;
  if (shape == nullptr || shape->kind == ShapeKind::kDocument) return true;
  const std::string_view text{data_ + begin, scan.end - begin};
  switch (shape->kind) {
    case ShapeKind::kByte:
    case ShapeKind::kShort:
    case ShapeKind::kInteger:
    case ShapeKind::kLong:
    case ShapeKind::kIntEnum:
    case ShapeKind::kBigInteger: {
      const IntegerReading reading = read_integer(text);
      if (reading.kind != IntegerKind::kPlain || reading.respelt) return false;
      if (!integer(*shape, reading.value)) return false;
      if (SlotValue* const filled = slot(begin, scan.end)) filled->integer = reading.value;
      return true;
    }
    case ShapeKind::kFloat:
    case ShapeKind::kDouble:
    case ShapeKind::kBigDecimal:
      return real(*shape, text);
    case ShapeKind::kTimestamp: {
      if (shape->table->timestamp_format != TimestampFormat::kEpochSeconds) return false;
      const TimestampReading reading = read_epoch_seconds(text);
      if (reading.judgement != Judgement::kMustAccept) return false;
      if (SlotValue* const filled = slot(begin, scan.end)) filled->timestamp = reading.instant;
      return true;
    }
    default:
      return false;
  }
}

// Passes over the strings of a list that are as they should be, without escapes and white space, up
// to the last or the first that is not; `next` is the token of the first.
template <typename Simd>
void VerdictWalk<Simd>::strings(Frame& frame, const PlanShape& item, std::uint32_t& next) noexcept {
  const SegmentProgram* const program = item.pattern == nullptr ? nullptr : item.pattern->program();
  const SimpleSegments* const simple = program == nullptr ? nullptr : program->simple();
  if (simple == nullptr || item.length_min > 1 || item.odd_pattern) return;
  if (program->byte_class(simple->head).member[static_cast<unsigned char>('\\')] != 0 ||
      program->byte_class(simple->rest).member[static_cast<unsigned char>('\\')] != 0) {
    return;
  }
  // What the classes hold is no backslash and ASCII, so bytes are characters.
  while (next + 1 < count_) {
    const std::uint32_t begin = tokens_[next], after = tokens_[next + 1];
    if (data_[begin] != '"' || data_[after - 1] != '"' || data_[after] != ',') return;
    const std::uint32_t size = after - begin - 2;
    if (size < item.length_min || size > item.length_max ||
        !SegmentMatch<Simd>::simple(*program, *simple, data_ + begin + 1, size)) {
      return;  // perhaps it has an escape
    }
    ++frame.count;
    next += 2;
  }
}

// Keeps a name of an object or map. Bits of its hash tell nearly always that it came once.
template <typename Simd>
bool VerdictWalk<Simd>::remember(Frame& frame, std::uint32_t begin, std::uint32_t end) noexcept {
  if (scratch_.key_count() - frame.key_base >= scratch_.max_keys()) return false;
  std::string_view name{data_ + begin + 1, end - begin - 2};
  if (has_backslash(name) && !decode(name)) return false;
  const std::uint32_t hash = hash_text(name);
  const std::uint64_t bit = std::uint64_t{1} << (hash >> 26);
  frame.mismatch = frame.mismatch || (frame.seen & bit) != 0;
  frame.seen |= bit;
  scratch_.push_key({begin, end, hash, 0});
  return true;
}

template <typename Simd>
bool VerdictWalk<Simd>::no_name_twice(const Frame& frame) noexcept {
  if (!frame.mismatch) return true;  // no bit came twice
  bool twice = false;
  scratch_.find_repeated(
      frame.key_base,
      [&](const KeyRecord& a, const KeyRecord& b) {
        const std::string_view x{data_ + a.begin + 1, a.end - a.begin - 2};
        const std::string_view y{data_ + b.begin + 1, b.end - b.begin - 2};
        return x == y || scratch_.same_text(x, y);
      },
      [&](const KeyRecord&, const KeyRecord&) { twice = true; });
  return !twice;
}

template <typename Simd>
bool VerdictWalk<Simd>::run() noexcept {
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
  find_backslashes();
  if (count_ == 0 || data_[tokens_[0]] != '{') return false;

value:  // of `shape`
  if (next >= count_) return false;
  at = tokens_[next++];
  switch (data_[at]) {
    case '"': {
      if (shape == nullptr) {
        if (last_backslash_ == nullptr) break;
        const std::uint32_t end = string_end(token_or_end(next));
        std::string_view raw{data_ + at + 1, end - at - 2};
        if (has_backslash(raw)) {
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
      if (data_[at] == 't' ? !is(at, "true") : !is_false(at)) return false;
      if (shape != nullptr && shape->kind != ShapeKind::kBoolean &&
          shape->kind != ShapeKind::kDocument) {
        return false;
      }
      break;
    case 'n':
      if (!is(at, "null")) return false;
      if (shape == nullptr) break;
      if (frame->kind == FrameKind::kStructure) {
        if (entry->required != kNoIndex) return false;
        --frame->count;
      } else if (shape->kind != ShapeKind::kDocument && !frame->shape->sparse) {
        return false;
      }
      break;
    default: {
      const char c = data_[at];
      if (c != '-' && (c < '0' || c > '9')) return false;
      if (!number(shape, at)) return false;
    }
  }

after_value:
  if (next >= count_) return frame->kind == FrameKind::kRoot;
  at = tokens_[next++];
  switch (frame->kind) {
    case FrameKind::kStructure:
      if (data_[at] == ',') goto structure_member;
      if (data_[at] == '}') goto close;
      return false;
    case FrameKind::kMap:
      if (data_[at] == ',') goto map_entry;
      if (data_[at] == '}') goto close;
      return false;
    case FrameKind::kList:
      if (data_[at] == ',') goto list_item;
      if (data_[at] == ']') goto close;
      return false;
    case FrameKind::kObject:
      if (data_[at] == ',') goto object_member;
      if (data_[at] == '}') goto close;
      return false;
    case FrameKind::kArray:
      if (data_[at] == ',') goto array_item;
      if (data_[at] == ']') goto close;
      return false;
    case FrameKind::kRoot:
      return false;
  }
  return false;

open_object:
  if (frame == top) return false;
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
        frame->kind = FrameKind::kStructure;
        frame->places = place_.next_state == kNoIndex
                            ? nullptr
                            : plan_.places(subject_.operation, place_.next_state);
        if (next < count_ && data_[tokens_[next]] == '}') goto close_empty;
        goto structure_member;
      case ShapeKind::kMap:
        frame->kind = FrameKind::kMap;
        if (next < count_ && data_[tokens_[next]] == '}') goto close_empty;
        goto map_entry;
      default:
        return false;
    }
  }
  frame->kind = FrameKind::kObject;
  if (next < count_ && data_[tokens_[next]] == '}') goto close_empty;
  goto object_member;

open_array:
  if (frame == top) return false;
  ++frame;
  frame->shape = shape;
  frame->count = 0;
  frame->mismatch = false;
  frame->key_base = scratch_.key_count();
  if (shape != nullptr && shape->kind != ShapeKind::kDocument) {
    if (shape->kind != ShapeKind::kList || shape->unique_items) return false;
    frame->kind = FrameKind::kList;
    frame->entries = plan_.entries(*shape);
    if (next < count_ && data_[tokens_[next]] == ']') goto close_empty;
    goto list_item;
  }
  frame->kind = FrameKind::kArray;
  if (next < count_ && data_[tokens_[next]] == ']') goto close_empty;
  goto array_item;

structure_member: {
  if (next + 1 >= count_) return false;
  const std::uint32_t begin = tokens_[next], colon = tokens_[next + 1];
  if (data_[begin] != '"' || data_[colon] != ':') return false;
  next += 2;
  const PlanName name({data_ + begin + 1, string_end(colon) - begin - 2});
  std::uint32_t position = frame->predicted;
  if (position >= frame->shape->entry_count || !(frame->entries[position].name == name)) {
    position = plan_.find_entry(*frame->shape, name);
    if (position == kNoIndex) return false;
  }
  frame->predicted = position + 1;
  entry = frame->entries + position;
  if ((frame->seen >> position & 1) != 0) return false;
  frame->seen |= entry->bits;
  frame->count += entry->member != kNoIndex;
  shape = entry->shape == kNoIndex ? nullptr : &plan_.shape(entry->shape);
  place_ = frame->places == nullptr ? PlanPlace{} : frame->places[position];
  goto value;
}

map_entry: {
  if (next + 1 >= count_) return false;
  const std::uint32_t begin = tokens_[next], colon = tokens_[next + 1];
  if (data_[begin] != '"' || data_[colon] != ':') return false;
  next += 2;
  const std::uint32_t end = string_end(colon);
  place_ = {};
  if (!string(plan_.shape(frame->entries[0].shape), begin, end)) return false;
  if (!remember(*frame, begin, end)) return false;
  ++frame->count;
  shape = &plan_.shape(frame->entries[1].shape);
  goto value;
}

list_item:
  place_ = {};
  shape = &plan_.shape(frame->entries[0].shape);
  if (shape->kind == ShapeKind::kString) strings(*frame, *shape, next);
  ++frame->count;
  goto value;

object_member: {
  if (next + 1 >= count_) return false;
  const std::uint32_t begin = tokens_[next], colon = tokens_[next + 1];
  if (data_[begin] != '"' || data_[colon] != ':') return false;
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
      if ((frame->seen & frame->shape->required_bits) != frame->shape->required_bits) return false;
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
