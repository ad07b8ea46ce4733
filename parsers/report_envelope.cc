#include "parsers/report_envelope.h"

#include <fmt/format.h>
#include <sys/utsname.h>

#include <boost/json.hpp>
#include <boost/version.hpp>
#include <ctime>

namespace assay {
namespace {

std::string compiler() {
#if defined(__clang__)
  return fmt::format("clang {}.{}.{}", __clang_major__, __clang_minor__, __clang_patchlevel__);
#elif defined(__GNUC__)
  return fmt::format("gcc {}.{}.{}", __GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__);
#else
  return "unknown";
#endif
}

boost::json::object versions_json(const NamedVersions& versions) {
  boost::json::object out;
  for (const auto& [name, version] : versions) out[name] = version;
  return out;
}

}  // namespace

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  const std::size_t size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return std::string(text, size);
}

ReportEnvelope make_envelope(std::string_view kind, std::string_view tool_version) {
  ReportEnvelope out;
  out.kind = kind;
  out.tool_version = tool_version;
  out.started = utc_now();
  utsname system{};
  if (uname(&system) == 0) {
    out.environment.emplace_back("system", fmt::format("{} {}", system.sysname, system.release));
    out.environment.emplace_back("machine", system.machine);
  }
  out.environment.emplace_back("compiler", compiler());
  out.environment.emplace_back("simdjson", ASSAY_SIMDJSON_VERSION);
  out.environment.emplace_back(
      "boost", fmt::format("{}.{}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000,
                           BOOST_VERSION % 100));
  return out;
}

ReportEnvelope::Model model_of(const Contract& contract) {
  return {std::string(contract.service()), std::string(contract.protocol()),
          std::string(contract.model_hash())};
}

boost::json::object envelope_json(const ReportEnvelope& envelope) {
  boost::json::object out;
  out["format"] = {{"name", "assay-report"}, {"version", kReportFormatVersion}};
  out["kind"] = envelope.kind;
  out["tool"] = {{"name", "assay"}, {"version", envelope.tool_version}};
  if (!envelope.suite.empty()) out["suite"] = envelope.suite;
  boost::json::array models;
  for (const auto& model : envelope.models) {
    models.push_back(
        {{"service", model.service}, {"protocol", model.protocol}, {"sha256", model.hash}});
  }
  out["models"] = std::move(models);
  boost::json::array subjects;
  for (const ReportSubject& subject : envelope.subjects) {
    boost::json::object entry{{"name", subject.name}, {"version", subject.version}};
    if (!subject.runtime.empty()) entry["runtime"] = subject.runtime;
    entry["versions"] = versions_json(subject.versions);
    subjects.push_back(std::move(entry));
  }
  out["subjects"] = std::move(subjects);
  out["environment"] = versions_json(envelope.environment);
  out["started"] = envelope.started;
  return out;
}

}  // namespace assay
