#include "parsers/report_json.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <utility>

#include "parsers/diagnostic_excerpt.h"
#include "parsers/exchange_record.h"
#include "parsers/report_formats.h"

namespace assay {
namespace {

namespace json = boost::json;

json::object counts_json(const std::array<std::uint64_t, 3>& findings) {
  return {{"error", findings[2]}, {"warning", findings[1]}, {"note", findings[0]}};
}

json::object place_json(const Place& place, bool excerpts) {
  json::object out{{"part", place.part_name}};
  const bool body = place.part == HttpPart::kRequestBody || place.part == HttpPart::kResponseBody;
  if (body) out["pointer"] = place.pointer;
  if (place.part != HttpPart::kNone && place.part != HttpPart::kRequestHeaders &&
      place.part != HttpPart::kResponseHeaders) {
    out["begin"] = place.begin;
    out["end"] = place.end;
    out["line"] = place.line;
    out["column"] = place.column;
  }
  if (excerpts && !place.excerpt.empty()) {
    out["excerpt"] = place.excerpt;
    if (place.caret_length > 0) {
      out["caret"] = {{"begin", place.caret_begin}, {"length", place.caret_length}};
    }
  }
  return out;
}

json::object error_json(const Error& error) {
  json::object out{{"message", visible_text(error.message)}};
  if (error.line > 0) {
    out["line"] = error.line;
    out["column"] = error.column;
  }
  return out;
}

json::array payloads_json(const std::vector<ReportPayload>& payloads) {
  json::array out;
  for (const ReportPayload& payload : payloads) {
    json::array headers;
    for (const auto& [name, value] : payload.headers) {
      headers.push_back({visible_text(name), visible_text(value)});
    }
    out.push_back({{"part", payload.part},
                   {"headers", std::move(headers)},
                   {"base64", encode_base64(payload.bytes)}});
  }
  return out;
}

// One document, written as it goes: each item holds its findings.
class JsonReporter final : public Reporter {
 public:
  JsonReporter(std::ostream& out, const ReportOptions& options) : out_(out), options_(options) {}

  void begin(const ReportEnvelope& envelope) override {
    std::string head = json::serialize(envelope_json(envelope));
    head.pop_back();  // the document goes on
    out_ << head << ",\n\"items\":[";
  }
  void finding(const ReportFinding& finding) override {
    open_item();
    if (findings_++ > 0) out_ << ",\n  ";
    out_ << json::serialize(finding_json(finding, options_));
  }
  void item(const ReportItem& item) override {
    open_item();
    std::string rest = json::serialize(item_json(item));
    rest.front() = ',';
    out_ << ']' << rest;
    open_ = false;
  }
  void end(const ReportSummary& summary) override {
    out_ << "\n],\n\"summary\":" << json::serialize(summary_json(summary)) << "}\n";
  }

 private:
  void open_item() {
    if (std::exchange(open_, true)) return;
    out_ << (items_++ > 0 ? ",\n" : "\n") << "{\"findings\":[";
    findings_ = 0;
  }

  std::ostream& out_;
  ReportOptions options_;
  bool open_ = false;
  std::uint64_t items_ = 0, findings_ = 0;
};

// A line an event: start, findings in order, items, summary.
class NdjsonReporter final : public Reporter {
 public:
  NdjsonReporter(std::ostream& out, const ReportOptions& options) : out_(out), options_(options) {}

  void begin(const ReportEnvelope& envelope) override { line("start", envelope_json(envelope)); }
  void finding(const ReportFinding& finding) override {
    line("finding", finding_json(finding, options_));
  }
  void item(const ReportItem& item) override {
    if (item.error || !item.payloads.empty() || !item.start_time.empty() ||
        !item.other_service.empty()) {
      line("item", item_json(item));
      return;
    }
    // Most items of a long stream differ from the one before in their place alone.
    if (last_tail_.empty() || item.file != last_.file || item.name != last_.name ||
        item.service != last_.service || item.operation != last_.operation ||
        item.verdict != last_.verdict || item.findings != last_.findings) {
      keep(item);
    }
    out_ << fmt::format("{}{},\"line\":{},\"column\":{}{}", last_head_, item.number, item.line,
                        item.column, last_tail_);
  }
  void end(const ReportSummary& summary) override {
    line("summary", summary_json(summary));
    out_.flush();
  }

 private:
  void line(std::string_view type, json::object&& members) {
    json::object event{{"type", type}};
    for (auto& member : members) event.emplace(member.key(), std::move(member.value()));
    out_ << json::serialize(event) << '\n';
  }

  // The text of an item before its number and after its column.
  void keep(const ReportItem& item) {
    last_ = item;
    json::object rest = item_json(item);
    last_head_ = R"({"type":"item","file":)" + json::serialize(rest["file"]) + R"(,"item":)";
    for (const char* const name : {"file", "item", "line", "column"}) rest.stable_erase(name);
    last_tail_ = json::serialize(rest) + '\n';
    last_tail_.front() = ',';
  }

  std::ostream& out_;
  ReportOptions options_;
  ReportItem last_;
  std::string last_head_, last_tail_;
};

}  // namespace

json::object finding_json(const ReportFinding& finding, const ReportOptions& options) {
  const Diagnostic& diagnostic = finding.diagnostic;
  json::object out;
  out["id"] = diagnostic.id;
  out["severity"] = to_string(diagnostic.severity);
  out["message"] = diagnostic.message;
  if (!diagnostic.measured.empty()) out["measured"] = diagnostic.measured;
  if (!diagnostic.allowed.empty()) out["allowed"] = diagnostic.allowed;
  out["basis"] = to_string(diagnostic.basis);
  out["file"] = visible_text(finding.file);
  out["item"] = finding.number;
  out["line"] = finding.line;
  out["column"] = finding.column;
  out["exact"] = finding.exact;
  if (!finding.operation.empty()) out["operation"] = finding.operation;
  out["place"] = place_json(diagnostic.place, options.excerpts);
  if (diagnostic.second) out["second"] = place_json(*diagnostic.second, options.excerpts);
  if (!finding.witnesses.empty()) {
    json::array witnesses;
    for (const ReportWitness& witness : finding.witnesses) {
      witnesses.push_back({{"label", witness.label}, {"text", witness.text}});
    }
    out["witnesses"] = std::move(witnesses);
  }
  json::array sources;
  for (const Diagnostic::Source& source : diagnostic.sources) {
    sources.push_back({{"source", source.source},
                       {"section", source.section},
                       {"says", source.says},
                       {"kind", source.reading ? "reading" : "text"}});
  }
  out["sources"] = std::move(sources);
  return out;
}

json::object item_json(const ReportItem& item) {
  json::object out;
  out["file"] = visible_text(item.file);
  out["item"] = item.number;
  out["line"] = item.line;
  out["column"] = item.column;
  out["name"] = visible_text(item.name);
  if (!item.service.empty()) out["service"] = item.service;
  if (!item.operation.empty()) out["operation"] = item.operation;
  if (!item.start_time.empty()) out["start"] = visible_text(item.start_time);
  if (item.error) {
    out["verdict"] = "unusable";
    out["error"] = error_json(*item.error);
  } else if (!item.other_service.empty()) {
    out["verdict"] = "other service";
    out["other_service"] = visible_text(item.other_service);
  } else {
    out["verdict"] = to_string(item.verdict);
  }
  out["counts"] = counts_json(item.findings);
  if (!item.payloads.empty()) out["payloads"] = payloads_json(item.payloads);
  return out;
}

json::object summary_json(const ReportSummary& summary) {
  json::object others;
  for (const auto& [name, count] : summary.others) others[visible_text(name)] = count;
  return {{"items", summary.items},
          {"valid", summary.valid},
          {"invalid", summary.invalid},
          {"unchecked", summary.unchecked},
          {"other_services", summary.other_services},
          {"unusable", summary.unusable},
          {"others", std::move(others)},
          {"findings", counts_json(summary.findings)},
          {"seconds", summary.seconds},
          {"interrupted", summary.interrupted},
          {"exit", summary.exit_code}};
}

std::unique_ptr<Reporter> make_json_reporter(std::ostream& out, const ReportOptions& options) {
  return std::make_unique<JsonReporter>(out, options);
}

std::unique_ptr<Reporter> make_ndjson_reporter(std::ostream& out, const ReportOptions& options) {
  return std::make_unique<NdjsonReporter>(out, options);
}

}  // namespace assay
