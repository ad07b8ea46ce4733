#include "cli/protocol_tests_report.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <pugixml.hpp>
#include <sstream>
#include <utility>

#include "conformance/text_codec.h"

namespace assay::cli {
namespace {

constexpr std::size_t kMostText = 1'000;  // bytes of a problem

std::string shown(std::string_view text) { return printable(text, kMostText); }

std::string lines_of(const std::vector<std::string>& problems) {
  std::string out;
  for (const std::string& problem : problems) out += (out.empty() ? "" : "\n") + shown(problem);
  return out;
}

}  // namespace

void ProtocolTestRun::add(Entry entry) {
  switch (entry.result.verdict) {
    case ProtocolTestVerdict::kPassed:
      ++passed;
      break;
    case ProtocolTestVerdict::kFailed:
      ++failed;
      break;
    case ProtocolTestVerdict::kExcepted:
      ++excepted;
      break;
  }
  results.push_back(std::move(entry));
}

std::string protocol_tests_text(const ProtocolTestRun& run, bool verbose) {
  std::string out;
  for (const auto& [test, result] : run.results) {
    if (result.verdict == ProtocolTestVerdict::kPassed && !verbose) continue;
    out += fmt::format("{}:{}: {}: {} {}\n", test.file, test.line, to_string(result.verdict),
                       shown(test.id), to_string(test.kind));
    for (const std::string& problem : result.problems) out += fmt::format("  {}\n", shown(problem));
    if (!result.reason.empty()) out += fmt::format("  exception: {}\n", result.reason);
  }
  out += fmt::format("{} run, {} passed, {} failed, {} excepted\n", run.results.size(), run.passed,
                     run.failed, run.excepted);
  return out;
}

std::string protocol_tests_json(const ProtocolTestRun& run, const ReportEnvelope& envelope) {
  boost::json::object out = envelope_json(envelope);
  boost::json::array results;
  for (const auto& [test, result] : run.results) {
    boost::json::object entry{{"id", shown(test.id)},
                              {"kind", to_string(test.kind)},
                              {"operation", shown(test.operation)},
                              {"file", shown(test.file)},
                              {"line", test.line},
                              {"verdict", to_string(result.verdict)}};
    boost::json::array problems;
    for (const std::string& problem : result.problems) {
      problems.push_back(boost::json::string(shown(problem)));
    }
    entry["problems"] = std::move(problems);
    if (!result.reason.empty()) entry["reason"] = result.reason;
    results.push_back(std::move(entry));
  }
  out["results"] = std::move(results);
  out["summary"] = {{"run", run.results.size()}, {"passed", run.passed},
                    {"failed", run.failed},      {"excepted", run.excepted},
                    {"unusable", run.unusable},  {"exit_code", run.exit_code}};
  return boost::json::serialize(out) + '\n';
}

std::string protocol_tests_junit(const ProtocolTestRun& run) {
  pugi::xml_document document;
  pugi::xml_node suites = document.append_child("testsuites");
  pugi::xml_node suite = suites.append_child("testsuite");
  suite.append_attribute("name") = "protocol-tests";
  suite.append_attribute("tests") = static_cast<unsigned long long>(run.results.size());
  suite.append_attribute("failures") = static_cast<unsigned long long>(run.failed);
  suite.append_attribute("skipped") = static_cast<unsigned long long>(run.excepted);
  for (const auto& [test, result] : run.results) {
    pugi::xml_node node = suite.append_child("testcase");
    node.append_attribute("classname") = std::string(to_string(test.kind)).c_str();
    node.append_attribute("name") = shown(test.id).c_str();
    if (result.verdict == ProtocolTestVerdict::kPassed) continue;
    const bool failed = result.verdict == ProtocolTestVerdict::kFailed;
    pugi::xml_node why = node.append_child(failed ? "failure" : "skipped");
    why.append_attribute("message") =
        (failed ? shown(result.problems.front()) : result.reason).c_str();
    if (failed) why.text().set(lines_of(result.problems).c_str());
  }
  std::ostringstream out;
  document.save(out, "  ");
  return out.str();
}

}  // namespace assay::cli
