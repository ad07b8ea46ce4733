// Findings made readable: pointer, line and column, excerpt with caret, what is allowed, source.
#ifndef ASSAY_DIAGNOSTIC_H_
#define ASSAY_DIAGNOSTIC_H_

#include <assay/contract.h>
#include <assay/finding.h>
#include <assay/message.h>

#include <cstdint>
#include <memory>
#include <optional>
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

// Where something stands in a message.
// Units: line and column count from 1 within the HTTP part, columns in bytes; begin, end are bytes
// in the part; caret_begin and caret_length are columns of a terminal in `excerpt` as printed.
struct Place {
  HttpPart part = HttpPart::kNone;
  std::uint16_t header = 0;  // index in the header list when part is a header
  std::string part_name;     // "response body", "request header X-Amz-Target"
  std::string pointer;       // RFC 6901, for bodies; stops at a sensitive member; printable
  std::uint32_t begin = 0, end = 0;
  std::uint32_t line = 1, column = 1;
  std::uint32_t character_column = 1;  // the same column in Unicode scalar values; 0: far away
  std::string excerpt;                 // one line of the text around the place, printable, masked
  std::uint32_t caret_begin = 0, caret_length = 0;
};

// A finding with everything rebuilt from its offsets. Owns its texts; they are valid UTF-8 without
// control characters.
struct Diagnostic {
  std::string id;
  Severity severity = Severity::kError;
  Basis basis = Basis::kModel;
  std::string message;   // "Member must have length between 1 and 255, inclusive"
  std::string measured;  // "string of 256 characters"; empty when nothing is measured
  std::string allowed;   // what would be right, where the message does not say it; may be empty
  Place place;
  std::optional<Place> second;  // rules across members: the other member
  struct Source {
    std::string source, section, says;
    bool reading = false;
  };
  std::vector<Source> sources;  // more than one where sources confirm or disagree
};

// Makes the diagnostics of one subject; each body is mapped once, when first needed.
class Diagnoser {
 public:
  // Views in `subject` must outlive the Diagnoser.
  explicit Diagnoser(const Subject& subject);
  ~Diagnoser();
  Diagnoser(Diagnoser&&) noexcept;
  Diagnoser& operator=(Diagnoser&&) noexcept;

  // REQUIRES: the violation was made on this subject.
  Diagnostic diagnose(const Violation& violation);

  // A body as it was sent, every byte that must not be shown replaced by '*'; so offsets hold.
  // REQUIRES: part is a body.
  std::string masked_body(HttpPart part);

  // The value of a header, "***" in place of one that must not be shown.
  static std::string_view masked_header(const Header& header) noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// One diagnostic. Cost: linear in the message; use a Diagnoser for many.
Diagnostic diagnose(const Subject& subject, const Violation& violation);

std::string_view to_string(Severity severity) noexcept;  // "error"
std::string_view to_string(Basis basis) noexcept;        // "documented"
std::string_view to_string(HttpPart part) noexcept;      // "response body"
std::string_view to_string(Verdict verdict) noexcept;    // "valid"

}  // namespace assay

#endif  // ASSAY_DIAGNOSTIC_H_
