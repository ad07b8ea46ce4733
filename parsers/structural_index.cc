#include "parsers/structural_index.h"

#include <simdjson.h>

#include <new>

namespace assay {

// Stage 1 is reached through simdjson's implementation object, which its parsers use themselves. It
// copies the last block of a text before reading it, so no padding is needed.
struct StructuralIndex::Parser {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> stage1;
};

StructuralIndex::StructuralIndex(std::size_t max_bytes, IndexEngine engine)
    : parser_(std::make_unique<Parser>()), max_bytes_(max_bytes), engine_(engine) {
  // Depth concerns stage 2 alone.
  const simdjson::error_code error =
      simdjson::get_active_implementation()->create_dom_parser_implementation(max_bytes + 1, 1,
                                                                              parser_->stage1);
  if (error != simdjson::SUCCESS) throw std::bad_alloc();
}

StructuralIndex::~StructuralIndex() = default;
StructuralIndex::StructuralIndex(StructuralIndex&&) noexcept = default;
StructuralIndex& StructuralIndex::operator=(StructuralIndex&&) noexcept = default;

std::span<std::uint32_t> StructuralIndex::tokens(std::string_view text) noexcept {
  simdjson::internal::dom_parser_implementation& stage1 = *parser_->stage1;
  if (engine_ != IndexEngine::kStage1 || text.empty() ||
      stage1.stage1(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(),
                    simdjson::stage1_mode::regular) != simdjson::SUCCESS) {
    return {};
  }
  return {stage1.structural_indexes.get(), stage1.n_structural_indexes};
}

IndexedText StructuralIndex::index(std::string_view text) noexcept {
  // A text without a token is one that stage 1 refuses.
  const std::span<const std::uint32_t> found = tokens(text);
  if (found.empty()) return scan_structure(text, parser_->stage1->structural_indexes.get());
  IndexedText result;
  result.data = text.data();
  result.tokens = found.data();
  result.token_count = static_cast<std::uint32_t>(found.size());
  result.size = static_cast<std::uint32_t>(text.size());
  result.end = static_cast<std::uint32_t>(text.size());
  return result;
}

}  // namespace assay
