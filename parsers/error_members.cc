#include "parsers/error_members.h"

namespace assay {
namespace {

bool is_space(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

class TokenReader {
 public:
  explicit TokenReader(const IndexedText& text) noexcept : text_(text) {}

  // The byte of the token at hand; 0 at the end.
  char peek() const noexcept {
    return next_ < text_.token_count ? text_.data[text_.tokens[next_]] : '\0';
  }
  bool take(char expected) noexcept {
    if (peek() != expected) return false;
    ++next_;
    return true;
  }
  // REQUIRES: peek() == '"'. False when the string is broken.
  bool take_string(StringToken& token) noexcept {
    const std::uint32_t begin = text_.tokens[next_++];
    if (begin == text_.open_string) return false;
    std::uint32_t end = next_ < text_.token_count ? text_.tokens[next_] : text_.end;
    while (is_space(text_.data[end - 1])) --end;
    token = {begin, end, has_backslash(text_.data + begin + 1, end - begin - 2)};
    return !token.escaped || scan_escapes(token.raw(text_.data), false).fault == EscapeFault::kNone;
  }
  // Passes over a value of any kind.
  void skip_value() noexcept {
    std::uint32_t depth = 0;
    do {
      switch (peek()) {
        case '{':
        case '[':
          ++depth;
          break;
        case '}':
        case ']':
          if (depth == 0) return;
          --depth;
          break;
        case '\0':
          return;
        default:
          break;
      }
      ++next_;
    } while (depth != 0);
  }

 private:
  const IndexedText& text_;
  std::uint32_t next_ = 0;
};

// `visit(name, text)` for every `__type` and `code`.
template <typename Visit>
ErrorMembers read_members(const IndexedText& text, WalkScratch& scratch, Visit visit) noexcept {
  ErrorMembers result;
  StringToken other_message;
  TokenReader reader(text);
  if (!reader.take('{')) return result;
  do {
    StringToken name, value;
    if (reader.peek() != '"' || !reader.take_string(name) || !reader.take(':')) break;
    std::string_view text_of_name = name.raw(text.data);
    if (name.escaped) text_of_name = scratch.decode(text_of_name);
    StringToken* member = nullptr;
    if (text_of_name == "__type") {
      visit(name, text_of_name);
      result.type_name = name;
      member = &result.type;
    } else if (text_of_name == "code") {
      visit(name, text_of_name);
      result.code_name = name;
      member = &result.code;
    } else if (text_of_name == "message") {
      member = &result.message;
    } else if (text_of_name == "Message") {
      member = &other_message;
    }
    if (reader.peek() != '"') {
      if (member != nullptr) *member = {};
      reader.skip_value();
    } else if (!reader.take_string(value)) {
      break;
    } else if (member != nullptr) {
      *member = value;
    }
  } while (reader.take(','));
  if (result.message.end == 0) result.message = other_message;
  return result;
}

}  // namespace

ErrorMembers find_error_members(const IndexedText& text, WalkScratch& scratch) noexcept {
  return read_members(text, scratch, [](const StringToken&, std::string_view) {});
}

void each_error_name(const IndexedText& text, WalkScratch& scratch, ErrorNameVisitor visit,
                     void* context) noexcept {
  read_members(text, scratch, [&](const StringToken& name, std::string_view decoded) {
    visit(context, name, decoded);
  });
}

}  // namespace assay
