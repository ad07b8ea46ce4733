#include "bench/hand_members.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <iterator>

namespace assay::bench {

int output_member(std::string_view name) noexcept {
  switch (name.size()) {
    case 5:
      return name == "RunId" ? 2 : -1;
    case 7:
      return name == "RunType" ? 3 : -1;
    case 9:
      return name == "RunDetail" ? 5 : -1;
    case 11:
      return name == "WorkflowArn" ? 0 : -1;
    case 15:
      return name == "WorkflowVersion" ? 1 : -1;
    case 18:
      return name == "OverrideParameters" ? 4 : -1;
    default:
      return -1;
  }
}

int detail_member(std::string_view name) noexcept {
  switch (name.size()) {
    case 5:
      return name == "RunId" ? 2 : -1;
    case 7:
      return name == "RunType" ? 3 : -1;
    case 8:
      return name == "Duration" ? 8 : name == "RunState" ? 11 : -1;
    case 9:
      return name == "StartedOn" ? 4 : name == "CreatedAt" ? 5 : -1;
    case 10:
      return name == "ModifiedAt" ? 7 : -1;
    case 11:
      return name == "WorkflowArn" ? 0 : name == "CompletedOn" ? 6 : -1;
    case 12:
      return name == "ErrorMessage" ? 9 : -1;
    case 13:
      return name == "TaskInstances" ? 10 : -1;
    case 15:
      return name == "WorkflowVersion" ? 1 : -1;
    default:
      return -1;
  }
}

int input_member(std::string_view name) noexcept {
  return name == "WorkflowArn" ? 0 : name == "RunId" ? 1 : -1;
}

int error_member(std::string_view name) noexcept {
  switch (name.size()) {
    case 6:
      return name == "Reason" ? 6 : -1;
    case 7:
      return name == "Message" || name == "message" ? 0 : -1;
    case 9:
      return name == "FieldList" ? 7 : name == "QuotaCode" ? 5 : -1;
    case 10:
      return name == "ResourceId" ? 2 : -1;
    case 11:
      return name == "ServiceCode" ? 4 : -1;
    case 12:
      return name == "ResourceType" ? 3 : -1;
    case 17:
      return name == "RetryAfterSeconds" ? 1 : -1;
    default:
      return -1;
  }
}

RunState run_state_of(std::string_view text) noexcept {
  if (text == "SUCCESS") return RunState::kSuccess;
  if (text == "FAILED" || text == "TIMEOUT" || text == "STOPPED") return RunState::kOver;
  if (text == "STARTING" || text == "QUEUED" || text == "RUNNING" || text == "STOPPING") {
    return RunState::kActive;
  }
  return RunState::kUnknown;
}

int modeled_error(std::string_view name) noexcept {
  const auto* found = std::ranges::find(kHandErrors, name, &HandError::name);
  return found == std::end(kHandErrors) ? -1 : static_cast<int>(found - kHandErrors);
}

bool common_error(std::string_view name) noexcept {
  constexpr std::string_view kCommon[] = {
      "AccessDeniedException", "ExpiredTokenException",         "IncompleteSignature",
      "InternalFailure",       "MalformedHttpRequestException", "NotAuthorized",
      "OptInRequired",         "RequestAbortedException",       "RequestEntityTooLargeException",
      "RequestExpired",        "RequestTimeoutException",       "ServiceUnavailable",
      "ThrottlingException",   "UnknownOperationException",     "UnrecognizedClientException",
      "ValidationError"};
  return std::ranges::find(kCommon, name) != std::end(kCommon);
}

std::string_view short_name(std::string_view text) noexcept {
  text = text.substr(0, text.find(':'));
  const std::size_t hash = text.rfind('#');
  return hash == std::string_view::npos ? text : text.substr(hash + 1);
}

std::uint32_t RepeatedNames::count(std::span<const std::string_view> names) {
  std::uint32_t repeated = 0;
  if (names.size() <= 8) {  // comparing is cheaper than hashing
    for (std::size_t i = 1; i < names.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (names[i] == names[j]) {
          ++repeated;
          break;
        }
      }
    }
    return repeated;
  }
  const std::size_t size = std::bit_ceil(names.size() * 2);
  slots_.assign(size, 0);
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    std::size_t slot = std::hash<std::string_view>()(names[i]) & (size - 1);
    while (slots_[slot] != 0 && names[slots_[slot] - 1] != names[i]) slot = (slot + 1) & (size - 1);
    if (slots_[slot] != 0) {
      ++repeated;
    } else {
      slots_[slot] = i + 1;
    }
  }
  return repeated;
}

}  // namespace assay::bench
