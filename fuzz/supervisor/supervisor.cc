#include "fuzz/supervisor/supervisor.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "fuzz/supervisor/corpus_store.h"
#include "fuzz/supervisor/supervisor_process.h"

namespace assay::fuzz {

namespace fs = std::filesystem;

namespace {

double since(std::chrono::steady_clock::time_point before) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
}

}  // namespace

Supervisor::Supervisor(const StateFolder& folder, std::vector<TargetProgram> targets,
                       SupervisorOptions options, SupervisorEvents events)
    : folder_(folder), options_(options), events_(std::move(events)) {
  for (TargetProgram& program : targets) {
    auto target = std::make_unique<Target>();
    target->program = std::move(program);
    targets_.push_back(std::move(target));
  }
}

Supervisor::~Supervisor() = default;

// Takes up what an earlier run left, killed or not.
std::optional<Error> Supervisor::prepare() {
  std::error_code status;
  for (const auto& target : targets_) {
    const std::string& name = target->program.name;
    const fs::path corpus = folder_.corpus(name);
    fs::create_directories(corpus.parent_path(), status);
    fs::create_directories(folder_.artifacts(name), status);
    recover_corpus(corpus);
    for (const auto& taken : fs::directory_iterator(folder_.artifacts(name) / "taken", status)) {
      fs::rename(taken.path(), folder_.artifacts(name) / taken.path().filename(), status);
    }
    TargetFigures& figures = campaign_->targets[name];
    figures.name = name;
    const std::uint64_t there = count_files(corpus);
    if (there < figures.corpus) {
      campaign_->shrank.push_back(fmt::format("{}: {} of {} inputs of the corpus are gone", name,
                                              figures.corpus - there, figures.corpus));
    }
    target->figures = &figures;
  }
  for (const auto& entry : fs::directory_iterator(folder_.work(), status)) {
    const std::string name = entry.path().filename().string();  // "fuzz_x.12"
    const std::string target = name.substr(0, name.rfind('.'));
    if (campaign_->targets.contains(target)) {
      publish(entry.path() / "corpus", folder_.corpus(target));
    }
    fs::remove_all(entry.path(), status);
  }
  for (const auto& target : targets_) {
    TargetFigures& figures = *target->figures;
    figures.corpus = count_files(folder_.corpus(figures.name));
    // Another program, or a corpus that has doubled: worth a merge.
    target->merge_due = figures.merged_by != target->program.explore_hash ||
                        figures.corpus > 2 * figures.merged_corpus;
    if (figures.merged_by != target->program.explore_hash) figures.edges = figures.features = 0;
    target->measure_due = true;
  }
  return save();
}

std::optional<Error> Supervisor::save() {
  campaign_->seconds = seconds_before_ + since(begun_);
  for (const auto& target : targets_) {
    target->figures->corpus = count_files(folder_.corpus(target->program.name));
  }
  saved_ = Clock::now();
  return folder_.save(*campaign_);
}

bool Supervisor::over() const {
  return ending_ || quiet_ || since(begun_) >= options_.seconds || events_.interrupted();
}

// Inputs that one process found go to the shared corpus, and from there to the other processes of
// the same target, which look for them in their scratch folders (-reload=1).
void Supervisor::share() {
  shared_ = Clock::now();
  for (const auto& process : processes_) {
    if (process->work != Work::kFuzz) continue;
    const fs::path scratch = process->folder / "corpus";
    if (publish(scratch, folder_.corpus(process->target->program.name)) == 0) continue;
    process->target->measure_due = true;
    for (const auto& other : processes_) {
      if (other != process && other->target == process->target && other->work == Work::kFuzz) {
        publish(scratch, other->folder / "corpus");
      }
    }
  }
}

bool Supervisor::pump() {
  poll_processes();
  if (since(shared_) >= 2) share();
  if (!over() && !failure_) {
    if (auto error = start_due()) failure_ = std::move(error);
  }
  campaign_->seconds = seconds_before_ + since(begun_);
  if (since(pointed_) >= std::clamp(options_.seconds / 500, 1.0, 60.0)) {
    pointed_ = Clock::now();
    campaign_->add_point();
  }
  if (since(saved_) >= options_.save_seconds && !failure_) failure_ = save();
  LiveFigures live;
  live.doing = doing_;
  for (const auto& process : processes_) {
    if (process->work == Work::kFuzz) live.rate += process->log.now().rate;
    live.running.push_back(process->target->program.name);
  }
  events_.tick(*campaign_, live);
  return !events_.interrupted() && !failure_;
}

// An input of the corpus that stops the target, under sanitizers for example, would stop every
// process at its start. The engine names both by the hash of their bytes.
void Supervisor::set_aside(Target& target, const fs::path& artifact) {
  const std::string name = artifact.filename().string();
  const fs::path input = folder_.corpus(target.program.name) / name.substr(name.find('-') + 1);
  std::error_code status;
  if (!fs::is_regular_file(input, status)) return;
  const fs::path aside = input.parent_path().parent_path() / "set-aside";
  fs::create_directories(aside, status);
  // A kill between these lines leaves more inputs than the file says, never fewer.
  --target.figures->corpus;
  if (auto error = folder_.save(*campaign_)) failure_ = std::move(error);
  fs::rename(input, aside / input.filename(), status);
}

std::optional<Error> Supervisor::triage_artifacts() {
  Triage triage(folder_, options_.triage, [this] { return pump(); });
  for (const auto& target : targets_) {
    std::vector<fs::path> artifacts;
    std::error_code status;
    for (const auto& entry :
         fs::directory_iterator(folder_.artifacts(target->program.name), status)) {
      const std::string name = entry.path().filename().string();
      if (entry.is_directory()) continue;
      // The log arrives when the process has ended: until then the artifact may be half written.
      const bool running = std::ranges::any_of(processes_, [&](const auto& process) {
        return process->target == target.get() && process->work == Work::kFuzz;
      });
      const bool has_log = fs::exists(entry.path().string() + ".log");
      if (!name.ends_with(".log") && (has_log || !running)) artifacts.push_back(entry.path());
    }
    std::ranges::sort(artifacts);
    for (const fs::path& written : artifacts) {
      // Another process may write the same artifact anew while this one is looked at.
      const fs::path artifact = written.parent_path() / "taken" / written.filename();
      fs::create_directories(artifact.parent_path(), status);
      fs::rename(written.string() + ".log", artifact.string() + ".log", status);
      fs::rename(written, artifact, status);
      if (status) continue;
      doing_ = "triage of " + target->program.name;
      auto found = triage.take(target->program, artifact, *campaign_);
      doing_.clear();
      if (!found) return found.error();
      if (*found) events_.found(**found);
      if (!fs::exists(artifact)) set_aside(*target, artifact);
      if (events_.interrupted()) return std::nullopt;
    }
  }
  return std::nullopt;
}

Expected<RunEnd> Supervisor::run(Campaign& campaign) {
  campaign_ = &campaign;
  seconds_before_ = campaign.seconds;
  begun_ = saved_ = reported_ = shared_ = pointed_ = Clock::now();
  if (auto error = prepare()) return std::unexpected(std::move(*error));
  for (const std::string& loss : campaign.shrank) events_.note(loss);
  while (!over()) {
    pump();
    if (auto error = triage_artifacts()) failure_ = std::move(error);
    if (failure_) return std::unexpected(std::move(*failure_));
    if (std::ranges::all_of(targets_, [](const auto& target) { return target->given_up; })) break;
    if (since(reported_) >= options_.report_seconds) {
      reported_ = Clock::now();
      if (auto error = events_.report(campaign)) return std::unexpected(std::move(*error));
      const StopEstimate estimate = estimate_stop(campaign.curve);
      quiet_ = estimate.chance_in_next_hour < options_.stop_below;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  const bool interrupted = events_.interrupted();
  ending_ = true;
  // Processes end by themselves about now.
  for (const auto grace = Clock::now() + std::chrono::seconds(4);
       !interrupted && !processes_.empty() && Clock::now() < grace && pump();) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  for (const auto& process : processes_) take_progress(*process);
  share();
  for (const auto& process : processes_) {
    const ProcessEnd end = process->child.stop();
    if (process->work == Work::kFuzz) process->target->figures->cpu_seconds += end.cpu_seconds;
    keep_logs(*process);
  }
  share();  // what was written meanwhile
  std::error_code status;
  for (const auto& process : processes_) fs::remove_all(process->folder, status);
  processes_.clear();
  if (!interrupted) {
    // The last processes may have left artifacts and inputs that nothing has looked at.
    if (auto error = triage_artifacts()) return std::unexpected(std::move(*error));
    for (const auto& target : targets_) {
      if (!target->measure_due || target->given_up || !target->measures) continue;
      if (auto error = start(*target, Work::kMeasure)) return std::unexpected(std::move(*error));
      const auto due = Clock::now() + std::chrono::seconds(60);
      while (!processes_.empty() && Clock::now() < due && pump()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      }
      processes_.clear();
    }
  }
  const double fuzzed = campaign.seconds;
  if (auto error = save()) return std::unexpected(std::move(*error));
  campaign.seconds = fuzzed;
  campaign.add_point();
  if (auto error = folder_.save(campaign)) return std::unexpected(std::move(*error));
  if (auto error = events_.report(campaign)) return std::unexpected(std::move(*error));
  fs::remove_all(folder_.work(), status);
  fs::create_directories(folder_.work(), status);
  if (interrupted) return RunEnd::kInterrupted;
  if (std::ranges::all_of(targets_, [](const auto& target) { return target->given_up; })) {
    return RunEnd::kNothingRan;
  }
  return quiet_ ? RunEnd::kQuiet : RunEnd::kTimeIsOver;
}

}  // namespace assay::fuzz
