// Values in the fast tier of a check: whether a string or number keeps its constraints.
#ifndef ASSAY_PARSERS_VERDICT_VALUES_H_
#define ASSAY_PARSERS_VERDICT_VALUES_H_

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "parsers/rules.h"
#include "parsers/scalars.h"
#include "parsers/segment_match.h"
#include "parsers/structural_scan.h"
#include "parsers/timestamp.h"
#include "parsers/verdict_escapes.h"
#include "parsers/verdict_subject.h"
#include "parsers/walk_plan.h"
#include "parsers/walk_scratch.h"
#include "spec/fault.h"

namespace assay {

// What Simd has to have beside that of SegmentMatch and VerdictEscapes:
//   static std::uint32_t survey(const char* at, const char* end);
//       bit 0: a backslash is in the text; bit 1: a byte beyond ASCII
//   static bool has_backslash(const char* at, const char* end, const char* limit);
//       whether one is in [at, end); reads [at, limit)
//   static bool date_time(const char* at, CivilTime& time);  of `YYYY-MM-DDTHH:MM`, 16 bytes
template <typename Simd>
class VerdictValues {
 protected:
  explicit VerdictValues(const VerdictSubject& subject) noexcept
      : subject_(subject),
        plan_(*subject.plan),
        scratch_(*subject.scratch),
        data_(subject.text->data),
        limit_(data_ + subject.text->end),
        end_(subject.text->end) {}

  static bool is_space(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
  // Whether a number or literal may end there: before what can follow a value.
  bool ends_token(std::uint32_t at) const noexcept {
    if (at >= end_) return true;
    const char c = data_[at];
    return c == ',' || c == '}' || c == ']' || is_space(c);
  }
  bool is(std::uint32_t at, const char (&word)[5]) const noexcept {
    return end_ - at >= 4 && std::memcmp(data_ + at, word, 4) == 0 && ends_token(at + 4);
  }
  bool is_false(std::uint32_t at) const noexcept {
    return end_ - at >= 5 && std::memcmp(data_ + at, "false", 5) == 0 && ends_token(at + 5);
  }
  // Whether a text lies where backslashes are.
  [[gnu::always_inline]] bool near_backslash(std::string_view raw) const noexcept {
    return raw.data() < last_backslash_ && raw.data() + raw.size() > first_backslash_;
  }
  [[gnu::always_inline]] bool has_backslash(std::string_view raw) const noexcept {
    return near_backslash(raw) && Simd::has_backslash(raw.data(), raw.data() + raw.size(), limit_);
  }
  bool length(const PlanShape& shape, std::uint64_t length) const noexcept {
    return length >= shape.length_min &&
           (shape.length_max == kNoIndex ||
            length <= shape.length_max + (planted("fast-length-max") ? 1ull : 0));
  }

  bool decode(std::string_view& text) noexcept {
    return VerdictEscapes<Simd>::decode(text, scratch_);
  }
  // Of a string whose text may be any; `one_line`: but for ends of lines.
  [[gnu::always_inline]] Escapes escapes(std::string_view raw, bool one_line) const noexcept {
    if (!near_backslash(raw)) return Escapes::kNone;
    return VerdictEscapes<Simd>::look(raw.data(), raw.data() + raw.size(), limit_, one_line);
  }

  void survey(std::uint32_t begin) noexcept;
  // `to_fill`: a slot, or kNoIndex.
  SlotValue* slot(std::uint32_t to_fill, std::uint32_t begin, std::uint32_t end) noexcept;
  bool string(const PlanShape& shape, std::uint32_t begin, std::uint32_t end,
              std::uint32_t to_fill) noexcept;
  bool any_string(const PlanShape& shape, std::uint32_t begin, std::uint32_t end,
                  std::uint32_t to_fill) noexcept;
  bool number(const PlanShape* shape, std::uint32_t begin) noexcept;

  const VerdictSubject& subject_;
  const WalkPlan& plan_;
  WalkScratch& scratch_;
  const char* const data_;
  const char* const limit_;  // nothing at or after it is read
  const std::uint32_t end_;
  // Every backslash lies between the two.
  const char* first_backslash_ = nullptr;
  const char* last_backslash_ = nullptr;
  bool ascii_ = false;
  PlanPlace place_;  // of the value to come
  std::uint64_t filled_ = 0;

 private:
  static bool read_seconds(const char* at, bool milliseconds, CivilTime& time) noexcept;
  static bool usual_time(std::string_view text, CivilTime& time) noexcept;
  bool text(const PlanShape& shape, std::string_view text) const noexcept;
  bool timestamp(const PlanShape& shape, std::string_view text, Timestamp& instant) const noexcept;
  bool integer(const PlanShape& shape, std::int64_t value) const noexcept;
  bool real(const PlanShape& shape, std::string_view text) const noexcept;

  // The last text that a program took: a message often says the same name twice.
  const PlanShape* matched_shape_ = nullptr;
  std::string_view matched_;
};

// Looks through the text from `begin` on.
template <typename Simd>
void VerdictValues<Simd>::survey(std::uint32_t begin) noexcept {
  constexpr std::ptrdiff_t kBlock = 512;
  std::uint32_t all = 0;
  for (const char* at = data_ + begin; at != limit_;) {
    const char* const end = limit_ - at > kBlock ? at + kBlock : limit_;
    const std::uint32_t found = Simd::survey(at, end);
    all |= found;
    if ((found & 1) != 0) {
      if (first_backslash_ == nullptr) first_backslash_ = at;
      last_backslash_ = end;
    }
    at = end;
  }
  ascii_ = (all & 2) == 0;
}

// The slot that a value without fault fills.
template <typename Simd>
[[gnu::always_inline]] inline SlotValue* VerdictValues<Simd>::slot(std::uint32_t to_fill,
                                                                   std::uint32_t begin,
                                                                   std::uint32_t end) noexcept {
  if (to_fill == kNoIndex) return nullptr;
  filled_ |= std::uint64_t{1} << to_fill;
  SlotValue& slot = subject_.slots[to_fill];
  slot.part = subject_.part;
  slot.begin = begin + (planted("fast-slot-place") ? 0 : subject_.offset);
  slot.end = end + subject_.offset;
  return &slot;
}

// `:00Z` or `:00.000Z`, the rest of a time of 20 or 24 bytes. Eight bytes at once: what differs
// from the form may only do so in digits, by up to 9.
template <typename Simd>
bool VerdictValues<Simd>::read_seconds(const char* at, bool milliseconds,
                                       CivilTime& time) noexcept {
  constexpr std::uint64_t kForm = 0x5a3030302e30303a, kShortForm = 0x5a30303a;  // little endian
  constexpr std::uint64_t kDigits = 0x000f0f0f000f0f00, kShortDigits = 0x000f0f00;
  constexpr std::uint64_t kSix = 0x0606060606060606;
  std::uint64_t text = 0;
  if (milliseconds) {
    text = load_8(at);
  } else {
    std::uint32_t low = 0;
    std::memcpy(&low, at, 4);
    text = low;
  }
  if constexpr (std::endian::native == std::endian::big) {
    text = std::byteswap(milliseconds ? text : text << 32);
  }
  const std::uint64_t digits = text ^ (milliseconds ? kForm : kShortForm);
  const std::uint64_t where = milliseconds ? kDigits : kShortDigits;
  if ((digits & ~where) != 0 || ((digits + (kSix & where)) & ~where) != 0) return false;
  const auto digit = [&](int i) { return static_cast<std::uint32_t>(digits >> 8 * i & 0xf); };
  time.second = static_cast<int>(digit(1) * 10 + digit(2));
  if (planted("fast-milliseconds-lost")) return true;
  time.nanoseconds = (digit(4) * 100 + digit(5) * 10 + digit(6)) * 1'000'000;
  return true;
}

// `2026-11-22T09:37:21Z`, with or without milliseconds.
template <typename Simd>
[[gnu::always_inline]] inline bool VerdictValues<Simd>::usual_time(std::string_view text,
                                                                   CivilTime& time) noexcept {
  if ((text.size() != 20 && text.size() != 24) || !Simd::date_time(text.data(), time) ||
      !read_seconds(text.data() + 16, text.size() == 24, time)) {
    return false;
  }
  const auto within = [](int value, int first, unsigned count) {
    return static_cast<unsigned>(value - first) < count;
  };
  const bool surely = within(time.month, 1, 12) && within(time.day, 1, 28) && time.year != 0 &&
                      within(time.hour, 0, 24) && within(time.minute, 0, 60) &&
                      within(time.second, 0, 60);
  return surely || exists(time) || planted("fast-date-unchecked");
}

template <typename Simd>
bool VerdictValues<Simd>::timestamp(const PlanShape& shape, std::string_view text,
                                    Timestamp& instant) const noexcept {
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
bool VerdictValues<Simd>::text(const PlanShape& shape, std::string_view text) const noexcept {
  // Bytes bound characters: few bytes are few characters, one byte is at least one.
  if (text.size() > shape.length_max || shape.length_min > 1 || text.size() < shape.length_min) {
    if (!length(shape, count_scalars(text))) return false;
  }
  if (shape.program != nullptr)
    return SegmentMatch<Simd>::match(*shape.program, text, text.data() + text.size());
  return shape.pattern == nullptr ? !shape.odd_pattern : shape.pattern->matches(text);
}

// A string of any kind of shape, at leisure.
template <typename Simd>
[[gnu::noinline]] bool VerdictValues<Simd>::any_string(const PlanShape& shape, std::uint32_t begin,
                                                       std::uint32_t end,
                                                       std::uint32_t to_fill) noexcept {
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
      if (SlotValue* const filled = slot(to_fill, begin, end)) filled->timestamp = instant;
      return true;
    }
    case ShapeKind::kDocument:
      return true;
    default:
      return false;
  }
  if (SlotValue* const filled = slot(to_fill, begin, end)) {
    filled->raw = raw;
    filled->escaped = escaped;
  }
  return true;
}

// A string as it usually stands there.
template <typename Simd>
[[gnu::always_inline]] inline bool VerdictValues<Simd>::string(const PlanShape& shape,
                                                               std::uint32_t begin,
                                                               std::uint32_t end,
                                                               std::uint32_t to_fill) noexcept {
  const std::string_view raw{data_ + begin + 1, end - begin - 2};
  bool escaped = false;
  if (raw.size() - std::size_t{shape.text_min} > std::size_t{shape.text_max} - shape.text_min) {
    return any_string(shape, begin, end, to_fill);
  }
  switch (shape.text) {
    case TextCheck::kClasses:
      if (shape.head->member[static_cast<unsigned char>(raw.front())] == 0 ||
          !Simd::all(*shape.rest, raw.data() + 1, raw.size() - 1, limit_)) {
        return any_string(shape, begin, end, to_fill);
      }
      break;
    case TextCheck::kAny:
      if (!ascii_) return any_string(shape, begin, end, to_fill);
      if (near_backslash(raw)) {
        const Escapes found = escapes(raw, true);
        if (found == Escapes::kUnclear) return any_string(shape, begin, end, to_fill);
        escaped = found == Escapes::kFine;
      }
      break;
    case TextCheck::kEnum: {
      std::uint8_t& link = scratch_.links()[shape.first_link];
      if (plan_.enum_name(shape, link).is(raw)) break;
      const std::uint32_t position = plan_.find_enum(shape, PlanName(raw));
      if (position == kNoIndex) return any_string(shape, begin, end, to_fill);
      if (position <= UINT8_MAX) link = static_cast<std::uint8_t>(position);
      break;
    }
    case TextCheck::kProgram:
      if (has_backslash(raw)) return any_string(shape, begin, end, to_fill);
      if (&shape != matched_shape_ || raw != matched_) {
        if (!SegmentMatch<Simd>::match(*shape.program, raw, limit_)) return false;
        matched_shape_ = &shape;
        matched_ = raw;
      }
      break;
    case TextCheck::kDateTime: {
      CivilTime time;
      if (!usual_time(raw, time)) return any_string(shape, begin, end, to_fill);
      if (SlotValue* const filled = slot(to_fill, begin, end)) filled->timestamp = instant_of(time);
      return true;
    }
    case TextCheck::kOther:
      return any_string(shape, begin, end, to_fill);
  }
  if (SlotValue* const filled = slot(to_fill, begin, end)) {
    filled->raw = raw;
    filled->escaped = escaped;
  }
  return true;
}

template <typename Simd>
bool VerdictValues<Simd>::integer(const PlanShape& shape, std::int64_t value) const noexcept {
  const ShapeTable& table = *shape.table;
  const IntegerWidth width = width_of(shape.kind);
  if ((value < width.min || value > width.max) && !planted("fast-int32-unchecked")) return false;
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
bool VerdictValues<Simd>::real(const PlanShape& shape, std::string_view text) const noexcept {
  const ShapeTable& table = *shape.table;
  const double value = read_double(text);
  if (std::isinf(value)) return false;
  if (shape.kind == ShapeKind::kFloat && std::isinf(static_cast<float>(value))) return false;
  return (table.range_min_id == kNoIndex || !(value < table.range_min_double)) &&
         (table.range_max_id == kNoIndex || !(value > table.range_max_double));
}

// A number of a shape, or of none.
template <typename Simd>
bool VerdictValues<Simd>::number(const PlanShape* shape, std::uint32_t begin) noexcept {
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
      const bool respelt = reading.kind != IntegerKind::kPlain || reading.respelt;
      if (respelt && !(planted("fast-spelling") && reading.kind == IntegerKind::kRespelt)) {
        return false;
      }
      if (!integer(*shape, reading.value)) return false;
      if (SlotValue* const filled = slot(place_.slot, begin, scan.end))
        filled->integer = reading.value;
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
      if (SlotValue* const filled = slot(place_.slot, begin, scan.end))
        filled->timestamp = reading.instant;
      return true;
    }
    default:
      return false;
  }
}

}  // namespace assay

#endif  // ASSAY_PARSERS_VERDICT_VALUES_H_
