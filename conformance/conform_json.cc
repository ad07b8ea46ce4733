#include <fmt/format.h>

#include <boost/json.hpp>

#include "conformance/conform_report.h"
#include "conformance/judge.h"

namespace assay {
namespace {

namespace json = boost::json;

json::object result_json(const ConformRun& run, const SubjectRun& subject, std::size_t index) {
  const CaseResult& result = subject.results[index];
  json::object out{{"subject", subject.name},
                   {"case", result.item->id},
                   {"level", to_string(result.item->level)},
                   {"since", to_string(result.item->since)},
                   {"verdict", to_string(result.verdict)}};
  if (result.item->changed) out["changed"] = to_string(*result.item->changed);
  if (!result.reason.empty()) out["reason"] = result.reason;
  if (result.outcome) {
    json::parse_options options;
    options.max_depth = 2'048;  // values are as deep as their messages
    out["got"] = json::parse(write_outcome(0, *result.outcome), {}, options);
    out["got"].as_object().erase("id");
  }
  out["attempts"] = result.received.size();
  out["finding"] = run.is_finding(subject, index);
  out["known"] = run.is_known(subject, index);
  if (result.repeated) out["repeated"] = true;
  out["microseconds"] = result.microseconds;
  return out;
}

json::object counts_json(const ConformRun& run, const SubjectRun& subject) {
  const SubjectCounts counts = run.counts(subject);
  json::object levels, verdicts;
  for (const Level level : {Level::kMust, Level::kShould, Level::kMay}) {
    const LevelCount& count = counts.levels[static_cast<std::size_t>(level)];
    levels[to_string(level)] = {{"passed", count.passed}, {"total", count.total}};
  }
  for (std::size_t i = 0; i < kVerdictCount; ++i) {
    verdicts[to_string(static_cast<CaseVerdict>(i))] = counts.verdicts[i];
  }
  json::array stale, expired;
  for (const std::string& line : subject.known.stale) stale.emplace_back(line);
  for (const std::string& line : subject.known.expired) expired.emplace_back(line);
  json::object out{{"subject", subject.name},         {"levels", std::move(levels)},
                   {"verdicts", std::move(verdicts)}, {"findings", run.findings(subject)},
                   {"stale", std::move(stale)},       {"expired", std::move(expired)},
                   {"seconds", subject.seconds}};
  if (!subject.failure.empty()) out["failure"] = subject.failure;
  if (run.runs > 1) {
    json::array unstable;
    for (const std::string& line : subject.unstable) unstable.emplace_back(line);
    out["unstable"] = std::move(unstable);
  }
  return out;
}

json::object head_json(const ConformRun& run, const ReportEnvelope& envelope) {
  json::object out = envelope_json(envelope);
  out["conformance"] = {{"edition", to_string(run.edition)},
                        {"hash", run.suite->content_hash},
                        {"cases", run.suite->cases.size()},
                        {"gate", to_string(run.gate)},
                        {"narrowed", run.narrowed}};
  if (run.runs > 1) out["conformance"].as_object()["runs"] = run.runs;
  return out;
}

json::object summary_json(const ConformRun& run, int exit_code) {
  json::array subjects;
  for (const SubjectRun& subject : run.subjects) subjects.push_back(counts_json(run, subject));
  return {{"subjects", std::move(subjects)}, {"exit_code", exit_code}};
}

}  // namespace

std::string conform_json(const ConformRun& run, const ReportEnvelope& envelope, int exit_code) {
  std::string out = json::serialize(head_json(run, envelope));
  out.pop_back();
  out += ",\n\"results\":[";
  bool first = true;
  for (const SubjectRun& subject : run.subjects) {
    for (std::size_t i = 0; i < subject.results.size(); ++i) {
      out += first ? "\n" : ",\n";
      first = false;
      out += json::serialize(result_json(run, subject, i));
    }
  }
  return out + "],\n\"summary\":" + json::serialize(summary_json(run, exit_code)) + "}\n";
}

std::string conform_ndjson(const ConformRun& run, const ReportEnvelope& envelope, int exit_code) {
  std::string out = json::serialize(head_json(run, envelope)) + '\n';
  for (const SubjectRun& subject : run.subjects) {
    for (std::size_t i = 0; i < subject.results.size(); ++i) {
      out += json::serialize(json::object{{"result", result_json(run, subject, i)}}) + '\n';
    }
  }
  return out + json::serialize(json::object{{"summary", summary_json(run, exit_code)}}) + '\n';
}

}  // namespace assay
