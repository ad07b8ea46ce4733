// A look at a JSON text before a tree is built of it: a tree takes many times the text's memory.
#ifndef ASSAY_PARSERS_JSON_BUDGET_H_
#define ASSAY_PARSERS_JSON_BUDGET_H_

#include <cstddef>
#include <string_view>

namespace assay {

// Far more than any record or archive entry holds.
inline constexpr std::size_t kMostJsonValues = 1'000'000;

// Whether the text holds at most that many values. Broken text may count wrongly, never crashes.
bool within_value_budget(std::string_view json, std::size_t most = kMostJsonValues) noexcept;

}  // namespace assay

#endif  // ASSAY_PARSERS_JSON_BUDGET_H_
