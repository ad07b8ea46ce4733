// The general categories of Unicode, for \p{Lu} and its like.
#ifndef ASSAY_SPEC_PATTERN_CATEGORY_H_
#define ASSAY_SPEC_PATTERN_CATEGORY_H_

#include <optional>
#include <string_view>

#include "spec/pattern_scalar_set.h"

namespace assay {

// For each run of code points from U+0000 on: the letter of its category (see the order of names
// in pattern_category.cc; A-Z, then a-d) and, where it is not 1, its length in decimal.
// Source: Unicode Character Database, General_Category; the version is in
// pattern_category_table.cc, which pattern_category_table.py writes.
extern const std::string_view kCategoryRuns;

// The scalars of a general category or of a group of them, by any name that ECMA-262 gives it:
// "Lu", "Uppercase_Letter", "L", "Letter", "LC"; also "Assigned". None for any other name.
std::optional<ScalarSet> category_scalars(std::string_view name);

}  // namespace assay

#endif  // ASSAY_SPEC_PATTERN_CATEGORY_H_
