#include "cli/subjects.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <system_error>

namespace assay::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kReference = "reference";
constexpr std::string_view kAll = "all";

// This very program, as a driver.
NamedSubject reference_subject(const SubjectOptions& options, const std::string& home) {
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  NamedSubject subject{
      .name = std::string(kReference),
      .replay = "--sdk reference",
      .command = {{self.string(), "driver", std::string(kReference)}, hermetic_environment(home)}};
  std::vector<std::string>& argv = subject.command.argv;
  argv.insert(argv.end(), options.model_arguments.begin(), options.model_arguments.end());
  return subject;
}

}  // namespace

void add_subject_options(CLI::App& app, SubjectOptions& options) {
  const std::string group = "Subjects";
  app.add_option(
         "--sdk", options.sdks,
         "reference (embedded), an SDK whose driver is installed, or all of them; a release "
         "(NAME@VERSION) or a working tree (NAME=PATH) of an SDK is installed first; repeats")
      ->type_name("NAME")
      ->expected(1)
      ->take_all()
      ->group(group);
  app.add_option("--driver", options.drivers,
                 "a command that speaks the driver protocol (conformance/PROTOCOL.md); repeats")
      ->type_name("CMD")
      ->expected(1)
      ->take_all()
      ->group(group);
  app.add_option("--drivers-dir", options.drivers_dir,
                 "where drivers are installed (default: build/drivers)")
      ->type_name("DIR")
      ->group(group);
}

std::string default_drivers_dir() {
  std::error_code error;
  if (fs::is_directory("build/drivers", error)) return "build/drivers";
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  const fs::path beside = self.parent_path().parent_path() / "drivers";
  if (fs::is_directory(beside, error)) return beside.string();
  return "build/drivers";
}

std::string default_drivers_source() {
  std::error_code error;
  if (fs::is_directory("conformance/drivers", error)) {
    return fs::absolute("conformance/drivers", error).string();
  }
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  return (self.parent_path().parent_path().parent_path() / "conformance" / "drivers").string();
}

Expected<std::vector<NamedSubject>> find_subjects(const SubjectOptions& options,
                                                  const std::string& home, bool defaults) {
  const std::string directory =
      options.drivers_dir.empty() ? default_drivers_dir() : options.drivers_dir;
  std::vector<std::string> names = options.sdks;
  if (names.empty() && options.drivers.empty()) {
    names.emplace_back(kReference);
    if (defaults) {
      for (std::string& name : installed_drivers(directory)) names.push_back(std::move(name));
    }
  }
  const std::string source = default_drivers_source();
  if (const auto all = std::ranges::find(names, kAll); all != names.end()) {
    std::vector<std::string> every = shipped_drivers(source);
    for (std::string& name : installed_drivers(directory)) every.push_back(std::move(name));
    std::ranges::sort(every);
    every.erase(std::ranges::unique(every).begin(), every.end());
    every.insert(every.begin(), std::string(kReference));
    names.insert(names.erase(all), every.begin(), every.end());
  }
  std::vector<NamedSubject> subjects;
  for (const std::string& name : names) {
    if (std::ranges::find(subjects, "--sdk " + name, &NamedSubject::replay) != subjects.end()) {
      continue;
    }
    if (name == kReference) {
      subjects.push_back(reference_subject(options, home));
      continue;
    }
    const SdkName sdk = parse_sdk_name(name);
    auto command = name.find_first_of("=@") == std::string::npos
                       ? installed_driver(directory, name, home)
                       : install_variant(sdk, source, directory, home);
    if (!command) return std::unexpected(command.error());
    subjects.push_back({.name = sdk.label(),
                        .replay = fmt::format("--sdk {}", name),
                        .command = *std::move(command)});
  }
  for (const std::string& driver : options.drivers) {
    subjects.push_back({.name = {},
                        .replay = fmt::format("--driver '{}'", driver),
                        .command = shell_command(driver, home)});
  }
  for (NamedSubject& subject : subjects) subject.replay += options.model_words;
  return subjects;
}

}  // namespace assay::cli
