#include "spec/pattern_category.h"

#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace assay {
namespace {

struct Names {
  std::string_view brief, full, extra;
};

// In the order of the letters of kCategoryRuns.
constexpr std::array<Names, 30> kCategories = {{
    {"Lu", "Uppercase_Letter", ""},
    {"Ll", "Lowercase_Letter", ""},
    {"Lt", "Titlecase_Letter", ""},
    {"Lm", "Modifier_Letter", ""},
    {"Lo", "Other_Letter", ""},
    {"Mn", "Nonspacing_Mark", ""},
    {"Mc", "Spacing_Mark", ""},
    {"Me", "Enclosing_Mark", ""},
    {"Nd", "Decimal_Number", "digit"},
    {"Nl", "Letter_Number", ""},
    {"No", "Other_Number", ""},
    {"Pc", "Connector_Punctuation", ""},
    {"Pd", "Dash_Punctuation", ""},
    {"Ps", "Open_Punctuation", ""},
    {"Pe", "Close_Punctuation", ""},
    {"Pi", "Initial_Punctuation", ""},
    {"Pf", "Final_Punctuation", ""},
    {"Po", "Other_Punctuation", ""},
    {"Sm", "Math_Symbol", ""},
    {"Sc", "Currency_Symbol", ""},
    {"Sk", "Modifier_Symbol", ""},
    {"So", "Other_Symbol", ""},
    {"Zs", "Space_Separator", ""},
    {"Zl", "Line_Separator", ""},
    {"Zp", "Paragraph_Separator", ""},
    {"Cc", "Control", "cntrl"},
    {"Cf", "Format", ""},
    {"Cs", "Surrogate", ""},
    {"Co", "Private_Use", ""},
    {"Cn", "Unassigned", ""},
}};

// A group holds the categories whose brief name begins with its own.
constexpr std::array<Names, 7> kGroups = {{
    {"L", "Letter", ""},
    {"M", "Mark", "Combining_Mark"},
    {"N", "Number", ""},
    {"P", "Punctuation", "punct"},
    {"S", "Symbol", ""},
    {"Z", "Separator", ""},
    {"C", "Other", ""},
}};

bool is_name(const Names& names, std::string_view name) {
  return !name.empty() && (name == names.brief || name == names.full || name == names.extra);
}

using Ranges = std::vector<ScalarRange>;

const std::array<Ranges, kCategories.size()>& ranges_by_category() {
  static const auto all = [] {
    std::array<Ranges, kCategories.size()> ranges;
    char32_t first = 0;
    for (std::size_t at = 0; at < kCategoryRuns.size();) {
      const char letter = kCategoryRuns[at++];
      char32_t length = 0;
      while (at < kCategoryRuns.size() && kCategoryRuns[at] >= '0' && kCategoryRuns[at] <= '9') {
        length = length * 10 + static_cast<char32_t>(kCategoryRuns[at++] - '0');
      }
      if (length == 0) length = 1;
      const int category = letter >= 'a' ? letter - 'a' + 26 : letter - 'A';
      ranges[static_cast<std::size_t>(category)].push_back({first, first + length - 1});
      first += length;
    }
    return ranges;
  }();
  return all;
}

template <typename Wanted>
ScalarSet union_of(Wanted&& wanted) {
  Ranges ranges;
  for (std::size_t i = 0; i < kCategories.size(); ++i) {
    if (!wanted(kCategories[i].brief)) continue;
    const Ranges& own = ranges_by_category()[i];
    ranges.insert(ranges.end(), own.begin(), own.end());
  }
  return ScalarSet(std::move(ranges));
}

}  // namespace

std::optional<ScalarSet> category_scalars(std::string_view name) {
  for (const Names& category : kCategories) {
    if (is_name(category, name)) {
      return union_of([&](std::string_view brief) { return brief == category.brief; });
    }
  }
  for (const Names& group : kGroups) {
    if (is_name(group, name)) {
      return union_of([&](std::string_view brief) { return brief[0] == group.brief[0]; });
    }
  }
  if (name == "LC" || name == "Cased_Letter") {
    return union_of(
        [](std::string_view brief) { return brief == "Lu" || brief == "Ll" || brief == "Lt"; });
  }
  if (name == "Assigned") {
    return union_of([](std::string_view brief) { return brief != "Cn"; });
  }
  return std::nullopt;
}

}  // namespace assay
