#include "cli/report_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>
#include <utility>

#include "cli/suggest.h"
#include "cli/validators.h"

namespace assay::cli {
namespace {

constexpr std::string_view kFormatList = "text, json, ndjson, junit, sarif, github or markdown";

Error unknown_format(std::string_view option, std::string_view word) {
  std::string message =
      fmt::format("{}: {} is no format; use {}", option, word.empty() ? "\"\"" : word, kFormatList);
  const auto near =
      nearest(word, {"text", "json", "ndjson", "junit", "sarif", "github", "markdown"});
  if (!near.empty()) message += fmt::format(" (did you mean {}?)", near.front());
  return {.code = ErrorCode::kUsage, .message = std::move(message), .file = {}};
}

}  // namespace

void add_output_options(CLI::App& app, OutputOptions& options) {
  const std::string group = "Output";
  app.add_option("--format", options.format,
                 "of standard output: text (default), json, ndjson, junit, sarif, github, markdown")
      ->type_name("FORMAT")
      ->group(group);
  app.add_option("--report", options.reports,
                 "also write a report to a file: --report junit=a.xml; repeats")
      ->type_name("FORMAT=FILE")
      ->expected(1)
      ->take_all()
      ->group(group);
  app.add_option("--color", options.color,
                 "auto (default: on a terminal, unless NO_COLOR is set), always or never")
      ->type_name("WHEN")
      ->check(one_of({"auto", "always", "never"}))
      ->group(group);
  app.add_flag("--with-payloads", options.payloads,
               "recorded bytes enter the reports (sensitive ones stay masked); without it only "
               "text on standard output shows the line around a finding")
      ->group(group);
  app.add_flag("--quiet,-q", options.quiet, "nothing on standard output: exit code and --report")
      ->group(group);
}

bool wants_color(const OutputOptions& options, const Console& console) noexcept {
  if (options.color == "always") return true;
  if (options.color == "never") return false;
  return console.out_is_terminal && !console.no_color;
}

std::optional<std::optional<Severity>> parse_gate(std::string_view word) noexcept {
  if (word == "error") return std::optional(Severity::kError);
  if (word == "warning") return std::optional(Severity::kWarning);
  if (word == "note") return std::optional(Severity::kNote);
  if (word == "never") return std::optional<std::optional<Severity>>(std::in_place, std::nullopt);
  return std::nullopt;
}

Expected<std::unique_ptr<Reports>> Reports::open(const OutputOptions& options,
                                                 std::optional<Severity> gate, Console& console) {
  const auto format = parse_report_format(options.format);
  if (!format) return std::unexpected(unknown_format("--format", options.format));
  std::unique_ptr<Reports> out(new Reports(console));
  ReportOptions common;
  common.gate = gate;
  common.excerpts = options.payloads;
  for (const std::string& report : options.reports) {
    if (auto error = out->add(report, common)) return std::unexpected(std::move(*error));
  }
  if (!options.quiet) {
    ReportOptions terminal = common;
    terminal.color = wants_color(options, console);
    terminal.excerpts = options.payloads || *format == ReportFormat::kText;
    out->outputs_.push_back({nullptr, make_reporter(*format, console.out, terminal)});
  }
  return out;
}

std::optional<Error> Reports::add(std::string_view report, ReportOptions options) {
  const std::size_t equals = report.find('=');
  const std::string_view word = report.substr(0, equals);
  const auto format = parse_report_format(word);
  if (!format) return unknown_format("--report", word);
  if (equals == std::string_view::npos || equals + 1 == report.size()) {
    return Error{
        .code = ErrorCode::kUsage,
        .message = fmt::format("--report {0}: needs a file, as in --report {0}=FILE", word),
        .file = {}};
  }
  auto file =
      ReportFile::create(std::string(report.substr(equals + 1)),
                         format == ReportFormat::kNdjson ? Writing::kStream : Writing::kAtomic);
  if (!file) return std::move(file.error());
  auto kept = std::make_unique<ReportFile>(std::move(*file));
  auto reporter = make_reporter(*format, kept->stream(), options);
  outputs_.push_back({std::move(kept), std::move(reporter)});
  return std::nullopt;
}

void Reports::begin(const ReportEnvelope& envelope) {
  for (Output& output : outputs_) output.reporter->begin(envelope);
}
void Reports::finding(const ReportFinding& finding) {
  for (Output& output : outputs_) output.reporter->finding(finding);
}
void Reports::item(const ReportItem& item) {
  for (Output& output : outputs_) output.reporter->item(item);
}
void Reports::end(const ReportSummary& summary) {
  for (Output& output : outputs_) output.reporter->end(summary);
  console_.out.flush();
}

bool Reports::wants_every_item() const {
  return std::ranges::any_of(
      outputs_, [](const Output& output) { return output.reporter->wants_every_item(); });
}
void Reports::flush() {
  for (Output& output : outputs_) {
    (output.file == nullptr ? console_.out : output.file->stream()).flush();
  }
}

std::vector<Error> Reports::commit() {
  std::vector<Error> errors;
  for (Output& output : outputs_) {
    if (output.file == nullptr) continue;
    if (auto error = output.file->commit()) errors.push_back(std::move(*error));
  }
  return errors;
}

bool Reports::wanted() const noexcept { return static_cast<bool>(console_.out); }

}  // namespace assay::cli
