// The steps of the walk over one body: single tokens held to the grammar, and names remembered.
#ifndef ASSAY_PARSERS_WALK_STEPS_H_
#define ASSAY_PARSERS_WALK_STEPS_H_

#include <cstdint>
#include <string_view>

#include "parsers/scalars.h"
#include "parsers/structural_scan.h"
#include "parsers/walk_plan.h"
#include "parsers/walk_scratch.h"
#include "spec/fault.h"
#include "spec/protocol_rules.h"

namespace assay {

// Each step reports to the sink what stops it. See walk.h.
template <typename Sink>
class WalkSteps {
 protected:
  WalkSteps(WalkScratch& scratch, const IndexedText& text, Sink& sink) noexcept
      : scratch_(scratch), text_(text), data_(text.data), sink_(sink) {}

  enum class Step : std::uint8_t {
    kGo,
    kStop
  };

  static bool is_space(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
  // Whether a number or literal may end before `at`. A quote behind a scalar would be no token of
  // its own, so nothing else would look at it.
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

  [[gnu::cold]] Step check_escapes(std::uint32_t begin, std::uint32_t end, bool open) noexcept;
  [[gnu::cold]] Step cut() noexcept;
  [[gnu::cold]] Step open_string(std::uint32_t quote) noexcept;
  [[gnu::cold]] Step syntax(std::uint32_t at) noexcept;
  [[gnu::cold]] Step no_colon(const StringToken& name, std::uint32_t token) noexcept;
  Step read_name(std::uint32_t& next, StringToken& name) noexcept;
  Step check_name(StringToken& name) noexcept;
  Step literal(std::uint32_t begin, std::string_view expected) noexcept;
  Step push_key(const Frame& frame, std::uint32_t begin, std::uint32_t end,
                std::uint32_t hash) noexcept;
  Step push_name(const Frame& frame, const StringToken& name) noexcept;
  void find_repeated(Frame& frame) noexcept;

  WalkScratch& scratch_;
  const IndexedText text_;
  const char* const data_;
  Sink& sink_;
};

// Reports what is wrong with the escapes of a string. Syntax stops the walk, a lone surrogate
// does not.
template <typename Sink>
auto WalkSteps<Sink>::check_escapes(std::uint32_t begin, std::uint32_t end, bool open) noexcept
    -> Step {
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
auto WalkSteps<Sink>::cut() noexcept -> Step {
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
auto WalkSteps<Sink>::open_string(std::uint32_t quote) noexcept -> Step {
  if (check_escapes(quote + 1, text_.end, true) == Step::kStop) return Step::kStop;
  return cut();
}

template <typename Sink>
auto WalkSteps<Sink>::syntax(std::uint32_t at) noexcept -> Step {
  const std::uint32_t size = utf8_sequence({data_, text_.end}, at);
  sink_.fault(ProtocolRule::kBodySyntax, at, at + (size == 0 ? 1 : size));
  return Step::kStop;
}

template <typename Sink>
auto WalkSteps<Sink>::no_colon(const StringToken& name, std::uint32_t token) noexcept -> Step {
  if (check_escapes(name.begin + 1, name.end - 1, false) == Step::kStop) return Step::kStop;
  return token < text_.token_count ? syntax(text_.tokens[token]) : cut();
}

// The name that token `next` has to be, and the colon after it.
template <typename Sink>
[[gnu::always_inline]] inline auto WalkSteps<Sink>::read_name(std::uint32_t& next,
                                                              StringToken& name) noexcept -> Step {
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
[[gnu::always_inline]] inline auto WalkSteps<Sink>::check_name(StringToken& name) noexcept -> Step {
  name.escaped = has_backslash(data_ + name.begin + 1, name.end - name.begin - 2);
  return name.escaped ? check_escapes(name.begin + 1, name.end - 1, false) : Step::kGo;
}

// `true`, `false`, `null`; the first byte is known to agree.
template <typename Sink>
auto WalkSteps<Sink>::literal(std::uint32_t begin, std::string_view expected) noexcept -> Step {
  for (std::uint32_t i = 1; i < expected.size(); ++i) {
    if (begin + i >= text_.end) return cut();
    if (planted("literal-letter-unchecked") && i + 1 == expected.size()) break;
    if (data_[begin + i] != expected[i]) return syntax(begin + i);
  }
  const auto end = begin + static_cast<std::uint32_t>(expected.size());
  return ends_token(end) || planted("literal-end-unchecked") ? Step::kGo : syntax(end);
}

template <typename Sink>
auto WalkSteps<Sink>::push_key(const Frame& frame, std::uint32_t begin, std::uint32_t end,
                               std::uint32_t hash) noexcept -> Step {
  const std::uint32_t limit = scratch_.max_keys() - planted("keys-limit-early");
  if (scratch_.key_count() - frame.key_base >= limit) {
    sink_.fault(ProtocolRule::kLimitKeys, begin, end);
    return Step::kStop;
  }
  scratch_.push_key({begin, end, hash, sink_.tag()});
  return Step::kGo;
}

template <typename Sink>
auto WalkSteps<Sink>::push_name(const Frame& frame, const StringToken& name) noexcept -> Step {
  std::string_view text = name.raw(data_);
  if (name.escaped) text = scratch_.decode(text);
  return push_key(frame, name.begin, name.end, hash_text(text));
}

template <typename Sink>
void WalkSteps<Sink>::find_repeated(Frame& frame) noexcept {
  scratch_.find_repeated(
      frame.key_base,
      [&](const KeyRecord& a, const KeyRecord& b) {
        const std::string_view x{data_ + a.begin + 1, a.end - a.begin - 2};
        const std::string_view y{data_ + b.begin + 1, b.end - b.begin - 2};
        if (x == y) return true;
        if (planted("duplicate-as-written")) return false;
        if (!has_backslash(x.data(), x.size()) && !has_backslash(y.data(), y.size())) return false;
        return scratch_.same_text(x, y);
      },
      [&](const KeyRecord& earlier, const KeyRecord& later) {
        sink_.repeated(frame, earlier, later);
      });
}

}  // namespace assay

#endif  // ASSAY_PARSERS_WALK_STEPS_H_
