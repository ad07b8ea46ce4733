// What a conformance case shows of a subject.
#ifndef ASSAY_CONFORMANCE_VERDICT_H_
#define ASSAY_CONFORMANCE_VERDICT_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace assay {

// How a case ended, as reports print it.
enum class CaseVerdict : std::uint8_t {
  kPass,
  kWrongValue,     // what was returned differs from what was sent
  kSilentLoss,     // success although the message is broken or data is missing
  kRefused,        // a documented SDK error where a value was due
  kLeak,           // an error outside the SDK's documented error classes
  kSecretLeak,     // content of a sensitive member in an error text
  kWrongError,     // type, code, status or members of an error
  kWrongAttempts,  // retried what must not be, or not retried what must
  kWrongRequest,   // the request that was sent breaks the contract
  kCrash,
  kHang,
  kSkipped,  // the subject lacks a capability
};

// The level of a case: what its source asks of a client.
enum class Level : std::uint8_t {
  kMay,
  kShould,
  kMust
};

std::string_view to_string(CaseVerdict verdict) noexcept;  // "silent loss"
std::string_view to_string(Level level) noexcept;          // "MUST"
std::optional<CaseVerdict> parse_case_verdict(std::string_view word) noexcept;
std::optional<Level> parse_level(std::string_view word) noexcept;

}  // namespace assay

#endif  // ASSAY_CONFORMANCE_VERDICT_H_
