// The walk: one pass over the tokens of a body, guided by the shapes of its contract.
//
// Iterative and depth-limited. Every byte is held to RFC 8259, also in documents, unknown members
// and values of the wrong type. What is found goes to a sink; sinks check, bind or locate. After a
// syntax error, at the end of what is readable, or at a limit the walk stops.
#ifndef ASSAY_PARSERS_WALK_H_
#define ASSAY_PARSERS_WALK_H_

#include <cstdint>
#include <string_view>

#include "parsers/scalars.h"
#include "parsers/structural_scan.h"
#include "parsers/walk_plan.h"
#include "parsers/walk_scratch.h"
#include "spec/protocol_rules.h"

namespace assay {

// What a sink has to have; see WalkCheck, WalkBind, WalkTrace. Offsets count in IndexedText::data.
//
//   static constexpr bool kKeepsNames;   names used twice in objects: calls repeated()
//   static constexpr bool kKeepsKeys;    keys used twice in maps: calls repeated()
//   static constexpr bool kSeesUntyped;  wants members and items of what has no shape
//   void fault(ProtocolRule, begin, end);                  text or limit
//   void member(Frame&, const PlanEntry&, StringToken, bool again);  a known one; its value follows
//   void unknown_member(Frame&, StringToken);              likewise
//   void key(Frame&, StringToken);                         of a map; its value follows
//   void item(Frame&, begin);                              of a list; its value follows
//   void string(const PlanShape&, StringToken);            values of a shape, whatever it wants
//   void number(const PlanShape&, begin, end, NumberGrammar);
//   void boolean(const PlanShape&, begin, end, bool);
//   void document(begin, end);                             a whole document
//   void null_member(Frame&, const PlanEntry&, begin);
//   void null_item(Frame&, begin);                         of a list or map
//   void mismatch(const PlanShape&, begin, end, bool root);  null or container not due there
//   void enter(Frame&);                                    a container of a shape
//   void leave(Frame&, end);
//   std::uint32_t tag();                                   kept with a name or key
//   void repeated(Frame&, const KeyRecord& earlier, const KeyRecord& later);
//   void value_end(end);                                  with kSeesUntyped
template <typename Sink>
class Walk {
 public:
  Walk(const WalkPlan& plan, WalkScratch& scratch, const IndexedText& text, Sink& sink) noexcept
      : plan_(plan), scratch_(scratch), text_(text), data_(text.data), sink_(sink) {}

  // Walks the one value of the text; `root` is its shape, or nullptr. Returns whether the walk got
  // to the end of the text.
  bool run(const PlanShape* root) noexcept;

 private:
  enum class Step : std::uint8_t {
    kGo,
    kStop
  };

  static bool is_space(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
  bool ends_token(std::uint32_t at) const noexcept {
    if (at >= text_.end) return true;
    const char c = data_[at];
    return c == ',' || c == '}' || c == ']' || is_space(c) || c == ':';
  }
  // Past the closing quote of a string whose next token is `next`. Between the two there is only
  // white space, or else there would be a token.
  std::uint32_t string_end(std::uint32_t next) const noexcept {
    while (is_space(data_[next - 1])) --next;
    return next;
  }
  std::uint32_t token_or_end(std::uint32_t token) const noexcept {
    return token < text_.token_count ? text_.tokens[token] : text_.end;
  }

  Step check_escapes(std::uint32_t begin, std::uint32_t end, bool open) noexcept;
  Step cut() noexcept;
  Step open_string(std::uint32_t quote) noexcept;
  Step syntax(std::uint32_t at) noexcept;
  Step no_colon(const StringToken& name, std::uint32_t token) noexcept;
  Step read_name(std::uint32_t& next, StringToken& name) noexcept;
  Step check_name(StringToken& name) noexcept;
  Step literal(std::uint32_t begin, std::string_view expected) noexcept;
  Step push_key(const Frame& frame, std::uint32_t begin, std::uint32_t end,
                std::uint32_t hash) noexcept;
  Step push_name(const Frame& frame, const StringToken& name) noexcept;
  void find_repeated(Frame& frame) noexcept;
  void stop(Frame* frame) noexcept;

  const WalkPlan& plan_;
  WalkScratch& scratch_;
  const IndexedText text_;
  const char* const data_;
  Sink& sink_;
};

// Reports what is wrong with the escapes of a string. Syntax stops the walk, a lone surrogate
// does not.
template <typename Sink>
auto Walk<Sink>::check_escapes(std::uint32_t begin, std::uint32_t end, bool open) noexcept -> Step {
  const EscapeScan scan = scan_escapes({data_ + begin, end - begin}, open);
  if (scan.surrogate != UINT32_MAX) {
    const std::uint32_t at = begin + scan.surrogate;
    sink_.fault(ProtocolRule::kBodySurrogate, at, at + 6);
  }
  if (scan.fault == EscapeFault::kNone) return Step::kGo;
  if (scan.fault == EscapeFault::kCut) return cut();
  sink_.fault(ProtocolRule::kBodySyntax, begin + scan.begin, begin + scan.end);
  return Step::kStop;
}

// The readable part of the text is over and its value is not.
template <typename Sink>
auto Walk<Sink>::cut() noexcept -> Step {
  switch (text_.reason) {
    case TextEnd::kUtf8:
      sink_.fault(ProtocolRule::kBodyUtf8, text_.end, text_.bad_end);
      break;
    case TextEnd::kControl:
      sink_.fault(ProtocolRule::kBodyControl, text_.end, text_.bad_end);
      break;
    case TextEnd::kEnd:
    case TextEnd::kOpenString:
      sink_.fault(ProtocolRule::kBodyTruncated, text_.end, text_.size);
      break;
  }
  return Step::kStop;
}

template <typename Sink>
auto Walk<Sink>::open_string(std::uint32_t quote) noexcept -> Step {
  if (check_escapes(quote + 1, text_.end, true) == Step::kStop) return Step::kStop;
  return cut();
}

template <typename Sink>
auto Walk<Sink>::syntax(std::uint32_t at) noexcept -> Step {
  const std::uint32_t size = utf8_sequence({data_, text_.end}, at);
  sink_.fault(ProtocolRule::kBodySyntax, at, at + (size == 0 ? 1 : size));
  return Step::kStop;
}

template <typename Sink>
auto Walk<Sink>::no_colon(const StringToken& name, std::uint32_t token) noexcept -> Step {
  if (check_escapes(name.begin + 1, name.end - 1, false) == Step::kStop) return Step::kStop;
  return token < text_.token_count ? syntax(text_.tokens[token]) : cut();
}

// The name that token `next` has to be, and the colon after it.
template <typename Sink>
inline auto Walk<Sink>::read_name(std::uint32_t& next, StringToken& name) noexcept -> Step {
  if (next >= text_.token_count) return cut();
  const std::uint32_t at = text_.tokens[next++];
  if (data_[at] != '"') return syntax(at);
  if (at == text_.open_string) return open_string(at);
  name = {at, string_end(token_or_end(next)), false};
  if (next >= text_.token_count || data_[text_.tokens[next]] != ':') return no_colon(name, next);
  ++next;
  return Step::kGo;
}

template <typename Sink>
inline auto Walk<Sink>::check_name(StringToken& name) noexcept -> Step {
  name.escaped = has_backslash(data_ + name.begin + 1, name.end - name.begin - 2);
  return name.escaped ? check_escapes(name.begin + 1, name.end - 1, false) : Step::kGo;
}

// `true`, `false`, `null`; the first byte is known to agree.
template <typename Sink>
auto Walk<Sink>::literal(std::uint32_t begin, std::string_view expected) noexcept -> Step {
  for (std::uint32_t i = 1; i < expected.size(); ++i) {
    if (begin + i >= text_.end) return cut();
    if (data_[begin + i] != expected[i]) return syntax(begin + i);
  }
  const auto end = begin + static_cast<std::uint32_t>(expected.size());
  return ends_token(end) ? Step::kGo : syntax(end);
}

template <typename Sink>
auto Walk<Sink>::push_key(const Frame& frame, std::uint32_t begin, std::uint32_t end,
                          std::uint32_t hash) noexcept -> Step {
  if (scratch_.key_count() - frame.key_base >= scratch_.max_keys()) {
    sink_.fault(ProtocolRule::kLimitKeys, begin, end);
    return Step::kStop;
  }
  scratch_.push_key({begin, end, hash, sink_.tag()});
  return Step::kGo;
}

template <typename Sink>
auto Walk<Sink>::push_name(const Frame& frame, const StringToken& name) noexcept -> Step {
  std::string_view text = name.raw(data_);
  if (name.escaped) text = scratch_.decode(text);
  return push_key(frame, name.begin, name.end, hash_text(text));
}

template <typename Sink>
void Walk<Sink>::find_repeated(Frame& frame) noexcept {
  scratch_.find_repeated(
      frame.key_base,
      [&](const KeyRecord& a, const KeyRecord& b) {
        const std::string_view x{data_ + a.begin + 1, a.end - a.begin - 2};
        const std::string_view y{data_ + b.begin + 1, b.end - b.begin - 2};
        if (x == y) return true;
        if (!has_backslash(x.data(), x.size()) && !has_backslash(y.data(), y.size())) return false;
        return scratch_.same_text(x, y);
      },
      [&](const KeyRecord& earlier, const KeyRecord& later) {
        sink_.repeated(frame, earlier, later);
      });
}

// What is known of the containers that are still open when the walk stops.
template <typename Sink>
void Walk<Sink>::stop(Frame* frame) noexcept {
  for (; frame->kind != FrameKind::kRoot; --frame) {
    if constexpr (Sink::kKeepsKeys) {
      if (frame->kind != FrameKind::kList && scratch_.key_count() > frame->key_base) {
        find_repeated(*frame);
      }
      scratch_.drop_keys(frame->key_base);
    }
    if (frame->mismatch) {
      sink_.mismatch(*frame->shape, frame->begin, text_.end, frame[-1].kind == FrameKind::kRoot);
    }
  }
}

template <typename Sink>
bool Walk<Sink>::run(const PlanShape* root) noexcept {
  const char* const data = data_;
  const std::uint32_t* const tokens = text_.tokens;
  const std::uint32_t count = text_.token_count;
  Frame* const bottom = scratch_.frames();
  Frame* const top = bottom + scratch_.max_depth();
  Frame* frame = bottom;
  const PlanShape* shape = root;
  const PlanEntry* entry = nullptr;
  std::uint32_t next = 0;  // token
  std::uint32_t at = 0;    // of the token before
  std::uint32_t end = 0;   // of the value before
  scratch_.clear_keys();
  *frame = Frame{};

value:  // of `shape`
  if (next >= count) {
    cut();
    goto stopped;
  }
  at = tokens[next++];
  switch (data[at]) {
    case '"': {
      if (at == text_.open_string) {
        open_string(at);
        goto stopped;
      }
      end = string_end(token_or_end(next));
      const bool escaped = has_backslash(data + at + 1, end - at - 2);
      if (escaped && check_escapes(at + 1, end - 1, false) == Step::kStop) goto stopped;
      if (shape != nullptr) sink_.string(*shape, {at, end, escaped});
      goto after_value;
    }
    case '{':
      goto open_object;
    case '[':
      goto open_array;
    case 't':
      if (literal(at, "true") == Step::kStop) goto stopped;
      end = at + 4;
      if (shape != nullptr) sink_.boolean(*shape, at, end, true);
      goto after_value;
    case 'f':
      if (literal(at, "false") == Step::kStop) goto stopped;
      end = at + 5;
      if (shape != nullptr) sink_.boolean(*shape, at, end, false);
      goto after_value;
    case 'n':
      if (literal(at, "null") == Step::kStop) goto stopped;
      end = at + 4;
      if (shape == nullptr) goto after_value;
      if (frame->kind == FrameKind::kStructure) {
        sink_.null_member(*frame, *entry, at);
        --frame->count;
      } else if (shape->kind == ShapeKind::kDocument) {
        sink_.document(at, end);
      } else if (frame->kind == FrameKind::kRoot) {
        sink_.mismatch(*shape, at, end, true);
      } else {
        sink_.null_item(*frame, at);
      }
      goto after_value;
    default: {
      const char c = data[at];
      if (c != '-' && (c < '0' || c > '9')) {
        syntax(at);
        goto stopped;
      }
      const NumberScan number = scan_number(data, at, text_.end);
      end = number.end;
      if (number.grammar == NumberGrammar::kCut) {
        cut();
        goto stopped;
      }
      if (number.grammar == NumberGrammar::kWrong || !ends_token(end)) {
        syntax(end);
        goto stopped;
      }
      if (shape != nullptr) sink_.number(*shape, at, end, number.grammar);
      goto after_value;
    }
  }

after_value:  // ends at `end`
  if constexpr (Sink::kSeesUntyped) sink_.value_end(end);
  if (next >= count) {
    if (frame->kind == FrameKind::kRoot) {
      if (text_.reason == TextEnd::kEnd) return true;
      cut();
    } else {
      cut();
    }
    goto stopped;
  }
  at = tokens[next++];
  switch (frame->kind) {
    case FrameKind::kStructure:
      if (data[at] == ',') goto structure_member;
      if (data[at] == '}') goto close;
      break;
    case FrameKind::kMap:
      if (data[at] == ',') goto map_entry;
      if (data[at] == '}') goto close;
      break;
    case FrameKind::kList:
      if (data[at] == ',') goto list_item;
      if (data[at] == ']') goto close;
      break;
    case FrameKind::kObject:
      if (data[at] == ',') goto object_member;
      if (data[at] == '}') goto close;
      break;
    case FrameKind::kArray:
      if (data[at] == ',') goto array_item;
      if (data[at] == ']') goto close;
      break;
    case FrameKind::kRoot:
      sink_.fault(ProtocolRule::kBodyTrailing, at, text_.end);
      goto stopped;
  }
  syntax(at);
  goto stopped;

open_object:  // at `at`
  if (frame == top) {
    sink_.fault(ProtocolRule::kLimitDepth, at, at + 1);
    goto stopped;
  }
  ++frame;
  *frame = Frame{};
  frame->begin = at;
  frame->key_base = scratch_.key_count();
  frame->kind = FrameKind::kObject;
  frame->shape = shape;
  if (shape != nullptr) {
    switch (shape->kind) {
      case ShapeKind::kStructure:
      case ShapeKind::kUnion:
        frame->kind = FrameKind::kStructure;
        frame->entries = plan_.entries(*shape);
        frame->required_left = shape->required_count;
        scratch_.clear_seen(*frame);
        sink_.enter(*frame);
        if (next < count && data[tokens[next]] == '}') goto close_empty;
        goto structure_member;
      case ShapeKind::kMap:
        frame->kind = FrameKind::kMap;
        frame->entries = plan_.entries(*shape);
        sink_.enter(*frame);
        if (next < count && data[tokens[next]] == '}') goto close_empty;
        goto map_entry;
      case ShapeKind::kDocument:
        frame->document = true;
        break;
      default:
        frame->mismatch = true;
    }
  }
  if (next < count && data[tokens[next]] == '}') goto close_empty;
  goto object_member;

open_array:  // at `at`
  if (frame == top) {
    sink_.fault(ProtocolRule::kLimitDepth, at, at + 1);
    goto stopped;
  }
  ++frame;
  *frame = Frame{};
  frame->begin = at;
  frame->key_base = scratch_.key_count();
  frame->kind = FrameKind::kArray;
  frame->shape = shape;
  if (shape != nullptr) {
    if (shape->kind == ShapeKind::kList) {
      frame->kind = FrameKind::kList;
      frame->entries = plan_.entries(*shape);
      sink_.enter(*frame);
      if (next < count && data[tokens[next]] == ']') goto close_empty;
      goto list_item;
    }
    if (shape->kind == ShapeKind::kDocument) {
      frame->document = true;
    } else {
      frame->mismatch = true;
    }
  }
  if (next < count && data[tokens[next]] == ']') goto close_empty;
  goto array_item;

structure_member: {
  StringToken name;
  if (read_name(next, name) == Step::kStop) goto stopped;
  PlanName key(name.raw(data));
  std::uint32_t position = frame->predicted;
  if (position >= frame->shape->entry_count || !(frame->entries[position].name == key)) {
    position = plan_.find_entry(*frame->shape, key);
    if (position == kNoIndex && has_backslash(key.text, key.size)) {
      if (check_name(name) == Step::kStop) goto stopped;
      position = plan_.find_entry(*frame->shape, PlanName(scratch_.decode(key.view())));
    }
  }
  if (position == kNoIndex) {
    if constexpr (Sink::kKeepsNames) {
      if (push_name(*frame, name) == Step::kStop) goto stopped;
    }
    ++frame->count;
    sink_.unknown_member(*frame, name);
    shape = nullptr;
    goto value;
  }
  frame->predicted = position + 1;
  entry = frame->entries + position;
  const bool again = scratch_.mark_seen(*frame, position);
  if (!again && entry->required != kNoIndex &&
      (entry->twin == kNoIndex || !scratch_.seen(*frame, entry->twin))) {
    --frame->required_left;
  }
  frame->count += entry->member != kNoIndex;
  shape = entry->shape == kNoIndex ? nullptr : &plan_.shape(entry->shape);
  sink_.member(*frame, *entry, name, again);
  goto value;
}

map_entry: {
  StringToken name;
  if (read_name(next, name) == Step::kStop) goto stopped;
  if (check_name(name) == Step::kStop) goto stopped;
  ++frame->count;
  sink_.key(*frame, name);
  if constexpr (Sink::kKeepsKeys) {
    if (push_name(*frame, name) == Step::kStop) goto stopped;
  }
  shape = &plan_.shape(frame->entries[1].shape);
  goto value;
}

list_item:
  ++frame->count;
  shape = &plan_.shape(frame->entries[0].shape);
  if (next < count) {
    sink_.item(*frame, tokens[next]);
    if constexpr (Sink::kKeepsNames) {
      if (frame->shape->unique_items &&
          push_key(*frame, tokens[next], tokens[next] + 1, 0) == Step::kStop) {
        goto stopped;
      }
    }
  }
  goto value;

object_member: {
  StringToken name;
  if (read_name(next, name) == Step::kStop) goto stopped;
  if (check_name(name) == Step::kStop) goto stopped;
  if constexpr (Sink::kKeepsNames) {
    if (push_name(*frame, name) == Step::kStop) goto stopped;
  }
  if constexpr (Sink::kSeesUntyped) sink_.unknown_member(*frame, name);
  shape = nullptr;
  goto value;
}

array_item:
  if constexpr (Sink::kSeesUntyped) {
    ++frame->count;
    if (next < count) sink_.item(*frame, tokens[next]);
  }
  shape = nullptr;
  goto value;

close_empty:
  at = tokens[next++];

close:  // the bracket is at `at`
  end = at + 1;
  if constexpr (Sink::kKeepsKeys) {
    const std::uint32_t keys = scratch_.key_count() - frame->key_base;
    if (keys > 1 && frame->kind != FrameKind::kList) find_repeated(*frame);
  }
  if (frame->kind < FrameKind::kObject) {
    sink_.leave(*frame, end);
  } else if (frame->mismatch) {
    sink_.mismatch(*frame->shape, frame->begin, end, frame[-1].kind == FrameKind::kRoot);
  } else if (frame->document) {
    sink_.document(frame->begin, end);
  }
  scratch_.drop_keys(frame->key_base);
  --frame;
  goto after_value;

stopped:
  stop(frame);
  return false;
}

}  // namespace assay

#endif  // ASSAY_PARSERS_WALK_H_
