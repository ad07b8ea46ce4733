// Reports of a check: one event interface, seven formats.
#ifndef ASSAY_PARSERS_REPORT_H_
#define ASSAY_PARSERS_REPORT_H_

#include <assay/diagnostic.h>
#include <assay/error.h>
#include <assay/finding.h>

#include <array>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/report_envelope.h"

namespace assay {

enum class ReportFormat : std::uint8_t {
  kText,
  kJson,
  kNdjson,
  kJunit,
  kSarif,
  kGithub,
  kMarkdown
};
std::string_view to_string(ReportFormat format) noexcept;  // "ndjson"
std::optional<ReportFormat> parse_report_format(std::string_view word) noexcept;

// Recorded bytes, in a report only on request; masked as everywhere.
struct ReportPayload {
  std::string part;  // "request body"
  std::string bytes;
  std::vector<std::pair<std::string, std::string>> headers;
};

// A message, or a request with its response.
// Shapes: line and column count from 1 in the file, columns in bytes.
struct ReportItem {
  std::string file;
  std::uint64_t number = 0;  // in the file, from 1
  std::uint32_t line = 1, column = 1;
  std::string name;           // "GetWorkflowRun response", "exchange of another service"
  std::string service;        // empty when no contract was found for it
  std::string operation;      // empty when unknown
  std::string other_service;  // not empty: of a service without a loaded contract; not checked
  std::string start_time;     // of the recording, RFC 3339; empty when unknown
  Verdict verdict = Verdict::kValid;
  std::array<std::uint64_t, 3> findings{};  // by severity
  std::optional<Error> error;               // it could not be used: why
  std::vector<ReportPayload> payloads;
};

// A value that shows a finding: `text` as it is, however long.
struct ReportWitness {
  std::string label;  // "shortest match"
  std::string text;
};

// A finding with its place in the file. `exact`: that place is the byte itself; otherwise it is
// where the item begins.
struct ReportFinding {
  std::string file;
  std::uint64_t number = 0;  // of the item
  std::uint32_t line = 1, column = 1;
  bool exact = false;
  std::string operation;
  Diagnostic diagnostic;
  std::string rule;  // what the id means, where the message speaks of this one place; may be empty
  std::vector<ReportWitness> witnesses;
};

// Units: seconds of wall time.
struct ReportSummary {
  std::uint64_t items = 0, valid = 0, invalid = 0, unchecked = 0, other_services = 0, unusable = 0;
  std::map<std::string, std::uint64_t> others;  // by service
  std::array<std::uint64_t, 3> findings{};      // by severity
  double seconds = 0;
  bool interrupted = false;
  std::string noun = "message";  // what the items are: "exchange", "value"
  int exit_code = 0;
};

struct ReportOptions {
  bool color = false;
  bool excerpts = false;  // lines of recorded bytes around each place
  bool summary = true;    // text: the summary line at the end
  // Text, github, markdown, junit: findings of one id in one place (list indexes and map keys
  // aside) that are shown; the others are counted. json, ndjson and sarif hold all.
  std::uint32_t shown_alike = 10;
  // junit: findings from this severity on are failures; nullopt: none are.
  std::optional<Severity> gate = Severity::kError;
};

// Writes a report as it goes. Calls come in this order: begin; for each item its findings, then
// the item; end. Failures of the stream show in the stream.
class Reporter {
 public:
  virtual ~Reporter() = default;
  virtual void begin(const ReportEnvelope& envelope) = 0;
  virtual void finding(const ReportFinding& finding) = 0;
  virtual void item(const ReportItem& item) = 0;
  virtual void end(const ReportSummary& summary) = 0;

  // False where items without a finding that could be used leave no trace but in the summary: they
  // need not be told of.
  virtual bool wants_every_item() const { return true; }
  // Whoever waits for the report gets what is written so far.
  virtual void flush() {}
};

// `out` must outlive the reporter.
std::unique_ptr<Reporter> make_reporter(ReportFormat format, std::ostream& out,
                                        const ReportOptions& options);

// "61 exchanges: 57 valid, 1 invalid, 0 unchecked, 3 of other services (sts)"; without the time.
std::string summary_line(const ReportSummary& summary);

// `shortest match: "abc" (3 characters)`: printable, cut in the middle when long.
std::string witness_line(const ReportWitness& witness);

// "GetWorkflowRun response /RunDetail/RunId (body bytes 88-106)".
std::string place_line(const ReportFinding& finding, const Place& place);

}  // namespace assay

#endif  // ASSAY_PARSERS_REPORT_H_
