// Behaves like a libFuzzer program, for tests of the supervisor: its options, its output, its exit
// codes. The name of the program says what it finds: fuzz_clean nothing, fuzz_bug inputs with BUG
// in them, fuzz_sticky only those that it is given (its merges keep them), fuzz_flaky artifacts
// that nothing reproduces, fuzz_dead ends at once.
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

namespace {

constexpr int kCrashed = 77;  // libFuzzer's exit code
constexpr std::string_view kBug = "BUG";

std::string name_of(std::string_view input) {
  std::uint64_t hash = 1469598103934665603u;
  for (const char c : input) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  char text[24];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
  return text;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

void write_file(const fs::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

// Complete or not there, whenever the process is killed.
void keep_input(const fs::path& folder, std::string_view input) {
  const fs::path partial = folder.parent_path() / ("." + name_of(input) + std::to_string(getpid()));
  write_file(partial, input);
  fs::rename(partial, folder / name_of(input));
}

class Engine {
 public:
  Engine(int argc, char** argv) : name_(fs::path(argv[0]).filename().string()) {
    for (int i = 1; i < argc; ++i) {
      const std::string_view argument = argv[i];
      const std::size_t equals = argument.find('=');
      if (argument.starts_with('-')) {
        options_[std::string(argument.substr(1, equals - 1))] = argument.substr(equals + 1);
      } else {
        paths_.emplace_back(argument);
      }
    }
  }

  int run() {
    if (name_ == "fuzz_dead") {
      std::fprintf(stderr, "cannot begin\n");
      return 1;
    }
    if (options_.contains("merge")) return merge();
    if (options_.contains("minimize_crash")) return minimize();
    if (options_.contains("cleanse_crash")) return 0;
    if (paths_.size() == 1 && fs::is_regular_file(paths_[0])) return one(read_file(paths_[0]));
    return fuzz();
  }

 private:
  bool breaks(std::string_view input) const {
    return (name_ == "fuzz_bug" || name_ == "fuzz_sticky") && input.find(kBug) != input.npos;
  }

  int crash(std::string_view input) {
    std::fprintf(stderr,
                 "ORACLE:planted the input has it\n==1== ERROR: libFuzzer: deadly signal\n"
                 "    #1 0x55 in assay::fuzz::oracle_planted(char const*) /src/oracle.cc:12:3\n");
    const std::string path = options_["artifact_prefix"] + "crash-" + name_of(input);
    write_file(path, input);
    std::fprintf(stderr, "artifact_prefix='%s'; Test unit written to %s\n",
                 options_["artifact_prefix"].c_str(), path.c_str());
    return kCrashed;
  }

  int one(const std::string& input) {
    if (breaks(input)) return crash(input);
    std::fprintf(stderr, "Executed %s in 0 ms\n", paths_[0].c_str());
    return 0;
  }

  int minimize() {
    const std::string input = read_file(paths_[0]);
    if (!breaks(input)) return 1;
    write_file(options_["exact_artifact_path"], kBug);
    return 0;
  }

  int merge() {
    for (std::size_t i = 1; i < paths_.size(); ++i) {
      for (const auto& entry : fs::directory_iterator(paths_[i])) {
        const std::string input = read_file(entry.path());
        if (name_ == "fuzz_sticky" || !breaks(input)) keep_input(paths_[0], input);
      }
    }
    return 0;
  }

  void status(const char* what) {
    std::fprintf(stderr, "#%llu\t%s cov: %zu ft: %zu corp: %zu/1b lim: 4 exec/s: 5000 rss: 30Mb\n",
                 static_cast<unsigned long long>(executions_), what, corpus_.size() + 10,
                 corpus_.size() + 20, corpus_.size());
  }

  int fuzz() {
    using Clock = std::chrono::steady_clock;
    for (const fs::path& folder : paths_) {
      for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string input = read_file(entry.path());
        ++executions_;
        if (breaks(input)) return crash(input);
        corpus_.insert(input);
      }
    }
    status("INITED");
    if (const char* file = std::getenv("ASSAY_FUZZ_CONSTRAINTS")) {
      write_file(file, "total 3\nbroken a@one\nheld a@one\nheld a@two\n");
    }
    if (options_.contains("runs")) return 0;
    const auto due = Clock::now() + std::chrono::seconds(std::stoi(options_["max_total_time"]));
    for (int round = 0; Clock::now() < due; ++round) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      executions_ += 100;
      // Always one that the corpus does not have: every process and every round finds something.
      const std::string input =
          "input " + std::to_string(corpus_.size()) + "." + std::to_string(getpid() % 4);
      if (corpus_.insert(input).second) {
        keep_input(paths_[0], input);
        status("NEW   ");
      }
      if (round == 15 && name_ == "fuzz_bug") return crash("some" + std::string(kBug) + "text");
      if (round == 15 && name_ == "fuzz_flaky") return crash("never again");
    }
    std::fprintf(stderr, "stat::number_of_executed_units: %llu\n",
                 static_cast<unsigned long long>(executions_));
    return 0;
  }

  std::string name_;
  std::map<std::string, std::string, std::less<>> options_;
  std::vector<fs::path> paths_;
  std::set<std::string> corpus_;
  std::uint64_t executions_ = 0;
};

}  // namespace

int main(int argc, char** argv) { return Engine(argc, argv).run(); }
