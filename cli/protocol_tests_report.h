// What a run of protocol tests gave, and its reports.
#ifndef ASSAY_CLI_PROTOCOL_TESTS_REPORT_H_
#define ASSAY_CLI_PROTOCOL_TESTS_REPORT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "conformance/protocol_tests.h"
#include "parsers/report_envelope.h"

namespace assay::cli {

struct ProtocolTestRun {
  struct Entry {
    ProtocolTest test;
    ProtocolTestResult result;
  };
  std::vector<Entry> results;
  std::size_t passed = 0, failed = 0, excepted = 0;
  std::size_t unusable = 0;  // files
  int exit_code = 0;

  void add(Entry entry);
};

// A line for each test that did not pass, for every one with `verbose`, then the counts.
std::string protocol_tests_text(const ProtocolTestRun& run, bool verbose);
// spec/schemas/protocol-tests.json
std::string protocol_tests_json(const ProtocolTestRun& run, const ReportEnvelope& envelope);
// An exception is a skipped test.
std::string protocol_tests_junit(const ProtocolTestRun& run);

}  // namespace assay::cli

#endif  // ASSAY_CLI_PROTOCOL_TESTS_REPORT_H_
