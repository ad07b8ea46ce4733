#include "corpus/string_task.h"

#include "spec/automaton_builder.h"
#include "spec/utf8.h"

namespace assay {
namespace {

Automaton all_texts() {
  return AutomatonBuilder::build({{{0, 0xD7FF}, {0xE000, kMaxScalar}}, {0, 0}, 1, {0}, {1}});
}

bool has_dot(std::string_view pattern) noexcept {
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == '[') {
      in_class = true;
    } else if (pattern[i] == ']') {
      in_class = false;
    } else if (pattern[i] == '.' && !in_class) {
      return true;
    }
  }
  return false;
}

const PatternTable* pattern_of(const ContractTables& tables, const ShapeTable& shape) noexcept {
  return shape.pattern == kNoIndex ? nullptr : &tables.patterns[shape.pattern];
}

}  // namespace

StringTask::StringTask(const ContractTables& all, const ShapeTable& shape, VectorTier wanted)
    : tables(&all),
      pattern(pattern_of(all, shape)),
      min(shape.length_min),
      max(shape.length_max),
      tier(wanted),
      dot(pattern != nullptr && has_dot(pattern->source)),
      anything(all_texts()),
      planner(pattern != nullptr && pattern->candidates() != nullptr ? *pattern->candidates()
                                                                     : anything),
      alphabet(refined_alphabet(automaton(), wanted == VectorTier::kSmall ? 60 : 600)) {}

std::optional<std::u32string> StringTask::finished(const std::u32string& prefix,
                                                   Automaton::State state) {
  const auto size = static_cast<std::uint32_t>(prefix.size());
  if (max < size) return std::nullopt;
  auto tail = planner.completion_between(state, min > size ? min - size : 0,
                                         max == kNoIndex ? min + 100'000 : max - size);
  if (!tail) return std::nullopt;
  return prefix + *tail;
}

std::uint32_t StringTask::with_dialects(std::uint32_t flags,
                                        std::u32string_view text) const noexcept {
  if (!dot || text.find_first_of(U"\n\r\u0085\u2028\u2029") == text.npos) return flags;
  return flags | kFlagDialectDot;
}

}  // namespace assay
