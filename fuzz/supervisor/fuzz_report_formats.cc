// JSON, JUnit and SARIF of a campaign.
#include <fmt/format.h>

#include <boost/json.hpp>

#include "fuzz/supervisor/fuzz_report.h"

namespace assay::fuzz {
namespace {

namespace json = boost::json;

json::array array_of(const auto& texts) {
  json::array out;
  for (const std::string& text : texts) out.emplace_back(text);
  return out;
}

// JSON and XML take no bytes of any kind: what is not printable ASCII becomes a question mark.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) out += c >= 0x20 && c < 0x7F ? c : '?';
  return out;
}

std::string xml(std::string_view text) {
  std::string out;
  for (const char c : plain(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

json::object finding_json(const FuzzReport& report, const Finding& finding) {
  json::object out{{"id", finding.id},
                   {"state", to_string(finding.state)},
                   {"target", finding.target},
                   {"key", plain(finding.key)},
                   {"kind", plain(finding.kind)},
                   {"detail", plain(finding.detail)},
                   {"first_seen", finding.first_seen},
                   {"at_seconds", finding.at_seconds},
                   {"original_bytes", finding.original_bytes},
                   {"bytes", finding.bytes},
                   {"retries", finding.retries},
                   {"reproduced", finding.reproduced},
                   {"seen", finding.seen}};
  if (!finding.rule.empty()) out["rule"] = plain(finding.rule);
  if (!finding.place.empty()) out["place"] = plain(finding.place);
  if (!finding.note.empty()) out["note"] = finding.note;
  if (finding.state == FindingState::kKnown) out["known_reason"] = plain(finding.known_reason);
  if (finding.reproduced > 0) {
    out["regression"] = fmt::format("regressions/{}/{}", finding.target, finding.name);
  }
  if (report.payloads) out["input"] = shown_input(*report.folder, finding, 4096);
  return out;
}

}  // namespace

std::string fuzz_json(const FuzzReport& report) {
  const Campaign& campaign = *report.campaign;
  json::object out = envelope_json(report.envelope);
  json::array targets, findings, curve;
  for (const auto& [name, target] : campaign.targets) {
    targets.push_back({{"name", name},
                       {"executions", target.executions},
                       {"cpu_seconds", target.cpu_seconds},
                       {"edges", target.edges},
                       {"features", target.features},
                       {"corpus", target.corpus},
                       {"slices", target.slices},
                       {"stopped", target.stopped},
                       {"constraints",
                        {{"total", target.constraints},
                         {"broken", array_of(target.broken)},
                         {"held", array_of(target.held)}}}});
  }
  for (const Finding& finding : campaign.findings)
    findings.push_back(finding_json(report, finding));
  for (const CurvePoint& point : campaign.curve) {
    curve.push_back({{"seconds", point.seconds},
                     {"executions", point.executions},
                     {"edges", point.edges},
                     {"features", point.features},
                     {"constraints", point.constraints},
                     {"corpus", point.corpus}});
  }
  const StopEstimate estimate = estimate_stop(campaign.curve);
  out["campaign"] = {
      {"begun", campaign.started},
      {"seconds", campaign.seconds},
      {"executions", campaign.executions()},
      {"edges", campaign.edges()},
      {"features", campaign.features()},
      {"corpus", campaign.corpus()},
      {"constraint_sides",
       {{"reached", campaign.constraint_sides()}, {"total", campaign.constraint_sides_total()}}}};
  out["stop"] = {{"since_new_edge", estimate.since_new_edge},
                 {"edges_in_next_hour", estimate.edges_in_next_hour},
                 {"chance_in_next_hour", estimate.chance_in_next_hour}};
  out["targets"] = std::move(targets);
  out["findings"] = std::move(findings);
  out["shrank"] = array_of(campaign.shrank);
  out["curve"] = std::move(curve);
  out["exit_code"] = campaign_exit_code(campaign);
  return json::serialize(out) + "\n";
}

std::string fuzz_junit(const FuzzReport& report) {
  const Campaign& campaign = *report.campaign;
  std::string cases;
  std::size_t tests = 0, failures = 0, skipped = 0;
  for (const auto& [name, target] : campaign.targets) {
    ++tests;
    cases += fmt::format("  <testcase classname=\"fuzz\" name=\"{}\" time=\"{:.3f}\"/>\n",
                         xml(name), target.cpu_seconds);
  }
  for (const Finding& finding : campaign.findings) {
    ++tests;
    const std::string text = xml(fmt::format("{} ({} bytes, {}/{} reproduced)", finding.detail,
                                             finding.bytes, finding.reproduced, finding.retries));
    std::string inner;
    switch (finding.state) {
      case FindingState::kNew:
        ++failures;
        inner = fmt::format("<failure type=\"{}\" message=\"{}\"/>", xml(finding.key), text);
        break;
      case FindingState::kKnown:
        ++skipped;
        inner = fmt::format("<skipped message=\"known: {}\"/>", xml(finding.known_reason));
        break;
      case FindingState::kUnreproducible:
        ++skipped;
        inner = fmt::format("<skipped message=\"not reproduced: {}\"/>", text);
        break;
    }
    cases += fmt::format("  <testcase classname=\"fuzz.{}\" name=\"{} {}\">{}</testcase>\n",
                         xml(finding.target), finding.id, xml(finding.key), inner);
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
      "<testsuite name=\"assay fuzz\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" "
      "time=\"{:.3f}\" timestamp=\"{}\">\n{}</testsuite>\n</testsuites>\n",
      tests, failures, skipped, campaign.seconds, xml(campaign.started.substr(0, 19)), cases);
}

std::string fuzz_sarif(const FuzzReport& report) {
  json::array rules, results;
  std::vector<std::string> ids;
  for (const Finding& finding : report.campaign->findings) {
    if (finding.state == FindingState::kUnreproducible) continue;  // of no use to whoever reads it
    const std::string id =
        finding.rule.empty() ? plain(finding.kind) : "oracle/" + plain(finding.rule);
    std::size_t index = 0;
    while (index < ids.size() && ids[index] != id) ++index;
    if (index == ids.size()) {
      ids.push_back(id);
      const std::string says =
          finding.rule.empty()
              ? fmt::format("A target stopped with {}", plain(finding.kind))
              : fmt::format("The property \"{}\" of a target is broken", plain(finding.rule));
      rules.push_back({{"id", id},
                       {"shortDescription", {{"text", says}}},
                       {"defaultConfiguration", {{"level", "error"}}}});
    }
    json::object result{
        {"ruleId", id},
        {"ruleIndex", index},
        {"level", "error"},
        {"message",
         {{"text", fmt::format("{} {}: {} ({} bytes, {}/{} reproduced)", finding.id, finding.target,
                               plain(finding.detail), finding.bytes, finding.reproduced,
                               finding.retries)}}},
        {"locations",
         {{{"physicalLocation",
            {{"artifactLocation",
              {{"uri", fmt::format("corpus/regressions/{}/{}", finding.target, finding.name)}}},
             {"region", {{"startLine", 1}}}}},
           {"logicalLocations",
            {{{"fullyQualifiedName", finding.place.empty()
                                         ? finding.target
                                         : finding.target + " " + plain(finding.place)}}}}}}},
        {"partialFingerprints",
         {{"assayFuzz/v1", digest_of(finding.target + "\n" + finding.key).substr(0, 16)}}}};
    if (finding.state == FindingState::kKnown) {
      result["suppressions"] = {
          {{"kind", "external"}, {"justification", plain(finding.known_reason)}}};
    }
    results.push_back(std::move(result));
  }
  const int code = campaign_exit_code(*report.campaign);
  const json::object run{{"tool",
                          {{"driver",
                            {{"name", "assay"},
                             {"version", report.envelope.tool_version},
                             {"rules", std::move(rules)}}}}},
                         {"columnKind", "unicodeCodePoints"},
                         {"invocations",
                          {{{"executionSuccessful", true},
                            {"exitCode", code},
                            {"startTimeUtc", report.campaign->started}}}},
                         {"results", std::move(results)},
                         {"properties", envelope_json(report.envelope)}};
  const json::object out{
      {"$schema",
       "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs", json::array{run}}};
  return json::serialize(out) + "\n";
}

}  // namespace assay::fuzz
