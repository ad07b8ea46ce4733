// A line on standard error that says how far a long run is.
#ifndef ASSAY_CLI_PROGRESS_H_
#define ASSAY_CLI_PROGRESS_H_

#include <chrono>
#include <functional>
#include <string>

#include "cli/verb.h"

namespace assay::cli {

// Shown only on a terminal, only after a second, at most ten times a second. Whoever writes to the
// terminal calls clear() first.
class Progress {
 public:
  Progress(Console& console, bool wanted);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // `line` is asked for only when it is shown.
  void update(const std::function<std::string()>& line);
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  Console& console_;
  bool wanted_;
  bool shown_ = false;
  Clock::time_point next_;
};

}  // namespace assay::cli

#endif  // ASSAY_CLI_PROGRESS_H_
