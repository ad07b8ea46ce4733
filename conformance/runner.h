// Runs cases against one subject and says how each ended.
#ifndef ASSAY_CONFORMANCE_RUNNER_H_
#define ASSAY_CONFORMANCE_RUNNER_H_

#include <assay/checker.h>
#include <assay/error.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "conformance/driver_process.h"
#include "conformance/judge.h"
#include "conformance/mock_service.h"
#include "conformance/protocol.h"
#include "conformance/suite.h"
#include "conformance/verdict.h"

namespace assay {

struct RunnerOptions {
  std::chrono::milliseconds start_limit{60'000};  // until the driver has said hello
  std::chrono::milliseconds call_limit{60'000};   // for one call, beyond its own timeouts
  std::string canary = {};
};

struct CaseResult {
  const Case* item = nullptr;
  CaseVerdict verdict = CaseVerdict::kSkipped;
  std::string reason = {};
  std::optional<Outcome> outcome = {};         // none after a crash, a hang, garbage
  std::vector<ReceivedRequest> received = {};  // by the mock, in order
  std::string driver_errors = {};              // after a crash or a hang: the end of its stderr
  bool repeated = false;                       // the driver was restarted and the case run again
  std::int64_t microseconds = 0;
};

// Checks the first request of a case that expects something of it.
// Shapes: one plain sentence for each fault.
using RequestCheck =
    std::function<std::vector<std::string>(const Case& item, const ReceivedRequest& request)>;

// What a judge is told of a call: the outcome, and what the mock received.
Observation observe(const Case& item, Outcome outcome, const std::vector<ReceivedRequest>& received,
                    const RequestCheck& check);

// What the service of a case answers to a request: for responses that are `as_service`.
using CaseService = std::function<WireResponse(const Case& item, const ReceivedRequest& request)>;

// One subject. A driver that crashes or hangs is restarted and the case in flight is run again,
// alone: only what a case does by itself counts against it, and nothing against the next one.
class Runner {
 public:
  // `service`: REQUIRES: it, for cases with a response that is as_service.
  Runner(DriverCommand command, RunnerOptions options, RequestCheck request_check,
         CaseService service = {});

  // Starts the driver and asks who it is. Errors: kUnreadable, kInputFormat: no driver to talk to.
  Expected<Hello> start();

  // Errors: kUnreadable: a driver that cannot be started any more, no port to listen on.
  Expected<CaseResult> run(const Case& item);

  const Hello& hello() const noexcept { return hello_; }

  // Says bye and waits a moment for the answer. Whether it came, or there was nobody to ask.
  bool finish();

 private:
  enum class End {
    kOutcome,
    kCrash,
    kHang,
    kGarbage
  };
  End run_once(const Case& item, MockService& mock, CaseResult& result);

  DriverCommand command_;
  RunnerOptions options_;
  RequestCheck request_check_;
  CaseService service_;
  std::optional<DriverProcess> process_;
  Hello hello_;
  std::uint64_t next_id_ = 1;
};

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_RUNNER_H_
