// What is wrong with a text that is not JSON, in plain words; for spec/json_tree.cc alone.
#ifndef ASSAY_SPEC_JSON_SYNTAX_ERROR_H_
#define ASSAY_SPEC_JSON_SYNTAX_ERROR_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace assay {

// What a reader stumbled over.
enum class JsonIssue : std::uint8_t {
  kEmpty,
  kValue,
  kAfterRoot,
  kName,
  kColon,
  kObjectSeparator,
  kArraySeparator,
  kHexEscape,
  kSurrogate,
  kEscape,
  kStringEnd,
  kEncoding,
  kNumberTooBig,
  kFraction,
  kExponent,
};

inline constexpr char kLoneSurrogate[] =
    "half of a surrogate pair; \\u escapes of U+D800 to U+DFFF come in pairs, high before low";

// Names the byte order mark or the encoding that JSON readers must not be given; else empty.
std::string unreadable_encoding(std::string_view text);

// The sentence for what is wrong at `offset`.
std::string syntax_message(JsonIssue issue, std::string_view text, std::uint64_t offset);

// The first escaped low surrogate of `token` (a string with its quotes) that follows no high one.
std::uint64_t lone_low_surrogate(std::string_view token) noexcept;

// `text` with everything that is not printable ASCII or UTF-8 text escaped.
std::string printable(std::string_view text);

}  // namespace assay

#endif  // ASSAY_SPEC_JSON_SYNTAX_ERROR_H_
