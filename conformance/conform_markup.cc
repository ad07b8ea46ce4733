// JUnit XML for CI servers, Markdown for summaries and pull requests.
#include <fmt/format.h>

#include <pugixml.hpp>
#include <sstream>

#include "conformance/conform_report.h"
#include "conformance/judge.h"
#include "conformance/text_codec.h"

namespace assay {
namespace {

constexpr std::size_t kMostRows = 200;
constexpr std::size_t kMostText = 2'000;

std::string cell(std::string_view text) { return markdown_cell(text, 200); }

std::string why_not_failed(const ConformRun& run, const SubjectRun& subject, std::size_t index) {
  const CaseResult& result = subject.results[index];
  if (result.verdict == CaseVerdict::kSkipped) return result.reason;
  if (run.is_known(subject, index)) return fmt::format("known: {}", to_string(result.verdict));
  if (!run.counts_case(*result.item)) return "newer than the edition asked for";
  return fmt::format("below the gate: {}", to_string(result.verdict));
}

}  // namespace

std::string conform_junit(const ConformRun& run, const ReportEnvelope& envelope) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("testsuites");
  root.append_attribute("name") = "assay conform";
  root.append_attribute("timestamp") = envelope.started.c_str();
  for (const SubjectRun& subject : run.subjects) {
    pugi::xml_node suite = root.append_child("testsuite");
    suite.append_attribute("name") =
        fmt::format("{} {}", subject.hello.sdk, printable(subject.hello.version, 80)).c_str();
    std::size_t failures = 0, skipped = 0;
    for (std::size_t i = 0; i < subject.results.size(); ++i) {
      const CaseResult& result = subject.results[i];
      const std::string& id = result.item->id;
      pugi::xml_node test = suite.append_child("testcase");
      test.append_attribute("classname") = id.substr(0, id.rfind('/')).c_str();
      test.append_attribute("name") = id.c_str();
      test.append_attribute("time") =
          fmt::format("{:.3f}", static_cast<double>(result.microseconds) / 1e6).c_str();
      if (run.is_finding(subject, i)) {
        ++failures;
        pugi::xml_node failure = test.append_child("failure");
        failure.append_attribute("type") = std::string(to_string(result.verdict)).c_str();
        failure.append_attribute("message") = printable(result.reason, kMostText).c_str();
        failure.text().set(miss_text(subject, result, "").c_str());
      } else if (result.verdict != CaseVerdict::kPass) {
        ++skipped;
        test.append_child("skipped").append_attribute("message") =
            printable(why_not_failed(run, subject, i), kMostText).c_str();
      }
    }
    for (const std::string& line : subject.known.stale) {
      ++failures;
      pugi::xml_node test = suite.append_child("testcase");
      test.append_attribute("classname") = "known-failing";
      test.append_attribute("name") = printable(line, kMostText).c_str();
      test.append_child("failure").append_attribute("message") =
          "a known failure that no longer holds";
    }
    std::size_t errors = 0;
    if (!subject.failure.empty()) {
      ++errors;
      pugi::xml_node test = suite.append_child("testcase");
      test.append_attribute("classname") = "driver";
      test.append_attribute("name") = "the run is complete";
      test.append_child("error").append_attribute("message") =
          printable(subject.failure, kMostText).c_str();
    }
    suite.append_attribute("tests") = static_cast<unsigned long long>(
        subject.results.size() + subject.known.stale.size() + errors);
    suite.append_attribute("failures") = static_cast<unsigned long long>(failures);
    suite.append_attribute("errors") = static_cast<unsigned long long>(errors);
    suite.append_attribute("skipped") = static_cast<unsigned long long>(skipped);
    suite.append_attribute("time") = fmt::format("{:.3f}", subject.seconds).c_str();
  }
  std::ostringstream out;
  document.save(out, "  ");
  return out.str();
}

std::string conform_markdown(const ConformRun& run) {
  std::string out = fmt::format("### Conformance, suite {}\n\n", to_string(run.edition));
  out +=
      "| subject | MUST | SHOULD | silent loss | wrong value | leak | secret leak | refused "
      "| wrong error | other | known | new |\n"
      "|---|---|---|---|---|---|---|---|---|---|---|---|\n";
  for (const SubjectRun& subject : run.subjects) {
    const SubjectCounts counts = run.counts(subject);
    const auto of = [&](CaseVerdict verdict) {
      return counts.verdicts[static_cast<std::size_t>(verdict)];
    };
    const LevelCount& must = counts.levels[static_cast<std::size_t>(Level::kMust)];
    const LevelCount& should = counts.levels[static_cast<std::size_t>(Level::kShould)];
    std::size_t known = 0;
    for (std::size_t i = 0; i < subject.results.size(); ++i) known += run.is_known(subject, i);
    out += fmt::format("| {} {} | {}/{} | {}/{} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
                       cell(subject.name), cell(subject.hello.version), must.passed, must.total,
                       should.passed, should.total, of(CaseVerdict::kSilentLoss),
                       of(CaseVerdict::kWrongValue), of(CaseVerdict::kLeak),
                       of(CaseVerdict::kSecretLeak), of(CaseVerdict::kRefused),
                       of(CaseVerdict::kWrongError),
                       of(CaseVerdict::kWrongAttempts) + of(CaseVerdict::kWrongRequest) +
                           of(CaseVerdict::kCrash) + of(CaseVerdict::kHang),
                       known, run.findings(subject));
  }
  for (const SubjectRun& subject : run.subjects) {
    std::string rows;
    std::size_t shown = 0;
    const std::size_t findings = run.findings(subject);
    for (std::size_t i = 0; i < subject.results.size() && shown < kMostRows; ++i) {
      if (!run.is_finding(subject, i)) continue;
      const CaseResult& result = subject.results[i];
      rows += fmt::format("| {} | {} | {} | {} |\n", cell(result.item->id),
                          to_string(result.item->level), to_string(result.verdict),
                          cell(result.reason));
      ++shown;
    }
    if (!rows.empty()) {
      out +=
          fmt::format("\n**{}: {} new**\n\n| case | level | verdict | why |\n|---|---|---|---|\n{}",
                      cell(subject.name), findings, rows);
      if (shown < findings)
        out += fmt::format("\n{} more in the other formats.\n", findings - shown);
    }
    if (!subject.known.stale.empty()) {
      out += fmt::format("\n**{}: {} known failures no longer hold**\n\n", cell(subject.name),
                         subject.known.stale.size());
      for (const std::string& line : subject.known.stale) out += fmt::format("* {}\n", cell(line));
    }
    if (!subject.failure.empty()) {
      out += fmt::format("\n**{}: incomplete: {}**\n", cell(subject.name), cell(subject.failure));
    }
  }
  return out;
}

}  // namespace assay
