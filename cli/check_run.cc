#include "cli/check_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <utility>

#include "cli/exit_code.h"
#include "parsers/diagnostic_excerpt.h"
#include "parsers/http_check.h"
#include "spec/protocol_rules.h"

namespace assay::cli {
namespace {

constexpr std::size_t kFirstStorage = 256;

std::string_view word_of(BodyKind kind) noexcept {
  switch (kind) {
    case BodyKind::kInput:
      return "request";
    case BodyKind::kError:
      return "error";
    case BodyKind::kShape:
      return "value";
    case BodyKind::kOutput:
      break;
  }
  return "response";
}

std::vector<std::pair<std::string, std::string>> masked_headers(std::span<const Header> headers) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const Header& header : headers) {
    out.emplace_back(header.name, Diagnoser::masked_header(header));
  }
  return out;
}

std::vector<ReportPayload> payloads_of(const Exchange& exchange, Diagnoser& diagnoser) {
  std::vector<ReportPayload> out;
  if (exchange.request != nullptr) {
    out.push_back({"request", diagnoser.masked_body(HttpPart::kRequestBody),
                   masked_headers(exchange.request->headers)});
  }
  if (exchange.response != nullptr) {
    out.push_back({"response", diagnoser.masked_body(HttpPart::kResponseBody),
                   masked_headers(exchange.response->headers)});
  }
  return out;
}

std::vector<const Contract*> pointers_to(const std::vector<Contract>& contracts) {
  std::vector<const Contract*> out;
  for (const Contract& contract : contracts) out.push_back(&contract);
  return out;
}

}  // namespace

std::string name_of(std::string_view operation, const InputItem& item) {
  std::string_view what = word_of(item.body_kind);
  if (item.kind == InputItem::Kind::kNothing) what = "unreadable";
  if (item.kind == InputItem::Kind::kExchange) {
    what = item.exchange.response == nullptr  ? "request"
           : item.exchange.request == nullptr ? "response"
                                              : "exchange";
  }
  return operation.empty() ? std::string(what) : fmt::format("{} {}", operation, what);
}

CheckRun::CheckRun(std::vector<Contract> contracts, const CheckSettings& settings,
                   Reporter& reporter, Console& console)
    : contracts_(std::move(contracts)),
      settings_(settings),
      reporter_(reporter),
      console_(console),
      checkers_(pointers_to(contracts_), settings.limits),
      storage_(kFirstStorage),
      progress_(console, settings.progress),
      begin_(std::chrono::steady_clock::now()) {}

OperationIndex CheckRun::fallback_of(std::size_t contract) const {
  if (settings_.bare && settings_.bare->contract == contract) return settings_.bare->operation;
  return default_operation(contracts_[contract]).value_or(0);
}

// The operation that the request's target names, as the checker resolves it.
OperationIndex CheckRun::operation_of(std::size_t contract, const InputItem& item) const {
  const OperationIndex fallback = fallback_of(contract);
  if (item.kind != InputItem::Kind::kExchange || item.exchange.request == nullptr) return fallback;
  const std::span<const Header> headers = item.exchange.request->headers;
  const std::uint32_t target = find_header(headers, "x-amz-target");
  if (target >= headers.size()) return fallback;
  return contracts_[contract]
      .find_operation(split_target(headers[target].value).operation)
      .value_or(fallback);
}

bool CheckRun::stopped() const { return interrupted() || !console_.out; }

InputOptions CheckRun::input_options() const {
  InputOptions options;
  options.kind = settings_.input_kind;
  options.body_kind = settings_.body_kind;
  options.max_body_bytes = settings_.limits.max_body_bytes;
  options.stop_asked = interrupted;
  options.contracts = pointers_to(contracts_);
  return options;
}

void CheckRun::check_file(const std::string& path) {
  Expected<Input> input = Input::open(path, input_options());
  if (!input) {
    report_unusable(path, 1, input.error());
    return;
  }
  if (input->kind() == InputKind::kNdjson) {
    check_lines(*input);
    return;
  }
  std::uint64_t number = 0;
  while (!stopped()) {
    Expected<const InputItem*> next = input->next();
    if (interrupted()) return;  // what was read last may be cut short
    ++number;
    if (!next) {
      report_unusable(input->name(), number, next.error());
      continue;
    }
    if (*next == nullptr) return;
    number = (*next)->number;
    if (report_ownerless(input->name(), **next)) return;
    check_item(input->name(), **next);
    reporter_.flush();
    show_progress(input->name(), input->bytes_read(), input->bytes_total());
  }
}

bool CheckRun::report_ownerless(const std::string& file, const InputItem& item) {
  if (item.kind != InputItem::Kind::kBody || settings_.bare) return false;
  report_unusable(file, item.number,
                  {.code = ErrorCode::kUsage,
                   .message = "a bare body, and nothing says whose; " + settings_.bare_problem,
                   .file = file});
  return true;
}

void CheckRun::check_item(const std::string& file, const InputItem& item) {
  const bool bare = item.kind == InputItem::Kind::kBody;
  const std::size_t index = bare ? settings_.bare->contract : item.contract;
  const Contract& contract = contracts_[index];
  ReportItem report;
  report.file = file;
  report.number = item.number;
  report.line = item.place.line;
  report.column = item.place.column;
  report.start_time = item.start_time;
  summary_.noun = item.kind == InputItem::Kind::kExchange ? "exchange" : "message";
  if (!item.other_service.empty()) {
    report.name = name_of({}, item);
    report.other_service = item.other_service;
    count(report);
    return;
  }
  const OperationIndex operation = operation_of(index, item);
  report.service = contract.service();
  report.operation = contract.operation_name(operation);
  report.name = name_of(report.operation, item);
  report_reader_findings(item, report);
  const Verdict read = report.verdict;

  HttpRequest request;
  HttpResponse response;
  Subject subject{.contract = &contract, .exchange = item.exchange, .operation = operation};
  if (bare) {
    if (item.body.empty()) ++empty_inputs_;
    subject.response_kind = item.body_kind;
    if (item.body_kind == BodyKind::kInput) {
      request.body = item.body;
      subject.exchange = {&request, nullptr};
    } else {
      response.body = item.body;
      subject.exchange = {nullptr, &response};
    }
  } else if (item.exchange.response != nullptr && item.exchange.response->status != 200) {
    subject.response_kind = BodyKind::kError;
  }
  if (item.kind != InputItem::Kind::kNothing) {
    const Verdict verdict = check(index, subject.exchange, &item, 0, operation);
    if (read == Verdict::kValid || verdict == Verdict::kUnchecked) report.verdict = verdict;
    if (report_violations(subject, &item, report) > 0 && settings_.payloads) {
      Diagnoser diagnoser(subject);
      report.payloads = payloads_of(subject.exchange, diagnoser);
    }
  }
  count(report);
}

void CheckRun::check_value(std::size_t contract, ShapeIndex shape, std::string_view text) {
  HttpResponse response;
  response.body = text;
  const Subject subject{.contract = &contracts_[contract],
                        .exchange = {nullptr, &response},
                        .shape = shape,
                        .response_kind = BodyKind::kShape};
  ReportItem report;
  report.number = summary_.items + 1;
  report.file = fmt::format("<value {}>", report.number);
  report.service = contracts_[contract].service();
  report.name = contracts_[contract].shape_name(shape);
  summary_.noun = "value";
  report.verdict = check(contract, subject.exchange, nullptr, shape, 0);
  report_violations(subject, nullptr, report);
  count(report);
}

Verdict CheckRun::check(std::size_t contract, const Exchange& exchange, const InputItem* item,
                        ShapeIndex shape, OperationIndex operation) {
  Checker& checker = checkers_.of(0).of(contract);
  while (true) {
    Findings findings{std::span<Violation>(storage_)};
    Verdict verdict = Verdict::kValid;
    if (item == nullptr) {
      verdict = checker.check_value(shape, exchange.response->body, findings);
    } else if (item->kind == InputItem::Kind::kExchange) {
      verdict = checker.check_exchange(exchange, fallback_of(contract), findings);
    } else if (item->body_kind == BodyKind::kInput) {
      verdict = checker.check_input(operation, item->body, findings);
    } else if (item->body_kind == BodyKind::kError) {
      verdict = checker.check_error_body(operation, item->body, findings);
    } else {
      verdict = checker.check_output(operation, item->body, findings);
    }
    stored_ = findings.stored().size();
    if (findings.dropped() == 0) return verdict;
    // Every finding is reported: once more with room for all of them.
    storage_.resize(findings.total());
  }
}

std::uint64_t CheckRun::report_violations(Subject subject, const InputItem* item,
                                          ReportItem& report) {
  if (stored_ == 0) return 0;
  progress_.clear();
  Diagnoser diagnoser(subject);
  ReportFinding finding;
  finding.file = report.file;
  finding.number = report.number;
  finding.operation = report.operation;
  for (std::size_t i = 0; i < stored_ && !stopped(); ++i) {
    const Violation& violation = storage_[i];
    finding.diagnostic = diagnoser.diagnose(violation);
    const Place& place = finding.diagnostic.place;
    if (item == nullptr) {
      finding.line = place.line;
      finding.column = place.column;
      finding.exact = true;
    } else {
      const TextPlace at = item->locate(violation.part, violation.header, violation.begin);
      finding.line = at.line;
      finding.column = at.column;
      finding.exact =
          std::any_of(item->segments.begin(), item->segments.end(), [&](const auto& segment) {
            return segment.part == violation.part && segment.header == violation.header;
          });
    }
    ++report.findings[static_cast<std::size_t>(violation.severity)];
    if (settings_.gate && violation.severity >= *settings_.gate &&
        !is_limit(violation.constraint)) {
      gate_tripped_ = true;
    }
    reporter_.finding(finding);
  }
  return stored_;
}

void CheckRun::report_reader_findings(const InputItem& item, ReportItem& report) {
  const Contract& contract = contracts_[item.contract];
  for (const InputFinding& found : item.findings) {
    progress_.clear();
    const ConstraintInfo info = contract.constraint(found.constraint);
    ReportFinding finding;
    finding.file = report.file;
    finding.number = report.number;
    finding.line = found.place.line;
    finding.column = found.place.column;
    finding.exact = true;
    finding.operation = report.operation;
    Diagnostic& diagnostic = finding.diagnostic;
    diagnostic.id = info.id;
    diagnostic.severity = info.severity;
    diagnostic.basis = info.basis;
    diagnostic.message = info.requirement;
    diagnostic.measured = visible_text(found.detail);
    diagnostic.place.part_name = to_string(HttpPart::kNone);
    for (const SourceNote& source : info.sources) {
      diagnostic.sources.push_back({std::string(source.source), std::string(source.section),
                                    std::string(source.says), source.reading});
    }
    ++report.findings[static_cast<std::size_t>(info.severity)];
    if (is_limit(found.constraint)) {
      report.verdict = Verdict::kUnchecked;
    } else if (info.severity == Severity::kError && report.verdict == Verdict::kValid) {
      report.verdict = Verdict::kInvalid;
    }
    if (settings_.gate && info.severity >= *settings_.gate && !is_limit(found.constraint)) {
      gate_tripped_ = true;
    }
    reporter_.finding(finding);
  }
}

void CheckRun::report_unusable(const std::string& file, std::uint64_t number, const Error& error) {
  progress_.clear();
  ReportItem report;
  report.file = file;
  report.number = number;
  report.line = std::max(1u, error.line);
  report.column = std::max(1u, error.column);
  report.name = "unusable";
  report.error = error;
  if (report.error->file.empty()) report.error->file = file;
  count(report);
}

void CheckRun::count(const ReportItem& report) {
  ++summary_.items;
  if (report.error) {
    ++summary_.unusable;
  } else if (!report.other_service.empty()) {
    ++summary_.other_services;
    ++summary_.others[visible_text(report.other_service)];
  } else if (report.verdict == Verdict::kUnchecked) {
    ++summary_.unchecked;
  } else {
    ++(report.verdict == Verdict::kValid ? summary_.valid : summary_.invalid);
  }
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    summary_.findings[i] += report.findings[i];
  }
  reporter_.item(report);
}

void CheckRun::show_progress(const std::string& file, std::uint64_t bytes,
                             std::optional<std::uint64_t> total) {
  progress_.update([&] {
    std::string line = visible_text(file);
    if (total && *total > 0) {
      line += fmt::format("  {} %", bytes * 100 / *total);
    } else {
      line += fmt::format("  {} MB", bytes >> 20);
    }
    return line + "  " + summary_line(summary_);
  });
}

ReportSummary CheckRun::finish() {
  progress_.clear();
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin_;
  summary_.seconds = taken.count();
  summary_.interrupted = stopped();
  if (summary_.interrupted) {
    summary_.exit_code = kExitIncomplete;
  } else if (summary_.unusable > 0) {
    summary_.exit_code = kExitUsage;
  } else if (gate_tripped_) {
    summary_.exit_code = kExitFindings;
  } else if (summary_.unchecked > 0 || summary_.valid + summary_.invalid == empty_inputs_) {
    // A legal message may be empty, but a file without a byte is more likely a run that failed.
    summary_.exit_code = kExitIncomplete;
  }
  reporter_.end(summary_);
  return summary_;
}

}  // namespace assay::cli
