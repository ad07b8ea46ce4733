// The sink that binds: the value that a client gets from a body.
#ifndef ASSAY_PARSERS_WALK_BIND_H_
#define ASSAY_PARSERS_WALK_BIND_H_

#include <assay/value.h>

#include <cstdint>
#include <string_view>

#include "parsers/scalars.h"
#include "parsers/value_builder.h"
#include "parsers/walk_plan.h"
#include "parsers/walk_scratch.h"
#include "spec/fault.h"
#include "spec/protocol_rules.h"

namespace assay {

class WalkBind {
 public:
  static constexpr bool kKeepsNames = false;
  static constexpr bool kKeepsKeys = true;
  static constexpr bool kSeesUntyped = false;

  WalkBind(const char* data, ValueBuilder& builder) noexcept : data_(data), builder_(builder) {}

  BindStatus status() const noexcept {
    if (status_ == BindStatus::kBadJson) return status_;
    return builder_.full() ? BindStatus::kLimit : status_;
  }

  void fault(ProtocolRule rule, std::uint32_t, std::uint32_t) noexcept {
    status_ = is_limit(index_of(rule)) ? BindStatus::kLimit : BindStatus::kBadJson;
  }
  void member(Frame& frame, const PlanEntry& entry, const StringToken& name, bool again) noexcept;
  void unknown_member(Frame&, const StringToken&) noexcept {}
  void key(Frame& frame, const StringToken& key) noexcept;
  void item(Frame& frame, std::uint32_t) noexcept {
    parent_ = frame.sink;
    name_ = {};
  }
  void string(const PlanShape& shape, const StringToken& token) noexcept;
  void number(const PlanShape& shape, std::uint32_t begin, std::uint32_t end,
              NumberGrammar grammar) noexcept;
  void boolean(const PlanShape& shape, std::uint32_t begin, std::uint32_t end, bool value) noexcept;
  void document(std::uint32_t begin, std::uint32_t end) noexcept {
    if (Value::Node* const node = add(ValueKind::kDocument)) node->text = slice(begin, end);
  }
  void null_member(Frame&, const PlanEntry&, std::uint32_t) noexcept {}
  void null_item(Frame& frame, std::uint32_t) noexcept {
    // In a map it may replace an entry, so it is dropped only when the map is complete.
    if (frame.shape->sparse || frame.kind == FrameKind::kMap) add(ValueKind::kNull);
  }
  void mismatch(const PlanShape&, std::uint32_t, std::uint32_t, bool) noexcept {
    fail(BindStatus::kBadType);
  }
  void enter(Frame& frame) noexcept;
  void leave(Frame& frame, std::uint32_t) noexcept {
    if (frame.kind == FrameKind::kMap && alive()) {
      builder_.unlink_dropped(frame.sink, !frame.shape->sparse && !planted("bind-map-null-kept"));
    }
  }
  std::uint32_t tag() const noexcept { return builder_.next_index(); }
  void repeated(Frame&, const KeyRecord& earlier, const KeyRecord&) noexcept {
    builder_.drop(earlier.tag);
  }

 private:
  bool alive() const noexcept { return status_ == BindStatus::kOk && !builder_.full(); }
  void fail(BindStatus status) noexcept {
    if (status_ == BindStatus::kOk) status_ = status;
  }
  std::string_view slice(std::uint32_t begin, std::uint32_t end) const noexcept {
    return {data_ + begin, end - begin};
  }
  std::string_view text_of(const StringToken& token) noexcept {
    return token.escaped ? builder_.decode(token.raw(data_)) : token.raw(data_);
  }
  // The node of the value at hand; nullptr once anything has failed.
  Value::Node* add(ValueKind kind) noexcept {
    return alive() ? builder_.add(parent_, kind, name_) : nullptr;
  }
  void add_timestamp(const PlanShape& shape, std::string_view text, bool number) noexcept;

  const char* data_;
  ValueBuilder& builder_;
  std::uint32_t parent_ = Value::kNone;
  std::string_view name_;
  BindStatus status_ = BindStatus::kOk;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_WALK_BIND_H_
