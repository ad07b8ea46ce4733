#include "conformance/subject.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace assay {

namespace fs = std::filesystem;

ScratchDirectory::ScratchDirectory() {
  std::error_code error;
  std::string name = (fs::temp_directory_path(error) / "assay-XXXXXX").string();
  if (!error && mkdtemp(name.data())) path_ = std::move(name);
}

ScratchDirectory::~ScratchDirectory() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

DriverCommand shell_command(std::string_view command, const std::string& home) {
  return {{"/bin/sh", "-c", fmt::format("exec {}", command)}, hermetic_environment(home)};
}

Expected<DriverCommand> installed_driver(const std::string& directory, std::string_view name,
                                         const std::string& home) {
  std::error_code error;
  const fs::path run = fs::absolute(fs::path(directory) / name / "run", error);
  if (!error && name.find('/') == std::string_view::npos && access(run.c_str(), X_OK) == 0) {
    return DriverCommand{{run.string()}, hermetic_environment(home)};
  }
  const auto known = installed_drivers(directory);
  return std::unexpected(
      Error{.code = ErrorCode::kUnreadable,
            .message = fmt::format(
                "no driver \"{}\" in {}: run conformance/drivers/{}/install, or name another "
                "directory with --drivers-dir; installed: {}",
                name, directory, name,
                known.empty() ? std::string("none") : fmt::format("{}", fmt::join(known, ", "))),
            .file = {}});
}

std::vector<std::string> installed_drivers(const std::string& directory) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    if (access((entry->path() / "run").c_str(), X_OK) == 0) {
      names.push_back(entry->path().filename().string());
    }
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace assay
