// A process of the supervisor, and what it knows of a target while it runs.
#ifndef ASSAY_FUZZ_SUPERVISOR_SUPERVISOR_PROCESS_H_
#define ASSAY_FUZZ_SUPERVISOR_SUPERVISOR_PROCESS_H_

#include <filesystem>

#include "fuzz/supervisor/engine_log.h"
#include "fuzz/supervisor/supervisor.h"

namespace assay::fuzz {

struct Supervisor::Target {
  TargetProgram program;
  TargetFigures* figures = nullptr;
  bool merge_due = false;
  bool measure_due = true;
  bool measures = true;      // it answers when asked for its constraints
  bool given_up = false;     // it ended again and again without a word
  bool compared = false;     // what the corpus covers was compared with the last run
  std::uint64_t slices = 0;  // of this run
  std::uint32_t failures = 0;
  std::uint32_t running = 0;  // processes that fuzz
  bool merging = false;
  Clock::time_point measured{};
};

struct Supervisor::Process {
  Target* target;
  Work work;
  bool with_sanitizers;
  std::filesystem::path folder;  // scratch corpus and log
  std::string constraints;       // file that a measure writes
  ChildProcess child;
  EngineLog log;
  std::uint64_t counted = 0;           // executions that the figures have
  std::uint64_t counted_features = 0;  // beyond those of the corpus that the figures have
  Clock::time_point begun = Clock::now();
};

}  // namespace assay::fuzz

#endif  // ASSAY_FUZZ_SUPERVISOR_SUPERVISOR_PROCESS_H_
