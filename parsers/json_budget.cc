#include "parsers/json_budget.h"

namespace assay {

bool within_value_budget(std::string_view json, std::size_t most) noexcept {
  // No text has more values than commas and opening brackets, and one.
  std::size_t values = 1;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size() && values <= most; ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        in_string = false;
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == ',' || c == '[' || c == '{') {
      ++values;
    }
  }
  return values <= most;
}

}  // namespace assay
