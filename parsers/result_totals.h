// What several results of a check amount to together.
#ifndef ASSAY_PARSERS_RESULT_TOTALS_H_
#define ASSAY_PARSERS_RESULT_TOTALS_H_

#include <assay/error.h>
#include <assay/finding.h>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "parsers/report.h"
#include "parsers/result_reader.h"

namespace assay {

class ResultTotals {
 public:
  // `mixed`: results of different models or versions of the tool are taken together.
  explicit ResultTotals(bool mixed) : mixed_(mixed) {}

  // Takes the event that a reader gave last. After kEnd another input may follow.
  // Errors: kInputFormat: events out of order, a summary that counts other things than came before
  // it, a result of another model, version or kind.
  std::optional<Error> add(const ResultReader& reader, const ResultEvent& event);

  // A result that ended without a summary: where it began.
  struct Unfinished {
    std::string file;
    std::uint32_t line = 1;
  };
  const std::vector<Unfinished>& unfinished() const noexcept { return unfinished_; }
  std::uint64_t results() const noexcept { return results_; }

  // Of all results: counted, not taken from their summaries. The exit code is that of one check of
  // everything under this gate; unfinished results make it incomplete.
  ReportSummary summary(std::optional<Severity> gate) const;

  // Models of all; of the environment what all agree on; the earliest start.
  const ReportEnvelope& envelope() const noexcept { return envelope_; }

  // Findings by severity and id.
  using Ids = std::map<std::pair<Severity, std::string>, std::uint64_t>;
  const Ids& ids() const noexcept { return ids_; }

 private:
  struct Counts {
    std::uint64_t items = 0, valid = 0, invalid = 0, unchecked = 0, other_services = 0,
                  unusable = 0;
    std::map<std::string, std::uint64_t> others;
    std::array<std::uint64_t, 3> findings{};  // as the items count them
    std::array<std::uint64_t, 3> told{};      // as they came
  };
  std::optional<Error> start(const ResultReader& reader, const JsonValue& value);
  std::optional<Error> finding(const ResultReader& reader, const JsonValue& value);
  std::optional<Error> item(const ResultReader& reader, const JsonValue& value);
  std::optional<Error> end(const ResultReader& reader, const JsonValue& value);
  std::optional<Error> compare(const ResultReader& reader, const JsonValue& value) const;
  void leave_unfinished();

  bool mixed_;
  std::uint64_t results_ = 0;
  bool open_ = false;  // a result has begun and not ended
  Unfinished begun_;
  ReportEnvelope envelope_;
  std::string first_;  // where the first result begins
  Counts now_;         // of the result that is open
  ReportSummary total_;
  bool all_incomplete_ = true;  // every result said exit 3
  bool interrupted_ = false;
  std::vector<Unfinished> unfinished_;
  Ids ids_;
};

}  // namespace assay

#endif  // ASSAY_PARSERS_RESULT_TOTALS_H_
