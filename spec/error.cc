#include <assay/error.h>
#include <fmt/format.h>

namespace assay {

std::string Error::to_string() const {
  std::string text;
  if (!file.empty()) text += file + ":";
  if (line != 0) text += fmt::format("{}:{}:", line, column);
  if (!text.empty()) text += " ";
  return text + "error: " + message;
}

}  // namespace assay
