// Which lines of a chunk there is anything to say of: bodies by line_scan.h, the others one by one.
#ifndef ASSAY_PARSERS_LINE_JUDGE_H_
#define ASSAY_PARSERS_LINE_JUDGE_H_

#include <assay/checker.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "parsers/line_chunks.h"
#include "parsers/line_item.h"
#include "parsers/line_scan.h"

namespace assay {

// The checkers of one thread, each made when it is first needed.
class CheckerSet {
 public:
  CheckerSet(std::vector<const Contract*> contracts, Limits limits)
      : contracts_(std::move(contracts)), limits_(limits), checkers_(contracts_.size()) {}

  Checker& of(std::size_t contract) {
    std::unique_ptr<Checker>& made = checkers_[contract];
    if (made == nullptr) made = std::make_unique<Checker>(*contracts_[contract], limits_);
    return *made;
  }

 private:
  std::vector<const Contract*> contracts_;
  Limits limits_;
  std::vector<std::unique_ptr<Checker>> checkers_;
};

// The checkers of several threads, kept from one run to the next.
class CheckerPool {
 public:
  CheckerPool(std::vector<const Contract*> contracts, Limits limits)
      : contracts_(std::move(contracts)), limits_(limits) {}

  // Of a thread, from 0. Not to be called on several threads at once; what it gives is that
  // thread's own.
  CheckerSet& of(std::size_t thread) {
    while (sets_.size() <= thread) sets_.emplace_back(contracts_, limits_);
    return sets_[thread];
  }

 private:
  std::vector<const Contract*> contracts_;
  Limits limits_;
  std::deque<CheckerSet> sets_;  // stays where it is
};

// Whose bare bodies are. Shapes: `contract` indexes InputOptions::contracts.
struct BareBodies {
  std::size_t contract = 0;
  OperationIndex operation = 0;
};

struct LineSettings {
  InputOptions input;  // max_body_bytes as in `limits`
  Limits limits;
  std::optional<BareBodies> bare;         // nullopt: no body is looked at
  std::vector<OperationIndex> fallbacks;  // by contract: of exchanges without a target
  bool every = false;                     // tell of every line, not only of those with findings
  std::size_t chunk_bytes = kDefaultChunkBytes;
  unsigned threads = 1;
};

// Of one chunk.
struct ChunkFindings {
  LineTotals totals;
  std::vector<LineSpan> lines;  // to be looked at; with `every`, all that are not blank
  std::uint64_t bodies = 0;     // lines with nothing to say of that are not in `lines`
  std::uint64_t exchanges = 0;  // likewise
  std::uint64_t last_body = 0;  // number of the last of them, from 1 in the chunk; 0: none
  std::uint64_t last_exchange = 0;
};

// One a thread.
class LineJudge {
 public:
  // `settings` and `checkers` must outlive it.
  LineJudge(const LineSettings& settings, CheckerSet& checkers, std::string file)
      : settings_(settings),
        checkers_(checkers),
        scan_(settings.chunk_bytes),
        items_(settings.input, std::move(file)),
        storage_(1) {}

  void judge(const LineChunk& chunk, ChunkFindings& out);

 private:
  bool nothing_to_say(const LineOfFile& line, bool& exchange);

  const LineSettings& settings_;
  CheckerSet& checkers_;
  LineScan scan_;
  LineItems items_;
  std::vector<Violation> storage_;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_LINE_JUDGE_H_
