#include "parsers/line_judge.h"

#include <algorithm>

namespace assay {

// A line that is no body of the fast tier: whether a full check finds nothing in it either.
bool LineJudge::nothing_to_say(const LineOfFile& line, bool& exchange) {
  const Expected<const InputItem*> read = items_.read(line);
  if (!read) return false;
  const InputItem& item = **read;
  exchange = item.kind == InputItem::Kind::kExchange;
  if (!item.other_service.empty() || !item.findings.empty()) return false;
  Findings findings(storage_);
  Verdict verdict = Verdict::kUnchecked;
  if (exchange) {
    // Whoever tells of every line wants more of a record than its verdict, and reads it again.
    if (settings_.every) return false;
    verdict = checkers_.of(item.contract)
                  .check_exchange(item.exchange, settings_.fallbacks[item.contract], findings);
  } else if (settings_.bare) {
    Checker& checker = checkers_.of(settings_.bare->contract);
    const OperationIndex operation = settings_.bare->operation;
    if (item.body_kind == BodyKind::kInput) {
      verdict = checker.check_input(operation, item.body, findings);
    } else if (item.body_kind == BodyKind::kError) {
      verdict = checker.check_error_body(operation, item.body, findings);
    } else {
      verdict = checker.check_output(operation, item.body, findings);
    }
  }
  return verdict == Verdict::kValid && findings.total() == 0;
}

void LineJudge::judge(const LineChunk& chunk, ChunkFindings& out) {
  out.lines.clear();
  out.bodies = out.exchanges = out.last_body = out.last_exchange = 0;
  if (chunk.cut) {
    out.totals = {.lines = 1};
    out.lines.push_back({0, chunk.text.size(), 0, false});
    return;
  }
  Checker* const checker = settings_.bare ? &checkers_.of(settings_.bare->contract) : nullptr;
  const LineBodies bodies{settings_.bare ? settings_.bare->operation : 0,
                          settings_.input.body_kind};
  const auto look = [&](LineSpan line) {
    if (!line.settled) {
      bool exchange = false;
      const std::uint64_t number = chunk.first ? line.number + 1 : line.number + 2;
      line.settled = nothing_to_say(
          {chunk.text.substr(line.begin, line.end - line.begin), number, 0, false}, exchange);
      if (line.settled && !settings_.every) {
        ++(exchange ? out.exchanges : out.bodies);
        (exchange ? out.last_exchange : out.last_body) = line.number + 1;
        return;
      }
    }
    out.lines.push_back(line);
  };
  out.totals = scan_.scan(checker, bodies, chunk.text, settings_.every, look);
  if (settings_.every) return;
  out.bodies += out.totals.settled;
  out.last_body = std::max(out.last_body, out.totals.last_settled);
}

}  // namespace assay
