// The vectors of one constraint as they are gathered: unique texts, flags merged.
#ifndef ASSAY_CORPUS_VECTOR_SET_H_
#define ASSAY_CORPUS_VECTOR_SET_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "corpus/string_vectors.h"

namespace assay {

// A text that a construction proposes.
struct VectorCandidate {
  std::u32string text;
  std::uint32_t flags = 0;
  std::string origin;
};

std::string encode_utf8(std::u32string_view text);
std::u32string decode_utf8(std::string_view utf8);
// "U+0061".
std::string scalar_name(char32_t scalar);

struct VectorJudgement {
  VectorVerdict verdict = VectorVerdict::kInvalid;
  std::optional<VectorInstant> instant;
};

class VectorSet {
 public:
  // None: nobody can say, and the candidate is dropped.
  using Judge = std::function<std::optional<VectorJudgement>(std::string_view utf8)>;
  VectorSet(Judge judge, std::size_t capacity) : judge_(std::move(judge)), capacity_(capacity) {}

  // A text that is there already only gains the flags.
  void add(const VectorCandidate& candidate);
  void add(std::string text, std::uint32_t flags, std::string origin);
  // At most `quota` of them (and what capacity leaves), spread evenly; returns how many were left
  // out.
  std::size_t add_evenly(const std::vector<VectorCandidate>& candidates, std::size_t quota);

  std::size_t size() const noexcept { return vectors_.size(); }
  std::size_t room() const noexcept { return capacity_ - vectors_.size(); }
  std::optional<VectorJudgement> judge(std::string_view utf8) const { return judge_(utf8); }
  // Shorter texts first, then by bytes.
  std::vector<StringVector> take();

 private:
  Judge judge_;
  std::size_t capacity_;
  std::vector<StringVector> vectors_;
  std::unordered_map<std::string, std::size_t> index_by_text_;
};

}  // namespace assay

#endif  // ASSAY_CORPUS_VECTOR_SET_H_
