#include "parsers/line_run.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace assay {
namespace {

// Tells the handler of one chunk after the other, with lines numbered in the input.
class Teller {
 public:
  explicit Teller(LineHandler& handler) : handler_(handler) {}

  void tell(const LineChunk& chunk, const ChunkFindings& found) {
    const std::uint64_t begin = chunk.end_offset - chunk.text.size();
    for (const LineSpan& span : found.lines) {
      if (handler_.stopped()) return;
      LineOfFile line;
      line.text = chunk.text.substr(span.begin, span.end - span.begin);
      line.number = lines_ + span.number + 1;
      line.cut = chunk.cut;
      line.end_offset =
          chunk.cut ? chunk.end_offset
                    : begin + std::min(chunk.text.find('\n', span.end), chunk.text.size() - 1) + 1;
      handler_.line(line, span.settled);
    }
    if (found.bodies + found.exchanges > 0) {
      handler_.quiet({found.bodies, found.exchanges,
                      lines_ + std::max(found.last_body, found.last_exchange),
                      found.last_exchange > found.last_body});
    }
    lines_ += found.totals.lines;
    handler_.progress(chunk.end_offset);
    if (chunk.stalled) handler_.stalled();
  }

 private:
  LineHandler& handler_;
  std::uint64_t lines_ = 0;
};

// Threads take turns at reading, judge what they read side by side, and one tells in order.
class ThreadedRun {
 public:
  ThreadedRun(LineChunks& chunks, std::string file, const LineSettings& settings,
              CheckerPool& checkers)
      : chunks_(chunks),
        file_(std::move(file)),
        settings_(settings),
        checkers_(checkers),
        slots_(2 * std::size_t{settings.threads} + 2) {}

  void run(LineHandler& handler) {
    std::vector<std::thread> threads;
    try {
      for (unsigned i = 0; i < settings_.threads; ++i) {
        // The first set is that of the thread that tells.
        threads.emplace_back([this, &own = checkers_.of(i + 1)] { work(own); });
      }
      tell_all(handler);
    } catch (...) {
      fail();
    }
    stop();
    for (std::thread& thread : threads) thread.join();
    if (failure_) std::rethrow_exception(failure_);
  }

  bool stopping() const noexcept { return stop_.load(std::memory_order_relaxed); }

 private:
  struct Slot {
    LineChunk chunk;
    ChunkFindings found;
    bool done = false;
  };

  void work(CheckerSet& checkers) noexcept {
    try {
      LineJudge judge(settings_, checkers, file_);
      while (Slot* const slot = read()) {
        judge.judge(slot->chunk, slot->found);
        const std::lock_guard lock(mutex_);
        slot->done = true;
        told_.notify_one();
      }
    } catch (...) {
      fail();
    }
  }

  // The next chunk; nullptr when there is none.
  Slot* read() {
    const std::lock_guard turn(reading_);
    std::unique_lock lock(mutex_);
    free_.wait(lock, [&] { return ended_ || next_read_ - next_told_ < slots_.size(); });
    if (ended_) return nullptr;
    Slot& slot = slots_[next_read_ % slots_.size()];
    lock.unlock();
    const bool got = chunks_.next(slot.chunk);
    lock.lock();
    if (!got || ended_) {
      ended_ = true;
      free_.notify_all();
      told_.notify_one();
      return nullptr;
    }
    ++next_read_;
    return &slot;
  }

  void tell_all(LineHandler& handler) {
    Teller teller(handler);
    std::unique_lock lock(mutex_);
    while (true) {
      Slot& slot = slots_[next_told_ % slots_.size()];
      told_.wait(lock, [&] { return failure_ || (next_told_ < next_read_ ? slot.done : ended_); });
      if (failure_ || next_told_ == next_read_) return;
      lock.unlock();
      // What was read last may have been cut short by whoever asked to stop.
      if (handler.stopped()) return;
      teller.tell(slot.chunk, slot.found);
      lock.lock();
      slot.done = false;
      ++next_told_;
      free_.notify_one();
    }
  }

  void stop() noexcept {
    stop_.store(true, std::memory_order_relaxed);
    const std::lock_guard lock(mutex_);
    ended_ = true;
    free_.notify_all();
  }

  void fail() noexcept {
    {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      told_.notify_one();
    }
    stop();
  }

  LineChunks& chunks_;  // guarded by reading_
  std::string file_;
  const LineSettings& settings_;
  CheckerPool& checkers_;
  std::mutex reading_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable free_, told_;
  std::vector<Slot> slots_;  // a slot between next_told_ and next_read_ is its thread's until done
  std::uint64_t next_read_ = 0, next_told_ = 0;
  bool ended_ = false;
  std::exception_ptr failure_;
  std::atomic<bool> stop_{false};
};

}  // namespace

void run_lines(ByteSource& source, const LineSettings& settings, CheckerPool& checkers,
               LineHandler& handler) {
  const std::size_t kept = settings.input.max_body_bytes + 1;
  LineChunks chunks(source, settings.chunk_bytes, most_record_bytes(settings.input), kept);
  LineSettings own = settings;
  // No more threads than chunks.
  if (const auto total = source.total()) {
    own.threads = static_cast<unsigned>(
        std::min<std::uint64_t>(own.threads, *total / std::max<std::size_t>(1, own.chunk_bytes)));
  }
  if (own.threads <= 1) {
    Teller teller(handler);
    LineJudge judge(own, checkers.of(0), source.name());
    LineChunk chunk;
    ChunkFindings found;
    while (!handler.stopped() && chunks.next(chunk)) {
      if (handler.stopped()) return;  // what was read last may be cut short
      judge.judge(chunk, found);
      teller.tell(chunk, found);
    }
    return;
  }
  ThreadedRun run(chunks, source.name(), own, checkers);
  const auto stop_asked = settings.input.stop_asked;
  source.stop_when(
      [&run, stop_asked] { return run.stopping() || (stop_asked != nullptr && stop_asked()); });
  run.run(handler);
  source.stop_when(stop_asked);
}

}  // namespace assay
