// Reports of a campaign. All of them are made from the state alone.
#ifndef ASSAY_FUZZ_SUPERVISOR_FUZZ_REPORT_H_
#define ASSAY_FUZZ_SUPERVISOR_FUZZ_REPORT_H_

#include <assay/error.h>

#include <optional>
#include <string>

#include "fuzz/supervisor/campaign.h"
#include "parsers/report_envelope.h"

namespace assay::fuzz {

struct FuzzReport {
  const StateFolder* folder = nullptr;
  const Campaign* campaign = nullptr;
  ReportEnvelope envelope;
  bool payloads = false;  // inputs of findings, escaped
};

// Lines for a terminal: findings first, then figures and the stop rule.
std::string fuzz_text(const FuzzReport& report);
std::string fuzz_markdown(const FuzzReport& report);
std::string fuzz_json(const FuzzReport& report);  // spec/schemas/fuzz-report.json
std::string fuzz_junit(const FuzzReport& report);
std::string fuzz_sarif(const FuzzReport& report);
std::string fuzz_html(const FuzzReport& report);  // one file, no network, no script

// "8 h, 1.1e9 runs, last new edge 2:05 ago, chance of one in the next hour ~1 %".
std::string stop_line(const Campaign& campaign);

// "1:02:05" or "02:05".
std::string clock_text(double seconds);
// "41,200".
std::string grouped(std::uint64_t number);

// The input of a finding as printable ASCII, other bytes as \xNN, cut after `most` bytes.
std::string shown_input(const StateFolder& folder, const Finding& finding, std::size_t most);

// report.md, report.json, report.html, junit.xml, findings.sarif in the folder of the state.
std::optional<Error> write_reports(const FuzzReport& report);

// 0, 1 (a new finding) or 4 (a corpus shrank): the part of the exit code that the state decides.
int campaign_exit_code(const Campaign& campaign);

}  // namespace assay::fuzz

#endif  // ASSAY_FUZZ_SUPERVISOR_FUZZ_REPORT_H_
