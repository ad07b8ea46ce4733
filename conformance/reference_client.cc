#include "conformance/reference_client.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <random>
#include <thread>

#include "conformance/http_client.h"
#include "conformance/reference_value.h"
#include "conformance/sigv4.h"
#include "parsers/http_check.h"
#include "spec/contract_tables.h"

namespace assay {
namespace {

constexpr std::size_t kMostNodes = 1u << 16;
constexpr std::size_t kMostUnescaped = 16u << 20;  // bytes
constexpr std::chrono::milliseconds kFirstBackoff{50};
constexpr std::chrono::milliseconds kMostBackoff{20'000};
constexpr std::chrono::milliseconds kMostAsked{5'000};

// Source: AWS SDKs and Tools Reference Guide, retry behavior, standard mode.
constexpr std::array<int, 4> kTransientStatuses = {500, 502, 503, 504};
constexpr std::array<std::string_view, 16> kRetryableCodes = {
    "RequestTimeout",
    "RequestTimeoutException",
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottledException",
    "TooManyRequestsException",
    "ProvisionedThroughputExceededException",
    "TransactionInProgressException",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "LimitExceededException",
    "RequestThrottled",
    "SlowDown",
    "PriorRequestNotComplete",
    "EC2ThrottledException"};

std::string_view words_for(BindStatus status) {
  switch (status) {
    case BindStatus::kOk:
      return "";
    case BindStatus::kBadJson:
      return "the body is not JSON";
    case BindStatus::kBadType:
      return "a member has another JSON type than its shape";
    case BindStatus::kBadInteger:
      return "an integer is fractional or out of its range";
    case BindStatus::kBadTimestamp:
      return "a timestamp cannot be read";
    case BindStatus::kLimit:
      return "the body is beyond a limit of this client";
  }
  return "";
}

Outcome client_error(std::string_view class_name, std::string text) {
  Outcome outcome;
  outcome.kind = Outcome::Kind::kClientError;
  outcome.class_name = class_name;
  outcome.text = std::move(text);
  return outcome;
}

// Exponential with full jitter, so that many clients do not come back at once.
std::chrono::milliseconds backoff(int failures) {
  static thread_local std::minstd_rand generator{std::random_device{}()};
  const auto most = std::min(kMostBackoff, kFirstBackoff * (1 << std::min(failures - 1, 10)));
  std::uniform_int_distribution<std::int64_t> distribution(0, most.count());
  return std::chrono::milliseconds(distribution(generator));
}

// Whether a value holds one that could not be made: a blob whose text is no base64.
bool holds_other(const Tagged& value) {
  return value.kind == Tagged::Kind::kOther || std::ranges::any_of(value.items, holds_other) ||
         std::ranges::any_of(value.members,
                             [](const auto& member) { return holds_other(member.second); });
}

// How long the service asks a client to wait: x-amz-retry-after in milliseconds, Retry-After or a
// member RetryAfterSeconds in seconds. What is no number asks for nothing.
std::chrono::milliseconds asked_wait(const HeaderList& headers, const Outcome& outcome) {
  const auto number = [](std::string_view text, std::int64_t unit) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return std::chrono::milliseconds(
        whole ? std::clamp<std::int64_t>(value, 0, kMostBackoff.count()) * unit : 0);
  };
  std::chrono::milliseconds wait{0};
  for (const auto& [name, value] : headers) {
    if (equal_ignoring_case(name, "x-amz-retry-after")) wait = std::max(wait, number(value, 1));
    if (equal_ignoring_case(name, "Retry-After")) wait = std::max(wait, number(value, 1000));
  }
  const Tagged* seconds = outcome.members ? outcome.members->find("RetryAfterSeconds") : nullptr;
  if (seconds && seconds->kind == Tagged::Kind::kInteger) {
    wait = std::max(wait, number(seconds->text, 1000));
  }
  return wait;
}

}  // namespace

ReferenceClient::ReferenceClient(Contract contract)
    : contract_(std::move(contract)), checker_(contract_), value_(kMostNodes, kMostUnescaped) {}

Outcome ReferenceClient::call(const Call& call) {
  const auto operation = contract_.find_operation(call.operation);
  if (!operation || call.service != contract_.service()) {
    return client_error("UnknownOperation",
                        fmt::format("{} has no operation {}", contract_.service(), call.operation));
  }
  const ShapeIndex input = contract_.tables().operations[*operation].input;
  // Without a shape the input is the empty object.
  auto body =
      input == kNoIndex ? Expected<std::string>("{}") : write_input(contract_, input, call.input);
  if (!body) return client_error("InvalidInput", body.error().message);
  for (int count = 1;; ++count) {
    Attempt result = attempt(call, *operation, *body);
    if (!result.retryable || count >= call.client.max_attempts) return std::move(result.outcome);
    // At least what the service asks for; five seconds beyond the back-off are the most.
    const auto delay = backoff(count);
    std::this_thread::sleep_for(std::max(delay, std::min(result.wait, delay + kMostAsked)));
  }
}

ReferenceClient::Attempt ReferenceClient::attempt(const Call& call, OperationIndex operation,
                                                  const std::string& body) {
  const auto endpoint = parse_endpoint(call.endpoint);
  if (!endpoint) return {client_error("InvalidEndpoint", endpoint.error().message)};
  const ContractTables& tables = contract_.tables();
  const std::string host = endpoint->host_header();
  const std::string date = fmt::format(
      "{:%Y%m%dT%H%M%SZ}",
      fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
  const bool newer = contract_.protocol() == "awsJson1_1";
  std::vector<Header> headers = {
      {"Host", host},
      {"Content-Type", newer ? "application/x-amz-json-1.1" : "application/x-amz-json-1.0"},
      {"X-Amz-Date", date},
      {"X-Amz-Target", tables.operations[operation].target}};
  std::string signed_by;
  if (tables.operations[operation].needs_authorization) {
    const SigningKey key{.access_key_id = call.access_key_id,
                         .secret_access_key = call.secret_access_key,
                         .region = call.region,
                         .service = tables.signing_name};
    signed_by = authorization(key, "POST", "/", headers, body);
    headers.push_back({"Authorization", signed_by});
  }
  headers.push_back({"User-Agent", "assay-reference"});
  auto answer =
      post(*endpoint, "/", headers, body, std::chrono::milliseconds(call.client.timeout_ms));
  if (!answer) return {client_error("HttpError", answer.error().message), true};
  if (answer->status == 200) return {bind_value(operation, answer->body)};

  std::vector<Header> received;
  for (const auto& [name, value] : answer->headers) received.push_back({name, value});
  HttpResponse response;
  response.status = answer->status;
  response.headers = received;
  response.body = answer->body;
  const BoundError bound = checker_.bind_error(operation, response, value_);
  Attempt result;
  Outcome& outcome = result.outcome;
  outcome.kind = Outcome::Kind::kServiceError;
  outcome.class_name = bound.modeled ? bound.code : "ServiceError";
  outcome.code = bound.code;
  outcome.typed = bound.modeled;
  outcome.message = bound.message;
  outcome.status = answer->status;
  outcome.request_id = bound.request_id;
  outcome.text = fmt::format("{} (status {}): {}", bound.code, answer->status, bound.message);
  outcome.members = Tagged::map();
  if (bound.modeled && !value_.empty()) {
    outcome.members = tagged_from_value(value_);
    std::erase_if(outcome.members->members, [](const auto& member) {
      return member.first == "message" || member.first == "Message";
    });
  }
  result.retryable = is_retryable(operation, answer->status, bound.code);
  result.wait = asked_wait(answer->headers, outcome);
  return result;
}

Outcome ReferenceClient::bind_value(OperationIndex operation, const std::string& body) {
  const BindStatus status = checker_.bind_output(operation, body, value_);
  if (status != BindStatus::kOk) {
    return client_error("UnreadableResponse", std::string(words_for(status)));
  }
  Outcome outcome;
  outcome.value = value_.empty() ? Tagged::map() : tagged_from_value(value_);
  if (holds_other(outcome.value)) {
    return client_error("UnreadableResponse", "a blob is no base64");
  }
  return outcome;
}

bool ReferenceClient::is_retryable(OperationIndex operation, int status,
                                   std::string_view code) const {
  if (std::ranges::find(kTransientStatuses, status) != kTransientStatuses.end()) return true;
  if (std::ranges::find(kRetryableCodes, code) != kRetryableCodes.end()) return true;
  const ContractTables& tables = contract_.tables();
  const OperationTable& entry = tables.operations[operation];
  for (std::uint32_t i = 0; i < entry.error_count; ++i) {
    const ErrorTable& error = tables.errors[entry.first_error + i];
    if (error.name == code) return error.retryable;
  }
  return false;
}

}  // namespace assay
