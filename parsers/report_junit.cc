// JUnit XML as CI servers read it: a suite a file, a case an item.
#include <fmt/format.h>

#include <pugixml.hpp>

#include "parsers/diagnostic_excerpt.h"
#include "parsers/report_formats.h"

namespace assay {
namespace {

class JunitReporter final : public Reporter {
 public:
  JunitReporter(std::ostream& out, const ReportOptions& options)
      : out_(out), options_(options), flood_(options.shown_alike) {}

  void begin(const ReportEnvelope& envelope) override {
    root_ = document_.append_child("testsuites");
    root_.append_attribute("name") = "assay check";
    root_.append_attribute("timestamp") = envelope.started.c_str();
    envelope_ = envelope;
  }

  void finding(const ReportFinding& finding) override {
    // A limit says that nothing is known: an error of the run, not a failure of the message.
    const bool limit = finding.diagnostic.id.starts_with("limit/");
    const bool failure = options_.gate && finding.diagnostic.severity >= *options_.gate && !limit;
    if (failure && first_id_.empty()) {
      first_id_ = finding.diagnostic.id;
      first_message_ = finding.diagnostic.message;
    }
    (failure ? failures_ : others_) += 1;
    std::string& text = failure ? failure_text_ : other_text_;
    if (!flood_.admit(finding)) {
      ++hidden_;
      return;
    }
    text += fmt::format("{}:{}:{}: {}: {} [{}]\n", visible_text(finding.file), finding.line,
                        finding.column, to_string(finding.diagnostic.severity),
                        finding.diagnostic.message, finding.diagnostic.id);
    for (const std::string& line : detail_lines(finding, options_.excerpts)) {
      text += "  " + line + '\n';
    }
  }

  void item(const ReportItem& item) override {
    Suite& suite = suite_of(visible_text(item.file));
    pugi::xml_node test = suite.node.append_child("testcase");
    test.append_attribute("classname") = visible_text(item.file).c_str();
    test.append_attribute("name") =
        fmt::format("{} (line {}, number {})", visible_text(item.name), item.line, item.number)
            .c_str();
    ++suite.tests;
    if (hidden_ > 0) {
      (failures_ > 0 ? failure_text_ : other_text_) +=
          fmt::format("{} more not shown (json, ndjson and sarif hold all)\n", grouped(hidden_));
    }
    if (item.error) {
      ++suite.errors;
      add(test, "error", "unusable", visible_text(item.error->message), item.error->to_string());
    } else if (!item.other_service.empty()) {
      ++suite.skipped;
      test.append_child("skipped").append_attribute("message") =
          fmt::format("of another service: {}", visible_text(item.other_service)).c_str();
    } else if (failures_ > 0) {
      ++suite.failures;
      const std::string more = failures_ > 1 ? fmt::format(" (and {} more)", failures_ - 1) : "";
      add(test, "failure", first_id_, first_message_ + more, failure_text_);
    } else if (item.verdict == Verdict::kUnchecked) {
      ++suite.errors;
      add(test, "error", "unchecked", "a limit stopped the check", std::exchange(other_text_, {}));
    }
    if (!other_text_.empty()) {
      test.append_child("system-out").text().set(visible_lines(other_text_).c_str());
    }
    failures_ = others_ = hidden_ = 0;
    first_id_.clear();
    first_message_.clear();
    failure_text_.clear();
    other_text_.clear();
  }

  void end(const ReportSummary& summary) override {
    Suite all;
    for (auto& [name, suite] : suites_) {
      count(suite.node, suite);
      all.tests += suite.tests;
      all.failures += suite.failures;
      all.errors += suite.errors;
      all.skipped += suite.skipped;
      pugi::xml_node properties = suite.node.prepend_child("properties");
      add_property(properties, "assay.version", envelope_.tool_version);
      for (const auto& model : envelope_.models) {
        add_property(properties, "model." + model.service, model.hash);
      }
      for (const auto& [key, value] : envelope_.environment) {
        add_property(properties, "environment." + key, value);
      }
    }
    count(root_, all);
    root_.append_attribute("time") = fmt::format("{:.3f}", summary.seconds).c_str();
    document_.save(out_, "  ");
  }

 private:
  struct Suite {
    pugi::xml_node node;
    std::uint64_t tests = 0, failures = 0, errors = 0, skipped = 0;
  };

  Suite& suite_of(const std::string& file) {
    // Items of a file come together.
    if (suites_.empty() || suites_.back().first != file) {
      pugi::xml_node node = root_.append_child("testsuite");
      node.append_attribute("name") = file.c_str();
      suites_.emplace_back(file, Suite{.node = node});
    }
    return suites_.back().second;
  }

  static void count(pugi::xml_node node, const Suite& suite) {
    node.append_attribute("tests") = suite.tests;
    node.append_attribute("failures") = suite.failures;
    node.append_attribute("errors") = suite.errors;
    node.append_attribute("skipped") = suite.skipped;
  }
  static void add_property(pugi::xml_node properties, const std::string& name,
                           const std::string& value) {
    pugi::xml_node property = properties.append_child("property");
    property.append_attribute("name") = name.c_str();
    property.append_attribute("value") = value.c_str();
  }
  static void add(pugi::xml_node test, const char* kind, std::string_view type,
                  std::string_view message, std::string_view text) {
    pugi::xml_node node = test.append_child(kind);
    node.append_attribute("type") = std::string(type).c_str();
    node.append_attribute("message") = std::string(message).c_str();
    node.text().set(visible_lines(text).c_str());
  }
  // XML 1.0 has no place for control characters but line feeds.
  static std::string visible_lines(std::string_view text) {
    std::string out;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      out += visible_text(text.substr(0, end));
      if (end < text.size()) out += '\n';
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
  }

  std::ostream& out_;
  ReportOptions options_;
  FloodGate flood_;
  ReportEnvelope envelope_;
  pugi::xml_document document_;
  pugi::xml_node root_;
  std::vector<std::pair<std::string, Suite>> suites_;
  // Of the item whose findings come in.
  std::uint64_t failures_ = 0, others_ = 0, hidden_ = 0;
  std::string first_id_, first_message_, failure_text_, other_text_;
};

}  // namespace

std::unique_ptr<Reporter> make_junit_reporter(std::ostream& out, const ReportOptions& options) {
  return std::make_unique<JunitReporter>(out, options);
}

}  // namespace assay
