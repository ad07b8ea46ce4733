#include "corpus/randomness.h"

#include <algorithm>

namespace assay {

std::uint64_t SeededRandomness::below(std::uint64_t bound) {
  state_ += 0x9e3779b97f4a7c15u;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
  return (mixed ^ (mixed >> 31)) % bound;
}

std::uint64_t ByteRandomness::below(std::uint64_t bound) {
  if (bound == 1) return 0;
  const std::size_t width = bound <= 1u << 8      ? 1
                            : bound <= 1u << 16   ? 2
                            : bound <= 1ull << 32 ? 4
                                                  : 8;
  const std::size_t taken = std::min(width, bytes_.size());
  std::uint64_t draw = 0;
  for (std::size_t i = 0; i < taken; ++i) draw = draw << 8 | bytes_[i];
  bytes_ = bytes_.subspan(taken);
  return draw % bound;
}

}  // namespace assay
