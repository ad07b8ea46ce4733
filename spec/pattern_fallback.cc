#include "spec/pattern_fallback.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <fmt/format.h>
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <utility>

#include "spec/utf8.h"

namespace assay {
namespace {

// The match block and, while it grows, the old and the new vector of backtracking frames are all
// that PCRE2 holds at a time.
constexpr std::size_t kFrameBytes = std::size_t{2} << 20;
constexpr std::size_t kBlockBytes = std::size_t{16} << 10;
constexpr std::uint32_t kCompileOptions = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY |
                                          PCRE2_ALLOW_EMPTY_CLASS | PCRE2_ALT_BSUX |
                                          PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;

// Memory that was taken once, given out in fixed blocks: small ones for the contexts and the match
// block, large ones for the frames.
class FixedBlocks {
 public:
  FixedBlocks()
      : bytes_(std::make_unique_for_overwrite<std::byte[]>(kSmall * kBlockBytes +
                                                           kLarge * kFrameBytes)) {}

  void* take(std::size_t size) noexcept {
    for (std::size_t i = 0; i < used_.size(); ++i) {
      if (used_[i] || size > (is_large(i) ? kFrameBytes : kBlockBytes)) continue;
      used_[i] = true;
      return begin(i);
    }
    return nullptr;
  }
  void give_back(const void* block) noexcept {
    for (std::size_t i = 0; i < used_.size(); ++i) {
      if (begin(i) == block) used_[i] = false;
    }
  }

 private:
  static constexpr std::size_t kSmall = 4, kLarge = 2;
  static constexpr bool is_large(std::size_t block) noexcept { return block >= kSmall; }
  std::byte* begin(std::size_t block) noexcept {
    const std::size_t small = std::min(block, kSmall) * kBlockBytes;
    return bytes_.get() + small + (is_large(block) ? (block - kSmall) * kFrameBytes : 0);
  }

  std::array<bool, kSmall + kLarge> used_{};
  std::unique_ptr<std::byte[]> bytes_;
};

extern "C" void* take_block(std::size_t size, void* blocks) {
  return static_cast<FixedBlocks*>(blocks)->take(size);
}
extern "C" void give_block_back(void* block, void* blocks) {
  if (block != nullptr) static_cast<FixedBlocks*>(blocks)->give_back(block);
}

template <auto kFree>
struct Freed {
  template <typename T>
  void operator()(T* object) const noexcept {
    kFree(object);
  }
};

bool is_look_around(std::string_view at) noexcept {
  return at.starts_with("(?=") || at.starts_with("(?!") || at.starts_with("(?<=") ||
         at.starts_with("(?<!");
}

// Past the class that begins at `at`, or the end.
std::size_t skip_class(std::string_view pattern, std::size_t at) noexcept {
  for (++at; at < pattern.size() && pattern[at] != ']'; ++at) at += pattern[at] == '\\' ? 1 : 0;
  return std::min(at + 1, pattern.size());
}

// Past the group that begins at `at`, or the end.
std::size_t skip_group(std::string_view pattern, std::size_t at) noexcept {
  std::size_t depth = 0;
  while (at < pattern.size()) {
    const char c = pattern[at];
    if (c == '[') {
      at = skip_class(pattern, at);
      continue;
    }
    at += c == '\\' ? 2 : 1;
    if (c == '(') ++depth;
    if (c == ')' && --depth == 0) break;
  }
  return std::min(at, pattern.size());
}

std::optional<char32_t> code_unit(std::string_view escape) noexcept {
  if (escape.size() < 6 || !escape.starts_with("\\u")) return std::nullopt;
  const char* const last = escape.data() + 6;
  std::uint32_t unit = 0;
  const auto [end, status] = std::from_chars(escape.data() + 2, last, unit, 16);
  if (status != std::errc() || end != last) return std::nullopt;
  return unit;
}

// ECMA-262's white space and the rest, as they stand in a class. PCRE2's own sets differ in U+0085,
// U+180E and U+FEFF.
constexpr std::string_view kSpaces =
    "\\u0009-\\u000D\\u0020\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF";
constexpr std::string_view kNoSpaces =
    "\\u0000-\\u0008\\u000E-\\u001F\\u0021-\\u009F\\u00A1-\\u167F\\u1681-\\u1FFF\\u200B-\\u2027"
    "\\u202A-\\u202E\\u2030-\\u205E\\u2060-\\u2FFF\\u3001-\\uFEFE\\uFF00-\\u{10FFFF}";

// ECMA-262 in the words of PCRE2.
class Translation {
 public:
  explicit Translation(std::string_view pattern) noexcept : pattern_(pattern) {}

  std::string run() {
    while (at_ < pattern_.size()) {
      const char c = pattern_[at_];
      if (c == '\\') {
        escape();
        continue;
      }
      if (c == '[' && in_class_) {
        bracket_in_class();
        continue;
      }
      if (c == '{' && !in_class_ && long_repeat()) continue;
      if (!in_class_) atom_ = c == '.' || c == '[' ? out_.size() : std::string::npos;
      if (c == '.' && !in_class_) {
        out_ += "[^\\n\\r\\u2028\\u2029]";
      } else if (c == '-' && in_class_ && is_set(pattern_.substr(at_ + 1))) {
        out_ += "\\-";
      } else {
        out_ += c;
      }
      if (c == '[' || (c == ']' && in_class_)) in_class_ = c == '[';
      ++at_;
    }
    return std::move(out_);
  }

 private:
  // In ECMA-262 no more than itself; but what looks like [:alpha:] can only be meant as that.
  void bracket_in_class() {
    const std::string_view rest = pattern_.substr(at_);
    const std::size_t end = rest.find(":]");
    if (rest.starts_with("[:") && end != rest.npos) {
      out_ += rest.substr(0, end + 2);
      at_ += end + 2;
    } else {
      out_ += "\\[";
      ++at_;
    }
  }

  // Whether an escape that means many characters begins there.
  static bool is_set(std::string_view at) noexcept {
    return at.size() > 1 && at[0] == '\\' &&
           std::string_view("dDwWsSpP").find(at[1]) != std::string_view::npos;
  }

  // PCRE2 repeats at most 65,535 times; more of a set are that many and then the rest. False: the
  // quantifier is none, or short enough, or not of a set.
  bool long_repeat() {
    const std::string_view rest = pattern_.substr(at_);
    const std::size_t end = rest.find('}');
    if (atom_ == std::string::npos || end == rest.npos) return false;
    std::uint64_t min = 0, max = 0;
    const char* const last = rest.data() + end;
    auto [at, status] = std::from_chars(rest.data() + 1, last, min);
    if (status != std::errc()) return false;
    max = min;
    if (at != last) {
      if (*at != ',') return false;
      max = UINT64_MAX;
      if (at + 1 != last) {
        const auto [stop, second] = std::from_chars(at + 1, last, max);
        if (second != std::errc() || stop != last) return false;
      }
    }
    const bool open = max == UINT64_MAX;
    const std::uint64_t longest = open ? min : max;
    if (longest <= kMostRepeats || longest > kMostRepeats * kMostParts || min > max) return false;
    if (rest.substr(end + 1).starts_with('+')) return false;  // possessive
    const std::string atom = out_.substr(atom_);
    out_.resize(atom_);
    repeat(atom, min, longest);
    if (open) out_ += atom + "*";
    at_ += end + 1;
    if (pattern_.substr(at_).starts_with('?')) ++at_;  // lazy: the same strings
    atom_ = std::string::npos;
    return true;
  }

  // Alternatives that begin with exact counts and exclude each other: one part after the other
  // would share the characters out between them in every way there is.
  void repeat(const std::string& atom, std::uint64_t min, std::uint64_t max) {
    if (max <= kMostRepeats) {
      out_ += fmt::format("{}{{{},{}}}", atom, min, max);
      return;
    }
    out_ += fmt::format("(?:{}{{{}}}", atom, kMostRepeats);
    repeat(atom, min - std::min(min, kMostRepeats), max - kMostRepeats);
    if (min < kMostRepeats) out_ += fmt::format("|{}{{{},{}}}", atom, min, kMostRepeats - 1);
    out_ += ")";
  }

  void escape() {
    const std::string_view rest = pattern_.substr(at_);
    if (!in_class_) {
      const bool set = rest.size() > 1 && std::string_view("dDwWsS").find(rest[1]) != rest.npos;
      atom_ = set ? out_.size() : std::string::npos;
    }
    const auto high = code_unit(rest);
    const auto low = high ? code_unit(rest.substr(6)) : std::nullopt;
    if (high && low && *high >= 0xD800 && *high <= 0xDBFF && *low >= 0xDC00 && *low <= 0xDFFF) {
      append_utf8(out_, 0x10000 + ((*high - 0xD800) << 10) + (*low - 0xDC00));
      at_ += 12;
      return;
    }
    const char escaped = rest.size() < 2 ? '\0' : rest[1];
    if (escaped == 's') {
      out_ += in_class_ ? std::string(kSpaces) : fmt::format("[{}]", kSpaces);
    } else if (escaped == 'S') {
      out_ += in_class_ ? std::string(kNoSpaces) : fmt::format("[{}]", kNoSpaces);
    } else {
      out_ += rest.substr(0, 2);
    }
    at_ += std::min<std::size_t>(2, rest.size());
    if (!in_class_ || !is_set(rest)) return;
    // A hyphen beside a set makes no range.
    if ((escaped == 'p' || escaped == 'P') && pattern_.substr(at_).starts_with('{')) {
      const std::size_t end = std::min(pattern_.find('}', at_), pattern_.size() - 1) + 1;
      out_ += pattern_.substr(at_, end - at_);
      at_ = end;
    }
    if (pattern_.substr(at_).starts_with('-')) {
      out_ += "\\-";
      ++at_;
    }
  }

  static constexpr std::uint64_t kMostRepeats = 65'535, kMostParts = 64;

  std::string_view pattern_;
  std::size_t at_ = 0;
  bool in_class_ = false;
  std::size_t atom_ = std::string::npos;  // in out_: the set just written; none: something else
  std::string out_;
};

}  // namespace

struct FallbackScratch::State {
  FixedBlocks blocks;
  std::unique_ptr<pcre2_general_context, Freed<pcre2_general_context_free>> general{
      pcre2_general_context_create(take_block, give_block_back, &blocks)};
  std::unique_ptr<pcre2_match_context, Freed<pcre2_match_context_free>> context;
  std::unique_ptr<pcre2_match_data, Freed<pcre2_match_data_free>> data;
};

FallbackScratch::FallbackScratch() : state_(std::make_unique<State>()) {
  state_->context.reset(pcre2_match_context_create(state_->general.get()));
  state_->data.reset(pcre2_match_data_create(1, state_->general.get()));
  pcre2_set_match_limit(state_->context.get(), kFallbackSteps);
  pcre2_set_heap_limit(state_->context.get(), kFrameBytes >> 10);
}
FallbackScratch::~FallbackScratch() = default;
FallbackScratch::FallbackScratch(FallbackScratch&&) noexcept = default;
FallbackScratch& FallbackScratch::operator=(FallbackScratch&&) noexcept = default;

void FallbackPattern::Deleter::operator()(pcre2_real_code_8* code) const noexcept {
  pcre2_code_free(code);
}

Expected<FallbackPattern> FallbackPattern::compile(std::string_view pattern, Anchoring anchoring) {
  const auto refuse = [](std::string message) {
    return std::unexpected(
        Error{.code = ErrorCode::kPatternSyntax, .message = std::move(message), .file = {}});
  };
  // PCRE2 takes settings from there, none of which is a model's to make.
  if (pattern.starts_with("(*")) return refuse("PCRE2: a pattern does not begin with (*");
  const std::string text = Translation(pattern).run();
  const std::uint32_t full =
      anchoring == Anchoring::kFull ? std::uint32_t{PCRE2_ANCHORED | PCRE2_ENDANCHORED} : 0;
  int error = 0;
  std::size_t offset = 0;
  const std::unique_ptr<pcre2_compile_context, Freed<pcre2_compile_context_free>> context(
      pcre2_compile_context_create(nullptr));
  if (!context) return refuse("PCRE2: out of memory");
  pcre2_set_compile_extra_options(context.get(), PCRE2_EXTRA_ALT_BSUX);
  pcre2_code* const code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(),
                                         kCompileOptions | full, &error, &offset, context.get());
  if (code == nullptr) {
    std::array<PCRE2_UCHAR, 256> reason{};
    pcre2_get_error_message(error, reason.data(), reason.size());
    return refuse(fmt::format("PCRE2: {}", reinterpret_cast<const char*>(reason.data())));
  }
  return FallbackPattern(code);
}

PatternMatch FallbackPattern::match(std::string_view utf8,
                                    FallbackScratch& scratch) const noexcept {
  FallbackScratch::State& state = *scratch.state_;
  const int result = pcre2_match(code_.get(), reinterpret_cast<PCRE2_SPTR>(utf8.data()),
                                 utf8.size(), 0, 0, state.data.get(), state.context.get());
  if (result >= 0) return PatternMatch::kYes;
  const bool not_text = result <= PCRE2_ERROR_UTF8_ERR1 && result >= PCRE2_ERROR_UTF8_ERR21;
  return result == PCRE2_ERROR_NOMATCH || not_text ? PatternMatch::kNo : PatternMatch::kUndecided;
}

std::string without_look_around(std::string_view pattern) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    std::size_t next = at + 1;
    if (is_look_around(pattern.substr(at))) {
      out += "(?:)";
      at = skip_group(pattern, at);
      continue;
    }
    if (pattern[at] == '\\') next = std::min(at + 2, pattern.size());
    if (pattern[at] == '[') next = skip_class(pattern, at);
    out += pattern.substr(at, next - at);
    at = next;
  }
  return out;
}

}  // namespace assay
