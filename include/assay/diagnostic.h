// Findings made readable: pointer, line and column, excerpt with caret, what is allowed, source.
#ifndef ASSAY_DIAGNOSTIC_H_
#define ASSAY_DIAGNOSTIC_H_

#include <assay/contract.h>
#include <assay/finding.h>
#include <assay/message.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

// Which body of an operation a text is.
enum class BodyKind : std::uint8_t {
  kInput,
  kOutput,
  kError,
  kShape
};

// What the findings were made on; enough to rebuild every place. Sensitive members are masked
// here, so that nothing after this point can print them.
struct Subject {
  const Contract* contract = nullptr;
  Exchange exchange;             // bare bodies: the one message, with only its body filled in
  OperationIndex operation = 0;  // as the checker resolved it
  ShapeIndex shape = 0;          // BodyKind::kShape: check_value, the text is the response body
  BodyKind response_kind = BodyKind::kOutput;
};

// A finding with everything rebuilt from its offsets. Owns its texts.
// Units: line and column count from 1 within the HTTP part; begin, end are bytes in it.
struct Diagnostic {
  std::string id;
  Severity severity = Severity::kError;
  std::string message;   // "Member must have length between 1 and 255, inclusive"
  std::string measured;  // "string of 256 characters"; empty when nothing is measured
  HttpPart part = HttpPart::kNone;
  std::string part_name;  // "response body", "request header X-Amz-Target"
  std::string pointer;    // RFC 6901, for bodies; stops at a sensitive member
  std::uint32_t begin = 0, end = 0;
  std::uint32_t line = 0, column = 0;
  std::string excerpt;  // one line of the text around the place, printable, masked
  std::uint32_t caret_begin = 0, caret_length = 0;  // columns in the excerpt as printed
  std::string second_pointer;                       // rules across members
  Basis basis = Basis::kModel;
  struct Source {
    std::string source, section, says;
    bool reading = false;
  };
  std::vector<Source> sources;
};

Diagnostic diagnose(const Subject& subject, const Violation& violation);

std::string_view to_string(Severity severity) noexcept;  // "error"
std::string_view to_string(Basis basis) noexcept;        // "documented"
std::string_view to_string(HttpPart part) noexcept;      // "response body"
std::string_view to_string(Verdict verdict) noexcept;    // "valid"

}  // namespace assay

#endif  // ASSAY_DIAGNOSTIC_H_
