// What a person may have meant: the nearest known words.
#ifndef ASSAY_CLI_SUGGEST_H_
#define ASSAY_CLI_SUGGEST_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace assay::cli {

// Edits (insert, delete, replace, swap of neighbours; case ignored) from one word to the other.
// Cost: the product of the sizes.
std::size_t edit_distance(std::string_view a, std::string_view b);

// At most `most` known words that are near `word` (a few edits, or one contains the other), the
// nearest first; the order of `known` decides among equals. What
// precedes the last "/" of a known word may be left out.
std::vector<std::string_view> nearest(std::string_view word,
                                      const std::vector<std::string_view>& known,
                                      std::size_t most = 3);

}  // namespace assay::cli

#endif  // ASSAY_CLI_SUGGEST_H_
