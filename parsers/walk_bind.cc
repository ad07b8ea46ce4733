#include "parsers/walk_bind.h"

#include <limits>

#include "parsers/timestamp.h"
#include "spec/fault.h"

namespace assay {

void WalkBind::member(Frame& frame, const PlanEntry& entry, const StringToken& name,
                      bool again) noexcept {
  if (entry.member == kNoIndex) return;  // expected, and no member: nothing to keep
  const PlanEntry* modelled = &entry;
  if (entry.twin != kNoIndex && frame.entries + entry.twin < &entry) {
    modelled = frame.entries + entry.twin;
  }
  parent_ = frame.sink;
  name_ = name.raw(data_);
  if (name_ != modelled->name.view() && alive()) name_ = builder_.copy(modelled->name.view());
  // The last of duplicates wins, also when it is null.
  if ((again || entry.twin != kNoIndex) && alive() && !planted("bind-duplicates-kept"))
    builder_.drop_named(parent_, name_);
}

void WalkBind::key(Frame& frame, const StringToken& key) noexcept {
  parent_ = frame.sink;
  name_ = key.raw(data_);
  if (planted("bind-key-as-written")) return;
  if (has_backslash(name_.data(), name_.size()) && alive()) name_ = builder_.decode(name_);
}

void WalkBind::enter(Frame& frame) noexcept {
  ValueKind kind = ValueKind::kStructure;
  if (frame.kind == FrameKind::kList) kind = ValueKind::kList;
  if (frame.kind == FrameKind::kMap) kind = ValueKind::kMap;
  const std::uint32_t index = builder_.next_index();
  frame.sink = add(kind) == nullptr ? Value::kNone : index;
}

void WalkBind::string(const PlanShape& shape, const StringToken& token) noexcept {
  switch (shape.kind) {
    case ShapeKind::kString:
    case ShapeKind::kEnum:
      if (Value::Node* const node = add(ValueKind::kString)) node->text = text_of(token);
      break;
    case ShapeKind::kBlob:
      if (Value::Node* const node = add(ValueKind::kBlob)) node->text = text_of(token);
      break;
    case ShapeKind::kTimestamp:
      add_timestamp(shape, text_of(token), false);
      break;
    case ShapeKind::kDocument:
      document(token.begin, token.end);
      break;
    case ShapeKind::kFloat:
    case ShapeKind::kDouble: {
      using Limits = std::numeric_limits<double>;
      const std::string_view text = text_of(token);
      double value = 0;
      if (text == "NaN") {
        value = Limits::quiet_NaN();
      } else if (text == "Infinity") {
        value = Limits::infinity();
      } else if (text == "-Infinity") {
        value = -Limits::infinity();
      } else {
        fail(BindStatus::kBadType);
      }
      if (Value::Node* const node = add(ValueKind::kDouble)) node->number = value;
      break;
    }
    default:
      fail(BindStatus::kBadType);
  }
}

void WalkBind::number(const PlanShape& shape, std::uint32_t begin, std::uint32_t end,
                      NumberGrammar) noexcept {
  const std::string_view text = slice(begin, end);
  switch (shape.kind) {
    case ShapeKind::kByte:
    case ShapeKind::kShort:
    case ShapeKind::kInteger:
    case ShapeKind::kLong:
    case ShapeKind::kIntEnum: {
      const IntegerReading reading = read_integer(text);
      const IntegerWidth width = width_of(shape.kind);
      if (reading.kind == IntegerKind::kFractional || reading.kind == IntegerKind::kTooLarge ||
          ((reading.value < width.min || reading.value > width.max) &&
           !planted("bind-int32-unchecked"))) {
        fail(BindStatus::kBadInteger);
      }
      if (Value::Node* const node = add(ValueKind::kInteger)) node->integer = reading.value;
      break;
    }
    case ShapeKind::kBigInteger:
      if (read_integer(text).kind == IntegerKind::kFractional) fail(BindStatus::kBadInteger);
      [[fallthrough]];
    case ShapeKind::kBigDecimal:
      if (Value::Node* const node = add(ValueKind::kDecimal)) node->text = text;
      break;
    case ShapeKind::kFloat:
    case ShapeKind::kDouble:
      if (Value::Node* const node = add(ValueKind::kDouble)) node->number = read_double(text);
      break;
    case ShapeKind::kTimestamp:
      add_timestamp(shape, text, true);
      break;
    case ShapeKind::kDocument:
      document(begin, end);
      break;
    default:
      fail(BindStatus::kBadType);
  }
}

void WalkBind::boolean(const PlanShape& shape, std::uint32_t begin, std::uint32_t end,
                       bool value) noexcept {
  if (shape.kind == ShapeKind::kDocument) {
    document(begin, end);
  } else if (shape.kind != ShapeKind::kBoolean) {
    fail(BindStatus::kBadType);
  } else if (Value::Node* const node = add(ValueKind::kBoolean)) {
    node->boolean = value;
  }
}

void WalkBind::add_timestamp(const PlanShape& shape, std::string_view text, bool number) noexcept {
  const TimestampFormat format = shape.table->timestamp_format;
  if (number != (format == TimestampFormat::kEpochSeconds)) {
    fail(BindStatus::kBadType);
    return;
  }
  const TimestampReading reading = number                                 ? read_epoch_seconds(text)
                                   : format == TimestampFormat::kHttpDate ? read_http_date(text)
                                                                          : read_date_time(text);
  if (reading.judgement == Judgement::kMustReject ||
      (reading.judgement == Judgement::kTolerated && planted("bind-tolerated-refused"))) {
    fail(BindStatus::kBadTimestamp);
  }
  if (Value::Node* const node = add(ValueKind::kTimestamp)) node->timestamp = reading.instant;
}

}  // namespace assay
