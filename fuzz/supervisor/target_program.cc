#include "fuzz/supervisor/target_program.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "fuzz/supervisor/campaign.h"
#include "fuzz/supervisor/engine_log.h"

namespace assay::fuzz {
namespace {

namespace fs = std::filesystem;

bool is_program(const fs::path& path) {
  return fs::is_regular_file(path) && access(path.c_str(), X_OK) == 0;
}

// Debian names the symbolizer with its version, under which the sanitizers do not look for it.
std::string find_symbolizer() {
  for (const char* name : {"llvm-symbolizer", "llvm-symbolizer-19"}) {
    const char* path = std::getenv("PATH");
    std::string_view rest = path ? path : "/usr/local/bin:/usr/bin:/bin";
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(':'), rest.size());
      const fs::path candidate = fs::path(rest.substr(0, end)) / name;
      if (is_program(candidate)) return candidate.string();
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return {};
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

}  // namespace

std::map<std::string, std::string> parse_engine_options(std::string_view text) {
  std::map<std::string, std::string> out;
  bool ours = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with('[')) ours = line == "[libfuzzer]";
    const std::size_t equals = line.find('=');
    if (!ours || line.starts_with('#') || line.starts_with(';') || equals == line.npos) continue;
    out[std::string(trimmed(line.substr(0, equals)))] = trimmed(line.substr(equals + 1));
  }
  return out;
}

ProcessCommand TargetProgram::command(bool with_sanitizers, std::string log) const {
  static const std::string symbolizer = find_symbolizer();
  ProcessCommand out;
  out.argv.push_back((with_sanitizers ? sanitized : explore).string());
  for (const auto& [option, value] : options) {
    out.argv.push_back(fmt::format("-{}={}", option, value));
  }
  if (!dictionary.empty()) out.argv.push_back("-dict=" + dictionary.string());
  // The engine compares the tokens of stacks while it minimises.
  const std::string common = "dedup_token_length=3:handle_abort=1:symbolize=1";
  out.environment = {"ASAN_OPTIONS=" + common, "UBSAN_OPTIONS=print_stacktrace=1:" + common};
  if (!symbolizer.empty()) {
    for (const char* variable :
         {"ASAN_SYMBOLIZER_PATH=", "UBSAN_SYMBOLIZER_PATH=", "LLVM_SYMBOLIZER_PATH="}) {
      out.environment.push_back(variable + symbolizer);
    }
  }
  out.log = std::move(log);
  return out;
}

Expected<std::vector<TargetProgram>> find_targets(const TargetSearch& search) {
  std::vector<TargetProgram> out;
  const auto usage = [](std::string message, const fs::path& at) {
    return std::unexpected(
        Error{.code = ErrorCode::kUsage, .message = std::move(message), .file = at.string()});
  };
  if (search.programs.empty()) return usage("no folder of programs is given", {});
  for (const fs::path& folder : search.programs) {
    if (!fs::is_directory(folder)) {
      return std::unexpected(Error{.code = ErrorCode::kUnreadable,
                                   .message = "no such folder: build the fuzz targets first",
                                   .file = folder.string()});
    }
  }
  const fs::path& sanitized = search.programs.front();
  const fs::path& explore = search.programs.back();
  std::vector<std::string> names = search.names;
  if (names.empty()) {
    for (const auto& entry : fs::directory_iterator(sanitized)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with("fuzz_") && is_program(entry.path()) && !entry.path().has_extension()) {
        names.push_back(name);
      }
    }
  }
  std::ranges::sort(names);
  for (const std::string& name : names) {
    TargetProgram target;
    target.name = name;
    target.sanitized = fs::absolute(sanitized / name);
    target.explore = fs::absolute(explore / name);
    for (const fs::path& program : {target.sanitized, target.explore}) {
      if (!is_program(program)) return usage("no such target", program);
    }
    target.explore_hash = digest_of(read_whole(target.explore.string()));
    // Those of the practice; a target's own options replace them.
    target.options = {{"timeout", "5"}, {"rss_limit_mb", "2048"}};
    const std::string own = read_whole((sanitized / (name + ".options")).string());
    for (const auto& [option, value] : parse_engine_options(own)) {
      if (option != "dict") target.options[option] = value;
    }
    const fs::path dictionary = fs::absolute(sanitized / (name + ".dict"));
    if (fs::is_regular_file(dictionary)) target.dictionary = dictionary;
    for (const char* kind : {"seeds", "regressions"}) {
      const fs::path folder = search.corpus / kind / name;
      if (!search.corpus.empty() && fs::is_directory(folder)) {
        target.seeds.push_back(fs::absolute(folder));
      }
    }
    out.push_back(std::move(target));
  }
  if (out.empty()) return usage("no program named fuzz_* lies here", sanitized);
  return out;
}

Expected<ChildRun> run_child(const ProcessCommand& command, double seconds, const Pump& pump) {
  using Clock = std::chrono::steady_clock;
  std::error_code ignored;
  fs::remove(command.log, ignored);
  auto child = ChildProcess::start(command);
  if (!child) return std::unexpected(child.error());
  ChildRun out;
  const auto due = Clock::now() + std::chrono::duration<double>(seconds);
  for (std::chrono::milliseconds pause{2};; pause = std::min(pause * 2, decltype(pause){50})) {
    if (const auto end = child->poll()) {
      out.end = *end;
      break;
    }
    if (Clock::now() > due || !pump()) {
      out.stopped = true;
      out.end = child->stop();
      break;
    }
    std::this_thread::sleep_for(pause);
  }
  out.output = read_whole(command.log);
  return out;
}

}  // namespace assay::fuzz
