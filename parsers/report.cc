#include "parsers/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "parsers/diagnostic_excerpt.h"
#include "parsers/report_formats.h"

namespace assay {
namespace {

constexpr std::array<std::string_view, 7> kFormats{"text",  "json",   "ndjson",  "junit",
                                                   "sarif", "github", "markdown"};

// "/RunDetail/TaskInstances/17" -> "/RunDetail/TaskInstances/*".
std::string without_indexes(std::string_view pointer) {
  std::string out;
  while (!pointer.empty()) {
    const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
    const std::string_view segment = pointer.substr(0, end);
    const bool index =
        segment.size() > 1 && segment.find_first_not_of("0123456789", 1) == std::string_view::npos;
    out += index ? "/*" : segment;
    pointer.remove_prefix(end);
  }
  return out;
}

}  // namespace

std::string_view to_string(ReportFormat format) noexcept {
  return kFormats[static_cast<std::size_t>(format)];
}

std::optional<ReportFormat> parse_report_format(std::string_view word) noexcept {
  for (std::size_t i = 0; i < kFormats.size(); ++i) {
    if (kFormats[i] == word) return static_cast<ReportFormat>(i);
  }
  return std::nullopt;
}

std::unique_ptr<Reporter> make_reporter(ReportFormat format, std::ostream& out,
                                        const ReportOptions& options) {
  switch (format) {
    case ReportFormat::kJson:
      return make_json_reporter(out, options);
    case ReportFormat::kNdjson:
      return make_ndjson_reporter(out, options);
    case ReportFormat::kJunit:
      return make_junit_reporter(out, options);
    case ReportFormat::kSarif:
      return make_sarif_reporter(out, options);
    case ReportFormat::kGithub:
      return make_github_reporter(out, options);
    case ReportFormat::kMarkdown:
      return make_markdown_reporter(out, options);
    case ReportFormat::kText:
      break;
  }
  return make_text_reporter(out, options);
}

bool FloodGate::admit(const ReportFinding& finding) {
  const std::string pointer = without_indexes(finding.diagnostic.place.pointer);
  const std::string key = finding.diagnostic.id + '\n' + pointer;
  const auto [entry, fresh] = index_.try_emplace(key, seen_.size());
  if (fresh) seen_.push_back({{finding.diagnostic.id, pointer, 0}, 0});
  auto& [flood, count] = seen_[entry->second];
  if (++count <= shown_) return true;
  ++flood.hidden;
  return false;
}

std::vector<FloodGate::Flood> FloodGate::hidden() const {
  std::vector<Flood> out;
  for (const auto& [flood, count] : seen_) {
    if (flood.hidden > 0) out.push_back(flood);
  }
  return out;
}

std::string grouped(std::uint64_t number) {
  std::string digits = fmt::format("{}", number);
  for (std::size_t i = digits.size(); i > 3;) {
    i -= 3;
    digits.insert(i, ",");
  }
  return digits;
}

std::string plural(std::uint64_t number, std::string_view noun) {
  return fmt::format("{} {}{}", grouped(number), noun, number == 1 ? "" : "s");
}

std::string summary_line(const ReportSummary& summary) {
  std::string out =
      fmt::format("{}: {} valid, {} invalid, {} unchecked", plural(summary.items, summary.noun),
                  grouped(summary.valid), grouped(summary.invalid), grouped(summary.unchecked));
  if (summary.other_services > 0) {
    std::string names;
    constexpr std::size_t kMost = 5;
    std::size_t named = 0;
    for (const auto& [name, count] : summary.others) {
      if (named++ == kMost) {
        names += ", ...";
        break;
      }
      names += names.empty() ? name : ", " + name;
    }
    out += fmt::format(", {} of other services ({})", grouped(summary.other_services), names);
  }
  if (summary.unusable > 0) out += fmt::format(", {} unusable", grouped(summary.unusable));
  std::string findings;
  constexpr std::array kDown{Severity::kError, Severity::kWarning, Severity::kNote};
  for (const Severity severity : kDown) {
    const std::uint64_t count = summary.findings[static_cast<std::size_t>(severity)];
    if (count == 0) continue;
    findings += (findings.empty() ? "" : ", ") + plural(count, to_string(severity));
  }
  if (!findings.empty()) out += "; " + findings;
  if (summary.interrupted) out += "; interrupted";
  return out;
}

std::string place_line(const ReportFinding& finding, const Place& place) {
  std::string out = finding.operation;
  const auto add = [&](std::string_view text) {
    if (!out.empty() && !text.empty()) out += ' ';
    out += text;
  };
  const bool body = place.part == HttpPart::kRequestBody || place.part == HttpPart::kResponseBody;
  std::string_view part = place.part_name;
  // A pointer says that it is in the body.
  if (body && part.ends_with(" body")) part.remove_suffix(5);
  add(part);
  if (body && !place.pointer.empty()) add(place.pointer);
  const bool ranged = place.part != HttpPart::kNone && place.part != HttpPart::kRequestHeaders &&
                      place.part != HttpPart::kResponseHeaders;
  if (ranged) {
    const std::string_view where = part == "value" || !body ? "" : "body ";
    if (place.end > place.begin + 1) {
      add(fmt::format("({}bytes {}-{})", where, place.begin, place.end - 1));
    } else {
      add(fmt::format("({}byte {})", where, place.begin));
    }
  }
  return out;
}

std::string witness_line(const ReportWitness& witness) {
  // Scalars begin where no continuation byte stands.
  std::vector<std::size_t> begins;
  for (std::size_t i = 0; i < witness.text.size(); ++i) {
    if ((static_cast<unsigned char>(witness.text[i]) & 0xC0) != 0x80) begins.push_back(i);
  }
  constexpr std::size_t kShown = 96, kHead = 48, kTail = 24;
  std::string shown = visible_text(witness.text);
  if (begins.size() > kShown) {
    const std::string_view text = witness.text;
    shown = visible_text(text.substr(0, begins[kHead])) + "..." +
            visible_text(text.substr(begins[begins.size() - kTail]));
  }
  return fmt::format("{}: \"{}\" ({})", witness.label, shown, plural(begins.size(), "character"));
}

std::vector<std::string> detail_lines(const ReportFinding& finding, bool excerpts) {
  const Diagnostic& diagnostic = finding.diagnostic;
  std::vector<std::string> lines;
  const auto add_place = [&](std::string line, const Place& place, std::string_view measured) {
    lines.push_back(std::move(line));
    if (!excerpts || place.excerpt.empty()) {
      if (!measured.empty()) lines.push_back(fmt::format("found: {}", measured));
      return;
    }
    lines.push_back(place.excerpt);
    if (place.caret_length == 0) {
      if (!measured.empty()) lines.push_back(fmt::format("found: {}", measured));
      return;
    }
    std::string carets(place.caret_begin, ' ');
    carets += '^';
    carets.append(place.caret_length - 1, '~');
    if (!measured.empty()) carets += fmt::format(" {}", measured);
    lines.push_back(std::move(carets));
  };
  add_place(place_line(finding, diagnostic.place), diagnostic.place, diagnostic.measured);
  if (!diagnostic.allowed.empty()) lines.push_back(fmt::format("allowed: {}", diagnostic.allowed));
  for (const ReportWitness& witness : finding.witnesses) lines.push_back(witness_line(witness));
  if (diagnostic.second) {
    add_place("and: " + place_line(finding, *diagnostic.second), *diagnostic.second, {});
  }
  for (const Diagnostic::Source& source : diagnostic.sources) {
    std::string line = fmt::format("source: {}", source.source);
    if (!source.section.empty()) line += fmt::format(", {}", source.section);
    if (!source.says.empty()) line += fmt::format(": {}", source.says);
    line += source.reading ? " (reading)" : " (text)";
    lines.push_back(std::move(line));
  }
  if (diagnostic.basis == Basis::kInferred) {
    lines.push_back("basis: inferred, no source states it (--no-inferred leaves it out)");
  }
  return lines;
}

}  // namespace assay
