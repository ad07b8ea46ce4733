#include "spec/lint_drift_strings.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "spec/lint_language.h"
#include "spec/lint_lengths.h"

namespace assay {
namespace {

std::string bound_text(std::uint64_t bound) {
  return bound == UINT64_MAX ? std::string("none") : std::to_string(bound);
}

// Without automata only the texts can be compared.
std::vector<StringDrift> spelling_drift(const StringUse& ours, const StringUse& theirs,
                                        std::string_view at) {
  const auto text = [](const StringUse& use) {
    return use.traits.pattern ? use.traits.pattern->text : std::string();
  };
  if (text(ours) == text(theirs) && ours.shape.kind == theirs.shape.kind) return {};
  return {{"pattern",
           fmt::format("the patterns of {} are spelt differently; whether they differ as "
                       "languages was not computed",
                       at),
           {}}};
}

// A string beyond one maximum and within the other, where the wider side's language has one.
std::optional<StringDrift> maximum_drift(const StringLanguage& ours, const StringLanguage& theirs,
                                         std::string_view at) {
  if (ours.max == theirs.max) return std::nullopt;
  const bool ours_is_wider = ours.max > theirs.max;
  const StringLanguage& wider = ours_is_wider ? ours : theirs;
  const std::uint64_t least = std::min(ours.max, theirs.max) + 1;
  const std::uint64_t most =
      wider.max == UINT64_MAX ? least + wider.automaton->state_count() : wider.max;
  StringDrift drift{"length",
                    fmt::format("the maximum length of {} is {} in this model and {} in the other",
                                at, bound_text(ours.max), bound_text(theirs.max)),
                    {}};
  const auto layers = LengthLayers::walk(*wider.automaton, most);
  if (!layers) return drift;
  const std::optional<std::uint64_t> length = layers->first_from(least);
  if (!length) return std::nullopt;  // the pattern allows nothing so long
  if (*length <= LengthLayers::kMaxWitness) {
    drift.witnesses.push_back({ours_is_wider ? kOnlyOurs : kOnlyTheirs, layers->example(*length)});
  }
  return drift;
}

// Whether the patterns and enums alone allow the same strings.
bool same_without_lengths(const StringUse& ours, const StringUse& theirs) {
  const auto bare = [](const StringUse& use) {
    ModelTraits traits = use.traits;
    traits.length.reset();
    return string_language(use.shape, traits).automaton;
  };
  return bare(ours) == bare(theirs);
}

}  // namespace

std::vector<StringDrift> string_drift(const StringUse& ours, const StringUse& theirs,
                                      std::string_view at) {
  const StringLanguage our_language = string_language(ours.shape, ours.traits);
  const StringLanguage their_language = string_language(theirs.shape, theirs.traits);
  if (!our_language.automaton || !their_language.automaton) {
    return spelling_drift(ours, theirs, at);
  }
  std::vector<StringDrift> out;
  if (auto drift = maximum_drift(our_language, their_language, at)) {
    out.push_back(std::move(*drift));
  }
  const auto only_ours = difference(our_language, their_language);
  const auto only_theirs = difference(their_language, our_language);
  if (!only_ours && !only_theirs) return out;
  const std::string_view rule = same_without_lengths(ours, theirs)     ? "length"
                                : ours.shape.kind != theirs.shape.kind ? "enum"
                                                                       : "pattern";
  StringDrift& drift = out.emplace_back();
  drift.rule = rule;
  drift.message = fmt::format("the strings that {} allows differ{}: {}", at,
                              rule == "length" ? " in their minimum length" : "",
                              !only_theirs ? "this model allows more"
                              : !only_ours ? "the other model allows more"
                                           : "each model allows some that the other does not");
  if (only_ours) drift.witnesses.push_back({kOnlyOurs, *only_ours});
  if (only_theirs) drift.witnesses.push_back({kOnlyTheirs, *only_theirs});
  return out;
}

}  // namespace assay
