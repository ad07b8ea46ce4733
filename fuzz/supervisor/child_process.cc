#include "fuzz/supervisor/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace assay::fuzz {
namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

Error failure(std::string_view what, const std::string& path, int number) {
  return {.code = ErrorCode::kUnreadable,
          .message = fmt::format("{}: {}", what, std::strerror(number)),
          .file = path};
}

// The environment of this process, with the additions in place of what they replace.
std::vector<std::string> merged_environment(const std::vector<std::string>& additions) {
  std::vector<std::string> all = additions;
  for (char** at = environ; *at != nullptr; ++at) {
    const std::string_view entry = *at;
    const std::string_view name = entry.substr(0, entry.find('=') + 1);
    bool replaced = false;
    for (const std::string& addition : additions) replaced |= addition.starts_with(name);
    if (!replaced) all.emplace_back(entry);
  }
  return all;
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (const std::string& text : texts) out.push_back(const_cast<char*>(text.c_str()));
  out.push_back(nullptr);
  return out;
}

}  // namespace

Expected<ChildProcess> ChildProcess::start(const ProcessCommand& command) {
  const int log = open(command.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (log < 0) return std::unexpected(failure("cannot be written", command.log, errno));
  const auto environment = merged_environment(command.environment);
  const auto argv = pointers(command.argv), envp = pointers(environment);
  int failed[2];  // carries the reason why exec failed; closed by one that succeeds
  if (pipe2(failed, O_CLOEXEC) != 0) {
    close(log);
    return std::unexpected(failure("cannot make a pipe", command.argv[0], errno));
  }
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid == 0) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);  // it died before the line above
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int number : {SIGINT, SIGTERM, SIGPIPE}) signal(number, SIG_DFL);
    const int nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, STDIN_FILENO);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    execve(argv[0], argv.data(), envp.data());
    const int number = errno;
    [[maybe_unused]] const auto written = write(failed[1], &number, sizeof number);
    _exit(127);
  }
  const int fork_error = errno;
  close(log);
  close(failed[1]);
  int number = 0;
  const bool exec_failed = pid > 0 && read(failed[0], &number, sizeof number) == sizeof number;
  close(failed[0]);
  if (pid < 0) return std::unexpected(failure("cannot fork", command.argv[0], fork_error));
  setpgid(pid, pid);
  if (exec_failed) {
    waitpid(pid, nullptr, 0);
    return std::unexpected(failure("cannot be started", command.argv[0], number));
  }
  return ChildProcess(pid);
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), end_(other.end_) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  if (this != &other) {
    stop();
    pid_ = std::exchange(other.pid_, -1);
    end_ = other.end_;
  }
  return *this;
}

ChildProcess::~ChildProcess() { stop(); }

std::optional<ProcessEnd> ChildProcess::poll() {
  if (pid_ < 0) return end_;
  int status = 0;
  rusage usage{};
  const pid_t ended = wait4(pid_, &status, WNOHANG, &usage);
  if (ended == 0 || (ended < 0 && errno == EINTR)) return std::nullopt;
  kill(-pid_, SIGKILL);  // what it started and left
  pid_ = -1;
  end_.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  end_.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  return end_;
}

ProcessEnd ChildProcess::stop() {
  if (pid_ < 0) return end_;
  kill(-pid_, SIGKILL);
  kill(pid_, SIGKILL);
  int status = 0;
  rusage usage{};
  while (wait4(pid_, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  end_.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  end_.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  return end_;
}

}  // namespace assay::fuzz
