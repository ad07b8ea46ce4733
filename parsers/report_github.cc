// Workflow commands of GitHub Actions: annotations on the lines of a file.
#include <fmt/format.h>

#include "parsers/diagnostic_excerpt.h"
#include "parsers/report_formats.h"

namespace assay {
namespace {

// Source: actions/toolkit, packages/core/src/command.ts (escapeData, escapeProperty).
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','))) {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      out += c;
    }
  }
  return out;
}

class GithubReporter final : public Reporter {
 public:
  GithubReporter(std::ostream& out, const ReportOptions& options)
      : out_(out), options_(options), flood_(options.shown_alike) {}

  void begin(const ReportEnvelope&) override {}

  void finding(const ReportFinding& finding) override {
    if (!flood_.admit(finding)) return;
    const Diagnostic& diagnostic = finding.diagnostic;
    std::string text = diagnostic.message;
    for (const std::string& line : detail_lines(finding, options_.excerpts)) text += '\n' + line;
    command(diagnostic.severity, finding.file, finding.line, finding.column, diagnostic.id, text);
  }

  void item(const ReportItem& item) override {
    if (!item.error || ++unusable_ > options_.shown_alike) return;
    command(Severity::kError, item.file, std::max(1u, item.error->line),
            std::max(1u, item.error->column), "unusable", visible_text(item.error->message));
  }

  bool wants_every_item() const override { return false; }

  void end(const ReportSummary& summary) override {
    for (const FloodGate::Flood& flood : flood_.hidden()) {
      out_ << "::notice title=" << escaped(flood.id, true) << "::"
           << escaped(fmt::format("{} more {} not shown", grouped(flood.hidden), flood.pointer),
                      false)
           << '\n';
    }
    out_ << "::notice title=assay check::" << escaped(summary_line(summary), false) << '\n';
  }

 private:
  void command(Severity severity, std::string_view file, std::uint32_t line, std::uint32_t column,
               std::string_view title, std::string_view text) {
    out_ << "::" << (severity == Severity::kNote ? "notice" : to_string(severity))
         << " file=" << escaped(visible_text(file), true) << ",line=" << line << ",col=" << column
         << ",title=" << escaped(title, true) << "::" << escaped(text, false) << '\n';
  }

  std::ostream& out_;
  ReportOptions options_;
  FloodGate flood_;
  std::uint64_t unusable_ = 0;  // the summary counts those that are not shown
};

}  // namespace

std::unique_ptr<Reporter> make_github_reporter(std::ostream& out, const ReportOptions& options) {
  return std::make_unique<GithubReporter>(out, options);
}

}  // namespace assay
