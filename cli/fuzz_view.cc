#include "cli/fuzz_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "fuzz/supervisor/fuzz_report.h"

namespace assay::cli {

using fuzz::grouped;

std::string fuzz_line(const fuzz::Campaign& campaign, const fuzz::LiveFigures& live) {
  std::string out =
      fmt::format("{}  {} targets  {}/s  edges {}", fuzz::clock_text(campaign.seconds),
                  campaign.targets.size(), grouped(live.rate), grouped(campaign.edges()));
  if (const std::uint64_t sides = campaign.constraint_sides_total(); sides > 0) {
    out += fmt::format("  constraints {}/{} sides", campaign.constraint_sides(), sides);
  }
  out += fmt::format("  corpus {}  new {}", grouped(campaign.corpus()),
                     campaign.count(fuzz::FindingState::kNew));
  if (!live.doing.empty()) out += "  " + live.doing;
  return out;
}

FuzzView::FuzzView(Console& console) : console_(console), next_(Clock::now()) {}

FuzzView::~FuzzView() { clear(); }

void FuzzView::clear() {
  if (drawn_ > 0) console_.out << fmt::format("\x1b[{}A\x1b[J", drawn_) << std::flush;
  drawn_ = 0;
}

void FuzzView::line(std::string_view text) {
  clear();
  console_.out << fmt::format("{}  {}\n", fuzz::clock_text(seconds_), text) << std::flush;
  if (console_.out_is_terminal) next_ = Clock::now();
}

void FuzzView::found(const fuzz::Finding& finding) {
  seconds_ = std::max(seconds_, finding.at_seconds);
  if (finding.reproduced == 0) {
    line(fmt::format("not reproduced: {} {} {}", finding.id, finding.target, finding.key));
    return;
  }
  line(fmt::format("NEW {} {} {}   {} bytes, {}/{} reproduced", finding.id, finding.target,
                   finding.key, finding.bytes, finding.reproduced, finding.retries));
}

void FuzzView::tick(const fuzz::Campaign& campaign, const fuzz::LiveFigures& live) {
  seconds_ = campaign.seconds;
  const auto now = Clock::now();
  if (now < next_) return;
  if (!console_.out_is_terminal) {
    next_ = now + std::chrono::seconds(60);
    console_.out << fuzz_line(campaign, live) << '\n' << std::flush;
    return;
  }
  next_ = now + std::chrono::seconds(1);
  std::string out;
  std::size_t lines = 0;
  const auto add = [&](std::string text) {
    text.resize(std::min<std::size_t>(text.size(), console_.columns - 1));
    out += text + '\n';
    ++lines;
  };
  for (const auto& [name, target] : campaign.targets) {
    const auto running = std::ranges::count(live.running, name);
    add(fmt::format("  {} {:<26} {:>14} runs {:>8} edges {:>7} kept {:>9} CPU",
                    running > 0 ? '>' : ' ', name, grouped(target.executions),
                    grouped(target.edges), grouped(target.corpus),
                    fuzz::clock_text(target.cpu_seconds)));
  }
  add(fuzz_line(campaign, live));
  add("  " + fuzz::stop_line(campaign));
  clear();
  drawn_ = lines;
  console_.out << out << std::flush;
}

}  // namespace assay::cli
