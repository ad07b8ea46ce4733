// assay fuzz run.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <ostream>
#include <thread>

#include "cli/exit_code.h"
#include "cli/fuzz_options.h"
#include "cli/fuzz_view.h"
#include "cli/version.h"
#include "fuzz/supervisor/engine_log.h"
#include "fuzz/supervisor/fuzz_report.h"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;

// One supervisor a state. Released when the process ends, however it ends.
class StateLock {
 public:
  explicit StateLock(const fs::path& root) {
    fd_ = open((root / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    held_ = fd_ >= 0 && flock(fd_, LOCK_EX | LOCK_NB) == 0;
  }
  ~StateLock() {
    if (fd_ >= 0) close(fd_);
  }
  StateLock(const StateLock&) = delete;
  StateLock& operator=(const StateLock&) = delete;
  bool held() const noexcept { return held_; }

 private:
  int fd_ = -1;
  bool held_ = false;
};

// Slices short enough that every target has several, long enough that reading a corpus is little.
double slice_of(double seconds, std::size_t targets, unsigned jobs) {
  const double turns = 6 * static_cast<double>(targets) / jobs;
  return std::clamp(seconds / std::max(turns, 1.0), 5.0, 300.0);
}

}  // namespace

std::optional<double> parse_duration(std::string_view text) noexcept {
  double total = 0;
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || !(number >= 0) || number > 1e9) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    double unit = 1;
    if (!text.empty()) {
      switch (text.front()) {
        case 's':
          break;
        case 'm':
          unit = 60;
          break;
        case 'h':
          unit = 3600;
          break;
        case 'd':
          unit = 86'400;
          break;
        default:
          return std::nullopt;
      }
      text.remove_prefix(1);
    }
    total += number * unit;
  }
  return total > 0 ? std::optional(total) : std::nullopt;
}

int fuzz_run(const FuzzOptions& options, Console& console) {
  const auto unusable = [&](const Error& error) {
    console.err << "assay fuzz: " << error.to_string() << '\n';
    return kExitUsage;
  };
  const auto seconds = parse_duration(options.duration);
  if (!seconds) {
    return usage_error(console, "fuzz",
                       fmt::format("--for: {} is no time; write 90s, 30m or 8h", options.duration));
  }
  if (options.programs.empty()) {
    return usage_error(console, "fuzz", "--programs: which folder holds the fuzz_* programs?");
  }
  if (options.programs.size() > 2) {
    return usage_error(console, "fuzz", "--programs: at most two, with sanitizers and fast");
  }
  fuzz::TargetSearch search{.programs = {}, .corpus = options.corpus, .names = options.targets};
  for (const std::string& folder : options.programs) search.programs.emplace_back(folder);
  if (!options.corpus.empty() && !fs::is_directory(options.corpus)) {
    return usage_error(console, "fuzz", fmt::format("--corpus: no folder {}", options.corpus));
  }
  auto targets = fuzz::find_targets(search);
  if (!targets) return unusable(targets.error());
  // Processes run in this directory; artifacts and corpora are named from everywhere.
  const fuzz::StateFolder folder(fs::absolute(options.state).lexically_normal());
  auto campaign = folder.load();
  if (!campaign) return unusable(campaign.error());
  const StateLock lock(folder.root());
  if (!lock.held()) {
    return unusable({.code = ErrorCode::kUnreadable,
                     .message = "another run uses this state, or it cannot be written",
                     .file = folder.root().string()});
  }
  campaign->programs.clear();
  for (const fs::path& programs : search.programs) {
    campaign->programs.push_back(fs::absolute(programs).lexically_normal().string());
  }
  if (auto known = read_known_findings(options, folder.root()); !known)
    return unusable(known.error());

  fuzz::SupervisorOptions run;
  run.seconds = *seconds;
  run.jobs = options.jobs > 0 ? options.jobs : std::max(1u, std::thread::hardware_concurrency());
  run.slice_seconds =
      options.slice > 0 ? options.slice : slice_of(*seconds, targets->size(), run.jobs);
  run.report_seconds = std::max(options.report_every, 1.0);
  run.stop_below = options.stop_below / 100;
  run.triage.minimize_seconds = std::max(options.minimize, 1.0);

  FuzzView view(console);
  fuzz::FuzzReport report{
      .folder = &folder, .campaign = &*campaign, .envelope = {}, .payloads = false};
  std::optional<Error> known_error;
  fuzz::SupervisorEvents events;
  events.interrupted = interrupted;
  events.tick = [&](const auto& now, const auto& live) { view.tick(now, live); };
  events.found = [&](const auto& finding) { view.found(finding); };
  events.note = [&](std::string_view text) { view.line(text); };
  events.report = [&](fuzz::Campaign& now) -> std::optional<Error> {
    auto known =
        read_known_findings(options, folder.root());  // a person may have added a line meanwhile
    if (!known) return known.error();
    fuzz::apply_known(*known, now);
    report.envelope = make_envelope("fuzz", tool_version());
    return fuzz::write_reports(report);
  };
  view.line(fmt::format("{} targets, {} at a time, {:.0f} s each; state {}", targets->size(),
                        run.jobs, run.slice_seconds, options.state));
  fuzz::Supervisor supervisor(folder, std::move(*targets), run, events);
  const auto end = supervisor.run(*campaign);
  if (!end) return unusable(end.error());
  switch (*end) {
    case fuzz::RunEnd::kInterrupted:
      view.line("state saved; the same command resumes");
      break;
    case fuzz::RunEnd::kNothingRan:
      view.line("no target works");
      break;
    case fuzz::RunEnd::kQuiet:
      view.line("stopped: little is left to find");
      break;
    case fuzz::RunEnd::kTimeIsOver:
      break;
  }
  console.out << fuzz::fuzz_text(report)
              << fmt::format("reports: {}/report.{{md,json,html}}, junit.xml, findings.sarif\n",
                             options.state)
              << std::flush;
  const int code = fuzz::campaign_exit_code(*campaign);
  if (code == kExitFindings) return code;
  if (*end == fuzz::RunEnd::kInterrupted || *end == fuzz::RunEnd::kNothingRan) {
    return kExitIncomplete;
  }
  return code;
}

}  // namespace assay::cli
