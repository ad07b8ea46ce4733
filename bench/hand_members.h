// Names of GetWorkflowRun's members and errors, looked up as one would by hand: by length first.
#ifndef ASSAY_BENCH_HAND_MEMBERS_H_
#define ASSAY_BENCH_HAND_MEMBERS_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace assay::bench {

// Shapes of all: -1 for a name that the structure does not have.
int output_member(std::string_view name) noexcept;
int detail_member(std::string_view name) noexcept;
int input_member(std::string_view name) noexcept;
int error_member(std::string_view name) noexcept;  // of any error; see HandError

enum class RunState : std::uint8_t {
  kUnknown,
  kActive,
  kSuccess,
  kOver,
};
RunState run_state_of(std::string_view text) noexcept;

// Members of an error as bits: Message 0, RetryAfterSeconds 1, ResourceId 2, ResourceType 3,
// ServiceCode 4, QuotaCode 5, Reason 6, FieldList 7.
struct HandError {
  std::string_view name;
  std::uint32_t members = 0;
  std::uint32_t required = 0;
};
inline constexpr HandError kHandErrors[] = {
    {"AccessDeniedException", 0x01, 0x01},     {"InternalServerException", 0x03, 0x01},
    {"OperationTimeoutException", 0x01, 0x00}, {"ResourceNotFoundException", 0x0D, 0x0D},
    {"ThrottlingException", 0x33, 0x31},       {"ValidationException", 0xC1, 0x41},
};
int modeled_error(std::string_view name) noexcept;            // into kHandErrors
bool common_error(std::string_view name) noexcept;            // one that any service may answer
std::string_view short_name(std::string_view text) noexcept;  // without URI and namespace

// How many names of an object stand there already; the table is reused from object to object.
class RepeatedNames {
 public:
  std::uint32_t count(std::span<const std::string_view> names);

 private:
  std::vector<std::uint32_t> slots_;  // position in `names` plus 1; 0: free
};

}  // namespace assay::bench

#endif  // ASSAY_BENCH_HAND_MEMBERS_H_
