// Findings: what a message breaks, where, and how badly.
#ifndef ASSAY_FINDING_H_
#define ASSAY_FINDING_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace assay {

// Ordered: a gate compares with >=.
enum class Severity : std::uint8_t {
  kNote,
  kWarning,
  kError
};

// Where a constraint comes from.
enum class Basis : std::uint8_t {
  kDocumented,
  kModel,
  kProtocol,
  kInferred
};

// The part of an HTTP exchange that a byte range counts in. Values checked alone and bare bodies
// use the body parts.
enum class HttpPart : std::uint8_t {
  kNone,
  kRequestLine,     // offsets in the method: 0..size, the path follows
  kRequestHeaders,  // the header section as a whole: something that is absent from it
  kRequestHeader,   // offsets in the value of header number `header`
  kRequestBody,
  kStatusLine,
  kResponseHeaders,
  kResponseHeader,
  kResponseBody,
};

// Position of a constraint in its Contract; protocol rules come first and have the same index in
// every Contract (see spec/protocol_rules.h).
using ConstraintIndex = std::uint32_t;

// One broken constraint in one place. Fixed layout; pointers into the text are rebuilt from the
// offsets when a person asks (diagnostic.h).
// Units: begin and end are byte offsets in `part`; measured is in the constraint's own unit
// (characters, items, seconds, an HTTP status ...), 0 where nothing is measured.
struct Violation {
  ConstraintIndex constraint = 0;
  Severity severity = Severity::kError;
  HttpPart part = HttpPart::kNone;
  HttpPart second_part = HttpPart::kNone;  // the other place of a rule across members
  std::uint8_t reserved = 0;
  std::uint16_t header = 0;  // index in the header list when part is a header
  std::uint16_t second_header = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t second_begin = 0;
  std::uint32_t second_end = 0;
  std::int64_t measured = 0;

  friend bool operator==(const Violation&, const Violation&) = default;
};
static_assert(sizeof(Violation) == 40);

// What a check says of a message.
enum class Verdict : std::uint8_t {
  kValid,      // no finding of severity error
  kInvalid,    // at least one
  kUnchecked,  // a limit stopped the walk; what it found until then is in the findings
};

// Collects the findings of one check in storage of the caller's. When the storage is full the
// counts go on and the violation itself is dropped.
class Findings {
 public:
  explicit Findings(std::span<Violation> storage) noexcept : storage_(storage) {}

  void add(const Violation& violation) noexcept {
    if (total_ < storage_.size()) storage_[total_] = violation;
    ++total_;
    ++counts_[static_cast<std::size_t>(violation.severity)];
  }
  void clear() noexcept {
    total_ = 0;
    counts_ = {};
  }

  // The violations that fitted, in order of discovery.
  std::span<const Violation> stored() const noexcept {
    return storage_.first(std::min(total_, storage_.size()));
  }
  std::span<Violation> stored() noexcept {
    return storage_.first(std::min(total_, storage_.size()));
  }
  std::size_t total() const noexcept { return total_; }
  std::size_t dropped() const noexcept { return total_ - stored().size(); }
  std::size_t count(Severity severity) const noexcept {
    return counts_[static_cast<std::size_t>(severity)];
  }

 private:
  std::span<Violation> storage_;
  std::size_t total_ = 0;
  std::array<std::size_t, 3> counts_{};
};

}  // namespace assay

#endif  // ASSAY_FINDING_H_
