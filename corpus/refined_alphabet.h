// The characters on which implementations of one pattern differ.
#ifndef ASSAY_CORPUS_REFINED_ALPHABET_H_
#define ASSAY_CORPUS_REFINED_ALPHABET_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "spec/automaton.h"

namespace assay {

struct RefinedScalar {
  char32_t scalar = 0;
  std::uint32_t flags = 0;  // VectorFlag
};

// Code points beyond ASCII that are known to be treated wrongly, whatever the pattern.
std::span<const RefinedScalar> special_scalars() noexcept;

// What a vector exists for that turns on this character.
std::uint32_t scalar_flags(char32_t scalar) noexcept;

// Both neighbours of every end of the ranges: first - 1, first, last, last + 1.
std::vector<char32_t> range_edges(std::span<const ScalarRange> ranges);

// All of ASCII, the ends of every class and the special code points, in ascending order.
// `max_edges`: ends beyond ASCII that are taken, evenly spread where there are more.
std::vector<RefinedScalar> refined_alphabet(const Automaton& automaton, std::size_t max_edges);

// The partition as people read it: "[0-9A-Za-z]", one text a class.
std::vector<std::string> printed_partition(const Automaton& automaton);
std::string printed_ranges(std::span<const ScalarRange> ranges);

}  // namespace assay

#endif  // ASSAY_CORPUS_REFINED_ALPHABET_H_
