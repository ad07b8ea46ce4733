#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "spec/pattern_category.h"
#include "spec/pattern_escape.h"
#include "spec/utf8.h"

namespace assay {
namespace {

struct Property {
  std::string_view name;
  std::vector<ScalarRange> ranges;
};

const std::vector<Property>& properties() {
  static const std::vector<Property> all = {
      // Binary properties of ECMA-262 (table 69) whose definition is a handful of ranges for good.
      {"ASCII", {{0, 0x7F}}},
      {"Any", {{0, kMaxScalar}}},
      {"ASCII_Hex_Digit", {{'0', '9'}, {'A', 'F'}, {'a', 'f'}}},
      {"AHex", {{'0', '9'}, {'A', 'F'}, {'a', 'f'}}},
      // Names of POSIX as Java has them, which ECMA-262 gives no meaning: ASCII only.
      {"Alnum", {{'0', '9'}, {'A', 'Z'}, {'a', 'z'}}},
      {"Blank", {{'\t', '\t'}, {' ', ' '}}},
      {"Cntrl", {{0, 0x1F}, {0x7F, 0x7F}}},
      {"Digit", {{'0', '9'}}},
      {"Graph", {{'!', '~'}}},
      {"Print", {{' ', '~'}}},
      {"Punct", {{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}}},
      {"Space", {{0x09, 0x0D}, {' ', ' '}}},
      {"XDigit", {{'0', '9'}, {'A', 'F'}, {'a', 'f'}}},
  };
  return all;
}

std::unexpected<Error> refused(std::size_t offset, std::string message) {
  return std::unexpected(pattern_error(ErrorCode::kPatternRefused, offset, std::move(message)));
}

}  // namespace

Expected<ScalarSet> property_scalars(std::string_view name, std::size_t offset) {
  for (const Property& property : properties()) {
    if (property.name == name) return ScalarSet(property.ranges);
  }
  std::string_view category = name;
  for (const std::string_view prefix : {"General_Category=", "gc="}) {
    if (name.substr(0, prefix.size()) == prefix) category.remove_prefix(prefix.size());
  }
  // `Assigned` is a property of its own, not a value of General_Category.
  if (category == name || category != "Assigned") {
    if (std::optional<ScalarSet> set = category_scalars(category)) return *std::move(set);
  }
  if (name == "Alpha" || name == "Lower" || name == "Upper") {
    return refused(offset,
                   fmt::format("\\p{{{}}} is ASCII in Java and all of Unicode in ECMA-262; write "
                               "the ranges, as in [A-Za-z]",
                               name));
  }
  const bool printable = name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
                           return c > ' ' && c <= '~';
                         });
  return refused(offset, printable
                             ? fmt::format("\\p{{{}}} is not supported; write the ranges that "
                                           "it stands for",
                                           name)
                             : std::string("this property is not supported; write the ranges "
                                           "that it stands for"));
}

}  // namespace assay
