#include "corpus/string_vectors.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "corpus/hsi.h"
#include "corpus/moore_machine.h"
#include "corpus/string_judge.h"
#include "corpus/string_task.h"

namespace assay {
namespace {

constexpr std::uint32_t kMaxExtraStates = 3;
constexpr std::uint32_t kFewStates = 16;

// What each construction may take of the tier.
struct Quotas {
  std::uint32_t blocks;  // of states, beyond which states are merged
  std::size_t branches, lengths, multi_byte, line_breaks, boundaries, edits, parts, replacements,
      tours, hsi;
};
constexpr Quotas kSmallQuotas = {64, 300, 450, 120, 200, 120, 500, 1'100, 950, 120, 700};
constexpr Quotas kMediumQuotas = {128,   3'000, 2'600, 400, 400,  1'500,
                                  3'000, 4'000, 6'000, 600, 8'000};

std::vector<char32_t> class_scalars(const Automaton& automaton) {
  std::vector<char32_t> scalars;
  for (std::uint32_t c = 0; c < automaton.class_count(); ++c) {
    scalars.push_back(plain_scalar(automaton.class_ranges(static_cast<Automaton::Class>(c))));
  }
  return scalars;
}

// The first and the last state of each block.
std::vector<std::uint32_t> cover_of(const Refinement& blocks) {
  const std::vector<std::uint32_t>& block_by_state = blocks.rounds.back();
  std::vector<std::uint32_t> first(blocks.block_count, UINT32_MAX), last(blocks.block_count, 0);
  for (std::uint32_t state = 0; state < block_by_state.size(); ++state) {
    std::uint32_t& known = first[block_by_state[state]];
    known = std::min(known, state);
    last[block_by_state[state]] = state;
  }
  std::vector<std::uint32_t> cover = first;
  cover.insert(cover.end(), last.begin(), last.end());
  std::sort(cover.begin(), cover.end());
  cover.erase(std::unique(cover.begin(), cover.end()), cover.end());
  return cover;
}

// Gathers the vectors of one string constraint and what they guarantee.
class StringDerivation {
 public:
  StringDerivation(const ContractTables& tables, const ShapeTable& shape, VectorTier tier)
      : task_(tables, shape, tier),
        quotas_(tier == VectorTier::kSmall ? kSmallQuotas : kMediumQuotas),
        set_(StringJudge(task_), max_vectors(tier)),
        machine_(machine_of(task_.automaton())),
        blocks_(refine(machine_, quotas_.blocks, 1)),
        cover_(cover_of(blocks_)),
        scalars_(class_scalars(task_.automaton())) {
    // Few states need few tests and leave room.
    if (machine_.state_count() <= kFewStates) {
      quotas_.line_breaks = std::max<std::size_t>(quotas_.line_breaks, 300);
      quotas_.boundaries = std::max<std::size_t>(quotas_.boundaries, 500);
    }
  }

  StringVectors run() {
    const std::vector<std::uint32_t>& block_by_state = blocks_.rounds.back();
    take(branch_candidates(task_), quotas_.branches, "vectors of alternatives and counters");
    take(length_candidates(task_), quotas_.lengths, "lengths");
    take(multi_byte_candidates(task_), quotas_.multi_byte, "multi-byte lengths");
    take(line_break_candidates(task_), quotas_.line_breaks, "line breaks and blanks");
    take(boundary_candidates(task_), quotas_.boundaries, "characters at block boundaries");
    take(edit_candidates(task_), quotas_.edits, "edits of words");
    take(part_candidates(task_), quotas_.parts, "parts of words");
    take(replacement_candidates(task_), quotas_.replacements, "characters replaced in words");
    const auto tours = tour_candidates(task_, block_by_state, quotas_.tours);
    if (tours.size() == quotas_.tours) lose("pairs of allowed characters beyond the tours");
    take(tours, quotas_.tours, "tours");
    add_hsi();
    take(refined_candidates(task_, cover_, block_by_state), max_vectors(task_.tier),
         "single characters of the refined alphabet");
    if (task_.max != kNoIndex && task_.max > 131'074) {
      lose(fmt::format("the maximum of {} characters, for its size", task_.max));
    }
    return {theorem(), set_.take()};
  }

 private:
  void take(const std::vector<VectorCandidate>& candidates, std::size_t quota,
            std::string_view what) {
    const std::size_t left_out = set_.add_evenly(candidates, quota);
    if (left_out > 0) lose(fmt::format("{} of {} {}", left_out, candidates.size(), what));
  }

  void lose(std::string_view what) {
    if (!lost_.empty()) lost_ += "; ";
    lost_ += what;
  }

  void add_hsi() {
    const bool exact = blocks_.stable;
    std::vector<std::uint32_t> told_apart = cover_;
    if (!exact) told_apart = states_behind(machine_, cover_);
    const StateIdentifiers identifiers(machine_, blocks_, told_apart);
    while (exact && extra_states_ < kMaxExtraStates &&
           count_hsi_tests(machine_, cover_, extra_states_ + 1, identifiers) <= quotas_.hsi) {
      ++extra_states_;
    }
    std::vector<VectorCandidate> candidates;
    std::size_t out_of_bounds = 0;
    for_each_hsi_test(machine_, cover_, extra_states_, identifiers, [&](const HsiTest& test) {
      std::u32string rest;
      for (const std::uint32_t letter : test.middle) rest += scalars_[letter];
      for (const std::uint32_t letter : identifiers.of(test.reached)[test.identifier]) {
        rest += scalars_[letter];
      }
      const auto access = access_within_bounds(test.state, rest.size());
      if (!access) {
        ++out_of_bounds;
        return;
      }
      std::string letters;
      for (const std::uint32_t letter : test.middle) {
        fmt::format_to(std::back_inserter(letters), "/class {}", letter);
      }
      candidates.push_back(
          {*access + rest, kFlagHsi,
           fmt::format("hsi/state {}{}/id {}", test.state, letters, test.identifier)});
    });
    // Where states are merged there is nothing to be complete about.
    const std::size_t quota = exact ? quotas_.hsi : quotas_.hsi / 4;
    take(candidates, quota, "tests of states");
    if (out_of_bounds > 0) {
      lose(fmt::format("{} tests of states that no text within the bounds of length can show",
                       out_of_bounds));
    }
  }

  // A word to the state that makes the whole text as long as the bounds want it; the text with the
  // shortest word where that is a matter of the empty text alone.
  std::optional<std::u32string> access_within_bounds(std::uint32_t state, std::size_t rest) {
    const std::u32string& access = task_.planner.access(state);
    if (task_.fits(access.size() + rest) || access.size() + rest == 0) return access;
    if (access.size() + rest > task_.min) return std::nullopt;
    const auto key = std::pair(state, static_cast<std::uint32_t>(task_.min - rest));
    for (auto& [known, word] : long_access_) {
      if (known == key) return word;
    }
    std::optional<std::u32string> word;
    for (std::uint32_t more = 0; more < 8 && !word; ++more) {
      if (task_.fits(key.second + more + rest)) {
        word = task_.planner.access_of_length(state, key.second + more);
      }
    }
    long_access_.emplace_back(key, word);
    return word;
  }

  Theorem theorem() const {
    Theorem theorem;
    const bool exact = task_.pattern == nullptr || task_.pattern->fallback == nullptr;
    const std::uint32_t states = machine_.state_count();
    theorem.machine = exact ? "minimal automaton" : "none";
    theorem.states = exact ? states : 0;
    theorem.extra_states = exact ? extra_states_ : 0;
    theorem.alphabet = printed_partition(task_.automaton());
    for (const RefinedScalar& refined : task_.alphabet) {
      theorem.representatives.push_back(scalar_name(refined.scalar));
    }
    theorem.lost = lost_;
    if (!exact) {
      theorem.statement =
          "None: no automaton of this library is exactly the pattern. The texts come from one that "
          "accepts more; each verdict is that of PCRE2 on the pattern.";
      return theorem;
    }
    if (!blocks_.stable) {
      if (!theorem.lost.empty()) theorem.lost += "; ";
      theorem.lost +=
          "a fault in one state of a block and not in its first or last, such as one "
          "middle value of a counter";
      theorem.statement = fmt::format(
          "The {} states fall into {} blocks that agree for {} steps. The first and the last state "
          "of each are reached, every class of the printed alphabet is tried there, and what "
          "follows is told from every other block",
          states, blocks_.block_count, blocks_.rounds.size() - 1);
    } else {
      theorem.statement = fmt::format(
          "Complete for {}+{} states over the printed alphabet: every acceptor of at most so many "
          "states that treats the characters of a class alike, and checks the length first, fails "
          "if it accepts another language",
          states, extra_states_);
    }
    theorem.statement +=
        "; single wrong characters among the representatives fail in every loop and beside every "
        "range elsewhere, and so does one character dropped, doubled or swapped at each place of "
        "the "
        "pattern's syntax";
    if (!lost_.empty()) theorem.statement += "; all but for what is lost";
    theorem.statement += '.';
    return theorem;
  }

  StringTask task_;
  Quotas quotas_;
  VectorSet set_;
  MooreMachine machine_;
  Refinement blocks_;
  std::vector<std::uint32_t> cover_;
  std::vector<char32_t> scalars_;  // by class
  std::uint32_t extra_states_ = 0;
  std::string lost_;
  using AccessKey = std::pair<std::uint32_t, std::uint32_t>;  // state, length
  std::vector<std::pair<AccessKey, std::optional<std::u32string>>> long_access_;
};

}  // namespace

Expected<StringVectors> derive_string_vectors(const ContractTables& tables, const ShapeTable& shape,
                                              VectorTier tier) {
  return StringDerivation(tables, shape, tier).run();
}

}  // namespace assay
