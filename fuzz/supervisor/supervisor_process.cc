// Starting processes, and what happens when they end.
#include "fuzz/supervisor/supervisor_process.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "fuzz/supervisor/corpus_store.h"

namespace assay::fuzz {

namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t kMostFailures = 3;    // in a row, before a target is given up
constexpr std::uint64_t kSanitizedEvery = 3;  // slices: the others explore with the fast build

double since(std::chrono::steady_clock::time_point before) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
}

}  // namespace

void take_constraints(std::string_view text, TargetFigures& figures) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t blank = line.find(' ');
    if (blank == line.npos) continue;
    const std::string_view what = line.substr(0, blank), value = line.substr(blank + 1);
    if (what == "total") {
      std::from_chars(value.data(), value.data() + value.size(), figures.constraints);
    } else if (what == "broken") {
      figures.broken.emplace(value);
    } else if (what == "held") {
      figures.held.emplace(value);
    }
  }
}

std::optional<Error> Supervisor::start_due() {
  while (processes_.size() < options_.jobs) {
    Target* next = nullptr;
    Work work = Work::kFuzz;
    for (const auto& target : targets_) {
      if (target->merge_due && !target->given_up) {
        next = target.get();
        work = Work::kMerge;
        break;
      }
    }
    // One core is left for fuzzing while constraints are measured.
    const bool measuring = std::ranges::any_of(
        processes_, [](const auto& process) { return process->work == Work::kMeasure; });
    for (const auto& target : targets_) {
      if (next || measuring) break;
      const double pause = std::min(options_.report_seconds, 30.0);
      if (target->measures && target->measure_due && !target->merging && target->slices > 0 &&
          since(target->measured) >= pause) {
        next = target.get();
        work = Work::kMeasure;
      }
    }
    if (!next) {
      std::vector<Target*> candidates;
      std::vector<TargetLoad> loads;
      for (const auto& target : targets_) {
        if (target->given_up || target->merging) continue;
        double cpu = target->figures->cpu_seconds;
        for (const auto& process : processes_) {
          if (process->target == target.get()) cpu += since(process->begun);
        }
        candidates.push_back(target.get());
        loads.push_back({cpu, target->figures->yield, target->running});
      }
      if (candidates.empty()) return std::nullopt;
      next = candidates[choose_target(loads)];
    }
    if (auto error = start(*next, work)) return error;
  }
  return std::nullopt;
}

std::optional<Error> Supervisor::start(Target& target, Work work) {
  const std::string& name = target.program.name;
  const fs::path folder = folder_.work() / fmt::format("{}.{}", name, ++serial_);
  const fs::path corpus = folder_.corpus(name);
  std::error_code status;
  fs::create_directories(folder / "corpus", status);
  if (status) {
    return Error{.code = ErrorCode::kUnreadable,
                 .message = fmt::format("the folder cannot be made: {}", status.message()),
                 .file = folder.string()};
  }
  const std::uint64_t slice = target.slices;
  const bool one_build = target.program.sanitized == target.program.explore;
  const bool with_sanitizers = work == Work::kFuzz && (one_build || slice % kSanitizedEvery == 0);
  ProcessCommand command = target.program.command(with_sanitizers, (folder / "log").string());
  std::string constraints;
  command.argv.push_back("-artifact_prefix=" + folder_.artifacts(name).string() + "/");
  switch (work) {
    case Work::kMerge: {
      const fs::path fresh = merging_folder(corpus);
      fs::remove_all(fresh, status);
      fs::create_directories(fresh, status);
      command.argv.insert(command.argv.end(), {"-merge=1", fresh.string(), corpus.string()});
      for (const fs::path& seeds : target.program.seeds) command.argv.push_back(seeds.string());
      target.merge_due = false;
      target.merging = true;
      break;
    }
    case Work::kMeasure:
      constraints = (folder / "constraints").string();
      command.environment.push_back("ASSAY_FUZZ_CONSTRAINTS=" + constraints);
      command.argv.insert(command.argv.end(), {"-runs=0", corpus.string()});
      target.measure_due = false;
      target.measured = Clock::now();
      break;
    case Work::kFuzz: {
      const double left = options_.seconds - since(begun_);
      const int seconds = std::max(1, static_cast<int>(std::min(options_.slice_seconds, left)));
      // The first slice is short: every target is seen soon.
      const int due = slice == 0 ? std::min(seconds, 20) : seconds;
      for (std::string argument :
           {std::string("-reload=1"), std::string("-print_final_stats=1"),
            std::string("-report_slow_units=3600"), fmt::format("-max_total_time={}", due),
            (folder / "corpus").string(), corpus.string()}) {
        command.argv.push_back(std::move(argument));
      }
      // Merging leaves out what crashes: seeds and regressions are run as they are, once.
      if (slice == 0) {
        for (const fs::path& seeds : target.program.seeds) command.argv.push_back(seeds.string());
      }
      ++target.slices;
      ++target.running;
      ++target.figures->slices;
    }
  }
  auto child = ChildProcess::start(command);
  if (!child) return child.error();
  processes_.push_back(std::make_unique<Process>(Process{.target = &target,
                                                         .work = work,
                                                         .with_sanitizers = with_sanitizers,
                                                         .folder = folder,
                                                         .constraints = std::move(constraints),
                                                         .child = std::move(*child),
                                                         .log = EngineLog(command.log)}));
  return std::nullopt;
}

void Supervisor::take_progress(Process& process) {
  process.log.poll();
  if (process.work != Work::kFuzz) return;
  const EngineProgress& now = process.log.now();
  TargetFigures& figures = *process.target->figures;
  if (now.executions > process.counted) {
    figures.executions += now.executions - process.counted;
    process.counted = now.executions;
  }
  const bool explores = !process.with_sanitizers ||
                        process.target->program.sanitized == process.target->program.explore;
  if (!explores) return;
  if (process.log.initial() && !process.target->compared) {
    process.target->compared = true;
    const std::uint64_t edges = process.log.initial()->edges;
    // The order of inputs moves a few edges; a twentieth of them is a loss.
    if (edges * 20 < figures.edges * 19) {
      campaign_->shrank.push_back(fmt::format("{}: the corpus covers {} edges, {} before",
                                              figures.name, edges, figures.edges));
      events_.note(campaign_->shrank.back());
    }
  }
  figures.edges = std::max(figures.edges, now.edges);
  figures.features = std::max(figures.features, now.features);
}

void Supervisor::poll_processes() {
  for (std::size_t i = 0; i < processes_.size();) {
    Process& process = *processes_[i];
    take_progress(process);
    auto end = process.child.poll();
    if (!end && process.work == Work::kFuzz &&
        since(process.begun) > options_.slice_seconds + 120) {
      end = process.child.stop();  // the engine did not notice its own limit
    }
    if (!end) {
      ++i;
      continue;
    }
    take_progress(process);
    finish(process, *end);
    std::error_code status;
    fs::remove_all(process.folder, status);
    processes_.erase(processes_.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

// The output of the process goes beside the artifacts that it wrote.
void Supervisor::keep_logs(Process& process) {
  const std::string output = read_whole((process.folder / "log").string());
  constexpr std::string_view kWritten = "Test unit written to ";
  for (std::size_t at = 0; (at = output.find(kWritten, at)) != output.npos;) {
    at += kWritten.size();
    const fs::path artifact = output.substr(at, output.find('\n', at) - at);
    constexpr std::size_t kEnd = 64 << 10;  // what is worth keeping stands at the end
    const std::size_t begin = output.size() > kEnd ? output.size() - kEnd : 0;
    if (fs::exists(artifact)) {
      write_atomically(artifact.string() + ".log", output.substr(begin));
    }
  }
}

void Supervisor::finish(Process& process, const ProcessEnd& end) {
  Target& target = *process.target;
  if (!end.ok()) keep_logs(process);
  switch (process.work) {
    case Work::kMerge:
      finish_merge(target, end.ok());
      return;
    case Work::kMeasure:
      finish_measure(target, process.constraints);
      return;
    case Work::kFuzz:
      break;
  }
  --target.running;
  TargetFigures& figures = *target.figures;
  figures.cpu_seconds += end.cpu_seconds;
  const auto& initial = process.log.initial();
  const std::uint64_t before = initial ? initial->features : 0, now = process.log.now().features;
  figures.yield =
      updated_yield(figures.yield, initial && now > before ? now - before : 0, end.cpu_seconds);
  publish(process.folder / "corpus", folder_.corpus(figures.name));
  target.measure_due = true;
  if (end.ok()) {
    target.failures = 0;
    return;
  }
  const std::string output = read_whole((process.folder / "log").string());
  ++figures.stopped;
  if (output.find("Test unit written to ") != output.npos) {
    target.failures = 0;
    return;
  }
  if (++target.failures < kMostFailures) return;
  target.given_up = true;
  const std::size_t last = output.find_last_not_of('\n');
  const std::size_t line = last == output.npos ? 0 : output.rfind('\n', last) + 1;
  events_.note(
      fmt::format("{} ended {} times without an artifact, exit {}, and is left out: {}",
                  figures.name, target.failures, end.code,
                  last == output.npos ? "no output" : output.substr(line, last + 1 - line)));
}

void Supervisor::finish_merge(Target& target, bool ok) {
  target.merging = false;
  const fs::path corpus = folder_.corpus(target.program.name);
  const fs::path fresh = merging_folder(corpus);
  const std::uint64_t kept = count_files(fresh);
  TargetFigures& figures = *target.figures;
  std::error_code status;
  if (!ok || kept == 0) {
    fs::remove_all(fresh, status);
    // Fuzzing goes on with what is there; nothing is lost.
    for (const fs::path& seeds : target.program.seeds) copy_inputs(seeds, corpus);
    figures.corpus = count_files(corpus);
    if (!ok) events_.note(fmt::format("{}: merging failed; all inputs are kept", figures.name));
    return;
  }
  // A kill between these lines leaves more inputs than the file says, never fewer.
  figures.corpus = std::min(figures.corpus, kept);
  figures.merged_corpus = kept;
  figures.merged_by = target.program.explore_hash;
  if (auto error = folder_.save(*campaign_)) failure_ = std::move(error);
  replace_corpus(fresh, corpus);
  figures.corpus = count_files(corpus);
}

void Supervisor::finish_measure(Target& target, const std::string& file) {
  const std::string text = read_whole(file);
  if (text.empty()) {
    target.measures = false;  // a target that knows no constraints
    return;
  }
  take_constraints(text, *target.figures);
}

}  // namespace assay::fuzz
