// Markdown for job summaries and pull requests (GitHub flavour: tables).
#include <fmt/format.h>

#include "parsers/diagnostic_excerpt.h"
#include "parsers/report_formats.h"

namespace assay {
namespace {

// Text in a table cell that means itself.
std::string cell(std::string_view text) {
  constexpr std::string_view kSpecial = "\\`*_[]<>|#~&";
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "<br>";
      continue;
    }
    if (kSpecial.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

class MarkdownReporter final : public Reporter {
 public:
  MarkdownReporter(std::ostream& out, const ReportOptions& options)
      : out_(out), options_(options), flood_(options.shown_alike) {}

  void begin(const ReportEnvelope& envelope) override {
    out_ << "# assay check\n\n";
    out_ << fmt::format("assay {}, {}", cell(envelope.tool_version), cell(envelope.started));
    for (const auto& model : envelope.models) {
      out_ << fmt::format("; {} ({}, sha256 {})", cell(model.service), cell(model.protocol),
                          model.hash.substr(0, 12));
    }
    out_ << "\n\n";
  }

  void finding(const ReportFinding& finding) override {
    if (!flood_.admit(finding)) return;
    heading();
    const Diagnostic& diagnostic = finding.diagnostic;
    std::string what = cell(diagnostic.message);
    for (const std::string& line : detail_lines(finding, options_.excerpts)) {
      what += "<br>" + cell(line);
    }
    row(to_string(diagnostic.severity),
        fmt::format("{}:{}:{}", finding.file, finding.line, finding.column), diagnostic.id, what);
  }

  void item(const ReportItem& item) override {
    if (!item.error || ++unusable_ > options_.shown_alike) return;
    heading();
    row("error", fmt::format("{}:{}", item.file, item.line), "unusable",
        cell(visible_text(item.error->message)));
  }

  bool wants_every_item() const override { return false; }

  void end(const ReportSummary& summary) override {
    if (table_) out_ << '\n';
    for (const FloodGate::Flood& flood : flood_.hidden()) {
      out_ << fmt::format("- {} more {} {} not shown (json, ndjson and sarif hold all)\n",
                          grouped(flood.hidden), cell(flood.id), cell(flood.pointer));
    }
    out_ << fmt::format("\n**{}** ({:.2f} s, exit {})\n", cell(summary_line(summary)),
                        summary.seconds, summary.exit_code);
  }

 private:
  void heading() {
    if (std::exchange(table_, true)) return;
    out_ << "| severity | place | id | what |\n|---|---|---|---|\n";
  }
  void row(std::string_view severity, std::string_view place, std::string_view id,
           std::string_view what) {
    out_ << fmt::format("| {} | {} | {} | {} |\n", severity, cell(visible_text(place)), cell(id),
                        what);
  }

  std::ostream& out_;
  ReportOptions options_;
  FloodGate flood_;
  std::uint64_t unusable_ = 0;  // the summary counts those that are not shown
  bool table_ = false;
};

}  // namespace

std::unique_ptr<Reporter> make_markdown_reporter(std::ostream& out, const ReportOptions& options) {
  return std::make_unique<MarkdownReporter>(out, options);
}

}  // namespace assay
