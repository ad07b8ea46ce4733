#include "corpus/string_vectors.h"

#include <fmt/format.h>

#include <utility>

#include "corpus/moore_machine.h"
#include "corpus/string_task.h"
#include "corpus/utf8.h"

namespace assay {
namespace {

// What a text that obeys the constraint is: length and pattern.
class StringJudge {
 public:
  explicit StringJudge(const StringTask& task) : task_(task) {
    if (task.pattern != nullptr && task.pattern->fallback) {
      scratch_ = std::make_shared<FallbackScratch>();
    }
  }
  std::optional<VectorJudgement> operator()(std::string_view utf8) const {
    VectorJudgement judgement{VectorVerdict::kInvalid, {}};
    if (!task_.fits(scalar_count(utf8))) return judgement;
    if (scratch_) {
      const PatternMatch match = task_.pattern->fallback->match(utf8, *scratch_);
      if (match == PatternMatch::kUndecided) return std::nullopt;
      if (match == PatternMatch::kYes) judgement.verdict = VectorVerdict::kValid;
    } else if (task_.automaton().matches(utf8)) {
      judgement.verdict = VectorVerdict::kValid;
    }
    return judgement;
  }

 private:
  const StringTask& task_;
  std::shared_ptr<FallbackScratch> scratch_;  // shared: std::function copies
};

}  // namespace

Expected<StringVectors> derive_string_vectors(const ContractTables& tables, const ShapeTable& shape,
                                              VectorTier tier) {
  StringTask task(tables, shape, tier);
  VectorSet set(StringJudge(task), max_vectors(tier));
  const bool small = tier == VectorTier::kSmall;
  const Refinement blocks = refine(machine_of(task.automaton()), small ? 64 : 128, 1);
  set.add_evenly(length_candidates(task), small ? 450 : 2'600);
  set.add_evenly(multi_byte_candidates(task), small ? 150 : 400);
  set.add_evenly(tour_candidates(task, blocks.rounds.back(), small ? 120 : 600), 600);
  StringVectors result;
  Theorem& theorem = result.theorem;
  const bool exact = task.pattern == nullptr || task.pattern->fallback == nullptr;
  theorem.machine = exact ? "minimal automaton" : "none";
  theorem.states = exact ? task.automaton().state_count() : 0;
  theorem.alphabet = printed_partition(task.automaton());
  for (const RefinedScalar& refined : task.alphabet) {
    theorem.representatives.push_back(scalar_name(refined.scalar));
  }
  theorem.lost = "texts that are wrong in one place";
  theorem.statement =
      "Every allowed character of the representatives occurs, every two of them in a row where "
      "the language has them, and every length at a bound or a power of two.";
  result.vectors = set.take();
  return result;
}

}  // namespace assay
