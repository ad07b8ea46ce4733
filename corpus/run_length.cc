#include "corpus/run_length.h"

#include <algorithm>

namespace assay {
namespace {

constexpr std::size_t kLongestPiece = 32;
constexpr std::size_t kWorthIt = 64;  // bytes that a repetition must have

bool begins_character(std::string_view utf8, std::size_t at) {
  return at == utf8.size() || (static_cast<unsigned char>(utf8[at]) & 0xC0) != 0x80;
}

// How many bytes from `at` on are repetitions of the `size` bytes there.
std::size_t repeated_bytes(std::string_view utf8, std::size_t at, std::size_t size) {
  std::size_t end = at + size;
  while (end < utf8.size() && utf8[end] == utf8[end - size]) ++end;
  return (end - at) / size * size;
}

}  // namespace

Runs runs_of(std::string_view utf8) {
  Runs runs;
  std::size_t plain = 0;  // where the text that is no repetition begins
  for (std::size_t at = 0; at + kWorthIt <= utf8.size();) {
    std::size_t best = 0, piece = 0;
    for (std::size_t size = 1; size <= kLongestPiece && begins_character(utf8, at); ++size) {
      if (at + 2 * size > utf8.size() || !begins_character(utf8, at + size)) continue;
      const std::size_t bytes = repeated_bytes(utf8, at, size);
      if (bytes >= kWorthIt && bytes > size && bytes > best + size) {
        best = bytes;
        piece = size;
      }
    }
    if (best == 0) {
      ++at;
      continue;
    }
    if (plain < at) runs.emplace_back(utf8.substr(plain, at - plain), 1);
    runs.emplace_back(utf8.substr(at, piece), static_cast<std::uint32_t>(best / piece));
    at += best;
    plain = at;
  }
  if (plain < utf8.size() || runs.empty()) runs.emplace_back(utf8.substr(plain), 1);
  return runs;
}

std::string expand(const Runs& runs) {
  std::string text;
  for (const auto& [piece, times] : runs) {
    for (std::uint32_t i = 0; i < times; ++i) text += piece;
  }
  return text;
}

}  // namespace assay
