// A driver as a child process: lines in, lines out, every wait with a limit.
#ifndef ASSAY_CONFORMANCE_DRIVER_PROCESS_H_
#define ASSAY_CONFORMANCE_DRIVER_PROCESS_H_

#include <assay/error.h>
#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

// What is run. Nothing of this process's environment is inherited.
struct DriverCommand {
  std::vector<std::string> argv;         // argv[0] with a path, or found in the driver's PATH
  std::vector<std::string> environment;  // "NAME=value"
};

// The environment of every driver: PATH of the system, TZ, a UTF-8 locale without a country, HOME
// and TMPDIR in an empty directory. No credentials, no proxies, no settings of the person.
std::vector<std::string> hermetic_environment(const std::string& home);

class DriverProcess {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  enum class ReadResult {
    kLine,
    kEnd,      // the driver closed its output, or a line was longer than any may be
    kTimeout,  // no line in time
  };

  static constexpr std::size_t kMaxLine = 256u << 20;  // bytes

  // Errors: kUnreadable: it cannot be started.
  static Expected<DriverProcess> start(const DriverCommand& command);
  ~DriverProcess();
  DriverProcess(DriverProcess&& other) noexcept;
  DriverProcess& operator=(DriverProcess&& other) noexcept;

  // False when the driver does not take it in time or is gone.
  bool send(std::string_view line, Deadline deadline);
  // The line without its line feed.
  ReadResult receive(std::string& line, Deadline deadline);

  // Kills the driver and everything it started. How it had ended, if it had by itself: "exit 1",
  // "signal 11 (Segmentation fault)"; "killed" otherwise.
  std::string stop();

  // The end of what it wrote to standard error, at most `limit` bytes.
  std::string error_text(std::size_t limit) const;

 private:
  DriverProcess() = default;
  void close_all() noexcept;

  pid_t pid_ = -1;
  int in_ = -1;      // our end of its standard input
  int out_ = -1;     // our end of its standard output
  int errors_ = -1;  // a file without a name
  std::string buffer_;
  std::size_t scanned_ = 0;  // bytes of buffer_ known to hold no line feed
};

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_DRIVER_PROCESS_H_
