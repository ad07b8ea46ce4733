// A contract arranged for the walk: what the hot loop needs of each shape, close together.
#ifndef ASSAY_PARSERS_WALK_PLAN_H_
#define ASSAY_PARSERS_WALK_PLAN_H_

#include <assay/contract.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/scalars_string.h"
#include "parsers/walk_pattern.h"
#include "spec/contract_tables.h"

namespace assay {

// A name to compare with: its length and its first and last 8 bytes decide nearly always.
struct PlanName {
  const char* text = nullptr;
  std::uint32_t size = 0;
  std::uint64_t first = 0;
  std::uint64_t last = 0;

  PlanName() = default;
  explicit PlanName(std::string_view name) noexcept
      : text(name.data()), size(static_cast<std::uint32_t>(name.size())) {
    if (size >= 8) {
      first = load_8(text);
      last = load_8(text + size - 8);
    } else {
      first = load_short(text, size);
    }
  }
  bool operator==(const PlanName& other) const noexcept {
    return size == other.size && first == other.first && last == other.last &&
           (size <= 16 || same_middle(other.text));
  }
  bool is(std::string_view name) const noexcept {
    if (name.size() != size) return false;
    if (size < 8) return load_short(name.data(), size) == first;
    return load_8(name.data()) == first && load_8(name.data() + size - 8) == last &&
           (size <= 16 || same_middle(name.data()));
  }
  // What lies between the first and last 8 bytes. REQUIRES: `other` has as many bytes.
  bool same_middle(const char* other) const noexcept {
    for (std::uint32_t i = 8; i + 8 < size; i += 8) {
      if (load_8(text + i) != load_8(other + i)) return false;
    }
    return true;
  }
  std::uint32_t hash() const noexcept {
    constexpr std::uint64_t kMultiplier = 0x9e3779b97f4a7c15u;
    std::uint64_t mixed = ((first ^ size) * kMultiplier) ^ (last * 0xc2b2ae3d27d4eb4fu);
    mixed = (mixed ^ (mixed >> 32)) * kMultiplier;  // every bit counts in the upper half
    return static_cast<std::uint32_t>(mixed >> 32);
  }
  std::string_view view() const noexcept { return {text, size}; }
};

// A name as it usually stands before its value: between quotes, with the colon, `"RunId":`.
struct PlanKey {
  const char* text = nullptr;
  std::uint32_t size = UINT32_MAX;  // UINT32_MAX: a name that may be spelt otherwise
  std::uint64_t first = 0;
  std::uint64_t last = 0;

  // Whether a text of `left` bytes starts with it.
  bool starts(const char* at, std::uint32_t left) const noexcept {
    if (left < size) return false;
    if (size < 8) return load_short(at, size) == first;
    if (load_8(at) != first || load_8(at + size - 8) != last) return false;
    for (std::uint32_t i = 8; i + 8 < size; i += 8) {
      if (load_8(at + i) != load_8(text + i)) return false;
    }
    return true;
  }
};

// Names of one set with open addressing; the value of a name is its position.
struct PlanNames {
  std::uint32_t first_slot = 0;  // into WalkPlan::slots
  std::uint32_t slot_mask = 0;
};

struct PlanShape;

// A member as the walk meets it. Errors have more of them than their structure: the other spelling
// of `Message`, and `__type` and `code`, which are no members but expected.
struct PlanEntry {
  PlanName name;
  std::uint32_t shape = kNoIndex;   // kNoIndex: any value
  std::uint32_t member = kNoIndex;  // into ContractTables::members; kNoIndex: not a member
  ConstraintIndex required = kNoIndex;
  std::uint32_t twin = kNoIndex;  // the other spelling, as an entry of the same structure
  std::uint64_t bits = 0;         // its own and its twin's, of structures of up to 64 entries
  PlanKey key;
  const PlanShape* target = nullptr;  // that of `shape`; nullptr: any value
};

// What decides in the fast tier whether a string keeps its constraints, where that is simple.
enum class TextCheck : std::uint8_t {
  kOther,
  kAny,      // every text of text_min to text_max bytes but for the four ends of lines
  kClasses,  // text_min to text_max bytes of a class, the first of another
  kProgram,  // a segment program, with text_max bytes at most
  kEnum,
  kDateTime,
};

struct PlanShape {
  ShapeKind kind = ShapeKind::kStructure;
  bool sensitive = false;
  bool sparse = false;
  bool unique_items = false;
  bool constrained = false;  // strings: anything to check at all
  bool odd_pattern = false;  // a pattern that no automaton holds, see pattern_unchecked
  TextCheck text = TextCheck::kOther;
  std::uint32_t first_entry = 0;  // into entries: members; list: the item; map: key and value
  std::uint32_t entry_count = 0;
  std::uint32_t required_count = 0;
  std::uint64_t required_bits = 0;  // of structures of up to 64 entries
  std::uint64_t code_bit = 0;       // of an error: that of `code` where this is no member
  std::uint32_t length_min = 0;
  std::uint32_t length_max = kNoIndex;
  std::uint32_t text_min = 0;  // see TextCheck
  std::uint32_t text_max = UINT32_MAX;
  const ByteClass* head = nullptr;  // kClasses: of the first byte
  const ByteClass* rest = nullptr;
  std::uint32_t first_link = 0;  // structures and enums: see WalkPlan::link_count
  const WalkPattern* pattern = nullptr;
  const SegmentProgram* program = nullptr;  // of the pattern, where it has one
  const ShapeTable* table = nullptr;
  PlanNames names;               // of members, or of enum values
  std::uint32_t first_enum = 0;  // into enums
};

// Where a member leads in the trie of places that rules look at.
struct PlanPlace {
  std::uint32_t next_state = kNoIndex;
  std::uint32_t slot = kNoIndex;
};

class WalkPlan {
 public:
  // `patterns`: false where nothing is checked, which saves making them fast.
  explicit WalkPlan(const ContractTables& tables, bool patterns = true,
                    SimdLevel level = chosen_simd_level());

  const ContractTables& tables() const noexcept { return *tables_; }
  // Shapes have the index that they have in the tables.
  const PlanShape& shape(std::uint32_t index) const noexcept { return shapes_[index]; }
  const PlanEntry* entries(const PlanShape& shape) const noexcept {
    return entries_.data() + shape.first_entry;
  }
  // The body of an error that is not modelled: an object of any members.
  const PlanShape& any_object() const noexcept { return any_object_; }
  // Whether any pattern needs a FallbackScratch.
  bool has_fallback() const noexcept { return has_fallback_; }
  // Which entry comes after another is remembered from body to body: a link for the first entry of
  // each structure, one for what follows each of its entries, one for the value of each enum.
  std::uint32_t link_count() const noexcept { return link_count_; }
  // Links that say the model's order. REQUIRES: room for link_count().
  void reset_links(std::uint8_t* links) const noexcept;
  // Most entries that any structure has.
  std::uint32_t max_entries() const noexcept { return max_entries_; }

  // Position among the entries of a structure or the values of an enum; kNoIndex when unknown.
  std::uint32_t find_entry(const PlanShape& shape, const PlanName& name) const noexcept {
    return find(shape.names, name, [&](std::uint32_t at) -> const PlanName& {
      return entries_[shape.first_entry + at].name;
    });
  }
  const PlanName& enum_name(const PlanShape& shape, std::uint32_t at) const noexcept {
    return enums_[shape.first_enum + at];
  }
  std::uint32_t find_enum(const PlanShape& shape, const PlanName& name) const noexcept {
    return find(shape.names, name,
                [&](std::uint32_t at) -> const PlanName& { return enums_[shape.first_enum + at]; });
  }

  // The places that the entries of the structure of a state lead to; nothing for most.
  // REQUIRES: state != kNoIndex.
  const PlanPlace* places(OperationIndex operation, std::uint32_t state) const noexcept {
    return places_.data() + first_place_[first_state_[operation] + state];
  }

 private:
  template <typename NameAt>
  std::uint32_t find(const PlanNames& names, const PlanName& name, NameAt name_at) const noexcept {
    std::uint32_t slot = name.hash() & names.slot_mask;
    for (;; slot = (slot + 1) & names.slot_mask) {
      const std::uint32_t at = slots_[names.first_slot + slot];
      if (at == kNoIndex || name_at(at) == name) return at;
    }
  }
  template <typename NameAt>
  PlanNames add_names(std::uint32_t count, NameAt name_at);
  void add_shape(const ShapeTable& shape, bool error);
  void add_places(const OperationTable& operation);
  void set_text_check(PlanShape& shape) const noexcept;
  void link_entries();

  const ContractTables* tables_;
  std::vector<PlanShape> shapes_;
  PlanShape any_object_;
  std::vector<PlanEntry> entries_;
  std::vector<std::string> keys_;  // by entry
  std::vector<PlanName> enums_;
  std::vector<std::uint32_t> slots_;
  std::vector<WalkPattern> patterns_;
  std::vector<PlanPlace> places_;           // for each state one an entry of its structure
  std::vector<std::uint32_t> first_place_;  // by state, those of one operation side by side
  std::vector<std::uint32_t> first_state_;  // by operation, into first_place_
  std::uint32_t max_entries_ = 0;
  std::uint32_t link_count_ = 0;
  bool has_fallback_ = false;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_WALK_PLAN_H_
