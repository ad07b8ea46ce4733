#include <fmt/format.h>

#include <string>

#include "parsers/diagnostic_excerpt.h"
#include "parsers/report_formats.h"

namespace assay {
namespace {

// ANSI select graphic rendition; empty texts when colours are off.
struct Style {
  explicit Style(bool on) : on_(on) {}
  std::string operator()(std::string_view code, std::string_view text) const {
    if (!on_ || text.empty()) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
  }
  static std::string_view of(Severity severity) noexcept {
    switch (severity) {
      case Severity::kError:
        return "1;31";
      case Severity::kWarning:
        return "1;33";
      case Severity::kNote:
        break;
    }
    return "1;36";
  }
  bool on_;
};

class TextReporter final : public Reporter {
 public:
  TextReporter(std::ostream& out, const ReportOptions& options)
      : out_(out), options_(options), style_(options.color), flood_(options.shown_alike) {}

  void begin(const ReportEnvelope&) override {}

  void finding(const ReportFinding& finding) override {
    if (!flood_.admit(finding)) return;
    const Diagnostic& diagnostic = finding.diagnostic;
    const std::string place =
        fmt::format("{}:{}:{}:", visible_text(finding.file), finding.line, finding.column);
    out_ << style_("1", place) << ' '
         << style_(Style::of(diagnostic.severity),
                   fmt::format("{}:", to_string(diagnostic.severity)))
         << ' ' << style_("1", diagnostic.message) << ' '
         << style_("2", fmt::format("[{}]", diagnostic.id)) << '\n';
    for (const std::string& line : detail_lines(finding, options_.excerpts)) {
      out_ << "  " << painted(line) << '\n';
    }
  }

  void item(const ReportItem& item) override {
    if (!item.error) return;
    if (++unusable_ > options_.shown_alike) return;
    Error error = *item.error;
    error.file = visible_text(error.file);
    error.message = visible_text(error.message);
    out_ << error.to_string() << ' ' << style_("2", "[unusable]") << '\n';
  }

  bool wants_every_item() const override { return false; }

  void end(const ReportSummary& summary) override {
    for (const FloodGate::Flood& flood : flood_.hidden()) {
      out_ << fmt::format("{} more [{}]{}{} not shown (json, ndjson and sarif hold all)\n",
                          grouped(flood.hidden), flood.id, flood.pointer.empty() ? "" : " at ",
                          flood.pointer);
    }
    if (unusable_ > options_.shown_alike) {
      out_ << fmt::format("{} more unusable not shown\n",
                          grouped(unusable_ - options_.shown_alike));
    }
    if (!options_.summary) return;
    const bool bad = summary.invalid > 0 || summary.unusable > 0;
    out_ << style_(bad ? "1;31" : "1;32", summary_line(summary))
         << fmt::format("     {:.2f} s   exit {}\n", summary.seconds, summary.exit_code);
  }

 private:
  // The line of carets in the colour that compilers use for it; the rest as it is.
  std::string painted(const std::string& line) const {
    const std::size_t caret = line.find_first_not_of(' ');
    if (caret == std::string::npos || line[caret] != '^') return line;
    std::size_t end = caret + 1;
    while (end < line.size() && line[end] == '~') ++end;
    return line.substr(0, caret) + style_("1;32", line.substr(caret, end - caret)) +
           line.substr(end);
  }

  std::ostream& out_;
  ReportOptions options_;
  Style style_;
  FloodGate flood_;
  std::uint64_t unusable_ = 0;
};

}  // namespace

std::unique_ptr<Reporter> make_text_reporter(std::ostream& out, const ReportOptions& options) {
  return std::make_unique<TextReporter>(out, options);
}

}  // namespace assay
