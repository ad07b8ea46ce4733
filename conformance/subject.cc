#include "conformance/subject.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace assay {

namespace fs = std::filesystem;

namespace {

// The folders of `directory` that hold an executable of this name; sorted.
std::vector<std::string> folders_with(const std::string& directory, const char* executable) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    if (access((entry->path() / executable).c_str(), X_OK) == 0) {
      names.push_back(entry->path().filename().string());
    }
  }
  std::ranges::sort(names);
  return names;
}

// Runs a script with the environment of this process, its output on standard error. Whether it
// ended well.
bool run_script(const std::vector<std::string>& arguments) {
  std::vector<char*> argv;
  for (const std::string& text : arguments) argv.push_back(const_cast<char*>(text.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
  pid_t pid = 0;
  const int failed = posix_spawn(&pid, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  if (failed != 0) return false;
  while (waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) return false;
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

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
  return folders_with(directory, "run");
}

std::vector<std::string> shipped_drivers(const std::string& source) {
  return folders_with(source, "install");
}

std::string SdkName::label() const {
  if (!path.empty()) return name + " (tree)";
  return version.empty() ? name : fmt::format("{}@{}", name, version);
}

SdkName parse_sdk_name(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals != std::string_view::npos) {
    return {.name = std::string(text.substr(0, equals)),
            .path = std::string(text.substr(equals + 1))};
  }
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos) return {.name = std::string(text)};
  return {.name = std::string(text.substr(0, at)), .version = std::string(text.substr(at + 1))};
}

Expected<DriverCommand> install_variant(const SdkName& sdk, const std::string& source,
                                        const std::string& directory, const std::string& home) {
  const auto fail = [&](std::string message) {
    return std::unexpected(
        Error{.code = ErrorCode::kUnreadable, .message = std::move(message), .file = {}});
  };
  if (sdk.version.empty() && sdk.path.empty()) {
    return fail(fmt::format("--sdk {}: no release or folder is named", sdk.name));
  }
  std::error_code error;
  const std::vector<std::string> shipped = shipped_drivers(source);
  if (!std::ranges::binary_search(shipped, sdk.name)) {
    return fail(fmt::format(
        "no driver \"{}\" in {} to install a release or a working tree of; there: {}", sdk.name,
        source,
        shipped.empty() ? std::string("none") : fmt::format("{}", fmt::join(shipped, ", "))));
  }
  if (!sdk.path.empty() && !fs::is_directory(sdk.path, error)) {
    return fail(fmt::format("--sdk {}={}: no such folder", sdk.name, sdk.path));
  }
  const std::string variant =
      sdk.path.empty() ? fmt::format("{}@{}", sdk.name, sdk.version) : sdk.name + "=tree";
  const fs::path target =
      (fs::absolute(directory, error).parent_path() / "subjects" / variant).lexically_normal();
  const std::vector<std::string> argv = {
      (fs::path(source) / sdk.name / "install").string(), sdk.path.empty() ? "--version" : "--path",
      sdk.path.empty() ? sdk.version : sdk.path, "--into", target.string()};
  if (!run_script(argv)) return fail(fmt::format("{} failed", fmt::join(argv, " ")));
  const fs::path run = target / "run";
  if (access(run.c_str(), X_OK) != 0) {
    return fail(fmt::format("{} made no {}", argv.front(), run.string()));
  }
  return DriverCommand{{run.string()}, hermetic_environment(home)};
}

}  // namespace assay
