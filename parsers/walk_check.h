// The sink that checks: every value against the constraints of its shape.
#ifndef ASSAY_PARSERS_WALK_CHECK_H_
#define ASSAY_PARSERS_WALK_CHECK_H_

#include <assay/finding.h>

#include <cstdint>
#include <span>
#include <string_view>

#include "parsers/rules.h"
#include "parsers/scalars.h"
#include "parsers/structural_scan.h"
#include "parsers/walk_plan.h"
#include "parsers/walk_scratch.h"
#include "spec/fault.h"
#include "spec/protocol_rules.h"

namespace assay {

// What a body is to the check.
enum class BodyRole : std::uint8_t {
  kInput,
  kOutput,
  kError,
  kValue,  // a value alone
};

// Shapes: slots has room for the operation's; empty where no rule applies.
struct CheckSubject {
  OperationIndex operation = 0;
  BodyRole role = BodyRole::kValue;
  HttpPart part = HttpPart::kResponseBody;
  std::uint32_t offset = 0;  // of IndexedText::data in the body: past a byte order mark
  bool open = false;         // any member is as good as any other: an error that is not modelled
  std::span<SlotValue> slots;
};

class WalkCheck {
 public:
  static constexpr bool kKeepsNames = true;
  static constexpr bool kKeepsKeys = true;
  static constexpr bool kSeesUntyped = false;

  WalkCheck(const WalkPlan& plan, WalkScratch& scratch, const IndexedText& text,
            const CheckSubject& subject, Findings& findings) noexcept;

  // Whether a limit stopped the walk.
  bool limited() const noexcept { return limited_; }
  // Whether the output has members at its top that name errors: left to the caller.
  bool names_error() const noexcept { return names_error_; }

  // A finding at a place of the text.
  [[gnu::cold]] void add(ConstraintIndex constraint, std::uint32_t begin, std::uint32_t end,
                         std::int64_t measured = 0) noexcept;
  // A string of a shape, decoded, wherever it stands.
  void check_text(const PlanShape& shape, std::string_view text, std::uint32_t begin,
                  std::uint32_t end) noexcept;
  // Every required member of a structure that is not there at all.
  void all_absent(const PlanShape& shape, std::uint32_t begin, std::uint32_t end) noexcept;

  void fault(ProtocolRule rule, std::uint32_t begin, std::uint32_t end) noexcept;
  void member(Frame& frame, const PlanEntry& entry, const StringToken& name, bool again) noexcept {
    if (again && !planted("duplicate-member-ignored"))
      add(index_of(ProtocolRule::kDuplicateMember), name.begin, name.end);
    slot_ = kNoIndex;
    next_state_ = kNoIndex;
    if (frame.sink != kNoIndex) find_place(frame, entry);
  }
  void unknown_member(Frame& frame, const StringToken& name) noexcept;
  void key(Frame& frame, const StringToken& key) noexcept {
    forget_place();
    if (planted("map-key-unchecked")) return;
    string(plan_.shape(frame.entries[0].shape), key);
  }
  void item(Frame&, std::uint32_t) noexcept { forget_place(); }
  void string(const PlanShape& shape, const StringToken& token) noexcept {
    if (shape.kind == ShapeKind::kString && !shape.constrained && slot_ == kNoIndex) return;
    if (shape.kind == ShapeKind::kDocument) return;
    check_string(shape, token);
  }
  void number(const PlanShape& shape, std::uint32_t begin, std::uint32_t end,
              NumberGrammar grammar) noexcept;
  void boolean(const PlanShape& shape, std::uint32_t begin, std::uint32_t end, bool) noexcept {
    if (planted("boolean-as-number") && shape.kind == ShapeKind::kInteger) return;
    if (shape.kind != ShapeKind::kBoolean && shape.kind != ShapeKind::kDocument) {
      mismatch(shape, begin, end, begin == root_);
    }
  }
  void document(std::uint32_t, std::uint32_t) noexcept {}
  void null_member(Frame&, const PlanEntry& entry, std::uint32_t begin) noexcept {
    if (planted("null-optional-refused"))
      add(plan_.shape(entry.shape).table->type, begin, begin + 4);
    if (entry.required == kNoIndex || planted("required-null-accepted")) return;
    add(entry.required, begin, begin + 4);
  }
  void null_item(Frame& frame, std::uint32_t begin) noexcept {
    if (!frame.shape->sparse && !planted("null-item-accepted"))
      add(frame.shape->table->dense, begin, begin + 4);
  }
  void mismatch(const PlanShape& shape, std::uint32_t begin, std::uint32_t end, bool root) noexcept;
  void enter(Frame& frame) noexcept {
    frame.sink = next_state_;
    forget_place();
  }
  void leave(Frame& frame, std::uint32_t end) noexcept;
  static std::uint32_t tag() noexcept { return 0; }
  void repeated(Frame&, const KeyRecord&, const KeyRecord& later) noexcept {
    if (planted("duplicate-key-ignored")) return;
    add(index_of(ProtocolRule::kDuplicateMember), later.begin, later.end);
  }

 private:
  bool matches(const WalkPattern& pattern, std::string_view text) noexcept;
  void forget_below(std::uint32_t state) noexcept;  // empties the slots of a structure's members
  void forget_place() noexcept { slot_ = next_state_ = kNoIndex; }
  void find_place(const Frame& frame, const PlanEntry& entry) noexcept;
  SlotValue* fill_slot(std::uint32_t begin, std::uint32_t end) noexcept;
  void check_string(const PlanShape& shape, const StringToken& token) noexcept;
  // Whether any JSON string is of the right type.
  static bool takes_text(const PlanShape& shape) noexcept;
  void check_integer(const PlanShape& shape, std::uint32_t begin, std::uint32_t end) noexcept;
  void check_float(const PlanShape& shape, double value, std::uint32_t begin,
                   std::uint32_t end) noexcept;
  void check_real_range(const ShapeTable& table, double value, std::uint32_t begin,
                        std::uint32_t end) noexcept;
  void check_timestamp(const PlanShape& shape, std::string_view text, std::uint32_t begin,
                       std::uint32_t end) noexcept;
  void check_length(const PlanShape& shape, std::uint64_t length, std::uint32_t begin,
                    std::uint32_t end) noexcept;
  // The pattern of a shape that no automaton holds.
  void check_odd_pattern(const PlanShape& shape, std::string_view text, std::uint32_t begin,
                         std::uint32_t end) noexcept;
  void check_unique(const Frame& frame) noexcept;
  void absent(Frame& frame, std::uint32_t end) noexcept;

  const WalkPlan& plan_;
  WalkScratch& scratch_;
  const char* data_;
  const CheckSubject subject_;
  Findings& findings_;
  std::uint32_t slot_ = kNoIndex;        // that the value to come fills
  std::uint32_t next_state_ = kNoIndex;  // of the container to come
  std::uint32_t root_ = 0;               // where the root value begins
  std::uint32_t last_surrogate_ = 0;     // past the last lone surrogate
  // The last long text that matched a large pattern: messages name their resource more than once.
  const WalkPattern* matched_by_ = nullptr;
  std::string_view matched_;
  bool decoded_ = false;  // the text at hand stands in the scratch
  bool limited_ = false;
  bool broken_ = false;  // the value to come, or at hand, has an error
  bool names_error_ = false;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_WALK_CHECK_H_
