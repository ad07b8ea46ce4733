// UTF-16 code units, UTC instants, hashes: the encodings that suites and drivers use.
#ifndef ASSAY_CONFORMANCE_TEXT_CODEC_H_
#define ASSAY_CONFORMANCE_TEXT_CODEC_H_

#include <assay/value.h>

#include <optional>
#include <string>
#include <string_view>

namespace assay {

// "0061 d800" -> UTF-8 in which a lone surrogate has its three-byte form, and back.
std::optional<std::string> from_code_units(std::string_view text);
std::string to_code_units(std::string_view text);
// Whether a text that may hold three-byte surrogates holds one.
bool has_surrogate(std::string_view text) noexcept;

// "2024-01-31T10:00:00.5Z", four-digit year, up to 9 fraction digits, Z only; nothing for all else.
std::optional<Timestamp> parse_instant(std::string_view text) noexcept;
// The shortest form of the same. Years outside 0000 to 9999 are written with their sign.
std::string format_instant(const Timestamp& timestamp);

// "a\u0001" with everything outside printable ASCII escaped, cut after `limit` bytes with "...".
std::string printable(std::string_view bytes, std::size_t limit);

// The same for a cell of a Markdown table: what Markdown would take for markup is escaped too.
std::string markdown_cell(std::string_view bytes, std::size_t limit);

std::string hex(std::string_view bytes);

// `*` stands for any run of characters, `/` included; everything else for itself.
bool glob_match(std::string_view pattern, std::string_view text) noexcept;

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_TEXT_CODEC_H_
