// Task "ndjson": a file of responses, one a line, every line checked: in memory, and by the
// command.
#include <assay/line_checker.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "bench/messages.h"
#include "bench/peer_simdjson.h"
#include "bench/registry.h"
#include "parsers/line_run.h"

namespace assay::bench {
namespace {

constexpr std::size_t kBytes = 50'000'000;
constexpr std::size_t kBatch = 1u << 20;

// Lines with findings, and lines altogether.
struct Counts {
  std::size_t lines = 0, invalid = 0;
  friend bool operator==(const Counts&, const Counts&) = default;
};

using CheckFile = Counts (*)(const PaddedText& text);

// Checkers of all contenders are made once: they are meant to be kept.
Counts check_with_assay(const PaddedText& text) {
  static LineChecker checker(Contract::embedded());
  std::array<Violation, 64> storage;
  Findings findings(storage);
  const LineCounts counts =
      checker.check(0, BodyKind::kOutput, text.view(), findings, [](const CheckedLine&) {});
  return {counts.lines - counts.blank, counts.invalid};
}

// Counts what a run over lines tells.
class Counter final : public LineHandler {
 public:
  Counts counts;
  void line(const LineOfFile& line, bool) override {
    static Checker checker(Contract::embedded());
    std::array<Violation, 64> storage;
    Findings findings(storage);
    ++counts.lines;
    counts.invalid += checker.check_output(0, line.text, findings) != Verdict::kValid;
  }
  void quiet(const Quiet& lines) override { counts.lines += lines.bodies; }
  bool stopped() const override { return false; }
};

// As `assay check` does, the text taken for a file.
template <unsigned kThreads>
Counts run_with_assay(const PaddedText& text) {
  static CheckerPool checkers({&Contract::embedded()}, {});
  LineSettings settings;
  settings.input.contracts = {&Contract::embedded()};
  settings.bare = BareBodies{};
  settings.fallbacks = {0};
  settings.threads = kThreads;
  Counter counter;
  ByteSource source = ByteSource::of_text("bench.ndjson", text.view());
  run_lines(source, settings, checkers, counter);
  return counter.counts;
}

Counts check_lines_with_dom(const PaddedText& text) {
  static HandChecks<SimdjsonDom> checks;
  Counts counts;
  for (std::string_view rest = text.view(); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    counts.invalid += checks.check_unpadded(Body::kOutput, line).errors > 0;
    ++counts.lines;
  }
  return counts;
}

Counts check_with_parse_many(const PaddedText& text) {
  static HandChecks<SimdjsonDom> checks;
  static simdjson::dom::parser parser;
  simdjson::dom::document_stream stream;
  Counts counts;
  if (parser.parse_many(text.data(), text.size(), kBatch).get(stream)) return counts;
  for (const auto document : stream) {
    simdjson::dom::element root;
    const bool readable = !document.get(root);
    counts.invalid += !readable || checks.check_root(Body::kOutput, root).errors > 0;
    ++counts.lines;
  }
  return counts;
}

struct FileContender {
  std::string_view name;
  CheckFile check;
  bool survives_damage;  // finds its way back after a line that is not JSON
  bool threads = false;  // of its own: timed by the clock on the wall
};
constexpr FileContender kContenders[] = {
    {"assay", check_with_assay, true},
    {"assay, run", run_with_assay<1>, true, true},
    {"assay, two threads", run_with_assay<2>, true, true},
    {"simdjson DOM, line by line", check_lines_with_dom, true},
    {"simdjson DOM parse_many", check_with_parse_many, false},
};

std::string lines_of(std::size_t bytes, bool damaged) {
  const std::vector<SizedMessage> messages = sized_messages();
  std::string text;
  for (std::size_t i = 0; text.size() < bytes; ++i) {
    if (damaged && i % 7 == 3)
      text += R"({"RunId":"-","RunDetail":{"TaskInstances":[null]}})"
              "\n";
    if (damaged && i % 11 == 5) text += "{\"RunId\":\"a\"\n";
    text += messages[i % 2].text + '\n';
  }
  return text;
}

// A file that is removed at the end.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view text, std::size_t times) {
    path_ = (std::filesystem::temp_directory_path() /
             fmt::format("assay-bench-{}.ndjson", static_cast<int>(getpid())))
                .string();
    std::ofstream file(path_, std::ios::binary);
    for (std::size_t i = 0; i < times; ++i) file << text;
    if (!file.flush()) std::abort();
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

// The command itself on a file in the page cache, its start included.
void add_command(const PaddedText& text, unsigned threads) {
  constexpr std::size_t kTimes = 10;
  static const TemporaryFile file(text.view(), kTimes);
  const std::string count = std::to_string(threads);
  add_wall_row(
      "ndjson", "500 MB file", fmt::format("assay check --threads {}", count), kTimes * text.size(),
      [count](benchmark::State& state) {
        std::string command = ASSAY_COMMAND, option = "--threads", path = file.path(),
                    value = count, verb = "check", quiet = "-q";
        char* arguments[] = {command.data(), verb.data(), quiet.data(), option.data(),
                             value.data(),   path.data(), nullptr};
        for (auto _ : state) {
          pid_t child = 0;
          int status = 0;
          if (posix_spawn(&child, command.c_str(), nullptr, nullptr, arguments, environ) != 0 ||
              waitpid(child, &status, 0) != child || status != 0) {
            state.SkipWithError("the command failed");
            return;
          }
        }
      });
}

}  // namespace

bool register_ndjson() {
  const auto text = std::make_shared<PaddedText>(lines_of(kBytes, false));
  const PaddedText mixed(lines_of(1u << 16, true));
  std::string without_damage;  // lines that are JSON, some of them broken
  for (std::string_view rest = mixed.view(); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n') + 1);
    if (line != "{\"RunId\":\"a\"\n") without_damage += line;
    rest.remove_prefix(line.size());
  }
  const PaddedText readable(without_damage);
  add_stage1("ndjson", "50 MB", text->view());
  add_memcpy("ndjson", "50 MB", text->view());
  bool own = false;
  for (const FileContender& contender : kContenders) {
    const PaddedText& compared = contender.survives_damage ? mixed : readable;
    const Counts wanted = check_lines_with_dom(compared), given = contender.check(compared);
    Admission admission{"ndjson", std::string(contender.name), given.lines, given.invalid, {}, ""};
    if (given != wanted || given.invalid == 0) admission.refused = "counts other lines";
    if (!contender.survives_damage) admission.cannot.push_back("anything after a damaged line");
    add_admission(std::move(admission));
    if (given != wanted) continue;
    own = own || contender.name == "assay";
    (contender.threads ? add_wall_row : add_row)(
        "ndjson", "50 MB", contender.name, text->size(),
        [check = contender.check, text](benchmark::State& state) {
          Counts counts;
          for (auto _ : state) benchmark::DoNotOptimize(counts = check(*text));
          if (counts.invalid != 0) state.SkipWithError("a line has findings");
        });
  }
  for (const unsigned threads : {1u, 2u}) add_command(*text, threads);
  return own;
}

}  // namespace assay::bench
