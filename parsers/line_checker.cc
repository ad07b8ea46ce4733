#include <assay/line_checker.h>

#include <utility>

#include "parsers/line_scan.h"

namespace assay {

struct LineChecker::State {
  State(Contract contract, Limits limits, std::size_t chunk_bytes)
      : checker(std::move(contract), limits), scan(chunk_bytes) {}

  Checker checker;
  LineScan scan;
};

LineChecker::LineChecker(Contract contract, Limits limits, std::size_t chunk_bytes)
    : state_(std::make_unique<State>(std::move(contract), limits, chunk_bytes)) {}
LineChecker::~LineChecker() = default;
LineChecker::LineChecker(LineChecker&&) noexcept = default;
LineChecker& LineChecker::operator=(LineChecker&&) noexcept = default;

const Contract& LineChecker::contract() const noexcept { return state_->checker.contract(); }
const Limits& LineChecker::limits() const noexcept { return state_->checker.limits(); }

LineCounts LineChecker::check(OperationIndex operation, BodyKind kind, std::string_view text,
                              Findings& findings, void* context, Call call) {
  Checker& checker = state_->checker;
  LineCounts counts;
  const LineTotals totals =
      state_->scan.scan(&checker, {operation, kind}, text, false, [&](const LineSpan& line) {
        findings.clear();
        CheckedLine checked{line.number + 1, text.substr(line.begin, line.end - line.begin)};
        switch (kind) {
          case BodyKind::kInput:
            checked.verdict = checker.check_input(operation, checked.body, findings);
            break;
          case BodyKind::kError:
            checked.verdict = checker.check_error_body(operation, checked.body, findings);
            break;
          default:
            checked.verdict = checker.check_output(operation, checked.body, findings);
        }
        counts.valid += checked.verdict == Verdict::kValid;
        counts.invalid += checked.verdict == Verdict::kInvalid;
        counts.unchecked += checked.verdict == Verdict::kUnchecked;
        if (findings.total() > 0) call(context, checked);
      });
  counts.lines = totals.lines;
  counts.blank = totals.blank;
  counts.valid += totals.settled;
  return counts;
}

}  // namespace assay
