// The structural index of a body, by simdjson's stage 1. The only place that knows simdjson.
#ifndef ASSAY_PARSERS_STRUCTURAL_INDEX_H_
#define ASSAY_PARSERS_STRUCTURAL_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "parsers/structural_scan.h"

namespace assay {

// Which way the index is made; both give the walk the same verdict and findings.
enum class IndexEngine : std::uint8_t {
  kStage1,  // simdjson, and the plain scanner for texts that it refuses
  kPlain,   // the plain scanner alone
};

// Buffers for one text at a time, allocated once and committed by the system as they are used.
class StructuralIndex {
 public:
  explicit StructuralIndex(std::size_t max_bytes, IndexEngine engine = IndexEngine::kStage1);
  ~StructuralIndex();
  StructuralIndex(StructuralIndex&&) noexcept;
  StructuralIndex& operator=(StructuralIndex&&) noexcept;

  std::size_t max_bytes() const noexcept { return max_bytes_; }

  // Valid until the next call. Reads nothing past the text, allocates nothing.
  // REQUIRES: text.size() <= max_bytes().
  IndexedText index(std::string_view text) noexcept;

  // The tokens that stage 1 finds, which the caller may change; none where it refuses the text.
  // Valid until the next call. REQUIRES: text.size() <= max_bytes().
  std::span<std::uint32_t> tokens(std::string_view text) noexcept;

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
  std::size_t max_bytes_;
  IndexEngine engine_;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_STRUCTURAL_INDEX_H_
