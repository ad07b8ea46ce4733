// The walk: one pass over the tokens of a body, guided by the shapes of its contract.
//
// Iterative and depth-limited. Every byte is held to RFC 8259, also in documents, unknown members
// and values of the wrong type. What is found goes to a sink; sinks check, bind or locate. After a
// syntax error, at the end of what is readable, or at a limit the walk stops.
#ifndef ASSAY_PARSERS_WALK_H_
#define ASSAY_PARSERS_WALK_H_

#include <cstdint>

#include "parsers/scalars.h"
#include "parsers/structural_scan.h"
#include "parsers/walk_plan.h"
#include "parsers/walk_scratch.h"
#include "parsers/walk_steps.h"
#include "spec/fault.h"
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
class Walk : private WalkSteps<Sink> {
 public:
  Walk(const WalkPlan& plan, WalkScratch& scratch, const IndexedText& text, Sink& sink) noexcept
      : WalkSteps<Sink>(scratch, text, sink), plan_(plan) {}

  // Walks the one value of the text; `root` is its shape, or nullptr. Returns whether the walk got
  // to the end of the text.
  bool run(const PlanShape* root) noexcept;

 private:
  using Steps = WalkSteps<Sink>;
  using Step = typename Steps::Step;
  using Steps::check_escapes;
  using Steps::check_name;
  using Steps::cut;
  using Steps::data_;
  using Steps::ends_token;
  using Steps::find_repeated;
  using Steps::literal;
  using Steps::open_string;
  using Steps::push_key;
  using Steps::push_name;
  using Steps::read_name;
  using Steps::scratch_;
  using Steps::sink_;
  using Steps::string_end;
  using Steps::syntax;
  using Steps::text_;
  using Steps::token_or_end;

  void stop(Frame* frame) noexcept;

  const WalkPlan& plan_;
};

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
        if (!planted("null-member-counted")) --frame->count;
      } else if (shape->kind == ShapeKind::kDocument && !planted("null-document-refused")) {
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
      // More digits may have followed one that the end of the text cuts: its value is open.
      if (end == text_.end && text_.reason == TextEnd::kEnd && frame->kind != FrameKind::kRoot &&
          !planted("number-cut-unnoticed")) {
        cut();
        goto stopped;
      }
      if (shape != nullptr) sink_.number(*shape, at, end, number.grammar);
      goto after_value;
    }
  }

after_value:  // ends at `end`
  if constexpr (Sink::kSeesUntyped) sink_.value_end(end);
  if (next >= count) {
    const bool whole = frame->kind == FrameKind::kRoot || planted("truncation-unnoticed");
    if (whole && text_.reason == TextEnd::kEnd) return true;
    cut();
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
      if (planted("trailing-content-ignored")) return true;
      sink_.fault(ProtocolRule::kBodyTrailing, at, text_.end);
      goto stopped;
  }
  syntax(at);
  goto stopped;

open_object:  // at `at`
  if (frame + planted("depth-limit-early") == top) {
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
  if (frame + planted("depth-limit-early") == top) {
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
  if (planted("comma-at-end") && next < count && data[tokens[next]] == '}') goto close_empty;
  StringToken name;
  if (read_name(next, name) == Step::kStop) goto stopped;
  PlanName key(name.raw(data));
  std::uint32_t position = frame->predicted;
  if (position >= frame->shape->entry_count || !(frame->entries[position].name == key)) {
    position = plan_.find_entry(*frame->shape, key);
    if (position == kNoIndex && has_backslash(key.text, key.size) &&
        !planted("member-escapes-ignored")) {
      if (check_name(name) == Step::kStop) goto stopped;
      position = plan_.find_entry(*frame->shape, PlanName(scratch_.decode(key.view())));
    }
  }
  if (position == kNoIndex) {
    if constexpr (Sink::kKeepsNames) {
      if (push_name(*frame, name) == Step::kStop) goto stopped;
    }
    frame->count += next >= count || data[tokens[next]] != 'n';  // null is absent
    sink_.unknown_member(*frame, name);
    shape = nullptr;
    goto value;
  }
  frame->predicted = position + 1;
  entry = frame->entries + position;
  const bool again = scratch_.mark_seen(*frame, position);
  if ((!again || planted("required-counted-twice")) && entry->required != kNoIndex &&
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
  shape = planted("map-value-unchecked") ? nullptr : &plan_.shape(frame->entries[1].shape);
  goto value;
}

list_item:
  ++frame->count;
  shape = planted("list-item-unchecked") ? nullptr : &plan_.shape(frame->entries[0].shape);
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
