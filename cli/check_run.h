// What `assay check` does once its options are understood.
#ifndef ASSAY_CLI_CHECK_RUN_H_
#define ASSAY_CLI_CHECK_RUN_H_

#include <assay/checker.h>
#include <assay/contract.h>
#include <assay/diagnostic.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/model_options.h"
#include "cli/progress.h"
#include "cli/report_options.h"
#include "cli/verb.h"
#include "parsers/input.h"
#include "parsers/line_judge.h"
#include "parsers/report.h"

namespace assay::cli {

struct CheckSettings {
  BodyKind body_kind = BodyKind::kOutput;
  InputKind input_kind = InputKind::kAuto;
  std::optional<OperationChoice> bare = {};  // whose bare bodies are
  std::string bare_problem = {};             // without one: why, and what to do
  Limits limits;
  std::optional<Severity> gate = Severity::kError;
  bool payloads = false;
  bool progress = true;
  unsigned threads = 0;  // for lines; 0: as many as the machine has for a file, one for a stream
};

// "GetWorkflowRun response": what an item is called. `operation` may be empty.
std::string name_of(std::string_view operation, const InputItem& item);

// Checks one input after the other and reports as it goes.
class CheckRun {
 public:
  CheckRun(std::vector<Contract> contracts, const CheckSettings& settings, Reporter& reporter,
           Console& console);

  // Errors of the input are reported as items that could not be used.
  void check_file(const std::string& path);

  // A value alone. REQUIRES: the shape is one of that contract's.
  void check_value(std::size_t contract, ShapeIndex shape, std::string_view text);

  // Whether to stop: interrupted, or nobody reads the output any more.
  bool stopped() const;

  // The counts, with the exit code that follows from them.
  ReportSummary finish();

 private:
  class Lines;  // check_lines.cc

  // Of exchanges whose target is missing.
  OperationIndex fallback_of(std::size_t contract) const;
  OperationIndex operation_of(std::size_t contract, const InputItem& item) const;
  InputOptions input_options() const;
  void check_lines(Input& input);
  void check_item(const std::string& file, const InputItem& item);
  // Whether an item is a bare body of nobody's; reports it then.
  bool report_ownerless(const std::string& file, const InputItem& item);
  void report_unusable(const std::string& file, std::uint64_t number, const Error& error);
  Verdict check(std::size_t contract, const Exchange& exchange, const InputItem* item,
                ShapeIndex shape, OperationIndex operation);
  std::uint64_t report_violations(Subject subject, const InputItem* item, ReportItem& report);
  void report_reader_findings(const InputItem& item, ReportItem& report);
  void count(const ReportItem& report);
  void show_progress(const std::string& file, std::uint64_t bytes,
                     std::optional<std::uint64_t> total);

  std::vector<Contract> contracts_;
  CheckSettings settings_;
  Reporter& reporter_;
  Console& console_;
  CheckerPool checkers_;  // the first set is that of everything but lines on several threads
  std::vector<Violation> storage_;
  std::size_t stored_ = 0;  // of the check that was made last
  ReportSummary summary_;
  bool gate_tripped_ = false;
  std::uint64_t empty_inputs_ = 0;  // files of one body without a byte
  Progress progress_;
  std::chrono::steady_clock::time_point begin_;
};

}  // namespace assay::cli

#endif  // ASSAY_CLI_CHECK_RUN_H_
