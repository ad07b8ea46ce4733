#include "conformance/conform_run.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay {

SubjectCounts ConformRun::counts(const SubjectRun& subject) const {
  SubjectCounts out;
  for (const CaseResult& result : subject.results) {
    if (!counts_case(*result.item)) continue;
    const bool skipped = result.verdict == CaseVerdict::kSkipped;
    LevelCount& level = out.levels[static_cast<std::size_t>(result.item->level)];
    level.total += !skipped;
    level.passed += result.verdict == CaseVerdict::kPass;
    if (result.item->level != Level::kMay) {
      ++out.verdicts[static_cast<std::size_t>(result.verdict)];
    }
  }
  return out;
}

bool ConformRun::is_known(const SubjectRun& subject, std::size_t result) const noexcept {
  return result < subject.known.covered.size() && subject.known.covered[result] != UINT32_MAX;
}

bool ConformRun::is_finding(const SubjectRun& subject, std::size_t result) const noexcept {
  const CaseResult& at = subject.results[result];
  return is_miss(at.verdict) && at.item->level >= gate && counts_case(*at.item) &&
         !is_known(subject, result);
}

std::size_t ConformRun::findings(const SubjectRun& subject) const noexcept {
  std::size_t count = 0;
  for (std::size_t i = 0; i < subject.results.size(); ++i) count += is_finding(subject, i);
  return count;
}

void compare_repeated(SubjectRun& subject, const std::vector<CaseResult>& again) {
  for (const CaseResult& result : subject.results) {
    const auto found = std::ranges::find(again, result.item, &CaseResult::item);
    if (found == again.end() || found->verdict == result.verdict) continue;
    std::string line = fmt::format("{}: {}, then {}", result.item->id, to_string(result.verdict),
                                   to_string(found->verdict));
    if (std::ranges::find(subject.unstable, line) == subject.unstable.end()) {
      subject.unstable.push_back(std::move(line));
    }
  }
}

std::vector<Cause> group_by_cause(const SubjectRun& subject) {
  std::vector<Cause> causes;
  for (std::size_t i = 0; i < subject.results.size(); ++i) {
    const CaseResult& result = subject.results[i];
    if (!is_miss(result.verdict)) continue;
    const std::string family = result.item->id.substr(0, result.item->id.rfind('/'));
    const auto found = std::ranges::find_if(causes, [&](const Cause& cause) {
      return cause.verdict == result.verdict && cause.level == result.item->level &&
             cause.family == family;
    });
    Cause& cause = found == causes.end() ? causes.emplace_back(Cause{.verdict = result.verdict,
                                                                     .level = result.item->level,
                                                                     .family = family,
                                                                     .results = {}})
                                         : *found;
    cause.results.push_back(i);
  }
  std::ranges::sort(causes, [](const Cause& a, const Cause& b) {
    if (a.results.size() != b.results.size()) return a.results.size() > b.results.size();
    return a.results.front() < b.results.front();
  });
  return causes;
}

}  // namespace assay
