// What a person sees while targets run.
#ifndef ASSAY_CLI_FUZZ_VIEW_H_
#define ASSAY_CLI_FUZZ_VIEW_H_

#include <chrono>
#include <string>
#include <string_view>

#include "cli/verb.h"
#include "fuzz/supervisor/supervisor.h"

namespace assay::cli {

// A block of lines, drawn anew every second on a terminal; otherwise one line a minute. Findings
// and notes are lines of their own that stay.
class FuzzView {
 public:
  explicit FuzzView(Console& console);
  ~FuzzView();
  FuzzView(const FuzzView&) = delete;
  FuzzView& operator=(const FuzzView&) = delete;

  void tick(const fuzz::Campaign& campaign, const fuzz::LiveFigures& live);
  void found(const fuzz::Finding& finding);
  void line(std::string_view text);

 private:
  using Clock = std::chrono::steady_clock;
  void clear();

  Console& console_;
  std::size_t drawn_ = 0;  // lines on the screen that the next drawing replaces
  double seconds_ = 0;     // of the campaign, for lines
  Clock::time_point next_;
};

// "00:05  12 targets  41,200/s  edges 2,913  constraints 138/146  corpus 4,012  new 0".
std::string fuzz_line(const fuzz::Campaign& campaign, const fuzz::LiveFigures& live);

}  // namespace assay::cli

#endif  // ASSAY_CLI_FUZZ_VIEW_H_
