#include "corpus/refined_alphabet.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "corpus/string_vectors.h"
#include "spec/utf8.h"

namespace assay {
namespace {

constexpr std::uint32_t kLetter = kFlagUnicodeLetter, kDigit = kFlagUnicodeDigit;

// Why each is there stands behind it.
constexpr RefinedScalar kSpecials[] = {
    {0x80, kFlagControl},                   // first byte beyond ASCII
    {0x85, kFlagLineBreak | kFlagControl},  // next line: a line end in Java, white space in some
    {0xA0, kFlagRefinedAlphabet},           // no-break space
    {0xAA, kLetter},                        // a letter of Latin-1 without case
    {0xB2, kDigit},                         // superscript two: isdigit() of Python
    {0xB5, kLetter | kFlagCaseFold},        // micro sign: folds to U+03BC
    {0xC0, kLetter},                        // first letter of Latin-1
    {0xD7, kFlagRefinedAlphabet},           // multiplication sign among the letters
    {0xDF, kLetter | kFlagCaseFold},        // sharp s: two letters in upper case
    {0xE9, kLetter},                        // precomposed letter
    {0xFF, kLetter},                        // last of Latin-1: -1 as a signed char
    {0x100, kLetter | kFlagLowBits},        // NUL in the low byte
    {0x10A, kLetter | kFlagLowBits},        // line feed in the low byte
    {0x12D, kLetter | kFlagLowBits},        // hyphen in the low byte
    {0x12E, kLetter | kFlagLowBits},        // full stop in the low byte
    {0x130, kLetter | kFlagCaseFold | kFlagLowBits},  // dotted capital I; 0 in the low byte
    {0x131, kLetter | kFlagCaseFold},                 // dotless i
    {0x13A, kLetter | kFlagLowBits},                  // colon in the low byte
    {0x141, kLetter | kFlagLowBits},                  // A in the low byte
    {0x15F, kLetter | kFlagLowBits},                  // low line in the low byte
    {0x161, kLetter | kFlagLowBits},                  // a in the low byte
    {0x17F, kLetter | kFlagCaseFold},                 // long s: folds to s
    {0x301, kFlagCombining},                          // combining acute accent
    {0x391, kLetter},                                 // Greek capital Alpha, looks like A
    {0x430, kLetter},                                 // Cyrillic a, looks like a
    {0x5D0, kLetter},                                 // Hebrew: no case, right to left
    {0x660, kDigit},                                  // Arabic-Indic digit zero
    {0x669, kDigit},                                  // Arabic-Indic digit nine
    {0x966, kDigit},                                  // Devanagari digit zero
    {0x200B, kFlagRefinedAlphabet},                   // zero width space
    {0x200D, kFlagCombining},                         // zero width joiner
    {0x2010, kFlagRefinedAlphabet},                   // hyphen beyond ASCII
    {0x2028, kFlagLineBreak},                         // line separator
    {0x2029, kFlagLineBreak},                         // paragraph separator
    {0x203F, kFlagRefinedAlphabet},                   // undertie: \w of Unicode
    {0x2160, kLetter},                           // Roman numeral one: a number that is a letter
    {0x212A, kLetter | kFlagCaseFold},           // Kelvin sign: folds to k
    {0x3000, kFlagRefinedAlphabet},              // ideographic space
    {0x4E2D, kLetter},                           // Han
    {0xD7FF, kFlagNonCharacter},                 // last before the surrogates
    {0xE000, kFlagNonCharacter},                 // first after the surrogates
    {0xFE0F, kFlagCombining},                    // variation selector
    {0xFEFF, kFlagNonCharacter},                 // byte order mark; white space in ECMA-262
    {0xFF0D, kFlagRefinedAlphabet},              // full-width hyphen
    {0xFF10, kDigit},                            // full-width digit zero
    {0xFF19, kDigit},                            // full-width digit nine
    {0xFF21, kLetter},                           // full-width A
    {0xFF41, kLetter},                           // full-width a
    {0xFFFD, kFlagNonCharacter},                 // replacement character
    {0xFFFF, kFlagNonCharacter},                 // last of the first plane: -1 as 16 bits
    {0x10000, kFlagUtf16Length},                 // first of two UTF-16 units
    {0x10030, kFlagUtf16Length | kFlagLowBits},  // 0 in the low 16 bits
    {0x10061, kFlagUtf16Length | kFlagLowBits},  // a in the low 16 bits
    {0x1D7CE, kFlagUtf16Length | kDigit},        // mathematical digit zero
    {0x1D400, kFlagUtf16Length | kLetter},       // mathematical bold A
    {0x1F600, kFlagUtf16Length},                 // an emoji
    {0x10FFFF, kFlagUtf16Length | kFlagNonCharacter},  // the last scalar
};

std::string printed_scalar(char32_t scalar) {
  if (scalar > ' ' && scalar < 0x7F) return std::string(1, static_cast<char>(scalar));
  return fmt::format("U+{:04X}", static_cast<std::uint32_t>(scalar));
}

}  // namespace

std::span<const RefinedScalar> special_scalars() noexcept { return kSpecials; }

std::uint32_t scalar_flags(char32_t scalar) noexcept {
  if (scalar == '\n' || scalar == '\r') return kFlagLineBreak | kFlagControl;
  if (scalar < ' ' || scalar == 0x7F) return kFlagControl;
  for (const RefinedScalar& special : kSpecials) {
    if (special.scalar == scalar) return special.flags;
  }
  return scalar > 0xFFFF ? kFlagUtf16Length : kFlagRefinedAlphabet;
}

std::vector<char32_t> range_edges(std::span<const ScalarRange> ranges) {
  std::vector<char32_t> edges;
  for (const ScalarRange& range : ranges) {
    if (range.first > 0) edges.push_back(range.first == 0xE000 ? 0xD7FF : range.first - 1);
    edges.push_back(range.first);
    edges.push_back(range.last);
    if (range.last < kMaxScalar) edges.push_back(range.last == 0xD7FF ? 0xE000 : range.last + 1);
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

std::vector<RefinedScalar> refined_alphabet(const Automaton& automaton, std::size_t max_edges) {
  std::map<char32_t, std::uint32_t> flags_by_scalar;
  for (char32_t scalar = 0; scalar < 0x80; ++scalar) {
    flags_by_scalar[scalar] |= kFlagRefinedAlphabet | scalar_flags(scalar);
  }
  for (const RefinedScalar& special : kSpecials) {
    flags_by_scalar[special.scalar] |= kFlagRefinedAlphabet | special.flags;
  }
  std::vector<char32_t> beyond;
  for (std::uint32_t c = 0; c < automaton.class_count(); ++c) {
    for (const char32_t edge :
         range_edges(automaton.class_ranges(static_cast<Automaton::Class>(c)))) {
      if (edge < 0x80) {
        flags_by_scalar[edge] |= kFlagClassEdge;
      } else {
        beyond.push_back(edge);
      }
    }
  }
  std::sort(beyond.begin(), beyond.end());
  beyond.erase(std::unique(beyond.begin(), beyond.end()), beyond.end());
  const std::size_t taken = std::min(max_edges, beyond.size());
  for (std::size_t i = 0; i < taken; ++i) {
    const char32_t edge = beyond[i * beyond.size() / taken];
    flags_by_scalar[edge] |= kFlagRefinedAlphabet | kFlagClassEdge | scalar_flags(edge);
  }
  std::vector<RefinedScalar> alphabet;
  for (const auto& [scalar, flags] : flags_by_scalar) alphabet.push_back({scalar, flags});
  return alphabet;
}

std::string printed_ranges(std::span<const ScalarRange> ranges) {
  constexpr std::size_t kShown = 24;
  std::string out = "[";
  for (std::size_t i = 0; i < std::min(ranges.size(), kShown); ++i) {
    if (i > 0) out += ' ';
    out += printed_scalar(ranges[i].first);
    if (ranges[i].last != ranges[i].first) out += ".." + printed_scalar(ranges[i].last);
  }
  if (ranges.size() > kShown) out += fmt::format(" and {} more ranges", ranges.size() - kShown);
  return out + "]";
}

std::vector<std::string> printed_partition(const Automaton& automaton) {
  std::vector<std::string> partition;
  for (std::uint32_t c = 0; c < automaton.class_count(); ++c) {
    partition.push_back(printed_ranges(automaton.class_ranges(static_cast<Automaton::Class>(c))));
  }
  return partition;
}

}  // namespace assay
