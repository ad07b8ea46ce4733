// Which lengths the strings of a language have, one layer of states a length.
#ifndef ASSAY_SPEC_LINT_LENGTHS_H_
#define ASSAY_SPEC_LINT_LENGTHS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "spec/automaton.h"

namespace assay {

// The states that strings of each length lead to, for lengths 0 to max. A bound on the length is
// never multiplied into the automaton: that would cost its states times the bound.
// Units: lengths in scalars.
class LengthLayers {
 public:
  static constexpr std::uint64_t kMaxWork = 20'000'000;

  // REQUIRES: automaton outlives this object. None when it would take more than `max_work` steps.
  static std::optional<LengthLayers> walk(const Automaton& automaton, std::uint64_t max,
                                          std::uint64_t max_work = kMaxWork);

  // Whether a string of exactly this length is accepted. REQUIRES: length <= max.
  bool accepts(std::uint64_t length) const noexcept;

  // The shortest accepted length from `min` on, and the longest up to `max`; none in the range.
  std::optional<std::uint64_t> first_from(std::uint64_t min) const noexcept;
  std::optional<std::uint64_t> last() const noexcept;

  // An accepted string of that length. REQUIRES: accepts(length) and length <= kMaxWitness.
  static constexpr std::uint64_t kMaxWitness = 1u << 20;
  std::string example(std::uint64_t length) const;

 private:
  explicit LengthLayers(const Automaton& automaton) : automaton_(&automaton) {}
  // Layers repeat from `repeats_from_` on when the walk came to a layer equal to the one before.
  const std::vector<Automaton::State>& layer(std::uint64_t length) const noexcept {
    return layers_[length < layers_.size() ? length : layers_.size() - 1];
  }

  const Automaton* automaton_;
  std::uint64_t max_ = 0;
  std::vector<std::vector<Automaton::State>> layers_;  // sorted; none is dead
  std::vector<std::uint8_t> accepts_;                  // one for each layer
};

// A scalar of a class that reads well in an example.
char32_t sample_scalar(const Automaton& automaton, Automaton::Class scalar_class) noexcept;

}  // namespace assay

#endif  // ASSAY_SPEC_LINT_LENGTHS_H_
