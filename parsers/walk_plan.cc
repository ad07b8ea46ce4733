#include "parsers/walk_plan.h"

#include <algorithm>
#include <bit>

#include "spec/fault.h"

namespace assay {
namespace {

bool has_members(ShapeKind kind) noexcept {
  return kind == ShapeKind::kStructure || kind == ShapeKind::kUnion;
}

// Whether a name or value has one raw spelling without escapes.
bool is_plain(std::string_view text) noexcept {
  return std::ranges::all_of(text,
                             [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

// Whether every text of at least one character that ends no line is in the language. `empty`: the
// empty text as well.
bool takes_any(const Automaton& automaton, bool& empty) noexcept {
  empty = automaton.accepting(automaton.start());
  const auto stays = [&](Automaton::State from, Automaton::State to) {
    for (std::uint32_t c = 0; c < automaton.class_count(); ++c) {
      const auto scalar_class = static_cast<Automaton::Class>(c);
      const auto& ranges = automaton.class_ranges(scalar_class);
      const bool ends_line = std::ranges::all_of(ranges, [](const ScalarRange& range) {
        return (range.first == '\n' && range.last == '\n') ||
               (range.first == '\r' && range.last == '\r') ||
               (range.first >= 0x2028 && range.last <= 0x2029);
      });
      if (!ends_line && automaton.step_class(from, scalar_class) != to) return false;
    }
    return true;
  };
  const Automaton::State any = automaton.step(automaton.start(), 'a');
  return automaton.accepting(any) && stays(automaton.start(), any) && stays(any, any);
}

}  // namespace

template <typename NameAt>
PlanNames WalkPlan::add_names(std::uint32_t count, NameAt name_at) {
  PlanNames names;
  names.first_slot = static_cast<std::uint32_t>(slots_.size());
  names.slot_mask = std::bit_ceil(count * 2 + 1) - 1;
  slots_.resize(slots_.size() + names.slot_mask + 1, kNoIndex);
  for (std::uint32_t i = 0; i < count; ++i) {
    std::uint32_t slot = name_at(i).hash() & names.slot_mask;
    while (slots_[names.first_slot + slot] != kNoIndex) slot = (slot + 1) & names.slot_mask;
    slots_[names.first_slot + slot] = i;
  }
  return names;
}

WalkPlan::WalkPlan(const ContractTables& tables, bool patterns, SimdLevel level)
    : tables_(&tables) {
  std::vector<bool> is_error(tables.shapes.size(), false);
  for (const ErrorTable& error : tables.errors) {
    if (error.shape < is_error.size()) is_error[error.shape] = true;
  }
  if (patterns) {
    patterns_.reserve(tables.patterns.size());
    for (const PatternTable& pattern : tables.patterns) {
      patterns_.emplace_back(pattern.automaton, pattern.source, level);
    }
  }
  shapes_.reserve(tables.shapes.size());
  for (std::size_t i = 0; i < tables.shapes.size(); ++i) add_shape(tables.shapes[i], is_error[i]);
  link_entries();
  for (const OperationTable& operation : tables.operations) add_places(operation);
  any_object_.names = add_names(0, [&](std::uint32_t at) -> const PlanName& { return enums_[at]; });
}

void WalkPlan::set_text_check(PlanShape& shape) const noexcept {
  const auto holds_backslash = [](const ByteClass& bytes) { return bytes.member['\\'] != 0; };
  shape.text_min = shape.length_min;
  shape.text_max = shape.length_max;
  if (shape.text_min > shape.text_max) return;
  switch (shape.kind) {
    case ShapeKind::kEnum:
      for (std::size_t i = shape.first_enum; i < enums_.size(); ++i) {
        if (!is_plain(enums_[i].view())) return;
      }
      if (shape.first_enum < enums_.size()) shape.text = TextCheck::kEnum;
      return;
    case ShapeKind::kTimestamp:
      if (shape.table->timestamp_format == TimestampFormat::kDateTime) {
        shape.text = TextCheck::kDateTime;
      }
      return;
    case ShapeKind::kString:
      break;
    default:
      return;
  }
  // Bytes bound characters: few bytes are few characters, one byte is at least one.
  if (shape.odd_pattern) return;
  if (shape.pattern == nullptr) {
    if (shape.length_min <= 1 && shape.table->pattern == kNoIndex) shape.text = TextCheck::kAny;
    return;
  }
  bool empty = false;
  if (takes_any(tables_->patterns[shape.table->pattern].automaton, empty)) {
    if (shape.length_min > 1) return;
    if (!empty) shape.text_min = 1;
    if (shape.text_min <= shape.text_max) shape.text = TextCheck::kAny;
    return;
  }
  if (shape.program == nullptr) return;
  if (const SimpleSegments* const simple = shape.program->simple()) {
    shape.head = &shape.program->byte_class(simple->head);
    shape.rest = &shape.program->byte_class(simple->rest);
    if (simple->min == 0 || holds_backslash(*shape.head) || holds_backslash(*shape.rest)) return;
    shape.text_min = std::max(shape.text_min, simple->min);
    shape.text_max = std::min(shape.text_max, simple->max);
    if (shape.text_min > shape.text_max) return;
    shape.text = TextCheck::kClasses;
  } else if (shape.length_min <= 1) {
    shape.text = TextCheck::kProgram;
  }
}

// What points into shapes and entries, once all are there.
void WalkPlan::link_entries() {
  keys_.reserve(entries_.size());
  for (PlanEntry& entry : entries_) {
    if (entry.shape != kNoIndex) entry.target = &shapes_[entry.shape];
    const std::string_view name = entry.name.view();
    const std::string& key = keys_.emplace_back("\"" + std::string(name) + "\":");
    if (!is_plain(name)) continue;
    entry.key.text = key.data();
    entry.key.size = static_cast<std::uint32_t>(key.size());
    if (key.size() < 8) {
      entry.key.first = load_short(key.data(), key.size());
    } else {
      entry.key.first = load_8(key.data());
      entry.key.last = load_8(key.data() + key.size() - 8);
    }
  }
}

void WalkPlan::reset_links(std::uint8_t* links) const noexcept {
  for (const PlanShape& shape : shapes_) {
    if (!has_members(shape.kind) || shape.entry_count == 0 || shape.entry_count > 64) continue;
    for (std::uint32_t i = 0; i <= shape.entry_count; ++i) {
      links[shape.first_link + i] = static_cast<std::uint8_t>(i < shape.entry_count ? i : 0);
    }
  }
}

void WalkPlan::add_shape(const ShapeTable& shape, bool error) {
  PlanShape plan;
  plan.kind = shape.kind;
  plan.sensitive = shape.sensitive;
  plan.sparse = shape.sparse;
  plan.unique_items = shape.unique_items;
  plan.required_count = shape.required_count;
  plan.length_min = shape.length_min_id == kNoIndex ? 0 : shape.length_min;
  plan.length_max = shape.length_max_id == kNoIndex ? kNoIndex : shape.length_max;
  if (planted("length-min-dropped")) plan.length_min = 0;
  if (planted("length-max-widened") && plan.length_max != kNoIndex) ++plan.length_max;
  if (planted("length-max-narrowed") && plan.length_max != kNoIndex) --plan.length_max;
  plan.table = &shape;
  if (shape.pattern != kNoIndex && !patterns_.empty()) {
    const bool fallback = tables_->patterns[shape.pattern].fallback != nullptr;
    if (!fallback) {
      plan.pattern = &patterns_[shape.pattern];
      plan.program = plan.pattern->program();
    }
    has_fallback_ |= fallback;
  }
  plan.odd_pattern = shape.pattern_unchecked != kNoIndex;
  plan.constrained = plan.length_min != 0 || plan.length_max != kNoIndex ||
                     plan.pattern != nullptr || plan.odd_pattern || shape.kind == ShapeKind::kEnum;
  plan.first_entry = static_cast<std::uint32_t>(entries_.size());
  for (std::uint32_t i = 0; i < shape.member_count; ++i) {
    const MemberTable& member = tables_->members[shape.first_member + i];
    PlanEntry entry;
    entry.name = PlanName(member.name);
    entry.shape = member.target;
    entry.member = shape.first_member + i;
    entry.required = member.required;
    entries_.push_back(entry);
  }
  const auto position = [&](std::string_view name) {
    for (std::size_t i = plan.first_entry; i < entries_.size(); ++i) {
      if (entries_[i].name.view() == name) return static_cast<std::uint32_t>(i - plan.first_entry);
    }
    return kNoIndex;
  };
  const auto expect = [&](std::string_view name) {
    if (position(name) != kNoIndex) return;
    PlanEntry entry;
    entry.name = PlanName(name);
    entries_.push_back(entry);
  };
  if (error) {
    const auto accept_as_well = [&](std::string_view modelled, std::string_view other) {
      const std::uint32_t at = position(modelled);
      if (at == kNoIndex || position(other) != kNoIndex) return;
      PlanEntry entry = entries_[plan.first_entry + at];
      entry.name = PlanName(other);
      entry.twin = at;
      entries_[plan.first_entry + at].twin =
          static_cast<std::uint32_t>(entries_.size()) - plan.first_entry;
      entries_.push_back(entry);
    };
    accept_as_well("Message", "message");
    accept_as_well("message", "Message");
    expect("__type");
    expect("code");
  } else if (shape.kind == ShapeKind::kUnion) {
    expect("__type");  // Smithy: a union's `__type` is not one of its members
  }
  plan.entry_count = static_cast<std::uint32_t>(entries_.size()) - plan.first_entry;
  if (plan.entry_count <= 64) {
    for (std::uint32_t i = 0; i < plan.entry_count; ++i) {
      PlanEntry& entry = entries_[plan.first_entry + i];
      entry.bits = std::uint64_t{1} << i;
      if (entry.required != kNoIndex) plan.required_bits |= entry.bits;
      if (error && entry.member == kNoIndex && entry.name.view() == "code") {
        plan.code_bit = entry.bits;
      }
      if (entry.twin != kNoIndex) entry.bits |= std::uint64_t{1} << entry.twin;
    }
  }
  if (has_members(shape.kind)) {
    max_entries_ = std::max(max_entries_, plan.entry_count);
    plan.first_link = link_count_;
    link_count_ += plan.entry_count + 1;
    plan.names = add_names(plan.entry_count, [&](std::uint32_t at) -> const PlanName& {
      return entries_[plan.first_entry + at].name;
    });
  } else if (shape.kind == ShapeKind::kEnum) {
    plan.first_enum = static_cast<std::uint32_t>(enums_.size());
    plan.first_link = link_count_++;
    const std::uint32_t count = shape.enum_count - (planted("enum-value-missing") ? 1 : 0);
    for (std::uint32_t i = 0; i < count; ++i) {
      enums_.emplace_back(tables_->enum_values[shape.first_enum + i]);
    }
    plan.names = add_names(
        count, [&](std::uint32_t at) -> const PlanName& { return enums_[plan.first_enum + at]; });
  }
  set_text_check(plan);
  shapes_.push_back(plan);
}

void WalkPlan::add_places(const OperationTable& operation) {
  first_state_.push_back(static_cast<std::uint32_t>(first_place_.size()));
  // States 0 and 1 are the roots; the others the structures that members lead to.
  std::vector<ShapeIndex> shape_of{operation.output, operation.input};
  const auto* const places = tables_->places.data() + operation.first_place;
  for (std::uint32_t i = 0; i < operation.place_count; ++i) {
    if (places[i].next_state == kNoIndex) continue;
    if (places[i].next_state >= shape_of.size())
      shape_of.resize(places[i].next_state + 1, kNoIndex);
    shape_of[places[i].next_state] = tables_->members[places[i].member].target;
  }
  for (std::uint32_t state = 0; state < shape_of.size(); ++state) {
    const auto first = static_cast<std::uint32_t>(places_.size());
    first_place_.push_back(first);
    if (shape_of[state] == kNoIndex) continue;
    const PlanShape& shape = shapes_[shape_of[state]];
    if (!has_members(shape.kind)) continue;
    places_.resize(places_.size() + shape.entry_count);
    for (std::uint32_t i = 0; i < operation.place_count; ++i) {
      if (places[i].state != state) continue;
      const std::uint32_t position = places[i].member - shape.table->first_member;
      if (position >= shape.table->member_count) continue;
      places_[first + position] = {places[i].next_state, places[i].slot};
    }
  }
}

}  // namespace assay
