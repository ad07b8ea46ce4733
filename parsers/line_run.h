// A whole input of lines, by the chunk and on several threads, told of in order.
#ifndef ASSAY_PARSERS_LINE_RUN_H_
#define ASSAY_PARSERS_LINE_RUN_H_

#include <cstdint>

#include "parsers/byte_source.h"
#include "parsers/line_judge.h"

namespace assay {

// What a run says. Called on the thread that runs it, in the order of the input, so that nothing
// depends on the number of threads or on the size of chunks.
class LineHandler {
 public:
  virtual ~LineHandler() = default;

  // A line that is not blank. `settled`: a body of the kind that was asked for, in which nothing is
  // to be found; only told of when every line was asked for.
  virtual void line(const LineOfFile& line, bool settled) = 0;

  // Lines in which nothing is to be found and which are not told of one by one. `last`: the number
  // of the last of them, from 1; `last_is_exchange`: what that was.
  struct Quiet {
    std::uint64_t bodies = 0, exchanges = 0;
    std::uint64_t last = 0;
    bool last_is_exchange = false;
  };
  virtual void quiet(const Quiet& lines) = 0;

  // All that was ready has been told: the input has to be waited for.
  virtual void stalled() {}
  // After each chunk. Units: bytes of the input so far.
  virtual void progress(std::uint64_t bytes) { static_cast<void>(bytes); }
  // Asked often; true ends the run.
  virtual bool stopped() const = 0;
};

// Runs to the end of the source, or until stopped; source.error() says whether reading failed.
// Bounded memory: a few chunks a thread. A run on one thread uses the first set of `checkers`; the
// caller may use it between calls of the handler and in them, unless it keeps views.
void run_lines(ByteSource& source, const LineSettings& settings, CheckerPool& checkers,
               LineHandler& handler);

}  // namespace assay

#endif  // ASSAY_PARSERS_LINE_RUN_H_
