#include "conformance/side_by_side.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "conformance/known_failing.h"

namespace assay {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kTick{100};

// What the driver processes of one subject share.
struct Shared {
  std::atomic<std::size_t> next{0};  // the first case that nobody has taken
  std::atomic<std::size_t> done{0};
  std::atomic<std::size_t> misses{0};
  std::atomic<bool> ended{false};  // by a failure
  std::vector<std::optional<CaseResult>> results;
  std::mutex mutex;  // over what follows
  SideBySideResult result;
};

class Workers {
 public:
  Workers(std::span<const DriverCommand> subjects, std::span<const Case* const> cases,
          const SideBySideOptions& options)
      : cases_(cases), options_(options) {
    const std::size_t wanted = (cases.size() + SideBySideOptions::kCasesPerProcess - 1) /
                               SideBySideOptions::kCasesPerProcess;
    const std::size_t processes =
        std::clamp<std::size_t>(wanted, 1, std::max<std::size_t>(options.processes, 1));
    running_ = subjects.size() * processes;
    for (const DriverCommand& command : subjects) {
      Shared& shared = *shared_.emplace_back(std::make_unique<Shared>());
      shared.results.resize(cases.size());
      for (std::size_t i = 0; i < processes; ++i) {
        threads_.emplace_back([this, &command, &shared, first = i == 0] {
          work(command, shared, first);
          const std::lock_guard lock(mutex_);
          --running_;
          ended_.notify_one();
        });
      }
    }
  }

  ~Workers() {
    for (std::thread& thread : threads_) thread.join();
  }

  void wait() {
    std::unique_lock lock(mutex_);
    while (!ended_.wait_for(lock, kTick, [this] { return running_ == 0; })) {
      if (!options_.tick) continue;
      lock.unlock();
      tick();
      lock.lock();
    }
  }

  std::vector<SideBySideResult> take() {
    std::vector<SideBySideResult> all;
    for (const auto& shared : shared_) {
      SideBySideResult& result = all.emplace_back(std::move(shared->result));
      for (std::optional<CaseResult>& item : shared->results) {
        if (item) result.results.push_back(*std::move(item));
      }
    }
    return all;
  }

 private:
  bool stopped() const { return options_.stop && options_.stop(); }

  void work(const DriverCommand& command, Shared& shared, bool first) {
    const auto begin = Clock::now();
    Runner runner(command, options_.limits,
                  options_.request_check ? options_.request_check() : RequestCheck(),
                  options_.service ? options_.service() : CaseService());
    const auto hello = runner.start();
    {
      const std::lock_guard lock(shared.mutex);
      if (!hello && first) shared.result.not_started = hello.error();
      if (!hello && !first && shared.result.failure.empty()) {
        shared.result.failure = hello.error().to_string();
      }
      if (hello && first) shared.result.hello = *hello;
    }
    if (!hello) {
      shared.ended = true;
      return;
    }
    while (!shared.ended) {
      const std::size_t index = shared.next.fetch_add(1);
      if (index >= cases_.size()) break;
      std::string failure;
      if (stopped()) {
        failure = "interrupted";
      } else if (auto result = runner.run(*cases_[index])) {
        shared.misses += is_miss(result->verdict);
        shared.results[index] = *std::move(result);
        ++shared.done;
      } else {
        failure = result.error().to_string();
      }
      if (failure.empty()) continue;
      const std::lock_guard lock(shared.mutex);
      if (shared.result.failure.empty()) shared.result.failure = std::move(failure);
      shared.ended = true;
    }
    runner.finish();
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    const std::lock_guard lock(shared.mutex);
    shared.result.seconds = std::max(shared.result.seconds, seconds);
  }

  void tick() {
    std::vector<std::size_t> done, misses;
    for (const auto& shared : shared_) {
      done.push_back(shared->done);
      misses.push_back(shared->misses);
    }
    options_.tick(done, misses);
  }

  std::span<const Case* const> cases_;
  const SideBySideOptions& options_;
  std::vector<std::unique_ptr<Shared>> shared_;
  std::mutex mutex_;  // over running_
  std::condition_variable ended_;
  std::size_t running_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace

std::vector<SideBySideResult> run_side_by_side(std::span<const DriverCommand> subjects,
                                               std::span<const Case* const> cases,
                                               const SideBySideOptions& options) {
  Workers workers(subjects, cases, options);
  workers.wait();
  return workers.take();
}

}  // namespace assay
