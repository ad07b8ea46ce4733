#include "parsers/result_totals.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

#include "parsers/diagnostic_excerpt.h"

namespace assay {
namespace {

using Kind = ResultEvent::Kind;
using std::string_view;

constexpr std::array<string_view, 3> kSeverities{"note", "warning", "error"};

std::optional<Severity> severity_of(string_view word) noexcept {
  for (std::size_t i = 0; i < kSeverities.size(); ++i) {
    if (kSeverities[i] == word) return static_cast<Severity>(i);
  }
  return std::nullopt;
}

std::optional<std::uint64_t> count_of(const JsonValue& object, string_view name) {
  const JsonValue* const value = object.find(name);
  if (value == nullptr) return std::nullopt;
  const auto number = value->integer();
  if (!number || *number < 0) return std::nullopt;
  return static_cast<std::uint64_t>(*number);
}

double seconds_of(const JsonValue& summary) {
  const JsonValue* const value = summary.find("seconds");
  double seconds = 0;
  if (value != nullptr && value->kind == JsonValue::Kind::kNumber) {
    std::from_chars(value->text.data(), value->text.data() + value->text.size(), seconds);
  }
  return seconds;
}

std::vector<ReportEnvelope::Model> models_of(const JsonValue& start) {
  std::vector<ReportEnvelope::Model> models;
  const JsonValue* const list = start.find("models");
  if (list == nullptr) return models;
  for (const JsonValue& model : list->items) {
    models.push_back({std::string(model.string_or("service", "")),
                      std::string(model.string_or("protocol", "")),
                      std::string(model.string_or("sha256", ""))});
  }
  return models;
}

std::string text_of(const std::vector<ReportEnvelope::Model>& models) {
  std::string text;
  for (const ReportEnvelope::Model& model : models) {
    text +=
        fmt::format("{}{} {}", text.empty() ? "" : ", ", model.service, model.hash.substr(0, 12));
  }
  return visible_text(text.empty() ? "none" : text);
}

bool same(const ReportEnvelope::Model& a, const ReportEnvelope::Model& b) noexcept {
  return a.service == b.service && a.protocol == b.protocol && a.hash == b.hash;
}

bool starts_a_result(const JsonValue& value) {
  const JsonValue* const format = value.find("format");
  return format != nullptr && format->string_or("name", "") == "assay-report";
}

}  // namespace

std::optional<Error> ResultTotals::add(const ResultReader& reader, const ResultEvent& event) {
  if (event.kind == Kind::kStart) return start(reader, *event.value);
  if (event.kind == Kind::kEnd) {
    leave_unfinished();
    return std::nullopt;
  }
  if (!open_) {
    return reader.error_at_start(
        "comes before any `start`: the beginning of the result is missing");
  }
  if (event.kind == Kind::kFinding) return finding(reader, *event.value);
  if (event.kind == Kind::kItem) return item(reader, *event.value);
  return end(reader, *event.value);
}

void ResultTotals::leave_unfinished() {
  if (!open_) return;
  open_ = false;
  unfinished_.push_back(begun_);
  // What it found stands.
  total_.items += now_.items;
  total_.valid += now_.valid;
  total_.invalid += now_.invalid;
  total_.unchecked += now_.unchecked;
  total_.other_services += now_.other_services;
  total_.unusable += now_.unusable;
  for (const auto& [name, count] : now_.others) total_.others[name] += count;
  for (std::size_t i = 0; i < now_.told.size(); ++i) total_.findings[i] += now_.told[i];
}

std::optional<Error> ResultTotals::start(const ResultReader& reader, const JsonValue& value) {
  leave_unfinished();
  if (!starts_a_result(value)) return reader.error("is no result of assay check", value);
  const JsonValue& format = *value.find("format");
  if (count_of(format, "version") != std::uint64_t{kReportFormatVersion}) {
    return reader.error(fmt::format("results of format version {} are read; this is another one",
                                    kReportFormatVersion),
                        format);
  }
  if (value.string_or("kind", "") != "check") {
    return reader.error("results of assay check are merged; this is one of another kind",
                        value.find("kind") == nullptr ? value : *value.find("kind"));
  }
  if (results_ == 0) {
    first_ = fmt::format("{}:{}", visible_text(reader.name()), reader.line());
    envelope_.kind = "check";
    if (const JsonValue* const tool = value.find("tool")) {
      envelope_.tool_version = tool->string_or("version", "");
    }
    envelope_.models = models_of(value);
    envelope_.started = value.string_or("started", "");
    if (const JsonValue* const environment = value.find("environment")) {
      for (const JsonValue::Member& member : environment->members) {
        envelope_.environment.emplace_back(member.name, member.value.text);
      }
    }
  } else {
    if (auto error = compare(reader, value)) return error;
    const std::string started(value.string_or("started", ""));
    // Both are of one form, so that texts are ordered as times are.
    if (!started.empty() && started < envelope_.started) envelope_.started = started;
    for (const ReportEnvelope::Model& model : models_of(value)) {
      const bool known = std::ranges::any_of(
          envelope_.models, [&](const ReportEnvelope::Model& other) { return same(model, other); });
      if (!known) envelope_.models.push_back(model);
    }
    const JsonValue* const environment = value.find("environment");
    std::erase_if(envelope_.environment, [&](const auto& entry) {
      return environment == nullptr || environment->string_or(entry.first, "") != entry.second;
    });
  }
  ++results_;
  open_ = true;
  begun_ = {reader.name(), reader.line()};
  now_ = {};
  return std::nullopt;
}

std::optional<Error> ResultTotals::compare(const ResultReader& reader,
                                           const JsonValue& value) const {
  if (mixed_) return std::nullopt;
  const JsonValue* const tool = value.find("tool");
  const string_view version = tool == nullptr ? "" : tool->string_or("version", "");
  if (version != envelope_.tool_version) {
    return reader.error(
        fmt::format("checked by assay {}, and {} by assay {}; --mixed takes them "
                    "together",
                    visible_text(version), first_, visible_text(envelope_.tool_version)),
        tool == nullptr ? value : *tool);
  }
  const std::vector<ReportEnvelope::Model> models = models_of(value);
  if (!std::ranges::equal(models, envelope_.models, same)) {
    const JsonValue* const list = value.find("models");
    return reader.error(fmt::format("checked against {}, and {} against {}; --mixed takes them "
                                    "together",
                                    text_of(models), first_, text_of(envelope_.models)),
                        list == nullptr ? value : *list);
  }
  return std::nullopt;
}

std::optional<Error> ResultTotals::finding(const ResultReader& reader, const JsonValue& value) {
  const auto severity = severity_of(value.string_or("severity", ""));
  const string_view id = value.string_or("id", "");
  if (!severity || id.empty()) {
    return reader.error("a finding has an `id` and a `severity`", value);
  }
  ++now_.told[static_cast<std::size_t>(*severity)];
  ++ids_[{*severity, visible_text(id)}];
  return std::nullopt;
}

std::optional<Error> ResultTotals::item(const ResultReader& reader, const JsonValue& value) {
  const string_view verdict = value.string_or("verdict", "");
  ++now_.items;
  if (verdict == "valid") {
    ++now_.valid;
  } else if (verdict == "invalid") {
    ++now_.invalid;
  } else if (verdict == "unchecked") {
    ++now_.unchecked;
  } else if (verdict == "unusable") {
    ++now_.unusable;
  } else if (verdict == "other service") {
    ++now_.other_services;
    ++now_.others[std::string(value.string_or("other_service", ""))];
  } else {
    return reader.error(
        "an item has a `verdict`: valid, invalid, unchecked, unusable or other "
        "service",
        value);
  }
  const JsonValue* const counts = value.find("counts");
  for (std::size_t i = 0; i < kSeverities.size(); ++i) {
    const auto count = counts == nullptr ? std::nullopt : count_of(*counts, kSeverities[i]);
    if (!count) return reader.error("an item has `counts` of its findings", value);
    now_.findings[i] += *count;
  }
  return std::nullopt;
}

std::optional<Error> ResultTotals::end(const ResultReader& reader, const JsonValue& value) {
  const std::pair<string_view, std::uint64_t> expected[] = {{"items", now_.items},
                                                            {"valid", now_.valid},
                                                            {"invalid", now_.invalid},
                                                            {"unchecked", now_.unchecked},
                                                            {"other_services", now_.other_services},
                                                            {"unusable", now_.unusable}};
  const auto differs = [&](string_view name, std::uint64_t counted, const JsonValue& at) {
    return reader.error(
        fmt::format("the summary does not count {} {}, which came before it: the result is not "
                    "whole, or two were mingled",
                    counted, name),
        at);
  };
  for (const auto& [name, counted] : expected) {
    if (count_of(value, name) != counted) return differs(name, counted, value);
  }
  const JsonValue* const findings = value.find("findings");
  for (std::size_t i = 0; i < kSeverities.size(); ++i) {
    const auto summed = findings == nullptr ? std::nullopt : count_of(*findings, kSeverities[i]);
    if (summed != now_.findings[i] || now_.told[i] != now_.findings[i]) {
      return differs(fmt::format("findings of severity {}", kSeverities[i]), now_.told[i],
                     findings == nullptr ? value : *findings);
    }
  }
  const JsonValue* const interrupted = value.find("interrupted");
  if (interrupted != nullptr && interrupted->boolean) interrupted_ = true;
  all_incomplete_ = all_incomplete_ && count_of(value, "exit") == std::uint64_t{3};
  total_.seconds += seconds_of(value);
  leave_unfinished();  // its counts are taken over in the same way
  unfinished_.pop_back();
  return std::nullopt;
}

ReportSummary ResultTotals::summary(std::optional<Severity> gate) const {
  ReportSummary out = total_;
  out.interrupted = interrupted_ || !unfinished_.empty();
  const bool tripped =
      gate && std::ranges::any_of(ids_, [&](const auto& entry) {
        return entry.first.first >= *gate && !entry.first.second.starts_with("limit/");
      });
  // The order is that of a check (cli/check_run.cc).
  if (out.interrupted) {
    out.exit_code = 3;
  } else if (out.unusable > 0) {
    out.exit_code = 2;
  } else if (tripped) {
    out.exit_code = 1;
  } else if (out.unchecked > 0 || out.valid + out.invalid == 0 || all_incomplete_) {
    out.exit_code = 3;
  }
  return out;
}

}  // namespace assay
