// The verdict of the specification on a text: length and pattern.
#ifndef ASSAY_CORPUS_STRING_JUDGE_H_
#define ASSAY_CORPUS_STRING_JUDGE_H_

#include <memory>
#include <optional>
#include <string_view>

#include "corpus/string_task.h"
#include "corpus/utf8.h"
#include "corpus/vector_set.h"
#include "spec/pattern_fallback.h"

namespace assay {

// Asks the automaton, or the pattern's fallback where no automaton is exact. Copies share memory:
// one thread only. The task must outlive it.
class StringJudge {
 public:
  explicit StringJudge(const StringTask& task) : task_(task) {
    if (task.pattern != nullptr && task.pattern->fallback) {
      scratch_ = std::make_shared<FallbackScratch>();
    }
  }

  // None where the fallback gives up.
  std::optional<VectorJudgement> operator()(std::string_view utf8) const {
    VectorJudgement judgement;
    if (!task_.fits(scalar_count(utf8))) return judgement;
    PatternMatch match = PatternMatch::kNo;
    if (scratch_) {
      match = task_.pattern->fallback->match(utf8, *scratch_);
    } else if (task_.automaton().matches(utf8)) {
      match = PatternMatch::kYes;
    }
    if (match == PatternMatch::kUndecided) return std::nullopt;
    if (match == PatternMatch::kYes) judgement.verdict = VectorVerdict::kValid;
    return judgement;
  }

 private:
  const StringTask& task_;
  std::shared_ptr<FallbackScratch> scratch_;
};

}  // namespace assay

#endif  // ASSAY_CORPUS_STRING_JUDGE_H_
