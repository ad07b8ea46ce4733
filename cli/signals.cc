#include <atomic>
#include <csignal>

#include "cli/command.h"

namespace assay::cli {
namespace {

std::atomic<bool> interrupt_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // the only kind a handler may touch

void on_interrupt(int signal) {
  if (interrupt_requested.exchange(true)) {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
}

}  // namespace

bool interrupted() noexcept { return interrupt_requested.load(std::memory_order_relaxed); }

void request_interrupt(bool wanted) noexcept { interrupt_requested.store(wanted); }

void handle_signals() noexcept {
  struct sigaction action{};
  action.sa_handler = on_interrupt;
  sigemptyset(&action.sa_mask);
  action.sa_flags = 0;  // a read that waits returns, so that the verb can end
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace assay::cli
