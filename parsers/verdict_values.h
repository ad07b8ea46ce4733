// Values in the fast tier of a check: whether a string or number keeps its constraints.
#ifndef ASSAY_PARSERS_VERDICT_VALUES_H_
#define ASSAY_PARSERS_VERDICT_VALUES_H_

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
class VerdictValues {
 protected:
  explicit VerdictValues(const VerdictSubject& subject) noexcept
      : subject_(subject),
        plan_(*subject.plan),
        scratch_(*subject.scratch),
        data_(subject.text->data),
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
  bool has_backslash(std::string_view raw) const noexcept {
    const char* const from = raw.data();
    return from < last_backslash_ && from + raw.size() > first_backslash_ &&
           Simd::has_backslash(from, from + raw.size());
  }
  bool length(const PlanShape& shape, std::uint64_t length) const noexcept {
    return length >= shape.length_min &&
           (shape.length_max == kNoIndex || length <= shape.length_max);
  }

  void find_backslashes() noexcept;
  SlotValue* slot(std::uint32_t begin, std::uint32_t end) noexcept;
  bool decode(std::string_view& text) noexcept;
  bool string(const PlanShape& shape, std::uint32_t begin, std::uint32_t end) noexcept;
  bool number(const PlanShape* shape, std::uint32_t begin) noexcept;

  const VerdictSubject& subject_;
  const WalkPlan& plan_;
  WalkScratch& scratch_;
  const char* const data_;
  const std::uint32_t end_;
  // Every backslash lies between the two.
  const char* first_backslash_ = nullptr;
  const char* last_backslash_ = nullptr;
  PlanPlace place_;  // of the value to come
  std::uint64_t filled_ = 0;

 private:
  static std::uint32_t hex_4(const char* at) noexcept;
  static char* put(std::uint32_t scalar, char* out) noexcept;
  static bool read_seconds(std::string_view text, CivilTime& time) noexcept;
  bool text(const PlanShape& shape, std::string_view text) const noexcept;
  bool timestamp(const PlanShape& shape, std::string_view text, Timestamp& instant) const noexcept;
  bool integer(const PlanShape& shape, std::int64_t value) const noexcept;
  bool real(const PlanShape& shape, std::string_view text) const noexcept;
};

template <typename Simd>
void VerdictValues<Simd>::find_backslashes() noexcept {
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
[[gnu::always_inline]] inline SlotValue* VerdictValues<Simd>::slot(std::uint32_t begin,
                                                                   std::uint32_t end) noexcept {
  if (place_.slot == kNoIndex) return nullptr;
  filled_ |= std::uint64_t{1} << place_.slot;
  SlotValue& slot = subject_.slots[place_.slot];
  slot.part = subject_.part;
  slot.begin = begin + subject_.offset;
  slot.end = end + subject_.offset;
  return &slot;
}

// The value of four hexadecimal digits; more than 16 bits where one is none.
template <typename Simd>
std::uint32_t VerdictValues<Simd>::hex_4(const char* at) noexcept {
  std::uint32_t value = 0, wrong = 0;
  for (int i = 0; i < 4; ++i) {
    const auto digit = static_cast<unsigned char>(at[i] - '0');
    const auto letter = static_cast<unsigned char>((at[i] | 0x20) - 'a');
    wrong |= digit > 9 && letter > 5;
    value = value << 4 | (digit <= 9 ? digit : letter + 10u);
  }
  return value | wrong << 16;
}

// Writes a scalar below the surrogates.
template <typename Simd>
char* VerdictValues<Simd>::put(std::uint32_t scalar, char* out) noexcept {
  if (scalar < 0x80) {
    *out++ = static_cast<char>(scalar);
  } else if (scalar < 0x800) {
    *out++ = static_cast<char>(0xc0 | scalar >> 6);
    *out++ = static_cast<char>(0x80 | (scalar & 0x3f));
  } else {
    *out++ = static_cast<char>(0xe0 | scalar >> 12);
    *out++ = static_cast<char>(0x80 | (scalar >> 6 & 0x3f));
    *out++ = static_cast<char>(0x80 | (scalar & 0x3f));
  }
  return out;
}

// Takes escapes out of a text; false where they are no text. In one pass over texts without
// surrogates, which is nearly all of them.
template <typename Simd>
bool VerdictValues<Simd>::decode(std::string_view& text) noexcept {
  const char* at = text.data();
  const char* const end = at + text.size();
  char* const begin = scratch_.decoded();
  char* out = begin;
  for (;;) {
    Simd::copy_plain(at, end, out);
    if (at == end) break;
    if (end - at < 2) return false;
    switch (at[1]) {
      case '"':
      case '\\':
      case '/':
        *out++ = at[1];
        break;
      case 'b':
        *out++ = '\b';
        break;
      case 'f':
        *out++ = '\f';
        break;
      case 'n':
        *out++ = '\n';
        break;
      case 'r':
        *out++ = '\r';
        break;
      case 't':
        *out++ = '\t';
        break;
      case 'u':
        if (end - at >= 6) {
          const std::uint32_t unit = hex_4(at + 2);
          if (unit < 0xd800) {
            out = put(unit, out);
            at += 4;
            break;
          }
        }
        [[fallthrough]];
      default: {  // the rest, and faults: as the slow tier has it, for the whole text
        const EscapeScan scan = scan_escapes(text, false);
        if (scan.fault != EscapeFault::kNone || scan.surrogate != UINT32_MAX) return false;
        text = scratch_.decode(text);
        return true;
      }
    }
    at += 2;
  }
  text = {begin, static_cast<std::size_t>(out - begin)};
  return true;
}

template <typename Simd>
bool VerdictValues<Simd>::read_seconds(std::string_view text, CivilTime& time) noexcept {
  const auto digit = [&](std::size_t at) { return static_cast<unsigned char>(text[at] - '0'); };
  if (text[16] != ':' || text.back() != 'Z' || digit(17) > 9 || digit(18) > 9) return false;
  time.second = digit(17) * 10 + digit(18);
  if (text.size() == 20) return true;
  if (text[19] != '.' || digit(20) > 9 || digit(21) > 9 || digit(22) > 9) return false;
  time.nanoseconds = (digit(20) * 100u + digit(21) * 10u + digit(22)) * 1'000'000u;
  return true;
}

template <typename Simd>
bool VerdictValues<Simd>::timestamp(const PlanShape& shape, std::string_view text,
                                    Timestamp& instant) const noexcept {
  if (shape.table->timestamp_format == TimestampFormat::kDateTime &&
      (text.size() == 20 || text.size() == 24)) {
    CivilTime time;
    if (Simd::date_time(text.data(), time) && read_seconds(text, time)) {
      if (!exists(time)) return false;
      if (place_.slot != kNoIndex) instant = instant_of(time);
      return true;
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
[[gnu::always_inline]] inline bool VerdictValues<Simd>::text(const PlanShape& shape,
                                                             std::string_view text) const noexcept {
  // Bytes bound characters: few bytes are few characters, one byte is at least one.
  if (text.size() > shape.length_max || shape.length_min > 1 || text.size() < shape.length_min) {
    if (!length(shape, count_scalars(text))) return false;
  }
  if (shape.program != nullptr) return SegmentMatch<Simd>::match(*shape.program, text);
  return shape.pattern == nullptr ? !shape.odd_pattern : shape.pattern->matches(text);
}

template <typename Simd>
[[gnu::always_inline]] inline bool VerdictValues<Simd>::string(const PlanShape& shape,
                                                               std::uint32_t begin,
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
bool VerdictValues<Simd>::integer(const PlanShape& shape, std::int64_t value) const noexcept {
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

}  // namespace assay

#endif  // ASSAY_PARSERS_VERDICT_VALUES_H_
