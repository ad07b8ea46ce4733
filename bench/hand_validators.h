// The constraints of GetWorkflowRun written out by hand, as a careful engineer would.
#ifndef ASSAY_BENCH_HAND_VALIDATORS_H_
#define ASSAY_BENCH_HAND_VALIDATORS_H_

#include <cstdint>
#include <string_view>

namespace assay::bench {

// REQUIRES of all: well-formed UTF-8. Each counts constraints that break.
std::uint32_t broken_by_arn(std::string_view text) noexcept;            // length 1..2048, pattern
std::uint32_t broken_by_id(std::string_view text) noexcept;             // length 1..255, pattern
std::uint32_t broken_by_version(std::string_view text) noexcept;        // length 1..2048, `.+`
std::uint32_t broken_by_message(std::string_view text) noexcept;        // length 1..255, `.*`
std::uint32_t broken_by_error_message(std::string_view text) noexcept;  // length 1..2048, `.*`
std::uint32_t broken_by_reason(std::string_view text) noexcept;         // enum
std::uint32_t broken_by_nothing(std::string_view text) noexcept;        // any string

// Whether the pattern of WorkflowArn, RunId or WorkflowVersion matches; no length.
bool arn_matches(std::string_view text) noexcept;
bool id_matches(std::string_view text) noexcept;
bool version_matches(std::string_view text) noexcept;

// A date-time of the must-accept or tolerated class, as milliseconds since 1970; otherwise false.
struct HandInstant {
  bool readable = false;
  bool tolerated = false;
  std::int64_t seconds = 0;
  std::int64_t nanoseconds = 0;
};
HandInstant read_date_time(std::string_view text) noexcept;

}  // namespace assay::bench

#endif  // ASSAY_BENCH_HAND_VALIDATORS_H_
