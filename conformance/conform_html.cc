#include <fmt/format.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "conformance/conform_report.h"
#include "conformance/judge.h"
#include "conformance/text_codec.h"
#include "embedded_page_files.h"
#include "parsers/exchange_record.h"
#include "parsers/http_check.h"

namespace assay {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostBytes = 4'096;  // of a message, that are carried
constexpr std::size_t kMostText = 2'000;   // of what a subject said

// The same bytes with the values of secret headers overwritten: offsets stay.
std::string without_secrets(std::string bytes) {
  std::size_t line = 0;
  while (line < bytes.size()) {
    const std::size_t end = std::min(bytes.find('\n', line), bytes.size());
    const std::size_t colon = bytes.find(':', line);
    if (end <= line + 1) break;  // the empty line: the body begins
    if (colon < end) {
      const std::string_view name(bytes.data() + line, colon - line);
      const bool secret = equal_ignoring_case(name, "Authorization") ||
                          equal_ignoring_case(name, "X-Amz-Security-Token");
      for (std::size_t i = colon + 1; secret && i < end; ++i) {
        if (bytes[i] != ' ' && bytes[i] != '\r') bytes[i] = '*';
      }
    }
    line = end + 1;
  }
  return bytes;
}

json::object message_json(const std::string& bytes, std::string note) {
  json::object out{{"size", bytes.size()},
                   {"bytes", encode_base64(without_secrets(bytes.substr(0, kMostBytes)))}};
  if (!note.empty()) out["note"] = std::move(note);
  return out;
}

// How the bytes go out, where it is not at one go.
std::string script_note(const WireResponse& response) {
  if (response.as_service) return "What the service would answer to the request.";
  if (response.steps.empty()) return {};
  using Kind = WireStep::Kind;
  std::string out = response.on_connect ? "Before a request is read: " : "In steps: ";
  for (std::size_t i = 0; i < response.steps.size(); ++i) {
    const WireStep& step = response.steps[i];
    if (i > 0) out += ", ";
    switch (step.kind) {
      case Kind::kSend:
        out += fmt::format("send {} bytes", step.bytes.size());
        if (step.write > 0) out += fmt::format(" ({} every {} ms)", step.write, step.ms);
        break;
      case Kind::kWait:
        out += fmt::format("wait {} ms", step.ms);
        break;
      case Kind::kHold:
        out += "say nothing more";
        break;
      case Kind::kClose:
        out += "close";
        break;
      case Kind::kReset:
        out += "reset";
        break;
    }
  }
  return out + '.';
}

json::object case_json(const ConformRun& run, const Case& item) {
  json::array sources, flags, responses;
  for (const CaseSource& source : item.sources) {
    sources.push_back({{"name", source.name},
                       {"section", source.section},
                       {"url", source.url},
                       {"reading", source.reading},
                       {"says", source.says}});
  }
  for (const std::string& flag : item.flags) flags.emplace_back(flag);
  for (const WireResponse& response : item.responses) {
    responses.push_back(message_json(response.as_service ? std::string() : response.bytes(),
                                     script_note(response)));
  }
  return {{"id", item.id},
          {"title", item.title},
          {"level", to_string(item.level)},
          {"since", to_string(item.since)},
          {"counts", run.counts_case(item)},
          {"basis", item.basis},
          {"operation", fmt::format("{} {}", item.service, item.operation)},
          {"file", fmt::format("{}:{}", item.file, item.line)},
          {"input", printable(to_json(item.input), kMostText)},
          {"want", describe_allowed(item)},
          {"sources", std::move(sources)},
          {"flags", std::move(flags)},
          {"responses", std::move(responses)}};
}

json::object result_json(const ConformRun& run, const SubjectRun& subject, std::size_t index) {
  const CaseResult& result = subject.results[index];
  json::array requests;
  for (std::size_t i = 0; i < result.received.size(); ++i) {
    const ReceivedRequest& request = result.received[i];
    std::string note = i == 0 ? "" : fmt::format("After {} ms. ", request.begin_us / 1000);
    if (!request.complete) note += "Not complete.";
    requests.push_back(message_json(request.bytes, std::move(note)));
  }
  json::object out{{"verdict", to_string(result.verdict)},
                   {"finding", run.is_finding(subject, index)},
                   {"requests", std::move(requests)}};
  if (!result.reason.empty()) out["reason"] = printable(result.reason, kMostText);
  if (result.outcome) out["got"] = printable(describe_outcome(*result.outcome), kMostText);
  if (!result.driver_errors.empty()) out["stderr"] = printable(result.driver_errors, kMostText);
  if (run.is_known(subject, index)) {
    const std::uint32_t entry = subject.known.covered[index];
    out["known"] = entry < subject.known.entries.size() ? subject.known.entries[entry].why : "";
  }
  return out;
}

json::object subject_json(const ConformRun& run, const SubjectRun& subject) {
  const SubjectCounts counts = run.counts(subject);
  json::object levels;
  for (const Level level : {Level::kMust, Level::kShould}) {
    const LevelCount& count = counts.levels[static_cast<std::size_t>(level)];
    levels[to_string(level)] = {{"passed", count.passed}, {"total", count.total}};
  }
  json::array versions, stale, expired;
  for (const auto& [name, version] : subject.hello.versions) {
    versions.emplace_back(printable(name + ' ' + version, kMostText));
  }
  for (const std::string& line : subject.known.stale) stale.emplace_back(line);
  for (const std::string& line : subject.known.expired) expired.emplace_back(line);
  return {{"name", subject.name},
          {"replay", subject.replay},
          {"sdk", printable(subject.hello.sdk, kMostText)},
          {"version", printable(subject.hello.version, kMostText)},
          {"runtime", printable(subject.hello.runtime, kMostText)},
          {"versions", std::move(versions)},
          {"levels", std::move(levels)},
          {"stale", std::move(stale)},
          {"expired", std::move(expired)},
          {"failure", subject.failure}};
}

// Cases in the order of the suite, each with a result of every subject, or null.
void add_cases(const ConformRun& run, json::object& out) {
  json::array cases, results;
  for (const Case& item : run.suite->cases) {
    json::array row;
    bool any = false;
    for (const SubjectRun& subject : run.subjects) {
      const auto found = std::ranges::find(subject.results, &item, &CaseResult::item);
      if (found == subject.results.end()) {
        row.emplace_back(nullptr);
        continue;
      }
      any = true;
      row.push_back(
          result_json(run, subject, static_cast<std::size_t>(found - subject.results.begin())));
    }
    if (!any) continue;
    cases.push_back(case_json(run, item));
    results.push_back(std::move(row));
  }
  out["cases"] = std::move(cases);
  out["results"] = std::move(results);
}

// JSON that may stand in a script element: no tag, comment or line end of a script can begin in it.
std::string script_safe(const std::string& text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '<' || c == '>' || c == '&') {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else if (text.compare(i, 2, "\xE2\x80") == 0 &&
               (text.compare(i + 2, 1, "\xA8") == 0 || text.compare(i + 2, 1, "\xA9") == 0)) {
      out += text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      out += c;
    }
  }
  return out;
}

std::string script_hash(std::string_view script) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(script.data()), script.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return encode_base64(digest);
}

}  // namespace

std::string conform_html(const ConformRun& run, const ReportEnvelope& envelope,
                         std::string_view history) {
  json::array subjects, verdicts;
  for (const SubjectRun& subject : run.subjects) subjects.push_back(subject_json(run, subject));
  for (std::size_t i = 0; i < kVerdictCount; ++i) {
    verdicts.emplace_back(to_string(static_cast<CaseVerdict>(i)));
  }
  std::string environment;
  for (const auto& [name, text] : envelope.environment) {
    if (name == "system" || name == "machine")
      environment += (environment.empty() ? "" : " ") + text;
  }
  json::object payload{
      {"tool", envelope.tool_version},
      {"started", envelope.started},
      {"environment", environment},
      {"history", history},
      {"suite", {{"edition", to_string(run.edition)}, {"hash", run.suite->content_hash}}},
      {"verdicts", std::move(verdicts)},
      {"subjects", std::move(subjects)}};
  add_cases(run, payload);
  const std::string script =
      std::string(embedded::page_files("page.js")) + std::string(embedded::page_files("case.js"));
  // Filled in one pass: what is put in is never looked at again.
  const std::array<std::pair<std::string_view, std::string>, 4> parts = {{
      {"@HASH@", script_hash(script)},
      {"@STYLE@", std::string(embedded::page_files("page.css"))},
      {"@DATA@", script_safe(json::serialize(payload))},
      {"@SCRIPT@", script},
  }};
  std::string_view rest = embedded::page_files("page.html");
  std::string out;
  for (const auto& [mark, text] : parts) {
    const std::size_t at = std::min(rest.find(mark), rest.size());
    out += rest.substr(0, at);
    out += text;
    rest.remove_prefix(std::min(at + mark.size(), rest.size()));
  }
  return out += rest;
}

}  // namespace assay
