// The sink that locates: what stands where in a body, and what of it must not be shown.
#ifndef ASSAY_PARSERS_WALK_TRACE_H_
#define ASSAY_PARSERS_WALK_TRACE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/locate.h"
#include "parsers/structural_scan.h"
#include "parsers/walk_plan.h"
#include "parsers/walk_scratch.h"
#include "spec/protocol_rules.h"

namespace assay {

class WalkTrace {
 public:
  static constexpr bool kKeepsNames = false;
  static constexpr bool kKeepsKeys = false;
  static constexpr bool kSeesUntyped = true;

  // `offset` is what precedes the text in the body; `size` that of the body.
  WalkTrace(const WalkPlan& plan, WalkScratch& scratch, const IndexedText& text,
            std::uint32_t offset, std::uint32_t size, BodyMap& map)
      : plan_(plan), scratch_(scratch), text_(text), offset_(offset), size_(size), map_(map) {}

  // Up to here a text that turns out to be damaged is understood beyond doubt: not past a sensitive
  // value unless a member that the contract knows comes next, since the damage may be a bracket.
  std::uint32_t understood() const noexcept {
    return doubtful_from_ != kNoIndex ? doubtful_from_ : understood_;
  }
  bool doubtful() const noexcept { return doubtful_from_ != kNoIndex; }
  // Closes what is still open, up to the end of the body.
  void finish();

  void fault(ProtocolRule, std::uint32_t, std::uint32_t) noexcept {}
  void member(Frame&, const PlanEntry& entry, const StringToken& name, bool) {
    const bool sensitive = entry.shape != kNoIndex && plan_.shape(entry.shape).sensitive;
    if (!doubt_confirmed_) doubtful_from_ = kNoIndex;
    open_member(name, sensitive);
  }
  void unknown_member(Frame&, const StringToken& name) {
    doubt_confirmed_ = doubtful();
    open_member(name, false);
  }
  void key(Frame& frame, const StringToken& key);
  void item(Frame& frame, std::uint32_t begin);
  void string(const PlanShape&, const StringToken&) noexcept {}
  void number(const PlanShape&, std::uint32_t, std::uint32_t, NumberGrammar) noexcept {}
  void boolean(const PlanShape&, std::uint32_t, std::uint32_t, bool) noexcept {}
  void document(std::uint32_t, std::uint32_t) noexcept {}
  void null_member(Frame&, const PlanEntry&, std::uint32_t) noexcept {}
  void null_item(Frame&, std::uint32_t) noexcept {}
  void mismatch(const PlanShape&, std::uint32_t, std::uint32_t, bool) noexcept {}
  void enter(Frame&) noexcept {}
  void leave(Frame&, std::uint32_t) noexcept {}
  static std::uint32_t tag() noexcept { return 0; }
  void repeated(Frame&, const KeyRecord&, const KeyRecord&) noexcept {}
  void value_end(std::uint32_t end) {
    understood_ = offset_ + end;
    if (!open_.empty()) close(offset_ + end);
  }

 private:
  // A member or item whose value has not ended.
  struct Open {
    std::uint32_t entry;  // kNoIndex below a sensitive one
    std::uint32_t masked_from;
    bool sensitive;
  };

  void open_member(const StringToken& name, bool sensitive);
  void open(std::uint32_t begin, std::string segment, std::uint32_t value, bool sensitive,
            bool nameless);
  void close(std::uint32_t end);
  std::uint32_t value_after(std::uint32_t name_end) const noexcept;

  const WalkPlan& plan_;
  WalkScratch& scratch_;
  const IndexedText text_;
  std::uint32_t offset_;
  std::uint32_t size_;
  std::uint32_t understood_ = 0;
  std::uint32_t doubtful_from_ = kNoIndex;  // the end of a sensitive value
  bool doubt_confirmed_ = false;            // what follows it may have been moved out of it
  std::uint32_t hidden_ = 0;                // sensitive values around
  std::vector<Open> open_;
  BodyMap& map_;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_WALK_TRACE_H_
