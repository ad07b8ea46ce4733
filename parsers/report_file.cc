#include "parsers/report_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

namespace assay {

ReportFile::ReportFile(std::string path, std::string target, std::string temporary)
    : path_(std::move(path)), target_(std::move(target)), temporary_(std::move(temporary)) {}

ReportFile::ReportFile(ReportFile&& other) noexcept
    : path_(std::move(other.path_)),
      target_(std::move(other.target_)),
      temporary_(std::move(other.temporary_)),
      out_(std::move(other.out_)),
      open_(std::exchange(other.open_, false)) {}

ReportFile::~ReportFile() {
  if (!open_) return;
  out_.close();
  if (!temporary_.empty()) std::remove(temporary_.c_str());
}

Error ReportFile::failure(std::string_view what) const {
  const int reason = errno;
  return {.code = ErrorCode::kUnreadable,
          .message = fmt::format("{}: {}", what, reason != 0 ? std::strerror(reason) : "failed"),
          .file = path_};
}

Expected<ReportFile> ReportFile::create(std::string path, Writing writing) {
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  // A pipe or a device has no other name to write under.
  const bool special = std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
  std::string target = path;
  // The file that a link names is replaced, not the link.
  if (std::filesystem::is_symlink(std::filesystem::symlink_status(path, ignored))) {
    const auto real = std::filesystem::canonical(path, ignored);
    if (!ignored) target = real.string();
  }
  std::string temporary;
  if (writing == Writing::kAtomic && !special) {
    temporary = fmt::format("{}.{}.tmp", target, getpid());
  }
  ReportFile file(std::move(path), std::move(target), std::move(temporary));
  errno = 0;
  file.out_.open(file.temporary_.empty() ? file.path_ : file.temporary_,
                 std::ios::binary | std::ios::trunc);
  if (!file.out_) {
    Error error = file.failure("cannot be written");
    file.temporary_.clear();  // it is not ours to remove
    return std::unexpected(std::move(error));
  }
  return file;
}

std::optional<Error> ReportFile::commit() {
  errno = 0;
  out_.flush();
  const bool good = static_cast<bool>(out_);
  std::optional<Error> error;
  if (!good) error = failure("cannot be written");
  out_.close();
  open_ = false;
  if (temporary_.empty()) return error;
  if (!error && std::rename(temporary_.c_str(), target_.c_str()) != 0) {
    error = failure("cannot be renamed into place");
  }
  if (error) std::remove(temporary_.c_str());
  return error;
}

}  // namespace assay
