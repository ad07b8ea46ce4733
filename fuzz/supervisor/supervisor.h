// Runs targets on all cores: merges, chooses by yield, shares corpora, triages, saves.
#ifndef ASSAY_FUZZ_SUPERVISOR_SUPERVISOR_H_
#define ASSAY_FUZZ_SUPERVISOR_SUPERVISOR_H_

#include <assay/error.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/supervisor/campaign.h"
#include "fuzz/supervisor/target_program.h"
#include "fuzz/supervisor/triage.h"

namespace assay::fuzz {

struct SupervisorOptions {
  double seconds = 60;        // of this run
  std::uint32_t jobs = 1;     // processes at a time
  double slice_seconds = 30;  // of one process
  double report_seconds = 120;
  double save_seconds = 5;
  double stop_below = 0;  // chance of a new edge in an hour below which the run ends; 0: never
  TriageOptions triage;
};

// What a watcher sees between saves.
struct LiveFigures {
  std::uint64_t rate = 0;            // executions a second, all processes
  std::vector<std::string> running;  // targets
  std::string doing;                 // "merging", "triage of fuzz_x", empty: fuzzing
};

// Called from the loop of the run, never at the same time.
struct SupervisorEvents {
  std::function<bool()> interrupted = [] { return false; };
  std::function<void(const Campaign&, const LiveFigures&)> tick = [](auto&, auto&) {};
  std::function<void(const Finding&)> found = [](auto&) {};
  std::function<void(std::string_view)> note = [](auto) {};
  // Writes the reports: every few minutes and at the end.
  std::function<std::optional<Error>(Campaign&)> report = [](auto&) { return std::nullopt; };
};

enum class RunEnd : std::uint8_t {
  kTimeIsOver,
  kQuiet,        // the stop rule
  kInterrupted,  // the state is saved
  kNothingRan,   // no target works
};

class Supervisor {
 public:
  // REQUIRES: targets is not empty; nothing else runs on this state.
  Supervisor(const StateFolder& folder, std::vector<TargetProgram> targets,
             SupervisorOptions options, SupervisorEvents events);
  ~Supervisor();

  // Continues the campaign. Errors: what cannot be written or started.
  Expected<RunEnd> run(Campaign& campaign);

 private:
  using Clock = std::chrono::steady_clock;
  enum class Work : std::uint8_t {
    kMerge,
    kFuzz,
    kMeasure
  };
  struct Process;
  struct Target;

  std::optional<Error> prepare();
  std::optional<Error> start_due();
  std::optional<Error> start(Target& target, Work work);
  void poll_processes();
  void take_progress(Process& process);
  void finish(Process& process, const ProcessEnd& end);
  void finish_merge(Target& target, bool ok);
  void finish_measure(Target& target, const std::string& file);
  void keep_logs(Process& process);
  bool pump();  // keeps processes running; false when the run is to end
  std::optional<Error> triage_artifacts();
  void set_aside(Target& target, const std::filesystem::path& artifact);
  std::optional<Error> save();
  void share();
  bool over() const;

  const StateFolder& folder_;
  SupervisorOptions options_;
  SupervisorEvents events_;
  std::vector<std::unique_ptr<Target>> targets_;
  std::vector<std::unique_ptr<Process>> processes_;
  Campaign* campaign_ = nullptr;
  std::optional<Error> failure_;
  Clock::time_point begun_, saved_, reported_, shared_, pointed_;
  double seconds_before_ = 0;
  std::uint64_t serial_ = 0;
  std::string doing_;
  bool quiet_ = false;
  bool ending_ = false;  // time is over: artifacts are still triaged, nothing new is started
};

// Constraints that a target says its corpus breaks and holds: lines "total N", "broken ID",
// "held ID".
void take_constraints(std::string_view text, TargetFigures& figures);

}  // namespace assay::fuzz

#endif  // ASSAY_FUZZ_SUPERVISOR_SUPERVISOR_H_
