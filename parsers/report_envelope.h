// What every result file says of its making: tool, suite, models, subjects, environment.
#ifndef ASSAY_PARSERS_REPORT_ENVELOPE_H_
#define ASSAY_PARSERS_REPORT_ENVELOPE_H_

#include <assay/contract.h>

#include <boost/json/fwd.hpp>
#include <string>
#include <utility>
#include <vector>

namespace assay {

// Raised when a reader of older files would misread newer ones.
inline constexpr int kReportFormatVersion = 1;

using NamedVersions = std::vector<std::pair<std::string, std::string>>;

// What was tested, where something was: an SDK with its runtime and the libraries that matter.
struct ReportSubject {
  std::string name;        // "boto3"
  std::string version;     // "1.44.5"
  std::string runtime;     // "CPython 3.11.7"; empty when unknown
  NamedVersions versions;  // transitive: {"botocore", "1.44.5"}
};

struct ReportEnvelope {
  std::string kind;  // "check", "conform"
  std::string tool_version;
  std::string suite;  // edition of the conformance suite; empty when none was run
  struct Model {
    std::string service, protocol, hash;
  };
  std::vector<Model> models;
  std::vector<ReportSubject> subjects;
  NamedVersions environment;  // system, machine, compiler, libraries
  std::string started;        // RFC 3339, UTC
};

// Fills all but suite, models and subjects: what this program and this machine are.
ReportEnvelope make_envelope(std::string_view kind, std::string_view tool_version);

ReportEnvelope::Model model_of(const Contract& contract);

// The members that every result file begins with: format, kind, tool, suite, models, subjects,
// environment, started.
boost::json::object envelope_json(const ReportEnvelope& envelope);

// The present time, "2026-11-22T12:00:00Z".
std::string utc_now();

}  // namespace assay

#endif  // ASSAY_PARSERS_REPORT_ENVELOPE_H_
