// The options of every verb that writes reports, and the reports themselves.
#ifndef ASSAY_CLI_REPORT_OPTIONS_H_
#define ASSAY_CLI_REPORT_OPTIONS_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/verb.h"
#include "parsers/report.h"
#include "parsers/report_file.h"

namespace assay::cli {

struct OutputOptions {
  std::string format = "text";       // of standard output
  std::vector<std::string> reports;  // FORMAT=FILE
  std::string color = "auto";
  bool payloads = false;
  bool quiet = false;
};

// --format, --report, --color, --with-payloads, --quiet.
void add_output_options(CLI::App& app, OutputOptions& options);

// --color, NO_COLOR and whether standard output is a terminal, in this order.
bool wants_color(const OutputOptions& options, const Console& console) noexcept;

// "error", "warning", "note"; "never" is nullopt inside. Outer nullopt: another word.
std::optional<std::optional<Severity>> parse_gate(std::string_view word) noexcept;

// Standard output and the report files as one reporter.
class Reports final : public Reporter {
 public:
  // Errors: kUsage (unknown format, no file), kUnreadable (a file that cannot be written).
  static Expected<std::unique_ptr<Reports>> open(const OutputOptions& options,
                                                 std::optional<Severity> gate, Console& console);

  void begin(const ReportEnvelope& envelope) override;
  void finding(const ReportFinding& finding) override;
  void item(const ReportItem& item) override;
  void end(const ReportSummary& summary) override;
  bool wants_every_item() const override;
  void flush() override;

  // Gives the files their names. The errors of those that could not be written.
  std::vector<Error> commit();

  // False once whoever read standard output has gone away.
  bool wanted() const noexcept;

 private:
  struct Output {
    std::unique_ptr<ReportFile> file;
    std::unique_ptr<Reporter> reporter;
  };
  explicit Reports(Console& console) : console_(console) {}
  std::optional<Error> add(std::string_view report, ReportOptions options);

  Console& console_;
  std::vector<Output> outputs_;
};

}  // namespace assay::cli

#endif  // ASSAY_CLI_REPORT_OPTIONS_H_
