// The formats, for report.cc alone.
#ifndef ASSAY_PARSERS_REPORT_FORMATS_H_
#define ASSAY_PARSERS_REPORT_FORMATS_H_

#include <memory>
#include <ostream>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "parsers/report.h"

namespace assay {

std::unique_ptr<Reporter> make_text_reporter(std::ostream& out, const ReportOptions& options);
std::unique_ptr<Reporter> make_json_reporter(std::ostream& out, const ReportOptions& options);
std::unique_ptr<Reporter> make_ndjson_reporter(std::ostream& out, const ReportOptions& options);
std::unique_ptr<Reporter> make_junit_reporter(std::ostream& out, const ReportOptions& options);
std::unique_ptr<Reporter> make_sarif_reporter(std::ostream& out, const ReportOptions& options);
std::unique_ptr<Reporter> make_github_reporter(std::ostream& out, const ReportOptions& options);
std::unique_ptr<Reporter> make_markdown_reporter(std::ostream& out, const ReportOptions& options);

// Counts findings that are alike: same id, same pointer but for list indexes.
class FloodGate {
 public:
  explicit FloodGate(std::uint32_t shown) : shown_(shown) {}

  // Whether to show this one.
  bool admit(const ReportFinding& finding);

  struct Flood {
    std::string id, pointer;  // "/RunDetail/TaskInstances/*"
    std::uint64_t hidden = 0;
  };
  // What was not shown, in the order in which each began.
  std::vector<Flood> hidden() const;

 private:
  std::uint32_t shown_;
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<std::pair<Flood, std::uint64_t>> seen_;
};

// "1,234": for people.
std::string grouped(std::uint64_t number);

// "1 error", "2 errors".
std::string plural(std::uint64_t number, std::string_view noun);

// The finding in plain lines without a first line: place, measured, allowed, sources.
std::vector<std::string> detail_lines(const ReportFinding& finding, bool excerpts);

}  // namespace assay

#endif  // ASSAY_PARSERS_REPORT_FORMATS_H_
