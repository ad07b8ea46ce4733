// SARIF 2.1.0 (OASIS standard, 27 March 2020).
#include <fmt/format.h>
#include <openssl/sha.h>

#include <boost/json.hpp>
#include <map>

#include "parsers/diagnostic_excerpt.h"
#include "parsers/report_formats.h"
#include "parsers/report_json.h"

namespace assay {
namespace {

namespace json = boost::json;

std::string_view level(Severity severity) noexcept {
  return severity == Severity::kNote ? "note" : to_string(severity);
}

// A relative reference (RFC 3986): bytes that have a meaning there are percent-encoded.
std::string uri_of(std::string_view path) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  std::string out;
  for (const char c : path) {
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

std::string digest(std::string_view text) {
  unsigned char bytes[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), bytes);
  std::string out;
  for (int i = 0; i < 8; ++i) out += fmt::format("{:02x}", bytes[i]);
  return out;
}

// Results are written as they come; rules, known only then, follow them.
class SarifReporter final : public Reporter {
 public:
  SarifReporter(std::ostream& out, const ReportOptions& options) : out_(out), options_(options) {}

  void begin(const ReportEnvelope& envelope) override {
    envelope_ = envelope;
    out_ << "{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/"
            "sarif-schema-2.1.0.json\",\n\"version\":\"2.1.0\",\"runs\":[{\"results\":[";
  }

  void finding(const ReportFinding& finding) override {
    out_ << (results_++ > 0 ? ",\n" : "\n") << json::serialize(result(finding));
  }

  void item(const ReportItem& item) override {
    if (!item.error) return;
    json::object region{{"startLine", std::max(1u, item.error->line)}};
    notifications_.push_back(
        {{"level", "error"},
         {"message", {{"text", visible_text(item.error->message)}}},
         {"locations",
          {{{"physicalLocation",
             {{"artifactLocation", {{"uri", uri_of(item.file)}}}, {"region", region}}}}}}});
  }

  bool wants_every_item() const override { return false; }

  void end(const ReportSummary& summary) override {
    json::object invocation{{"executionSuccessful", summary.exit_code < 2},
                            {"exitCode", summary.exit_code},
                            {"startTimeUtc", envelope_.started},
                            {"toolExecutionNotifications", std::move(notifications_)}};
    json::object driver{
        {"name", "assay"}, {"version", envelope_.tool_version}, {"rules", std::move(rules_)}};
    json::object properties = envelope_json(envelope_);
    properties["summary"] = summary_json(summary);
    out_ << "\n],\n\"tool\":" << json::serialize(json::object{{"driver", std::move(driver)}})
         << ",\n\"columnKind\":\"unicodeCodePoints\",\"invocations\":"
         << json::serialize(json::array{std::move(invocation)})
         << ",\n\"properties\":" << json::serialize(properties) << "}]}\n";
  }

 private:
  // The index of the rule in the list of rules.
  std::size_t rule(const ReportFinding& finding) {
    const Diagnostic& diagnostic = finding.diagnostic;
    const auto [entry, fresh] = rule_index_.try_emplace(diagnostic.id, rules_.size());
    if (!fresh) return entry->second;
    const std::string& says = finding.rule.empty() ? diagnostic.message : finding.rule;
    std::string help = says;
    json::array sources;
    for (const Diagnostic::Source& source : diagnostic.sources) {
      const std::string_view kind = source.reading ? "reading" : "text";
      help += fmt::format("\nSource: {}, {}: {} ({})", source.source, source.section, source.says,
                          kind);
      sources.push_back({{"source", source.source},
                         {"section", source.section},
                         {"says", source.says},
                         {"kind", kind}});
    }
    help += fmt::format("\nMore: assay explain {}", diagnostic.id);
    rules_.push_back({{"id", diagnostic.id},
                      {"shortDescription", {{"text", says}}},
                      {"help", {{"text", help}}},
                      {"defaultConfiguration", {{"level", level(diagnostic.severity)}}},
                      {"properties",
                       {{"basis", to_string(diagnostic.basis)}, {"sources", std::move(sources)}}}});
    return entry->second;
  }

  json::object location(const ReportFinding& finding, const Place& place, bool own) const {
    json::object region{{"startLine", finding.line}};
    if (finding.exact && own && place.character_column > 0 &&
        finding.column + place.character_column >= place.column) {
      // The file's own column counts bytes; the difference is that of the characters before it.
      region["startColumn"] = finding.column - place.column + place.character_column;
    }
    if (options_.excerpts && !place.excerpt.empty()) {
      region["snippet"] = {{"text", place.excerpt}};
    }
    std::string name = place.part_name;
    if (!place.pointer.empty()) name += ' ' + place.pointer;
    return {{"physicalLocation",
             {{"artifactLocation", {{"uri", uri_of(finding.file)}}}, {"region", region}}},
            {"logicalLocations", {{{"fullyQualifiedName", name}}}}};
  }

  json::object result(const ReportFinding& finding) {
    const Diagnostic& diagnostic = finding.diagnostic;
    std::string text =
        fmt::format("{} ({})", diagnostic.message, place_line(finding, diagnostic.place));
    if (!diagnostic.measured.empty()) text += ": " + diagnostic.measured;
    if (!diagnostic.allowed.empty()) text += "; allowed: " + diagnostic.allowed;
    for (const ReportWitness& witness : finding.witnesses) text += "; " + witness_line(witness);
    // The same finding in a file whose other lines changed keeps its fingerprint; one that occurs
    // several times is told apart by its number.
    const std::string key =
        fmt::format("{}\n{}\n{}\n{}\n{}", diagnostic.id, finding.file, finding.operation,
                    diagnostic.place.part_name, diagnostic.place.pointer);
    const std::uint64_t ordinal = ++ordinals_[key];
    json::object out{
        {"ruleId", diagnostic.id},
        {"ruleIndex", rule(finding)},
        {"level", level(diagnostic.severity)},
        {"message", {{"text", text}}},
        {"locations", {location(finding, diagnostic.place, true)}},
        {"partialFingerprints", {{"assayFinding/v1", fmt::format("{}:{}", digest(key), ordinal)}}}};
    if (diagnostic.second) {
      out["relatedLocations"] = json::array{location(finding, *diagnostic.second, false)};
    }
    return out;
  }

  std::ostream& out_;
  ReportOptions options_;
  ReportEnvelope envelope_;
  std::uint64_t results_ = 0;
  json::array rules_, notifications_;
  std::map<std::string, std::size_t> rule_index_;
  std::map<std::string, std::uint64_t> ordinals_;
};

}  // namespace

std::unique_ptr<Reporter> make_sarif_reporter(std::ostream& out, const ReportOptions& options) {
  return std::make_unique<SarifReporter>(out, options);
}

}  // namespace assay
