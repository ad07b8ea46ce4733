// Feeds vectors to a validator in another process, a line a case, and keeps what it says.
#ifndef ASSAY_CLI_VECTOR_RUNNER_H_
#define ASSAY_CLI_VECTOR_RUNNER_H_

#include <assay/contract.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "conformance/driver_process.h"
#include "corpus/vector.h"

namespace assay::cli {

struct VectorRunOptions {
  std::string command;                        // for /bin/sh -c; inherits the environment
  std::chrono::milliseconds timeout{10'000};  // of one case
  std::size_t max_restarts = 20;              // after crashes and hangs
};

// A case that the validator got wrong.
struct Disagreement {
  enum class What : std::uint8_t {
    kAccepted,  // invalid, and taken for valid
    kRefused,   // valid, and taken for invalid
    kCrash,     // the validator ended
    kHang,      // no answer in time
  };
  What what = What::kAccepted;
  std::string id;      // GROUP#CASE
  std::string input;   // as JSON, cut for people
  std::string detail;  // how the process ended
};

struct FlagCount {
  std::size_t cases = 0, wrong = 0;
};

struct VectorRunResult {
  std::size_t cases = 0, agreed = 0, skipped = 0;
  std::size_t tolerated_accepted = 0, tolerated_refused = 0;
  std::map<std::string, FlagCount> flags;
  std::vector<Disagreement> disagreements;
};

// The line that a case is: {"id","kind","shape" or "operation","text" or "base64"}; of exchanges
// "request" and "response". Long texts are written out.
std::string vector_line(const Contract& contract, const VectorGroup& group, const VectorCase& one);

// One process after another: a new one where the last one crashed or was stopped.
class VectorRunner {
 public:
  VectorRunner(const Contract& contract, VectorRunOptions options)
      : contract_(contract), options_(std::move(options)) {}

  // False: stop; `error()` says why, or there were too many restarts.
  bool run(const VectorGroup& group, const VerdictSet& set, const VectorCase& one);

  const VectorRunResult& result() const noexcept { return result_; }
  const std::string& error() const noexcept { return error_; }

 private:
  bool start();
  bool lost(const VerdictSet& set, Disagreement found);
  void count(const VerdictSet& set, bool wrong);

  const Contract& contract_;
  VectorRunOptions options_;
  std::optional<DriverProcess> process_;
  std::size_t restarts_ = 0;
  VectorRunResult result_;
  std::string error_;
};

}  // namespace assay::cli

#endif  // ASSAY_CLI_VECTOR_RUNNER_H_
