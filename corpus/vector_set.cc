#include "corpus/vector_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "spec/utf8.h"

namespace assay {

std::string encode_utf8(std::u32string_view text) {
  std::string utf8;
  for (const char32_t scalar : text) append_utf8(utf8, scalar);
  return utf8;
}

// REQUIRES of both: well-formed.
std::u32string decode_utf8(std::string_view utf8) {
  std::u32string text;
  for (std::size_t at = 0; at < utf8.size();) text += decode_utf8(utf8, at);
  return text;
}

std::string scalar_name(char32_t scalar) {
  return fmt::format("U+{:04X}", static_cast<std::uint32_t>(scalar));
}

void VectorSet::add(const VectorCandidate& candidate) {
  add(encode_utf8(candidate.text), candidate.flags, candidate.origin);
}

void VectorSet::add(std::string text, std::uint32_t flags, std::string origin) {
  if (const auto found = index_by_text_.find(text); found != index_by_text_.end()) {
    vectors_[found->second].flags |= flags;
    return;
  }
  if (vectors_.size() >= capacity_) return;
  auto judgement = judge_(text);
  if (!judgement) return;
  index_by_text_.emplace(text, vectors_.size());
  vectors_.push_back(
      {std::move(text), judgement->verdict, flags, std::move(origin), judgement->instant});
}

std::size_t VectorSet::add_evenly(const std::vector<VectorCandidate>& candidates,
                                  std::size_t quota) {
  quota = std::min({quota, candidates.size(), room()});
  for (std::size_t i = 0; i < quota; ++i) add(candidates[i * candidates.size() / quota]);
  return candidates.size() - quota;
}

std::vector<StringVector> VectorSet::take() {
  std::sort(vectors_.begin(), vectors_.end(), [](const StringVector& a, const StringVector& b) {
    return a.text.size() != b.text.size() ? a.text.size() < b.text.size() : a.text < b.text;
  });
  index_by_text_.clear();
  return std::move(vectors_);
}

}  // namespace assay
