// Numbers under the constraints of their shapes.
#include <cmath>

#include "parsers/timestamp.h"
#include "parsers/walk_check.h"
#include "spec/fault.h"

namespace assay {
namespace {

// The nearest integer towards zero, within 64 bits.
std::int64_t measurable(double value) noexcept {
  constexpr double kMeasurable = 9.2e18;
  if (std::abs(value) < kMeasurable) return static_cast<std::int64_t>(value);
  return value > 0 ? INT64_MAX : INT64_MIN;
}

}  // namespace

void WalkCheck::number(const PlanShape& shape, std::uint32_t begin, std::uint32_t end,
                       NumberGrammar) noexcept {
  broken_ = false;
  switch (shape.kind) {
    case ShapeKind::kByte:
    case ShapeKind::kShort:
    case ShapeKind::kInteger:
    case ShapeKind::kLong:
    case ShapeKind::kIntEnum:
    case ShapeKind::kBigInteger:
      check_integer(shape, begin, end);
      break;
    case ShapeKind::kFloat:
    case ShapeKind::kDouble:
    case ShapeKind::kBigDecimal:
      check_float(shape, read_double({data_ + begin, end - begin}), begin, end);
      break;
    case ShapeKind::kTimestamp: {
      if (shape.table->timestamp_format != TimestampFormat::kEpochSeconds) {
        mismatch(shape, begin, end, begin == root_);
        break;
      }
      const TimestampReading reading = read_epoch_seconds({data_ + begin, end - begin});
      if (reading.judgement == Judgement::kMustReject) {
        // Too large for any clock: no time at all.
        add(shape.table->format != kNoIndex ? shape.table->format : shape.table->type, begin, end);
        break;
      }
      if (reading.judgement == Judgement::kTolerated) add(shape.table->tolerated, begin, end);
      if (SlotValue* const slot = fill_slot(begin, end)) slot->timestamp = reading.instant;
      break;
    }
    case ShapeKind::kDocument:
      break;
    default:
      mismatch(shape, begin, end, begin == root_);
  }
}

void WalkCheck::check_integer(const PlanShape& shape, std::uint32_t begin,
                              std::uint32_t end) noexcept {
  const ShapeTable& table = *shape.table;
  IntegerReading reading = read_integer({data_ + begin, end - begin});
  if (planted("int32-wraps")) reading.value = static_cast<std::int32_t>(reading.value);
  if (reading.kind == IntegerKind::kFractional) {
    if (!planted("fraction-truncated")) add(table.fraction, begin, end);
    return;
  }
  const bool too_large = reading.kind == IntegerKind::kTooLarge;
  const IntegerWidth width = width_of(shape.kind);
  if (shape.kind != ShapeKind::kBigInteger &&
      (too_large || (reading.value < width.min && !planted("int32-min-unchecked")) ||
       (reading.value > width.max && !planted("int32-max-unchecked")))) {
    add(table.width, begin, end, reading.value);
    return;
  }
  if (reading.respelt && !planted("spelling-unnoticed")) add(table.spelling, begin, end);
  if (table.range_min_id != kNoIndex &&
      reading.value < table.range_min - planted("range-min-off-by-one")) {
    add(table.range_min_id, begin, end, reading.value);
  }
  if (table.range_max_id != kNoIndex &&
      reading.value > table.range_max + planted("range-max-off-by-one")) {
    add(table.range_max_id, begin, end, reading.value);
  }
  if (shape.kind == ShapeKind::kIntEnum && table.enum_id != kNoIndex) {
    const auto& values = plan_.tables().int_enum_values;
    bool known = false;
    for (std::uint32_t i = 0; i < table.enum_count; ++i) {
      known = known || values[table.first_enum + i] == reading.value;
    }
    if (!known) add(table.enum_id, begin, end, reading.value);
  }
  if (too_large) return;
  if (SlotValue* const slot = fill_slot(begin, end)) slot->integer = reading.value;
}

void WalkCheck::check_real_range(const ShapeTable& table, double value, std::uint32_t begin,
                                 std::uint32_t end) noexcept {
  if (table.range_min_id != kNoIndex && value < table.range_min_double) {
    add(table.range_min_id, begin, end, measurable(value));
  }
  if (table.range_max_id != kNoIndex && value > table.range_max_double) {
    add(table.range_max_id, begin, end, measurable(value));
  }
}

void WalkCheck::check_float(const PlanShape& shape, double value, std::uint32_t begin,
                            std::uint32_t end) noexcept {
  const ShapeTable& table = *shape.table;
  const bool beyond = std::isinf(value) ||
                      (shape.kind == ShapeKind::kFloat && std::isinf(static_cast<float>(value)));
  if (beyond && shape.kind != ShapeKind::kBigDecimal && table.width != kNoIndex) {
    add(table.width, begin, end, measurable(value));
    return;
  }
  check_real_range(table, value, begin, end);
}

}  // namespace assay
