#include "conformance/smoke.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "conformance/judge.h"
#include "conformance/suite.h"

namespace assay {
namespace {

// What a check asks of the outcome.
enum class Ask : std::uint8_t {
  kPass,         // what the case asks: any SDK does it, so that a miss is the driver's
  kMessage,      // an outcome at all: the SDK may do anything, the driver must tell it
  kServiceError  // that the SDK raised the service's error
};

struct Step {
  std::string_view id;  // of a case
  Ask ask;
  std::string_view what;
};

constexpr std::array<Step, 15> kSteps = {{
    {"awsJson1_0/value/full", Ask::kPass, "values of every type come with their tags"},
    {"awsJson1_0/value/empty-object", Ask::kPass, "absent members are left out"},
    {"awsJson1_0/value/key-dollar", Ask::kPass, "keys that begin with $ come in $map"},
    {"awsJson1_0/value/surrogate-pair", Ask::kPass, "characters beyond U+FFFF are plain text"},
    {"awsJson1_0/request/body", Ask::kPass, "the input reaches the service as it is"},
    {"awsJson1_0/request/signature", Ask::kPass, "the credentials given are used"},
    {"awsJson1_0/error/by-type-plain", Ask::kPass,
     "an error of the model is told with its members"},
    {"awsJson1_0/error/unknown-code", Ask::kServiceError, "an unknown error is told"},
    {"awsJson1_0/retry/max-attempts-1", Ask::kPass, "max_attempts 1 is one attempt"},
    {"awsJson1_0/retry/max-attempts-2", Ask::kPass, "max_attempts 2 is two attempts"},
    {"awsJson1_0/value/int32-2-63", Ask::kMessage, "an integer beyond 2^53 does not break a line"},
    {"awsJson1_0/body/nan", Ask::kMessage, "NaN does not break a line"},
    {"awsJson1_0/body/surrogate-high", Ask::kMessage, "a lone surrogate does not break a line"},
    {"awsJson1_0/body/utf8-lone-byte", Ask::kMessage,
     "bytes that are no UTF-8 do not break a line"},
    {"awsJson1_0/body/top-level-array", Ask::kMessage, "every exception is caught"},
}};

// A connection that is closed without an answer.
Case silence(const Case& model) {
  Case item = model;
  item.id = "smoke/no-answer";
  item.request.reset();
  item.responses = {{.raw = ""}};
  item.allowed = {AllowedOutcome{}};
  item.allowed.front().attempts = {0, 60};
  return item;
}

std::string problem_of(const CaseResult& result, Ask ask) {
  if (!result.outcome) return fmt::format("{}: {}", to_string(result.verdict), result.reason);
  if (ask == Ask::kServiceError && result.outcome->kind != Outcome::Kind::kServiceError) {
    return "no service_error";
  }
  if (ask == Ask::kPass && result.verdict != CaseVerdict::kPass) {
    return fmt::format("{}: {}", to_string(result.verdict), result.reason);
  }
  return {};
}

}  // namespace

Expected<std::vector<SmokeCheck>> run_smoke(Runner& runner) {
  const auto hello = runner.start();
  if (!hello) return std::unexpected(hello.error());
  std::vector<SmokeCheck> checks;
  const Suite& suite = embedded_suite();
  const auto add = [&](std::string_view what, const CaseResult& result, std::string problem) {
    checks.push_back({std::string(what), std::move(problem),
                      result.outcome ? describe_outcome(*result.outcome) : ""});
  };
  for (const Step& step : kSteps) {
    const Case* item = suite.find(step.id);
    if (!item) continue;  // a test sees to it that there is one
    auto result = runner.run(*item);
    if (!result) return std::unexpected(result.error());
    if (result->verdict == CaseVerdict::kSkipped) continue;
    add(step.what, *result, problem_of(*result, step.ask));
  }
  const Case quiet = silence(suite.cases.front());
  auto result = runner.run(quiet);
  if (!result) return std::unexpected(result.error());
  const bool told = result->outcome && result->outcome->kind == Outcome::Kind::kClientError;
  add("a lost connection is a client_error", *result, told ? "" : "no client_error");
  checks.push_back({"bye is answered", runner.finish() ? "" : "no {\"type\":\"bye\"}", ""});
  return checks;
}

}  // namespace assay
