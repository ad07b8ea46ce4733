#include "parsers/walk_check.h"

#include <cmath>
#include <utility>

#include "parsers/http_check.h"
#include "parsers/timestamp.h"
#include "parsers/unique_items.h"
#include "spec/fault.h"

namespace assay {
namespace {

// What careless comparisons take for a value of an enum; nothing without a planted fault.
bool nearly_known(const ContractTables& tables, const PlanShape& shape,
                  std::string_view text) noexcept {
  if (planted("enum-blank-trimmed")) {
    while (text.ends_with(' ')) text.remove_suffix(1);
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
  for (std::uint32_t i = 0; i < shape.table->enum_count; ++i) {
    const std::string_view value = tables.enum_values[shape.table->first_enum + i];
    if (planted("enum-case-ignored") && equal_ignoring_case(value, text)) return true;
    if (planted("enum-prefix-accepted") && text.starts_with(value)) return true;
    if (planted("enum-blank-trimmed") && text == value) return true;
  }
  return false;
}

}  // namespace

WalkCheck::WalkCheck(const WalkPlan& plan, WalkScratch& scratch, const IndexedText& text,
                     const CheckSubject& subject, Findings& findings) noexcept
    : plan_(plan),
      scratch_(scratch),
      data_(text.data),
      subject_(subject),
      findings_(findings),
      root_(text.token_count == 0 ? 0 : text.tokens[0]) {
  if (subject.slots.empty()) return;
  // The tries of places start in state 0 for the output and 1 for the input.
  if (subject.role == BodyRole::kOutput) next_state_ = 0;
  if (subject.role == BodyRole::kInput) next_state_ = 1;
}

void WalkCheck::add(ConstraintIndex constraint, std::uint32_t begin, std::uint32_t end,
                    std::int64_t measured) noexcept {
  if (constraint == kNoIndex) return;
  Violation violation;
  violation.constraint = constraint;
  violation.severity = plan_.tables().constraints[constraint].severity;
  violation.part = subject_.part;
  violation.begin = begin + (planted("position-without-mark") ? 0 : subject_.offset) +
                    (planted("position-begins-late") ? 1 : 0);
  violation.end = end + subject_.offset + (planted("positions-shifted") ? 1 : 0);
  violation.measured = measured;
  findings_.add(violation);
  if (violation.severity == Severity::kError) {
    broken_ = true;
    if (slot_ != kNoIndex) subject_.slots[slot_].state = SlotValue::State::kInvalid;
  }
}

void WalkCheck::fault(ProtocolRule rule, std::uint32_t begin, std::uint32_t end) noexcept {
  if (rule == ProtocolRule::kBodySurrogate) last_surrogate_ = end;
  if (is_limit(index_of(rule))) limited_ = true;
  // In a name, the slot is still that of the member before.
  const std::uint32_t slot = std::exchange(slot_, kNoIndex);
  add(index_of(rule), begin, end);
  slot_ = slot;
}

void WalkCheck::unknown_member(Frame& frame, const StringToken& name) noexcept {
  forget_place();
  if (subject_.open || planted("unknown-member-silent")) return;
  if (subject_.role == BodyRole::kOutput && frame.begin == root_) {
    std::string_view text = name.raw(data_);
    if (name.escaped) text = scratch_.decode(text);
    if (text == "__type" || text == "code") {
      names_error_ = true;
      return;
    }
  }
  const bool request = (subject_.role == BodyRole::kInput) != planted("unknown-member-as-request");
  add(index_of(request ? ProtocolRule::kRequestUnknownMember
                       : ProtocolRule::kResponseUnknownMember),
      name.begin, name.end);
}

void WalkCheck::find_place(const Frame& frame, const PlanEntry& entry) noexcept {
  const PlanPlace place = plan_.places(subject_.operation, frame.sink)[&entry - frame.entries];
  slot_ = place.slot;
  next_state_ = place.next_state;
  // Of duplicates the last one counts, with all that is in it.
  if (planted("duplicate-first-counts")) return;
  if (slot_ != kNoIndex) subject_.slots[slot_] = {};
  if (next_state_ != kNoIndex) forget_below(next_state_);
}

void WalkCheck::forget_below(std::uint32_t state) noexcept {
  const ContractTables& tables = plan_.tables();
  const OperationTable& operation = tables.operations[subject_.operation];
  for (std::uint32_t i = 0; i < operation.place_count; ++i) {
    const PlaceTable& place = tables.places[operation.first_place + i];
    if (place.state != state) continue;
    if (place.slot != kNoIndex) subject_.slots[place.slot] = {};
    if (place.next_state != kNoIndex) forget_below(place.next_state);
  }
}

// The slot that the value at hand fills, if it does and the value keeps its own constraints.
SlotValue* WalkCheck::fill_slot(std::uint32_t begin, std::uint32_t end) noexcept {
  if (slot_ == kNoIndex || broken_) return nullptr;
  SlotValue& slot = subject_.slots[slot_];
  slot.state = SlotValue::State::kPresent;
  slot.part = subject_.part;
  slot.begin = begin + subject_.offset;
  slot.end = end + subject_.offset;
  return &slot;
}

void WalkCheck::mismatch(const PlanShape& shape, std::uint32_t begin, std::uint32_t end,
                         bool root) noexcept {
  if (root && planted("root-not-object")) return;
  if (root && subject_.role != BodyRole::kValue) {
    add(index_of(ProtocolRule::kBodyObject), begin, end);
  } else {
    add(shape.table->type, begin, end);
  }
}

void WalkCheck::check_length(const PlanShape& shape, std::uint64_t length, std::uint32_t begin,
                             std::uint32_t end) noexcept {
  if (length + planted("length-min-off-by-one") < shape.length_min) {
    add(shape.table->length_min_id, begin, end, static_cast<std::int64_t>(length));
  } else if (shape.length_max != kNoIndex &&
             length > shape.length_max + (planted("length-max-off-by-one") ? 1ull : 0)) {
    add(shape.table->length_max_id, begin, end, static_cast<std::int64_t>(length));
  }
}

bool WalkCheck::matches(const WalkPattern& pattern, std::string_view text) noexcept {
  if (&pattern == matched_by_ && text == matched_) return true;
  if (planted("pattern-cache-by-size") && &pattern == matched_by_ &&
      text.size() == matched_.size()) {
    return true;
  }
  if (!pattern.matches(text)) return false;
  if (pattern.large() && !decoded_) {
    matched_by_ = &pattern;
    matched_ = text;
  }
  return true;
}

void WalkCheck::check_text(const PlanShape& shape, std::string_view text, std::uint32_t begin,
                           std::uint32_t end) noexcept {
  switch (shape.kind) {
    case ShapeKind::kString:
      // Bytes bound characters: few bytes are few characters, one byte is at least one.
      if (text.size() > shape.length_max || shape.length_min > 1 ||
          text.size() < shape.length_min) {
        const std::size_t length = planted("length-in-bytes") ? text.size() : count_scalars(text);
        check_length(shape, length, begin, end);
      }
      if (shape.pattern != nullptr && !(planted("pattern-not-checked") && !text.empty()) &&
          !matches(*shape.pattern, text)) {
        add(shape.table->pattern_id, begin, end);
      }
      if (shape.odd_pattern) check_odd_pattern(shape, text, begin, end);
      break;
    case ShapeKind::kEnum:
      if (plan_.find_enum(shape, PlanName(text)) == kNoIndex && !planted("enum-open-in-check") &&
          !nearly_known(plan_.tables(), shape, text)) {
        add(shape.table->enum_id, begin, end);
      }
      break;
    case ShapeKind::kBlob: {
      const std::int64_t size = base64_size(text);
      if (size < 0) {
        add(shape.table->format, begin, end);
      } else {
        check_length(shape, static_cast<std::uint64_t>(size), begin, end);
      }
      break;
    }
    case ShapeKind::kTimestamp:
      check_timestamp(shape, text, begin, end);
      break;
    case ShapeKind::kFloat:
    case ShapeKind::kDouble:
      if (text == "NaN") break;
      if (text == "Infinity" || text == "-Infinity") {
        check_real_range(*shape.table, text == "Infinity" ? INFINITY : -INFINITY, begin, end);
        break;
      }
      [[fallthrough]];
    default:
      if (planted("string-as-number") && shape.kind == ShapeKind::kInteger) break;
      mismatch(shape, begin, end, begin == root_);
  }
}

void WalkCheck::check_odd_pattern(const PlanShape& shape, std::string_view text,
                                  std::uint32_t begin, std::uint32_t end) noexcept {
  const ShapeTable& table = *shape.table;
  if (table.pattern == kNoIndex) {
    add(table.pattern_unchecked, begin, end);
    return;
  }
  const FallbackPattern& fallback = *plan_.tables().patterns[table.pattern].fallback;
  switch (fallback.match(text, scratch_.fallback())) {
    case PatternMatch::kYes:
      break;
    case PatternMatch::kNo:
      add(table.pattern_id, begin, end);
      break;
    case PatternMatch::kUndecided:
      add(table.pattern_unchecked, begin, end);
      limited_ = true;
      break;
  }
}

bool WalkCheck::takes_text(const PlanShape& shape) noexcept {
  switch (shape.kind) {
    case ShapeKind::kString:
    case ShapeKind::kEnum:
    case ShapeKind::kBlob:
      return true;
    case ShapeKind::kTimestamp:
      return shape.table->timestamp_format != TimestampFormat::kEpochSeconds;
    default:  // the object that any error is has no table
      return false;
  }
}

void WalkCheck::check_string(const PlanShape& shape, const StringToken& token) noexcept {
  broken_ = false;
  decoded_ = token.escaped;
  std::string_view text = token.raw(data_);
  if (token.escaped) {
    if (!planted("escapes-not-decoded")) text = scratch_.decode(text);
    // A string with a lone surrogate is no text; its constraints mean nothing, its type does.
    if (last_surrogate_ > token.begin && takes_text(shape)) {
      if (slot_ != kNoIndex) subject_.slots[slot_].state = SlotValue::State::kInvalid;
      return;
    }
  }
  check_text(shape, text, token.begin, token.end);
  if (shape.kind == ShapeKind::kTimestamp) return;
  if (SlotValue* const slot = fill_slot(token.begin, token.end)) {
    slot->raw = token.raw(data_);
    slot->escaped = token.escaped;
  }
}

void WalkCheck::check_timestamp(const PlanShape& shape, std::string_view text, std::uint32_t begin,
                                std::uint32_t end) noexcept {
  TimestampReading reading;
  switch (shape.table->timestamp_format) {
    case TimestampFormat::kDateTime:
      reading = read_date_time(text);
      break;
    case TimestampFormat::kHttpDate:
      reading = read_http_date(text);
      break;
    case TimestampFormat::kEpochSeconds:
      mismatch(shape, begin, end, begin == root_);
      return;
  }
  if (reading.judgement == Judgement::kMustReject) {
    add(shape.table->format, begin, end);
    return;
  }
  if (reading.judgement == Judgement::kTolerated) add(shape.table->tolerated, begin, end);
  if (SlotValue* const slot = fill_slot(begin, end)) slot->timestamp = reading.instant;
}

void WalkCheck::leave(Frame& frame, std::uint32_t end) noexcept {
  forget_place();
  const PlanShape& shape = *frame.shape;
  switch (frame.kind) {
    case FrameKind::kStructure:
      if (frame.required_left > (planted("required-not-counted") ? 1u : 0u)) absent(frame, end);
      if (planted("union-of-two-accepted") && frame.count == 2) break;
      if (shape.kind == ShapeKind::kUnion && frame.count != 1) {
        add(shape.table->one_member, frame.begin, end, frame.count);
      }
      break;
    case FrameKind::kList:
      if (shape.unique_items && !planted("unique-items-unchecked")) check_unique(frame);
      if (planted("list-length-unchecked")) break;
      [[fallthrough]];
    case FrameKind::kMap:
      if (frame.kind == FrameKind::kMap && planted("map-length-unchecked")) break;
      check_length(shape, frame.count, frame.begin, end);
      break;
    default:
      break;
  }
}

void WalkCheck::absent(Frame& frame, std::uint32_t end) noexcept {
  for (std::uint32_t i = 0; i < frame.shape->entry_count; ++i) {
    const PlanEntry& entry = frame.entries[i];
    if (entry.required == kNoIndex || scratch_.seen(frame, i)) continue;
    // Of two spellings of a member the modelled one stands first, and either is enough.
    if (entry.twin != kNoIndex && !planted("required-twin-ignored") &&
        (entry.twin < i || scratch_.seen(frame, entry.twin))) {
      continue;
    }
    add(entry.required, frame.begin, planted("required-range-empty") ? frame.begin : end);
    if (planted("required-first-only")) return;
  }
}

void WalkCheck::all_absent(const PlanShape& shape, std::uint32_t begin,
                           std::uint32_t end) noexcept {
  const PlanEntry* const entries = plan_.entries(shape);
  for (std::uint32_t i = 0; i < shape.entry_count; ++i) {
    if (entries[i].required == kNoIndex) continue;
    if (entries[i].twin != kNoIndex && entries[i].twin < i && !planted("required-twin-twice")) {
      continue;
    }
    add(entries[i].required, begin, end);
  }
}

void WalkCheck::check_unique(const Frame& frame) noexcept {
  find_repeated_items(data_, frame.key_base, scratch_, [&](std::uint32_t begin, std::uint32_t end) {
    add(frame.shape->table->unique, begin, end);
  });
}

}  // namespace assay
