#include "parsers/byte_source.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace assay {
namespace {

constexpr std::size_t kChunk = 256u << 10;

Error unreadable(const std::string& path, std::string message) {
  Error error;
  error.code = ErrorCode::kUnreadable;
  error.message = std::move(message);
  error.file = path;
  return error;
}

std::string reason(int number) {
  switch (number) {
    case ENOENT:
      return "no such file";
    case EACCES:
      return "no permission to read it";
    case ELOOP:
      return "a loop of symbolic links";
    case ENOTDIR:
      return "a part of the path is not a directory";
    case ENAMETOOLONG:
      return "the path is too long";
    default:
      return std::string("cannot be opened: ") + std::strerror(number);
  }
}

// What a path that is no regular file is, and what to do.
std::string not_a_file(mode_t mode) {
  if (S_ISDIR(mode)) return "is a directory; name the files in it";
  if (S_ISFIFO(mode)) return "is a pipe; give it as standard input with `-`";
  if (S_ISCHR(mode) || S_ISBLK(mode))
    return "is a device; give its bytes as standard input with `-`";
  return "is not a regular file";
}

void bump(std::uint32_t& number, std::size_t by) noexcept {
  number =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(std::uint64_t{number} + by, UINT32_MAX));
}

}  // namespace

TextPlace advance(TextPlace start, std::string_view text) noexcept {
  const auto lines = std::count(text.begin(), text.end(), '\n');
  if (lines == 0) {
    bump(start.column, text.size());
    return start;
  }
  bump(start.line, static_cast<std::size_t>(lines));
  start.column = 1;
  bump(start.column, text.size() - text.rfind('\n') - 1);
  return start;
}

Expected<ByteSource> ByteSource::open_file(const std::string& path) {
  if (path.find('\0') != std::string::npos) {
    return std::unexpected(unreadable(path, "a path cannot hold a NUL byte"));
  }
  // Looked at first: opening a device may already do something.
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return std::unexpected(unreadable(path, reason(errno)));
  if (!S_ISREG(status.st_mode)) {
    return std::unexpected(unreadable(path, not_a_file(status.st_mode)));
  }
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) return std::unexpected(unreadable(path, reason(errno)));
  ByteSource source;
  source.name_ = path;
  source.descriptor_ = descriptor;
  source.owned_ = true;
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    return std::unexpected(unreadable(path, not_a_file(status.st_mode)));
  }
  source.total_ = static_cast<std::uint64_t>(status.st_size);
  return source;
}

ByteSource ByteSource::standard_input() {
  ByteSource source;
  source.name_ = "<stdin>";
  source.descriptor_ = STDIN_FILENO;
  return source;
}

ByteSource ByteSource::of_text(std::string name, std::string_view text) {
  ByteSource source;
  source.name_ = std::move(name);
  source.text_ = text;
  source.total_ = text.size();
  source.ended_ = true;
  return source;
}

ByteSource::ByteSource(ByteSource&& other) noexcept { *this = std::move(other); }

ByteSource& ByteSource::operator=(ByteSource&& other) noexcept {
  if (this == &other) return *this;
  if (owned_) ::close(descriptor_);
  name_ = std::move(other.name_);
  descriptor_ = std::exchange(other.descriptor_, -1);
  owned_ = std::exchange(other.owned_, false);
  ended_ = std::exchange(other.ended_, true);
  stop_asked_ = std::move(other.stop_asked_);
  buffer_ = std::move(other.buffer_);
  begin_ = std::exchange(other.begin_, 0);
  end_ = std::exchange(other.end_, 0);
  text_ = std::exchange(other.text_, {});
  offset_ = other.offset_;
  place_ = other.place_;
  total_ = other.total_;
  error_ = std::move(other.error_);
  return *this;
}

ByteSource::~ByteSource() {
  if (owned_) ::close(descriptor_);
}

void ByteSource::fill(std::size_t count) {
  if (begin_ != 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() < std::max(count, kChunk)) buffer_.resize(std::max(count, kChunk));
  while (!ended_ && end_ < count) {
    end_ += read_some(buffer_.data() + end_, buffer_.size() - end_);
  }
}

// At least one byte, or the source has ended.
std::size_t ByteSource::read_some(char* out, std::size_t room) {
  while (!ended_) {
    if (stopped_waiting()) break;
    const ssize_t got = ::read(descriptor_, out, room);
    if (got > 0) return static_cast<std::size_t>(got);
    if (got == 0) break;
    if (errno == EINTR) continue;
    error_ = unreadable(name_, std::string("reading failed: ") + std::strerror(errno));
    error_->offset = offset_ + end_ - begin_;
    break;
  }
  ended_ = true;
  return 0;
}

// A signal that comes just before a read would be seen only after it; hence the short waits.
bool ByteSource::stopped_waiting() const {
  constexpr int kMilliseconds = 100;
  if (!stop_asked_) return false;
  pollfd wanted{descriptor_, POLLIN, 0};
  while (true) {
    if (stop_asked_()) return true;
    const int ready = ::poll(&wanted, 1, kMilliseconds);
    if (ready > 0 || (ready < 0 && errno != EINTR)) return false;
  }
}

std::string_view ByteSource::peek(std::size_t count) {
  if (descriptor_ < 0) return text_.substr(begin_);
  if (end_ - begin_ < count && !ended_) fill(count);
  return std::string_view(buffer_).substr(begin_, end_ - begin_);
}

void ByteSource::consume(std::size_t count) {
  const std::string_view taken =
      descriptor_ < 0 ? text_.substr(begin_, count)
                      : std::string_view(buffer_).substr(begin_, std::min(count, end_ - begin_));
  place_ = advance(place_, taken);
  begin_ += taken.size();
  offset_ += taken.size();
}

std::uint64_t ByteSource::skip(std::uint64_t count) {
  std::uint64_t skipped = 0;
  while (skipped < count) {
    const std::size_t there = peek(1).size();
    if (there == 0) break;
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(there, count - skipped));
    consume(step);
    skipped += step;
  }
  return skipped;
}

std::size_t ByteSource::read_into(char* out, std::size_t room) {
  std::size_t taken = std::min(room, in_memory() ? text_left().size() : end_ - begin_);
  if (taken > 0) {
    std::memcpy(out, (in_memory() ? text_.data() : buffer_.data()) + begin_, taken);
    begin_ += taken;
  } else if (!ended_ && room > 0) {
    taken = read_some(out, room);
  }
  offset_ += taken;
  return taken;
}

std::string_view ByteSource::take_text(std::size_t count) {
  const std::string_view taken = text_left().substr(0, count);
  begin_ += taken.size();
  offset_ += taken.size();
  return taken;
}

bool ByteSource::ready() const noexcept {
  if (in_memory() || ended_ || begin_ != end_ || total_) return true;
  pollfd wanted{descriptor_, POLLIN, 0};
  return ::poll(&wanted, 1, 0) != 0;
}

}  // namespace assay
