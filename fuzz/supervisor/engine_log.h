// What libFuzzer prints: progress, and why it stopped.
#ifndef ASSAY_FUZZ_SUPERVISOR_ENGINE_LOG_H_
#define ASSAY_FUZZ_SUPERVISOR_ENGINE_LOG_H_

#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

namespace assay::fuzz {

// One status line: "#4096\tpulse  cov: 310 ft: 901 corp: 55/2Kb lim: 33 exec/s: 2048 rss: 40Mb".
struct EngineProgress {
  std::uint64_t executions = 0;
  std::uint64_t edges = 0;
  std::uint64_t features = 0;
  std::uint64_t corpus = 0;
  std::uint64_t rate = 0;  // executions a second
  bool initial = false;    // INITED: the corpus has been read, nothing tried yet
};

// Returns nullopt for any other line.
std::optional<EngineProgress> parse_progress(std::string_view line);

// Reads the log of a process while it grows.
class EngineLog {
 public:
  explicit EngineLog(std::string path) : path_(std::move(path)) {}

  void poll();
  const EngineProgress& now() const noexcept { return now_; }
  // What was reached by the corpus alone; nullopt until the engine has read it.
  const std::optional<EngineProgress>& initial() const noexcept { return initial_; }

 private:
  void line(std::string_view text);

  std::string path_;
  std::uint64_t offset_ = 0;
  std::string partial_;
  EngineProgress now_;
  std::optional<EngineProgress> initial_;
};

// Why a program stopped, so far as its output tells: the same defect gives the same key, and two
// defects rarely do.
struct CrashKey {
  std::string kind;    // "oracle", "heap-buffer-overflow", "runtime error", "timeout", "signal"
  std::string rule;    // of ORACLE:<rule>
  std::string detail;  // the line that says it
  std::string frames;  // the top frames of ours, "a > b > c"; empty when an oracle speaks
  std::string place;   // "checker.cc:212" of the top frame; empty when unknown

  // "oracle engines", "heap-buffer-overflow read_line > next".
  std::string text() const;
};

// Returns nullopt when the output tells of no crash.
std::optional<CrashKey> crash_key(std::string_view output);

// Whole files, for logs and inputs. Returns an empty text when there is none.
std::string read_whole(const std::string& path);

}  // namespace assay::fuzz

#endif  // ASSAY_FUZZ_SUPERVISOR_ENGINE_LOG_H_
