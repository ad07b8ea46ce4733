// Where generators and mutators get their choices from: a seed, or bytes of a fuzzing engine.
#ifndef ASSAY_CORPUS_RANDOMNESS_H_
#define ASSAY_CORPUS_RANDOMNESS_H_

#include <cstddef>
#include <cstdint>
#include <span>

namespace assay {

// A stream of choices. Every user takes 0 as its simplest choice, so that a shorter or smaller
// stream gives a simpler message: that is what makes shrinking work.
class Randomness {
 public:
  virtual ~Randomness() = default;

  // A number in 0..bound-1. REQUIRES: bound > 0.
  virtual std::uint64_t below(std::uint64_t bound) = 0;

  // True in about `numerator` of `denominator` draws; false is the simplest choice.
  bool chance(std::uint64_t numerator, std::uint64_t denominator) {
    return below(denominator) >= denominator - numerator;
  }
  // A number in first..last, both included; `first` is the simplest choice.
  std::int64_t between(std::int64_t first, std::int64_t last) {
    const auto width = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first);
    const std::uint64_t draw = width == UINT64_MAX ? below(UINT64_MAX) : below(width + 1);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(first) + draw);
  }
  // An element. REQUIRES: !choices.empty().
  template <typename T, std::size_t N>
  const T& pick(std::span<const T, N> choices) {
    return choices[static_cast<std::size_t>(below(choices.size()))];
  }
  template <typename T, std::size_t N>
  const T& pick(const T (&choices)[N]) {
    return choices[static_cast<std::size_t>(below(N))];
  }
};

// The same seed gives the same choices on every platform (SplitMix64).
class SeededRandomness final : public Randomness {
 public:
  explicit SeededRandomness(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t bound) override;

 private:
  std::uint64_t state_;
};

// Choices read from bytes: one byte where the bound allows it, two, four or eight otherwise; 0
// when they are used up.
class ByteRandomness final : public Randomness {
 public:
  explicit ByteRandomness(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  std::uint64_t below(std::uint64_t bound) override;
  bool used_up() const noexcept { return bytes_.empty(); }

 private:
  std::span<const std::uint8_t> bytes_;
};

}  // namespace assay

#endif  // ASSAY_CORPUS_RANDOMNESS_H_
