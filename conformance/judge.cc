#include "conformance/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "conformance/text_codec.h"

namespace assay {
namespace {

using Allowed = AllowedOutcome::Kind;
using Got = Outcome::Kind;

// Values come from the subject: nothing of them reaches a terminal as it is.
std::string shorten(std::string_view text, std::size_t limit) { return printable(text, limit); }

bool allows(const Case& item, Allowed kind) {
  return std::ranges::any_of(item.allowed,
                             [&](const AllowedOutcome& allowed) { return allowed.kind == kind; });
}

// What is wrong with an error, as an allowed one; empty when nothing is.
std::string error_difference(const AllowedOutcome& wanted, const Outcome& got) {
  if (wanted.code && *wanted.code != got.code) {
    return fmt::format("code is \"{}\", wanted \"{}\"", printable(got.code, 80), *wanted.code);
  }
  if (wanted.status && got.status && *wanted.status != *got.status) {
    return fmt::format("status is {}, wanted {}", *got.status, *wanted.status);
  }
  if (wanted.message && *wanted.message != got.message) {
    return fmt::format("message is \"{}\", wanted \"{}\"", printable(got.message, 80),
                       printable(*wanted.message, 80));
  }
  if (wanted.typed && *wanted.typed != got.typed) {
    return fmt::format("class {} is {} for this error", got.class_name,
                       got.typed ? "one made" : "not the one");
  }
  if (wanted.members) {
    if (!got.members) return "members of the error are not told";
    return describe_difference(*wanted.members, *got.members);
  }
  return {};
}

bool matches(const AllowedOutcome& wanted, const Outcome& got) {
  switch (wanted.kind) {
    case Allowed::kAny:
      return true;
    case Allowed::kValue:
      return got.kind == Got::kValue && same_value(wanted.value, got.value);
    case Allowed::kServiceError:
      return got.kind == Got::kServiceError && error_difference(wanted, got).empty();
    case Allowed::kClientError:
      return got.kind == Got::kClientError;
  }
  return false;
}

const AllowedOutcome* first_of(const Case& item, Allowed kind) {
  const auto found = std::ranges::find(item.allowed, kind, &AllowedOutcome::kind);
  return found == item.allowed.end() ? nullptr : &*found;
}

Judgement judge_value(const Case& item, const Outcome& got) {
  const AllowedOutcome* wanted = first_of(item, Allowed::kValue);
  if (!wanted) {
    return {CaseVerdict::kSilentLoss,
            fmt::format("success with {}, although {} was due", shorten(to_json(got.value), 120),
                        allows(item, Allowed::kServiceError) ? "the service's error" : "an error")};
  }
  const bool lost = std::ranges::any_of(item.allowed, [&](const AllowedOutcome& allowed) {
    return allowed.kind == Allowed::kValue && lost_something(allowed.value, got.value);
  });
  return {lost ? CaseVerdict::kSilentLoss : CaseVerdict::kWrongValue,
          shorten(describe_difference(wanted->value, got.value), 400)};
}

Judgement judge_error(const Case& item, const Outcome& got) {
  const std::string what = shorten(describe_outcome(got), 200);
  if (const AllowedOutcome* wanted = first_of(item, Allowed::kServiceError)) {
    return {CaseVerdict::kWrongError, got.kind == Got::kServiceError
                                          ? error_difference(*wanted, got)
                                          : fmt::format("{} instead of the service's error", what)};
  }
  if (allows(item, Allowed::kValue)) {
    return {CaseVerdict::kRefused, fmt::format("{} where a value was due", what)};
  }
  return {CaseVerdict::kWrongError, fmt::format("{} where no answer of the service was", what)};
}

// What is wrong with the times between attempts; empty when nothing is. Only too short is wrong:
// a busy machine makes any of them longer.
std::string gap_fault(const Case& item, const std::vector<std::int64_t>& gaps_us) {
  for (std::size_t i = 0; i < gaps_us.size() && !item.gaps_ms.empty(); ++i) {
    const int least = item.gaps_ms[std::min(i, item.gaps_ms.size() - 1)];
    if (gaps_us[i] / 1000 < least) {
      return fmt::format("attempt {} came {} ms after the one before, wanted at least {} ms", i + 2,
                         gaps_us[i] / 1000, least);
    }
  }
  return {};
}

}  // namespace

Judgement judge(const Case& item, const Observation& observation, std::string_view canary) {
  const Outcome& got = observation.outcome;
  if (got.kind != Got::kValue && !canary.empty() &&
      (got.text.find(canary) != std::string::npos ||
       got.message.find(canary) != std::string::npos)) {
    return {CaseVerdict::kSecretLeak, fmt::format("content of a sensitive member in the text of {}",
                                                  printable(got.class_name, 80))};
  }
  if (observation.waited_to_end) {
    return {CaseVerdict::kHang,
            fmt::format("still waiting when the service closed the connection, long after the "
                        "timeout of {} ms",
                        item.client.timeout_ms)};
  }
  const auto any = std::ranges::find(item.allowed, Allowed::kAny, &AllowedOutcome::kind);
  if (got.kind == Got::kClientError && !got.wrapped && any == item.allowed.end()) {
    return {CaseVerdict::kLeak, fmt::format("{}, outside the SDK's documented classes: {}",
                                            got.class_name, printable(got.text, 160))};
  }
  const auto count = static_cast<int>(observation.attempts);
  const AllowedOutcome* same = nullptr;
  for (const AllowedOutcome& allowed : item.allowed) {
    if (!matches(allowed, got)) continue;
    same = &allowed;
    if (count >= allowed.attempts.least && count <= allowed.attempts.most) break;
  }
  if (!same) return got.kind == Got::kValue ? judge_value(item, got) : judge_error(item, got);
  if (count < same->attempts.least || count > same->attempts.most) {
    const AttemptRange& range = same->attempts;
    return {CaseVerdict::kWrongAttempts,
            range.least == range.most
                ? fmt::format("{} attempts, wanted {}", count, range.least)
                : fmt::format("{} attempts, wanted {} to {}", count, range.least, range.most)};
  }
  if (std::string fault = gap_fault(item, observation.gaps_us); !fault.empty()) {
    return {CaseVerdict::kWrongAttempts, std::move(fault)};
  }
  if (!observation.request_faults.empty()) {
    return {CaseVerdict::kWrongRequest,
            shorten(fmt::format("{}", fmt::join(observation.request_faults, "; ")), 400)};
  }
  return {};
}

std::string describe_allowed(const Case& item) {
  std::string out;
  for (const AllowedOutcome& allowed : item.allowed) {
    if (!out.empty()) out += " or ";
    switch (allowed.kind) {
      case Allowed::kAny:
        out += "any outcome";
        break;
      case Allowed::kValue:
        out += "value " + shorten(to_json(allowed.value), 160);
        break;
      case Allowed::kClientError:
        out += "client_error";
        break;
      case Allowed::kServiceError:
        out += "service_error";
        if (allowed.code) out += fmt::format(" \"{}\"", *allowed.code);
        if (allowed.status) out += fmt::format(" {}", *allowed.status);
        if (allowed.message) out += fmt::format(" \"{}\"", printable(*allowed.message, 60));
        if (allowed.members) out += " " + shorten(to_json(*allowed.members), 120);
        break;
    }
  }
  return out;
}

std::string describe_response(const WireResponse& response, std::size_t limit) {
  using Kind = WireStep::Kind;
  if (response.as_service) return "what the service would answer";
  if (response.raw) return printable(*response.raw, limit);
  if (response.steps.empty()) {
    return fmt::format(
        "{} {}", response.status,
        response.body.empty() ? std::string("(no body)") : printable(response.body, limit));
  }
  std::string out = response.on_connect ? "on connect: " : "";
  for (std::size_t i = 0; i < response.steps.size(); ++i) {
    const WireStep& step = response.steps[i];
    if (i > 0) out += " | ";
    switch (step.kind) {
      case Kind::kSend:
        out += printable(step.bytes, limit);
        if (step.write > 0) out += fmt::format(" ({} bytes every {} ms)", step.write, step.ms);
        break;
      case Kind::kWait:
        out += fmt::format("wait {} ms", step.ms);
        break;
      case Kind::kHold:
        out += "say nothing more";
        break;
      case Kind::kClose:
        out += "close";
        break;
      case Kind::kReset:
        out += "reset";
        break;
    }
  }
  return out;
}

std::string describe_outcome(const Outcome& outcome) {
  switch (outcome.kind) {
    case Got::kValue:
      return "value " + shorten(to_json(outcome.value), 160);
    case Got::kClientError:
      return fmt::format("client_error {}: {}", printable(outcome.class_name, 80),
                         printable(outcome.text, 120));
    case Got::kServiceError:
      break;
  }
  std::string out = fmt::format("service_error \"{}\"", printable(outcome.code, 60));
  if (outcome.status) out += fmt::format(" {}", *outcome.status);
  out += fmt::format(" \"{}\"", printable(outcome.message, 60));
  if (outcome.members && !outcome.members->members.empty()) {
    out += " " + shorten(to_json(*outcome.members), 120);
  }
  return out;
}

}  // namespace assay
