#include "conformance/runner.h"

#include <fmt/format.h>

#include <utility>

#include "conformance/judge.h"
#include "conformance/subject.h"
#include "conformance/text_codec.h"

namespace assay {
namespace {

using Clock = std::chrono::steady_clock;
using ReadResult = DriverProcess::ReadResult;

constexpr std::size_t kErrorText = 2'000;  // bytes of a driver's standard error that are kept
constexpr std::chrono::milliseconds kByeLimit{10'000};

Error no_driver(const DriverCommand& command, std::string message) {
  return {.code = ErrorCode::kUnreadable,
          .message = fmt::format("driver {}: {}", fmt::join(command.argv, " "), message),
          .file = {}};
}

std::string with_errors(std::string message, const std::string& errors) {
  if (!errors.empty()) message += fmt::format("; it wrote: {}", printable(errors, kErrorText));
  return message;
}

}  // namespace

Observation observe(const Case& item, Outcome outcome, const std::vector<ReceivedRequest>& received,
                    const RequestCheck& check) {
  Observation observation{.outcome = std::move(outcome), .attempts = received.size()};
  for (std::size_t i = 1; i < received.size(); ++i) {
    observation.gaps_us.push_back(received[i].begin_us - received[i - 1].begin_us);
  }
  // Of the last one: a hold may come first, and the attempt after it get its answer.
  observation.waited_to_end = !received.empty() && received.back().waited_to_end;
  if (item.request && check && !received.empty()) {
    observation.request_faults = check(item, received.front());
  }
  return observation;
}

Runner::Runner(DriverCommand command, RunnerOptions options, RequestCheck request_check,
               CaseService service)
    : command_(std::move(command)),
      options_(std::move(options)),
      request_check_(std::move(request_check)),
      service_(std::move(service)) {}

Expected<Hello> Runner::start() {
  process_.reset();
  auto process = DriverProcess::start(command_);
  if (!process) return std::unexpected(process.error());
  const auto deadline = Clock::now() + options_.start_limit;
  std::string line;
  const bool sent = process->send(write_hello_request(), deadline);
  const ReadResult read = sent ? process->receive(line, deadline) : ReadResult::kEnd;
  if (read != ReadResult::kLine) {
    const std::string end = read == ReadResult::kTimeout
                                ? std::string("says nothing")
                                : fmt::format("ended before hello ({})", process->stop());
    return std::unexpected(no_driver(command_, with_errors(end, process->error_text(kErrorText))));
  }
  auto hello = read_hello(line);
  if (!hello) return std::unexpected(no_driver(command_, hello.error().to_string()));
  hello_ = *hello;
  process_ = *std::move(process);
  return hello;
}

Expected<CaseResult> Runner::run(const Case& item) {
  CaseResult result{.item = &item};
  for (const std::string& capability : item.needs) {
    if (!hello_.can(capability)) {
      result.reason = fmt::format("the driver has not the capability \"{}\"", capability);
      return result;
    }
  }
  const auto begin = Clock::now();
  End end = End::kOutcome;
  // A failure to answer may be left over from an earlier case: it counts only when it comes again
  // in a fresh process.
  for (int attempt = 0; attempt < 2; ++attempt) {
    if (!process_) {
      if (auto hello = start(); !hello) return std::unexpected(hello.error());
    }
    auto mock = MockService::start(listed_answers(
        item.responses,
        [this, &item](const ReceivedRequest& request) { return service_(item, request); }));
    if (!mock) return std::unexpected(mock.error());
    result.repeated = attempt > 0;
    end = run_once(item, **mock, result);
    result.received = (*mock)->stop();
    if (end == End::kOutcome) break;
    const std::string how = process_->stop();
    result.driver_errors = process_->error_text(kErrorText);
    process_.reset();
    if (end == End::kCrash) result.reason = fmt::format("the driver ended: {}", how);
  }
  result.microseconds =
      std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count();
  switch (end) {
    case End::kHang:
      result.verdict = CaseVerdict::kHang;
      result.reason = "no answer in time";
      return result;
    case End::kCrash:
    case End::kGarbage:
      result.verdict = CaseVerdict::kCrash;
      return result;
    case End::kOutcome:
      break;
  }
  const Observation observation = observe(item, *result.outcome, result.received, request_check_);
  Judgement judgement = judge(item, observation, options_.canary);
  result.verdict = judgement.verdict;
  result.reason = std::move(judgement.reason);
  return result;
}

Runner::End Runner::run_once(const Case& item, MockService& mock, CaseResult& result) {
  Call call{.id = next_id_++,
            .service = item.service,
            .operation = item.operation,
            .endpoint = mock.endpoint(),
            .region = std::string(kTestRegion),
            .access_key_id = std::string(kTestAccessKeyId),
            .secret_access_key = std::string(kTestSecretAccessKey),
            .client = item.client,
            .input = item.input};
  const auto deadline =
      Clock::now() + options_.call_limit +
      std::chrono::milliseconds(item.client.timeout_ms) * (item.client.max_attempts - 1);
  std::string line;
  const bool sent = process_->send(write_call(call), deadline);
  if (!sent && Clock::now() >= deadline) return End::kHang;
  switch (process_->receive(line, deadline)) {
    case ReadResult::kTimeout:
      return End::kHang;
    case ReadResult::kEnd:
      return End::kCrash;
    case ReadResult::kLine:
      break;
  }
  auto outcome = read_outcome(line, call.id);
  if (!outcome) {
    result.reason = fmt::format("the driver's answer is no message: {}; it wrote: {}",
                                outcome.error().to_string(), printable(line, 200));
    return End::kGarbage;
  }
  result.outcome = *std::move(outcome);
  return End::kOutcome;
}

bool Runner::finish() {
  if (!process_) return true;
  const auto deadline = Clock::now() + kByeLimit;
  std::string line;
  const bool answered = process_->send(write_bye(), deadline) &&
                        process_->receive(line, deadline) == ReadResult::kLine &&
                        line.find("\"bye\"") != std::string::npos;
  process_.reset();
  return answered;
}

}  // namespace assay
