#include "conformance/driver_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

namespace assay {
namespace {

constexpr std::chrono::milliseconds kGrace{2'000};  // for a driver that has closed its output

int milliseconds_until(DriverProcess::Deadline deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
      deadline - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count() + 1, 0, 3'600'000));
}

// Waits for an event on a descriptor. False when the time is over.
bool wait_for(int fd, short events, DriverProcess::Deadline deadline) {
  while (true) {
    pollfd entry{.fd = fd, .events = events, .revents = 0};
    const int count = poll(&entry, 1, milliseconds_until(deadline));
    if (count > 0) return true;
    if (count == 0 || errno != EINTR) return false;
  }
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (const std::string& text : texts) result.push_back(const_cast<char*>(text.c_str()));
  result.push_back(nullptr);
  return result;
}

std::string describe_status(int status) {
  if (WIFEXITED(status)) return fmt::format("exit {}", WEXITSTATUS(status));
  if (WIFSIGNALED(status)) {
    return fmt::format("signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)));
  }
  return "ended";
}

Error system_error(std::string_view what, int number) {
  return {.code = ErrorCode::kUnreadable,
          .message = fmt::format("{}: {}", what, std::strerror(number)),
          .file = {}};
}

}  // namespace

std::vector<std::string> hermetic_environment(const std::string& home) {
  return {"PATH=/usr/local/bin:/usr/bin:/bin",
          "TZ=UTC",
          "LANG=C.UTF-8",
          "LC_ALL=C.UTF-8",
          "HOME=" + home,
          "TMPDIR=" + home};
}

Expected<DriverProcess> DriverProcess::start(const DriverCommand& command) {
  DriverProcess process;
  std::array<int, 2> in{-1, -1}, out{-1, -1};
  // A socket for its input: writing to one whose reader is gone can be asked not to raise a
  // signal.
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in.data()) != 0) {
    return std::unexpected(system_error("cannot make a socket", errno));
  }
  process.in_ = in[0];
  if (pipe2(out.data(), O_CLOEXEC) != 0) {
    const int number = errno;
    close(in[1]);
    return std::unexpected(system_error("cannot make a pipe", number));
  }
  process.out_ = out[0];
  process.errors_ = memfd_create("driver-stderr", MFD_CLOEXEC);
  fcntl(process.in_, F_SETFL, O_NONBLOCK);
  fcntl(process.out_, F_SETFL, O_NONBLOCK);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[1], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, process.errors_, STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  sigdelset(&all, SIGKILL);
  sigdelset(&all, SIGSTOP);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  const auto argv = pointers(command.argv), environment = pointers(command.environment);
  const int error =
      posix_spawnp(&process.pid_, argv[0], &actions, &attributes, argv.data(), environment.data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  close(in[1]);
  close(out[1]);
  if (error != 0) {
    process.pid_ = -1;
    return std::unexpected(system_error(fmt::format("cannot start {}", command.argv[0]), error));
  }
  return process;
}

DriverProcess::~DriverProcess() {
  stop();
  close_all();
}

DriverProcess::DriverProcess(DriverProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      in_(std::exchange(other.in_, -1)),
      out_(std::exchange(other.out_, -1)),
      errors_(std::exchange(other.errors_, -1)),
      buffer_(std::move(other.buffer_)),
      scanned_(std::exchange(other.scanned_, 0)) {}

DriverProcess& DriverProcess::operator=(DriverProcess&& other) noexcept {
  if (this != &other) {
    stop();
    close_all();
    pid_ = std::exchange(other.pid_, -1);
    in_ = std::exchange(other.in_, -1);
    out_ = std::exchange(other.out_, -1);
    errors_ = std::exchange(other.errors_, -1);
    buffer_ = std::move(other.buffer_);
    scanned_ = std::exchange(other.scanned_, 0);
  }
  return *this;
}

bool DriverProcess::send(std::string_view line, Deadline deadline) {
  std::string bytes(line);
  bytes += '\n';
  std::string_view rest = bytes;
  while (!rest.empty()) {
    const ssize_t sent = ::send(in_, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      rest.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (!wait_for(in_, POLLOUT, deadline)) return false;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

DriverProcess::ReadResult DriverProcess::receive(std::string& line, Deadline deadline) {
  while (true) {
    const std::size_t end = buffer_.find('\n', scanned_);
    if (end != std::string::npos) {
      line.assign(buffer_, 0, end);
      buffer_.erase(0, end + 1);
      scanned_ = 0;
      return ReadResult::kLine;
    }
    scanned_ = buffer_.size();
    if (buffer_.size() > kMaxLine) return ReadResult::kEnd;
    if (!wait_for(out_, POLLIN, deadline)) return ReadResult::kTimeout;
    std::array<char, 65'536> chunk;
    const ssize_t count = read(out_, chunk.data(), chunk.size());
    if (count > 0) {
      buffer_.append(chunk.data(), static_cast<std::size_t>(count));
    } else if (count == 0) {
      return ReadResult::kEnd;
    } else if (errno != EINTR && errno != EAGAIN) {
      return ReadResult::kEnd;
    }
  }
}

std::string DriverProcess::stop() {
  if (pid_ < 0) return "not running";
  const pid_t pid = std::exchange(pid_, -1);
  if (in_ >= 0) close(std::exchange(in_, -1));
  // One that has closed its output is ending: how it ends is worth a moment.
  pollfd entry{.fd = out_, .events = POLLIN, .revents = 0};
  const bool ending = out_ >= 0 && poll(&entry, 1, 0) > 0 && (entry.revents & POLLHUP) != 0;
  const auto deadline = std::chrono::steady_clock::now() + kGrace;
  int status = 0;
  bool ended = waitpid(pid, &status, WNOHANG) == pid;
  while (!ended && ending && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    ended = waitpid(pid, &status, WNOHANG) == pid;
  }
  kill(-pid, SIGKILL);  // also what it started
  if (!ended) {
    kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
  }
  if (out_ >= 0) close(std::exchange(out_, -1));
  return ended ? describe_status(status) : "killed";
}

std::string DriverProcess::error_text(std::size_t limit) const {
  if (errors_ < 0) return {};
  const off_t size = lseek(errors_, 0, SEEK_END);
  if (size <= 0) return {};
  const off_t begin = std::max<off_t>(0, size - static_cast<off_t>(limit));
  std::string text(static_cast<std::size_t>(size - begin), '\0');
  const ssize_t count = pread(errors_, text.data(), text.size(), begin);
  text.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
  return text;
}

void DriverProcess::close_all() noexcept {
  for (int* fd : {&in_, &out_, &errors_}) {
    if (*fd >= 0) close(std::exchange(*fd, -1));
  }
}

}  // namespace assay
