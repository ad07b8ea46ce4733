// A run over lines tells what reading and checking one line after the other finds, whatever the
// size of chunks, the number of threads and the way in which the bytes come.
#include "parsers/line_run.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "parsers/check_test_util.h"

namespace assay {
namespace {

using std::string_view;

constexpr std::size_t kMostBody = 2048;

LineSettings settings_of(bool every, std::size_t chunk_bytes, unsigned threads) {
  LineSettings settings;
  settings.input.kind = InputKind::kNdjson;
  settings.input.max_body_bytes = settings.limits.max_body_bytes = kMostBody;
  settings.input.contracts = {&Contract::embedded()};
  settings.bare = BareBodies{};
  settings.fallbacks = {0};
  settings.every = every;
  settings.chunk_bytes = chunk_bytes;
  settings.threads = threads;
  return settings;
}

// One line as text, with all that is said of it; empty when nothing is.
std::string told(const std::string& file, Checker& checker, const Expected<const InputItem*>& read,
                 std::uint64_t number) {
  std::string text = std::to_string(number) + ": ";
  if (!read) return text + read.error().to_string() + " " + std::to_string(read.error().offset);
  const InputItem& item = **read;
  const bool exchange = item.kind == InputItem::Kind::kExchange;
  static std::vector<Violation> storage(512);
  Findings findings(storage);
  Verdict verdict = Verdict::kValid;
  if (!item.other_service.empty()) {
    text += "of " + item.other_service;
  } else {
    verdict = exchange ? checker.check_exchange(item.exchange, 0, findings)
                       : checker.check_output(0, item.body, findings);
    if (verdict == Verdict::kValid && findings.total() == 0) return {};
  }
  text += exchange ? "exchange " : "body of " + std::to_string(item.body.size()) + " ";
  text += item.start_time + std::to_string(static_cast<int>(verdict)) + " ";
  for (const Violation& violation : findings.stored()) {
    const TextPlace place = item.locate(violation.part, violation.header, violation.begin);
    text += std::to_string(place.line) + ":" + std::to_string(place.column) + " ";
  }
  return text + describe(checker.contract(), findings) + file;
}

struct Answer {
  std::vector<std::string> told;
  std::uint64_t bodies = 0, exchanges = 0;
  bool last_is_exchange = false;
  std::optional<std::string> error;
  friend bool operator==(const Answer&, const Answer&) = default;
};

Checker& own_checker() {
  static Checker checker(Contract::embedded(), {.max_body_bytes = kMostBody});
  return checker;
}

Answer one_by_one(string_view text) {
  Answer answer;
  Input input = Input::of_text("t", text, settings_of(false, 1, 1).input);
  while (true) {
    const auto read = input.next();
    if (read && *read == nullptr) break;
    const std::uint64_t number = read ? (*read)->number : read.error().line;
    const bool exchange = read && (*read)->kind == InputItem::Kind::kExchange;
    if (read) answer.last_is_exchange = exchange;
    std::string line = told("t", own_checker(), read, number);
    if (line.empty()) {
      ++(exchange ? answer.exchanges : answer.bodies);
    } else {
      answer.told.push_back(std::move(line));
    }
  }
  return answer;
}

class Collector final : public LineHandler {
 public:
  explicit Collector(const LineSettings& settings)
      : every_(settings.every), items_(settings.input, "t") {}

  void line(const LineOfFile& line, bool settled) override {
    EXPECT_GT(line.number, last_);
    const auto read = items_.read(line);
    const bool exchange = read && (*read)->kind == InputItem::Kind::kExchange;
    if (read) answer.last_is_exchange = exchange;
    std::string said = told("t", own_checker(), read, line.number);
    EXPECT_TRUE(every_ || !settled);
    EXPECT_TRUE(!settled || said.empty()) << said;
    EXPECT_TRUE(every_ || !said.empty()) << line.number;  // else it would have been quiet
    last_ = line.number;
    if (said.empty()) {
      ++(exchange ? answer.exchanges : answer.bodies);
    } else {
      answer.told.push_back(std::move(said));
    }
  }
  void quiet(const Quiet& lines) override {
    EXPECT_FALSE(every_);
    answer.bodies += lines.bodies;
    answer.exchanges += lines.exchanges;
    if (lines.last > last_) answer.last_is_exchange = lines.last_is_exchange;
    last_ = std::max(last_, lines.last);
  }
  void stalled() override { ++stalls; }
  void progress(std::uint64_t bytes) override {
    EXPECT_GE(bytes, bytes_);
    bytes_ = bytes;
  }
  bool stopped() const override { return stop_after != 0 && answer.told.size() >= stop_after; }

  Answer answer;
  std::uint64_t stalls = 0;
  std::size_t stop_after = 0;

 private:
  bool every_;
  LineItems items_;
  std::uint64_t last_ = 0, bytes_ = 0;
};

Answer by_run(ByteSource source, const LineSettings& settings) {
  static CheckerPool checkers(settings.input.contracts, settings.limits);  // always the same
  Collector collector(settings);
  run_lines(source, settings, checkers, collector);
  if (source.error()) collector.answer.error = source.error()->message;
  return collector.answer;
}

std::string file_of(string_view text) {
  static int count = 0;
  std::string path = testing::TempDir() + "/assay-line-run-" + std::to_string(getpid()) + "-" +
                     std::to_string(count++);
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

void expect_agreement(string_view text, const std::vector<std::size_t>& sizes) {
  const Answer wanted = one_by_one(text);
  const std::string path = file_of(text);
  int turn = 0;
  for (const std::size_t size : sizes) {
    for (const unsigned threads : {1u, 2u}) {
      const bool every = turn++ % 4 < 2;
      const LineSettings settings = settings_of(every, size, threads);
      const std::string what = "chunks of " + std::to_string(size) + ", threads " +
                               std::to_string(threads) + (every ? ", every line" : "");
      ASSERT_EQ(by_run(ByteSource::of_text("t", text), settings), wanted) << what;
      auto file = ByteSource::open_file(path);
      ASSERT_TRUE(file.has_value());
      ASSERT_EQ(by_run(std::move(*file), settings_of(!every, size, 3 - threads)), wanted)
          << what << ", the other way from a file";
    }
  }
  unlink(path.c_str());
}

// A record of a request with a body, which its service's contract judges.
std::string record(string_view target, string_view body) {
  const std::array<Header, 4> headers{{{"Content-Type", "application/x-amz-json-1.0"},
                                       {"X-Amz-Target", target},
                                       {"Authorization", "AWS4-HMAC-SHA256 Credential=a/b"},
                                       {"Host", "x"}}};
  HttpRequest request;
  request.method = "POST";
  request.path = "/";
  request.version = "HTTP/1.1";
  request.headers = headers;
  request.body = body;
  RecordInfo info;
  info.start = "2026-11-22T00:00:00Z";
  return write_exchange_record({&request, nullptr}, info);
}

constexpr string_view kTarget = "AmazonMWAAServerless.GetWorkflowRun";

std::vector<std::string> kinds_of_lines() {
  const std::string ours = record(kTarget, R"({"WorkflowArn":"a","RunId":"b"})");
  return {"{}",
          std::string(full_output()),
          R"({"RunId":"a"})",
          R"({"RunId":""})",
          "",
          " \t",
          "[1,2",
          "\"} {\"",
          R"({"RunId":")" + std::string(kMostBody, 'a') + "\"}",
          "\xff",
          "\xef\xbb\xbf{}",
          ours,
          "\xef\xbb\xbf" + ours,
          record("DynamoDB_20120810.GetItem", "{}"),
          R"({"assayExchange":1})",
          R"({"assayExchange":2,"request":null})",
          R"({"x":"assayExchange"})"};
}

TEST(LineRun, EveryKindOfLineAloneAndInPairs) {
  const std::vector<std::string> lines = kinds_of_lines();
  for (const std::string& first : lines) {
    expect_agreement(first, {64});
    for (const std::string& second : lines) {
      const std::string text = first + "\r\n" + second + "\n";
      const Answer wanted = one_by_one(text);
      for (const std::size_t size : {1u, 40u, 100'000u}) {
        ASSERT_EQ(by_run(ByteSource::of_text("t", text), settings_of(false, size, 1)), wanted)
            << text;
      }
    }
  }
}

TEST(LineRun, RandomFiles) {
  const std::vector<std::string> lines = kinds_of_lines();
  std::mt19937 random(7);
  for (int i = 0; i < 4; ++i) {
    std::string text;
    for (int left = 60; left > 0; --left) {
      text += lines[random() % (random() % 2 == 0 ? 3 : lines.size())];
      text += random() % 4 == 0 ? "\r\n" : "\n";
    }
    if (i % 2 == 0) text.pop_back();
    expect_agreement(text, {1, 7, 64, 1000, 1u << 18});
    if (HasFatalFailure()) return;
  }
}

TEST(LineRun, LinesTooLongToBeRecords) {
  const std::size_t limit = most_record_bytes(settings_of(false, 1, 1).input);
  std::string text = "{}\n";
  for (const std::size_t size : {limit - 1, limit, limit + 1, 2 * limit + 3}) {
    text += R"({"RunId":"")" + std::string(size - 10, ' ') + "\n{}\n";
  }
  text += "{\"RunId\":1}\n" + std::string(limit + 1, '[');
  expect_agreement(text, {100, 1u << 18, 1u << 21});
}

// Feeds a pipe in pieces; the source sees what is there.
class Pipe {
 public:
  Pipe() {
    int ends[2];
    if (pipe(ends) != 0) std::abort();
    read_end_ = ends[0];
    write_end_ = ends[1];
    saved_ = dup(STDIN_FILENO);
    dup2(read_end_, STDIN_FILENO);
  }
  ~Pipe() {
    dup2(saved_, STDIN_FILENO);
    for (const int descriptor : {saved_, read_end_}) close(descriptor);
    end();
  }
  void write(string_view bytes) const {
    ASSERT_EQ(::write(write_end_, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }
  void end() {
    if (write_end_ >= 0) close(write_end_);
    write_end_ = -1;
  }

 private:
  int saved_ = -1, read_end_ = -1, write_end_ = -1;
};

// Answers each line before the next one is written.
class Partner final : public LineHandler {
 public:
  Partner(Pipe& pipe, std::vector<std::string> lines) : pipe_(pipe), lines_(std::move(lines)) {
    send();
  }
  void line(const LineOfFile& line, bool) override { seen.push_back(std::string(line.text)); }
  void quiet(const Quiet& lines) override { quiet_lines += lines.bodies; }
  void stalled() override {
    if (seen.size() + quiet_lines == sent_) send();
  }
  bool stopped() const override { return false; }

  std::vector<std::string> seen;
  std::uint64_t quiet_lines = 0;

 private:
  void send() {
    if (sent_ == lines_.size()) return pipe_.end();
    pipe_.write(lines_[sent_++]);
  }
  Pipe& pipe_;
  std::vector<std::string> lines_;
  std::size_t sent_ = 0;
};

TEST(LineRun, AStreamIsAnsweredAsSoonAsItStalls) {
  for (const unsigned threads : {1u, 2u}) {
    Pipe pipe;
    const LineSettings settings = settings_of(false, 1u << 18, threads);
    CheckerPool checkers(settings.input.contracts, settings.limits);
    Partner partner(pipe, {"{\"RunId\":\"\"}\n", "{}\n", "{\"RunId\":\"\"}\n"});
    ByteSource source = ByteSource::standard_input();
    run_lines(source, settings, checkers, partner);
    EXPECT_EQ(partner.seen.size(), 2u);
    EXPECT_EQ(partner.quiet_lines, 1u);
  }
}

TEST(LineRun, AStreamInPieces) {
  std::string text;
  for (int i = 0; i < 20; ++i) text += std::string(full_output()) + "\n{\"RunId\":\"\"}\r\n";
  text.pop_back();
  const Answer wanted = one_by_one(text);
  for (const std::size_t piece : {1u, 13u, 900u, 70'000u}) {
    Pipe pipe;
    std::thread writer([&] {
      for (std::size_t at = 0; at < text.size(); at += piece) {
        pipe.write(string_view(text).substr(at, piece));
      }
      pipe.end();
    });
    EXPECT_EQ(by_run(ByteSource::standard_input(), settings_of(false, 4096, 2)), wanted) << piece;
    writer.join();
  }
}

TEST(LineRun, StopsWhenAsked) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += "{\"RunId\":\"\"}\n";
  for (const unsigned threads : {1u, 4u}) {
    const LineSettings settings = settings_of(false, 1000, threads);
    CheckerPool checkers(settings.input.contracts, settings.limits);
    Collector collector(settings);
    collector.stop_after = 5;
    ByteSource source = ByteSource::of_text("t", text);
    run_lines(source, settings, checkers, collector);
    EXPECT_EQ(collector.answer.told.size(), 5u);
  }
}

TEST(LineRun, AReadThatFailsEndsIt) {
  // The memory of this process at address 0 cannot be read.
  for (const unsigned threads : {1u, 2u}) {
    auto source = ByteSource::open_file("/proc/self/mem");
    if (!source) GTEST_SKIP() << "skipped: no /proc";
    const Answer answer = by_run(std::move(*source), settings_of(false, 100, threads));
    EXPECT_TRUE(answer.error.has_value());
    EXPECT_TRUE(answer.told.empty());
  }
}

// A file that shrinks while it is read ends early, and nothing else happens.
TEST(LineRun, AFileThatIsCutShort) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "{\"RunId\":\"\"}\n";
  const std::string path = file_of(text);
  for (const unsigned threads : {1u, 2u}) {
    ASSERT_EQ(truncate(path.c_str(), static_cast<off_t>(text.size())), 0);
    auto source = ByteSource::open_file(path);
    ASSERT_TRUE(source.has_value());
    ASSERT_EQ(truncate(path.c_str(), 26), 0);
    const Answer answer = by_run(std::move(*source), settings_of(false, 100, threads));
    EXPECT_EQ(answer.told.size(), 2u);
    EXPECT_FALSE(answer.error.has_value());
  }
  unlink(path.c_str());
}

}  // namespace
}  // namespace assay
