#include "spec/lint_language.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "spec/automaton_algebra.h"
#include "spec/automaton_product.h"
#include "spec/pattern.h"

namespace assay {
namespace {

// A minimum up to this is made part of the automaton; it multiplies the states.
constexpr std::uint64_t kMostMinimum = 64;

std::string literal(std::string_view value) {
  std::string out;
  for (const char c : value) {
    constexpr std::string_view kSpecial = "^$\\.*+?()[]{}|/";
    if (kSpecial.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::optional<Automaton> compiled(const std::string& text, Anchoring anchoring) {
  PatternOptions options;
  options.anchoring = anchoring;
  auto automaton = compile_pattern(text, options);
  return automaton ? std::optional(std::move(*automaton)) : std::nullopt;
}

std::optional<Automaton> both(const Automaton& left, const Automaton& right) {
  auto automaton = intersection(left, right);
  return automaton ? std::optional(std::move(*automaton)) : std::nullopt;
}

}  // namespace

StringLanguage string_language(const ModelShape& shape, const ModelTraits& traits) {
  StringLanguage out;
  if (traits.length) out.max = traits.length->max;
  out.automaton = compiled("[\\s\\S]*", Anchoring::kFull);
  if (traits.pattern) {
    out.automaton = compiled(traits.pattern->text, traits.pattern->anchoring);
  }
  if (out.automaton && shape.kind == ShapeKind::kEnum) {
    std::string alternatives;
    for (const std::string& value : shape.enum_values) {
      alternatives += (alternatives.empty() ? "" : "|") + literal(value);
    }
    const auto values = compiled("(?:" + alternatives + ")", Anchoring::kFull);
    out.automaton = values ? both(*out.automaton, *values) : std::nullopt;
  }
  if (out.automaton && traits.length && traits.length->min > 0) {
    const std::uint64_t min = std::min(traits.length->min, kMostMinimum);
    const auto longer = compiled(fmt::format("[\\s\\S]{{{},}}", min), Anchoring::kFull);
    out.automaton = both(*out.automaton, *longer);
  }
  return out;
}

std::optional<std::string> difference(const StringLanguage& left, const StringLanguage& right) {
  const auto witness = difference_witness(*left.automaton, *right.automaton);
  if (!witness || !*witness) return std::nullopt;
  const auto length =
      static_cast<std::uint64_t>(std::count_if((*witness)->begin(), (*witness)->end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
      }));
  // It is a shortest one, so where it is too long every other one is.
  return length <= left.max ? *witness : std::nullopt;
}

bool same_bound(std::string_view left, std::string_view right) noexcept {
  if (left == right) return true;
  double a = 0, b = 0;
  const auto read = [](std::string_view text, double& value) {
    return !text.empty() &&
           std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc();
  };
  return read(left, a) && read(right, b) && a == b;
}

}  // namespace assay
