#include "parsers/structural_scan.h"

#include "spec/fault.h"

namespace assay {
namespace {

enum class ByteClass : std::uint8_t {
  kScalar,
  kSpace,
  kOperator
};

// Form feed and SUB count as operators because stage 1 has them so (its shuffle cannot tell them
// from `,` and `:`); the walk refuses both.
ByteClass class_of(char byte) noexcept {
  switch (byte) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
      return ByteClass::kSpace;
    case '{':
    case '}':
    case '[':
    case ']':
    case ':':
    case ',':
    case '\x0c':
    case '\x1a':
      return ByteClass::kOperator;
    default:
      return ByteClass::kScalar;
  }
}

// The second byte of a sequence is what tells overlong forms, surrogates and values past U+10FFFF.
struct LeadByte {
  std::uint32_t length;
  unsigned char second_min, second_max;
};

LeadByte lead_byte(unsigned char byte) noexcept {
  if (byte < 0x80) return {1, 0, 0};
  if (planted("utf8-lone-continuation") && byte < 0xc0) return {1, 0, 0};
  if (byte < (planted("utf8-overlong-2") ? 0xc0 : 0xc2)) return {0, 0, 0};
  if (byte < 0xe0) return {2, 0x80, 0xbf};
  if (byte == 0xe0 && !planted("utf8-overlong-3")) return {3, 0xa0, 0xbf};
  if (byte == 0xed && !planted("utf8-surrogates")) return {3, 0x80, 0x9f};
  if (byte < 0xf0) return {3, 0x80, 0xbf};
  if (byte == 0xf0 && !planted("utf8-overlong-4")) return {4, 0x90, 0xbf};
  if (byte < 0xf4 || (byte == 0xf4 && planted("utf8-beyond-10ffff"))) return {4, 0x80, 0xbf};
  if (byte == 0xf5 && planted("utf8-lead-f5")) return {4, 0x80, 0xbf};
  if (byte == 0xf4) return {4, 0x80, 0x8f};
  return {0, 0, 0};
}

// How many bytes from `begin` on fit the sequence that the lead byte announces.
std::uint32_t fitting_bytes(std::string_view text, std::size_t begin, const LeadByte& lead) {
  std::uint32_t count = 1;
  while (count < lead.length && begin + count < text.size()) {
    const auto byte = static_cast<unsigned char>(text[begin + count]);
    const unsigned char min = count == 1 ? lead.second_min : 0x80;
    const unsigned char max = count == 1 ? lead.second_max : 0xbf;
    if (byte < min || byte > max) break;
    ++count;
  }
  return count;
}

}  // namespace

std::uint32_t utf8_sequence(std::string_view text, std::size_t begin) noexcept {
  const LeadByte lead = lead_byte(static_cast<unsigned char>(text[begin]));
  if (lead.length <= 1) return lead.length;
  const std::uint32_t fitting = fitting_bytes(text, begin, lead);
  if (planted("utf8-cut-accepted") && begin + fitting == text.size()) return fitting;
  return fitting == lead.length ? lead.length : 0;
}

bool utf8_cut_short(std::string_view text, std::size_t begin) noexcept {
  const LeadByte lead = lead_byte(static_cast<unsigned char>(text[begin]));
  if (lead.length <= 1) return false;
  const std::uint32_t count = fitting_bytes(text, begin, lead);
  return count < lead.length && begin + count == text.size();
}

IndexedText scan_structure(std::string_view text, std::uint32_t* tokens) noexcept {
  IndexedText result;
  result.data = text.data();
  result.tokens = tokens;
  const auto size = static_cast<std::uint32_t>(text.size());
  result.size = size;
  bool in_string = false;
  bool escaped = false;       // the byte before is a backslash that escapes this one
  bool after_scalar = false;  // the byte before belongs to a scalar that is no string
  std::uint32_t at = 0;
  while (at < size) {
    const char byte = text[at];
    const std::uint32_t length = utf8_sequence(text, at);
    if (length == 0) {
      // A character cut by the end of the text is a text that ends too early.
      if (utf8_cut_short(text, at)) break;
      result.reason = TextEnd::kUtf8;
      result.bad_end = at + 1;
      break;
    }
    const bool was_escaped = escaped;
    escaped = byte == '\\' && !was_escaped;
    if (in_string) {
      if (static_cast<unsigned char>(byte) < 0x20 && !planted("control-accepted") &&
          !(planted("tab-accepted") && byte == '\t')) {
        result.reason = TextEnd::kControl;
        result.bad_end = at + 1;
        break;
      }
      if (byte == '"' && !was_escaped) {
        in_string = false;
        after_scalar = false;
      }
    } else {
      const ByteClass byte_class = class_of(byte);
      const bool quote = byte == '"' && !was_escaped;
      if (byte_class == ByteClass::kOperator ||
          (byte_class == ByteClass::kScalar && !after_scalar)) {
        tokens[result.token_count++] = at;
      }
      after_scalar = byte_class == ByteClass::kScalar && !quote;
      if (quote) {
        in_string = true;
        result.open_string = at;
      }
    }
    at += length;
  }
  result.end = at;
  if (!in_string) {
    result.open_string = UINT32_MAX;
  } else if (result.reason == TextEnd::kEnd) {
    result.reason = TextEnd::kOpenString;
  }
  // Outside a string, the rest of a character that is cut short is no token of JSON.
  if (result.reason == TextEnd::kEnd && at < size) {
    result.reason = TextEnd::kUtf8;
    result.bad_end = size;
  }
  return result;
}

}  // namespace assay
