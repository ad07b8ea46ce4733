// A child process whose output goes to a file: started, polled, killed.
#ifndef ASSAY_FUZZ_SUPERVISOR_CHILD_PROCESS_H_
#define ASSAY_FUZZ_SUPERVISOR_CHILD_PROCESS_H_

#include <assay/error.h>
#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace assay::fuzz {

struct ProcessEnd {
  int code = 0;            // exit code, or 128 + the signal
  double cpu_seconds = 0;  // user and system, with its own children
  bool ok() const noexcept { return code == 0; }
};

struct ProcessCommand {
  std::vector<std::string> argv;         // argv[0] is a path
  std::vector<std::string> environment;  // "NAME=value", beside what this process has
  std::string log;                       // standard output and error are appended to it
};

// Killed with everything it started when this object or the process that made it goes away: a
// supervisor that is killed leaves no process behind.
class ChildProcess {
 public:
  // Errors: kUnreadable: the log cannot be written, or the program cannot be started.
  static Expected<ChildProcess> start(const ProcessCommand& command);

  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) noexcept;
  ~ChildProcess();

  // How it ended; nullopt while it runs.
  std::optional<ProcessEnd> poll();
  // Kills it and waits.
  ProcessEnd stop();

 private:
  explicit ChildProcess(pid_t pid) : pid_(pid) {}

  pid_t pid_ = -1;
  ProcessEnd end_;
};

}  // namespace assay::fuzz

#endif  // ASSAY_FUZZ_SUPERVISOR_CHILD_PROCESS_H_
