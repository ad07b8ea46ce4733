#include "cli/progress.h"

#include <ostream>

#include "parsers/diagnostic_excerpt.h"

namespace assay::cli {

Progress::Progress(Console& console, bool wanted)
    : console_(console),
      wanted_(wanted && console.err_is_terminal),
      next_(Clock::now() + std::chrono::seconds(1)) {}

Progress::~Progress() { clear(); }

void Progress::update(const std::function<std::string()>& line) {
  if (!wanted_) return;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + std::chrono::milliseconds(100);
  std::string text = line();
  if (printed_columns(text) >= console_.columns) text.resize(console_.columns - 1);
  console_.err << '\r' << text << "\x1b[K" << std::flush;
  shown_ = true;
}

void Progress::clear() {
  if (!shown_) return;
  console_.err << "\r\x1b[K" << std::flush;
  shown_ = false;
}

}  // namespace assay::cli
