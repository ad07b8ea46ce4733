#include "conformance/verdict.h"

#include <array>
#include <cstddef>

namespace assay {
namespace {

constexpr std::array<std::string_view, 12> kVerdicts = {
    "pass",        "wrong value",    "silent loss",   "refused", "leak", "secret leak",
    "wrong error", "wrong attempts", "wrong request", "crash",   "hang", "skipped"};
constexpr std::array<std::string_view, 3> kLevels = {"MAY", "SHOULD", "MUST"};

template <typename Enum, std::size_t size>
std::optional<Enum> parse(const std::array<std::string_view, size>& words,
                          std::string_view word) noexcept {
  for (std::size_t i = 0; i < size; ++i) {
    if (words[i] == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(CaseVerdict verdict) noexcept {
  return kVerdicts[static_cast<std::size_t>(verdict)];
}
std::string_view to_string(Level level) noexcept {
  return kLevels[static_cast<std::size_t>(level)];
}
std::optional<CaseVerdict> parse_case_verdict(std::string_view word) noexcept {
  return parse<CaseVerdict>(kVerdicts, word);
}
std::optional<Level> parse_level(std::string_view word) noexcept {
  return parse<Level>(kLevels, word);
}

}  // namespace assay
