#include "cli/suggest.h"

#include <algorithm>
#include <compare>
#include <string>

namespace assay::cli {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// How far a known word is, then where it stands in the list.
struct Ranked {
  std::size_t distance = 0;
  std::size_t index = 0;
  auto operator<=>(const Ranked&) const = default;
};

}  // namespace

std::size_t edit_distance(std::string_view a_text, std::string_view b_text) {
  const std::string a = lower(a_text), b = lower(b_text);
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

std::vector<std::string_view> nearest(std::string_view word,
                                      const std::vector<std::string_view>& known,
                                      std::size_t most) {
  constexpr std::size_t kLongestWord = 256;  // nobody types more; bounds the cost
  if (word.empty() || word.size() > kLongestWord) return {};
  const std::string wanted = lower(word);
  std::vector<Ranked> ranked;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const std::string_view candidate = known[i];
    // An id may be asked for without its service.
    const std::size_t slash = candidate.rfind('/');
    const std::size_t distance =
        std::min(edit_distance(word, candidate), edit_distance(word, candidate.substr(slash + 1)));
    const bool near = distance <= std::max<std::size_t>(1, wanted.size() / 4);
    const bool inside = wanted.size() >= 3 && lower(candidate).find(wanted) != std::string::npos;
    // A word inside another ranks behind every misspelling.
    if (near) {
      ranked.push_back({distance, i});
    } else if (inside) {
      ranked.push_back({1000 + distance, i});
    }
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string_view> out;
  for (const Ranked& entry : ranked) {
    if (out.size() == most) break;
    const std::string_view candidate = known[entry.index];
    if (std::find(out.begin(), out.end(), candidate) == out.end()) out.push_back(candidate);
  }
  return out;
}

}  // namespace assay::cli
