// Lines in: "P min max hex-of-pattern", then "hex-of-text" each; out: one digit an idiom.
// Texts are UTF-8, as strings of C++ mostly are.
#include <re2/re2.h>

#include <iostream>
#include <memory>
#include <regex>
#include <sstream>
#include <string>

namespace {

std::string text(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

}  // namespace

int main() {
  std::cout << "`std::regex_match`, `size()`\t`std::regex_search`, `size()`\t"
               "`RE2::FullMatch`, `size()`\t`RE2::PartialMatch`, `size()`\n";
  std::size_t low = 0;
  std::size_t high = 0;
  std::regex standard;
  std::unique_ptr<RE2> re2;
  for (std::string line; std::getline(std::cin, line);) {
    if (line.rfind("P ", 0) == 0) {
      std::istringstream head(line.substr(2));
      std::string pattern;
      head >> low >> high >> pattern;
      standard = std::regex(text(pattern));
      re2 = std::make_unique<RE2>(text(pattern));
      continue;
    }
    const std::string s = text(line);
    const bool fits = s.size() >= low && s.size() <= high;
    std::cout << (fits && std::regex_match(s, standard)) << (fits && std::regex_search(s, standard))
              << (fits && RE2::FullMatch(s, *re2)) << (fits && RE2::PartialMatch(s, *re2)) << '\n';
  }
}
